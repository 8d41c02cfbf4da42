//! Which files are editions of one article where their names do not say: by content.
//!
//! Each file is read once for its keys (numbers, dates, names, links, words by the lexicon, characters). Rare keys find the few
//! files that may be its editions, so the work grows with the files and not with their pairs; those are compared whole.

mod entry;
mod index;
mod link;
mod manifest;
mod score;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{Settings, in_pool};
use crate::discover;
use crate::error::{Error, ErrorKind, Result};
use crate::evidence::{DocumentReader, Fold, LexiconTable};
use crate::read::{self, ReadOptions};
use crate::text::script::Judgement;
use crate::text::{BlockKind, Edition, PerEdition, sha256};

use entry::Document;
pub use manifest::{csv, jsonl};
pub use score::Match;

/// English text has at least this share of words that carry grammar; other languages in Latin letters have less.
const ENGLISH: f32 = 0.15;
/// Of a page that is partly translated into another language this much may be.
const FOREIGN: f32 = 0.25;
/// Texts with fewer letters say too little.
const SHORTEST: usize = 20;

/// An article that was found: files in two or three editions.
#[derive(Debug, Clone, PartialEq)]
pub struct Paired {
    /// Its id, made of a file's name.
    pub id: String,
    /// Its files.
    pub files: PerEdition<Option<PathBuf>>,
    /// How alike its files are: that of the weakest link between them, 0 to 1.
    pub score: f32,
    /// Why a person should look at it; empty where it is sure.
    pub doubts: Vec<String>,
}

/// What became of the files.
#[derive(Debug, Clone, Default)]
pub struct Pairing {
    /// The articles, by id.
    pub articles: Vec<Paired>,
    /// Files that belong to none, and why.
    pub alone: Vec<(PathBuf, String)>,
    /// All pairs of files that were compared, best first: what the articles were made of.
    pub compared: Vec<(PathBuf, PathBuf, Match)>,
    /// Files that could not be read.
    pub problems: Vec<Error>,
}

/// Finds which files below `folders` are editions of one article. Files that are equal count once.
///
/// # Errors
/// `Io` where a folder cannot be read; `Input` where no text is found.
pub fn pair(folders: &[PathBuf], settings: &Settings) -> Result<Pairing> {
    let mut out = Pairing::default();
    let mut paths = discover::texts(folders, &mut out.problems)?;
    paths.sort();
    paths.dedup();
    if paths.is_empty() {
        return Err(Error::new(ErrorKind::Input, "there is no text").remedy("name a folder with texts"));
    }
    let reader = DocumentReader::default();
    let (fold, table) = (Fold::new()?, LexiconTable::embedded());
    let work = || -> Vec<Result<Looked>> {
        paths.par_iter().map(|path| look(path, settings, &reader, &fold, &table)).collect()
    };
    let mut documents: Vec<Document> = Vec::new();
    let mut known: BTreeMap<String, PathBuf> = BTreeMap::new();
    for (path, looked) in paths.iter().zip(in_pool(settings, work)?) {
        match looked {
            Ok(Looked::Document(document)) => match known.get(&document.digest) {
                Some(first) => {
                    out.alone.push((path.clone(), format!("the same text as {}", first.display())));
                }
                None => {
                    known.insert(document.digest.clone(), path.clone());
                    documents.push(*document);
                }
            },
            Ok(Looked::Other(why)) => out.alone.push((path.clone(), why)),
            Err(error) => out.problems.push(error),
        }
    }
    let links = in_pool(settings, || score::matches(&documents))?;
    let groups = link::groups(&documents, &links);
    name(&documents, groups, &mut out);
    let path = |at: usize| documents[at].path.clone();
    out.compared = links.into_iter().map(|(a, b, found)| (path(a), path(b), found)).collect();
    out.compared
        .sort_by(|a, b| b.2.score.total_cmp(&a.2.score).then_with(|| (&a.0, &a.1).cmp(&(&b.0, &b.1))));
    Ok(out)
}

/// The groups as articles with ids, and the files that are in none.
fn name(documents: &[Document], groups: Vec<link::Group>, out: &mut Pairing) {
    let mut paired = vec![false; documents.len()];
    let mut taken = BTreeSet::new();
    for group in groups {
        group.files.0.iter().flatten().for_each(|&at| paired[at] = true);
        let first = group.files.0.iter().flatten().next().map(|&at| documents[at].path.as_path());
        let stem = id(first.unwrap_or(Path::new("article")));
        let mut own = stem.clone();
        for number in 2.. {
            if taken.insert(own.clone()) {
                break;
            }
            own = format!("{stem}-{number}");
        }
        out.articles.push(Paired {
            id: own,
            files: group.files.map(|_, at| at.map(|at| documents[at].path.clone())),
            score: group.score,
            doubts: group.doubts,
        });
    }
    out.articles.sort_by(|a, b| a.id.cmp(&b.id));
    for (document, _) in documents.iter().zip(&paired).filter(|(_, paired)| !**paired) {
        out.alone.push((document.path.clone(), format!("{}: no other edition was found", document.edition)));
    }
    out.alone.sort();
}

/// The path without what a folder of the call or an extension adds, with `/`.
fn id(path: &Path) -> String {
    let parts: Vec<String> = path
        .with_extension("")
        .components()
        .filter_map(|part| match part {
            std::path::Component::Normal(part) => Some(part.to_string_lossy().replace(['\\', '\0'], "_")),
            _ => None,
        })
        .collect();
    if parts.is_empty() { "article".to_owned() } else { parts.join("/") }
}

/// What a look at a file gave.
enum Looked {
    Document(Box<Document>),
    /// No edition of an article, and why.
    Other(String),
}

fn look(
    path: &Path,
    settings: &Settings,
    reader: &DocumentReader,
    fold: &Fold,
    table: &LexiconTable,
) -> Result<Looked> {
    let options = ReadOptions { max_bytes: settings.max_bytes, ..ReadOptions::default() };
    let source = read::read_file(path, &options)?;
    let prose = || {
        source.blocks.iter().filter(|block| block.kind != BlockKind::Code).map(|block| block.text.as_str())
    };
    let mut judgement = Judgement::default();
    prose().for_each(|text| judgement.add(text));
    let Some(edition) = edition(&judgement) else {
        return Ok(Looked::Other("neither English nor Chinese".to_owned()));
    };
    let keys = reader.keys(edition, prose(), links(&source.text), fold, table);
    if keys.length < SHORTEST {
        return Ok(Looked::Other("too short to tell what it says".to_owned()));
    }
    if edition == Edition::En && (keys.english < ENGLISH || keys.foreign > keys.english * FOREIGN) {
        return Ok(Looked::Other("in Latin letters, and not English".to_owned()));
    }
    let whole: Vec<&str> = prose().collect();
    let digest = sha256(whole.join("\n").as_bytes());
    Ok(Looked::Document(Box::new(Document { path: path.to_path_buf(), edition, keys, digest })))
}

/// The edition of a text; of Chinese that does not tell its script, the likelier.
fn edition(found: &Judgement) -> Option<Edition> {
    match found.edition() {
        Some(edition) => Some(edition),
        None if found.kana * 10 > found.han || found.han == 0 => None,
        None if found.hant_only > found.hans_only => Some(Edition::ZhHant),
        None => Some(Edition::ZhHans),
    }
}

/// The addresses in a source.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("://").filter_map(|(at, _)| {
        let rest = &text[at + 3..];
        let end = rest
            .find(|c: char| c.is_whitespace() || "<>\"')]}，。；、）》」』】".contains(c))
            .unwrap_or(rest.len());
        (end > 3).then(|| &rest[..end])
    })
}

//! Files that come as a name and bytes, such as those dropped on a page: which editions of which article they are.

use std::collections::BTreeMap;
use std::path::Path;

use super::columns::{is_table, no_head};
use super::pages::path_cut;
use super::{Article, Settings};
use crate::error::{Error, ErrorKind, Result};
use crate::read::{self, Format, ReadOptions};
use crate::text::script::Judgement;
use crate::text::{Edition, Tag, split_names};

/// A file somebody gave.
#[derive(Debug, Clone, Copy)]
pub struct Dropped<'a> {
    /// Its name, which tells the format and often the edition.
    pub name: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
}

/// What became of the files.
#[derive(Debug, Clone, Default)]
pub struct Received {
    /// The articles, each with two editions at least, ready to be aligned.
    pub articles: Vec<Article>,
    /// What a person should know.
    pub warnings: Vec<String>,
    /// Files that could not be used, and why; the others were used nevertheless.
    pub problems: Vec<Error>,
}

/// An edition that was read, and the name it goes by.
struct Part {
    base: String,
    edition: Edition,
    text: crate::text::EditionText,
}

/// Reads files of any readable kind and puts the editions of an article together.
///
/// The edition is told by the name (`talk_CN.docx`, `演讲英文版.odt`, `EN_talk.docx`), else by the text. Files of one base name are an
/// article; where no two have the same, or the name of one begins those of the others, and no edition is there twice, they
/// are one article together.
///
/// ```
/// use trialign::{config::Settings, pipeline::{Dropped, receive}};
/// let file = |name, text: &'static str| Dropped { name, bytes: text.as_bytes() };
/// let files = [file("The bus.txt", "The bus left at noon. Nobody sang."), file("公车.txt", "公共汽车中午开走了。没有人唱歌。")];
/// let received = receive(&files, &Settings::default());
/// assert_eq!((received.articles.len(), received.problems.len()), (1, 0));
/// ```
pub fn receive(files: &[Dropped<'_>], settings: &Settings) -> Received {
    let mut out = Received::default();
    let mut parts: Vec<Part> = Vec::new();
    let names: Vec<&str> = files.iter().map(|file| file.name).collect();
    let split = split_files(&names);
    for (file, (base, named)) in files.iter().zip(&split) {
        // The name of a file that has no partner may say an edition and the file hold several.
        let alone = split.iter().filter(|(other, _)| other == base).count() == 1;
        match read(file, (base, named.clone(), alone), settings, &mut out.warnings) {
            Ok(found) => parts.extend(found),
            Err(error) => out.problems.push(error),
        }
    }
    let mut groups: BTreeMap<String, Vec<Part>> = BTreeMap::new();
    let alone = |part: &Part| parts.iter().filter(|other| other.base == part.base).count() == 1;
    let distinct = Edition::ALL.iter().all(|e| parts.iter().filter(|part| part.edition == *e).count() <= 1);
    // `talk_original`, `talk_简`: the name of one begins as that of the other.
    let shortest = parts.iter().map(|part| part.base.as_str()).min_by_key(|base| base.len());
    let shortest = shortest.unwrap_or_default().to_owned();
    let begins = parts.iter().all(|part| part.base.starts_with(&shortest));
    if (begins || parts.iter().all(alone)) && distinct && parts.len() > 1 {
        if begins {
            parts.iter_mut().for_each(|part| part.base.clone_from(&shortest));
        }
        let base = parts.first().map(|part| part.base.clone()).unwrap_or_default();
        groups.insert(base, parts);
    } else {
        // `Talk_EN` and `talk_CN` are one article; it is called as its first edition is.
        parts.sort_by_key(|part| part.edition);
        for part in parts {
            groups.entry(part.base.to_lowercase()).or_default().push(part);
        }
    }
    for parts in groups.into_values() {
        let id = parts.first().map(|part| part.base.clone()).unwrap_or_default();
        let mut article = Article { id, ..Article::default() };
        for Part { edition, text, .. } in parts {
            let path = text.path.clone();
            if article.editions[edition].is_some() {
                out.problems.push(
                    Error::new(
                        ErrorKind::Input,
                        format!("{}: the {edition} edition is there already", article.id),
                    )
                    .at(path)
                    .remedy("give one file an edition, or other names to other articles"),
                );
            } else {
                article.editions[edition] = Some(text);
            }
        }
        match article.present().count() {
            0 | 1 => out.problems.push(
                Error::new(ErrorKind::Input, format!("{}: only one edition is there", article.id))
                    .remedy("add a second edition: English, 简体 or 繁體"),
            ),
            _ => out.articles.push(article),
        }
    }
    out
}

/// What the names of files say, as discovery reads those of a folder: the name of the article, and the edition.
pub(super) fn split_files(names: &[&str]) -> Vec<(String, Option<Tag>)> {
    let stems: Vec<String> = names
        .iter()
        .map(|name| Path::new(name).file_stem().map(|stem| stem.to_string_lossy().into_owned()))
        .map(Option::unwrap_or_default)
        .collect();
    let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
    let split = split_names(&stems, false);
    let split = if split.iter().any(|(_, tag)| tag.is_some()) { split } else { split_names(&stems, true) };
    let whole = |stem: &str| stem.parse::<Tag>().ok().map(|tag| ("article".to_owned(), Some(tag)));
    stems.iter().zip(split).map(|(stem, split)| whole(stem).unwrap_or(split)).collect()
}

/// The editions in a file: one, or those that stand in it side by side.
fn read(
    file: &Dropped<'_>,
    (base, named, alone): (&str, Option<Tag>, bool),
    settings: &Settings,
    warnings: &mut Vec<String>,
) -> Result<Vec<Part>> {
    let path = Path::new(file.name);
    let Some(format) = Format::of(path) else {
        let other = || format!("convert it to one of: {}", Format::EXTENSIONS.join(", "));
        return Err(Error::new(ErrorKind::Input, "this kind of file is not read")
            .at(path)
            .remedy(Format::remedy(path).map_or_else(other, str::to_owned)));
    };
    if format.may_hold_several() && (named.is_none() || alone) {
        let there = read::editions(file.bytes, path, format)?;
        let editions = there.iter().filter(|(_, there)| **there).map(|(edition, _)| edition);
        let parts = editions
            .map(|edition| part(file, format, base, Some(edition.into()), settings, warnings))
            .collect::<Result<Vec<Part>>>()?;
        match parts.is_empty() {
            true if is_table(format) && named.is_none() => return Err(no_head(path)),
            true => {}
            false => return Ok(parts),
        }
    }
    Ok(vec![part(file, format, base, named, settings, warnings)?])
}

fn part(
    file: &Dropped<'_>,
    format: Format,
    base: &str,
    named: Option<Tag>,
    settings: &Settings,
    warnings: &mut Vec<String>,
) -> Result<Part> {
    let path = Path::new(file.name);
    let options = ReadOptions {
        max_bytes: settings.max_bytes,
        edition: named.as_ref().map(|tag| tag.edition),
        ..ReadOptions::default()
    };
    let mut source = read::read_bytes(file.bytes, path, format, &options)?;
    warnings.extend(source.warnings.iter().map(|warning| format!("{}: {warning}", file.name)));
    let mut judgement = Judgement::default();
    judgement.add(&source.text);
    let sure = named.filter(|tag| !tag.bare);
    let tag = sure.or_else(|| judgement.likely().map(Tag::from)).ok_or_else(|| {
        Error::new(ErrorKind::Input, "neither the name nor the text says which edition it is")
            .at(path)
            .remedy("name it like talk_EN, talk_CN or talk_TW")
    })?;
    let text = path_cut(&mut source, file.name.to_owned(), &tag, settings);
    super::pages::check_length(&text, settings).map_err(|error| error.at(path))?;
    if text.segments.is_empty() {
        return Err(Error::new(
            ErrorKind::Input,
            "no text is left after page furniture and code are taken off",
        )
        .at(path)
        .remedy("give it a text"));
    }
    Ok(Part { base: base.to_owned(), edition: tag.edition, text })
}

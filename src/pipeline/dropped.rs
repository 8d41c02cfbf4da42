//! Files that come as a name and bytes, such as those dropped on a page: which editions of which article they are.

use std::collections::BTreeMap;
use std::path::Path;

use super::pages::path_cut;
use super::{Article, Settings};
use crate::clean::script::Judgement;
use crate::error::{Error, ErrorKind, Result};
use crate::read::{self, Format, ReadOptions};
use crate::text::{Edition, Tag, split_name};

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
/// The edition is told by the name (`talk_CN.docx`, `演讲英文版.odt`), else by the text. Files of one base name are an
/// article; where no two have the same, and no edition is there twice, they are one article together.
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
    let mut parts = Vec::new();
    for file in files {
        match read(file, settings, &mut out.warnings) {
            Ok(found) => parts.extend(found),
            Err(error) => out.problems.push(error),
        }
    }
    let mut groups: BTreeMap<String, Vec<Part>> = BTreeMap::new();
    let alone = |part: &Part| parts.iter().filter(|other| other.base == part.base).count() == 1;
    let distinct = Edition::ALL.iter().all(|e| parts.iter().filter(|part| part.edition == *e).count() <= 1);
    if parts.iter().all(alone) && distinct && parts.len() > 1 {
        let base = parts.first().map(|part| part.base.clone()).unwrap_or_default();
        groups.insert(base, parts);
    } else {
        for part in parts {
            groups.entry(part.base.clone()).or_default().push(part);
        }
    }
    for (id, parts) in groups {
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

/// The editions in a file: one, or those a workbook has a column for.
fn read(file: &Dropped<'_>, settings: &Settings, warnings: &mut Vec<String>) -> Result<Vec<Part>> {
    let path = Path::new(file.name);
    let Some(format) = Format::of(path) else {
        let other = || format!("convert it to one of: {}", Format::EXTENSIONS.join(", "));
        return Err(Error::new(ErrorKind::Input, "this kind of file is not read")
            .at(path)
            .remedy(Format::remedy(path).map_or_else(other, str::to_owned)));
    };
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let (base, named) = match stem.parse::<Tag>() {
        Ok(tag) => ("article".to_owned(), Some(tag)),
        Err(_) => {
            let (base, tag) = split_name(&stem);
            (base.to_owned(), tag)
        }
    };
    if format == Format::Workbook && named.is_none() {
        let there = read::workbook_editions(file.bytes, path)?;
        let editions = there.iter().filter(|(_, there)| **there).map(|(edition, _)| edition);
        let columns: Result<Vec<Part>> = editions
            .map(|edition| part(file, format, &base, Some(edition.into()), settings, warnings))
            .collect();
        return columns.and_then(|parts| {
            let named = Error::new(ErrorKind::Input, "no row of the workbook names the editions")
                .at(path)
                .remedy("write en, zh-Hans or zh-Hant (or English, 简体, 繁體) above the columns");
            if parts.is_empty() { Err(named) } else { Ok(parts) }
        });
    }
    Ok(vec![part(file, format, &base, named, settings, warnings)?])
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
    let tag = sure.or_else(|| told(&judgement).map(Tag::from)).ok_or_else(|| {
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

/// The edition a text is in; a short one is told by what little it has.
fn told(judgement: &Judgement) -> Option<Edition> {
    let chinese = judgement.han > 0 && judgement.kana == 0 && judgement.latin <= judgement.han * 3;
    let few = match judgement.hans_only.cmp(&judgement.hant_only) {
        std::cmp::Ordering::Greater => Some(Edition::ZhHans),
        std::cmp::Ordering::Less => Some(Edition::ZhHant),
        std::cmp::Ordering::Equal => None,
    };
    judgement.edition().or(few.filter(|_| chinese))
}

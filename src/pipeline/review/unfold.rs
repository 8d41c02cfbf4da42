//! Files that hold several texts: a table with a column an edition in a document, and books, a chapter an article.

use std::collections::BTreeMap;
use std::path::Path;

use crate::clean::script::Judgement;
use crate::config::Settings;
use crate::read::{self, Format, ReadOptions, Source};
use crate::review::desk::Upload;
use crate::text::{BlockKind, Edition, Tag, split_name};

/// A table with fewer rows is part of a text.
const ROWS: usize = 3;
/// A chapter is at least so many bytes long; less is a title page.
const CHAPTER: usize = 300;

/// A file that takes the place of another.
pub(super) struct Part {
    /// The file.
    pub file: Upload,
    /// The name of the file that it was taken out of.
    pub origin: String,
}

/// The files, with the texts that they hold apart.
pub(super) fn unfold(files: Vec<Upload>, settings: &Settings) -> Vec<Part> {
    let books: Vec<Book> = files.iter().filter_map(|file| Book::of(file, settings)).collect();
    let step = in_step(&books);
    let mut out = Vec::new();
    for file in files {
        let origin = file.name.clone();
        let book = books.iter().find(|book| step.is_some() && book.name == file.name);
        let mut parts = match (book, &step) {
            (Some(book), Some(base)) => book.apart(base),
            _ => columns(&file, settings),
        };
        if parts.is_empty() {
            parts.push(file);
        }
        out.extend(parts.into_iter().map(|file| Part { file, origin: origin.clone() }));
    }
    out
}

fn source(file: &Upload, settings: &Settings) -> Option<Source> {
    let path = Path::new(&file.name);
    let options = ReadOptions { max_bytes: settings.max_bytes, ..ReadOptions::default() };
    read::read_bytes(&file.bytes, path, Format::of(path)?, &options).ok()
}

/// A name without its ending, and the edition it says.
fn stem(name: &str) -> (String, Option<Tag>) {
    let stem =
        Path::new(name).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let (base, tag) = split_name(&stem);
    (base.to_owned(), tag)
}

fn text_file(base: &str, tag: &Tag, paragraphs: &[&str]) -> Upload {
    Upload { name: format!("{base}.{tag}.txt"), bytes: paragraphs.join("\n\n").into_bytes() }
}

/// A book, chapter by chapter.
struct Book {
    name: String,
    base: String,
    tag: Tag,
    chapters: Vec<Vec<String>>,
}

impl Book {
    fn of(file: &Upload, settings: &Settings) -> Option<Book> {
        if Format::of(Path::new(&file.name)) != Some(Format::Epub) {
            return None;
        }
        let source = source(file, settings)?;
        let (base, named) = stem(&file.name);
        let (mut all, mut judgement) = (BTreeMap::<usize, Vec<String>>::new(), Judgement::default());
        for block in &source.blocks {
            let place = source.place(block.offsets.span(0..block.text.len().min(1)).start)?;
            let number = place.strip_prefix("chapter ")?.split(',').next()?.parse().ok()?;
            judgement.add(&block.text);
            if !block.role.is_furniture() {
                all.entry(number).or_default().push(block.text.replace('\n', " "));
            }
        }
        let tag = named.filter(|tag| !tag.bare).or_else(|| judgement.edition().map(Tag::from))?;
        let long = |chapter: &Vec<String>| chapter.iter().map(String::len).sum::<usize>() >= CHAPTER;
        let chapters = all.into_values().filter(long).collect();
        Some(Book { name: file.name.clone(), base, tag, chapters })
    }

    fn apart(&self, base: &str) -> Vec<Upload> {
        let number = |(at, chapter): (usize, &Vec<String>)| {
            let paragraphs: Vec<&str> = chapter.iter().map(String::as_str).collect();
            text_file(&format!("{base} {:02}", at + 1), &self.tag, &paragraphs)
        };
        self.chapters.iter().enumerate().map(number).collect()
    }
}

/// What the articles are called where the books are editions of one that have the same number of chapters.
fn in_step(books: &[Book]) -> Option<String> {
    let first = books.first()?;
    let count = first.chapters.len();
    let editions = |edition: Edition| books.iter().filter(|book| book.tag.edition == edition).count();
    let fits = books.len() > 1
        && count > 1
        && books.iter().all(|book| book.chapters.len() == count)
        && Edition::ALL.into_iter().all(|edition| editions(edition) <= 1);
    fits.then(|| first.base.clone())
}

/// The columns of a document that is a table with a column an edition; none where it is another document.
fn columns(file: &Upload, settings: &Settings) -> Vec<Upload> {
    let format = Format::of(Path::new(&file.name));
    let (base, named) = stem(&file.name);
    if !matches!(format, Some(Format::Docx | Format::Odt)) || named.is_some() {
        return Vec::new();
    }
    let Some(source) = source(file, settings) else { return Vec::new() };
    let mut columns = BTreeMap::<usize, (Judgement, Vec<&str>)>::new();
    let (mut inside, mut all) = (0, 0);
    for block in &source.blocks {
        all += block.text.len();
        let place = source.place(block.offsets.span(0..block.text.len().min(1)).start).unwrap_or_default();
        let column = place.rsplit_once(", column ").and_then(|(_, column)| column.parse().ok());
        if let (BlockKind::TableCell, Some(column)) = (block.kind, column) {
            inside += block.text.len();
            let (judgement, texts) = columns.entry(column).or_default();
            judgement.add(&block.text);
            texts.push(&block.text);
        }
    }
    let told: Vec<(Edition, &Vec<&str>)> = columns
        .values()
        .filter(|(_, texts)| texts.len() >= ROWS)
        .filter_map(|(judgement, texts)| Some((judgement.edition()?, texts)))
        .collect();
    let distinct =
        Edition::ALL.into_iter().all(|e| told.iter().filter(|(edition, _)| *edition == e).count() <= 1);
    if told.len() < 2 || !distinct || inside * 2 < all {
        return Vec::new();
    }
    told.into_iter().map(|(edition, texts)| text_file(&base, &Tag::from(edition), texts)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(parts: &[Part]) -> Vec<&str> {
        parts.iter().map(|part| part.file.name.as_str()).collect()
    }

    #[test]
    fn other_files_stay_as_they_are() {
        let file = |name: &str| Upload { name: name.to_owned(), bytes: b"One.\n\nTwo.".to_vec() };
        let parts = unfold(vec![file("a_EN.txt"), file("b.docx"), file("c.epub")], &Settings::default());
        assert_eq!(names(&parts), ["a_EN.txt", "b.docx", "c.epub"]);
        assert!(parts.iter().all(|part| part.origin == part.file.name));
    }
}

//! Books are several texts: a chapter an article.

use std::collections::BTreeMap;
use std::path::Path;

use crate::config::Settings;
use crate::pipeline::dropped::split_files;
use crate::read::{self, Format, ReadOptions, Source};
use crate::review::desk::Upload;
use crate::text::script::Judgement;
use crate::text::{Edition, Tag};

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
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let named = split_files(&names);
    let books: Vec<Book> =
        files.iter().zip(named).filter_map(|(file, name)| Book::of(file, name, settings)).collect();
    let step = in_step(&books);
    let mut out = Vec::new();
    for file in files {
        let origin = file.name.clone();
        let book = books.iter().find(|book| step.is_some() && book.name == file.name);
        let mut parts = match (book, &step) {
            (Some(book), Some(base)) => book.apart(base),
            _ => Vec::new(),
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
    fn of(file: &Upload, (base, named): (String, Option<Tag>), settings: &Settings) -> Option<Book> {
        if Format::of(Path::new(&file.name)) != Some(Format::Epub) {
            return None;
        }
        let source = source(file, settings)?;
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

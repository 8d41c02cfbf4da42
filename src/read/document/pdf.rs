//! PDF with a text layer: characters with their places on the page, put together to lines, the lines read as text.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use pdf_extract::{Document as Pdf, MediaBox, OutputDev, OutputError, Transform};

use super::super::lines::{is_wide, joins_without_space};
use super::super::plain;
use super::Document;
use super::archive::{damaged, protected};
use crate::error::{Error, ErrorKind, Result};
use crate::text::layout::list_mark;
use crate::text::{Block, BlockKind, Offsets, Role};

/// Characters beyond this are left out: no document that a person made has as many.
const MOST: usize = 20_000_000;

/// Reads a document.
pub(super) fn read(bytes: &[u8], path: &Path) -> Result<Document> {
    if !bytes.get(..1024.min(bytes.len())).is_some_and(|head| head.windows(5).any(|w| w == b"%PDF-")) {
        return Err(damaged(path, "it is no PDF"));
    }
    let mut pages = Pages::default();
    // The reader of fonts and page contents stops where a file breaks the rules it relies on.
    let done = catch_unwind(AssertUnwindSafe(|| extract(bytes, &mut pages)));
    match done {
        Ok(Ok(())) => {}
        Ok(Err(Fault::Password)) => return Err(protected(path)),
        Ok(Err(Fault::Other(why))) => return Err(damaged(path, &why)),
        Err(_) => return Err(damaged(path, "its fonts or page contents break the rules")),
    }
    let document = pages.document();
    if document.text.trim().is_empty() {
        return Err(Error::new(ErrorKind::Input, "the PDF has no text, only pictures of pages")
            .at(path)
            .remedy("run text recognition (OCR) on it first, or get the text in another form"));
    }
    Ok(document)
}

enum Fault {
    Password,
    Other(String),
}

fn extract(bytes: &[u8], pages: &mut Pages) -> std::result::Result<(), Fault> {
    let other = |e: String| Fault::Other(e);
    let mut pdf = Pdf::load_mem(bytes).map_err(|e| {
        let why = e.to_string();
        if why.to_lowercase().contains("password") || why.to_lowercase().contains("decrypt") {
            Fault::Password
        } else {
            other(why)
        }
    })?;
    if pdf.is_encrypted() && pdf.decrypt("").is_err() {
        return Err(Fault::Password);
    }
    pdf_extract::output_doc(&pdf, pages).map_err(|e| other(format!("{e:?}")))
}

/// A line of a page.
#[derive(Debug, Default, Clone)]
struct Line {
    text: String,
    left: f64,
    right: f64,
    y: f64,
    size: f64,
    /// Where its first word ends.
    word: Option<f64>,
}

impl Line {
    /// Adds a character that ends at `end`, with a space where the page leaves room for one.
    fn add(&mut self, said: &str, x: f64, end: f64, size: f64) {
        let wide = |c: Option<char>| c.is_some_and(is_wide);
        let han = wide(self.text.chars().next_back()) || wide(said.chars().next());
        // Between Han and Latin text a quarter of an em is the typesetter's, not the writer's.
        let room = if han { 0.6 } else { 0.15 };
        let spaced = self.text.ends_with(char::is_whitespace) || said.starts_with(char::is_whitespace);
        if x - self.right > room * size && !spaced {
            self.text.push(' ');
        }
        if self.word.is_none() && (said.trim().is_empty() || self.text.ends_with(' ') || han) {
            self.word = Some(self.right);
        }
        self.text.push_str(said);
        self.right = end;
        self.size = self.size.max(size);
    }

    /// How much room its first word takes.
    fn first_word(&self) -> f64 {
        self.word.unwrap_or(self.right) - self.left
    }
}

/// The lines of all pages.
#[derive(Debug, Default)]
struct Pages {
    pages: Vec<Vec<Line>>,
    characters: usize,
}

impl OutputDev for Pages {
    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> std::result::Result<(), OutputError> {
        self.pages.push(Vec::new());
        Ok(())
    }

    fn end_page(&mut self) -> std::result::Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        trm: &Transform,
        width: f64,
        _: f64,
        font_size: f64,
        said: &str,
    ) -> std::result::Result<(), OutputError> {
        self.characters += 1;
        let Some(lines) = self.pages.last_mut().filter(|_| self.characters < MOST) else { return Ok(()) };
        // The side of a square as large as the em box on the page.
        let size = ((trm.m11 * trm.m22 - trm.m12 * trm.m21).abs().sqrt() * font_size).abs();
        let (x, y) = (trm.m31, trm.m32);
        let end = x + width * size;
        match lines.last_mut() {
            Some(line) if (line.y - y).abs() < 0.5 * size.max(line.size) && x > line.left - size => {
                line.add(said, x, end, size);
            }
            _ => lines.push(Line { text: said.to_owned(), left: x, right: end, y, size, word: None }),
        }
        Ok(())
    }

    fn begin_word(&mut self) -> std::result::Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> std::result::Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> std::result::Result<(), OutputError> {
        Ok(())
    }
}

/// What the lines of a document have in common.
struct Measure {
    /// Where most lines begin.
    left: f64,
    /// From line to line within a paragraph.
    step: f64,
    /// How far lines reach that begin in this em of the page.
    right: BTreeMap<i64, f64>,
    em: f64,
}

impl Measure {
    fn of(lines: &[&Line]) -> Measure {
        let em = median(lines.iter().map(|line| line.size)).max(1.0);
        let mut right: BTreeMap<i64, f64> = BTreeMap::new();
        for line in lines {
            let far = right.entry(column(line.left, em)).or_insert(line.right);
            *far = far.max(line.right);
        }
        let steps: Vec<f64> =
            lines.windows(2).map(|pair| pair[0].y - pair[1].y).filter(|step| *step > 0.5 * em).collect();
        let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
        steps.iter().for_each(|step| *counts.entry((step * 2.0).round() as i64).or_default() += 1);
        // The smallest distance that is no exception: paragraphs of one line have more room between them.
        let usual = counts.into_iter().find(|(_, count)| count * 10 >= steps.len());
        Measure {
            left: median(lines.iter().map(|line| line.left)),
            step: usual.map_or(em * 1.2, |(step, _)| step as f64 / 2.0),
            right,
            em,
        }
    }

    /// Whether the first word of `next` would not have fit on `line`.
    fn is_full(&self, line: &Line, next: &Line) -> bool {
        let at = column(line.left, self.em);
        let far = self.right.range(at - 6..=at + 2).map(|(_, right)| *right).fold(line.right, f64::max);
        let space = if next.text.chars().next().is_some_and(is_wide) { 0.0 } else { 0.2 * self.em };
        line.right + space + next.first_word() > far - 0.5 * self.em
    }

    fn is_indented(&self, line: &Line) -> bool {
        line.left > self.left + self.em && line.left < self.left + 6.0 * self.em
    }
}

fn column(x: f64, em: f64) -> i64 {
    (x / em).floor() as i64
}

impl Pages {
    /// The pages as a text file would have them: a paragraph a line, an empty line where the page leaves room.
    fn document(mut self) -> Document {
        for page in &mut self.pages {
            page.retain(|line| !line.text.trim().is_empty());
        }
        let margins = self.margins();
        let all: Vec<&Line> = self.pages.iter().flatten().collect();
        let measure = Measure::of(&all);
        let mut document = Document { encoding: "UTF-8", ..Document::default() };
        let mut above: Option<&Line> = None;
        let mut furniture = Vec::new();
        for (number, page) in self.pages.iter().enumerate() {
            for (at, line) in page.iter().enumerate() {
                if let Some(role) = margins.role(page, at) {
                    furniture.push((role, number, line));
                    continue;
                }
                let gap = above.map_or(0.0, |above| above.y - line.y);
                // On a new page, or in a new column, only the lines themselves tell.
                let room = gap > measure.step * 1.3 + 0.1;
                let goes_on = above.is_some_and(|above| {
                    !room
                        && measure.is_full(above, line)
                        && !measure.is_indented(line)
                        && !starts_item(&line.text)
                });
                add(&mut document, line, goes_on, room, &measure, number);
                above = Some(line);
            }
        }
        document.text.push('\n');
        let (blocks, warning) = plain::blocks(&document.text);
        document.blocks = blocks;
        document.warnings.extend(warning.map(str::to_owned));
        for (role, number, line) in furniture {
            let start = document.text.len();
            let text = line.text.trim().to_owned();
            document.places.push((start, format!("page {}", number + 1)));
            document.text.push_str(&text);
            document.text.push('\n');
            let offsets = Offsets::contiguous(start, text.len());
            document.blocks.push(Block {
                kind: BlockKind::Paragraph,
                role,
                text,
                offsets,
                marks: Vec::new(),
            });
        }
        document
    }

    /// The first and last lines that come again on other pages, but for numbers.
    fn margins(&self) -> Margins {
        let mut counts: HashMap<(bool, String), usize> = HashMap::new();
        for page in &self.pages {
            for (top, line) in [(true, page.first()), (false, page.last())] {
                if let Some(line) = line {
                    *counts.entry((top, without_digits(&line.text))).or_default() += 1;
                }
            }
        }
        let least = 3.max(self.pages.len() / 3);
        Margins(counts.into_iter().filter(|(_, count)| *count >= least).map(|(key, _)| key).collect())
    }
}

/// Running heads and feet.
struct Margins(HashSet<(bool, String)>);

impl Margins {
    fn role(&self, page: &[Line], at: usize) -> Option<Role> {
        let line = without_digits(&page[at].text);
        if at == 0 && page.len() > 1 && self.0.contains(&(true, line.clone())) {
            return Some(Role::Navigation);
        }
        (at + 1 == page.len() && page.len() > 1 && self.0.contains(&(false, line))).then_some(Role::Foot)
    }
}

fn without_digits(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect()
}

/// Whether a line begins an item of a list.
fn starts_item(text: &str) -> bool {
    list_mark(text.trim()).1
}

fn add(document: &mut Document, line: &Line, goes_on: bool, room: bool, measure: &Measure, page: usize) {
    let said = line.text.trim();
    let out = &mut document.text;
    let last = out.chars().next_back();
    if goes_on && let (Some(last), Some(first)) = (last, said.chars().next()) {
        // A word cut at a soft hyphen is one word.
        if last == '\u{ad}' {
            out.pop();
        } else if !joins_without_space(last, first) && last != '-' {
            out.push(' ');
        }
        out.push_str(said);
        return;
    }
    if last.is_some() {
        out.push_str(if room { "\n\n" } else { "\n" });
    }
    document.places.push((out.len(), format!("page {}", page + 1)));
    if measure.is_indented(line) {
        out.push_str("    ");
    }
    out.push_str(said);
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.filter(|value| value.is_finite()).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

//! PDF with a text layer: characters with their places on the page, put together to lines, the lines read as text.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use pdf_extract::{Document as Pdf, MediaBox, OutputDev, OutputError, Transform};

use super::super::guarded::guarded;
use super::super::lines::{is_wide, joins_without_space};
use super::super::plain;
use super::Document;
use super::archive::{damaged, protected};
use crate::error::{Error, ErrorKind, Result};
use crate::text::layout::{ends_sentence, list_mark};
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
    match guarded(|| extract(bytes, &mut pages)) {
        Some(Ok(())) => {}
        Some(Err(Fault::Password)) => return Err(protected(path)),
        Some(Err(Fault::Other(why))) => return Err(damaged(path, &why)),
        None => {
            let said = "its fonts or page contents are written in a way that is not read";
            return Err(Error::new(ErrorKind::Input, said)
                .at(path)
                .remedy("save the text in another form, or print the PDF anew with its fonts embedded"));
        }
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

/// A head or foot of a short document is at most so many characters long.
const MARGIN: usize = 60;
/// Marks that start no line, and that end none (W3C, Requirements for Chinese Text Layout, 3.1.3).
const NO_START: [char; 27] = [
    '。', '，', '、', '；', '：', '！', '？', '”', '’', '）', '」', '』', '》', '〉', '】', '〕', '—', '…',
    '·', '.', ',', ')', '!', '?', ';', ':', '%',
];
const NO_END: [char; 10] = ['“', '‘', '（', '「', '『', '《', '〈', '【', '〔', '('];

/// A character on a page.
#[derive(Debug, Clone)]
struct Glyph {
    said: String,
    left: f64,
    right: f64,
    size: f64,
}

/// A line of a page.
#[derive(Debug, Default, Clone)]
struct Line {
    glyphs: Vec<Glyph>,
    text: String,
    left: f64,
    right: f64,
    y: f64,
    size: f64,
    /// Where its first word ends.
    word: Option<f64>,
}

impl Line {
    fn new(glyph: Glyph, y: f64) -> Self {
        Line { left: glyph.left, size: glyph.size, glyphs: vec![glyph], y, ..Line::default() }
    }

    fn push(&mut self, glyph: Glyph) {
        self.size = self.size.max(glyph.size);
        self.glyphs.push(glyph);
    }

    /// Puts the text together in the order of the line: a page may set the characters of one font after those of another.
    fn settle(&mut self) {
        let mut glyphs = std::mem::take(&mut self.glyphs);
        glyphs.sort_by(|a, b| a.left.total_cmp(&b.left));
        self.left = glyphs.first().map_or(self.left, |glyph| glyph.left);
        self.right = self.left;
        for glyph in &glyphs {
            self.add(glyph);
        }
    }

    /// Adds a character, with a space where the page leaves room for one.
    fn add(&mut self, glyph: &Glyph) {
        let said = &glyph.said;
        let (last, first) = (self.text.chars().next_back(), said.chars().next());
        let either = |test: fn(char) -> bool| last.is_some_and(test) || first.is_some_and(test);
        let han = either(is_wide);
        // Between Han and Latin text a quarter of an em is the typesetter's, not the writer's; signs of units and rows of
        // dots come from other fonts, with room of their own.
        let room = match () {
            () if either(|c| "℃℉°‰…⋯—".contains(c)) => 1.5,
            () if han => 0.6,
            () => 0.15,
        };
        let spaced = self.text.ends_with(char::is_whitespace) || said.starts_with(char::is_whitespace);
        if !self.text.is_empty() && glyph.left - self.right > room * glyph.size && !spaced {
            self.text.push(' ');
        }
        // Between Han characters a line may break anywhere, but not before a closing mark or behind an opening one.
        let kept = said.starts_with(NO_START) || self.text.ends_with(NO_END);
        let ends = said.trim().is_empty() || self.text.ends_with(' ') || (han && !kept);
        if self.word.is_none() && ends && !self.text.trim().is_empty() {
            self.word = Some(self.right);
        }
        self.text.push_str(said);
        self.right = self.right.max(glyph.right);
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
        let glyph = Glyph { said: said.to_owned(), left: x, right: x + width * size, size };
        match lines.last_mut() {
            Some(line) if (line.y - y).abs() < 0.5 * size.max(line.size) && x > line.left - size => {
                line.push(glyph);
            }
            _ => lines.push(Line::new(glyph, y)),
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
        let han = next.text.chars().next().is_some_and(is_wide)
            || line.text.chars().next_back().is_some_and(is_wide);
        // Between Latin words stands a space; beside Han text the typesetter may have put a quarter of an em, twice.
        let space = if han { 0.5 * self.em } else { 0.2 * self.em };
        line.right + space + next.first_word() > far - 0.5 * self.em
    }

    fn is_indented(&self, line: &Line) -> bool {
        if line.text.starts_with("  ") || line.text.starts_with('\u{3000}') {
            return true;
        }
        line.left > self.left + self.em && line.left < self.left + 6.0 * self.em
    }
}

fn column(x: f64, em: f64) -> i64 {
    (x / em).floor() as i64
}

impl Pages {
    /// The pages as a text.
    fn document(mut self) -> Document {
        for page in &mut self.pages {
            page.iter_mut().for_each(Line::settle);
            page.retain(|line| !line.text.trim().is_empty());
        }
        let margins = self.margins();
        let all: Vec<&Line> = self.pages.iter().flatten().collect();
        let measure = Measure::of(&all);
        // Lines are full as the page sees it; or they came broken from a text file, and it takes the text to tell.
        let [by_page, by_text] = [true, false].map(|joined| self.lay_out(&margins, &measure, joined));
        if open_ends(&by_text) < open_ends(&by_page) { by_text } else { by_page }
    }

    /// The pages as a text file would have them: an empty line where the page leaves room, full lines put together where
    /// that is asked for.
    fn lay_out(&self, margins: &Margins, measure: &Measure, joined: bool) -> Document {
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
                let goes_on = joined
                    && above.is_some_and(|above| {
                        let same = !room && measure.is_full(above, line);
                        same && !measure.is_indented(line) && !starts_item(&line.text)
                    });
                let spaced = above.is_some_and(|above| above.text.ends_with(char::is_whitespace));
                add(&mut document, line, Joint { goes_on, spaced, room }, measure, number);
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
        // Of two pages both have to agree, and what they begin or end with is no sentence.
        let two = self.pages.len() == 2;
        let least = if two { 2 } else { 3.max(self.pages.len() / 3) };
        let fits = |(key, count): &(&(bool, String), &usize)| {
            **count >= least && (!two || key.1.chars().count() <= MARGIN && !ends_sentence(&key.1))
        };
        let mut found: HashSet<_> = counts.iter().filter(fits).map(|(key, _)| key.clone()).collect();
        // Bare figures are the numbers of the pages where they count on.
        let numbers =
            |top: bool| self.pages.iter().filter_map(|page| number(page, top)).collect::<Vec<u32>>();
        for top in [true, false] {
            let count = numbers(top);
            if self.pages.len() == 2 && !(count.len() == 2 && count[1] == count[0] + 1) {
                found.remove(&(top, String::new()));
            }
        }
        // The only page has its number apart from the text.
        if let ([page], [1]) = (self.pages.as_slice(), numbers(false).as_slice())
            && let [.., above, last] = page.as_slice()
            && above.y - last.y > 2.5 * above.size
        {
            found.insert((false, String::new()));
        }
        Margins(found)
    }
}

/// The figure that is all of the first or last line of a page.
fn number(page: &[Line], top: bool) -> Option<u32> {
    let line = if top { page.first() } else { page.last() };
    line?.text.trim().parse().ok()
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

/// Paragraphs that end in the middle of a sentence.
fn open_ends(document: &Document) -> usize {
    let long = |block: &&Block| block.role == Role::Body && block.text.chars().count() > 12;
    document.blocks.iter().filter(long).filter(|block| !ends_sentence(&block.text)).count()
}

fn without_digits(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect()
}

/// Whether a line begins an item of a list.
fn starts_item(text: &str) -> bool {
    list_mark(text.trim()).1
}

/// How a line stands to the one above.
#[derive(Clone, Copy)]
struct Joint {
    /// It is of the same paragraph.
    goes_on: bool,
    /// The one above ends with a space.
    spaced: bool,
    /// The page leaves room between them.
    room: bool,
}

fn add(document: &mut Document, line: &Line, joint: Joint, measure: &Measure, page: usize) {
    let said = line.text.trim();
    let out = &mut document.text;
    let last = out.chars().next_back();
    if joint.goes_on
        && let (Some(last), Some(first)) = (last, said.chars().next())
    {
        // A word cut at a soft hyphen is one word.
        if last == '\u{ad}' {
            out.pop();
        } else if (joint.spaced || !joins_without_space(last, first)) && last != '-' {
            out.push(' ');
        }
        out.push_str(said);
        return;
    }
    if last.is_some() {
        out.push_str(if joint.room { "\n\n" } else { "\n" });
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

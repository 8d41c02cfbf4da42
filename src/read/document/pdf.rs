//! PDF with a text layer: characters with their places on the page, put together to lines, the lines read as text.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use pdf_extract::{Document as Pdf, MediaBox, OutputDev, OutputError, Transform};

use super::super::plain;
use super::Document;
use super::archive::{damaged, protected};
use crate::error::{Error, ErrorKind, Result};

/// A page with more characters than this is none.
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
                let gap = x - line.right;
                let wide = |c: Option<char>| c.is_some_and(|c| super::super::lines::is_wide(c));
                let apart = gap > 0.15 * size && !line.text.ends_with(' ') && !said.starts_with(' ');
                if apart
                    && (gap > size || !(wide(line.text.chars().next_back()) && wide(said.chars().next())))
                {
                    line.text.push(' ');
                }
                line.text.push_str(said);
                line.right = end;
                line.size = line.size.max(size);
            }
            _ => lines.push(Line { text: said.to_owned(), left: x, right: end, y, size }),
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

impl Pages {
    /// The lines as a text file would have them: an empty line where the page leaves room, an indent where it has one.
    fn document(self) -> Document {
        let mut document = Document { encoding: "UTF-8", ..Document::default() };
        let all: Vec<&Line> =
            self.pages.iter().flatten().filter(|line| !line.text.trim().is_empty()).collect();
        let left = median(all.iter().map(|line| line.left));
        let step = self.usual_step();
        for (number, page) in self.pages.iter().enumerate() {
            let mut above: Option<&Line> = None;
            for line in page.iter().filter(|line| !line.text.trim().is_empty()) {
                let room = above.is_some_and(|above| {
                    let gap = above.y - line.y;
                    gap > step * 1.3 + 0.1 || gap < -step
                });
                if room {
                    document.text.push('\n');
                }
                if above.is_none() || room {
                    document.places.push((document.text.len(), format!("page {}", number + 1)));
                }
                if line.left > left + line.size && line.left < left + 6.0 * line.size {
                    document.text.push_str("    ");
                }
                document.text.push_str(line.text.trim());
                document.text.push('\n');
                above = Some(line);
            }
        }
        document.blocks = plain::blocks(&document.text);
        document
    }

    /// The distance from line to line that most lines have.
    fn usual_step(&self) -> f64 {
        let steps = self.pages.iter().flat_map(|page| page.windows(2).map(|pair| pair[0].y - pair[1].y));
        let steps: Vec<f64> =
            steps.filter(|step| *step > 1.0).map(|step| (step * 2.0).round() / 2.0).collect();
        let mut counts: std::collections::BTreeMap<u64, usize> = std::collections::BTreeMap::new();
        for step in &steps {
            *counts.entry((step * 2.0) as u64).or_default() += 1;
        }
        let most = counts.into_iter().max_by_key(|(step, count)| (*count, u64::MAX - step));
        most.map_or(0.0, |(step, _)| step as f64 / 2.0)
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.filter(|value| value.is_finite()).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

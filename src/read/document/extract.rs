//! Puts the text of a document together, block by block.
//!
//! Paragraphs without a style of their own may be what somebody pasted from a text file, lines and all; a run of them is
//! read as the same lines in a text file are.

use super::super::plain;
use super::Document;
use crate::text::{Block, BlockKind, Mark, MarkKind, Offsets, Role, Span};

/// A paragraph as it was found.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    /// Its text; line breaks inside are `\n`.
    pub text: String,
    /// References to footnotes: where in the text, and to which.
    pub notes: Vec<(usize, String)>,
}

/// A document that is being put together.
#[derive(Debug, Default)]
pub(super) struct Extract {
    document: Document,
    /// Where the run of plain paragraphs begins, and what its lines refer to.
    run: Option<(usize, Vec<Mark>)>,
}

impl Extract {
    /// Adds a paragraph; an empty one only divides.
    pub fn push(
        &mut self,
        kind: BlockKind,
        role: Role,
        paragraph: &Paragraph,
        place: impl FnOnce() -> String,
    ) {
        let plain = kind == BlockKind::Paragraph && role == Role::Body && !paragraph.text.contains('\n');
        self.add(kind, role, paragraph, place, plain);
    }

    /// Adds a paragraph that is one for sure.
    pub fn whole(
        &mut self,
        kind: BlockKind,
        role: Role,
        paragraph: &Paragraph,
        place: impl FnOnce() -> String,
    ) {
        self.add(kind, role, paragraph, place, false);
    }

    fn add(
        &mut self,
        kind: BlockKind,
        role: Role,
        paragraph: &Paragraph,
        place: impl FnOnce() -> String,
        plain: bool,
    ) {
        if !plain {
            if paragraph.text.trim().is_empty() {
                return;
            }
            self.end_run();
        }
        let start = self.document.text.len();
        if !paragraph.text.trim().is_empty() {
            self.document.places.push((start, place()));
        }
        self.document.text.push_str(&paragraph.text);
        let marks = paragraph.notes.iter().map(|(at, label)| {
            let at = start + (*at).min(paragraph.text.len());
            Mark { kind: MarkKind::Footnote(label.clone()), span: Span::new(at, at) }
        });
        if plain {
            let run = self.run.get_or_insert_with(|| (start, Vec::new()));
            run.1.extend(marks);
        } else {
            let marks = marks.collect();
            self.document.blocks.extend(block(&paragraph.text, start, kind, role, marks));
        }
        self.document.text.push('\n');
    }

    /// The plain paragraphs so far are read as lines.
    fn end_run(&mut self) {
        let Some((start, marks)) = self.run.take() else { return };
        let text = self.document.text.get(start..).unwrap_or_default();
        let mut marks = marks.into_iter().peekable();
        for mut found in plain::blocks(text).0 {
            found.offsets = moved(&found, start);
            let end = found.offsets.span(0..found.text.len()).end;
            while let Some(mark) = marks.next_if(|mark| mark.span.start <= end) {
                found.marks.push(mark);
            }
            self.document.blocks.push(found);
        }
    }

    /// The whole document.
    pub fn finish(mut self) -> Document {
        self.end_run();
        self.document.encoding = "UTF-8";
        self.document
    }
}

/// The map of a block whose source begins at `start` of the whole.
fn moved(block: &Block, start: usize) -> Offsets {
    let mut offsets = Offsets::default();
    for (at, c) in block.text.char_indices() {
        let span = block.offsets.span(at..at + c.len_utf8());
        offsets.push(c.len_utf8(), Span::new(span.start + start, span.end + start));
    }
    offsets
}

/// A block of a text as it stands, without white space at its ends.
fn block(text: &str, start: usize, kind: BlockKind, role: Role, marks: Vec<Mark>) -> Option<Block> {
    let inner = text.trim();
    let lead = text.len() - text.trim_start().len();
    let offsets = Offsets::contiguous(start + lead, inner.len());
    (!inner.is_empty()).then(|| Block { kind, role, text: inner.to_owned(), offsets, marks })
}

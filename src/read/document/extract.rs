//! Puts the text of a document together, block by block.
//!
//! Paragraphs without a style of their own may be what somebody pasted from a text file, lines and all; a run of them is
//! read as the same lines in a text file are.

use std::borrow::Cow;

use super::super::lines::joins_without_space;
use super::super::plain;
use super::Document;
use crate::text::layout::{ends_sentence, list_mark};
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
        let paragraph = &unbroken(paragraph);
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

/// A paragraph without line breaks between two Han characters in the middle of a sentence: there they are the layout's, and
/// would come out as a space.
fn unbroken(paragraph: &Paragraph) -> Cow<'_, Paragraph> {
    if !paragraph.text.contains('\n') {
        return Cow::Borrowed(paragraph);
    }
    let mut out = Paragraph { text: String::with_capacity(paragraph.text.len()), ..Paragraph::default() };
    let mut notes = paragraph.notes.iter().peekable();
    let mut at = 0;
    for line in paragraph.text.split('\n') {
        let said = line.trim_start();
        if at > 0 {
            let ends = (out.text.trim_end().chars().next_back(), said.chars().next());
            let han = matches!(ends, (Some(last), Some(first)) if joins_without_space(last, first));
            let above = out.text.rsplit('\n').next().unwrap_or_default();
            if han && !ends_sentence(above) && !list_mark(said).1 {
                out.text.truncate(out.text.trim_end().len());
            } else {
                out.text.push('\n');
            }
        }
        let (start, end) = (out.text.len(), at + line.len());
        out.text.push_str(if out.text.ends_with('\n') || at == 0 { line } else { said });
        while let Some((place, label)) = notes.next_if(|(place, _)| *place <= end) {
            out.notes.push(((start + place.saturating_sub(at)).min(out.text.len()), label.clone()));
        }
        at = end + 1;
    }
    Cow::Owned(out)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_break_in_a_chinese_sentence_is_no_space() {
        let said =
            |text: &str| unbroken(&Paragraph { text: text.to_owned(), ..Paragraph::default() }).text.clone();
        for (text, whole) in [
            ("奶牛早上\n睡着了。", "奶牛早上睡着了。"),
            ("奶牛早上 \n　睡着了。", "奶牛早上睡着了。"),
            ("The cow\nsleeps.", "The cow\nsleeps."),
            ("奶牛睡着了。\n公车来了。", "奶牛睡着了。\n公车来了。"),
            ("清单\n1. 奶牛", "清单\n1. 奶牛"),
            ("用 USB\n连接", "用 USB\n连接"),
        ] {
            assert_eq!(said(text), whole);
        }
        let noted = Paragraph {
            text: "奶牛\n睡着了".to_owned(),
            notes: vec![(6, "1".to_owned()), (16, "2".to_owned())],
        };
        assert_eq!(unbroken(&noted).notes, [(6, "1".to_owned()), (15, "2".to_owned())]);
    }
}

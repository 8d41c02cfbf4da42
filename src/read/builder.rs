//! Puts a block together piece by piece, with its offsets.

use super::lines::joins_without_space;
use crate::text::{Block, BlockKind, Mark, MarkKind, Offsets, Role, Span};

/// A block under construction.
#[derive(Debug, Default)]
pub(super) struct Builder {
    text: String,
    offsets: Offsets,
    /// A line break that counts only if something follows, and only between characters written with spaces.
    pending: Option<(Span, bool)>,
    marks: Vec<Mark>,
}

// Plain text has no marks.
#[cfg_attr(not(feature = "files"), allow(dead_code))]
impl Builder {
    /// Appends a piece of the source as it stands at `start`.
    pub fn push_source(&mut self, piece: &str, start: usize) {
        self.push(piece, Span::new(start, start + piece.len()));
    }

    /// Appends text that stands for `source` as a whole (or byte by byte, where the lengths agree).
    pub fn push(&mut self, piece: &str, source: Span) {
        let Some(first) = piece.chars().next() else { return };
        if let Some((span, hard)) = self.pending.take() {
            let joined = self.text.chars().next_back().is_some_and(|last| joins_without_space(last, first));
            if !self.text.is_empty() && (hard || !joined) {
                self.append("\n", span);
            }
        }
        self.append(piece, source);
    }

    /// A line break at `source`; a soft one vanishes between two Han characters, any one at the block's ends.
    pub fn line_break(&mut self, source: Span, hard: bool) {
        let hard = hard || self.pending.is_some_and(|(_, hard)| hard);
        self.pending = Some((source, hard));
    }

    /// Notes a link, an image or the like. Without text around it, it goes to the next block.
    pub fn mark(&mut self, mark: Mark) {
        self.marks.push(mark);
    }

    /// Lets the last link reach to a place in the source.
    pub fn end_link(&mut self, end: usize) {
        let last = self.marks.iter_mut().rev().find(|mark| matches!(mark.kind, MarkKind::Link(_)));
        if let Some(mark) = last {
            mark.span.end = mark.span.end.max(end);
        }
    }

    /// What was noted and has found no block.
    pub fn take_marks(&mut self) -> Vec<Mark> {
        std::mem::take(&mut self.marks)
    }

    /// Whether it holds nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The block without white space at its ends; `None` where nothing is left. Starts anew.
    pub fn finish(&mut self, kind: BlockKind, role: Role) -> Option<Block> {
        let built = std::mem::take(self);
        let mut block = trimmed(built.text, built.offsets, kind, role);
        match &mut block {
            Some(block) => block.marks = built.marks,
            None => self.marks = built.marks,
        }
        block
    }

    fn append(&mut self, piece: &str, source: Span) {
        self.text.push_str(piece);
        self.offsets.push(piece.len(), source);
    }
}

fn trimmed(text: String, offsets: Offsets, kind: BlockKind, role: Role) -> Option<Block> {
    let inner = text.trim();
    if inner.is_empty() {
        return None;
    }
    if inner.len() == text.len() {
        return Some(Block { kind, role, text, offsets, marks: Vec::new() });
    }
    let start = text.len() - text.trim_start().len();
    let mut kept = Offsets::default();
    let mut at = start;
    // Character by character: `push` joins what is contiguous, so the result is as small as before.
    for c in inner.chars() {
        kept.push(c.len_utf8(), offsets.span(at..at + c.len_utf8()));
        at += c.len_utf8();
    }
    Some(Block { kind, role, text: inner.to_owned(), offsets: kept, marks: Vec::new() })
}

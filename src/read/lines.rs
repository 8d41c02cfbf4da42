//! Lines with their place, and what a character is for line breaking.

use std::ops::Range;

/// The line, counted from 1, of a byte offset into `text`; offsets past the end count as the end.
///
/// ```
/// assert_eq!(trialign::read::line_of("a\nb\nc", 2), 2);
/// ```
pub fn line_of(text: &str, offset: usize) -> usize {
    let end = offset.min(text.len());
    1 + text.as_bytes()[..end].iter().filter(|b| **b == b'\n').count()
}

/// A line without its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// Where it starts in the source.
    pub start: usize,
    /// Its text.
    pub text: &'a str,
}

impl Line<'_> {
    /// One past its last byte.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// Lines ended by LF, CR LF, or (in a text without LF) CR; the end of the last line starts no further one.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let end = if text.contains('\n') || !text.contains('\r') { '\n' } else { '\r' };
    let mut start = 0;
    let mut out = Vec::new();
    for piece in text.split_inclusive(end) {
        let line = piece.strip_suffix(end).unwrap_or(piece);
        let line = line.strip_suffix('\r').unwrap_or(line);
        out.push(Line { start, text: line });
        start += piece.len();
    }
    out
}

pub(super) use crate::text::layout::{is_wide, joins_without_space};

/// The lines of a text that breaks at `breaks` part, trimmed, none empty.
pub(super) fn lines_between(text: &str, breaks: &[usize]) -> Vec<Range<usize>> {
    let ends = breaks.iter().copied().chain([text.len()]);
    ends.scan(0, |from, end| Some(std::mem::replace(from, end)..end))
        .map(|line| trim(text, line))
        .filter(|line| !line.is_empty())
        .collect()
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let start = range.start + piece.len() - piece.trim_start().len();
    start..start + piece.trim().len()
}

//! Lines with their place, display width, and what a character is for line breaking.

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

/// Whether a character is written without spaces around it: Han, kana, and the marks that go with them.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{303E}' | '\u{3041}'..='\u{33FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a line break between the two characters stands for nothing: both are written without spaces, or one is
/// and the other is a mark or digit beside it.
pub(super) fn joins_without_space(before: char, after: char) -> bool {
    let beside =
        |c: char| is_wide(c) || c.is_ascii_digit() || matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·');
    (is_wide(before) && beside(after)) || (beside(before) && is_wide(after))
}

/// Columns a text takes in a terminal, roughly: wide characters two, all others one.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

/// Whether a text ends a sentence: an end mark, with closers after it.
pub(super) fn ends_sentence(text: &str) -> bool {
    let closers = ['”', '’', '"', '\'', '」', '』', '）', ')', '》', '〉', ']', '】', '*', '_'];
    text.trim_end()
        .trim_end_matches(closers)
        .ends_with(['.', '!', '?', '。', '！', '？', '…', '⋯', '：', ':', '；', ';', '．', '｡'])
}

//! Width of characters, and what a line break between two of them stands for.

/// Whether a character is written without spaces around it: Han, kana, and the marks that go with them.
pub(crate) fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{303E}' | '\u{3041}'..='\u{33FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a line break between the two characters stands for nothing: both are written without spaces, or one is
/// and the other is a mark or digit beside it.
pub(crate) fn joins_without_space(before: char, after: char) -> bool {
    let beside =
        |c: char| is_wide(c) || c.is_ascii_digit() || matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·');
    (is_wide(before) && beside(after)) || (beside(before) && is_wide(after))
}

/// Columns a text takes in a terminal, roughly: wide characters two, a tab to the next eighth, all others one.
pub(crate) fn width(text: &str) -> usize {
    text.chars().fold(0, |columns, c| match c {
        '\t' => columns / 8 * 8 + 8,
        c if is_wide(c) || c == '\u{3000}' => columns + 2,
        _ => columns + 1,
    })
}

/// Whether a text ends a sentence: an end mark, with closers and marks of notes after it.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let closers = ['”', '’', '"', '\'', '」', '』', '）', ')', '》', '〉', ']', '】', '*', '_'];
    before_notes(text)
        .trim_end_matches(closers)
        .ends_with(['.', '!', '?', '。', '！', '？', '…', '⋯', '：', ':', '；', ';', '．', '｡'])
}

/// A text without the marks of notes at its end: raised figures, daggers, ①, `[1]`, `(1)`, （1）, 【注1】, bare figures.
pub(crate) fn before_notes(text: &str) -> &str {
    let raised = |c: char| matches!(c, '¹' | '²' | '³' | '⁴'..='⁹' | '⁰' | '†' | '‡' | '①'..='⑳' | '⑴'..='⒇' | '㈠'..='㈩' | '❶'..='❿' | '＊');
    let mut text = text.trim_end();
    loop {
        let shorter = text.trim_end_matches(raised);
        let shorter = before_bracketed(shorter).or_else(|| before_figure(shorter)).unwrap_or(shorter);
        let shorter = shorter.trim_end();
        if shorter.len() == text.len() {
            return text;
        }
        text = shorter;
    }
}

/// What stands before a figure that lost its raised form: 没有人抱怨。3, `complained.3`.
fn before_figure(text: &str) -> Option<&str> {
    let head = text.trim_end_matches(|c: char| c.is_ascii_digit());
    if !(1..=2).contains(&(text.len() - head.len())) {
        return None;
    }
    let wide = head.ends_with(['。', '！', '？', '”', '」', '』']);
    let word = head.strip_suffix(['.', '!', '?']).unwrap_or_default();
    let lower = word.chars().rev().take_while(char::is_ascii_lowercase).take(3).count();
    (wide || lower == 3).then_some(head)
}

/// What stands before the `[12]` at the end of a text.
fn before_bracketed(text: &str) -> Option<&str> {
    let pairs = [('[', ']'), ('(', ')'), ('（', '）'), ('【', '】'), ('〔', '〕'), ('［', '］')];
    let (open, close) = pairs.into_iter().find(|(_, close)| text.ends_with(*close))?;
    let inner = text.strip_suffix(close)?;
    let head = inner.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '注' | '註'));
    let figures = inner.len() - head.len();
    ((1..=6).contains(&figures) && inner.ends_with(|c: char| c.is_ascii_digit())).then_some(())?;
    head.strip_suffix(open)
}

//! How long a line is, how it ends, and what it is without marks.

use crate::text::han::is_han;
use crate::text::layout::before_notes;

/// Length for comparing lines of both scripts: words, and half the Han characters.
pub(super) fn units(text: &str) -> usize {
    let han = text.chars().filter(|c| is_han(*c)).count();
    let words =
        text.split_whitespace().filter(|word| word.chars().any(|c| c.is_ascii_alphanumeric())).count();
    words + han.div_ceil(2)
}

pub(super) fn ends_with_mark(text: &str) -> bool {
    before_notes(text)
        .trim_end_matches(['”', '’', '"', '\'', '」', '』', '）', ')', '》', ']'])
        .ends_with(['.', '!', '?', '。', '！', '？', '…', '⋯', ':', '：', ';', '；', ',', '，', '、'])
}

/// A line in lower case with nothing but letters, digits and single spaces.
pub(super) fn plain(text: &str) -> String {
    let kept: String =
        text.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a line holds no letter and no digit, and is not the silence or the cry of a dialogue.
pub(super) fn is_marks(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric) && !text.contains(['…', '⋯', '?', '!', '？', '！'])
}

pub(super) fn digits(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

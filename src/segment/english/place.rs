//! Where a character stands.

use crate::segment::chars::{char_at, char_before};

/// Whether the character before `at` is part of a word.
pub(super) fn in_word(text: &str, at: usize) -> bool {
    char_before(text, at).is_some_and(char::is_alphanumeric)
}

/// Whether `at` is white space or the end.
pub(super) fn at_gap(text: &str, at: usize) -> bool {
    char_at(text, at).is_none_or(char::is_whitespace)
}

/// The word that ends at `end`, with inner dots, at most 40 characters.
pub(super) fn word_before(text: &str, end: usize) -> &str {
    let mut start = end;
    for c in text[..end].chars().rev().take(40) {
        if !(c.is_alphanumeric() || matches!(c, '.' | '\'' | '’' | '-' | '&' | '°' | '@' | '§')) {
            break;
        }
        start -= c.len_utf8();
    }
    text[start..end].trim_start_matches(['.', '\'', '’', '-'])
}

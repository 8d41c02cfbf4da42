//! Marks with no space after them: `world.Today`, and everything that is none: `3.5`, `example.com`, `Node.js`.

use super::super::chars::{char_at, is_han, listed};
use super::mark::{Kind, Mark, Next, word_at};
use super::{at_gap, words};

/// Whether a sentence ends here although no white space follows.
pub(super) fn ends(text: &str, from: usize, mark: &Mark, next: &Next) -> bool {
    let raw = char_at(text, mark.end).unwrap_or(' ');
    if is_han(raw) || matches!(raw, '“' | '「') {
        return mark.kind != Kind::Stop
            || is_han(raw) && text[from..mark.start].chars().next_back().is_some_and(is_han);
    }
    if mark.kind == Kind::Ellipsis || !raw.is_uppercase() && raw != '"' {
        return false;
    }
    if raw == '"' {
        return false;
    }
    if mark.quotes > 0 || mark.rounds > 0 {
        return mark.quotes > 0 && next.word.len() > 1 && listed(words::STARTERS, next.word);
    }
    let before = chunk_before(text, from, mark.start);
    let word = word_at(text, mark.end);
    let after = mark.end + word.len();
    let lower_tail = word.chars().skip(1).all(|c| c.is_lowercase() || matches!(c, '\'' | '’'));
    if !lower_tail || !(at_gap(text, after) || text[after..].starts_with([',', '.', '!', '?', ':', ';'])) {
        return false;
    }
    if mark.kind == Kind::Strong {
        return !before.contains(['/', '=', '&', '@']);
    }
    if text[after..].starts_with('.')
        && char_at(text, after + 1).is_some_and(char::is_alphanumeric)
        && word.len() < 3
    {
        return false;
    }
    let single = word.chars().count() == 1;
    let plain = before.chars().count() >= 2
        && before.chars().all(|c| c.is_lowercase() || matches!(c, '\'' | '’' | '-'));
    let number = before.chars().all(|c| c.is_ascii_digit() || c == ',') && before.len() >= 3;
    let name = before.chars().skip(1).all(char::is_lowercase) && before.chars().count() >= 4;
    let started = listed(words::STARTERS, word) || (word.len() > 3 || word == "Mr" || word == "Dr");
    (plain && (started || single && matches!(word, "I" | "A"))) && !listed(words::TITLES, before)
        || (number || name) && listed(words::STARTERS, word)
}

/// What stands between the last white space and the mark, at most 40 characters.
fn chunk_before(text: &str, from: usize, end: usize) -> &str {
    let mut start = end;
    for c in text[from..end].chars().rev().take(40) {
        // After a sentence without its space, the chunk starts anew.
        if c.is_whitespace() || matches!(c, '!' | '?' | '“' | '"' | '(' | '$') {
            break;
        }
        start -= c.len_utf8();
    }
    &text[start..end]
}

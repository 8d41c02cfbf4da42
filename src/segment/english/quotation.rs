//! Who said it, after a quotation that ends in `?` or `!`: `“Why now?” Smith asked.`

use super::super::chars::{listed, skip_space};
use super::mark::{Kind, Mark, Next, word_at};
use super::words;

/// Whether a capitalised attribution follows the closed quotation.
///
/// Small letters are settled before: they always go on. A capital is a name or `I` with a verb of speaking; that counts
/// only if nothing before the quotation said already who speaks.
pub(super) fn attributed(text: &str, from: usize, mark: &Mark, next: &Next) -> bool {
    if next.quoted || next.dash || next.bullet || next.parenthesis || !opens_sentence(text, from, mark) {
        return false;
    }
    let mut at = next.at;
    let mut owner = false;
    for count in 0..5 {
        let word = word_at(text, at);
        let after = at + word.len();
        if word.is_empty() {
            return false;
        }
        if count > 0 && listed(words::SPEECH, word) {
            // After a full stop only the barest form: American usage has a comma there.
            let rest = text[after..].chars().next();
            return mark.kind != Kind::Stop || rest.is_none_or(|c| matches!(c, '.' | ','));
        }
        let named = word.starts_with(char::is_uppercase) && !listed(words::STARTERS, word);
        let owned = owner && word.starts_with(char::is_lowercase);
        owner = word.ends_with("'s") || word.ends_with("’s");
        if !(named
            || owned
            || (count == 0 && word == "I")
            || (count > 0 && matches!(word, "of" | "de" | "van" | "von")))
        {
            return false;
        }
        at = skip_space(text, after);
        if text[after..].starts_with('.') {
            at = skip_space(text, after + 1);
        }
        if at == after {
            return false;
        }
    }
    false
}

/// Whether the quotation started with the sentence, or in an earlier one.
fn opens_sentence(text: &str, from: usize, mark: &Mark) -> bool {
    // Bounded: a quotation longer than this is taken as a sentence's own.
    let mut at = mark.start;
    for c in text[from..mark.start].chars().rev().take(400) {
        at -= c.len_utf8();
        if matches!(c, '“' | '"' | '‘' | '«') {
            return text[from..at].chars().take(8).all(|c| !c.is_alphanumeric()) && at - from <= 8;
        }
    }
    true
}

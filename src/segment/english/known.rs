//! Words that are known.

use super::words;
use crate::segment::chars::listed;

/// Whether a word is a name that carries an exclamation mark: `Yahoo`.
pub(in crate::segment) fn is_brand(word: &str) -> bool {
    listed(words::BRANDS, word)
}

/// Whether a Latin word, without its last dot, is an abbreviation that does not end a sentence.
pub(in crate::segment) fn is_abbreviation(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    [words::TITLES, words::NEVER, words::NUMBERED, words::WEAK].iter().any(|list| listed(list, &lower))
}

//! A message of a file.

use crate::text::Span;

/// A message as it was found: its key, its text in pieces with the source of each.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) key: String,
    pub(super) pieces: Vec<(String, Span)>,
}

#[cfg(test)]
impl Message {
    /// Its key and its whole text.
    pub(super) fn shown(&self) -> (String, String) {
        (self.key.clone(), self.pieces.iter().map(|(text, _)| text.as_str()).collect())
    }
}

/// Words of one or two letters that are no sentence.
const LABELS: usize = 12;

/// Whether a string is a message for people: it has a letter, is no address, and no list of labels (`a b c … zz`).
pub(super) fn is_prose(text: &str) -> bool {
    let letters = text.chars().any(char::is_alphabetic);
    let address = text.starts_with("http://") || text.starts_with("https://") || text.starts_with("mailto:");
    let is_label = |word: &str| word.len() <= 2 && word.bytes().all(|b| b.is_ascii_lowercase());
    let labels = text.split_whitespace().count() >= LABELS && text.split_whitespace().all(is_label);
    letters && !address && !labels
}

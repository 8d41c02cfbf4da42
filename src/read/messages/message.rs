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

/// Whether a string is a message for people: it has a letter and is no address, path or name of something.
pub(super) fn is_prose(text: &str) -> bool {
    let letters = text.chars().any(char::is_alphabetic);
    let address = text.starts_with("http://") || text.starts_with("https://") || text.starts_with("mailto:");
    letters && !address
}

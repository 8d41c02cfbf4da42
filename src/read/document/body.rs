//! What comes of a document.

use crate::text::Block;

/// What was taken out of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::read) struct Document {
    /// The text that all offsets point into.
    pub text: String,
    /// Its blocks, in the order of the document.
    pub blocks: Vec<Block>,
    /// Where in the text each place begins, and what it is called.
    pub places: Vec<(usize, String)>,
    /// The encoding of a document that is a text file.
    pub encoding: &'static str,
    /// What a person should know.
    pub warnings: Vec<String>,
}

//! What a language's rules are asked.

use std::ops::Range;

/// Cuts the text of one block into sentences.
///
/// What every implementation keeps, whatever the input: the ranges are byte ranges on character boundaries, in order,
/// not empty, not overlapping, trimmed of white space, and everything between them is white space. Cutting a sentence
/// once more gives that sentence.
pub trait Segmenter: Sync {
    /// The byte ranges of the sentences in `text`, a single block: a line break in it is only white space.
    fn cut(&self, text: &str) -> Vec<Range<usize>>;
}

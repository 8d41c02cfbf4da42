//! Captions with their credit: the stop before it ends no sentence.

use std::ops::Range;

use crate::text::credit_from;

/// Gives the credit at the end of a caption to the sentence before it.
pub(super) fn with_credit(text: &str, mut pieces: Vec<Range<usize>>) -> Vec<Range<usize>> {
    if pieces.len() < 2 {
        return pieces;
    }
    let Some(at) = credit_from(text) else { return pieces };
    let first = pieces.partition_point(|piece| piece.start < at);
    if first > 0 && first < pieces.len() && pieces[first].start == at {
        pieces.truncate(first);
        if let Some(last) = pieces.last_mut() {
            last.end = text.trim_end().len();
        }
    }
    pieces
}

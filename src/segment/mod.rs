//! Blocks to sentences: one segmenter a language, one contract for all of them.
//!
//! A segmenter scans a block once, left to right, stops at every mark that may end a sentence and lets the rules of
//! its language decide from the words around it. Every look ahead or back is bounded, so time is linear in the length.

mod blocks;
mod chars;
mod chinese;
mod credit;
mod english;
mod figures;
mod lists;
mod segmenter;
mod stable;

use std::ops::Range;

pub use blocks::blocks_of_text;
pub use chinese::Chinese;
pub use english::English;
pub use segmenter::{Segmenter, Unclosed};

use crate::text::Edition;

/// The segmenter of an edition.
///
/// ```
/// use trialign::{segment::segmenter, text::Edition};
/// let text = "他說：「我們會贏。」會議隨後結束。";
/// let cuts = segmenter(Edition::ZhHant).cut(text);
/// let sentences: Vec<&str> = cuts.into_iter().map(|range| &text[range]).collect();
/// assert_eq!(sentences, ["他說：「我們會贏。」", "會議隨後結束。"]);
/// ```
pub fn segmenter(edition: Edition) -> &'static dyn Segmenter {
    match edition {
        Edition::En => &English,
        Edition::ZhHans | Edition::ZhHant => &Chinese,
    }
}

/// The sentences of a whole text: found in each of its blocks ([`blocks_of_text`]), as byte ranges into `text`.
///
/// ```
/// use trialign::{segment::cut_text, text::Edition};
/// let text = "Free trade\n\nTrade makes us richer. It also\nmakes us safer.";
/// let sentences: Vec<&str> = cut_text(Edition::En, text).into_iter().map(|range| &text[range]).collect();
/// assert_eq!(sentences, ["Free trade", "Trade makes us richer.", "It also\nmakes us safer."]);
/// ```
pub fn cut_text(edition: Edition, text: &str) -> Vec<Range<usize>> {
    let segmenter = segmenter(edition);
    let mut out = Vec::new();
    let mut unclosed = Unclosed::default();
    for block in blocks_of_text(text) {
        let sentences = segmenter.cut_after(&mut unclosed, &text[block.clone()]);
        out.extend(sentences.into_iter().map(|s| s.start + block.start..s.end + block.start));
    }
    out
}

/// Where the reference marks behind a sentence begin; its length where it has none.
///
/// ```
/// let sentence = "The mill closed in 1911.[3]";
/// assert_eq!(&sentence[trialign::segment::notes_from(sentence)..], "[3]");
/// ```
pub fn notes_from(sentence: &str) -> usize {
    chars::notes_from(sentence)
}

/// The sentences of a whole text as a reader sees them: lines joined, words that were cut made whole, heads of pages
/// left out.
///
/// ```
/// use trialign::{segment::sentences_of_text, text::Edition};
/// let text = "The old mill on the river bank had no machin-\nery left in it when the flood came at last. No-\nbody missed it.\n";
/// let sentences = sentences_of_text(Edition::En, text);
/// assert_eq!(sentences[0], "The old mill on the river bank had no machinery left in it when the flood came at last.");
/// ```
pub fn sentences_of_text(edition: Edition, text: &str) -> Vec<String> {
    let segmenter = segmenter(edition);
    let mut out = Vec::new();
    let mut unclosed = Unclosed::default();
    for block in blocks::joined(text) {
        let cuts = segmenter.cut_after(&mut unclosed, &block);
        out.extend(cuts.into_iter().filter_map(|range| block.get(range)).map(str::to_owned));
    }
    out
}

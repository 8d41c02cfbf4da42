//! What several rules ask of an article, kept by the first that asks.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::Outline;
use crate::text::numbers::Number;
use crate::text::{BlockKind, PerEdition};

/// What several rules ask of an article; each is worked out when it is asked for first.
#[derive(Default)]
pub struct Known {
    pub(super) outlines: PerEdition<OnceCell<Option<Outline>>>,
    pub(super) omissions: PerEdition<OnceCell<Omissions>>,
    /// Whether an edition leads on to other pages in Chinese.
    pub(super) goes_on: PerEdition<OnceCell<bool>>,
    /// English blocks that are no text.
    pub(super) no_text: OnceCell<HashSet<usize>>,
    /// How long an edition's text is beside its English.
    pub(super) ratios: PerEdition<OnceCell<f64>>,
    /// The numbers of each bead.
    pub(super) numbers: PerEdition<OnceCell<Vec<OnceCell<Vec<Number>>>>>,
}

/// A run of English segments that has no counterpart.
pub(super) struct Omission {
    /// Index of the first bead.
    pub(super) bead: usize,
    /// Segments, from and to.
    pub(super) from: usize,
    pub(super) to: usize,
    /// How sure the aligner is.
    pub(super) confidence: f64,
    pub(super) kind: BlockKind,
    /// Whole blocks, not a sentence of one.
    pub(super) whole: bool,
    /// A section that stands in another place: the edition has as many headings of its level, and one that renders none
    /// of the English. A glossary is sorted anew in each language. Or in a block of code that was not closed. Or nowhere,
    /// as it holds only names.
    pub(super) elsewhere: bool,
    /// A sentence that the Chinese of its paragraph has room for.
    pub(super) within: bool,
    /// A paragraph that may be part of the one beside it, which is long enough for both, or stand elsewhere, where
    /// something of its length renders nothing.
    pub(super) elsewhere_perhaps: bool,
    /// A paragraph that the English says a second time, and the edition there.
    pub(super) again: bool,
}

/// What an edition lacks; nothing stands in two of the lists.
#[derive(Default)]
pub(super) struct Omissions {
    pub(super) sections: Vec<Omission>,
    pub(super) blocks: Vec<Omission>,
    pub(super) sentences: Vec<Omission>,
}

//! What a format cannot hold, counted.

use std::collections::BTreeMap;

/// Counts by kind of what was left out; becomes the lines a person reads at the end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lost(BTreeMap<&'static str, usize>);

impl Lost {
    /// Counts `n` more of a kind; none is none.
    pub fn add(&mut self, kind: &'static str, n: usize) {
        if n > 0 {
            *self.0.entry(kind).or_default() += n;
        }
    }

    /// A line a kind, in alphabetical order.
    ///
    /// ```
    /// let mut lost = trialign::export::Lost::default();
    /// lost.add("beads with an empty side", 2);
    /// assert_eq!(lost.lines("moses"), ["moses cannot hold, so left out: 2 beads with an empty side"]);
    /// ```
    pub fn lines(&self, format: &str) -> Vec<String> {
        self.lines_after(&format!("{format} cannot hold, so left out"))
    }

    /// A line a kind, each after the same words.
    pub(super) fn lines_after(&self, head: &str) -> Vec<String> {
        self.0.iter().map(|(kind, n)| format!("{head}: {n} {kind}")).collect()
    }
}

/// Null beads where every edition has to have a text.
pub(super) const EMPTY_SIDE: &str = "beads with an empty side";
/// Beads that say something in one edition only, where two can be told apart.
pub(super) const ONE_SIDE: &str = "beads that only one edition has";
/// The cuts within a bead.
pub(super) const CUTS: &str = "cuts between the segments of a bead";
/// Reviewers' notes.
pub(super) const NOTES: &str = "notes";
/// Flags of beads.
pub(super) const FLAGS: &str = "flags";
/// A status the format has no word for.
pub(super) const STATUS: &str = "statuses set by a person";
/// Confidence.
pub(super) const CONFIDENCE: &str = "confidences";
/// Articles without a ladder.
pub(super) const FAILED: &str = "articles that have no ladder";
/// Characters that XML forbids.
pub(super) const FORBIDDEN: &str = "characters that XML forbids (U+FFFD stands for them)";
/// Beads that are empty in both editions of a pair.
pub(super) const OTHER_EDITION: &str = "beads that only the edition outside the pair has";
/// A missing edition.
pub(super) const MISSING: &str = "beads of articles that lack an edition";
/// An edition too many.
pub(super) const EXTRA: &str = "beads' texts in an edition that the first article lacks";

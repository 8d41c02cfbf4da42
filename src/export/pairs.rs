//! Two editions at a time, for the formats that hold no more.

use super::lost::{self, Lost};
use super::{BeadRecord, Record};
use crate::text::Edition;

/// Two editions, the source first.
pub(super) type Pair = (Edition, Edition);

/// The pairs of a record: English with each Chinese edition, then the two Chinese ones.
pub(super) fn pairs(record: &Record) -> Vec<Pair> {
    let present = record.present();
    let all =
        [(Edition::En, Edition::ZhHans), (Edition::En, Edition::ZhHant), (Edition::ZhHans, Edition::ZhHant)];
    all.into_iter().filter(|&(a, b)| present[a] && present[b]).collect()
}

/// The beads that have a segment in one of the two editions; counts the others.
pub(super) fn beads<'a>(record: &'a Record, (a, b): Pair, lost: &mut Lost) -> Vec<&'a BeadRecord> {
    let own: Vec<_> = record
        .beads
        .iter()
        .filter(|bead| !bead.indices(a).is_empty() || !bead.indices(b).is_empty())
        .collect();
    lost.add(lost::OTHER_EDITION, record.beads.len() - own.len());
    own
}

/// Notes and flags that go nowhere.
pub(super) fn lose_remarks(record: &Record, lost: &mut Lost) {
    lost.add(lost::NOTES, record.beads.iter().filter(|bead| !bead.note.is_empty()).count());
    lost.add(lost::FLAGS, record.beads.iter().map(|bead| bead.flags.len()).sum());
}

/// Whether there is a ladder; counts where not.
pub(super) fn has_ladder(record: &Record, lost: &mut Lost) -> bool {
    let failed = record.error.is_some() && record.beads.is_empty();
    lost.add(lost::FAILED, usize::from(failed));
    !failed
}

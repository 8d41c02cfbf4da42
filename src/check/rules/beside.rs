//! What stands beside a bead.

use crate::bead::Bead;
use crate::check::Subject;
use crate::text::{BlockKind, Edition};

/// Items and rows beside one that are looked at.
const LISTED: usize = 16;

/// The beads that stand around one: the two beside it, and the items of its list or the rows of its table, which may
/// stand in another order in an edition.
pub(super) fn around(subject: &Subject<'_>, at: usize) -> std::ops::Range<usize> {
    let beads = &subject.ladder.beads;
    let listed = |bead: &Bead| {
        let mut all = Edition::ALL.iter().flat_map(|edition| subject.segments(bead, *edition));
        all.all(|s| matches!(s.kind, BlockKind::ListItem | BlockKind::TableCell))
    };
    let (before, behind) = (beads.get(..at).unwrap_or_default(), beads.get(at..).unwrap_or_default());
    let reach = if behind.first().is_some_and(listed) { LISTED } else { 0 };
    let first = before.iter().rev().take(reach).take_while(|bead| listed(bead)).count().max(1);
    let last = behind.iter().skip(1).take(reach).take_while(|bead| listed(bead)).count().max(1);
    at.saturating_sub(first)..(at + last + 1).min(beads.len())
}

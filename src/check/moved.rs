//! What an edition has in another place than the English.

use std::collections::BTreeSet;

use crate::bead::{Bead, Move};
use crate::text::{Edition, PerEdition};

/// Moves, at least, and as a share of the beads of an edition, that speak for an order of its own.
const SORTED_LEAST: usize = 6;
const SORTED_SHARE: f64 = 0.1;

/// The moves of an article, those added that go along with others: a heading or a short sentence beside one that moved is
/// no omission where something of the edition stands beside it in its new place as well.
#[derive(Debug, Clone, Default)]
pub struct Moved(Vec<Move>);

impl Moved {
    /// From the moves that the aligner found.
    pub fn new(beads: &[Bead], found: &[Move]) -> Moved {
        let mut out = Vec::new();
        for edition in [Edition::ZhHans, Edition::ZhHant] {
            let own: Vec<Move> = found.iter().copied().filter(|one| one.edition == edition).collect();
            out.extend(along(beads, edition, own));
        }
        Moved(out)
    }

    /// Whether something of the English stands in the edition's bead `to`.
    pub fn is_target(&self, edition: Edition, to: usize) -> bool {
        self.source(edition, to).is_some()
    }

    /// The bead of the English that stands in the edition's bead `to`.
    pub fn source(&self, edition: Edition, to: usize) -> Option<usize> {
        self.0.iter().find(|one| one.edition == edition && one.to == to).map(|one| one.from)
    }

    /// Whether so much stands in another place that an edition is in an order of its own, as a list that is sorted by its
    /// words: what is not found there may be anywhere.
    pub fn is_sorted_anew(&self, beads: &[Bead], edition: Edition) -> bool {
        let own = self.0.iter().filter(|one| one.edition == edition).count();
        let there = beads.iter().filter(|bead| bead.runs[edition].len > 0).count();
        own >= SORTED_LEAST && own as f64 >= there as f64 * SORTED_SHARE
    }

    /// What moved is not omitted: lowers the probabilities of omission, which stand by English segment.
    pub fn lower(&self, beads: &[Bead], omitted: &mut PerEdition<Vec<f64>>) {
        for one in &self.0 {
            let rows = beads.get(one.from).map(|bead| bead.runs[Edition::En].range());
            let own = rows.and_then(|rows| omitted[one.edition].get_mut(rows)).unwrap_or_default();
            own.iter_mut().for_each(|p| *p = p.min(1.0 - one.confidence));
        }
    }

    /// Runs of moves of an edition that stand together in both texts, in the order of the English.
    pub fn runs(&self, beads: &[Bead], edition: Edition) -> Vec<Vec<Move>> {
        let mut own: Vec<Move> = self.0.iter().copied().filter(|one| one.edition == edition).collect();
        own.sort_by_key(|one| one.from);
        let joined = |a: &Move, b: &Move| {
            follows(beads, Edition::En, a.from, b.from) && follows(beads, edition, a.to, b.to)
        };
        own.chunk_by(joined).map(<[Move]>::to_vec).collect()
    }
}

/// Whether bead `b` stands directly behind bead `a` in an edition.
fn follows(beads: &[Bead], edition: Edition, a: usize, b: usize) -> bool {
    match (beads.get(a), beads.get(b)) {
        (Some(a), Some(b)) => a.runs[edition].end() == b.runs[edition].start,
        _ => false,
    }
}

/// Adds to each move the beads before and behind that lack the edition, where the edition has one too many there.
fn along(beads: &[Bead], edition: Edition, mut moves: Vec<Move>) -> Vec<Move> {
    let only = |own: Edition, other: Edition| -> Vec<usize> {
        let is = |bead: &Bead| bead.runs[own].len > 0 && bead.runs[other].len == 0;
        (0..beads.len()).filter(|at| is(&beads[*at])).collect()
    };
    let (lacks, adds) = (only(Edition::En, edition), only(edition, Edition::En));
    let mut taken: [BTreeSet<usize>; 2] =
        [moves.iter().map(|one| one.from).collect(), moves.iter().map(|one| one.to).collect()];
    let mut next = 0;
    while next < moves.len() {
        let one = moves[next];
        next += 1;
        let beside = |all: &[usize], own: Edition, at: usize, behind: bool| {
            let place = all.binary_search(&at).ok()?;
            let other = *all.get(if behind { place + 1 } else { place.checked_sub(1)? })?;
            let (a, b) = if behind { (at, other) } else { (other, at) };
            follows(beads, own, a, b).then_some(other)
        };
        for behind in [false, true] {
            let from = beside(&lacks, Edition::En, one.from, behind).filter(|at| !taken[0].contains(at));
            let to = beside(&adds, edition, one.to, behind).filter(|at| !taken[1].contains(at));
            if let (Some(from), Some(to)) = (from, to) {
                taken[0].insert(from);
                taken[1].insert(to);
                moves.push(Move { from, to, ..one });
            }
        }
    }
    moves
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bead::Run;

    /// Beads of English and Hans, each with one segment where the letter is not `-`.
    fn ladder(shape: &[[u8; 2]]) -> Vec<Bead> {
        let mut at = [0usize; 2];
        let bead = |[en, hans]: &[u8; 2]| {
            let lens = [usize::from(*en != b'-'), usize::from(*hans != b'-')];
            let run = |k: usize| Run::new(at[k], lens[k]);
            let runs = PerEdition([run(0), run(1), Run::default()]);
            at = [at[0] + lens[0], at[1] + lens[1]];
            Bead { runs, ..Bead::default() }
        };
        shape.iter().map(bead).collect()
    }

    #[test]
    fn what_stands_beside_a_move_on_both_sides_goes_along() {
        let beads = ladder(&[*b"aa", *b"h-", *b"s-", *b"t-", *b"bb", *b"-h", *b"-s", *b"-t", *b"-x", *b"cc"]);
        let found = Move { edition: Edition::ZhHans, from: 2, to: 6, confidence: 0.95 };
        let moved = Moved::new(&beads, &[found]);
        let pairs: Vec<(usize, usize)> =
            moved.runs(&beads, Edition::ZhHans)[0].iter().map(|one| (one.from, one.to)).collect();
        assert_eq!(pairs, [(1, 5), (2, 6), (3, 7)]);
        assert!(!moved.is_target(Edition::ZhHans, 8));
        assert!(moved.runs(&beads, Edition::ZhHant).is_empty());
        let mut omitted = PerEdition([vec![], vec![0.99; 5], vec![]]);
        moved.lower(&beads, &mut omitted);
        assert!(omitted[Edition::ZhHans][1] < 0.1 && omitted[Edition::ZhHans][0] > 0.9, "{omitted:?}");
    }
}

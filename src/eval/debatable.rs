//! Gold rows that competent readers could cut otherwise are scored apart: neither right nor wrong is learned from them.

use std::collections::HashSet;

use serde::Serialize;

use super::{GoldPair, ScoredBead};
use crate::text::{Edition, Span};

/// What became of debatable gold beads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Debatable {
    /// Gold beads marked so.
    pub gold: usize,
    /// Those the system has exactly so.
    pub found: usize,
}

type Keys = HashSet<(Edition, Span)>;

fn keys(bead: &ScoredBead) -> impl Iterator<Item = (Edition, Span)> + '_ {
    bead.sides.iter().flat_map(|(edition, spans)| spans.iter().map(move |&span| (edition, span)))
}

/// The pairs without debatable gold beads and without the system's beads that lie wholly in such; and their count.
pub(super) fn apart(pairs: &[GoldPair]) -> (Vec<GoldPair>, Debatable) {
    let mut count = Debatable::default();
    let pairs = pairs.iter().map(|pair| settled(pair, &mut count)).collect();
    (pairs, count)
}

fn settled(pair: &GoldPair, count: &mut Debatable) -> GoldPair {
    let (open, gold): (Vec<_>, Vec<_>) = pair.gold.iter().cloned().partition(|bead| bead.debatable);
    if open.is_empty() {
        return pair.clone();
    }
    let system: HashSet<_> = pair.system.iter().map(|bead| &bead.sides).collect();
    count.gold += open.len();
    count.found += open.iter().filter(|bead| system.contains(&bead.sides)).count();
    let doubtful: Keys = open.iter().flat_map(keys).collect();
    let settled = |bead: &&ScoredBead| !keys(bead).all(|key| doubtful.contains(&key));
    GoldPair { gold, system: pair.system.iter().filter(settled).cloned().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::{evaluate, parse_gold};

    #[test]
    fn a_debatable_row_is_neither_right_nor_wrong() {
        let read = |text| parse_gold(text, "x".as_ref()).unwrap();
        let mut gold = read("[0]:[0]\n[1, 2]:[1]\n[3]:[2]\n");
        gold[1].debatable = true;
        let system = read("[0]:[0]\n[1]:[1]\n[2]:[]\n[3]:[2]\n");
        let report = evaluate("x", &[GoldPair { gold, system }]);
        assert_eq!((report.gold, report.system, report.strict.f1), (2, 2, 1.0));
        assert_eq!(report.debatable, Debatable { gold: 1, found: 0 });
    }

    #[test]
    fn a_bead_that_reaches_into_settled_text_still_counts() {
        let read = |text| parse_gold(text, "x".as_ref()).unwrap();
        let mut gold = read("[0]:[0]\n[1]:[1]\n");
        gold[1].debatable = true;
        let report = evaluate("x", &[GoldPair { gold, system: read("[0, 1]:[0, 1]\n") }]);
        assert_eq!((report.gold, report.system, report.strict.f1), (1, 1, 0.0));
    }
}

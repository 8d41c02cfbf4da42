//! Three editions as one problem: several ladders of one article, and the best that can be put together from them.
//!
//! The ladder that is read from English and the Chinese units is one proposal; two of the three pairs of editions, joined
//! over the edition they share, are three more. Where they part, all that was computed is asked: of each bead the
//! probability by each pair of editions, and by English with the units. The path with the highest sum is taken, as it is
//! for two editions (minimum Bayes risk over a small set, Kumar and Byrne 2004). So two Chinese editions that agree
//! outvote an English reading that swallows a line, and English decides where the Chinese editions have nothing in common.

use super::chart::Chart;
use super::confidence::least;
use super::lattice::LARGEST;
use super::search::Link;
use super::texts::Unit;
use crate::bead::Run;
use crate::evidence::Candidate;
use crate::text::PerEdition;

/// A cut of three editions: lines before it.
type Cut = [usize; 3];

/// Beads with longer runs than this nobody computes: a proposal that has lost its way.
const LONGEST: usize = 24;
/// Cuts inside a bead that are looked at.
const MOST_INNER: usize = 64;

/// What was found of each pair of editions, and of English with the Chinese units.
pub(super) struct Opinions<'a> {
    pub(super) hans: &'a Chart,
    pub(super) hant: &'a Chart,
    pub(super) chinese: &'a Chart,
    pub(super) english: &'a Chart,
    /// Lines of both Chinese editions before each unit, and before the end.
    pub(super) units: Vec<[usize; 2]>,
}

/// Lines of both Chinese editions before each unit, and before the end.
pub(super) fn places(units: &[Unit]) -> Vec<[usize; 2]> {
    let mut at = [0, 0];
    let mut places = vec![at];
    places.extend(units.iter().map(|unit| {
        at = [at[0] + unit.hans.len, at[1] + unit.hant.len];
        at
    }));
    places
}

impl Opinions<'_> {
    /// The units between two cuts, where both lie between units.
    pub(super) fn units(&self, from: Cut, to: Cut) -> Option<Run> {
        let at = |cut: Cut| self.units.binary_search(&[cut[1], cut[2]]).ok();
        let (from, to) = (at(from)?, at(to)?);
        to.checked_sub(from).map(|len| Run::new(from, len))
    }

    /// A bead as one of English and units, where it is one, and the probability of its English link.
    pub(super) fn link(&self, runs: &PerEdition<Run>) -> (Option<Candidate>, f64) {
        let (from, to) = (runs.0.map(|run| run.start), runs.0.map(Run::end));
        let [en, hans, hant] = runs.0;
        match self.units(from, to) {
            Some(units) => {
                let bead = Candidate { rows: en, columns: units };
                ((en.len + units.len <= LARGEST).then_some(bead), self.english.whole(en, units))
            }
            // it cuts through a unit: both Chinese editions by themselves
            None => (None, self.hans.whole(en, hans) * self.hant.whole(en, hant)),
        }
    }

    /// The probability that the cuts `from` and `to` and one between are cuts of the true path of three editions: at most
    /// that of each pair of editions, lifted by the other two. English with the units is a second opinion on both its pairs.
    fn all(&self, from: Cut, inner: Option<Cut>, to: Cut) -> f64 {
        let run = |edition: usize, a: Cut, b: Cut| Run::new(a[edition], b[edition] - a[edition]);
        let side = |chart: &Chart, rows: usize, columns: usize| {
            let whole = |a: Cut, b: Cut| chart.whole(run(rows, a, b), run(columns, a, b));
            match inner {
                None => whole(from, to),
                Some(c) => through(whole(from, c), whole(c, to), chart.cut(c[rows], c[columns])),
            }
        };
        let [hans, hant, chinese] = [side(self.hans, 0, 1), side(self.hant, 0, 2), side(self.chinese, 1, 2)];
        let english = |a: Cut, b: Cut| self.units(a, b).map(|units| self.english.whole(run(0, a, b), units));
        let link = match inner {
            None => english(from, to),
            Some(c) => {
                let at = self.units(c, c).map(|units| self.english.cut(c[0], units.start));
                english(from, c).zip(english(c, to)).zip(at).map(|((a, b), at)| through(a, b, at))
            }
        };
        // a cut through a unit is one that English with the units cannot speak of
        let link = link.unwrap_or(hans * hant);
        let (hans, hant) = ((hans + link) / 2.0, (hant + link) / 2.0);
        least(PerEdition(std::array::from_fn(|k| to[k] > from[k])), [hans, hant, chinese])
    }
}

/// The probability that a path passes three cuts, from that of both halves and of the middle.
fn through(first: f64, second: f64, middle: f64) -> f64 {
    if middle > 0.0 { (first * second / middle).min(first).min(second) } else { 0.0 }
}

/// Two pairs of editions with one in common, as beads over the common one, one edition and the other.
fn joined(one: &[[usize; 2]], other: &[[usize; 2]]) -> Vec<[usize; 3]> {
    let mut out = Vec::with_capacity(one.len().max(other.len()));
    let (mut ones, mut others) = (one.iter().peekable(), other.iter().peekable());
    loop {
        // what the common edition lacks stands by itself
        if let Some([_, len]) = ones.next_if(|bead| bead[0] == 0) {
            out.push([0, *len, 0]);
            continue;
        }
        if let Some([_, len]) = others.next_if(|bead| bead[0] == 0) {
            out.push([0, 0, *len]);
            continue;
        }
        let (Some(a), Some(b)) = (ones.next(), others.next()) else { break };
        let (mut bead, mut ends) = ([0, a[1], b[1]], [a[0], b[0]]);
        while ends[0] != ends[1] {
            let behind = usize::from(ends[1] < ends[0]);
            let next = if behind == 0 { ones.next() } else { others.next() };
            let Some(next) = next else { break };
            ends[behind] += next[0];
            bead[1 + behind] += next[1];
        }
        bead[0] = ends[0].max(ends[1]);
        out.push(bead);
    }
    out
}

/// The beads of a path as lengths; the common edition first.
fn lengths(links: &[Link], common_rows: bool) -> Vec<[usize; 2]> {
    let of = |link: &Link| {
        let (rows, columns) = (link.bead.rows.len, link.bead.columns.len);
        if common_rows { [rows, columns] } else { [columns, rows] }
    };
    links.iter().map(of).collect()
}

/// Lengths in the order of editions as cuts, from the first to the last.
fn cuts(beads: impl Iterator<Item = [usize; 3]>) -> Vec<Cut> {
    let mut at = [0; 3];
    let mut cuts = vec![at];
    cuts.extend(beads.map(|bead| {
        at = std::array::from_fn(|k| at[k] + bead[k]);
        at
    }));
    cuts
}

/// The best ladder that can be put together from `ladder` and from what two of the three pairs of editions say.
pub(super) fn best(
    ladder: &[PerEdition<Run>],
    [hans, hant, chinese]: [&[Link]; 3],
    opinions: &Opinions<'_>,
) -> Vec<PerEdition<Run>> {
    let over_english = joined(&lengths(hans, true), &lengths(hant, true));
    let over_hans = joined(&lengths(hans, false), &lengths(chinese, true));
    let over_hant = joined(&lengths(hant, false), &lengths(chinese, false));
    let proposals = [
        cuts(ladder.iter().map(|runs| runs.0.map(|run| run.len))),
        cuts(over_english.into_iter()),
        cuts(over_hans.into_iter().map(|[hans, en, hant]| [en, hans, hant])),
        cuts(over_hant.into_iter().map(|[hant, en, hans]| [en, hans, hant])),
    ];
    let Some(end) = proposals[0].last().copied() else { return ladder.to_vec() };
    let whole = |path: &&Vec<Cut>| path.last() == Some(&end);
    let mut nodes: Vec<Cut> = proposals.iter().filter(whole).flatten().copied().collect();
    nodes.sort_unstable();
    nodes.dedup();
    let mut edges: Vec<(usize, usize, usize)> = Vec::new();
    for (number, path) in proposals.iter().filter(whole).enumerate() {
        let numbers: Vec<usize> = path.iter().filter_map(|cut| nodes.binary_search(cut).ok()).collect();
        edges.extend(numbers.windows(2).map(|pair| (pair[0], pair[1], number)));
    }
    // of equal ones the ladder's own comes first
    edges.sort_unstable();
    edges.dedup_by_key(|(from, to, _)| (*from, *to));
    edges.sort_by_key(|(from, _, number)| (*from, *number));
    path(&nodes, &edges, opinions)
}

fn path(nodes: &[Cut], edges: &[(usize, usize, usize)], opinions: &Opinions<'_>) -> Vec<PerEdition<Run>> {
    let asked = disputed(nodes.len(), edges);
    let mut best = vec![f64::NEG_INFINITY; nodes.len()];
    let mut back = vec![0; nodes.len()];
    best[0] = 0.0;
    for (&(from, to, _), asked) in edges.iter().zip(asked) {
        // where all agree nothing has to be computed
        let total = best[from] + if asked { value(nodes, from, to, opinions) } else { 0.0 };
        if total > best[to] {
            (best[to], back[to]) = (total, from);
        }
    }
    let mut out = Vec::new();
    let mut at = nodes.len() - 1;
    while at > 0 {
        let (from, to) = (nodes[back[at]], nodes[at]);
        out.push(PerEdition(std::array::from_fn(|k| Run::new(from[k], to[k] - from[k]))));
        at = back[at];
    }
    out.reverse();
    out
}

/// For each edge whether some path goes another way.
fn disputed(nodes: usize, edges: &[(usize, usize, usize)]) -> Vec<bool> {
    let mut over = vec![0isize; nodes + 1];
    for &(from, to, _) in edges {
        over[from] += 1;
        over[to] -= 1;
    }
    let mut open = 0;
    for over in &mut over {
        open += *over;
        *over = open;
    }
    // in the order of the nodes: the only edge over the gap between two neighbours is part of every path
    edges.iter().map(|&(from, to, _)| to != from + 1 || over[from] > 1).collect()
}

/// The probability that a bead is right: that its ends are cuts, and none of the cuts proposed between.
fn value(nodes: &[Cut], from: usize, to: usize, opinions: &Opinions<'_>) -> f64 {
    let (first, last) = (nodes[from], nodes[to]);
    if (0..3).any(|k| last[k] - first[k] > LONGEST) {
        return 0.0;
    }
    let inside = |cut: &&Cut| (0..3).all(|k| first[k] <= cut[k] && cut[k] <= last[k]);
    let inner = nodes[from + 1..to].iter().take(MOST_INNER).filter(inside);
    let split = inner.map(|cut| opinions.all(first, Some(*cut), last)).fold(0.0, f64::max);
    (opinions.all(first, None, last) - split).max(0.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Beads over a common edition of as many lines as `cuts` say, the other edition's lengths beside them.
    fn beads(lines: usize, seed: &[(usize, usize)]) -> Vec<[usize; 2]> {
        let (mut out, mut left) = (Vec::new(), lines);
        for &(a, b) in seed {
            let a = a.min(left);
            if a + b > 0 {
                out.push([a, b]);
            }
            left -= a;
        }
        if left > 0 {
            out.push([left, 0]);
        }
        out
    }

    #[test]
    fn two_readings_meet_at_the_cuts_they_share() {
        // 1:1, 2:1 and 1:0 against 1:1, 0:1, 1:1, 1:1 and 1:2
        let one = [[1, 1], [2, 1], [1, 0]];
        let other = [[1, 1], [0, 1], [1, 1], [1, 1], [1, 2]];
        assert_eq!(joined(&one, &other), [[1, 1, 1], [0, 0, 1], [2, 1, 2], [1, 0, 2]]);
        assert_eq!(joined(&[], &[[0, 2]]), [[0, 0, 2]]);
    }

    proptest! {
        #[test]
        fn no_line_is_lost_or_doubled(
            lines in 0usize..12,
            one in prop::collection::vec((0usize..4, 0usize..4), 0..12),
            other in prop::collection::vec((0usize..4, 0usize..4), 0..12),
        ) {
            let (one, other) = (beads(lines, &one), beads(lines, &other));
            let all = joined(&one, &other);
            let sum = |list: &[[usize; 2]], k: usize| list.iter().map(|bead| bead[k]).sum::<usize>();
            let total = |k: usize| all.iter().map(|bead| bead[k]).sum::<usize>();
            prop_assert_eq!([total(0), total(1), total(2)], [lines, sum(&one, 1), sum(&other, 1)]);
            prop_assert!(all.iter().all(|bead| bead.iter().sum::<usize>() > 0));
            // every cut is one of both
            let cuts_of = |list: &[[usize; 2]]| {
                list.iter().scan(0, |at, bead| { *at += bead[0]; Some(*at) }).chain([0]).collect::<Vec<_>>()
            };
            let (ones, others) = (cuts_of(&one), cuts_of(&other));
            let mut at = 0;
            for bead in &all {
                at += bead[0];
                prop_assert!(ones.contains(&at) && others.contains(&at));
            }
        }
    }
}

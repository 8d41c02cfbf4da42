//! Strict and lax hits, counted over islands.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use super::{GoldPair, ScoredBead};
use crate::bead::Shape;
use crate::text::{Edition, PerEdition, Span};

/// Precision, recall and their harmonic mean; 0 where there is nothing to count.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Prf {
    /// Share of the system's beads that are right.
    pub precision: f64,
    /// Share of the gold beads that were found.
    pub recall: f64,
    /// 2PR / (P + R).
    pub f1: f64,
}

/// What was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Gold beads.
    pub gold: usize,
    /// System beads.
    pub system: usize,
    /// System beads that are right, strictly and laxly.
    pub right: [usize; 2],
    /// Gold beads that were found, strictly and laxly.
    pub found: [usize; 2],
}

impl Counts {
    /// The sum of two counts.
    #[must_use]
    pub fn plus(&self, other: &Counts) -> Counts {
        let add = |a: [usize; 2], b: [usize; 2]| [a[0] + b[0], a[1] + b[1]];
        Counts {
            gold: self.gold + other.gold,
            system: self.system + other.system,
            right: add(self.right, other.right),
            found: add(self.found, other.found),
        }
    }

    /// The strict score.
    pub fn strict(&self) -> Prf {
        self.prf(0)
    }

    /// The lax score.
    pub fn lax(&self) -> Prf {
        self.prf(1)
    }

    fn prf(&self, kind: usize) -> Prf {
        let share = |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
        let (p, r) = (share(self.right[kind], self.system), share(self.found[kind], self.gold));
        let f1 = if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) };
        Prf { precision: p, recall: r, f1 }
    }
}

/// A stretch between two cuts that both ladders share: errors in it hang together, so it is resampled whole.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Island {
    /// Its counts.
    pub counts: Counts,
    /// Confidence and strict outcome of each system bead; `None` where a bead has no confidence.
    pub outcomes: Vec<Option<(f64, bool)>>,
}

/// Strict counts of one shape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShapeScore {
    /// Such as `1-1-2`, in the order en-Hans-Hant.
    pub shape: String,
    /// Gold beads of the shape.
    pub gold: usize,
    /// Those of them that were found.
    pub found: usize,
    /// System beads of the shape.
    pub system: usize,
    /// Those of them that are right.
    pub right: usize,
}

/// All that is counted in a set.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scores {
    /// The islands of all articles, in order.
    pub islands: Vec<Island>,
    /// Strict counts of each shape, the most frequent in gold first.
    pub shapes: Vec<ShapeScore>,
}

impl Scores {
    /// Confidence and strict outcome of every system bead.
    pub fn outcomes(&self) -> impl Iterator<Item = Option<(f64, bool)>> {
        self.islands.iter().flat_map(|island| island.outcomes.iter().copied())
    }
}

type Sides = PerEdition<Vec<Span>>;
type Link = (Edition, Span, Edition, Span);

/// What a ladder holds, for looking beads up in it.
struct Index<'a> {
    beads: HashSet<&'a Sides>,
    links: HashSet<Link>,
}

impl<'a> Index<'a> {
    fn new(ladder: &'a [ScoredBead]) -> Self {
        Index {
            beads: ladder.iter().map(|bead| &bead.sides).collect(),
            links: ladder.iter().flat_map(|bead| links(&bead.sides)).collect(),
        }
    }

    /// Strict and lax hit.
    fn hit(&self, sides: &Sides) -> [bool; 2] {
        let strict = self.beads.contains(sides);
        let mut links = links(sides).peekable();
        let lax = if links.peek().is_none() { strict } else { links.any(|link| self.links.contains(&link)) };
        [strict, lax]
    }
}

/// The segment pairs of a bead: English with each Chinese edition; without English the two Chinese ones.
fn links(sides: &Sides) -> impl Iterator<Item = Link> {
    use Edition::{En, ZhHans, ZhHant};
    let english = !sides[En].is_empty();
    let pairs = [(En, ZhHans, english), (En, ZhHant, english), (ZhHans, ZhHant, !english)];
    pairs.into_iter().filter(|pair| pair.2).flat_map(move |(a, b, _)| {
        sides[a].iter().flat_map(move |&x| sides[b].iter().map(move |&y| (a, x, b, y)))
    })
}

/// Counts hits of all articles.
pub fn score(pairs: &[GoldPair]) -> Scores {
    let mut scores = Scores::default();
    let mut shapes: BTreeMap<Shape, [usize; 4]> = BTreeMap::new();
    for pair in pairs {
        let (gold, system) = (Index::new(&pair.gold), Index::new(&pair.system));
        let found: Vec<_> = pair.gold.iter().map(|bead| system.hit(&bead.sides)).collect();
        let right: Vec<_> = pair.system.iter().map(|bead| gold.hit(&bead.sides)).collect();
        tally(&mut shapes, &pair.gold, &found, 0);
        tally(&mut shapes, &pair.system, &right, 2);
        islands(pair, &found, &right, &mut scores.islands);
    }
    let mut shapes: Vec<_> = shapes.into_iter().collect();
    shapes.sort_by_key(|(_, counts)| std::cmp::Reverse(counts[0]));
    scores.shapes = shapes
        .into_iter()
        .map(|(shape, [gold, found, system, right])| ShapeScore {
            shape: shape.to_string(),
            gold,
            found,
            system,
            right,
        })
        .collect();
    scores
}

fn tally(shapes: &mut BTreeMap<Shape, [usize; 4]>, beads: &[ScoredBead], hits: &[[bool; 2]], at: usize) {
    for (bead, hit) in beads.iter().zip(hits) {
        let counts = shapes.entry(Shape(bead.sides.map(|_, keys| keys.len()).0)).or_default();
        counts[at] += 1;
        counts[at + 1] += usize::from(hit[0]);
    }
}

/// Walks both ladders from one common cut to the next.
fn islands(pair: &GoldPair, found: &[[bool; 2]], right: &[[bool; 2]], out: &mut Vec<Island>) {
    let (gold_cuts, system_cuts) = (cuts(&pair.gold), cuts(&pair.system));
    let common: HashSet<_> = gold_cuts.iter().copied().collect();
    let (mut g, mut s) = (0, 0);
    let mut island = Island::default();
    while s < system_cuts.len() {
        island.counts.system += 1;
        count(&mut island.counts.right, right[s]);
        island.outcomes.push(pair.system[s].confidence.map(|p| (p, right[s][0])));
        let cut = system_cuts[s];
        s += 1;
        if common.contains(&cut) {
            while g < gold_cuts.len() && gold_cuts[g] <= cut {
                island.gold(found[g]);
                g += 1;
            }
            out.push(std::mem::take(&mut island));
        }
    }
    found[g..].iter().for_each(|&hit| island.gold(hit));
    if island != Island::default() {
        out.push(island);
    }
}

impl Island {
    fn gold(&mut self, hit: [bool; 2]) {
        self.counts.gold += 1;
        count(&mut self.counts.found, hit);
    }
}

/// Adds a strict and a lax hit.
fn count(sums: &mut [usize; 2], hit: [bool; 2]) {
    *sums = [sums[0] + usize::from(hit[0]), sums[1] + usize::from(hit[1])];
}

/// Where each bead ends in every edition.
fn cuts(ladder: &[ScoredBead]) -> Vec<[usize; 3]> {
    let mut end = [0; 3];
    let step = |bead: &ScoredBead| {
        for (edition, keys) in bead.sides.iter() {
            let last = keys.iter().map(|key| key.end).max();
            end[edition as usize] = last.unwrap_or_default().max(end[edition as usize]);
        }
        end
    };
    ladder.iter().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::parse_gold;
    use std::path::Path;

    fn counts(gold: &str, system: &str) -> Counts {
        let read = |text| parse_gold(text, Path::new("x")).unwrap();
        let scores = score(&[GoldPair { gold: read(gold), system: read(system) }]);
        scores.islands.iter().fold(Counts::default(), |sum, island| sum.plus(&island.counts))
    }

    #[test]
    fn strict_and_lax_as_the_papers_count() {
        let c = counts("[0]:[0]\n[1]:[1, 2]\n[2]:[]\n", "[0]:[0]\n[1]:[1]\n[]:[2]\n[2]:[]\n");
        assert_eq!((c.gold, c.system), (3, 4));
        assert_eq!((c.right, c.found), ([2, 3], [2, 3]));
    }

    #[test]
    fn three_sides_have_to_be_right_at_once() {
        let c = counts("[0]:[0]:[0]\n[1]:[1]:[1]\n", "[0]:[0]:[0]\n[1]:[1]:[]\n[]:[]:[1]\n");
        assert_eq!((c.right, c.found), ([1, 2], [1, 2]));
    }

    #[test]
    fn nothing_is_no_division_by_zero() {
        assert_eq!(counts("", "[0]:[0]\n").strict().f1, 0.0);
        assert_eq!(counts("", "").lax().f1, 0.0);
    }
}

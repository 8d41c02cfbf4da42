//! Best path and posteriors over a scored lattice, in log space.

use super::lattice::{Lattice, SHAPES};
use crate::bead::Run;
use crate::evidence::Candidate;

/// A bead of two sides and the probability that it is right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// The two runs.
    pub bead: Candidate,
    /// Posterior, 0 to 1.
    pub posterior: f64,
}

/// What forward–backward gives.
pub struct Posteriors {
    forward: Vec<f64>,
    backward: Vec<f64>,
    /// Log of the sum over all paths.
    pub log_total: f64,
}

/// Log of the sum of two numbers given by their logs.
pub(super) fn add_log(a: f64, b: f64) -> f64 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() }
}

/// Log of the sum of numbers given by their logs; what adds less than rounding is passed over.
fn log_sum(terms: &[f64]) -> f64 {
    let high = terms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if high == f64::NEG_INFINITY {
        return high;
    }
    let least = high - NEGLIGIBLE;
    high + terms.iter().filter(|t| **t > least).map(|t| (t - high).exp()).sum::<f64>().ln()
}

/// exp(−37) is less than the rounding of 1.
const NEGLIGIBLE: f64 = 37.0;

impl Posteriors {
    /// Runs forward–backward.
    pub fn new(lattice: &Lattice, scores: &[f32]) -> Posteriors {
        let nodes = lattice.nodes();
        let mut forward = vec![f64::NEG_INFINITY; nodes];
        let mut backward = vec![f64::NEG_INFINITY; nodes];
        forward[0] = 0.0;
        backward[nodes - 1] = 0.0;
        let mut terms = Vec::with_capacity(SHAPES.len());
        for (node, row, column) in lattice.each_node().skip(1) {
            terms.clear();
            for (shape, &(a, b)) in SHAPES[..lattice.shapes].iter().enumerate() {
                let from = row.checked_sub(a).zip(column.checked_sub(b));
                if let Some(from) = from.and_then(|(row, column)| lattice.node(row, column)) {
                    terms.push(forward[from] + f64::from(scores[lattice.slot(from, shape)]));
                }
            }
            forward[node] = log_sum(&terms);
        }
        for (node, row, column) in lattice.each_node().rev().skip(1) {
            terms.clear();
            for (shape, end, _) in lattice.edges(row, column) {
                terms.push(backward[end] + f64::from(scores[lattice.slot(node, shape)]));
            }
            backward[node] = log_sum(&terms);
        }
        let log_total = forward[nodes - 1];
        Posteriors { forward, backward, log_total }
    }

    /// The posterior of an edge.
    pub fn edge(&self, start: usize, end: usize, score: f32) -> f64 {
        (self.forward[start] + f64::from(score) + self.backward[end] - self.log_total).exp().min(1.0)
    }

    /// The probability that the path passes a node.
    pub fn node(&self, node: usize) -> f64 {
        (self.forward[node] + self.backward[node] - self.log_total).exp().min(1.0)
    }
}

/// The path with the highest sum of edge values.
pub fn best_path(lattice: &Lattice, value: impl Fn(usize, usize, usize) -> f64) -> Vec<Candidate> {
    let nodes = lattice.nodes();
    let mut best = vec![f64::NEG_INFINITY; nodes];
    let mut from = vec![u8::MAX; nodes];
    best[0] = 0.0;
    for (node, row, column) in lattice.each_node() {
        if best[node] == f64::NEG_INFINITY {
            continue;
        }
        for (shape, end, _) in lattice.edges(row, column) {
            let total = best[node] + value(node, shape, end);
            if total > best[end] {
                best[end] = total;
                from[end] = shape as u8;
            }
        }
    }
    let (mut row, mut column) = (lattice.rows(), lattice.band().cuts[lattice.rows()].1);
    let mut path = Vec::new();
    while let Some(node) = lattice.node(row, column) {
        let Some(&(a, b)) = SHAPES.get(from[node] as usize) else { break };
        (row, column) = (row - a, column - b);
        path.push(Candidate { rows: Run::new(row, a), columns: Run::new(column, b) });
    }
    path.reverse();
    path
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::align::band::Band;

    /// A full lattice of `rows` × `columns` cuts.
    fn full(rows: usize, columns: usize) -> Lattice {
        Lattice::new(Band { cuts: vec![(0, columns); rows + 1] }, SHAPES.len())
    }

    fn scores(lattice: &Lattice, seed: u64, mirrored: bool) -> Vec<f32> {
        lattice.score(|bead| {
            let (a, b) = if mirrored { (bead.columns, bead.rows) } else { (bead.rows, bead.columns) };
            let mut hash = seed;
            for part in [a.start, a.len, b.start, b.len] {
                hash = (hash ^ part as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
            }
            (hash % 10_007) as f32 / 2_000.0
        })
    }

    proptest! {
        #[test]
        fn posteriors_sum_to_one_at_each_segment(rows in 1usize..9, columns in 1usize..9, seed: u64) {
            let lattice = full(rows, columns);
            let scores = scores(&lattice, seed, false);
            let posteriors = Posteriors::new(&lattice, &scores);
            let (mut by_row, mut by_column) = (vec![0.0; rows], vec![0.0; columns]);
            for (node, row, column) in lattice.each_node() {
                for (shape, end, bead) in lattice.edges(row, column) {
                    let p = posteriors.edge(node, end, scores[lattice.slot(node, shape)]);
                    prop_assert!((0.0..=1.0).contains(&p));
                    bead.rows.range().for_each(|r| by_row[r] += p);
                    bead.columns.range().for_each(|c| by_column[c] += p);
                }
            }
            for sum in by_row.into_iter().chain(by_column) {
                prop_assert!((sum - 1.0).abs() < 1e-6, "{sum}");
            }
        }

        #[test]
        fn swapping_the_sides_mirrors_the_path(rows in 1usize..9, columns in 1usize..9, seed: u64) {
            let path = |lattice: &Lattice, mirrored| {
                let scores = scores(lattice, seed, mirrored);
                best_path(lattice, |node, shape, _| f64::from(scores[lattice.slot(node, shape)]))
            };
            let total = |path: &[Candidate], mirrored| {
                let lattice = if mirrored { full(columns, rows) } else { full(rows, columns) };
                let scores = scores(&lattice, seed, mirrored);
                let of = |bead: &Candidate| {
                    let node = lattice.node(bead.rows.start, bead.columns.start).expect("a full lattice");
                    let shape = SHAPES.iter().position(|s| *s == (bead.rows.len, bead.columns.len)).expect("a shape");
                    f64::from(scores[lattice.slot(node, shape)])
                };
                path.iter().map(of).sum::<f64>()
            };
            let here = path(&full(rows, columns), false);
            let there = path(&full(columns, rows), true);
            // ties may be settled otherwise; the totals may not differ
            prop_assert!((total(&here, false) - total(&there, true)).abs() < 1e-4);
        }
    }
}

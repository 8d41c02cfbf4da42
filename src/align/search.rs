//! Best path over a scored lattice.

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
    use crate::align::forward_backward::Posteriors;

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
            let posteriors = Posteriors::new(lattice.nodes(), lattice.scored_edges(&scores));
            let (mut by_row, mut by_column) = (vec![0.0; rows], vec![0.0; columns]);
            for (node, row, column) in lattice.each_node() {
                for (shape, end, bead) in lattice.edges(row, column) {
                    let p = posteriors.edge((node, end, f64::from(scores[lattice.slot(node, shape)])));
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

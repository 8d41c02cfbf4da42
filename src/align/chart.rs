//! What forward–backward left of two sides, to be asked about any two runs.

use super::forward_backward::Posteriors;
use super::lattice::{Lattice, SHAPES};
use crate::bead::Run;

/// The first shapes are the null beads, one of each side.
const NULLS: usize = 2;

/// A lattice with scores and posteriors.
pub(super) struct Chart {
    pub(super) lattice: Lattice,
    pub(super) scores: Vec<f32>,
    pub(super) posteriors: Posteriors,
}

impl Chart {
    pub(super) fn new(lattice: Lattice, scores: Vec<f32>) -> Chart {
        let posteriors = Posteriors::new(lattice.nodes(), lattice.scored_edges(&scores));
        Chart { lattice, scores, posteriors }
    }

    /// The score of an edge.
    fn score(&self, node: usize, shape: usize) -> f64 {
        f64::from(self.scores[self.lattice.slot(node, shape)])
    }

    /// The posterior of an edge.
    pub(super) fn edge(&self, node: usize, shape: usize, end: usize) -> f64 {
        self.posteriors.edge((node, end, self.score(node, shape)))
    }

    /// The probability that the true path cuts here.
    pub(super) fn cut(&self, row: usize, column: usize) -> f64 {
        self.lattice.node(row, column).map_or(0.0, |node| self.posteriors.node(node))
    }

    /// The probability, 0 to 1, that both ends of two runs are cuts of the true path, and that something between them
    /// renders something: that the runs render each other as a whole, or that the one is missing where the other is empty.
    pub(super) fn whole(&self, rows: Run, columns: Run) -> f64 {
        let all = self.between(rows, columns, &SHAPES[..self.lattice.shapes]);
        if rows.len == 0 || columns.len == 0 {
            return all;
        }
        // two runs that only stand side by side, neither with a counterpart, do not render each other
        (all - self.between(rows, columns, &SHAPES[..NULLS])).max(0.0)
    }

    /// The probability of the paths that cut at both ends of two runs and have only the first shapes between them.
    fn between(&self, rows: Run, columns: Run, shapes: &[(usize, usize)]) -> f64 {
        let (width, height) = (columns.len + 1, rows.len + 1);
        let node = |at: usize| self.lattice.node(rows.start + at / width, columns.start + at % width);
        let (Some(first), Some(last)) = (node(0), node(width * height - 1)) else { return 0.0 };
        // the sum over the paths between the two cuts, in log space from its largest score
        let mut sums = vec![f64::NEG_INFINITY; width * height];
        sums[0] = 0.0;
        for at in 0..width * height {
            let Some(from) = node(at).filter(|_| sums[at] > f64::NEG_INFINITY) else { continue };
            for (shape, &(a, b)) in shapes.iter().enumerate() {
                let to = at + a * width + b;
                if at / width + a < height && at % width + b < width && node(to).is_some() {
                    sums[to] = super::forward_backward::add_log(sums[to], sums[at] + self.score(from, shape));
                }
            }
        }
        self.posteriors.edge((first, last, sums[width * height - 1]))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::align::band::Band;

    proptest! {
        #[test]
        fn a_whole_is_the_sum_of_its_single_edges_and_of_what_they_join_to(
            rows in 1usize..5,
            columns in 1usize..5,
            scores in prop::collection::vec(-4.0f32..4.0, 25 * SHAPES.len()),
        ) {
            let lattice = Lattice::new(Band { cuts: vec![(0, columns); rows + 1] }, SHAPES.len());
            let chart = Chart::new(lattice, scores[..].to_vec());
            // all there is renders all there is, but for the paths on which nothing renders anything
            let (all, nulls) = (Run::new(0, rows), chart.between(Run::new(0, rows), Run::new(0, columns), &SHAPES[..NULLS]));
            prop_assert!((chart.whole(all, Run::new(0, columns)) + nulls - 1.0).abs() < 1e-9);
            // a run of nothing is a cut
            for row in 0..=rows {
                for column in 0..=columns {
                    let cut = chart.whole(Run::new(row, 0), Run::new(column, 0));
                    let node = chart.lattice.node(row, column).expect("a full lattice");
                    prop_assert!((cut - chart.posteriors.node(node)).abs() < 1e-9);
                }
            }
            // one line and nothing: only the null bead lies between
            for row in 0..rows {
                for column in 0..=columns {
                    let whole = chart.whole(Run::new(row, 1), Run::new(column, 0));
                    let start = chart.lattice.node(row, column).expect("a full lattice");
                    let end = chart.lattice.node(row + 1, column).expect("a full lattice");
                    prop_assert!((whole - chart.edge(start, 0, end)).abs() < 1e-9);
                }
            }
            // one line to one line: the bead, and not two null beads in either order
            let whole = chart.whole(Run::new(0, 1), Run::new(0, 1));
            let of = |row, column| chart.lattice.node(row, column).expect("a full lattice");
            prop_assert!((whole - chart.edge(of(0, 0), 2, of(1, 1))).abs() < 1e-9);
        }
    }
}

//! Sums over all paths of an acyclic graph, in log space: the forward–backward algorithm (Rabiner 1989), once for
//! alignment and training.

/// An edge: start node, end node, log score.
pub(super) type Scored = (usize, usize, f64);

/// What forward–backward gives: the share of all paths that pass a node or an edge.
pub(super) struct Posteriors {
    forward: Vec<f64>,
    backward: Vec<f64>,
    /// Log of the sum over all paths.
    pub(super) log_total: f64,
}

/// What adds less than exp(−37) of the sum is lost in rounding.
const NEGLIGIBLE: f64 = 37.0;

/// A sum of numbers given by their logs, which takes one logarithm in the end and no exponential of what is negligible.
#[derive(Debug, Clone, Copy)]
struct Sum {
    high: f64,
    /// In units of exp(high).
    sum: f64,
}

impl Sum {
    const EMPTY: Sum = Sum { high: f64::NEG_INFINITY, sum: 0.0 };
    const ONE: Sum = Sum { high: 0.0, sum: 1.0 };

    fn add(&mut self, log: f64) {
        let above = log - self.high;
        if above > 0.0 {
            self.sum = if above > NEGLIGIBLE { 1.0 } else { self.sum * (-above).exp() + 1.0 };
            self.high = log;
        } else if above > -NEGLIGIBLE {
            self.sum += above.exp();
        }
    }

    fn log(self) -> f64 {
        if self.sum > 0.0 { self.high + self.sum.ln() } else { f64::NEG_INFINITY }
    }
}

/// Log of the sum of two numbers given by their logs.
pub(super) fn add_log(a: f64, b: f64) -> f64 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() }
}

impl Posteriors {
    /// Of the paths from the first of `nodes` nodes to the last; every edge leads to a later node, and `edges` come in
    /// the order of the nodes they leave.
    pub(super) fn new(nodes: usize, edges: impl DoubleEndedIterator<Item = Scored> + Clone) -> Posteriors {
        let mut sums = vec![Sum::EMPTY; nodes];
        sums[0] = Sum::ONE;
        let (mut node, mut log) = (usize::MAX, f64::NEG_INFINITY);
        edges.clone().for_each(|(start, end, score)| {
            if node != start {
                // all that leads to a node was seen before anything leaves it
                (node, log) = (start, sums[start].log());
            }
            if log + score > f64::NEG_INFINITY {
                sums[end].add(log + score);
            }
        });
        let forward: Vec<f64> = sums.iter().map(|sum| sum.log()).collect();
        let mut backward = vec![f64::NEG_INFINITY; nodes];
        backward[nodes - 1] = 0.0;
        let (mut node, mut sum) = (usize::MAX, Sum::EMPTY);
        edges.rev().for_each(|(start, end, score)| {
            if node != start {
                if let Some(done) = backward.get_mut(node) {
                    *done = sum.log();
                }
                (node, sum) = (start, Sum::EMPTY);
            }
            if backward[end] + score > f64::NEG_INFINITY {
                sum.add(backward[end] + score);
            }
        });
        if let Some(first) = backward.get_mut(node) {
            *first = sum.log();
        }
        let log_total = forward[nodes - 1];
        Posteriors { forward, backward, log_total }
    }

    /// The probability that the path takes an edge, 0 to 1.
    pub(super) fn edge(&self, (start, end, score): Scored) -> f64 {
        // rounding may lead past 1
        (self.forward[start] + score + self.backward[end] - self.log_total).exp().min(1.0)
    }

    /// The probability that the path passes a node, 0 to 1.
    pub(super) fn node(&self, node: usize) -> f64 {
        (self.forward[node] + self.backward[node] - self.log_total).exp().min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::align::band::Band;
    use crate::align::lattice::{Lattice, SHAPES};

    /// All paths of a lattice from `node` on, as lists of edges.
    fn paths(edges: &[Scored], node: usize, last: usize) -> Vec<Vec<Scored>> {
        if node == last {
            return vec![Vec::new()];
        }
        let from = edges.iter().filter(|edge| edge.0 == node);
        from.flat_map(|edge| {
            let mut rest = paths(edges, edge.1, last);
            rest.iter_mut().for_each(|path| path.push(*edge));
            rest
        })
        .collect()
    }

    proptest! {
        #[test]
        fn sums_are_those_of_every_path_listed(
            rows in 1usize..4,
            columns in 1usize..4,
            shapes in 3usize..SHAPES.len(),
            scores in prop::collection::vec(-6.0f32..6.0, 16 * SHAPES.len()),
        ) {
            let lattice = Lattice::new(Band { cuts: vec![(0, columns); rows + 1] }, shapes);
            let edges: Vec<Scored> = lattice.scored_edges(&scores).collect();
            let last = lattice.nodes() - 1;
            let found = Posteriors::new(lattice.nodes(), edges.iter().copied());
            let paths = paths(&edges, 0, last);
            let weight = |path: &Vec<Scored>| path.iter().map(|edge| edge.2).sum::<f64>().exp();
            let total: f64 = paths.iter().map(weight).sum();
            prop_assert!((found.log_total - total.ln()).abs() < 1e-9);
            let share = |passes: &dyn Fn(&Vec<Scored>) -> bool| {
                paths.iter().filter(|path| passes(path)).map(weight).sum::<f64>() / total
            };
            for edge in &edges {
                let listed = share(&|path| path.contains(edge));
                prop_assert!((found.edge(*edge) - listed).abs() < 1e-9, "{edge:?}");
            }
            for node in 1..last {
                let listed = share(&|path| path.iter().any(|edge| edge.0 == node));
                prop_assert!((found.node(node) - listed).abs() < 1e-9, "node {node}");
            }
        }
    }
}

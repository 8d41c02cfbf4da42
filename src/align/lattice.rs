//! The lattice: nodes are cuts inside the band, edges are beads.

use super::band::Band;
use crate::bead::Run;
use crate::evidence::Candidate;

/// Most lines of both sides together in one bead.
pub const LARGEST: usize = 8;

/// Run lengths (rows, columns) of every bead an edge can be.
pub const SHAPES: [(usize, usize); 30] = shapes();

const fn shapes() -> [(usize, usize); 30] {
    let mut out = [(1, 0); 30];
    out[1] = (0, 1);
    let (mut next, mut size) = (2, 2);
    while size <= LARGEST {
        let mut a = 1;
        while a < size {
            out[next] = (a, size - a);
            next += 1;
            a += 1;
        }
        size += 1;
    }
    out
}

/// Nodes and edges of a band.
#[derive(Debug, Clone)]
pub struct Lattice {
    band: Band,
    starts: Vec<usize>,
    /// How many of [`SHAPES`] are edges.
    pub shapes: usize,
}

impl Lattice {
    /// The lattice of a band with the first `shapes` of [`SHAPES`] for edges.
    pub fn new(band: Band, shapes: usize) -> Lattice {
        let mut starts = vec![0];
        for &(low, high) in &band.cuts {
            starts.push(starts[starts.len() - 1] + high + 1 - low);
        }
        Lattice { band, starts, shapes }
    }

    /// The band.
    pub fn band(&self) -> &Band {
        &self.band
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.band.cuts.len() - 1
    }

    /// How many nodes.
    pub fn nodes(&self) -> usize {
        self.starts[self.starts.len() - 1]
    }

    /// How many edges there may be: a slot a node and shape.
    pub fn slots(&self) -> usize {
        self.nodes() * self.shapes
    }

    /// The node of a cut, where the band has it.
    pub fn node(&self, row: usize, column: usize) -> Option<usize> {
        let &(low, high) = self.band.cuts.get(row)?;
        (low..=high).contains(&column).then(|| self.starts[row] + column - low)
    }

    /// Every node in order, as (node, row, column).
    pub fn each_node(&self) -> impl DoubleEndedIterator<Item = (usize, usize, usize)> + Clone + '_ {
        self.band.cuts.iter().enumerate().flat_map(move |(row, &(low, high))| {
            (low..=high).map(move |column| (self.starts[row] + column - low, row, column))
        })
    }

    /// The edges that leave a node, as (shape index, end node, bead).
    pub fn edges(
        &self,
        row: usize,
        column: usize,
    ) -> impl DoubleEndedIterator<Item = (usize, usize, Candidate)> + Clone + '_ {
        SHAPES[..self.shapes].iter().enumerate().filter_map(move |(shape, &(a, b))| {
            let end = self.node(row + a, column + b)?;
            Some((shape, end, Candidate { rows: Run::new(row, a), columns: Run::new(column, b) }))
        })
    }

    /// The slot of a node's edge.
    pub fn slot(&self, node: usize, shape: usize) -> usize {
        node * self.shapes + shape
    }

    /// Every edge with its score: start node, end node, score.
    pub fn scored_edges<'a>(
        &'a self,
        scores: &'a [f32],
    ) -> impl DoubleEndedIterator<Item = (usize, usize, f64)> + Clone + 'a {
        self.each_node().flat_map(move |(node, row, column)| {
            let score = move |shape: usize| f64::from(scores[self.slot(node, shape)]);
            self.edges(row, column).map(move |(shape, end, _)| (node, end, score(shape)))
        })
    }

    /// A score for every edge; slots without an edge are −∞.
    #[cfg(any(test, feature = "train"))]
    pub fn score(&self, mut score: impl FnMut(Candidate) -> f32) -> Vec<f32> {
        let mut out = vec![f32::NEG_INFINITY; self.slots()];
        for (node, row, column) in self.each_node() {
            for (shape, _, bead) in self.edges(row, column) {
                out[self.slot(node, shape)] = score(bead);
            }
        }
        out
    }
}

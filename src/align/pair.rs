//! Two sides aligned: a coarse pass over the wide band, a fine one over what it leaves, widened until it fits.

use super::band::Band;
use super::chart::Chart;
use super::corridor::corridor;
use super::forward_backward::Posteriors;
use super::lattice::{LARGEST, Lattice, SHAPES};
use super::search::{Link, best_path};
use crate::evidence::{Candidate, Evidence};

/// The first shapes of [`SHAPES`]: up to three lines.
const COARSE_SHAPES: usize = 5;
/// Lines that the corridor is wider on both sides than its blocks say.
const CORRIDOR_MARGIN: usize = 4;
/// Lattices up to this many nodes are searched with all shapes at once.
const SMALL: usize = 20_000;
/// Cuts less likely than this after the coarse pass are left out of the fine one.
const UNLIKELY: f64 = 1e-9;
/// Lines added on both sides of what the coarse pass leaves.
const MARGIN: usize = 1;
/// How often the band is widened where the path runs along its edge.
const WIDENINGS: usize = 4;
/// The place of the null bead of one row in [`SHAPES`].
const ROW_ALONE: usize = 0;
/// What each bead costs when beads are chosen by their posteriors; it settles ties in favour of fewer beads.
const TIE: f64 = 1e-6;

/// What aligning two sides gives.
pub struct PairAlignment {
    /// The chosen path.
    pub links: Vec<Link>,
    /// For each row the probability that no column renders it.
    pub alone: Vec<f64>,
    /// The part of the lattice that is left for another round.
    pub guide: Band,
    /// To be asked about other beads; `None` where a side has no lines.
    pub(super) chart: Option<Chart>,
}

/// How far two sides are searched.
#[derive(Debug, Clone, Copy)]
pub enum Search<'a> {
    /// Quick for long texts, and good enough to learn words from.
    Rough,
    /// In full.
    Full,
    /// In full, inside what an earlier round left.
    Within(&'a Band),
}

/// Aligns the two sides of `evidence`.
///
/// The path is the one with the highest sum of posteriors: it makes the most beads right, which the likeliest
/// path (Viterbi) does not always.
pub fn align_pair<E: Evidence>(evidence: &mut E, weights: &[f32], search: Search<'_>) -> PairAlignment {
    let (rows, columns) = evidence.size();
    if rows == 0 || columns == 0 {
        return one_sided(rows, columns);
    }
    let guide = match search {
        Search::Within(guide) => guide.clone(),
        Search::Rough | Search::Full => {
            let (guide, coarse) = rough(evidence, weights);
            let done = coarse.lattice.shapes == SHAPES.len();
            if done || matches!(search, Search::Rough) {
                return coarse.finish(guide);
            }
            guide
        }
    };
    Searched::new(evidence, guide.clone(), SHAPES.len(), weights).finish(guide)
}

/// Lays the band, widens it until the likeliest path lies well inside, and leaves out the unlikely cuts.
fn rough<E: Evidence>(evidence: &mut E, weights: &[f32]) -> (Band, Searched) {
    let mut band = corridor(evidence, CORRIDOR_MARGIN);
    let mut widenings = 0;
    loop {
        let large = Lattice::new(band.clone(), COARSE_SHAPES).nodes() > SMALL;
        let searched =
            Searched::new(evidence, band, if large { COARSE_SHAPES } else { SHAPES.len() }, weights);
        let path = searched.likeliest();
        let wider = searched.lattice.band().widened(path.iter().map(|b| (b.rows.start, b.columns.start)));
        match wider {
            Some(wider) if widenings < WIDENINGS => band = wider,
            _ => return (searched.guide(), searched),
        }
        widenings += 1;
    }
}

fn one_sided(rows: usize, columns: usize) -> PairAlignment {
    use crate::bead::Run;
    let one = |row: usize, a: usize, column: usize, b: usize| Link {
        bead: Candidate { rows: Run::new(row, a), columns: Run::new(column, b) },
        posterior: 1.0,
    };
    let mut links: Vec<Link> = (0..rows).map(|row| one(row, 1, 0, 0)).collect();
    links.extend((0..columns).map(|column| one(rows, 0, column, 1)));
    PairAlignment { links, alone: vec![1.0; rows], guide: Band::whole(rows, columns), chart: None }
}

/// The sum of products, in eight lanes: a plain sum has to wait for each addition.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0f32; 8];
    let (a_chunks, b_chunks) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f32 = a_chunks.remainder().iter().zip(b_chunks.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in a_chunks.zip(b_chunks) {
        for lane in 0..8 {
            lanes[lane] += x[lane] * y[lane];
        }
    }
    lanes.iter().sum::<f32>() + rest
}

/// A lattice with its scores.
struct Searched {
    lattice: Lattice,
    scores: Vec<f32>,
}

impl Searched {
    fn new<E: Evidence>(evidence: &mut E, band: Band, shapes: usize, weights: &[f32]) -> Searched {
        let longest = if shapes == SHAPES.len() { LARGEST - 1 } else { 3 };
        evidence.prepare(&band.region(longest + 1), longest);
        let lattice = Lattice::new(band, shapes);
        let mut values = vec![0.0; weights.len()];
        let scores = lattice.score(|bead| {
            evidence.values(bead, &mut values);
            dot(&values, weights)
        });
        Searched { lattice, scores }
    }

    fn likeliest(&self) -> Vec<Candidate> {
        best_path(&self.lattice, |node, shape, _| f64::from(self.scores[self.lattice.slot(node, shape)]))
    }

    /// The cuts that are likely enough for another look.
    fn guide(&self) -> Band {
        let posteriors = Posteriors::new(self.lattice.nodes(), self.lattice.scored_edges(&self.scores));
        self.lattice.band().narrowed(MARGIN, |row, column| {
            self.lattice.node(row, column).is_some_and(|node| posteriors.node(node) > UNLIKELY)
        })
    }

    fn finish(self, guide: Band) -> PairAlignment {
        let chart = Chart::new(self.lattice, self.scores);
        let lattice = &chart.lattice;
        let path = best_path(lattice, |node, shape, end| chart.edge(node, shape, end) - TIE);
        let mut links = Vec::with_capacity(path.len());
        for bead in path {
            let start = lattice.node(bead.rows.start, bead.columns.start);
            let end = lattice.node(bead.rows.end(), bead.columns.end());
            let shape = SHAPES.iter().position(|s| *s == (bead.rows.len, bead.columns.len));
            // cannot fail: the path was read off this lattice
            let (Some(start), Some(end), Some(shape)) = (start, end, shape) else { continue };
            links.push(Link { bead, posterior: chart.edge(start, shape, end) });
        }
        let mut alone = vec![0.0; lattice.rows()];
        for (node, row, column) in lattice.each_node() {
            if let Some(end) = lattice.node(row + 1, column) {
                alone[row] += chart.edge(node, ROW_ALONE, end);
            }
        }
        PairAlignment { links, alone, guide, chart: Some(chart) }
    }
}

//! Two sides aligned: a coarse pass over the wide band, a fine one over what it leaves, widened until it fits.

use super::band::Band;
use super::lattice::{LARGEST, Lattice, SHAPES};
use super::search::{Link, Posteriors, best_path};
use crate::evidence::{Candidate, Evidence};

/// The first shapes of [`SHAPES`]: up to three lines.
const COARSE_SHAPES: usize = 5;
/// Lattices up to this many nodes are searched with all shapes at once.
const SMALL: usize = 20_000;
/// Cuts less likely than this after the coarse pass are left out of the fine one.
const UNLIKELY: f64 = 1e-7;
/// Lines added on both sides of what the coarse pass leaves.
const MARGIN: usize = 3;
/// How often the band is widened where the path runs along its edge.
const WIDENINGS: usize = 4;
/// What each bead costs when beads are chosen by their posteriors; it settles ties in favour of fewer beads.
const TIE: f64 = 1e-6;

/// What aligning two sides gives.
pub struct PairAlignment {
    /// The chosen path.
    pub links: Vec<Link>,
    /// Probability that the true path passes each cut of the chosen path: one more than links.
    pub cuts: Vec<f64>,
}

/// Aligns the two sides of `evidence`.
///
/// The path is the one with the highest sum of posteriors: it makes the most beads right, which the likeliest
/// path (Viterbi) does not (0.9962 against 0.9948 strict F1 on academic prose).
pub fn align_pair<E: Evidence>(evidence: &mut E, weights: &[f32]) -> PairAlignment {
    let (rows, columns) = evidence.size();
    if rows == 0 || columns == 0 {
        return one_sided(rows, columns);
    }
    let mut band = Band::new(rows, columns, &evidence.anchors(), 1.0);
    for _ in 0..WIDENINGS {
        let large = Lattice::new(band.clone(), COARSE_SHAPES).nodes() > SMALL;
        let shapes = if large { COARSE_SHAPES } else { SHAPES.len() };
        let searched = Searched::new(evidence, band.clone(), shapes, weights);
        match band.widened(searched.likeliest().iter().map(|b| (b.rows.start, b.columns.start))) {
            Some(wider) => band = wider,
            None if large => return fine(evidence, searched, weights),
            None => return searched.finish(),
        }
    }
    let searched = Searched::new(evidence, band, COARSE_SHAPES, weights);
    fine(evidence, searched, weights)
}

fn fine<E: Evidence>(evidence: &mut E, coarse: Searched, weights: &[f32]) -> PairAlignment {
    let posteriors = Posteriors::new(&coarse.lattice, &coarse.scores);
    let lattice = &coarse.lattice;
    let band = lattice.band().narrowed(MARGIN, |row, column| {
        lattice.node(row, column).is_some_and(|node| posteriors.node(node) > UNLIKELY)
    });
    drop(posteriors);
    drop(coarse);
    Searched::new(evidence, band, SHAPES.len(), weights).finish()
}

fn one_sided(rows: usize, columns: usize) -> PairAlignment {
    use crate::bead::Run;
    let one = |row: usize, a: usize, column: usize, b: usize| Link {
        bead: Candidate { rows: Run::new(row, a), columns: Run::new(column, b) },
        posterior: 1.0,
    };
    let mut links: Vec<Link> = (0..rows).map(|row| one(row, 1, 0, 0)).collect();
    links.extend((0..columns).map(|column| one(rows, 0, column, 1)));
    PairAlignment { cuts: vec![1.0; links.len() + 1], links }
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
            values.iter().zip(weights).map(|(v, w)| v * w).sum()
        });
        Searched { lattice, scores }
    }

    fn likeliest(&self) -> Vec<Candidate> {
        best_path(&self.lattice, |node, shape, _| f64::from(self.scores[self.lattice.slot(node, shape)]))
    }

    fn finish(self) -> PairAlignment {
        let Searched { lattice, scores } = self;
        let posteriors = Posteriors::new(&lattice, &scores);
        let of = |node: usize, shape: usize, end: usize| {
            posteriors.edge(node, end, scores[lattice.slot(node, shape)])
        };
        let path = best_path(&lattice, |node, shape, end| of(node, shape, end) - TIE);
        let mut links = Vec::with_capacity(path.len());
        let mut cuts = vec![1.0];
        for bead in path {
            let start = lattice.node(bead.rows.start, bead.columns.start);
            let end = lattice.node(bead.rows.end(), bead.columns.end());
            let shape = SHAPES.iter().position(|s| *s == (bead.rows.len, bead.columns.len));
            // cannot fail: the path was read off this lattice
            let (Some(start), Some(end), Some(shape)) = (start, end, shape) else { continue };
            links.push(Link { bead, posterior: of(start, shape, end) });
            cuts.push(posteriors.node(end));
        }
        PairAlignment { links, cuts }
    }
}

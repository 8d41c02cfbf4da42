//! Two sides aligned: a coarse pass over the corridor, a fine one over what it leaves.
//!
//! The coarse pass also says which lines the other side seems to lack. Its first look takes the texts to be half holed,
//! its second what the first found; a cut stays for the fine pass if either finds it likely, so that neither belief
//! locks the other out.

use super::band::Band;
use super::chart::Chart;
use super::corridor::corridor;
use super::forward_backward::Posteriors;
use super::lattice::{LARGEST, Lattice, SHAPES};
use super::search::{Link, best_path};
use crate::evidence::{Candidate, Evidence};

/// The first shapes of [`SHAPES`]: up to three lines.
const COARSE_SHAPES: usize = 5;
/// Lines of a run that the coarse pass asks the evidence about: its own and a neighbour more.
const COARSE_LONGEST: usize = 3;
/// Lines that the corridor is wider on both sides than its blocks say. Halved or doubled, articles come out the same, as with
/// `UNLIKELY` and `MARGIN`.
const CORRIDOR_MARGIN: usize = 4;
/// Cuts less likely than this after the coarse pass are left out of the fine one.
const UNLIKELY: f64 = 1e-9;
/// Lines added on both sides of what the coarse pass leaves.
const MARGIN: usize = 1;
/// How holed texts are taken to be before anybody looked: as holed as can be, so that the first look loses no gap. At a half,
/// 0.932 of the omissions are shown where English lacks a tenth, against 0.986, and whole texts are no better for it.
const UNSEEN: f32 = 1.0;
/// The places of the null beads of one row and of one column in [`SHAPES`].
const ALONE: [usize; 2] = [0, 1];
/// What each bead costs when beads are chosen by their posteriors; it settles ties in favour of fewer beads.
const TIE: f64 = 1e-6;

/// What aligning two sides gives.
pub struct PairAlignment {
    /// The chosen path.
    pub links: Vec<Link>,
    /// For each row the probability that no column renders it.
    pub alone: Vec<f64>,
    /// What is left for another round.
    pub area: Area,
    /// To be asked about other beads; `None` where a side has no lines.
    pub(super) chart: Option<Chart>,
}

/// Where a path may lie, and which lines of both sides seem to have no counterpart.
#[derive(Debug, Clone)]
pub struct Area {
    pub(super) band: Band,
    pub(super) alone: [Vec<f32>; 2],
}

/// How far two sides are searched.
#[derive(Debug, Clone, Copy)]
pub enum Search<'a> {
    /// Quick for long texts, and good enough to learn words from.
    Rough,
    /// In full.
    Full,
    /// In full, inside what an earlier round left.
    Within(&'a Area),
}

/// Aligns the two sides of `evidence`.
///
/// The path is the one with the highest sum of posteriors: it makes the most beads right, which the likeliest
/// path (Viterbi) does not always. `weights` has two for each number: as it is, and times how holed the texts are.
pub fn align_pair<E: Evidence>(evidence: &mut E, weights: &[f32], search: Search<'_>) -> PairAlignment {
    let (rows, columns) = evidence.size();
    if rows == 0 || columns == 0 {
        return one_sided(rows, columns);
    }
    let area = match search {
        Search::Within(area) => area.clone(),
        Search::Rough | Search::Full => {
            let (coarse, area) = rough(evidence, weights);
            if matches!(search, Search::Rough) {
                return coarse.finish(area);
            }
            area
        }
    };
    fine(evidence, weights, &area).finish(area)
}

/// The fine pass: its first look knows of gaps what the area says, its second what the first found.
fn fine<E: Evidence>(evidence: &mut E, weights: &[f32], area: &Area) -> Searched {
    evidence.learn_ratios([&area.alone[0], &area.alone[1]]);
    evidence.learn_gaps([&area.alone[0], &area.alone[1]]);
    let scores = Scores::new(evidence, area.band.clone(), SHAPES.len(), weights);
    let first = scores.with(|bead| evidence.gaps(bead));
    let alone = alone(&scores.lattice, &first, &posteriors(&scores.lattice, &first));
    evidence.learn_gaps([&alone[0], &alone[1]]);
    let second = scores.with(|bead| evidence.gaps(bead));
    Searched { lattice: scores.lattice, scores: second }
}

/// Both passes, for what they leave in the evidence: the ratios and the gaps that the last scores were made with.
#[cfg(feature = "train")]
pub(super) fn look<E: Evidence>(evidence: &mut E, weights: &[f32]) {
    let (rows, columns) = evidence.size();
    if rows > 0 && columns > 0 {
        let (_, area) = rough(evidence, weights);
        fine(evidence, weights, &area);
    }
}

/// The coarse pass.
fn rough<E: Evidence>(evidence: &mut E, weights: &[f32]) -> (Searched, Area) {
    let scores = Scores::new(evidence, corridor(evidence, CORRIDOR_MARGIN), COARSE_SHAPES, weights);
    let lattice = &scores.lattice;
    let unseen = scores.with(|_| UNSEEN);
    let first = posteriors(lattice, &unseen);
    let alone = alone(lattice, &unseen, &first);
    evidence.learn_gaps([&alone[0], &alone[1]]);
    let seen = scores.with(|bead| evidence.gaps(bead));
    let second = posteriors(lattice, &seen);
    let band = lattice.band().narrowed(MARGIN, |row, column| {
        let likely = |node| first.node(node) > UNLIKELY || second.node(node) > UNLIKELY;
        lattice.node(row, column).is_some_and(likely)
    });
    let area = Area { band, alone: self::alone(lattice, &seen, &second) };
    (Searched { lattice: scores.lattice, scores: seen }, area)
}

fn posteriors(lattice: &Lattice, scores: &[f32]) -> Posteriors {
    Posteriors::new(lattice.nodes(), lattice.scored_edges(scores))
}

/// For each line of both sides the probability that it has no counterpart.
fn alone(lattice: &Lattice, scores: &[f32], posteriors: &Posteriors) -> [Vec<f32>; 2] {
    let columns = lattice.band().cuts[lattice.rows()].1;
    let mut alone = [vec![0.0; lattice.rows()], vec![0.0; columns]];
    for (node, row, column) in lattice.each_node() {
        for (side, (end, at)) in
            [(lattice.node(row + 1, column), row), (lattice.node(row, column + 1), column)]
                .into_iter()
                .enumerate()
        {
            if let Some(end) = end {
                let score = f64::from(scores[lattice.slot(node, ALONE[side])]);
                alone[side][at] += posteriors.edge((node, end, score)) as f32;
            }
        }
    }
    alone
}

/// A lattice with the score of each edge in a whole text, and what is added to it where the texts are holed.
struct Scores {
    lattice: Lattice,
    plain: Vec<f32>,
    holed: Vec<f32>,
}

impl Scores {
    /// The lattice of a band with the first `shapes` for edges.
    fn new<E: Evidence>(evidence: &mut E, band: Band, shapes: usize, weights: &[f32]) -> Scores {
        let longest = if shapes == SHAPES.len() { LARGEST - 1 } else { COARSE_LONGEST };
        evidence.prepare(&band.region(longest + 1), longest);
        let lattice = Lattice::new(band, shapes);
        let mut scorer = Scorer::new(weights);
        let mut holed = vec![0.0; lattice.slots()];
        let mut plain = vec![f32::NEG_INFINITY; lattice.slots()];
        for (node, row, column) in lattice.each_node() {
            for (shape, _, bead) in lattice.edges(row, column) {
                let slot = lattice.slot(node, shape);
                [plain[slot], holed[slot]] = scorer.both(evidence, bead);
            }
        }
        Scores { lattice, plain, holed }
    }

    /// The scores where `gaps` says how holed the texts are around each bead.
    fn with(&self, gaps: impl Fn(Candidate) -> f32) -> Vec<f32> {
        let mut scores = self.plain.clone();
        for (node, row, column) in self.lattice.each_node() {
            for (shape, _, bead) in self.lattice.edges(row, column) {
                let slot = self.lattice.slot(node, shape);
                scores[slot] += gaps(bead) * self.holed[slot];
            }
        }
        scores
    }
}

/// Scores candidates by weights: two for each number of evidence.
pub(super) struct Scorer<'a> {
    plain: &'a [f32],
    holed: &'a [f32],
    values: Vec<f32>,
}

impl<'a> Scorer<'a> {
    pub(super) fn new(weights: &'a [f32]) -> Scorer<'a> {
        let (plain, holed) = weights.split_at(weights.len() / 2);
        Scorer { plain, holed, values: vec![0.0; plain.len()] }
    }

    /// The score in a whole text, and what is added where it is holed.
    fn both<E: Evidence>(&mut self, evidence: &E, bead: Candidate) -> [f32; 2] {
        // Null beads have one line, so a path is always left.
        if evidence.rules_out(bead) {
            return [f32::NEG_INFINITY, 0.0];
        }
        evidence.values(bead, &mut self.values);
        [dot(&self.values, self.plain), dot(&self.values, self.holed)]
    }

    #[cfg(feature = "train")]
    pub(super) fn score<E: Evidence>(&mut self, evidence: &E, bead: Candidate) -> f32 {
        let [plain, holed] = self.both(evidence, bead);
        plain + evidence.gaps(bead) * holed
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
    PairAlignment {
        links,
        alone: vec![1.0; rows],
        area: Area { band: Band::whole(rows, columns), alone: [vec![1.0; rows], vec![1.0; columns]] },
        chart: None,
    }
}

/// The sum of products, in eight lanes: a plain sum has to wait for each addition.
pub(super) fn dot(a: &[f32], b: &[f32]) -> f32 {
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
pub(super) struct Searched {
    lattice: Lattice,
    scores: Vec<f32>,
}

impl Searched {
    fn finish(self, area: Area) -> PairAlignment {
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
        let [alone, _] = alone(lattice, &chart.scores, &chart.posteriors);
        let alone = alone.into_iter().map(f64::from).collect();
        PairAlignment { links, alone, area, chart: Some(chart) }
    }
}

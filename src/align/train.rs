//! Maximum-likelihood training of the weights (semi-Markov CRF; Sarawagi and Cohen 2004) with L-BFGS.

use argmin::core::{CostFunction, Executor, Gradient};
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::quasinewton::LBFGS;
use rayon::prelude::*;

use super::band::Band;
use super::corridor::corridor;
use super::forward_backward::Posteriors;
use super::lattice::{LARGEST, Lattice, SHAPES};
use super::pair::{Scorer, dot, look};

use crate::bead::Run;
use crate::error::{Error, ErrorKind, Result};
use crate::evidence::{Candidate, Evidence};

/// How training goes.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct TrainOptions {
    /// Strength of the L2 penalty: each weight costs penalty/2 · w².
    pub penalty: f64,
    /// Most rounds of L-BFGS.
    pub rounds: u64,
}

impl Default for TrainOptions {
    fn default() -> Self {
        TrainOptions { penalty: 1.0, rounds: 100 }
    }
}

/// A gold ladder with the evidence on every candidate of its band.
pub struct Example {
    lattice: Lattice,
    dimension: usize,
    edges: Vec<Edge>,
    values: Vec<f32>,
    gold: Vec<f64>,
}

/// An edge by its nodes; `values` are its row of numbers.
#[derive(Clone, Copy)]
struct Edge {
    start: u32,
    end: u32,
    values: u32,
    /// How holed the texts are there.
    gaps: f32,
    gold: bool,
}

/// Margins of the corridors that are tried: the first that holds the gold path is taken.
const MARGINS: [usize; 3] = [4, 8, 16];
/// Edges less likely than this under the weights so far are left out of the next rounds.
const UNLIKELY: f64 = 1e-7;

/// How an example is made.
#[derive(Debug, Clone, Copy)]
pub enum View<'a> {
    /// With every candidate of the corridor; gold says which lines the other side lacks.
    Whole,
    /// Without the candidates that are unlikely under weights; gold says which lines the other side lacks.
    Told(&'a [f32]),
    /// Without them; which lines the other side lacks is estimated with the weights, as aligning does it.
    Estimated(&'a [f32]),
}

/// Weights count by so much where they choose the candidates of an example: what the next ones may find likely stays.
const TEMPER: f32 = 0.4;

impl Example {
    /// Computes the evidence around a gold path; `None` where the gold path leaves every corridor tried.
    pub fn new<E: Evidence>(evidence: &mut E, gold: &[Candidate], view: View<'_>) -> Option<Example> {
        let size = evidence.size();
        let path: Vec<Candidate> = gold.iter().flat_map(|bead| fitted(*bead)).collect();
        let inside = |band: &Band| {
            path.iter()
                .all(|b| (band.cuts[b.rows.start].0..=band.cuts[b.rows.start].1).contains(&b.columns.start))
        };
        let band = MARGINS.into_iter().map(|margin| corridor(evidence, margin)).find(inside)?;
        match view {
            View::Estimated(weights) => look(evidence, weights),
            _ => {
                let alone = told(&path, size);
                evidence.learn_ratios([&alone[0], &alone[1]]);
                evidence.learn_gaps([&alone[0], &alone[1]]);
            }
        }
        evidence.prepare(&band.region(LARGEST), LARGEST - 1);
        let lattice = Lattice::new(band, SHAPES.len());
        let kept = match view {
            View::Whole => None,
            View::Told(weights) | View::Estimated(weights) => {
                let mut scorer = Scorer::new(weights);
                let scores = lattice.score(|bead| TEMPER * scorer.score(evidence, bead));
                Some((Posteriors::new(lattice.nodes(), lattice.scored_edges(&scores)), scores))
            }
        };
        let dimension = E::names().len();
        let mut example = Example {
            lattice,
            dimension,
            edges: Vec::new(),
            values: Vec::new(),
            gold: vec![0.0; 2 * dimension],
        };
        let on_path: std::collections::HashSet<Candidate> = path.iter().copied().collect();
        let lattice = example.lattice.clone();
        for (node, row, column) in lattice.each_node() {
            for (shape, end, bead) in lattice.edges(row, column) {
                let gold = on_path.contains(&bead);
                let likely = kept.as_ref().is_none_or(|(posteriors, scores)| {
                    posteriors.edge((node, end, f64::from(scores[lattice.slot(node, shape)]))) > UNLIKELY
                });
                if gold || likely {
                    example.push(evidence, [node, end], bead, gold);
                }
            }
        }
        Some(example)
    }

    fn push<E: Evidence>(&mut self, evidence: &E, [start, end]: [usize; 2], bead: Candidate, gold: bool) {
        let from = self.values.len();
        self.values.resize(from + self.dimension, 0.0);
        evidence.values(bead, &mut self.values[from..]);
        let gaps = evidence.gaps(bead);
        if gold {
            add_both(&mut self.gold, &self.values[from..], 1.0, f64::from(gaps));
        }
        let values = (from / self.dimension) as u32;
        self.edges.push(Edge { start: start as u32, end: end as u32, values, gaps, gold });
    }

    fn values(&self, edge: &Edge) -> &[f32] {
        &self.values[edge.values as usize * self.dimension..][..self.dimension]
    }

    /// Log of the sum over all paths, and the probability of each edge.
    fn posteriors(&self, weights: &[f64]) -> (f64, Vec<f64>) {
        let narrow: Vec<f32> = weights.iter().map(|w| *w as f32).collect();
        let (plain, holed) = narrow.split_at(self.dimension);
        let score = |edge: &Edge| {
            let values = self.values(edge);
            f64::from(dot(values, plain)) + f64::from(edge.gaps) * f64::from(dot(values, holed))
        };
        let scores: Vec<f64> = self.edges.iter().map(score).collect();
        let edges = self.edges.iter().zip(&scores);
        let scored = edges.map(|(edge, score)| (edge.start as usize, edge.end as usize, *score));
        let posteriors = Posteriors::new(self.lattice.nodes(), scored.clone());
        (posteriors.log_total, scored.map(|edge| posteriors.edge(edge)).collect())
    }

    /// Negative log-likelihood of the gold path and its gradient.
    fn loss(&self, weights: &[f64]) -> (f64, Vec<f64>) {
        let (total, posteriors) = self.posteriors(weights);
        let mut gradient: Vec<f64> = self.gold.iter().map(|g| -g).collect();
        for (edge, p) in self.edges.iter().zip(posteriors).filter(|(_, p)| *p > 1e-10) {
            add_both(&mut gradient, self.values(edge), p, f64::from(edge.gaps));
        }
        let gold: f64 = self.gold.iter().zip(weights).map(|(g, w)| g * w).sum();
        (total - gold, gradient)
    }

    /// The example without the edges that are unlikely under `weights`.
    pub fn pruned(&self, weights: &[f64]) -> Example {
        let (_, posteriors) = self.posteriors(weights);
        let kept =
            self.edges.iter().zip(posteriors).filter(|(e, p)| *p > UNLIKELY || e.gold).map(|(e, _)| *e);
        let (mut edges, mut values) = (Vec::new(), Vec::new());
        for edge in kept {
            let row = (values.len() / self.dimension) as u32;
            values.extend_from_slice(self.values(&edge));
            edges.push(Edge { values: row, ..edge });
        }
        Example {
            lattice: self.lattice.clone(),
            dimension: self.dimension,
            edges,
            values,
            gold: self.gold.clone(),
        }
    }
}

/// Adds numbers times `by` to both halves of `sum`, to the second times `gaps` as well.
fn add_both(sum: &mut [f64], values: &[f32], by: f64, gaps: f64) {
    let (plain, holed) = sum.split_at_mut(values.len());
    plain.iter_mut().zip(values).for_each(|(s, v)| *s += by * f64::from(*v));
    if gaps != 0.0 {
        holed.iter_mut().zip(values).for_each(|(s, v)| *s += by * gaps * f64::from(*v));
    }
}

/// The lines that gold leaves without counterpart, of both sides.
fn told(path: &[Candidate], (rows, columns): (usize, usize)) -> [Vec<f32>; 2] {
    let mut alone = [vec![0.0; rows], vec![0.0; columns]];
    for bead in path {
        if bead.columns.len == 0 {
            alone[0][bead.rows.range()].fill(1.0);
        } else if bead.rows.len == 0 {
            alone[1][bead.columns.range()].fill(1.0);
        }
    }
    alone
}

/// A bead as edges of the lattice: itself, or where it is too large its start and then single lines.
fn fitted(bead: Candidate) -> Vec<Candidate> {
    let Candidate { rows, columns } = bead;
    let mut out = Vec::new();
    let (mut a, mut b) = (rows.len, columns.len);
    if a > 0 && b > 0 {
        while a + b > LARGEST {
            if a > b { a -= 1 } else { b -= 1 }
        }
        out.push(Candidate { rows: Run::new(rows.start, a), columns: Run::new(columns.start, b) });
    } else {
        (a, b) = (0, 0);
    }
    let (row, column) = (rows.start + a, columns.start + b);
    out.extend((row..rows.end()).map(|r| Candidate { rows: Run::new(r, 1), columns: Run::new(column, 0) }));
    out.extend(
        (column..columns.end()).map(|c| Candidate { rows: Run::new(rows.end(), 0), columns: Run::new(c, 1) }),
    );
    out
}

/// A point with its loss and gradient.
type Evaluated = (Vec<f64>, f64, Vec<f64>);

/// Which weights are trained; the others stay as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// Those of the numbers as they are: how whole texts are aligned.
    Plain,
    /// Those of the numbers times how holed the texts are: what is different there.
    Holed,
}

impl Half {
    /// The places of the trained weights among all.
    fn range(self, all: usize) -> std::ops::Range<usize> {
        match self {
            Half::Plain => 0..all / 2,
            Half::Holed => all / 2..all,
        }
    }
}

struct Problem<'a> {
    examples: &'a [Example],
    penalty: f64,
    half: Half,
    /// The solver asks for cost and gradient of the same point one after the other.
    last: std::sync::Mutex<Option<Evaluated>>,
}

impl Problem<'_> {
    fn both(&self, weights: &[f64]) -> (f64, Vec<f64>) {
        let mut last = self.last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some((_, loss, gradient)) = last.as_ref().filter(|(at, _, _)| at == weights) {
            return (*loss, gradient.clone());
        }
        let parts: Vec<(f64, Vec<f64>)> = self.examples.par_iter().map(|e| e.loss(weights)).collect();
        let mut loss = weights.iter().map(|w| w * w).sum::<f64>() * self.penalty / 2.0;
        let mut gradient = vec![0.0; weights.len()];
        // a slope of zero: the solver leaves these weights where they are
        let trained = self.half.range(weights.len());
        gradient[trained.clone()]
            .iter_mut()
            .zip(&weights[trained.clone()])
            .for_each(|(g, w)| *g = w * self.penalty);
        for (part, slope) in parts {
            loss += part;
            gradient[trained.clone()].iter_mut().zip(&slope[trained.clone()]).for_each(|(g, s)| *g += s);
        }
        *last = Some((weights.to_vec(), loss, gradient.clone()));
        (loss, gradient)
    }
}

impl CostFunction for Problem<'_> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, weights: &Vec<f64>) -> Result<f64, argmin::core::Error> {
        Ok(self.both(weights).0)
    }
}

impl Gradient for Problem<'_> {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, weights: &Vec<f64>) -> Result<Vec<f64>, argmin::core::Error> {
        Ok(self.both(weights).1)
    }
}

/// The weights under which the gold ladders are likeliest; the same bits in, the same weights out.
///
/// `start` is where the search begins (zeros where there is nothing better); the loss is convex, so it changes
/// the time and not the result. The unlikely edges are dropped after a first look and after half the rounds.
pub fn train(
    examples: &[&Example],
    start: Option<&[f64]>,
    half: Half,
    options: TrainOptions,
) -> Result<Vec<f64>> {
    let Some(first) = examples.first() else {
        return Err(Error::new(ErrorKind::Input, "there are no gold ladders to train on"));
    };
    let mut weights = match start {
        Some(start) => start.to_vec(),
        None => minimise(
            &examples.iter().map(|e| e.pruned(&vec![0.0; 2 * first.dimension])).collect::<Vec<_>>(),
            vec![0.0; 2 * first.dimension],
            12,
            (half, options.penalty),
        )?,
    };
    for _ in 0..2 {
        let pruned: Vec<Example> = examples.par_iter().map(|e| e.pruned(&weights)).collect();
        weights = minimise(&pruned, weights, options.rounds, (half, options.penalty))?;
    }
    Ok(weights)
}

fn minimise(
    examples: &[Example],
    start: Vec<f64>,
    rounds: u64,
    (half, penalty): (Half, f64),
) -> Result<Vec<f64>> {
    let failed = |e: argmin::core::Error| Error::new(ErrorKind::Input, format!("training failed: {e}"));
    let problem = Problem { examples, penalty, half, last: std::sync::Mutex::new(None) };
    let solver = LBFGS::new(MoreThuenteLineSearch::new(), 10)
        .with_tolerance_grad(1e-2)
        .and_then(|s| s.with_tolerance_cost(1e-6))
        .map_err(failed)?;
    let run = Executor::new(problem, solver).configure(|s| s.param(start.clone()).max_iters(rounds)).run();
    Ok(run.map_err(failed)?.state.take_best_param().unwrap_or(start))
}

#[cfg(test)]
mod tests;

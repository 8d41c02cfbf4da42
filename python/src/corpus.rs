//! What a build decides on rows, for an engine that brings rows of one key together by itself.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use trialign::error::Error;
use trialign::evidence::Fold;
use trialign::pipeline::build::rows::{self, Near, RecordRows};
use trialign::pipeline::build::{BuildOptions, Pair};
use trialign::text::Edition;

use crate::attend::attended;
use crate::{failed, settings};

/// A bead: id, texts, confidence, what was measured (length ratio, numbers, words, letters), the filters that take each
/// pair, keys.
type Bead = (
    String,
    [Option<String>; 3],
    Option<f64>,
    (Option<f64>, Option<f64>, Option<usize>, Option<f64>),
    [Option<u16>; 3],
    Vec<u8>,
);
/// An article, the place of its split, why it has no beads, its beads.
type Article = (String, usize, Option<String>, Vec<Bead>);

/// Judges records as `trialign build` does.
#[pyclass(frozen, module = "trialign._trialign")]
pub struct Corpus {
    options: BuildOptions,
}

#[pymethods]
impl Corpus {
    #[new]
    fn new(config: &str, pairs: Vec<String>, held_out: [u32; 2]) -> PyResult<Self> {
        let settings = settings(config)?;
        let pairs: Result<Vec<Pair>, String> = pairs.iter().map(|pair| pair.parse()).collect();
        let mut pairs = pairs.map_err(PyValueError::new_err)?;
        if pairs.is_empty() {
            pairs = Pair::ALL.to_vec();
        }
        pairs.sort();
        pairs.dedup();
        if held_out[0].saturating_add(held_out[1]) >= 1000 {
            return Err(PyValueError::new_err("held_out is in thousandths: two numbers below 1000 together"));
        }
        let mut options = BuildOptions::new(settings);
        (options.pairs, options.held_out) = (pairs, held_out);
        Ok(Corpus { options })
    }

    /// What some records, as lines of JSON, give.
    fn rows(&self, py: Python<'_>, lines: Vec<String>) -> PyResult<Vec<Article>> {
        let options = self.options.clone();
        let work = move || -> Result<Vec<Article>, Error> {
            let fold = Fold::new()?;
            lines.iter().map(|line| rows::rows(line.as_bytes(), &options, &fold).map(article)).collect()
        };
        attended(py, work)?.map_err(failed)
    }
}

fn article(found: RecordRows) -> Article {
    let bead = |own: rows::BeadRow| {
        let m = own.measured;
        let measured = (m.len_ratio, m.num_overlap, m.words, m.letters);
        (own.id, own.texts.0, own.confidence, measured, own.taken, own.keys)
    };
    (found.article, found.split, found.error, found.beads.into_iter().map(bead).collect())
}

fn known(keys: &[u8]) -> PyResult<()> {
    if rows::are_keys(keys) { Ok(()) } else { Err(PyValueError::new_err("these are no keys of a bead")) }
}

fn pair(at: usize) -> PyResult<Pair> {
    Pair::ALL.get(at).copied().ok_or_else(|| PyValueError::new_err("a pair is 0, 1 or 2"))
}

fn edition(at: usize) -> PyResult<Edition> {
    Edition::ALL.get(at).copied().ok_or_else(|| PyValueError::new_err("an edition is 0, 1 or 2"))
}

/// Keys as the whole numbers that engines have.
fn signed(key: u64) -> i64 {
    i64::from_ne_bytes(key.to_ne_bytes())
}

/// What tells equal rows apart, the best first in the order of the text.
#[pyfunction]
pub fn rank(keys: &[u8]) -> PyResult<String> {
    known(keys)?;
    Ok(rows::rank(keys).iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The key that pairs with the same two sides share.
#[pyfunction]
pub fn exact_key(keys: &[u8], at: usize) -> PyResult<i64> {
    known(keys)?;
    Ok(signed(rows::exact(keys, pair(at)?)))
}

/// The keys of which near duplicates share one.
#[pyfunction]
pub fn near_keys(keys: &[u8], at: usize) -> PyResult<Vec<i64>> {
    known(keys)?;
    Ok(rows::near(keys, pair(at)?).into_iter().map(signed).collect())
}

/// The keys of which a side that leaks shares one with a side of an earlier split.
#[pyfunction]
pub fn side_keys(keys: &[u8], at: usize, measure: bool) -> PyResult<Vec<i64>> {
    known(keys)?;
    Ok(rows::sides(keys, edition(at)?, measure).into_iter().map(signed).collect())
}

/// Whether a side resembles another so much that it leaks.
#[pyfunction]
pub fn leaks(keys: &[u8], at: usize, other: &[u8], other_at: usize) -> PyResult<bool> {
    known(keys)?;
    known(other)?;
    Ok(rows::leaks(keys, edition(at)?, other, edition(other_at)?))
}

/// Decides on near duplicates among rows that come by key and rank.
#[pyclass(module = "trialign._trialign")]
#[derive(Default)]
pub struct NearDuplicates {
    key: Option<i64>,
    near: Near,
}

#[pymethods]
impl NearDuplicates {
    #[new]
    fn new() -> Self {
        Self::default()
    }

    /// Whether the next row is a near duplicate of one before it with the same key.
    fn push(&mut self, key: i64, keys: &[u8], at: usize) -> PyResult<bool> {
        known(keys)?;
        if self.key != Some(key) {
            (self.key, self.near) = (Some(key), Near::default());
        }
        Ok(self.near.is_duplicate(keys, pair(at)?))
    }
}

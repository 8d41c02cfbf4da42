//! How right a ladder is: strict and lax scores, calibration, significance.

mod bead;
mod calibration;
mod debatable;
mod interval;
mod random;
mod render;
mod score;

use serde::Serialize;

pub use bead::{GoldPair, ScoredBead, merge_verses, parse_gold};
pub use calibration::{Bin, Calibration, calibrate, coverage_at};
pub use debatable::Debatable;
pub use interval::{Interval, intervals};
pub use render::render;
pub use score::{Counts, Prf, Scores, ShapeScore, score};

/// The result of one set, or of all of them pooled.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SetReport {
    /// Name of the set.
    pub name: String,
    /// Articles in it.
    pub articles: usize,
    /// Beads in the gold ladders.
    pub gold: usize,
    /// Beads in the system's ladders.
    pub system: usize,
    /// A bead counts when all its sides equal a gold bead's.
    pub strict: Prf,
    /// A bead counts when it shares a segment pair with a gold bead (null beads: strict).
    pub lax: Prf,
    /// 95 % intervals, by bootstrap.
    pub intervals: Intervals,
    /// Strict counts of each shape, the most frequent first.
    pub shapes: Vec<ShapeScore>,
    /// How far confidence means probability; `None` where a bead has no confidence.
    pub calibration: Option<Calibration>,
    /// Gold beads that could be cut otherwise: in no other figure of the report.
    pub debatable: Debatable,
}

/// 95 % intervals of the main figures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Intervals {
    /// Of strict F1.
    pub strict_f1: Interval,
    /// Of lax F1.
    pub lax_f1: Interval,
    /// Of the expected calibration error.
    pub ece: Option<Interval>,
    /// Of the coverage at 99 % precision.
    pub coverage_99: Option<Interval>,
}

/// What `trialign eval` says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// What made the ladders.
    pub signature: String,
    /// One result a set.
    pub sets: Vec<SetReport>,
    /// All sets pooled, where there are several.
    pub total: Option<SetReport>,
    /// The same articles by what they are, where their `article.toml` says it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
}

/// The scores of articles that share a property.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// The property: `kind`, `relation` or `split`.
    pub by: &'static str,
    /// One result a value of it, in the order of the values.
    pub sets: Vec<SetReport>,
}

/// Scores a set of articles, each a gold and a system ladder over the same keys.
///
/// The intervals are reproducible: the resampling is seeded.
///
/// ```
/// use trialign::eval::{evaluate, parse_gold, GoldPair};
/// let gold = parse_gold("[0]:[0]\n[1]:[1, 2]\n", "gold.align".as_ref())?;
/// let system = parse_gold("[0]:[0]\n[1]:[1]\n[]:[2]\n", "test.align".as_ref())?;
/// let report = evaluate("mine", &[GoldPair { gold, system }]);
/// assert_eq!((report.strict.precision, report.strict.recall), (1.0 / 3.0, 0.5));
/// # Ok::<(), trialign::error::Error>(())
/// ```
pub fn evaluate(name: &str, pairs: &[GoldPair]) -> SetReport {
    let (pairs, debatable) = debatable::apart(pairs);
    let scores = score(&pairs);
    let total = scores.islands.iter().fold(Counts::default(), |sum, island| sum.plus(&island.counts));
    SetReport {
        name: name.to_owned(),
        articles: pairs.len(),
        gold: total.gold,
        system: total.system,
        strict: total.strict(),
        lax: total.lax(),
        intervals: intervals(&scores),
        calibration: calibrate(&scores.outcomes().collect::<Option<Vec<_>>>().unwrap_or_default()),
        shapes: scores.shapes,
        debatable,
    }
}

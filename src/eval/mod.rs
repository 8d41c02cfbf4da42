//! How right a ladder is: strict and lax scores, calibration, significance.

mod bead;
mod bounds;
mod calibration;
mod debatable;
mod interval;
mod random;
mod render;
mod report;
mod score;

pub use bead::{GoldPair, ScoredBead, merge_verses, parse_gold};
pub use bounds::{Interval, Intervals};
pub use calibration::{Bin, Calibration, calibrate, coverage_at};
pub use debatable::Debatable;
pub use interval::intervals;
pub use render::render;
pub use report::{Group, Report, SetReport};
pub use score::{Counts, Prf, Scores, ShapeScore, score};

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

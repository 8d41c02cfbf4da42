//! The confidence of a bead of three editions, from the posteriors of its two links (Platt 1999).
//!
//! The links are not independent: where English agrees with a Chinese unit, the unit is likelier right than
//! the Chinese editions alone say. A logistic regression on both log odds, fitted on gold, puts that right.

use serde::{Deserialize, Serialize};

use super::logistic;
#[cfg(feature = "train")]
use super::logistic::Row;
#[cfg(feature = "train")]
use crate::error::{Error, ErrorKind, Result};

/// Weights of the two log odds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confidence {
    /// Added to both.
    pub intercept: f64,
    /// Weight of the log odds of the English–Chinese link.
    pub link: f64,
    /// Weight of the log odds of the zh-Hans–zh-Hant link.
    pub chinese: f64,
}

/// A bead whose truth is known: both posteriors, and whether it is right.
#[cfg(feature = "train")]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// Posterior of the English–Chinese link.
    pub link: f64,
    /// Posterior of the zh-Hans–zh-Hant link.
    pub chinese: f64,
    /// Whether gold has the bead.
    pub right: bool,
}

/// Posteriors are kept this far from 0 and 1.
const LEAST: f64 = 1e-6;

/// A little pull towards zero keeps separable data finite.
#[cfg(feature = "train")]
const PENALTY: f64 = 0.1;

fn log_odds(p: f64) -> f64 {
    let p = p.clamp(LEAST, 1.0 - LEAST);
    (p / (1.0 - p)).ln()
}

impl Confidence {
    /// The probability that the bead is right on all three sides.
    pub fn of(&self, link: f64, chinese: f64) -> f64 {
        let odds = self.intercept + self.link * log_odds(link) + self.chinese * log_odds(chinese);
        logistic::probability(odds)
    }

    /// The weights under which the judgements are likeliest.
    ///
    /// # Errors
    /// `Input` where there are none or the solver fails.
    #[cfg(feature = "train")]
    pub fn fit(judged: &[Judged]) -> Result<Confidence> {
        if judged.is_empty() {
            return Err(Error::new(
                ErrorKind::Input,
                "there are no beads of three editions to fit the confidence on",
            ));
        }
        let row = |j: &Judged| Row { values: vec![1.0, log_odds(j.link), log_odds(j.chinese)], is: j.right };
        let best = logistic::fit(&judged.iter().map(row).collect::<Vec<_>>(), vec![0.0, 0.5, 0.5], PENALTY)?;
        let round = |v: f64| (v * 1e4).round() / 1e4;
        Ok(Confidence { intercept: round(best[0]), link: round(best[1]), chinese: round(best[2]) })
    }
}

#[cfg(all(test, feature = "train"))]
mod tests {
    use super::*;

    #[test]
    fn fits_what_gold_says() {
        let judged: Vec<Judged> = (0..400)
            .map(|k| Judged { link: 0.9, chinese: if k % 2 == 0 { 0.5 } else { 0.9 }, right: k % 20 != 0 })
            .collect();
        let fitted = Confidence::fit(&judged).expect("enough beads");
        let mean = (fitted.of(0.9, 0.5) + fitted.of(0.9, 0.9)) / 2.0;
        assert!((mean - 0.95).abs() < 0.02, "{mean}");
        assert!(Confidence::fit(&[]).is_err());
    }
}

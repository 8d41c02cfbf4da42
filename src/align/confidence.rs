//! The confidence of a bead of three editions, from the posteriors of its two links (Platt 1999).
//!
//! The links are not independent: where English agrees with a Chinese unit, the unit is likelier right than
//! the Chinese editions alone say. A logistic regression on both log odds, fitted on gold, puts that right.

use argmin::core::{CostFunction, Executor, Gradient};
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::quasinewton::LBFGS;
use serde::{Deserialize, Serialize};

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

fn log_odds(p: f64) -> f64 {
    let p = p.clamp(LEAST, 1.0 - LEAST);
    (p / (1.0 - p)).ln()
}

impl Confidence {
    /// The probability that the bead is right on all three sides.
    pub fn of(&self, link: f64, chinese: f64) -> f64 {
        let odds = self.intercept + self.link * log_odds(link) + self.chinese * log_odds(chinese);
        1.0 / (1.0 + (-odds).exp())
    }

    /// The weights under which the judgements are likeliest.
    ///
    /// # Errors
    /// `Input` where there are none or the solver fails.
    pub fn fit(judged: &[Judged]) -> Result<Confidence> {
        let failed = |e: String| Error::new(ErrorKind::Input, format!("fitting the confidence failed: {e}"));
        if judged.is_empty() {
            return Err(failed("there are no beads of three editions".to_owned()));
        }
        let solver = LBFGS::new(MoreThuenteLineSearch::new(), 5);
        let start = vec![0.0, 0.5, 0.5];
        let run =
            Executor::new(Fit(judged), solver).configure(|s| s.param(start.clone()).max_iters(100)).run();
        let best = run.map_err(|e| failed(e.to_string()))?.state.take_best_param().unwrap_or(start);
        let round = |v: f64| (v * 1e4).round() / 1e4;
        Ok(Confidence { intercept: round(best[0]), link: round(best[1]), chinese: round(best[2]) })
    }
}

struct Fit<'a>(&'a [Judged]);

impl Fit<'_> {
    fn row(judged: &Judged) -> [f64; 3] {
        [1.0, log_odds(judged.link), log_odds(judged.chinese)]
    }
}

/// A little pull towards the start keeps separable data finite.
const PENALTY: f64 = 0.1;

impl CostFunction for Fit<'_> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, w: &Vec<f64>) -> Result<f64, argmin::core::Error> {
        let loss = |j: &Judged| {
            let odds: f64 = Fit::row(j).iter().zip(w).map(|(x, w)| x * w).sum();
            let signed = if j.right { odds } else { -odds };
            (-signed).exp().ln_1p()
        };
        Ok(self.0.iter().map(loss).sum::<f64>() + PENALTY / 2.0 * w.iter().map(|w| w * w).sum::<f64>())
    }
}

impl Gradient for Fit<'_> {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, w: &Vec<f64>) -> Result<Vec<f64>, argmin::core::Error> {
        let mut gradient: Vec<f64> = w.iter().map(|w| w * PENALTY).collect();
        for judged in self.0 {
            let row = Fit::row(judged);
            let odds: f64 = row.iter().zip(w).map(|(x, w)| x * w).sum();
            let slope = 1.0 / (1.0 + (-odds).exp()) - f64::from(u8::from(judged.right));
            gradient.iter_mut().zip(row).for_each(|(g, x)| *g += slope * x);
        }
        Ok(gradient)
    }
}

#[cfg(test)]
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

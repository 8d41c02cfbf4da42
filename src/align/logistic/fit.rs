//! Fits a logistic regression with an L2 penalty, by L-BFGS.

use argmin::core::{CostFunction, Executor, Gradient};
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::quasinewton::LBFGS;

use super::sigmoid::probability;
use crate::error::{Error, ErrorKind, Result};

/// Numbers, and whether what they speak of is so.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The numbers.
    pub values: Vec<f64>,
    /// Whether it is so.
    pub is: bool,
}

/// The weights under which the rows are likeliest, each costing penalty/2 · w².
///
/// # Errors
/// `Input` where the solver fails.
pub fn fit(rows: &[Row], start: Vec<f64>, penalty: f64) -> Result<Vec<f64>> {
    let failed =
        |e: argmin::core::Error| Error::new(ErrorKind::Input, format!("logistic regression failed: {e}"));
    let solver = LBFGS::new(MoreThuenteLineSearch::new(), 7);
    let run = Executor::new(Fit { rows, penalty }, solver)
        .configure(|state| state.param(start.clone()).max_iters(200))
        .run()
        .map_err(failed)?;
    Ok(run.state.best_param.unwrap_or(start))
}

struct Fit<'a> {
    rows: &'a [Row],
    penalty: f64,
}

fn odds(row: &Row, weights: &[f64]) -> f64 {
    row.values.iter().zip(weights).map(|(x, w)| x * w).sum()
}

impl CostFunction for Fit<'_> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, w: &Vec<f64>) -> Result<f64, argmin::core::Error> {
        let loss = |row: &Row| {
            let odds = odds(row, w);
            let wrong = if row.is { -odds } else { odds };
            wrong.max(0.0) + (-wrong.abs()).exp().ln_1p()
        };
        let penalty = self.penalty / 2.0 * w.iter().map(|w| w * w).sum::<f64>();
        Ok(self.rows.iter().map(loss).sum::<f64>() + penalty)
    }
}

impl Gradient for Fit<'_> {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, w: &Vec<f64>) -> Result<Vec<f64>, argmin::core::Error> {
        let mut gradient: Vec<f64> = w.iter().map(|w| w * self.penalty).collect();
        for row in self.rows {
            let slope = probability(odds(row, w)) - f64::from(u8::from(row.is));
            gradient.iter_mut().zip(&row.values).for_each(|(g, x)| *g += slope * x);
        }
        Ok(gradient)
    }
}

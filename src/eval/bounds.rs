//! A figure with its bounds.

use serde::Serialize;

/// The middle 95 % of what resampling gives.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// 2.5 % of the samples lie below.
    pub low: f64,
    /// 2.5 % of the samples lie above.
    pub high: f64,
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

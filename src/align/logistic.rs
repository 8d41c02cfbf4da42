//! Logistic regression.

#[cfg(feature = "train")]
mod fit;

#[cfg(feature = "train")]
pub use fit::{Row, fit};

/// The probability that goes with log odds.
pub fn probability(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

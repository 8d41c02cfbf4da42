//! From log odds to a probability.

/// The probability that goes with log odds.
pub fn probability(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

//! Logistic regression.

#[cfg(feature = "train")]
mod fit;
mod sigmoid;

#[cfg(feature = "train")]
pub use fit::{Row, fit};
pub use sigmoid::probability;

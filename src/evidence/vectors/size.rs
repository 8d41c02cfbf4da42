//! Sizes of the encoder.

use super::DIMENSION;

/// Width of a convolution.
pub const WIDTH: usize = 256;

/// Numbers of a token before the sum: its row and three convolutions.
pub const FEATURES: usize = DIMENSION + 3 * WIDTH;

/// Window sizes and how many tokens of the window come before its own.
pub const ORDERS: [(usize, usize); 3] = [(2, 0), (3, 1), (5, 2)];

/// What a sentence gives before anything that is not linear in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sum {
    /// Sum over the tokens, as the first layer of the head sees it.
    pub values: Vec<f32>,
    /// How many tokens.
    pub tokens: f32,
}

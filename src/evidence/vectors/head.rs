//! From features summed over a sentence to its vector.
//!
//! All that is linear comes first and is done once a sentence; what is left is done for every joined run.

use super::arrays::Arrays;
use super::kernels::{relu_all, tanh};
use super::product::{Target, Weights, add_product};
use super::rows::Rows;
use super::size::{FEATURES, Sum};
use super::table::DIMENSION;
use crate::error::{Error, ErrorKind, Result};

/// Width of the first two layers.
const NARROW: usize = 320;
/// Numbers of a [`Sum`]: what both first layers take of it.
pub const SUMMED: usize = 2 * NARROW;

/// The dense layers.
pub struct Head {
    epsilon: f32,
    /// Gain and shift of the features.
    norm: [Vec<f32>; 2],
    output: Weights,
    output_bias: Vec<f32>,
    /// Of the mean: to the first layer, and past it.
    first: Weights,
    second: Weights,
    /// Of the second layer: to the third, and past it.
    third: Weights,
    last: Weights,
}

impl Head {
    /// Takes its arrays.
    ///
    /// # Errors
    /// As [`Arrays::row`].
    pub fn new(epsilon: f32, arrays: &mut Arrays) -> Result<Head> {
        Ok(Head {
            epsilon,
            norm: [arrays.row("ln_g", FEATURES)?, arrays.row("ln_b", FEATURES)?],
            output: arrays.weights(FEATURES, &[("cnn_W", DIMENSION)])?,
            output_bias: arrays.row("cnn_b", DIMENSION)?,
            first: arrays.weights(DIMENSION, &[("d0", NARROW), ("p1", NARROW)])?,
            second: arrays.weights(NARROW, &[("d1", NARROW)])?,
            third: arrays.weights(NARROW, &[("d2", DIMENSION), ("p3", DIMENSION)])?,
            last: arrays.weights(DIMENSION, &[("d3", DIMENSION)])?,
        })
    }

    /// The sums of sentences from their features summed over as many tokens.
    pub fn sums(&self, tokens: &[f32], mut features: Vec<f32>) -> Vec<Sum> {
        let mut projected = Vec::with_capacity(tokens.len() * DIMENSION);
        for (row, tokens) in features.chunks_exact_mut(FEATURES).zip(tokens) {
            for ((v, gain), shift) in row.iter_mut().zip(&self.norm[0]).zip(&self.norm[1]) {
                *v = *v * gain + tokens * shift;
            }
            projected.extend(self.output_bias.iter().map(|b| tokens * b));
        }
        self.add_finely(&features, &self.output, &mut projected);
        let mut out = vec![0.0; tokens.len() * SUMMED];
        self.add_finely(&projected, &self.first, &mut out);
        let sum = |(values, tokens): (&[f32], &f32)| Sum { values: values.to_vec(), tokens: *tokens };
        out.chunks_exact(SUMMED).zip(tokens).map(sum).collect()
    }

    /// A product with 16 bits for the rows.
    fn add_finely(&self, numbers: &[f32], weights: &Weights, out: &mut [f32]) {
        let width = weights.inner();
        let (mut high, mut low) = (Rows::signed(width), Rows::positive(width));
        for row in numbers.chunks_exact(width) {
            Rows::push_split(row, &mut high, &mut low);
        }
        self.add(&high, weights, out);
        self.add(&low, weights, out);
    }

    fn add(&self, rows: &Rows, weights: &Weights, out: &mut [f32]) {
        let to: Vec<u32> = (0..rows.len() as u32).collect();
        add_product(rows, weights, &mut Target { out, stride: weights.columns(), rows: &to });
    }

    /// Vectors of unit length, one behind the other.
    ///
    /// # Errors
    /// `Input` where a number is none.
    pub fn vectors(&self, sums: &[Sum]) -> Result<Vec<f32>> {
        let mut first = Rows::positive(NARROW);
        let mut second = Vec::with_capacity(sums.len() * NARROW);
        let mut row = vec![0.0; NARROW];
        for sum in sums {
            let share = sum.tokens.max(1.0).sqrt().recip();
            let (to_first, past) = sum.values.split_at(NARROW);
            row.iter_mut().zip(to_first).for_each(|(r, v)| *r = v * share);
            relu_all(&mut row);
            first.push(&row);
            second.extend(past.iter().map(|v| v * share));
        }
        self.add(&first, &self.second, &mut second);
        let second = self.relu_rows(&mut second, NARROW, NARROW);
        let mut both = vec![0.0; sums.len() * 2 * DIMENSION];
        self.add(&second, &self.third, &mut both);
        let third = self.relu_rows(&mut both, 2 * DIMENSION, DIMENSION);
        let past = both.chunks_exact(2 * DIMENSION).flat_map(|row| &row[DIMENSION..]);
        let mut out: Vec<f32> = past.copied().collect();
        self.add(&third, &self.last, &mut out);
        for row in out.chunks_exact_mut(DIMENSION) {
            tanh(row);
            let square: f32 = row.iter().map(|v| v * v).sum();
            let factor = square.max(self.epsilon).sqrt().recip();
            row.iter_mut().for_each(|v| *v *= factor);
        }
        if out.iter().all(|v| v.is_finite()) {
            Ok(out)
        } else {
            Err(Error::new(ErrorKind::Input, "the encoder gave a number that is none")
                .remedy("add the vectors again with `trialign vectors add`"))
        }
    }

    /// The first `width` numbers of rows of `stride`, none under 0.
    fn relu_rows(&self, numbers: &mut [f32], stride: usize, width: usize) -> Rows {
        let mut rows = Rows::positive(width);
        for row in numbers.chunks_exact_mut(stride) {
            relu_all(&mut row[..width]);
            rows.push(&row[..width]);
        }
        rows
    }
}

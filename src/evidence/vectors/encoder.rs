//! Google's multilingual sentence encoder v3 as the package ships it: pieces to features, features summed over
//! the sentence, the sum through a small dense head.
//!
//! Two things make it faster than the package. What a piece gives before it meets its neighbours (projection, and
//! its share of the first convolution at each place of the window) depends on the piece alone and is kept; and
//! the sum comes before the head, so a joined run costs one pass of the head.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use ndarray::{Array2, ArrayView2, Axis, ShapeBuilder, Slice};

use super::kernels::{add, normalise, relu_add, tanh};
use super::package::Model;
use super::table::{DIMENSION, Table};
use super::tokenizer::Pieces;
use crate::error::{Error, ErrorKind, Result};

/// Width of a convolution.
const WIDTH: usize = 256;
/// Numbers of a token before the sum: its row and three convolutions.
const FEATURES: usize = DIMENSION + 3 * WIDTH;
/// Window sizes and how many tokens of the window come before its own.
const ORDERS: [(usize, usize); 3] = [(2, 0), (3, 1), (5, 2)];
/// Where the windows' shares of the first convolutions begin in what is kept of a piece.
const SHARES: usize = DIMENSION + 3 * WIDTH;
const KEPT: usize = SHARES + 10 * WIDTH;
/// Zero rows between sentences: the farthest a window reaches.
const GAP: usize = 2;
/// Tokens of a batch: what fits the cache.
const BATCH: usize = 384;
/// Pieces kept, 15 kB each.
const MOST_KEPT: usize = 8192;
/// Blocks the table is cut into; each has a scale of its own.
const CHUNKS: usize = 17;

/// What a sentence gives before the head.
#[derive(Debug, Clone, PartialEq)]
pub struct Sum {
    /// Sum over the tokens.
    pub values: Vec<f32>,
    /// How many tokens.
    pub tokens: f32,
}

struct Order {
    first: Array2<f32>,
    first_bias: Vec<f32>,
    second: Array2<f32>,
    second_bias: Vec<f32>,
}

/// The encoder.
pub struct Encoder {
    pieces: Pieces,
    table: Table,
    scale: Vec<f32>,
    low: Vec<f32>,
    projection: Array2<f32>,
    projection_bias: Vec<f32>,
    projection_norm: [Vec<f32>; 2],
    orders: Vec<Order>,
    norm: [Vec<f32>; 2],
    output: Array2<f32>,
    output_bias: Vec<f32>,
    dense: [Array2<f32>; 6],
    epsilon: f32,
    kept: RwLock<HashMap<u32, Arc<[f32]>>>,
}

impl Encoder {
    /// Puts the parts together.
    ///
    /// # Errors
    /// `Input` where an array is missing, has the wrong size, or holds a number that is none.
    pub fn new(model: Model) -> Result<Encoder> {
        let Model { tokenizer, table, arrays } = model;
        let mut arrays = Arrays(arrays);
        let mut projection = Array2::zeros((DIMENSION, 3 * WIDTH));
        let (mut bias, mut gain, mut shift) = (Vec::new(), Vec::new(), Vec::new());
        let mut orders = Vec::new();
        for (k, (n, _)) in ORDERS.into_iter().enumerate() {
            let part = arrays.matrix(&format!("proj{n}"), DIMENSION, WIDTH)?;
            projection.slice_axis_mut(Axis(1), part_of(k)).assign(&part);
            bias.extend(arrays.take(&format!("proj_b{n}"), WIDTH)?);
            gain.extend(arrays.take(&format!("ln_g{n}"), WIDTH)?);
            shift.extend(arrays.take(&format!("ln_b{n}"), WIDTH)?);
            orders.push(arrays.order(n)?);
        }
        Ok(Encoder {
            pieces: Pieces::new(tokenizer),
            table,
            scale: arrays.take("scale", CHUNKS)?,
            low: arrays.take("lo", CHUNKS)?,
            projection,
            projection_bias: bias,
            projection_norm: [gain, shift],
            orders,
            norm: [arrays.take("ln_g", FEATURES)?, arrays.take("ln_b", FEATURES)?],
            output: arrays.matrix("cnn_W", FEATURES, DIMENSION)?,
            output_bias: arrays.take("cnn_b", DIMENSION)?,
            dense: [
                arrays.matrix("d0", 512, 320)?,
                arrays.matrix("p1", 512, 320)?,
                arrays.matrix("d1", 320, 320)?,
                arrays.matrix("d2", 320, 512)?,
                arrays.matrix("p3", 320, 512)?,
                arrays.matrix("d3", 512, 512)?,
            ],
            epsilon: arrays.take("eps", 1)?[0],
            kept: RwLock::default(),
        })
    }

    /// The sums of sentences.
    ///
    /// # Errors
    /// `Io` where the table's file cannot be read any more.
    pub fn sums(&self, texts: &[&str]) -> Result<Vec<Sum>> {
        let mut out = Vec::with_capacity(texts.len());
        let (mut batch, mut tokens) = (Vec::new(), 0);
        for text in texts {
            let ids = self.pieces.encode(text);
            if tokens + ids.len() > BATCH && !batch.is_empty() {
                self.batch(&batch, &mut out)?;
                batch.clear();
                tokens = 0;
            }
            tokens += ids.len();
            batch.push(ids);
        }
        if !batch.is_empty() {
            self.batch(&batch, &mut out)?;
        }
        Ok(out)
    }

    /// Vectors of unit length, a row each, from sums and how many tokens they are of.
    pub fn head(&self, sums: &[Sum]) -> Result<Array2<f32>> {
        let mut input = Array2::zeros((sums.len(), DIMENSION));
        for (mut row, sum) in input.rows_mut().into_iter().zip(sums) {
            let share = sum.tokens.max(1.0).sqrt().recip();
            row.iter_mut().zip(&sum.values).for_each(|(r, v)| *r = v * share);
        }
        let [d0, p1, d1, d2, p3, d3] = &self.dense;
        let relu = |m: Array2<f32>| m.mapv_into(|v| v.max(0.0));
        let first = relu(input.dot(d0));
        let mut second = input.dot(p1);
        ndarray::linalg::general_mat_mul(1.0, &first, d1, 1.0, &mut second);
        let second = relu(second);
        let third = relu(second.dot(d2));
        let mut out = second.dot(p3);
        ndarray::linalg::general_mat_mul(1.0, &third, d3, 1.0, &mut out);
        for mut row in out.rows_mut() {
            // cannot fail: a product is stored row by row
            let Some(row) = row.as_slice_mut() else { continue };
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

    fn batch(&self, batch: &[Vec<u32>], out: &mut Vec<Sum>) -> Result<()> {
        let kept = self.pieces_of(batch)?;
        let rows = GAP + batch.iter().map(|ids| ids.len() + GAP).sum::<usize>();
        // the tokens' pieces by row; none in the gaps
        let mut tokens: Vec<Option<&[f32]>> = vec![None; rows];
        let mut at = GAP;
        for ids in batch {
            for (k, id) in ids.iter().enumerate() {
                tokens[at + k] = kept.get(id).map(|k| &**k);
            }
            at += ids.len() + GAP;
        }
        let mut features = vec![0.0f32; rows * FEATURES];
        for (row, piece) in features.chunks_exact_mut(FEATURES).zip(&tokens) {
            if let Some(piece) = piece {
                row[..DIMENSION].copy_from_slice(&piece[..DIMENSION]);
            }
        }
        let mut hidden = vec![0.0f32; rows * WIDTH];
        let mut shares = SHARES;
        for (k, ((n, left), order)) in ORDERS.into_iter().zip(&self.orders).enumerate() {
            for at in 0..rows {
                let row = &mut hidden[at * WIDTH..(at + 1) * WIDTH];
                let Some(own) = tokens[at] else {
                    row.fill(0.0);
                    continue;
                };
                row.copy_from_slice(&order.first_bias);
                for place in 0..n {
                    if let Some(piece) = tokens[at + place - left] {
                        add(row, &piece[shares + place * WIDTH..][..WIDTH]);
                    }
                }
                relu_add(row, &own[DIMENSION + k * WIDTH..][..WIDTH]);
            }
            shares += n * WIDTH;
            // each row of `windows` is n rows of `hidden`, one behind the other
            let windows = ArrayView2::from_shape((rows + 1 - n, n * WIDTH).strides((WIDTH, 1)), &hidden)
                .map_err(|e| Error::new(ErrorKind::Input, e.to_string()))?;
            let second = windows.dot(&order.second);
            for at in (0..rows).filter(|at| tokens[*at].is_some()) {
                let row = &mut features[at * FEATURES + DIMENSION + k * WIDTH..][..WIDTH];
                row.copy_from_slice(&order.second_bias);
                // cannot fail: a product is stored row by row
                add(row, second.row(at - left).to_slice().unwrap_or_default());
                relu_add(row, &hidden[at * WIDTH..(at + 1) * WIDTH]);
            }
        }
        self.summed(batch, features, out);
        Ok(())
    }

    /// Features normed, summed over each sentence and projected.
    fn summed(&self, batch: &[Vec<u32>], mut features: Vec<f32>, out: &mut Vec<Sum>) {
        let mut sums = Array2::<f32>::zeros((batch.len(), FEATURES));
        let mut at = GAP;
        let flat = sums.as_slice_mut().unwrap_or_default();
        for (ids, sum) in batch.iter().zip(flat.chunks_exact_mut(FEATURES)) {
            for row in features[at * FEATURES..][..ids.len() * FEATURES].chunks_exact_mut(FEATURES) {
                normalise(row, self.epsilon);
                add(sum, row);
            }
            let count = ids.len() as f32;
            for ((v, gain), shift) in sum.iter_mut().zip(&self.norm[0]).zip(&self.norm[1]) {
                *v = *v * gain + count * shift;
            }
            at += ids.len() + GAP;
        }
        let projected = sums.dot(&self.output);
        for (row, ids) in projected.rows().into_iter().zip(batch) {
            let tokens = ids.len() as f32;
            let values = row.iter().zip(&self.output_bias).map(|(v, b)| v + tokens * b).collect();
            out.push(Sum { values, tokens });
        }
    }

    /// What is kept of the pieces of a batch; computed where it is new.
    fn pieces_of(&self, batch: &[Vec<u32>]) -> Result<HashMap<u32, Arc<[f32]>>> {
        let mut here = HashMap::new();
        let mut new: Vec<u32> = Vec::new();
        {
            let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
            for id in batch.iter().flatten() {
                match kept.get(id) {
                    Some(piece) => {
                        here.entry(*id).or_insert_with(|| piece.clone());
                    }
                    None => new.push(*id),
                }
            }
        }
        new.sort_unstable();
        new.dedup();
        if new.is_empty() {
            return Ok(here);
        }
        let made = self.make(&new)?;
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        for (id, piece) in new.into_iter().zip(made) {
            if kept.len() < MOST_KEPT {
                kept.insert(id, piece.clone());
            }
            here.insert(id, piece);
        }
        Ok(here)
    }

    /// Row, projections and shares of the first convolutions of pieces.
    fn make(&self, ids: &[u32]) -> Result<Vec<Arc<[f32]>>> {
        let mut rows = Array2::<f32>::zeros((ids.len(), DIMENSION));
        let mut bytes = [0u8; DIMENSION];
        for (mut row, id) in rows.rows_mut().into_iter().zip(ids) {
            self.table.row(*id as usize, &mut bytes)?;
            let chunk = *id as usize % CHUNKS;
            let (scale, low) = (self.scale[chunk], self.low[chunk]);
            row.iter_mut().zip(bytes).for_each(|(r, b)| *r = f32::from(b) * scale + low);
        }
        let mut projected = rows.dot(&self.projection);
        for mut row in projected.rows_mut() {
            // cannot fail: a product is stored row by row
            let Some(row) = row.as_slice_mut() else { continue };
            add(row, &self.projection_bias);
            normalise(row, self.epsilon);
            let [gain, shift] = &self.projection_norm;
            row.iter_mut().zip(gain).zip(shift).for_each(|((v, g), s)| *v = *v * g + s);
        }
        let shares: Vec<Array2<f32>> = self
            .orders
            .iter()
            .enumerate()
            .map(|(k, order)| projected.slice_axis(Axis(1), part_of(k)).dot(&order.first))
            .collect();
        let piece = |k: usize| {
            let mut out = Vec::with_capacity(KEPT);
            out.extend(rows.row(k));
            out.extend(projected.row(k));
            shares.iter().for_each(|share| out.extend(share.row(k)));
            out.into()
        };
        Ok((0..ids.len()).map(piece).collect())
    }
}

/// The `k`-th piece of a convolution's width.
fn part_of(k: usize) -> Slice {
    Slice::from(k * WIDTH..(k + 1) * WIDTH)
}

/// Arrays by name, taken out one by one and checked.
struct Arrays(BTreeMap<String, Vec<f32>>);

impl Arrays {
    fn take(&mut self, name: &str, len: usize) -> Result<Vec<f32>> {
        let sound = |a: &Vec<f32>| a.len() == len && a.iter().all(|v| v.is_finite());
        self.0.remove(name).filter(sound).ok_or_else(|| {
            Error::new(ErrorKind::Input, format!("the encoder's array {name} is damaged"))
                .remedy("add the vectors again with `trialign vectors add`")
        })
    }

    fn matrix(&mut self, name: &str, rows: usize, columns: usize) -> Result<Array2<f32>> {
        Array2::from_shape_vec((rows, columns), self.take(name, rows * columns)?)
            .map_err(|e| Error::new(ErrorKind::Input, e.to_string()))
    }

    /// The convolutions over windows of `n`; the first with its places side by side.
    fn order(&mut self, n: usize) -> Result<Order> {
        let stacked = self.matrix(&format!("w1_{n}"), n * WIDTH, WIDTH)?;
        let mut first = Array2::zeros((WIDTH, n * WIDTH));
        for place in 0..n {
            let part = stacked.slice_axis(Axis(0), part_of(place));
            first.slice_axis_mut(Axis(1), part_of(place)).assign(&part);
        }
        Ok(Order {
            first,
            first_bias: self.take(&format!("b1_{n}"), WIDTH)?,
            second: self.matrix(&format!("w2_{n}"), n * WIDTH, WIDTH)?,
            second_bias: self.take(&format!("b2_{n}"), WIDTH)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_array_with_a_number_that_is_none_is_refused() {
        for (bad, len) in [(vec![f32::NAN; 17], 17), (vec![1.0; 16], 17)] {
            let mut arrays = Arrays(BTreeMap::from([("scale".to_owned(), bad)]));
            let error = arrays.take("scale", len).unwrap_err().to_string();
            assert!(error.contains("scale is damaged (add the vectors again"), "{error}");
        }
    }
}

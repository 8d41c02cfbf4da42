//! Google's multilingual sentence encoder v3 as the package ships it: pieces to features, features summed over
//! the sentence, the sum through a small dense head.
//!
//! Three things make it faster than the package. What a piece gives before it meets its neighbours (projection, and
//! its share of the first convolution at each place of the window) depends on the piece alone and is kept; the
//! weights are whole numbers, so products are of bytes; and the sum comes before the head, so a joined run costs
//! one pass of the head.

use fearless_simd::Level;

use super::arrays::Arrays;
use super::head::Head;
use super::kernels::{add_codes, add_normalised, relu_add, relu_add_codes};
use super::package::Model;
use super::pieces::{Made, Piece, PieceStore};
use super::product::{NOWHERE, Target, Weights, add_product};
use super::rows::Rows;
use super::size::{FEATURES, ORDERS, Sum, WIDTH};
use super::table::DIMENSION;
use super::tokenizer::Pieces;
use crate::error::Result;

/// Tokens of a batch: what fits the cache.
const BATCH: usize = 240;
/// Tokens whose pieces are looked up together.
const WINDOW: usize = 16 * BATCH;

/// A convolution: biases, and the weights of the second by place of the window.
struct Order {
    first_bias: Vec<f32>,
    second: Vec<Weights>,
    second_bias: Vec<f32>,
}

/// The encoder.
pub struct Encoder {
    tokenizer: Pieces,
    pieces: PieceStore,
    orders: Vec<Order>,
    epsilon: f32,
    head: Head,
}

/// The sentences of a batch.
struct Batch<'a> {
    /// Piece numbers of each.
    ids: &'a [Vec<u32>],
    /// What each token's piece gives, sentence after sentence.
    tokens: Vec<&'a Piece>,
    /// For each token the first of its sentence and the one after its last.
    bounds: Vec<(usize, usize)>,
}

impl Encoder {
    /// Puts the parts together.
    ///
    /// # Errors
    /// `Input` where an array is missing, has the wrong size, or holds a number that is none.
    pub fn new(model: Model) -> Result<Encoder> {
        let level = Level::new();
        let Model { tokenizer, table, rows, matrices } = model;
        let mut arrays = Arrays { level, rows, matrices };
        let epsilon = arrays.row("eps", 1)?[0];
        let order = |arrays: &mut Arrays, n: usize| -> Result<Order> {
            Ok(Order {
                first_bias: arrays.row(&format!("b1_{n}"), WIDTH)?,
                second: arrays.places(&format!("w2_{n}"), n)?,
                second_bias: arrays.row(&format!("b2_{n}"), WIDTH)?,
            })
        };
        Ok(Encoder {
            tokenizer: Pieces::new(tokenizer),
            orders: ORDERS.iter().map(|(n, _)| order(&mut arrays, *n)).collect::<Result<_>>()?,
            pieces: PieceStore::new(table, epsilon, &mut arrays)?,
            head: Head::new(epsilon, &mut arrays)?,
            epsilon,
        })
    }

    /// The sums of sentences.
    ///
    /// # Errors
    /// `Io` where the table's file cannot be read any more.
    pub fn sums(&self, texts: &[&str]) -> Result<Vec<Sum>> {
        let mut out = Vec::with_capacity(texts.len());
        let (mut window, mut tokens) = (Vec::new(), 0);
        for text in texts {
            let ids = self.tokenizer.encode(text);
            tokens += ids.len();
            window.push(ids);
            if tokens > WINDOW {
                self.window(&window, &mut out)?;
                window.clear();
                tokens = 0;
            }
        }
        self.window(&window, &mut out)?;
        Ok(out)
    }

    fn window(&self, sentences: &[Vec<u32>], out: &mut Vec<Sum>) -> Result<()> {
        let made = self.pieces.missing(sentences)?;
        let (mut first, mut tokens) = (0, 0);
        for (at, ids) in sentences.iter().enumerate() {
            if tokens + ids.len() > BATCH && at > first {
                self.batch(&sentences[first..at], &made, out)?;
                (first, tokens) = (at, 0);
            }
            tokens += ids.len();
        }
        if first < sentences.len() {
            self.batch(&sentences[first..], &made, out)?;
        }
        Ok(())
    }

    /// Vectors of unit length, one behind the other, from sums and how many tokens they are of.
    ///
    /// # Errors
    /// `Input` where a number is none.
    pub fn head(&self, sums: &[Sum]) -> Result<Vec<f32>> {
        self.head.vectors(sums)
    }

    fn batch(&self, ids: &[Vec<u32>], made: &Made, out: &mut Vec<Sum>) -> Result<()> {
        let tokens = ids.iter().flatten().map(|id| self.pieces.get(*id, made)).collect::<Result<_>>()?;
        let mut bounds = Vec::new();
        for ids in ids {
            let first = bounds.len();
            bounds.resize(first + ids.len(), (first, first + ids.len()));
        }
        let batch = Batch { ids, tokens, bounds };
        let mut features = Vec::with_capacity(batch.tokens.len() * FEATURES);
        for piece in &batch.tokens {
            features.extend(piece.row());
            self.orders.iter().for_each(|order| features.extend_from_slice(&order.second_bias));
        }
        for (k, hidden) in self.hidden(&batch).iter().enumerate() {
            self.convolve_again(&batch, k, hidden, &mut features);
        }
        self.summed(&batch, &features, out);
        Ok(())
    }

    /// The first convolutions, a row a token.
    fn hidden(&self, batch: &Batch<'_>) -> [Vec<f32>; 3] {
        let mut hidden = [0, 1, 2].map(|k: usize| self.orders[k].first_bias.repeat(batch.tokens.len()));
        let mut first = 0;
        for ids in batch.ids {
            let end = first + ids.len();
            // each piece is read once, from its beginning to its end: they come from far away
            for (at, piece) in (first..).zip(&batch.tokens[first..end]) {
                let mut shares = piece.shares();
                for ((n, left), hidden) in ORDERS.into_iter().zip(&mut hidden) {
                    // of the token whose window has this one at the place
                    for (place, share) in (0..n).zip(&mut shares) {
                        if at + left >= first + place && at + left < end + place {
                            add_codes(&mut hidden[(at + left - place) * WIDTH..][..WIDTH], share);
                        }
                    }
                }
            }
            for (at, piece) in (first..).zip(&batch.tokens[first..end]) {
                for (own, hidden) in piece.own().zip(&mut hidden) {
                    relu_add_codes(&mut hidden[at * WIDTH..][..WIDTH], own);
                }
            }
            first = end;
        }
        hidden
    }

    /// A second convolution, added to the biases that the features hold.
    fn convolve_again(&self, batch: &Batch<'_>, k: usize, hidden: &[f32], features: &mut [f32]) {
        let (left, from) = (ORDERS[k].1, DIMENSION + k * WIDTH);
        let mut bytes = Rows::signed(WIDTH);
        hidden.chunks_exact(WIDTH).for_each(|row| bytes.push(row));
        for (place, weights) in self.orders[k].second.iter().enumerate() {
            let at = |(token, (first, end)): (usize, &(usize, usize))| {
                let at = token + left;
                if at >= first + place && at < end + place { (at - place) as u32 } else { NOWHERE }
            };
            let rows: Vec<u32> = batch.bounds.iter().enumerate().map(at).collect();
            let mut target = Target { out: &mut features[from..], stride: FEATURES, rows: &rows };
            add_product(&bytes, weights, &mut target);
        }
        for (row, hidden) in features.chunks_exact_mut(FEATURES).zip(hidden.chunks_exact(WIDTH)) {
            relu_add(&mut row[from..from + WIDTH], hidden);
        }
    }

    /// Features normed, summed over each sentence and projected.
    fn summed(&self, batch: &Batch<'_>, features: &[f32], out: &mut Vec<Sum>) {
        let mut sums = vec![0.0f32; batch.ids.len() * FEATURES];
        let mut at = 0;
        for (ids, sum) in batch.ids.iter().zip(sums.chunks_exact_mut(FEATURES)) {
            for row in features[at * FEATURES..][..ids.len() * FEATURES].chunks_exact(FEATURES) {
                add_normalised(sum, row, self.epsilon);
            }
            at += ids.len();
        }
        let tokens: Vec<f32> = batch.ids.iter().map(|ids| ids.len() as f32).collect();
        out.extend(self.head.sums(&tokens, sums));
    }
}

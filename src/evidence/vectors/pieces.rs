//! What each piece of the vocabulary gives before it meets its neighbours; computed once and kept.

use std::collections::HashMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::arrays::Arrays;
use super::kernels::normalise;
use super::product::{Target, Weights, add_product};
use super::rows::{Rows, to_codes};
use super::size::{ORDERS, WIDTH};
use super::table::{DIMENSION, ROWS, Table};
use crate::error::{Error, ErrorKind, Result};

/// Numbers of all projections.
const PROJECTED: usize = 3 * WIDTH;
/// Windows' places of all orders.
const PLACES: usize = ORDERS[0].0 + ORDERS[1].0 + ORDERS[2].0;
/// Numbers that are computed of a piece.
const NUMBERS: usize = PROJECTED + PLACES * WIDTH;
/// Pieces kept, 7 kB each.
const MOST_KEPT: usize = 16_384;
/// Pieces that are computed together: what fits the cache.
const TOGETHER: usize = 96;
/// Blocks the table is cut into; each has a scale of its own.
const CHUNKS: usize = 17;

/// What a piece gives.
pub struct Piece {
    row: [u8; DIMENSION],
    scale: f32,
    low: f32,
    /// Projections, then shares of the first convolutions by order and place, in 16 bits: they come from far away,
    /// and what is short comes soon.
    codes: [i16; NUMBERS],
    /// What a step of each is worth.
    steps: [f32; NUMBERS / WIDTH],
}

/// Numbers in 16 bits and what a step is worth.
pub type Part<'a> = (&'a [i16], f32);

impl Piece {
    /// The row of the table.
    pub fn row(&self) -> impl Iterator<Item = f32> {
        self.row.iter().map(|b| f32::from(*b) * self.scale + self.low)
    }

    /// The projections, one an order.
    pub fn own(&self) -> impl Iterator<Item = Part<'_>> {
        self.parts().take(ORDERS.len())
    }

    /// Shares of the first convolutions, by order and place of the window.
    pub fn shares(&self) -> impl Iterator<Item = Part<'_>> {
        self.parts().skip(ORDERS.len())
    }

    fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        self.codes.chunks_exact(WIDTH).zip(self.steps)
    }
}

/// Pieces that are not kept.
pub type Made = HashMap<u32, Box<Piece>>;

/// The table, what is computed from a row of it, and what is kept of that.
pub struct PieceStore {
    table: Table,
    scale: Vec<f32>,
    low: Vec<f32>,
    epsilon: f32,
    projection: Weights,
    bias: Vec<f32>,
    gain: Vec<f32>,
    shift: Vec<f32>,
    first: Vec<Weights>,
    kept: Vec<OnceLock<Box<Piece>>>,
    count: AtomicUsize,
}

impl PieceStore {
    /// Takes its arrays; nothing is computed yet.
    ///
    /// # Errors
    /// As [`Arrays::row`].
    pub fn new(table: Table, epsilon: f32, arrays: &mut Arrays) -> Result<PieceStore> {
        let mut all = |name: &str| -> Result<Vec<f32>> {
            let parts = ORDERS.map(|(n, _)| arrays.row(&format!("{name}{n}"), WIDTH));
            Ok(parts.into_iter().collect::<Result<Vec<_>>>()?.concat())
        };
        let (bias, gain, shift) = (all("proj_b")?, all("ln_g")?, all("ln_b")?);
        Ok(PieceStore {
            table,
            scale: arrays.row("scale", CHUNKS)?,
            low: arrays.row("lo", CHUNKS)?,
            epsilon,
            projection: arrays.weights(DIMENSION, &[("proj2", WIDTH), ("proj3", WIDTH), ("proj5", WIDTH)])?,
            bias,
            gain,
            shift,
            first: ORDERS
                .iter()
                .map(|(n, _)| arrays.places_together(&format!("w1_{n}"), *n))
                .collect::<Result<_>>()?,
            kept: (0..ROWS).map(|_| OnceLock::new()).collect(),
            count: AtomicUsize::new(0),
        })
    }

    /// A piece that is kept or was just made.
    ///
    /// # Errors
    /// `Input` where it is neither.
    pub fn get<'a>(&'a self, id: u32, made: &'a Made) -> Result<&'a Piece> {
        let kept = self.kept.get(id as usize).and_then(OnceLock::get).map(|piece| &**piece);
        kept.or_else(|| made.get(&id).map(|piece| &**piece))
            .ok_or_else(|| Error::new(ErrorKind::Input, format!("the encoder has no piece {id}")))
    }

    /// Computes what is new in sentences: keeps it, and gives what there is no room for.
    ///
    /// # Errors
    /// `Io` where the table's file cannot be read any more.
    pub fn missing(&self, sentences: &[Vec<u32>]) -> Result<Made> {
        let known = |id: &u32| self.kept.get(*id as usize).is_some_and(|k| k.get().is_some());
        let mut new: Vec<u32> = sentences.iter().flatten().copied().filter(|id| !known(id)).collect();
        new.sort_unstable();
        new.dedup();
        let mut made = Made::new();
        for new in new.chunks(TOGETHER) {
            for (id, piece) in new.iter().zip(self.make(new)?) {
                match self.kept.get(*id as usize) {
                    Some(place) if self.count.fetch_add(1, Ordering::Relaxed) < MOST_KEPT => {
                        // another thread may have been first, with the same
                        let _ = place.set(piece);
                    }
                    _ => {
                        made.insert(*id, piece);
                    }
                }
            }
        }
        Ok(made)
    }

    fn make(&self, ids: &[u32]) -> Result<Vec<Box<Piece>>> {
        let mut pieces = Vec::with_capacity(ids.len());
        let mut rows = Rows::positive(DIMENSION);
        for id in ids {
            let chunk = *id as usize % CHUNKS;
            let (scale, low) = (self.scale[chunk], self.low[chunk]);
            let (codes, steps) = ([0; NUMBERS], [0.0; NUMBERS / WIDTH]);
            let mut piece = Box::new(Piece { row: [0; DIMENSION], scale, low, codes, steps });
            self.table.row(*id as usize, &mut piece.row)?;
            rows.push_bytes(&piece.row, scale, low);
            pieces.push(piece);
        }
        let numbers = self.numbers(&rows);
        for (piece, numbers) in pieces.iter_mut().zip(numbers.chunks_exact(NUMBERS)) {
            let codes = piece.codes.chunks_exact_mut(WIDTH).zip(&mut piece.steps);
            for ((codes, step), numbers) in codes.zip(numbers.chunks_exact(WIDTH)) {
                *step = to_codes(numbers, codes);
            }
        }
        Ok(pieces)
    }

    /// Projections and shares of rows of the table.
    fn numbers(&self, rows: &Rows) -> Vec<f32> {
        let mut out = vec![0.0f32; rows.len() * NUMBERS];
        let to: Vec<u32> = (0..rows.len() as u32).collect();
        out.chunks_exact_mut(NUMBERS).for_each(|piece| piece[..PROJECTED].copy_from_slice(&self.bias));
        add_product(rows, &self.projection, &mut Target { out: &mut out, stride: NUMBERS, rows: &to });
        let mut projected = ORDERS.map(|_| Rows::signed(WIDTH));
        for piece in out.chunks_exact_mut(NUMBERS) {
            let row = &mut piece[..PROJECTED];
            normalise(row, self.epsilon);
            row.iter_mut().zip(&self.gain).zip(&self.shift).for_each(|((v, g), s)| *v = *v * g + s);
            for (rows, part) in projected.iter_mut().zip(row.chunks_exact(WIDTH)) {
                rows.push(part);
            }
        }
        let mut from = PROJECTED;
        for (rows, weights) in projected.iter().zip(&self.first) {
            let mut target = Target { out: &mut out[from..], stride: NUMBERS, rows: &to };
            add_product(rows, weights, &mut target);
            from += weights.columns();
        }
        out
    }
}

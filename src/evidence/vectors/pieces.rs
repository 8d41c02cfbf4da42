//! What each piece of the vocabulary gives before it meets its neighbours; computed once and kept.

use std::collections::HashMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::arrays::Arrays;
use super::encoder::{ORDERS, WIDTH};
use super::kernels::normalise;
use super::product::{Target, Weights, add_product};
use super::rows::Rows;
use super::table::{DIMENSION, ROWS, Table};
use crate::error::{Error, ErrorKind, Result};

/// Numbers of all projections.
const PROJECTED: usize = 3 * WIDTH;
/// Where, in what is kept of a piece, its shares of the first convolutions begin: behind row and projections.
pub const KEPT: [usize; 3] = {
    let first = DIMENSION + PROJECTED;
    [first, first + ORDERS[0].0 * WIDTH, first + (ORDERS[0].0 + ORDERS[1].0) * WIDTH]
};
const NUMBERS: usize = KEPT[2] + ORDERS[2].0 * WIDTH;
/// Pieces kept, 15 kB each.
const MOST_KEPT: usize = 8192;
/// Blocks the table is cut into; each has a scale of its own.
const CHUNKS: usize = 17;

/// Row, projections and shares of a piece.
pub type Piece<'a> = &'a [f32];

/// Pieces that are not kept.
pub type Made = HashMap<u32, Box<[f32]>>;

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
    kept: Vec<OnceLock<Box<[f32]>>>,
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
    pub fn get<'a>(&'a self, id: u32, made: &'a Made) -> Result<Piece<'a>> {
        let kept = self.kept.get(id as usize).and_then(OnceLock::get).map(|piece| &**piece);
        kept.or_else(|| made.get(&id).map(|piece| &**piece))
            .ok_or_else(|| Error::new(ErrorKind::Input, format!("the encoder has no piece {id}")))
    }

    /// Computes what is new in a batch: keeps it, and gives what there is no room for.
    ///
    /// # Errors
    /// `Io` where the table's file cannot be read any more.
    pub fn missing(&self, batch: &[Vec<u32>]) -> Result<Made> {
        let known = |id: &u32| self.kept.get(*id as usize).is_some_and(|k| k.get().is_some());
        let mut new: Vec<u32> = batch.iter().flatten().copied().filter(|id| !known(id)).collect();
        new.sort_unstable();
        new.dedup();
        let mut made = Made::new();
        if new.is_empty() {
            return Ok(made);
        }
        for (id, piece) in new.iter().zip(self.make(&new)?) {
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
        Ok(made)
    }

    fn make(&self, ids: &[u32]) -> Result<Vec<Box<[f32]>>> {
        let mut out = vec![0.0f32; ids.len() * NUMBERS];
        let to: Vec<u32> = (0..ids.len() as u32).collect();
        let mut rows = Rows::positive(DIMENSION);
        let mut bytes = [0u8; DIMENSION];
        for (piece, id) in out.chunks_exact_mut(NUMBERS).zip(ids) {
            self.table.row(*id as usize, &mut bytes)?;
            let chunk = *id as usize % CHUNKS;
            let (scale, low) = (self.scale[chunk], self.low[chunk]);
            piece.iter_mut().zip(bytes).for_each(|(p, b)| *p = f32::from(b) * scale + low);
            piece[DIMENSION..KEPT[0]].copy_from_slice(&self.bias);
            rows.push_bytes(&bytes, scale, low);
        }
        let mut target = Target { out: &mut out[DIMENSION..], stride: NUMBERS, rows: &to };
        add_product(&rows, &self.projection, &mut target);
        let mut projected = ORDERS.map(|_| Rows::signed(WIDTH));
        for piece in out.chunks_exact_mut(NUMBERS) {
            let row = &mut piece[DIMENSION..KEPT[0]];
            normalise(row, self.epsilon);
            row.iter_mut().zip(&self.gain).zip(&self.shift).for_each(|((v, g), s)| *v = *v * g + s);
            for (rows, part) in projected.iter_mut().zip(row.chunks_exact(WIDTH)) {
                rows.push(part);
            }
        }
        for ((rows, weights), from) in projected.iter().zip(&self.first).zip(KEPT) {
            let mut target = Target { out: &mut out[from..], stride: NUMBERS, rows: &to };
            add_product(rows, weights, &mut target);
        }
        Ok(out.chunks_exact(NUMBERS).map(Box::from).collect())
    }
}

//! Products of 8-bit weights with rows of bytes, exact in 32-bit integers.
//!
//! The encoder's weights are whole numbers times a step. Rows are brought to bytes with a scale of their own, so a
//! product is one of integers: the same bits on every machine, and four to eight times as fast as one of floats.

use fearless_simd::prelude::*;
use fearless_simd::{Level, Simd, dispatch};

use super::rows::Rows;

/// Columns that are computed together.
pub const COLUMNS: usize = 64;
/// Rows that are computed together.
const ROWS: usize = 6;
/// The same where there are few registers.
const FEW_ROWS: usize = 4;
/// Columns that are computed together there.
const FEW_COLUMNS: usize = 16;

/// Whole numbers times a step, row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    /// What one is worth.
    pub step: f32,
    /// The numbers.
    pub values: Vec<i8>,
}

/// A matrix laid out for [`add_product`].
#[derive(Debug)]
pub struct Weights {
    level: Level,
    inner: usize,
    columns: usize,
    /// By 64 columns, then by four (or two) rows: the column's numbers in those rows.
    panels: Vec<i32>,
    /// Sum of each column.
    sums: Vec<i32>,
    steps: Vec<f32>,
}

/// Numbers of a row that stand in one word of a panel: four bytes, or two halves where there is no product of bytes.
fn together(level: Level) -> usize {
    if has_byte_product(level) { 4 } else { 2 }
}

impl Weights {
    /// Matrices of `inner` rows, side by side; the columns of all must be a multiple of 64.
    pub fn new(level: Level, inner: usize, parts: &[Matrix]) -> Weights {
        let widths: Vec<usize> = parts.iter().map(|part| part.values.len() / inner).collect();
        let columns = widths.iter().sum();
        let of_columns =
            parts.iter().zip(&widths).flat_map(|(part, width)| (0..*width).map(move |c| (part, c, *width)));
        let mut weights = Weights {
            level,
            inner,
            columns,
            panels: Vec::new(),
            sums: Vec::with_capacity(columns),
            steps: Vec::with_capacity(columns),
        };
        let words = inner / together(level);
        weights.panels = vec![0; words * columns];
        for (at, (part, column, width)) in of_columns.enumerate() {
            let numbers = part.values[column..].iter().step_by(width);
            weights.sums.push(numbers.clone().map(|v| i32::from(*v)).sum());
            weights.steps.push(part.step);
            let panel = &mut weights.panels[at / COLUMNS * words * COLUMNS + at % COLUMNS..];
            let mut word = panel.iter_mut().step_by(COLUMNS);
            let mut numbers = numbers.copied();
            if together(level) == 4 {
                while let (Some([a, b, c, d]), Some(word)) = (next(&mut numbers), word.next()) {
                    *word = i32::from_le_bytes([a as u8, b as u8, c as u8, d as u8]);
                }
            } else {
                while let (Some([a, b]), Some(word)) = (next(&mut numbers), word.next()) {
                    *word = halves(i16::from(a), i16::from(b));
                }
            }
        }
        weights
    }

    /// How many rows there are.
    pub fn inner(&self) -> usize {
        self.inner
    }

    /// How many columns there are.
    pub fn columns(&self) -> usize {
        self.columns
    }

    fn panel(&self, panel: usize) -> &[i32] {
        let len = self.panels.len() / (self.columns / COLUMNS);
        &self.panels[panel * len..(panel + 1) * len]
    }
}

fn next<const N: usize>(numbers: &mut impl Iterator<Item = i8>) -> Option<[i8; N]> {
    let mut out = [0; N];
    for o in &mut out {
        *o = numbers.next()?;
    }
    Some(out)
}

fn halves(low: i16, high: i16) -> i32 {
    i32::from(low as u16) | i32::from(high) << 16
}

/// The row of a product that goes nowhere.
pub const NOWHERE: u32 = u32::MAX;

/// Where a product goes.
pub struct Target<'a> {
    /// Rows of numbers that it is added to.
    pub out: &'a mut [f32],
    /// Numbers of a row of `out`.
    pub stride: usize,
    /// The row of `out` for each row of the product; [`NOWHERE`] for none.
    pub rows: &'a [u32],
}

/// A block of the target: its place, and what its sums are worth.
struct Tile<'a> {
    /// Where each row begins in the target; beyond its end for none.
    from: [usize; ROWS],
    /// Scale and low of each row.
    worth: [(f32, f32); ROWS],
    zero: i32,
    /// Sum and step of each column.
    sums: &'a [i32],
    steps: &'a [f32],
}

/// Adds rows times weights to the target.
pub fn add_product(rows: &Rows, weights: &Weights, target: &mut Target<'_>) {
    debug_assert_eq!(rows.width(), weights.inner);
    let pairs = if together(weights.level) == 4 { Vec::new() } else { rows.pairs() };
    let last = rows.len().saturating_sub(1);
    for panel in 0..weights.columns / COLUMNS {
        let columns = panel * COLUMNS..(panel + 1) * COLUMNS;
        for first in (0..rows.len()).step_by(ROWS) {
            let from = |r: usize| match target.rows.get(first + r) {
                Some(row) => (*row as usize).saturating_mul(target.stride).saturating_add(columns.start),
                None => usize::MAX,
            };
            let tile = Tile {
                from: std::array::from_fn(from),
                worth: std::array::from_fn(|r| rows.worth((first + r).min(last))),
                zero: rows.zero(),
                sums: &weights.sums[columns.clone()],
                steps: &weights.steps[columns.clone()],
            };
            let panel = weights.panel(panel);
            add_tile(weights.level, (rows, &pairs), first, panel, &tile, target.out);
        }
    }
}

fn add_tile(
    level: Level,
    (rows, pairs): (&Rows, &[i32]),
    first: usize,
    panel: &[i32],
    tile: &Tile<'_>,
    out: &mut [f32],
) {
    let last = rows.len() - 1;
    #[cfg(target_arch = "x86_64")]
    if let Some(avx512) = level.as_avx512() {
        // rows beyond the last are computed and dropped
        let of_tile = std::array::from_fn(|r| rows.quads((first + r).min(last)));
        return tile_of_bytes(avx512, of_tile, panel, tile, out);
    }
    let words = rows.width() / 2;
    let row = |r: usize| &pairs[r.min(last) * words..][..words];
    let mut sums = [[0; COLUMNS]; ROWS];
    for from in (0..ROWS.min(rows.len() - first)).step_by(FEW_ROWS) {
        let of_tile: [&[i32]; FEW_ROWS] = std::array::from_fn(|r| row(first + from + r));
        for column in (0..COLUMNS).step_by(FEW_COLUMNS) {
            dispatch!(level, simd => tile_of_halves(simd, of_tile, panel, column, &mut sums[from..]));
        }
    }
    dispatch!(level, simd => scaled(simd, &sums, tile, out));
}

#[cfg(target_arch = "x86_64")]
fn has_byte_product(level: Level) -> bool {
    level.as_avx512().is_some()
}

#[cfg(not(target_arch = "x86_64"))]
fn has_byte_product(_: Level) -> bool {
    false
}

#[cfg(target_arch = "x86_64")]
fearless_simd::kernel!(
    fn tile_of_bytes(avx512: Avx512, rows: [&[i32]; ROWS], panel: &[i32], tile: &Tile<'_>, out: &mut [f32]) {
        use fearless_simd::{f32x16, i32x16};
        use std::arch::x86_64::{
            __m512i, _mm512_cvtepi32_ps, _mm512_dpbusd_epi32, _mm512_set1_epi32, _mm512_setzero_si512,
        };
        const LANES: usize = 16;
        let panel = panel.as_chunks::<COLUMNS>().0;
        let words = panel.len();
        let rows = rows.map(|row| &row[..words]);
        let mut totals = [[_mm512_setzero_si512(); COLUMNS / LANES]; ROWS];
        for (at, word) in panel.iter().enumerate() {
            let weights: [__m512i; COLUMNS / LANES] =
                std::array::from_fn(|j| i32x16::from_slice(avx512, &word[j * LANES..(j + 1) * LANES]).into());
            for (totals, row) in totals.iter_mut().zip(&rows) {
                let bytes = _mm512_set1_epi32(row[at]);
                for (total, weights) in totals.iter_mut().zip(&weights) {
                    *total = _mm512_dpbusd_epi32(*total, bytes, *weights);
                }
            }
        }
        // as in `scaled`
        for ((from, (scale, low)), totals) in tile.from.into_iter().zip(tile.worth).zip(totals) {
            let Some(out) = out.get_mut(from..from.saturating_add(COLUMNS)) else { continue };
            let columns = tile.sums.chunks_exact(LANES).zip(tile.steps.chunks_exact(LANES));
            for ((out, (sums, steps)), total) in out.chunks_exact_mut(LANES).zip(columns).zip(totals) {
                let total: i32x16<_> = total.simd_into(avx512);
                let of_column = i32x16::from_slice(avx512, sums);
                let whole: f32x16<_> =
                    _mm512_cvtepi32_ps((total - of_column * tile.zero).into()).simd_into(avx512);
                let of_column: f32x16<_> = _mm512_cvtepi32_ps(of_column.into()).simd_into(avx512);
                let sum = f32x16::from_slice(avx512, steps) * (whole * scale + of_column * low);
                (f32x16::from_slice(avx512, out) + sum).store_slice(out);
            }
        }
    }
);

#[inline(always)]
fn tile_of_halves<S: Simd>(
    simd: S,
    rows: [&[i32]; FEW_ROWS],
    panel: &[i32],
    column: usize,
    sums: &mut [[i32; COLUMNS]],
) {
    const LANES: usize = 8;
    type Words<S> = fearless_simd::i32x8<S>;
    type Halves<S> = fearless_simd::i16x16<S>;
    let panel = panel.as_chunks::<COLUMNS>().0;
    let words = panel.len();
    let rows = rows.map(|row| &row[..words]);
    let mut totals = [[Words::splat(simd, 0); FEW_COLUMNS / LANES]; FEW_ROWS];
    for (at, word) in panel.iter().enumerate() {
        let word = &word[column..column + FEW_COLUMNS];
        let weights: [Halves<S>; FEW_COLUMNS / LANES] = [
            Words::from_slice(simd, &word[..LANES]).bitcast(),
            Words::from_slice(simd, &word[LANES..]).bitcast(),
        ];
        for (totals, row) in totals.iter_mut().zip(&rows) {
            let bytes: Halves<S> = Words::splat(simd, row[at]).bitcast();
            for (total, weights) in totals.iter_mut().zip(&weights) {
                *total += bytes.pairwise_dot_product(*weights);
            }
        }
    }
    for (sums, totals) in sums.iter_mut().zip(totals) {
        for (sums, total) in sums[column..].chunks_exact_mut(LANES).zip(totals) {
            total.store_slice(sums);
        }
    }
}

#[inline(always)]
fn scaled<S: Simd>(_: S, sums: &[[i32; COLUMNS]; ROWS], tile: &Tile<'_>, out: &mut [f32]) {
    for ((from, (scale, low)), sums) in tile.from.into_iter().zip(tile.worth).zip(sums) {
        let Some(out) = out.get_mut(from..from.saturating_add(COLUMNS)) else { continue };
        let columns = tile.sums.iter().zip(tile.steps);
        for ((o, (of_column, step)), sum) in out.iter_mut().zip(columns).zip(sums) {
            // the product is exact, and has 24 bits at most where a row has one byte a number
            let whole = (sum - of_column * tile.zero) as f32;
            *o += step * (whole * scale + *of_column as f32 * low);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that are alike in every run.
    fn noise(count: usize, seed: u32) -> impl Iterator<Item = u32> {
        let step = move |state: &mut u32| {
            *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            Some(*state >> 8)
        };
        std::iter::repeat_n((), count).scan(seed, move |state, ()| step(state))
    }

    fn levels() -> Vec<Level> {
        let mut levels = vec![Level::new(), Level::baseline()];
        #[cfg(target_arch = "x86_64")]
        {
            levels.extend(Level::new().as_sse4_2().map(Simd::level));
            levels.extend(Level::new().as_avx2().map(Simd::level));
        }
        levels
    }

    #[test]
    fn a_product_is_the_same_on_every_processor() {
        const INNER: usize = 72;
        let matrix = |columns: usize, step: f32| {
            let values = noise(INNER * columns, columns as u32).map(|v| v as i8).collect();
            Matrix { step, values }
        };
        let parts = [matrix(64, 0.25), matrix(128, 0.03)];
        for (count, mut rows) in
            [(1, Rows::positive(INNER)), (7, Rows::signed(INNER)), (13, Rows::signed(INNER))]
        {
            let numbers: Vec<f32> = noise(count * INNER, 5).map(|v| v as f32 / 1e6 - 3.0).collect();
            numbers.chunks_exact(INNER).for_each(|row| match rows.zero() {
                0 => rows.push(&row.iter().map(|v| v.max(0.0)).collect::<Vec<_>>()),
                _ => rows.push(row),
            });
            rows.push_bytes(&[255; INNER], 0.5, -1.0);
            let to: Vec<u32> = (0..rows.len() as u32).map(|r| if r == 2 { NOWHERE } else { r }).collect();
            let product = |level| {
                let weights = Weights::new(level, INNER, &parts);
                let mut out = vec![1.0; rows.len() * 200];
                add_product(&rows, &weights, &mut Target { out: &mut out, stride: 200, rows: &to });
                out
            };
            let first = product(Level::new());
            assert!(levels().into_iter().all(|level| product(level) == first));
            let plain = |row: usize, column: usize| {
                let (part, at) = if column < 64 { (&parts[0], column) } else { (&parts[1], column - 64) };
                let width = part.values.len() / INNER;
                let bytes = rows.quads(row).iter().flat_map(|quad| quad.to_le_bytes());
                let (scale, low) = rows.worth(row);
                let of = |(k, byte): (usize, u8)| {
                    let value = scale * (f32::from(byte) - rows.zero() as f32) + low;
                    f64::from(value) * f64::from(part.values[k * width + at]) * f64::from(part.step)
                };
                bytes.enumerate().map(of).sum::<f64>()
            };
            for row in (0..rows.len()).filter(|row| *row != 2) {
                for column in 0..192 {
                    let (found, sought) = (f64::from(first[row * 200 + column]) - 1.0, plain(row, column));
                    assert!((found - sought).abs() < 1e-3 * sought.abs().max(1.0), "{found} {sought}");
                }
            }
            if rows.len() > 2 {
                assert!(first[2 * 200..3 * 200].iter().all(|v| *v == 1.0));
            }
        }
    }
}

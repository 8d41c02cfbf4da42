//! How alike blocks of lines are, by the words they share: what the search area is laid by.
//!
//! Rarity is counted anew for each size of block: a word in every tenth line says much of lines and nothing of chapters.

use super::matches::Region;
use super::side::Side;
use super::translations::{Rendering, Translations};

/// Lines of a block on each side.
pub type BlockSize = [usize; 2];

/// Renderings of a type that are looked at: its best. Halved or doubled, none of the numbers here moves a row of an article;
/// likeness only says where to look.
const BEST: usize = 3;
/// Renderings weaker than this say nothing.
const LEAST_WEIGHT: f32 = 0.3;
/// Added to the mass of each block: small blocks are not alike because of one word.
const MASS: f32 = 5.0;
/// Least spread of likeness that is divided by: blocks that are all alike stay so.
const LEAST_SPREAD: f32 = 1e-4;

/// In how many blocks each type of a side stands, and which; the weight of each type; the mass of each block.
struct Blocks {
    starts: Vec<u32>,
    places: Vec<u32>,
    weights: Vec<f32>,
    masses: Vec<f32>,
}

impl Blocks {
    fn new(side: &Side, size: usize) -> Blocks {
        let count = side.lines.len().div_ceil(size);
        let types = side.types.texts.len();
        let each = |see: &mut dyn FnMut(usize, u32)| {
            let mut last = vec![u32::MAX; types];
            for (number, line) in side.lines.iter().enumerate() {
                let block = (number / size) as u32;
                for token in &side.tokens[line.tokens.clone()] {
                    if std::mem::replace(&mut last[token.ty as usize], block) != block {
                        see(token.ty as usize, block);
                    }
                }
            }
        };
        let mut starts = vec![0u32; types + 1];
        each(&mut |ty, _| starts[ty + 1] += 1);
        let weight = |&frequency: &u32| ((count as f32 + 1.0) / (frequency as f32 + 0.5)).ln().max(0.0);
        let weights: Vec<f32> = starts[1..].iter().map(weight).collect();
        for ty in 0..types {
            starts[ty + 1] += starts[ty];
        }
        let mut next = starts.clone();
        let mut places = vec![0; starts[types] as usize];
        let mut masses = vec![0.0; count];
        each(&mut |ty, block| {
            places[next[ty] as usize] = block;
            next[ty] += 1;
            masses[block as usize] += weights[ty];
        });
        Blocks { starts, places, weights, masses }
    }

    fn of(&self, ty: usize) -> &[u32] {
        &self.places[self.starts[ty] as usize..self.starts[ty + 1] as usize]
    }
}

/// The likeness of each pair of blocks of `region` against chance, in standard deviations, row by row.
///
/// Pairs of types that meet in more than `most` pairs of blocks are left out.
pub fn likeness(
    [en, zh]: [&Side; 2],
    translations: &Translations,
    size: BlockSize,
    region: &Region,
    most: usize,
) -> Vec<f32> {
    let (rows, columns) = (Blocks::new(en, size[0]), Blocks::new(zh, size[1]));
    let mut starts = vec![0usize];
    starts.extend(region.columns.iter().scan(0, |sum, range| {
        *sum += range.len();
        Some(*sum)
    }));
    let mut out = vec![0.0f32; starts[region.columns.len()]];
    for (ty, renderings) in translations.of.iter().enumerate() {
        let here = columns.of(ty);
        for rendering in best(renderings) {
            let en = rendering.en as usize;
            let there = rows.of(en);
            if here.len().saturating_mul(there.len()) > most {
                continue;
            }
            let weight = rendering.exact * (rows.weights[en] + columns.weights[ty]) / 2.0;
            for &row in there {
                let range = &region.columns[row as usize];
                let from = here.partition_point(|c| (*c as usize) < range.start);
                let first = starts[row as usize];
                for &column in here[from..].iter().take_while(|c| (**c as usize) < range.end) {
                    out[first + column as usize - range.start] += weight;
                }
            }
        }
    }
    let mut cells = out.iter_mut();
    for (range, mass) in region.columns.iter().zip(&rows.masses) {
        for (column, cell) in range.clone().zip(&mut cells) {
            *cell /= ((mass + MASS) * (columns.masses[column] + MASS)).sqrt();
        }
    }
    against_chance(&mut out, region, columns.masses.len());
    out
}

/// The renderings that weigh most.
fn best(renderings: &[Rendering]) -> Vec<Rendering> {
    let mut list: Vec<Rendering> = renderings.iter().filter(|r| r.exact >= LEAST_WEIGHT).copied().collect();
    list.sort_by(|a, b| b.exact.total_cmp(&a.exact).then(a.en.cmp(&b.en)));
    list.truncate(BEST);
    list
}

/// Takes off what is usual in the row and in the column, and divides by the spread.
fn against_chance(cells: &mut [f32], region: &Region, columns: usize) {
    let count = cells.len().max(1) as f64;
    let mean = cells.iter().map(|c| f64::from(*c)).sum::<f64>() / count;
    let mut by_column = vec![(0.0f64, 0.0f64); columns];
    let mut by_row = Vec::with_capacity(region.columns.len());
    let mut at = 0;
    for range in &region.columns {
        let row = &cells[at..at + range.len()];
        at += range.len();
        let sum = row.iter().map(|c| f64::from(*c)).sum::<f64>();
        by_row.push(sum / row.len().max(1) as f64);
        for (cell, sum) in row.iter().zip(&mut by_column[range.clone()]) {
            *sum = (sum.0 + f64::from(*cell), sum.1 + 1.0);
        }
    }
    let mut squares = 0.0;
    let mut rest = cells.iter_mut();
    for (range, row) in region.columns.iter().zip(by_row) {
        for (column, cell) in by_column[range.clone()].iter().zip(&mut rest) {
            *cell = (f64::from(*cell) - row - column.0 / column.1.max(1.0) + mean) as f32;
            squares += f64::from(*cell) * f64::from(*cell);
        }
    }
    let spread = ((squares / count).sqrt() as f32).max(LEAST_SPREAD);
    cells.iter_mut().for_each(|c| *c /= spread);
}

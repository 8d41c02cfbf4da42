//! Points where two texts meet: rare tokens that render each other, numbers, names.

use super::matches::Postings;
use super::side::Side;
use super::translations::Translations;

/// A pair of lines that share something rare.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Line of the first side.
    pub row: usize,
    /// Line of the second side.
    pub column: usize,
    /// How rare what they share is, in nats.
    pub weight: f32,
}

/// A type that stands in more lines than this is no anchor.
const MOST_LINES: usize = 6;
/// Renderings weaker than this are no anchor.
const LEAST_WEIGHT: f32 = 0.55;

/// Types in the same number of lines on both sides, up to this many, are paired first with first, second with second.
const MOST_PAIRED: usize = 200;
/// Trust in such a pairing.
const PAIRED: f32 = 0.7;

/// Every pair of places of every rare pair of types, and places in order where their numbers agree.
pub fn points(en: &Side, zh: &Side, translations: &Translations) -> Vec<Point> {
    let (rows, columns) = (Postings::new(en), Postings::new(zh));
    let mut out = Vec::new();
    for (ty, renderings) in translations.of.iter().enumerate() {
        let here = columns.of(ty as u32);
        if here.len() > MOST_PAIRED {
            continue;
        }
        for rendering in renderings.iter().filter(|r| r.exact >= LEAST_WEIGHT) {
            let there = rows.of(rendering.en);
            let weight = rendering.exact * (en.idf[rendering.en as usize] + zh.idf[ty]);
            let point =
                |row: u32, column: u32, weight| Point { row: row as usize, column: column as usize, weight };
            if here.len() == there.len() && here.len() > 1 {
                out.extend(
                    here.iter()
                        .zip(there)
                        .map(|(&(column, _), &(row, _))| point(row, column, weight * PAIRED)),
                );
            } else if here.len() <= MOST_LINES && there.len() <= MOST_LINES {
                let weight = weight / (here.len() * there.len()) as f32;
                for &(column, _) in here {
                    out.extend(there.iter().map(|&(row, _)| point(row, column, weight)));
                }
            }
        }
    }
    out.sort_by_key(|p| (p.row, p.column));
    out
}

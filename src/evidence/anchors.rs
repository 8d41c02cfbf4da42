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

/// Every pair of places of every rare pair of types.
pub fn points(en: &Side, zh: &Side, translations: &Translations) -> Vec<Point> {
    let (rows, columns) = (Postings::new(en), Postings::new(zh));
    let mut out = Vec::new();
    for (ty, renderings) in translations.of.iter().enumerate() {
        let here = columns.of(ty as u32);
        if here.len() > MOST_LINES {
            continue;
        }
        for rendering in renderings.iter().filter(|r| r.exact >= LEAST_WEIGHT) {
            let there = rows.of(rendering.en);
            if there.len() > MOST_LINES {
                continue;
            }
            let weight = rendering.exact * (en.idf[rendering.en as usize] + zh.idf[ty])
                / (here.len() * there.len()) as f32;
            for &(column, _) in here {
                out.extend(there.iter().map(|&(row, _)| Point {
                    row: row as usize,
                    column: column as usize,
                    weight,
                }));
            }
        }
    }
    out.sort_by_key(|p| (p.row, p.column));
    out
}

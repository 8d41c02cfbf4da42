//! Sentences that stand elsewhere in an edition. The ladder is monotone: what moved is an omission here and an addition
//! there. Afterwards null beads are matched with null beads by their words, and a match links two rows; the ladder
//! stays as it is.

use super::comparer::Comparer;
use super::texts::Text;
use crate::bead::{Bead, Move, Run};
use crate::evidence::{Evidence, Region};
use crate::text::{Article, Edition};

/// Pairs of lines that are looked at; larger articles are left alone. 1,000 by 1,000 sentences take 16 MB.
const MOST_PAIRS: usize = 1_000_000;
/// How much a share of covered words speaks: with 25, a tenth more is twelve times as likely. Halved or doubled, the moves
/// planted in `corpus/` come out the same but for single short lines.
const SHARPNESS: f64 = 25.0;
/// The share of words that lines cover by chance; a counterpart must have more.
const CHANCE: f64 = 0.3;
/// A line by itself is a move from here on; lines that move together support each other and need half of it.
const ALONE: f64 = 0.9;
const TOGETHER: f64 = 0.5;

/// For every pair of lines the share of their words that they cover in each other.
struct Shares {
    columns: usize,
    shares: Vec<f64>,
}

impl Shares {
    fn new(comparer: &Comparer, en: &Text<'_>, other: &Text<'_>) -> Shares {
        let (rows, columns) = (en.segments.len(), other.segments.len());
        let mut evidence = comparer.words(en, other);
        evidence.prepare(&Region { columns: vec![0..columns; rows] }, 1);
        let pair = evidence.pair();
        let share = |row: usize, column: usize| {
            let (row, column) = (Run::new(row, 1), Run::new(column, 1));
            let covered = pair.row_mass(row, column)[1] + pair.column_mass(column, row)[1];
            f64::from(covered / (pair.total(0, row) + pair.total(1, column) + 2.0))
        };
        let shares = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        Shares { columns, shares: shares.map(|(row, column)| share(row, column)).collect() }
    }

    /// The probability that two lines say the same, against all other lines and against chance.
    fn posterior(&self, row: usize, column: usize) -> f64 {
        let rows = self.shares.len() / self.columns;
        let of = |row: usize, column: usize| self.shares[row * self.columns + column];
        let own = of(row, column);
        let odds = |other: f64| ((other - own) * SHARPNESS).exp();
        let by_row: f64 = (0..self.columns).map(|c| odds(of(row, c))).sum::<f64>() + odds(CHANCE);
        let by_column: f64 = (0..rows).map(|r| odds(of(r, column))).sum::<f64>() + odds(CHANCE);
        1.0 / by_row.max(by_column)
    }
}

/// The moves in a ladder, by edition and place.
pub(super) fn moves(comparer: &Comparer, article: &Article, beads: &[Bead]) -> Vec<Move> {
    let Some(texts) = comparer.texts(article).filter(|texts| texts.english) else { return Vec::new() };
    let mut out = Vec::new();
    for text in &texts.chinese {
        let edition = text.edition;
        let lacks =
            |bead: &&(usize, &Bead)| bead.1.runs[edition].len == 0 && bead.1.runs[Edition::En].len > 0;
        let adds = |bead: &&(usize, &Bead)| bead.1.runs[edition].len > 0 && bead.1.runs[Edition::En].len == 0;
        let all: Vec<(usize, &Bead)> = beads.iter().enumerate().collect();
        let (from, to): (Vec<_>, Vec<_>) =
            (all.iter().filter(lacks).collect(), all.iter().filter(adds).collect());
        let few = texts.en.segments.len() * text.segments.len() <= MOST_PAIRS;
        if from.is_empty() || to.is_empty() || !few {
            continue;
        }
        let shares = Shares::new(comparer, &texts.en, text);
        let mut found = Vec::new();
        for (from, english) in &from {
            for (to, other) in &to {
                let lines = english.runs[Edition::En]
                    .range()
                    .flat_map(|row| other.runs[edition].range().map(move |column| (row, column)));
                let best = lines.map(|(row, column)| shares.posterior(row, column)).fold(0.0, f64::max);
                if best >= TOGETHER && parted(beads, edition, *from, *to) {
                    found.push(Move { edition, from: *from, to: *to, confidence: best });
                }
            }
        }
        out.extend(supported(&found));
    }
    out
}

/// Whether a bead that has both stands between two: else the aligner only took them apart.
fn parted(beads: &[Bead], edition: Edition, a: usize, b: usize) -> bool {
    beads[a.min(b)..a.max(b)].iter().any(|bead| bead.runs[Edition::En].len > 0 && bead.runs[edition].len > 0)
}

/// Those that are sure by themselves, and those whose neighbours move along.
fn supported(found: &[Move]) -> Vec<Move> {
    let near = |a: &Move, b: &Move| {
        let (rows, columns) = (b.from as isize - a.from as isize, b.to as isize - a.to as isize);
        (rows, columns) != (0, 0) && rows * columns >= 0 && rows.abs() <= 2 && columns.abs() <= 2
    };
    let stays = |one: &&Move| one.confidence >= ALONE || found.iter().any(|other| near(one, other));
    found.iter().filter(stays).copied().collect()
}

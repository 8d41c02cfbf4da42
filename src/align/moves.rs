//! Sentences that stand elsewhere in an edition. The ladder is monotone: what moved is an omission here and an addition
//! there. Afterwards null beads are matched with null beads by their words, and a match links two rows; the ladder
//! stays as it is.

use super::comparer::Comparer;
use super::texts::Text;
use crate::bead::{Bead, Move, Run};
use crate::evidence::{Bilingual, Evidence, Region};
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
    /// What the lines of each row and of each column speak together, chance among them.
    sums: [Vec<f64>; 2],
}

impl Shares {
    /// `None` where an edition has no lines, or there are too many.
    fn new(one: &Text<'_>, other: &Text<'_>, evidence: impl FnOnce() -> Bilingual) -> Option<Shares> {
        let (rows, columns) = (one.segments.len(), other.segments.len());
        if !(1..=MOST_PAIRS).contains(&(rows * columns)) {
            return None;
        }
        let mut evidence = evidence();
        evidence.prepare(&Region { columns: vec![0..columns; rows] }, 1);
        let pair = evidence.pair();
        let share = |row: usize, column: usize| {
            let (row, column) = (Run::new(row, 1), Run::new(column, 1));
            let covered = pair.row_mass(row, column)[1] + pair.column_mass(column, row)[1];
            f64::from(covered / (pair.total(0, row) + pair.total(1, column) + 2.0))
        };
        let shares: Vec<f64> = (0..rows)
            .flat_map(|row| (0..columns).map(move |column| (row, column)))
            .map(|(row, column)| share(row, column))
            .collect();
        let mut sums = [vec![speaks(CHANCE); rows], vec![speaks(CHANCE); columns]];
        for (at, share) in shares.iter().enumerate() {
            sums[0][at / columns] += speaks(*share);
            sums[1][at % columns] += speaks(*share);
        }
        Some(Shares { columns, shares, sums })
    }

    /// The probability that two lines say the same, against all other lines and against chance.
    fn posterior(&self, row: usize, column: usize) -> f64 {
        let own = speaks(self.shares[row * self.columns + column]);
        own / self.sums[0][row].max(self.sums[1][column])
    }

    /// The best probability of a line of one run with a line of the other.
    fn best(&self, rows: Run, columns: Run) -> f64 {
        let lines = rows.range().flat_map(|row| columns.range().map(move |column| (row, column)));
        lines.map(|(row, column)| self.posterior(row, column)).fold(0.0, f64::max)
    }
}

/// How loud a share speaks; shares are at most 1.
fn speaks(share: f64) -> f64 {
    (share * SHARPNESS).exp()
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
        if from.is_empty() || to.is_empty() {
            continue;
        }
        let english = Shares::new(&texts.en, text, || comparer.words(&texts.en, text));
        // where the other Chinese edition did not move, it knows its like better than English does
        let sibling = texts.chinese.iter().find(|other| other.edition != edition);
        let chinese = sibling.and_then(|other| {
            let shares = Shares::new(other, text, || comparer.characters(other, text))?;
            Some((other.edition, shares))
        });
        let likeness = |from: &Bead, to: &Bead| {
            let columns = to.runs[edition];
            let own = english.as_ref().map_or(0.0, |shares| shares.best(from.runs[Edition::En], columns));
            chinese.as_ref().map_or(own, |(other, shares)| own.max(shares.best(from.runs[*other], columns)))
        };
        let mut found = Vec::new();
        for (from, lacking) in &from {
            for (to, adding) in &to {
                let best = likeness(lacking, adding);
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

//! The second round: words that meet in the beads of a first alignment, over the whole run. It finds names.

use std::collections::{BTreeMap, BTreeSet};

use super::Candidate;
use super::bilingual::Bilingual;
use super::stem::is_han;
use super::tokens::TypeKind;
use super::translations::Learned;

/// Dice coefficient a pair needs.
const LEAST_DICE: f64 = 0.45;
/// Beads a pair must meet in.
const LEAST_MEETINGS: u32 = 2;
/// How often more than by chance.
const ABOVE_CHANCE: f64 = 3.0;
/// A bead with more lines than this tells too little.
const MOST_LINES: usize = 5;

/// Counts of words and pairs of words over beads.
#[derive(Default)]
pub struct Pairs {
    beads: u32,
    zh: BTreeMap<String, u32>,
    en: BTreeMap<String, u32>,
    both: BTreeMap<(String, String), u32>,
}

impl Pairs {
    /// Counts the beads of one article.
    pub fn add(&mut self, evidence: &Bilingual, beads: &[Candidate]) {
        let pair = evidence.pair();
        for bead in beads {
            let (a, b) = (bead.rows.len, bead.columns.len);
            if a == 0 || b == 0 || a + b > MOST_LINES {
                continue;
            }
            self.beads += 1;
            let en: BTreeSet<&str> = pair.words(0, bead.rows, |_, kind| kind != TypeKind::Number).collect();
            let zh: BTreeSet<&str> =
                pair.words(1, bead.columns, |text, _| text.chars().all(is_han)).collect();
            for word in &en {
                *self.en.entry((*word).to_owned()).or_default() += 1;
            }
            for word in &zh {
                *self.zh.entry((*word).to_owned()).or_default() += 1;
                for other in &en {
                    *self.both.entry(((*word).to_owned(), (*other).to_owned())).or_default() += 1;
                }
            }
        }
    }

    /// The pairs that meet far above chance, with their Dice coefficient as strength.
    pub fn learned(&self) -> Learned {
        let mut out = Learned::default();
        for ((zh, en), &both) in &self.both {
            let (nz, ne) = (f64::from(self.zh[zh]), f64::from(self.en[en]));
            let both_f = f64::from(both);
            let dice = 2.0 * both_f / (nz + ne);
            let chance = nz * ne / f64::from(self.beads.max(1));
            if both >= LEAST_MEETINGS && dice >= LEAST_DICE && both_f >= ABOVE_CHANCE * chance {
                out.entry(zh.clone()).or_default().push((en.clone(), (dice as f32).min(1.0)));
            }
        }
        out
    }
}

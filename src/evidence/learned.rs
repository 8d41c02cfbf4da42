//! The second round: words that meet in the beads of a first alignment, over the whole run. It finds names.

use std::collections::HashMap;

use super::Candidate;
use super::bilingual::Bilingual;
use super::tokens::TypeKind;
use super::translations::Learned;
use crate::text::han::is_han;

/// Dice coefficient a pair needs. Halved or doubled: strict F1 of `corpus/`'s split `train` 0.959 and 0.961, against 0.961.
const LEAST_DICE: f64 = 0.45;
/// Beads a pair must meet in. With one 0.949, with four 0.957.
const LEAST_MEETINGS: u32 = 2;
/// How often more than by chance. Halved or doubled it stays 0.961; where 40 % of zh-Hant is out, 0.926 and 0.927 of the rows
/// are right, against 0.931.
const ABOVE_CHANCE: f64 = 3.0;
/// A bead with more lines than this tells too little. With two 0.962, with ten 0.961.
const MOST_LINES: usize = 5;

/// Words by number, with the number of beads that have each.
#[derive(Default)]
struct Words {
    ids: HashMap<String, u32>,
    texts: Vec<String>,
    beads: Vec<u32>,
}

impl Words {
    /// Counts a word of `beads` more beads; its number.
    fn add(&mut self, word: &str, beads: u32) -> u32 {
        let id = match self.ids.get(word) {
            Some(&id) => id,
            None => {
                let id = self.texts.len() as u32;
                self.ids.insert(word.to_owned(), id);
                self.texts.push(word.to_owned());
                self.beads.push(0);
                id
            }
        };
        self.beads[id as usize] += beads;
        id
    }

    /// Adds another's words: the number here of each number there.
    fn merge(&mut self, other: &Words) -> Vec<u32> {
        other.texts.iter().zip(&other.beads).map(|(word, beads)| self.add(word, *beads)).collect()
    }
}

/// Counts of words and pairs of words over beads.
#[derive(Default)]
pub struct Pairs {
    beads: u32,
    en: Words,
    zh: Words,
    both: HashMap<(u32, u32), u32>,
}

impl Pairs {
    /// Counts the beads of one article.
    pub fn add(&mut self, evidence: &Bilingual, beads: &[Candidate]) {
        let pair = evidence.pair();
        let (mut en, mut zh) = (Vec::new(), Vec::new());
        for bead in beads {
            let (a, b) = (bead.rows.len, bead.columns.len);
            if a == 0 || b == 0 || a + b > MOST_LINES {
                continue;
            }
            self.beads += 1;
            distinct(pair.words(0, bead.rows, |_, kind| kind != TypeKind::Number), &mut en);
            distinct(pair.words(1, bead.columns, |text, _| text.chars().all(is_han)), &mut zh);
            let en_ids: Vec<u32> = en.iter().map(|word| self.en.add(word, 1)).collect();
            for word in &zh {
                let id = self.zh.add(word, 1);
                for other in &en_ids {
                    *self.both.entry((id, *other)).or_default() += 1;
                }
            }
        }
    }

    /// Adds the counts of another article.
    pub fn merge(&mut self, other: &Pairs) {
        self.beads += other.beads;
        let (en, zh) = (self.en.merge(&other.en), self.zh.merge(&other.zh));
        for (&(a, b), count) in &other.both {
            *self.both.entry((zh[a as usize], en[b as usize])).or_default() += count;
        }
    }

    /// The pairs that meet far above chance, with their Dice coefficient as strength.
    pub fn learned(&self) -> Learned {
        let mut out = Learned::default();
        for (&(zh, en), &both) in self.both.iter().filter(|(_, both)| **both >= LEAST_MEETINGS) {
            let (zh, en) = (zh as usize, en as usize);
            let (nz, ne) = (f64::from(self.zh.beads[zh]), f64::from(self.en.beads[en]));
            let both = f64::from(both);
            let dice = 2.0 * both / (nz + ne);
            let chance = nz * ne / f64::from(self.beads.max(1));
            if dice >= LEAST_DICE && both >= ABOVE_CHANCE * chance {
                let pair = (self.en.texts[en].clone(), (dice as f32).min(1.0));
                out.entry(self.zh.texts[zh].clone()).or_default().push(pair);
            }
        }
        for list in out.values_mut() {
            list.sort_by(|a, b| a.0.cmp(&b.0));
        }
        out
    }
}

fn distinct<'a>(words: impl Iterator<Item = &'a str>, out: &mut Vec<&'a str>) {
    out.clear();
    out.extend(words);
    out.sort_unstable();
    out.dedup();
}

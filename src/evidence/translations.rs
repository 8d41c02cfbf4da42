//! Which types of one side render which types of the other, and how surely.

use std::collections::{BTreeMap, HashMap};

use super::lexicon_table::LexiconTable;
use super::side::Side;
use super::tokens::TypeKind;
use crate::text::han::is_han;

/// Word pairs found by an earlier round over the run: Chinese word, English stem, strength 0 to 1.
pub type Learned = HashMap<String, Vec<(String, f32)>>;

/// A rendering of a type: the other side's type and its weight in both channels, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rendering {
    /// The English type.
    pub en: u32,
    /// Weight by dictionary, identity, number, name or learned pair.
    pub exact: f32,
    /// Weight when characters' associations count too; never below `exact`.
    pub soft: f32,
}

/// Weight of a word's parts against the word itself. Halved or doubled: strict F1 of `corpus/`'s split `train` 0.961 and 0.957,
/// against 0.961.
const PART: f32 = 0.6;
/// How far the association of characters can go. Halved or doubled, no row moves.
const SOFT_LIMIT: f32 = 0.7;
/// Associations below this are noise. Halved 0.960, doubled 0.961.
const SOFT_LEAST: f32 = 0.06;

/// Renderings of every Chinese type, sorted by English type.
pub struct Translations {
    /// Per Chinese type.
    pub of: Vec<Vec<Rendering>>,
    /// Per Chinese type: the dictionary has it (or it needs none).
    pub known: Vec<bool>,
}

impl Translations {
    /// Looks up the Chinese types of `zh` against the English types of `en`.
    pub fn bilingual(en: &Side, zh: &Side, table: &LexiconTable, learned: &Learned) -> Translations {
        let mut local = vec![u32::MAX; table.stem_count()];
        for (ty, text) in en.types.texts.iter().enumerate() {
            if let Some(stem) = table.stem(text) {
                local[stem as usize] = ty as u32;
            }
        }
        let look_up = LookUp { en, table, local, learned };
        let mut of = Vec::with_capacity(zh.types.texts.len());
        let mut known = Vec::with_capacity(zh.types.texts.len());
        for (text, kind) in zh.types.texts.iter().zip(&zh.types.kinds) {
            let (list, is_known) = look_up.renderings(text, *kind);
            of.push(list);
            known.push(is_known);
        }
        Translations { of, known }
    }

    /// Equal types render each other: for two editions in one language.
    pub fn identity(en: &Side, zh: &Side) -> Translations {
        let same = |text: &String| {
            let found = en.types.get(text).map(|en| Rendering { en, exact: 1.0, soft: 1.0 });
            found.into_iter().collect()
        };
        Translations {
            of: zh.types.texts.iter().map(same).collect(),
            known: vec![true; zh.types.texts.len()],
        }
    }
}

struct LookUp<'a> {
    en: &'a Side,
    table: &'a LexiconTable,
    local: Vec<u32>,
    learned: &'a Learned,
}

impl LookUp<'_> {
    fn renderings(&self, text: &str, kind: TypeKind) -> (Vec<Rendering>, bool) {
        let mut found: BTreeMap<u32, (f32, f32)> = BTreeMap::new();
        let mut add = |en: u32, exact: f32, soft: f32| {
            let entry = found.entry(en).or_default();
            entry.0 = entry.0.max(exact);
            entry.1 = entry.1.max(soft);
        };
        if let Some(en) = self.en.types.get(text) {
            add(en, 1.0, 1.0);
        }
        let is_word = text.chars().all(is_han);
        if kind == TypeKind::Number || !is_word {
            return (finish(found), true);
        }
        let known = self.glosses(text, 1.0, &mut add);
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        if chars.len() > 2 || (!known && chars.len() == 2) {
            self.parts(text, &chars, if known { PART * 0.7 } else { PART }, &mut add);
        }
        self.associations(&chars, &mut add);
        for (stem, strength) in self.learned.get(text).into_iter().flatten() {
            if let Some(en) = self.en.types.get(stem) {
                add(en, *strength, *strength);
            }
        }
        (finish(found), known)
    }

    fn glosses(&self, word: &str, weight: f32, add: &mut impl FnMut(u32, f32, f32)) -> bool {
        let Some(glosses) = self.table.glosses(word) else { return false };
        for (stem, share) in glosses {
            let en = self.local[stem as usize];
            if en != u32::MAX {
                add(en, share * weight, share * weight);
            }
        }
        true
    }

    /// Two-character parts, or single characters where the word has but two.
    fn parts(&self, text: &str, chars: &[(usize, char)], weight: f32, add: &mut impl FnMut(u32, f32, f32)) {
        let size = if chars.len() == 2 { 1 } else { 2 };
        let end = |k: usize| chars.get(k).map_or(text.len(), |c| c.0);
        for start in 0..=chars.len() - size {
            self.glosses(&text[chars[start].0..end(start + size)], weight, add);
        }
    }

    /// Characters' associations with English stems, joined by noisy-or.
    fn associations(&self, chars: &[(usize, char)], add: &mut impl FnMut(u32, f32, f32)) {
        let mut missing: BTreeMap<u32, f32> = BTreeMap::new();
        for &(_, c) in chars {
            for (stem, strength) in self.table.associations(c) {
                let en = self.local[stem as usize];
                if en != u32::MAX {
                    *missing.entry(en).or_insert(1.0) *= 1.0 - strength;
                }
            }
        }
        for (en, not) in missing {
            let soft = (1.0 - not) / (chars.len() as f32).sqrt() * 1.4;
            if soft >= SOFT_LEAST {
                add(en, 0.0, soft.min(SOFT_LIMIT));
            }
        }
    }
}

fn finish(found: BTreeMap<u32, (f32, f32)>) -> Vec<Rendering> {
    found.into_iter().map(|(en, (exact, soft))| Rendering { en, exact, soft: soft.max(exact) }).collect()
}

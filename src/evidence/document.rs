//! What a whole text says, as keys that its editions share: numbers, dates, names, links, and words by the lexicon.

use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};

use super::fold::Fold;
use super::lexicon_table::LexiconTable;
use super::tokens::{Tokenizer, TypeKind, Types};
use crate::text::Edition;

/// Renderings of a Chinese word that are keys: the surest.
const RENDERINGS: usize = 4;
/// A rendering weaker than this part of the word's best one is none.
const NEAR_BEST: f32 = 0.4;
/// Keys of one kind that are kept of a text: those with the smallest hashes, so that editions keep the same.
const MOST: usize = 3000;
/// Words that carry grammar in other languages in Latin letters, and are no English words.
const FOREIGN: &str = "la le les des du et une dans pour que qui avec pas der und nicht ist mit von ein eine dem el los del por con \
para como il di che em um uma het een och att det som nie jest";
/// What a text puts behind an address.
const LINK_ENDS: &str = ")]}>\"'<，。；、）》」』】,.;:!?";

/// A key, and how much of it a text has.
pub type Weighted = (u64, f32);

/// The keys of one text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DocumentKeys {
    /// Numbers, links, Latin words, and English stems: of English as they stand, of Chinese by the lexicon. By key.
    pub concepts: Vec<Weighted>,
    /// Bigrams of characters, Traditional folded; empty for English. By key.
    pub characters: Vec<Weighted>,
    /// Concepts that stand in the text once, with their place, 0 to 1. By key.
    pub places: Vec<Weighted>,
    /// Letters and figures.
    pub length: usize,
    /// Of its words in Latin letters, the share that carry English grammar (`the`, `of`): some 0.4 in English prose.
    pub english: f32,
    /// The share that carry the grammar of another language.
    pub foreign: f32,
}

/// Makes [`DocumentKeys`]; shared by all threads.
pub struct DocumentReader {
    tokenizer: Tokenizer,
    foreign: HashSet<&'static str>,
}

impl Default for DocumentReader {
    fn default() -> Self {
        DocumentReader { tokenizer: Tokenizer::default(), foreign: FOREIGN.split_whitespace().collect() }
    }
}

/// What was met of a key: how much, how often, where.
#[derive(Default)]
struct Met {
    mass: f32,
    times: usize,
    place: usize,
}

impl DocumentReader {
    /// The keys of a text, given as its blocks; `links` are addresses that its source names.
    pub fn keys<'a>(
        &self,
        edition: Edition,
        blocks: impl Iterator<Item = &'a str>,
        links: impl Iterator<Item = &'a str>,
        fold: &Fold,
        table: &LexiconTable,
    ) -> DocumentKeys {
        let mut met: HashMap<u64, Met> = HashMap::new();
        let mut bigrams = Types::default();
        let mut counts: Vec<f32> = Vec::new();
        let (mut length, mut words, mut grammar, mut foreign) = (0, 0, 0, 0);
        for block in blocks {
            let place = length;
            length += block.chars().filter(|c| c.is_alphanumeric()).count();
            let text = if edition == Edition::ZhHant { fold.fold(block) } else { block.into() };
            self.concepts(edition, &text, table, |key, mass| {
                let own = met.entry(key).or_default();
                own.mass += mass;
                own.times += 1;
                own.place = place;
            });
            for word in super::stem::words(&text) {
                words += 1;
                let lower = text[word].to_lowercase();
                grammar += usize::from(self.tokenizer.stemmer().is_stop(&lower));
                foreign += usize::from(self.foreign.contains(lower.as_str()));
            }
            if edition.is_chinese() {
                let mut tokens = Vec::new();
                self.tokenizer.bigrams(&text, &mut bigrams, &mut tokens);
                counts.resize(bigrams.texts.len(), 0.0);
                tokens.iter().for_each(|token| counts[token.ty as usize] += 1.0);
            }
        }
        for link in links {
            met.entry(key('@', link.trim_end_matches(|c| LINK_ENDS.contains(c)))).or_default().mass += 1.0;
        }
        let places = met.iter().filter(|(_, met)| met.times == 1);
        let places = places.map(|(key, met)| (*key, met.place as f32 / length.max(1) as f32)).collect();
        DocumentKeys {
            concepts: smallest(met.into_iter().map(|(key, met)| (key, met.mass)).collect()),
            characters: smallest(bigrams.texts.iter().map(|text| key('c', text)).zip(counts).collect()),
            places: smallest(places),
            length,
            english: grammar as f32 / words.max(1) as f32,
            foreign: foreign as f32 / words.max(1) as f32,
        }
    }

    fn concepts(&self, edition: Edition, text: &str, table: &LexiconTable, mut each: impl FnMut(u64, f32)) {
        let mut types = Types::default();
        let mut tokens = Vec::new();
        if edition.is_chinese() {
            self.tokenizer.chinese(text, &mut types, &mut tokens, 1.0);
        } else {
            self.tokenizer.english(text, &mut types, &mut tokens);
        }
        for token in tokens {
            let word = &types.texts[token.ty as usize];
            if types.kinds[token.ty as usize] == TypeKind::Number {
                each(key('#', word), 1.0);
                continue;
            }
            match table.stem(word) {
                Some(stem) => each(u64::from(stem), 1.0),
                None if !word.is_ascii() => {
                    renderings(word, table).for_each(|(stem, weight)| each(u64::from(stem), weight))
                }
                None => each(key('w', word), 1.0),
            }
        }
    }
}

/// The English stems of a Chinese word, the surest ones, their weights together 1.
fn renderings(word: &str, table: &LexiconTable) -> impl Iterator<Item = (u32, f32)> + use<> {
    let mut found: Vec<(u32, f32)> = table.glosses(word).into_iter().flatten().collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let best = found.first().map_or(0.0, |(_, weight)| *weight);
    found.retain(|(_, weight)| *weight > 0.0 && *weight >= best * NEAR_BEST);
    found.truncate(RENDERINGS);
    let sum: f32 = found.iter().map(|(_, weight)| weight).sum();
    found.into_iter().map(move |(stem, weight)| (stem, weight / sum))
}

/// A key of its kind; stems of the lexicon have the small numbers.
fn key(kind: char, text: &str) -> u64 {
    let digest = Sha256::new().chain_update([kind as u8]).chain_update(text).finalize();
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    u64::from_le_bytes(first) | 1 << 63
}

/// In the order of the keys; of too many, those whose mixed key is smallest.
fn smallest(mut keys: Vec<Weighted>) -> Vec<Weighted> {
    if keys.len() > MOST {
        keys.sort_unstable_by_key(|(key, _)| (key.wrapping_mul(0x9E37_79B9_7F4A_7C15), *key));
        keys.truncate(MOST);
    }
    keys.sort_unstable_by_key(|(key, _)| *key);
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(edition: Edition, text: &str) -> DocumentKeys {
        let fold = Fold::built_in();
        let none = std::iter::empty();
        DocumentReader::default().keys(edition, text.lines(), none, &fold, &LexiconTable::embedded())
    }

    fn shared(a: &[Weighted], b: &[Weighted]) -> usize {
        a.iter().filter(|(key, _)| b.iter().any(|(other, _)| other == key)).count()
    }

    #[test]
    fn editions_share_what_they_say() {
        let en = keys(Edition::En, "The railway opened on May 3, 1921.\nNASA paid 35 million dollars.");
        let hans = keys(Edition::ZhHans, "铁路于1921年5月3日开通。\nNASA付了3500万美元。");
        let hant = keys(Edition::ZhHant, "鐵路於1921年5月3日開通。\nNASA付了3500萬美元。");
        let other = keys(Edition::ZhHans, "山羊在花园里吃了四个苹果。");
        // May, 3, 1921, railway, NASA, 35 million, dollar, …
        assert!(shared(&en.concepts, &hans.concepts) >= 6, "{en:?} {hans:?}");
        assert!(shared(&en.concepts, &other.concepts) <= 1);
        assert_eq!(hans.characters, hant.characters);
        assert!(en.characters.is_empty());
        let late = en.places.iter().filter(|(_, place)| *place > 0.3).count();
        assert!(late > 0 && late < en.places.len());
    }

    #[test]
    fn an_empty_text_has_no_keys() {
        assert_eq!(keys(Edition::ZhHans, ""), DocumentKeys::default());
    }
}

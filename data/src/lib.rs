//! The tables of `trialign`, as bytes of the program: nothing is loaded, parsed or copied.
//!
//! Numbers are little-endian `u32`. An *array* is its length and its numbers. *Strings* are an array of starts (one more
//! than there are strings) and their bytes, padded with zeros to whole numbers and led by how many numbers that is.
//! *Lists* are an array of starts and an array of entries. A *trie* is an array: the units of a double-array trie as
//! Darts-clone lays them out, its values positions in a list of strings.
#![no_std]

/// What the lexicon knows of Chinese words. In this order: English stems (strings, sorted); Simplified headwords
/// (strings, sorted); their glosses (lists; `stem << 8 | weight`, weight of 255); characters (array, sorted); the stems
/// that go with each (lists, as glosses); how often each headword occurs (array); the sum of these (array of one); the
/// first characters of headwords (array, sorted) and the first headword of each (array, one more than there are
/// characters).
pub static LEXICON: &[u8] = include_bytes!("../tables/lexicon.bin");

/// Characters that only Simplified text uses, sorted.
pub static HANS_ONLY: &str = include_str!("../tables/hans_only.txt");

/// Characters that only Traditional text uses, sorted.
pub static HANT_ONLY: &str = include_str!("../tables/hant_only.txt");

/// OpenCC's `tw2sp`: the renderings (strings), then its five dictionaries as tries, in the order of [`FOLD_TABLES`].
pub static FOLD: &[u8] = include_bytes!("../tables/fold.bin");

/// Words of the mainland and what Taiwan says for them, by OpenCC's `TWPhrases`: both in Traditional script, then both in
/// Simplified script, with tabs between; a line a word, sorted.
pub static REGION_TERMS: &str = include_str!("../tables/region_terms.tsv");

/// The dictionaries in [`FOLD`]. The first three render Taiwan's words and variants, the last two the script; of each
/// group the first that has an entry decides, with its longest. The fourth also cuts a text before anything is rendered.
pub const FOLD_TABLES: [&str; 5] =
    ["TWPhrasesRev", "TWVariantsRevPhrases", "TWVariantsRev", "TSPhrases", "TSCharacters"];

/// The release of OpenCC that [`FOLD`] comes from.
pub const OPENCC: &str = "1.1.6";

//! Words of one bead that render each other by the dictionary, with their places in the texts, for people to see.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Fold;
use super::lexicon_table::LexiconTable;
use super::stem::words;
use super::tokens::{Tokenizer, Types};
use crate::text::han::is_han;
use crate::text::{Edition, PerEdition};

/// A place in a text that renders places in other editions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Bytes of the text of its edition.
    pub range: Range<usize>,
    /// Places of equal key belong together: the English stems of the group, joined by `+`.
    pub key: String,
}

/// Texts longer than this (in bytes) are no bead that a person reads word by word.
const LONGEST: usize = 16 << 10;
/// A rendering weaker than this is no help to a reader.
const LEAST: f32 = 0.1;
/// A word's renderings weaker than this part of its best one in the bead are left out.
const NEAR_BEST: f32 = 0.5;

/// The words of a bead's texts that render each other by the dictionary, in order, none on top of another.
///
/// `texts` is what the bead says in each edition, empty where it says nothing. English is one side, both Chinese
/// editions are the other; numbers are left out.
pub fn terms(
    texts: &PerEdition<String>,
    tokenizer: &Tokenizer,
    table: &LexiconTable,
    fold: &Fold,
) -> PerEdition<Vec<Term>> {
    if texts.0.iter().any(|text| text.len() > LONGEST) {
        return PerEdition::default();
    }
    let chinese = texts.map(|edition, text| match edition {
        Edition::En => String::new(),
        Edition::ZhHans => text.clone(),
        Edition::ZhHant => fold_in_place(text, fold),
    });
    let stems = english_words(&texts[Edition::En], tokenizer);
    let cut = chinese.map(|_, text| chinese_words(text, tokenizer));
    let renders = renderings(&stems, &chinese, tokenizer, table);
    let group = groups(&renders, &stems);
    let mut found = PerEdition::<Vec<Term>>::default();
    let mut met = BTreeSet::new();
    for edition in [Edition::ZhHans, Edition::ZhHant] {
        let (places, original) = (Places::new(&chinese[edition]), Places::new(&texts[edition]));
        for (range, word) in &cut[edition] {
            let key = renders.get(word).and_then(|list| list.iter().find_map(|stem| group.get(stem)));
            if let (Some(key), Some(range)) = (key, places.to(&original, range)) {
                met.insert(key.clone());
                found[edition].push(Term { range, key: key.clone() });
            }
        }
    }
    let key = |(range, stem): (Range<usize>, String)| {
        group.get(&stem).filter(|key| met.contains(*key)).map(|key| Term { range, key: key.clone() })
    };
    found[Edition::En] = stems.into_iter().filter_map(key).collect();
    found
}

/// For each Chinese word of the bead, the English stems of the bead that render it well.
///
/// Only what the dictionary says of the word, or of the two-character words in one that it does not have: single
/// characters of an unknown word, most often a name, say nothing that a reader would believe.
fn renderings(
    stems: &[(Range<usize>, String)],
    chinese: &PerEdition<String>,
    tokenizer: &Tokenizer,
    table: &LexiconTable,
) -> BTreeMap<String, Vec<String>> {
    let here: BTreeMap<u32, &str> =
        stems.iter().filter_map(|(_, stem)| Some((table.stem(stem)?, stem.as_str()))).collect();
    let mut types = Types::default();
    for edition in [Edition::ZhHans, Edition::ZhHant] {
        tokenizer.chinese(&chinese[edition], &mut types, &mut Vec::new(), 1.0);
    }
    let mut out = BTreeMap::new();
    for word in types.texts.iter().filter(|word| word.chars().all(is_han)) {
        let found: Vec<(&str, f32)> = parts(word, table)
            .into_iter()
            .flat_map(|part| table.glosses(part).into_iter().flatten())
            .filter_map(|(id, weight)| Some((*here.get(&id)?, weight)))
            .collect();
        let best = found.iter().map(|(_, weight)| *weight).fold(0.0, f32::max);
        let good = found.iter().filter(|(_, weight)| *weight >= LEAST && *weight >= best * NEAR_BEST);
        let stems: Vec<String> = good.map(|(stem, _)| (*stem).to_owned()).collect();
        if !stems.is_empty() {
            out.insert(word.clone(), stems);
        }
    }
    out
}

/// Characters that the cutter leaves at a noun: where it is, and how it is counted.
const AROUND: &str = "上下里中内外前后边个座条只张本位名家间件根棵辆艘架把支枚块片份种次";

/// The word where it is a headword, or what is left of it without such characters; else its two-character parts,
/// where it is longer.
fn parts<'a>(word: &'a str, table: &LexiconTable) -> Vec<&'a str> {
    let around = |c: char| AROUND.contains(c);
    let known = |word: &&str| table.glosses(word).is_some();
    if let Some(word) = [word, word.trim_matches(around)].into_iter().find(known) {
        return vec![word];
    }
    let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    let long = ends.len() > 3;
    ends.windows(3).filter(|_| long).map(|end| &word[end[0]..end[2]]).collect()
}

/// The group of each English stem: stems that one Chinese word renders are one group, so that `interest rate` is one.
fn groups(
    renders: &BTreeMap<String, Vec<String>>,
    stems: &[(Range<usize>, String)],
) -> BTreeMap<String, String> {
    let mut parent: BTreeMap<&str, &str> = BTreeMap::new();
    fn root<'a>(parent: &BTreeMap<&'a str, &'a str>, mut stem: &'a str) -> &'a str {
        while let Some(&next) = parent.get(stem).filter(|next| **next != stem) {
            stem = next;
        }
        stem
    }
    for list in renders.values() {
        for stem in list {
            let (first, other) = (root(&parent, &list[0]), root(&parent, stem));
            parent.insert(other, first);
            parent.entry(first).or_insert(first);
        }
    }
    let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (_, stem) in stems.iter().filter(|(_, stem)| parent.contains_key(stem.as_str())) {
        let name = names.entry(root(&parent, stem)).or_default();
        if !name.contains(&stem.as_str()) {
            name.push(stem);
        }
    }
    let name = |stem: &&str| names.get(root(&parent, stem)).map(|name| ((*stem).to_owned(), name.join("+")));
    parent.keys().filter_map(name).collect()
}

/// The content words of an English text and their stems.
fn english_words(text: &str, tokenizer: &Tokenizer) -> Vec<(Range<usize>, String)> {
    let stem = |range: Range<usize>| {
        let lower = text[range.clone()].to_lowercase();
        let stemmer = tokenizer.stemmer();
        (!stemmer.is_stop(&lower)).then(|| (range, stemmer.stem(&lower).into_owned()))
    };
    words(text).filter_map(stem).collect()
}

/// The words of a Simplified text.
fn chinese_words(text: &str, tokenizer: &Tokenizer) -> Vec<(Range<usize>, String)> {
    let mut at = 0;
    let place = |word: &str| {
        let range = at..at + word.len();
        at = range.end;
        (range, word.to_owned())
    };
    tokenizer.chinese_pieces(text).map(place).collect()
}

/// Folds and keeps every character in its place: a clause that changes its length is folded character by character.
fn fold_in_place(text: &str, fold: &Fold) -> String {
    let ends = |c: char| c.is_ascii_punctuation() || "，。、；：？！「」『』“”‘’（）《》".contains(c);
    let mut out = String::with_capacity(text.len());
    for clause in text.split_inclusive(ends) {
        let folded = fold.fold(clause);
        if folded.chars().count() == clause.chars().count() {
            out.push_str(&folded);
            continue;
        }
        for c in clause.chars() {
            let single = fold.fold(c.encode_utf8(&mut [0; 4])).into_owned();
            let mut folded = single.chars();
            out.push(folded.next().filter(|_| folded.next().is_none()).unwrap_or(c));
        }
    }
    out
}

/// Byte offsets of a text's characters, and where it ends.
struct Places(Vec<usize>);

impl Places {
    fn new(text: &str) -> Places {
        Places(text.char_indices().map(|(at, _)| at).chain([text.len()]).collect())
    }

    /// A range of this text as a range of another with as many characters.
    fn to(&self, other: &Places, range: &Range<usize>) -> Option<Range<usize>> {
        let at = |byte: usize| self.0.binary_search(&byte).ok().and_then(|k| other.0.get(k).copied());
        Some(at(range.start)?..at(range.end)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(en: &str, hans: &str, hant: &str) -> PerEdition<Vec<String>> {
        let texts = PerEdition([en, hans, hant].map(str::to_owned));
        let fold = Fold::new().unwrap();
        let found = terms(&texts, &Tokenizer::default(), &LexiconTable::embedded(), &fold);
        found
            .map(|e, list| list.iter().map(|t| format!("{}={}", &texts[e][t.range.clone()], t.key)).collect())
    }

    #[test]
    fn words_that_render_each_other_share_a_key() {
        let all =
            found("The central bank cut interest rates.", "中央银行下调了利率。", "中央銀行下調了利率。");
        assert_eq!(all[Edition::ZhHans].len(), all[Edition::ZhHant].len(), "{all:?}");
        for (edition, wanted) in [(Edition::En, "bank"), (Edition::ZhHans, "银行"), (Edition::ZhHant, "銀行")]
        {
            let one = all[edition].iter().find(|t| t.split('=').next().unwrap().ends_with(wanted));
            assert!(one.is_some_and(|t| t.contains("bank")), "{edition}: {all:?}");
        }
        let rate = |e: Edition| all[e].iter().any(|t| t.ends_with("interest+rate"));
        assert!(Edition::ALL.into_iter().all(rate), "{all:?}");
    }

    #[test]
    fn places_hold_where_folding_changes_the_length_and_outside_the_plane() {
        let all = found("The software 😀 and the soup.", "软件😀和汤。", "軟體😀和湯。");
        assert_eq!(all[Edition::ZhHant], ["軟體=softwar", "湯=soup"]);
        assert_eq!(all[Edition::En], ["software=softwar", "soup=soup"]);
    }

    #[test]
    fn characters_of_a_name_are_no_words() {
        let all = found("Calvera cuts rates.", "卡尔韦拉减息。", "卡爾維拉減息。");
        assert!(all.0.iter().flatten().all(|term| !term.ends_with("cut")), "{all:?}");
    }

    #[test]
    fn what_the_cutter_leaves_at_a_noun_does_not_hide_it() {
        let all = found("The town built 2 bridges.", "镇上新建了2座桥。", "鎮上新建了2座橋。");
        assert_eq!(all[Edition::En], ["town=town", "built=build", "bridges=bridg"]);
        assert_eq!(all[Edition::ZhHant], ["鎮上=town", "新建=build", "座橋=bridg"]);
    }

    #[test]
    fn nothing_is_found_where_there_is_nothing() {
        assert_eq!(found("", "汤", "湯"), PerEdition::default());
        assert_eq!(found("soup", "", ""), PerEdition::default());
        let long = "soup ".repeat(20_000);
        assert_eq!(found(&long, "汤", ""), PerEdition::default());
    }
}

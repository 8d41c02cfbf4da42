//! The tables' bytes; `data/src/lib.rs` says how they are laid out.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::association::Meetings;
use crate::sources::{self, Entry, Sources};
use crate::stem::English;
use crate::text::han::is_han;
use crate::{gloss, opencc};

/// A file's name and bytes.
pub type File = (&'static str, Vec<u8>);

/// Weight, of 255, that one stem of a gloss of 1, 2, 3, 4 content words stands for the whole of it.
const SHARE: [u32; 4] = [255, 150, 100, 75];

/// All tables.
///
/// # Errors
/// Where a source is missing or not what it should be.
pub fn all(sources: &Sources) -> Result<Vec<File>, String> {
    let (Some(cedict), Some(jieba), Some(tables)) = (&sources.cedict, &sources.jieba, &sources.opencc) else {
        return Err(format!("not installed: {}; see data/README.md", sources.missing().join(", ")));
    };
    let entries = sources::entries(cedict)?;
    let [hans, hant] = scripts(&entries);
    let counts = sources::word_counts(jieba)?;
    let found = opencc::tries(tables)?;
    let mut fold = Vec::new();
    put_strings(&mut fold, found.renderings.iter().map(String::as_str));
    for trie in &found.tries {
        fold.extend(((trie.len() / 4) as u32).to_le_bytes());
        fold.extend(trie);
    }
    Ok(vec![
        ("lexicon.bin", lexicon(&entries, &counts)),
        ("hans_only.txt", hans.into_bytes()),
        ("hant_only.txt", hant.into_bytes()),
        ("fold.bin", fold),
        ("region_terms.tsv", opencc::region_terms(tables)?.into_bytes()),
    ])
}

/// A headword and its glosses, each as the stems of its content words.
type Heads<'a> = BTreeMap<&'a str, Vec<Vec<String>>>;

fn heads(entries: &[Entry]) -> Heads<'_> {
    let english = English::default();
    let mut heads = Heads::new();
    for entry in entries.iter().filter(|entry| entry.simplified.chars().all(is_han)) {
        let glosses = heads.entry(&entry.simplified).or_default();
        let parts = entry.english.iter().flat_map(|g| g.split([';', '/']));
        glosses.extend(parts.filter_map(|gloss| gloss::stems(&english, gloss)));
    }
    heads
}

fn lexicon(entries: &[Entry], counts: &HashMap<String, u32>) -> Vec<u8> {
    let heads = heads(entries);
    let stems: BTreeSet<&str> = heads.values().flatten().flatten().map(String::as_str).collect();
    let stem_id: HashMap<&str, u32> = stems.iter().copied().zip(0u32..).collect();
    let mut meetings = Meetings::default();
    let mut words: Vec<(&str, Vec<u32>)> = Vec::new();
    for (head, glosses) in &heads {
        let mut best: BTreeMap<u32, u32> = BTreeMap::new();
        for gloss in glosses {
            for stem in gloss {
                let weight = best.entry(stem_id[stem.as_str()]).or_default();
                *weight = (*weight).max(SHARE[gloss.len() - 1]);
            }
        }
        let mut chars: Vec<char> = head.chars().collect();
        chars.sort_unstable();
        chars.dedup();
        if chars.len() <= 4 && !best.is_empty() {
            meetings.add(&chars, &best.keys().copied().collect::<Vec<_>>());
        }
        words.push((head, best.into_iter().map(|(stem, weight)| stem << 8 | weight).collect()));
    }
    let associations = meetings.strongest();
    let mut table = Vec::new();
    put_strings(&mut table, stems.iter().copied());
    put_strings(&mut table, words.iter().map(|(head, _)| *head));
    put_lists(&mut table, words.iter().map(|(_, list)| list.as_slice()));
    put_array(&mut table, &associations.keys().map(|&c| u32::from(c)).collect::<Vec<_>>());
    let lists: Vec<Vec<u32>> =
        associations.values().map(|l| l.iter().map(|&(s, w)| s << 8 | u32::from(w)).collect()).collect();
    put_lists(&mut table, lists.iter().map(Vec::as_slice));
    put_words(&mut table, &words.iter().map(|(head, _)| *head).collect::<Vec<_>>(), counts);
    table
}

/// What it takes to cut a text into headwords: their counts and their sum, and where each first character starts.
fn put_words(table: &mut Vec<u8>, heads: &[&str], counts: &HashMap<String, u32>) {
    let counts: Vec<u32> = heads.iter().map(|head| counts.get(*head).copied().unwrap_or(1)).collect();
    let (mut firsts, mut starts) = (Vec::new(), Vec::new());
    for (head, at) in heads.iter().zip(0u32..) {
        let first = head.chars().next().map_or(0, u32::from);
        if firsts.last() != Some(&first) {
            firsts.push(first);
            starts.push(at);
        }
    }
    starts.push(heads.len() as u32);
    put_array(table, &counts);
    put_array(table, &[counts.iter().sum()]);
    put_array(table, &firsts);
    put_array(table, &starts);
}

fn put_array(table: &mut Vec<u8>, numbers: &[u32]) {
    table.extend((numbers.len() as u32).to_le_bytes());
    table.extend(numbers.iter().flat_map(|n| n.to_le_bytes()));
}

fn put_lists<'a>(table: &mut Vec<u8>, lists: impl Iterator<Item = &'a [u32]>) {
    let (mut starts, mut entries) = (vec![0u32], Vec::new());
    for list in lists {
        entries.extend_from_slice(list);
        starts.push(entries.len() as u32);
    }
    put_array(table, &starts);
    put_array(table, &entries);
}

fn put_strings<'a>(table: &mut Vec<u8>, strings: impl Iterator<Item = &'a str>) {
    let (mut starts, mut bytes) = (vec![0u32], Vec::new());
    for string in strings {
        bytes.extend_from_slice(string.as_bytes());
        starts.push(bytes.len() as u32);
    }
    put_array(table, &starts);
    bytes.resize(bytes.len().next_multiple_of(4), 0);
    table.extend(((bytes.len() / 4) as u32).to_le_bytes());
    table.extend(bytes);
}

/// Characters that only Simplified and only Traditional text uses, sorted.
fn scripts(entries: &[Entry]) -> [String; 2] {
    let (mut hans, mut hant) = (BTreeSet::new(), BTreeSet::new());
    for entry in entries {
        hans.extend(entry.simplified.chars().filter(|c| is_han(*c)));
        hant.extend(entry.traditional.chars().filter(|c| is_han(*c)));
    }
    [hans.difference(&hant).collect(), hant.difference(&hans).collect()]
}

//! Writes the tables that the binary embeds; `src/evidence/lexicon_table.rs` and `src/text/script.rs` read them.
//!
//! All numbers are little-endian u32. A list of lists is `starts[n + 1]` and its entries.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::path::Path;

use crate::association::Meetings;
use crate::dictionary::WordEntry;
use crate::gloss;
use crate::stem::{English, is_han};

/// Weight, of 255, that one stem of a gloss of 1, 2, 3, 4 content words stands for the whole of it.
const SHARE: [u32; 4] = [255, 150, 100, 75];

pub fn write_all(out: &Path, entries: &[WordEntry], counts: &HashMap<String, u32>) {
    let english = English::default();
    let mut stems: BTreeSet<String> = BTreeSet::new();
    let mut heads: BTreeMap<&str, Vec<Vec<String>>> = BTreeMap::new();
    for entry in entries {
        if !entry.simplified.chars().all(is_han) {
            continue;
        }
        let glosses = heads.entry(&entry.simplified).or_default();
        for gloss in entry.english.iter().flat_map(|g| g.split([';', '/'])) {
            if let Some(list) = gloss::stems(&english, gloss) {
                stems.extend(list.iter().cloned());
                glosses.push(list);
            }
        }
    }
    let stem_id: HashMap<&str, u32> = stems.iter().zip(0u32..).map(|(s, id)| (s.as_str(), id)).collect();
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
    put_strings(&mut table, stems.iter().map(String::as_str));
    put_strings(&mut table, words.iter().map(|(head, _)| *head));
    put_lists(&mut table, words.iter().map(|(_, list)| list.as_slice()));
    put_array(&mut table, &associations.keys().map(|&c| u32::from(c)).collect::<Vec<_>>());
    let lists: Vec<Vec<u32>> =
        associations.values().map(|l| l.iter().map(|&(s, w)| s << 8 | u32::from(w)).collect()).collect();
    put_lists(&mut table, lists.iter().map(Vec::as_slice));
    write(out, "lexicon.bin", &table);
    write(out, "words.txt", dictionary_for_jieba(&words, counts).as_bytes());
    write_scripts(out, entries);
}

fn write(out: &Path, name: &str, bytes: &[u8]) {
    std::fs::write(out.join(name), bytes).expect("OUT_DIR can be written");
}

/// jieba's format, the words of the lexicon only: loads in a third of the time of the whole dictionary.
fn dictionary_for_jieba(words: &[(&str, Vec<u32>)], counts: &HashMap<String, u32>) -> String {
    let mut out = String::new();
    for (head, _) in words {
        let count = counts.get(*head).copied().unwrap_or(1);
        let _ = writeln!(out, "{head} {count}");
    }
    out
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

/// Characters that only one of the scripts uses, as two strings of characters.
fn write_scripts(out: &Path, entries: &[WordEntry]) {
    let (mut hans, mut hant) = (BTreeSet::new(), BTreeSet::new());
    for entry in entries {
        hans.extend(entry.simplified.chars().filter(|c| is_han(*c)));
        hant.extend(entry.traditional.chars().filter(|c| is_han(*c)));
    }
    write(out, "hans_only.txt", hans.difference(&hant).collect::<String>().as_bytes());
    write(out, "hant_only.txt", hant.difference(&hans).collect::<String>().as_bytes());
}

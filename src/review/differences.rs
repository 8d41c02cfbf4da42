//! What the page marks in a bead: where the two Chinese texts differ after script folding, and the numbers and Latin
//! names that its editions share. Ranges are UTF-16 units, as the page counts.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Script;
use super::paired::Paired;
use crate::text::{Edition, PerEdition, numbers};

/// Texts longer than this (in characters) are compared as a whole.
const LONGEST: usize = 600;

/// A marked range of a text, in UTF-16 units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// First unit.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What it means in every edition, such as `35000000`; empty for a difference.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub key: String,
}

/// Where two texts differ once both are in one script, in whole numbers and words: the ranges in the first, those in the
/// second.
pub fn differences(hans: &str, hant: &str, helper: &dyn Script) -> (Vec<Mark>, Vec<Mark>) {
    let paired = Paired::new(hans, hant, helper);
    let (left, right) = paired.differing();
    (marks(hans, &paired.hans, &left), marks(hant, &paired.hant, &right))
}

/// A folded character and the characters of the text it came from.
pub(super) struct Folded {
    /// Without what differs by script only, such as the shape of quotation marks.
    folded: char,
    /// As it was folded.
    pub raw: char,
    /// First character of the text.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// Folds clause by clause; where a clause keeps its length, character stands for character, else it stands as a whole.
pub(super) fn folded(text: &str, fold: &dyn Fn(&str) -> String) -> Vec<Folded> {
    let mut out = Vec::new();
    let mut place = 0;
    for clause in text.split_inclusive(|c: char| {
        c.is_ascii_punctuation() || "，。、；：？！「」『』“”‘’（）《》".contains(c)
    }) {
        let (length, changed) = (clause.chars().count(), fold(clause));
        let same = changed.chars().count() == length;
        for (k, c) in changed.chars().enumerate() {
            let (start, end) = if same { (place + k, place + k + 1) } else { (place, place + length) };
            out.push(Folded { folded: plain(c), raw: c, start, end });
        }
        place += length;
    }
    out
}

/// Quotation marks differ by script, not by meaning.
fn plain(c: char) -> char {
    match c {
        '「' | '“' => '“',
        '」' | '”' => '”',
        '『' | '‘' => '‘',
        '』' | '’' => '’',
        c => c,
    }
}

/// For each side, whether a character is in no longest common subsequence.
pub(super) fn unequal(a: &[Folded], b: &[Folded]) -> (Vec<bool>, Vec<bool>) {
    let (mut left, mut right) = (vec![false; a.len()], vec![false; b.len()]);
    let equal = |(x, y): &(&Folded, &Folded)| x.folded == y.folded;
    let head = a.iter().zip(b).take_while(equal).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(equal).count();
    let (n, m) = (a.len() - tail - head, b.len() - tail - head);
    if n > LONGEST || m > LONGEST {
        left[head..head + n].fill(true);
        right[head..head + m].fill(true);
        return (left, right);
    }
    let (a, b) = (&a[head..head + n], &b[head..head + m]);
    let mut table = vec![0u16; (n + 1) * (m + 1)];
    let at = |i: usize, j: usize| i * (m + 1) + j;
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            table[at(i, j)] = if a[i].folded == b[j].folded {
                table[at(i + 1, j + 1)] + 1
            } else {
                table[at(i + 1, j)].max(table[at(i, j + 1)])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < n || j < m {
        if i < n && j < m && a[i].folded == b[j].folded {
            (i, j) = (i + 1, j + 1);
        } else if j == m || (i < n && table[at(i + 1, j)] >= table[at(i, j + 1)]) {
            left[head + i] = true;
            i += 1;
        } else {
            right[head + j] = true;
            j += 1;
        }
    }
    (left, right)
}

/// Marked characters as ranges of UTF-16 units.
fn marks(text: &str, folded: &[Folded], differs: &[bool]) -> Vec<Mark> {
    let mut units = vec![0];
    for c in text.chars() {
        units.push(units[units.len() - 1] + c.len_utf16());
    }
    let mut out: Vec<Mark> = Vec::new();
    for (place, _) in folded.iter().zip(differs).filter(|(_, differs)| **differs) {
        let (start, end) = (units[place.start], units[place.end]);
        match out.last_mut() {
            Some(last) if start <= last.end => last.end = last.end.max(end),
            _ => out.push(Mark { start, end, key: String::new() }),
        }
    }
    out
}

/// Numbers and Latin names of a bead that are there in two editions or more.
pub fn shared(texts: &PerEdition<String>) -> PerEdition<Vec<Mark>> {
    let mut marks = texts.map(|edition, text| {
        let found = if edition == Edition::En { numbers::english(text) } else { numbers::chinese(text) };
        let mut out: Vec<(std::ops::Range<usize>, String)> =
            found.into_iter().map(|n| (n.range.clone(), n.key().to_string())).collect();
        out.extend(names(text));
        utf16(text, out)
    });
    let mut editions: BTreeMap<String, [bool; 3]> = BTreeMap::new();
    for (edition, marks) in marks.iter() {
        for mark in marks {
            editions.entry(mark.key.clone()).or_default()[edition as usize] = true;
        }
    }
    for edition in Edition::ALL {
        marks[edition].retain(|mark| {
            editions.get(&mark.key).is_some_and(|there| there.iter().filter(|t| **t).count() > 1)
        });
    }
    marks
}

/// Runs of Latin letters and digits with at least one letter, in lower case.
fn names(text: &str) -> Vec<(std::ops::Range<usize>, String)> {
    let mut out = Vec::new();
    let mut start = None;
    for (place, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_ascii_alphanumeric()) {
            (None, true) => start = Some(place),
            (Some(from), false) => {
                start = None;
                let word = &text[from..place];
                if word.len() > 1 && word.bytes().any(|b| b.is_ascii_alphabetic()) {
                    out.push((from..place, word.to_ascii_lowercase()));
                }
            }
            _ => {}
        }
    }
    out
}

/// Byte ranges as UTF-16 units, in order, without overlaps.
pub(super) fn utf16(text: &str, mut ranges: Vec<(std::ops::Range<usize>, String)>) -> Vec<Mark> {
    ranges.sort_by_key(|(range, _)| (range.start, range.end));
    let (mut bytes, mut units) = (0, 0);
    let mut out = Vec::new();
    for (range, key) in ranges {
        let (Some(before), Some(inside)) = (text.get(bytes..range.start), text.get(range.clone())) else {
            continue;
        };
        let start = units + before.encode_utf16().count();
        let end = start + inside.encode_utf16().count();
        (bytes, units) = (range.end, end);
        out.push(Mark { start, end, key });
    }
    out
}

//! What the page marks in a bead: where the two Chinese texts differ after script folding, and the numbers and Latin
//! names that its editions share. Ranges are UTF-16 units, as the page counts.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Script;
use super::paired::{Folded, Paired};
use crate::text::{Edition, PerEdition, numbers};

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

#[cfg(test)]
mod tests {
    use super::super::tests::Words;
    use super::*;

    fn marked(hans: &str, hant: &str) -> (Vec<String>, Vec<String>) {
        let (left, right) = differences(hans, hant, &Words);
        let cut = |text: &str, marks: Vec<Mark>| {
            let units: Vec<u16> = text.encode_utf16().collect();
            marks.iter().map(|mark| String::from_utf16_lossy(&units[mark.start..mark.end])).collect()
        };
        (cut(hans, left), cut(hant, right))
    }

    #[test]
    fn marks_do_not_cut_a_number_or_a_word() {
        for (hans, hant, left, right) in [
            ("在2021年。", "在2022年。", "2021", "2022"),
            ("在2021年。", "在110年。", "2021", "110"),
            ("共1,250.5元", "共1,350.5元", "1,250.5", "1,350.5"),
            ("10:30开门", "10:45开门", "10:30", "10:45"),
            ("用COVID-19检测", "用COVID-18检测", "COVID-19", "COVID-18"),
            ("他在Android上", "他在Andrews上", "Android", "Andrews"),
            ("二十三人", "二十五人", "二十三", "二十五"),
            ("共15万人", "共16萬人", "15万", "16萬"),
            ("新软件", "新軟體", "软件", "軟體"),
            ("他说：“好。”", "他說：「好。」", "", ""),
        ] {
            let one = |text: &str| if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
            assert_eq!(marked(hans, hant), (one(left), one(right)), "{hans} {hant}");
        }
    }

    proptest::proptest! {
        #[test]
        fn equal_texts_have_no_mark_and_every_other_pair_has_one(text in "[一二三软件a1.,年]{0,12}", other in "[一二三软件a1.,年]{0,12}") {
            let (left, right) = marked(&text, &other);
            proptest::prop_assert_eq!(left.is_empty() && right.is_empty(), text == other);
        }
    }
}

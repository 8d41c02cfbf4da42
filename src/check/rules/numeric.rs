//! Numbers of a bead compared. When unsure, nothing is said.

use std::collections::{HashMap, HashSet};

use super::super::Subject;
use crate::text::Edition;
use crate::text::numbers::{Key, Kind, Number, chinese, english};

/// Beads on both sides in which a number may stand as well.
const REACH: usize = 1;

/// A number in its text.
struct Found<'a> {
    number: Number,
    text: &'a str,
    /// It may be a number of something else than it seems: nothing is said of it.
    doubtful: bool,
}

impl Found<'_> {
    fn said(&self) -> String {
        self.text.get(self.number.range.clone()).unwrap_or_default().to_owned()
    }
}

/// The number of the English and the one that stands for it, where a bead's numbers differ for sure.
pub(super) fn differ(subject: &Subject<'_>, at: usize, edition: Edition) -> Option<(String, String)> {
    let bead = &subject.ladder.beads[at];
    if bead.confidence.is_some_and(|p| p < 0.5) {
        return None;
    }
    let (en, zh) = (subject.text(bead, Edition::En), subject.text(bead, edition));
    if en.is_empty() || zh.is_empty() || has_era(&zh) {
        return None;
    }
    let missing = unmatched(&of_english(&en), &around(subject, at, edition));
    let extra = unmatched(&of_chinese(&zh), &around(subject, at, Edition::En));
    pair(&missing, &extra)
}

/// A number of Hans and one of Hant that differ, where English has neither.
pub(super) fn between_chinese(en: &str, hans: &str, hant: &str) -> Option<(String, String)> {
    if has_era(hans) || has_era(hant) {
        return None;
    }
    let numbers = |text: &str| -> Vec<Number> { chinese(text) };
    let only_hans = unmatched(&of_chinese(hans), &numbers(hant));
    let only_hant = unmatched(&of_chinese(hant), &numbers(hans));
    // Where the English has one of the two, P301 has said it.
    let known: HashSet<Key> = english(en).iter().map(Number::key).collect();
    let new = |all: &[Said]| all.iter().all(|said| !known.contains(&said.number.key()));
    (new(&only_hans) && new(&only_hant)).then(|| pair(&only_hans, &only_hant))?
}

/// Years of an era: 民國六十年代, 昭和.
fn has_era(text: &str) -> bool {
    ["民國", "民国", "昭和", "平成", "令和", "明治"].iter().any(|era| text.contains(era))
}

fn of_english(text: &str) -> Vec<Found<'_>> {
    let doubtful = |n: &Number| {
        let before = text.get(..n.range.start).and_then(|t| t.chars().next_back());
        let after = text.get(n.range.end..).and_then(|t| t.chars().next());
        // Times (3:02.41), names (A380, 5G, COVID-19), sums of their own (4x400).
        let part =
            |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() || matches!(c, ':' | '/' | '_' | '.'));
        let digits = text.get(n.range.clone()).is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()));
        digits && (part(before) || before == Some('-') || part(after) && after != Some('.'))
    };
    english(text).into_iter().map(|number| Found { doubtful: doubtful(&number), number, text }).collect()
}

fn of_chinese(text: &str) -> Vec<Found<'_>> {
    let doubtful = |n: &Number| {
        let before = text.get(..n.range.start).and_then(|t| t.chars().next_back());
        let rest = text.get(n.range.end..).unwrap_or_default();
        let after = rest.chars().next();
        let said = text.get(n.range.clone()).unwrap_or_default();
        // 48兆瓦, 4.8万千瓦: the unit is part of the measure. 3分02秒41: a time.
        let measure = after.is_some_and(|c| "瓦瓩度赫克卡位字帕伏焦".contains(c))
            || rest.starts_with('厘') && !rest.starts_with("厘米");
        let time =
            matches!(before, Some('秒' | '分' | ':' | '：')) || matches!(after, Some('秒' | ':' | '：'));
        let name = before.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '/' | '_' | '.'))
            || after.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '_' | '-'));
        let half = after == Some('半')
            || said.contains('成')
            || matches!(after, Some('多' | '余' | '餘' | '几' | '幾'));
        measure || time || name || half
    };
    chinese(text).into_iter().map(|number| Found { doubtful: doubtful(&number), number, text }).collect()
}

fn around(subject: &Subject<'_>, at: usize, edition: Edition) -> Vec<Number> {
    let to = (at + REACH + 1).min(subject.ladder.beads.len());
    let beads = &subject.ladder.beads[at.saturating_sub(REACH)..to];
    let numbers = if edition == Edition::En { english } else { chinese };
    beads.iter().flat_map(|bead| numbers(&subject.text(bead, edition))).collect()
}

/// A number and how its text says it.
struct Said {
    number: Number,
    said: String,
    doubtful: bool,
}

/// The numbers of one side that the other says in no way: the sure ones and those in doubt.
fn unmatched(own: &[Found<'_>], other: &[Number]) -> Vec<Said> {
    let mut left: HashMap<Key, usize> = HashMap::new();
    for number in other {
        *left.entry(number.key()).or_default() += 1;
    }
    let mut taken = |key: Key| match left.get_mut(&key) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    };
    let open: Vec<&Found<'_>> = own
        .iter()
        .filter(|n| n.number.kind != Kind::Month && !taken(n.number.key()))
        .filter(|n| !other.iter().any(|m| m.key() != n.number.key() && same_in_other_words(&n.number, m)))
        .collect();
    let told = open.into_iter().filter(|n| n.number.sure || n.doubtful);
    told.map(|n| Said { number: n.number.clone(), said: n.said(), doubtful: n.doubtful }).collect()
}

/// A missing and an extra number that are likely one number gone wrong.
fn pair(missing: &[Said], extra: &[Said]) -> Option<(String, String)> {
    let said = |a: &Said, b: &Said| Some((a.said.clone(), b.said.clone()));
    if let Some((a, b)) = shifted(missing, extra) {
        return said(a, b);
    }
    // As many on both sides, in order: each stands for the one in its place. One in doubt silences all.
    let doubt = missing.iter().chain(extra).any(|n| n.doubtful);
    if doubt || missing.is_empty() || missing.len() != extra.len() {
        return None;
    }
    let same_kind =
        |(a, b): &(&Said, &Said)| (a.number.kind == Kind::Fraction) == (b.number.kind == Kind::Fraction);
    // Miles in one text and kilometres in the other.
    let converted = |(a, b): &(&Said, &Said)| {
        let (x, y) = (size(&a.number), size(&b.number));
        is_conversion(x.max(y) / x.min(y).max(1e-9))
    };
    let found = missing.iter().zip(extra).find(|pair| same_kind(pair) && !converted(pair))?;
    said(found.0, found.1)
}

/// The only two numbers of one bead with the same digits and another power of ten: one of them is wrong, whatever
/// else stands beside them.
fn shifted<'a>(missing: &'a [Said], extra: &'a [Said]) -> Option<(&'a Said, &'a Said)> {
    let power = |a: &Said, b: &Said| {
        let (x, y) = (size(&a.number), size(&b.number));
        let places = (x.max(y) / x.min(y).max(1e-9)).log10();
        let kinds = a.number.kind == b.number.kind && a.number.kind != Kind::Fraction;
        kinds && x > 0.0 && y > 0.0 && places > 0.5 && (places - places.round()).abs() < 1e-6
    };
    let sure = |all: &'a [Said]| all.iter().filter(|n| !n.doubtful && n.number.sure);
    let mut pairs = sure(missing).flat_map(|a| sure(extra).map(move |b| (a, b))).filter(|(a, b)| power(a, b));
    let first = pairs.next()?;
    pairs.next().is_none().then_some(first)
}

/// Numbers that mean one thing though their values differ.
fn same_in_other_words(a: &Number, b: &Number) -> bool {
    let (x, y) = (size(a), size(b));
    // 10 to 15 percent and 10%至15%; 34分 of a mark of 34 percent; 4.25厘.
    if x == y || a.value == b.value && a.kind != Kind::Month && b.kind != Kind::Month {
        return true;
    }
    let (low, high) = if x < y { (x, y) } else { (y, x) };
    let plain = a.kind == Kind::Plain && b.kind == Kind::Plain;
    // 1990s and 90年代; 3 p.m. and 15时; the 20th century and 1900年代.
    let decade = plain && (1000.0..2100.0).contains(&high) && high % 100.0 == low && low % 10.0 == 0.0;
    let clock = plain && low <= 12.0 && low + 12.0 == high;
    // A third and 三成: shares are rounded.
    let share = a.kind != Kind::Plain && b.kind != Kind::Plain && a.kind != b.kind && high / low < 1.15;
    let rounded = plain && low >= 1000.0 && high / low < 1.05 && (digits(x) <= 2 || digits(y) <= 2);
    decade || clock || share || rounded
}

/// Its size as a plain number: 75 % is 0.75.
fn size(n: &Number) -> f64 {
    if n.kind == Kind::Percent { n.value / 100.0 } else { n.value }
}

/// How many digits of a value are not zeros at its end.
fn digits(value: f64) -> usize {
    let text = format!("{value:.0}");
    text.trim_end_matches('0').len()
}

/// Whether a ratio is that of two units: miles, feet, yards, pounds, acres, inches, gallons, dozens.
fn is_conversion(ratio: f64) -> bool {
    let known = [1.609, 3.281, 1.094, 2.205, 2.471, 2.54, 3.785, 30.48, 28.35, 1.852, 12.0, 6.07, 15.0, 2.59];
    known.iter().any(|unit| (ratio / unit - 1.0).abs() < 0.02)
}

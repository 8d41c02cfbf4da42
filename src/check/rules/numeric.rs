//! Numbers of a bead compared. When unsure, nothing is said.

use std::collections::HashSet;

use super::super::Subject;
use crate::text::Edition;
use crate::text::numbers::{Key, Kind, Number, chinese, english};

/// Beads on both sides in which a number may stand as well.
const REACH: usize = 1;

/// The number of the English and the one that stands for it, where a bead's numbers differ for sure.
pub(super) fn differ(subject: &Subject<'_>, at: usize, edition: Edition) -> Option<(String, String)> {
    let bead = &subject.ladder.beads[at];
    if bead.confidence.is_some_and(|p| p < 0.5) {
        return None;
    }
    let (en, zh) = (subject.text(bead, Edition::En), subject.text(bead, edition));
    if en.is_empty() || zh.is_empty() {
        return None;
    }
    let (of_en, of_zh) = (english(&en), chinese(&zh));
    let near_en = around(subject, at, Edition::En);
    let near_zh = around(subject, at, edition);
    let missing = unmatched(&of_en, &near_zh);
    let extra = unmatched(&of_zh, &near_en);
    let said = |text: &str, n: &Number| text.get(n.range.clone()).unwrap_or_default().to_owned();
    let (a, b) = pair(&missing, &extra)?;
    Some((said(&en, a), said(&zh, b)))
}

/// A number of Hans and one of Hant that differ, where English has neither.
pub(super) fn between_chinese(en: &str, hans: &str, hant: &str) -> Option<(String, String)> {
    let (of_hans, of_hant) = (chinese(hans), chinese(hant));
    let of_en = english(en);
    let only_hans = unmatched(&of_hans, &of_hant);
    let only_hant = unmatched(&of_hant, &of_hans);
    let (a, b) = pair(&only_hans, &only_hant)?;
    // Where the English has one of the two, P301 has said it.
    let known: HashSet<Key> = of_en.iter().map(Number::key).collect();
    let said = |text: &str, n: &Number| text.get(n.range.clone()).unwrap_or_default().to_owned();
    (!known.contains(&a.key()) && !known.contains(&b.key())).then(|| (said(hans, a), said(hant, b)))
}

fn around(subject: &Subject<'_>, at: usize, edition: Edition) -> Vec<Number> {
    let to = (at + REACH + 1).min(subject.ladder.beads.len());
    let beads = &subject.ladder.beads[at.saturating_sub(REACH)..to];
    let numbers = if edition == Edition::En { english } else { chinese };
    beads.iter().flat_map(|bead| numbers(&subject.text(bead, edition))).collect()
}

/// The sure numbers of one side that the other says in no way.
fn unmatched<'a>(own: &'a [Number], other: &[Number]) -> Vec<&'a Number> {
    let keys: HashSet<Key> = other.iter().map(Number::key).collect();
    own.iter()
        .filter(|n| n.sure && n.kind != Kind::Month && !keys.contains(&n.key()))
        .filter(|n| !other.iter().any(|m| same_in_other_words(n, m)))
        .collect()
}

/// A missing and an extra number that are likely one number gone wrong.
fn pair<'a>(missing: &[&'a Number], extra: &[&'a Number]) -> Option<(&'a Number, &'a Number)> {
    // As many on both sides, in order: each stands for the one in its place.
    if missing.is_empty() || missing.len() != extra.len() {
        return None;
    }
    missing
        .iter()
        .copied()
        .zip(extra.iter().copied())
        .find(|(a, b)| (a.kind == Kind::Fraction) == (b.kind == Kind::Fraction))
}

/// Numbers that mean one thing though their values differ.
fn same_in_other_words(a: &Number, b: &Number) -> bool {
    let (x, y) = (size(a), size(b));
    if x == y {
        return true;
    }
    let (low, high) = if x < y { (x, y) } else { (y, x) };
    let plain = a.kind == Kind::Plain && b.kind == Kind::Plain;
    // 1990s and 90年代; 3 p.m. and 15时; the 20th century and 1900年代.
    let decade = plain && high >= 1000.0 && high < 2100.0 && high % 100.0 == low && low % 10.0 == 0.0;
    let clock = plain && low <= 12.0 && low + 12.0 == high;
    // A third and 三成: shares are rounded.
    let share = a.kind != Kind::Plain && b.kind != Kind::Plain && a.kind != b.kind && high / low < 1.15;
    let rounded = plain && low >= 1000.0 && high / low < 1.05 && (digits(x) <= 2 || digits(y) <= 2);
    decade || clock || share || rounded || plain && low > 0.0 && is_conversion(high / low)
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

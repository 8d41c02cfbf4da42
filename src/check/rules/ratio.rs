//! How long a text and its translation are.

use super::super::{Subject, words};
use crate::text::Edition;

/// The length of a Chinese text: Latin words in it count a third, as in the English they are three times as long.
pub(super) fn length(text: &str) -> f64 {
    let all = text.chars().filter(|c| !c.is_whitespace()).count();
    let letters = text.chars().any(|c| c.is_alphabetic() && !words::is_han(c));
    let words = if letters { words::latin_words(text) } else { Vec::new() };
    let latin: usize = words.iter().map(|word| word.len()).sum();
    all.saturating_sub(latin) as f64 + latin as f64 / 3.0
}

/// How long an edition's text is beside its English, by the beads that are sure: the median; a third where few are.
pub(super) fn ratio(subject: &Subject<'_>, edition: Edition) -> f64 {
    *subject.known.ratios[edition].get_or_init(|| usual(subject, edition))
}

fn usual(subject: &Subject<'_>, edition: Edition) -> f64 {
    use Edition::En;
    let sure = subject.ladder.beads.iter().filter(|bead| {
        bead.runs[En].len == 1 && bead.runs[edition].len == 1 && bead.confidence.is_none_or(|p| p >= 0.9)
    });
    let mut all: Vec<f64> = sure
        .map(|bead| (subject.text(bead, En).chars().count() as f64, length(&subject.text(bead, edition))))
        .filter(|(english, _)| *english >= 20.0)
        .map(|(english, chinese)| chinese / english)
        .collect();
    all.sort_by(f64::total_cmp);
    if all.len() < 8 { 1.0 / 3.0 } else { all[all.len() / 2] }
}

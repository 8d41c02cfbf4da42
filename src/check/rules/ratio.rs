//! How long a text and its translation are.

/// The length of a Chinese text: Latin words in it count a third, as in the English they are three times as long.
pub(super) fn length(text: &str) -> f64 {
    let latin: usize = super::super::words::latin_words(text).iter().map(|word| word.len()).sum();
    let all = text.chars().filter(|c| !c.is_whitespace()).count();
    all.saturating_sub(latin) as f64 + latin as f64 / 3.0
}

/// How long an edition's text is beside its English, by the beads that are sure: the median; a third where few are.
pub(super) fn ratio(subject: &crate::check::Subject<'_>, edition: crate::text::Edition) -> f64 {
    use crate::text::Edition::En;
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

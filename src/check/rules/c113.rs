use super::super::words;
use super::super::{Rule, RuleId, Sink, Subject};
use crate::bead::Bead;
use crate::config::Level;
use crate::text::{Edition, Role};

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("C113"),
    name: "length-outlier",
    level: Level::Note,
    on: true,
    what: "a bead whose length ratio is far from the article’s own, by its robust z-score, never by a fixed percentage",
    why: "A sentence that is far too short has usually lost a part.",
    example: "Sixty English words stand against 他来了。",
    remedy: "compare the two sentences",
    check,
};

/// Beads that a ratio of its own needs.
const ENOUGH: usize = 12;

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.aligned_chinese() {
        let ratios: Vec<(&Bead, f64, f64)> =
            subject.ladder.beads.iter().filter_map(|bead| ratio(subject, bead, edition)).collect();
        if ratios.len() < ENOUGH {
            continue;
        }
        let middle = median(ratios.iter().map(|(_, ratio, _)| *ratio).collect());
        // Long beads vary less: each deviation counts by the root of the length.
        let scaled = |ratio: f64, length: f64| (ratio - middle) * length.min(400.0).sqrt();
        let spread = median(ratios.iter().map(|(_, r, length)| scaled(*r, *length).abs()).collect()) * 1.4826;
        for (bead, ratio, length) in &ratios {
            let z = scaled(*ratio, *length) / spread.max(1.0);
            if z.abs() > subject.settings.length_z && (ratio - middle).abs() > 0.5 {
                let word = if z < 0.0 { "short" } else { "long" };
                sink.bead(edition, bead, format!("far too {word} for its English (z = {z:.1})"));
            }
        }
    }
}

/// The logarithm of the length ratio, and the English length, of beads long enough to tell.
fn ratio<'a>(subject: &Subject<'_>, bead: &'a Bead, edition: Edition) -> Option<(&'a Bead, f64, f64)> {
    let body = |e: Edition| subject.segments(bead, e).iter().all(|s| s.role == Role::Body);
    let sure = bead.confidence.is_none_or(|p| p >= 0.5);
    let english = subject.text(bead, Edition::En).chars().count() as f64;
    let chinese = subject.text(bead, edition);
    let latin: usize = words::latin_words(&chinese).iter().map(|word| word.len()).sum();
    let length = (chinese.chars().count() - latin.min(chinese.chars().count())) as f64 + latin as f64 / 3.0;
    let tells = sure && english >= 25.0 && length > 0.0 && body(Edition::En) && body(edition);
    tells.then(|| (bead, (length / english).ln(), english))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

use super::super::{Rule, RuleId, Sink, Subject};
use crate::config::Level;
use crate::text::Edition;

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("L701"),
    name: "low-confidence",
    level: Level::Note,
    on: true,
    what: "a bead that a person should look at; it never fails a build",
    why: "Where the aligner is unsure the other rules are silent.",
    example: "Two sentences of three words each could change places.",
    remedy: "look at the two sentences; `trialign align` shows them side by side",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    if subject.unrelated || !subject.has(Edition::En) {
        return;
    }
    for bead in &subject.ladder.beads {
        let unsure = bead.confidence.filter(|p| *p < subject.low_confidence);
        let edition = subject.chinese().find(|edition| bead.runs[*edition].len > 0);
        if let (Some(p), Some(edition)) = (unsure, edition) {
            let message = format!("the aligner is not sure of this (confidence {p:.2})");
            sink.bead(edition, bead, message).confidence = Some(p);
        }
    }
}

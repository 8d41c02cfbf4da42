use super::super::{Rule, RuleId, Sink, Subject};
use crate::config::Level;
use crate::text::{Edition, Role};

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("C107"),
    name: "added-sentence",
    level: Level::Note,
    on: true,
    what: "a Chinese sentence that renders nothing in the English",
    why: "It may be a note for the reader, or what is left of a sentence that was taken out of the source.",
    example: "The Chinese explains a unit that the English does not.",
    remedy: "compare with the English text and its history",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    if !subject.has(Edition::En) || subject.unrelated || subject.foreign[Edition::En] {
        return;
    }
    let added = subject.ladder.beads.iter().enumerate().filter(|(_, bead)| bead.runs[Edition::En].len == 0);
    for (at, bead) in added {
        for edition in subject.chinese() {
            // C117 tells of it.
            if subject.moved.is_target(edition, at) {
                continue;
            }
            let body = subject.segments(bead, edition).iter().any(|s| s.role == Role::Body);
            if body && bead.confidence.is_none_or(|p| p >= subject.settings.omission_least) {
                sink.bead(edition, bead, "nothing in the English text says this".to_owned()).confidence =
                    bead.confidence;
            }
        }
    }
}

use super::super::{Rule, RuleId, Sink, Subject};
use crate::config::Level;
use crate::text::Edition;

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("P310"),
    name: "glossary",
    level: Level::Error,
    on: true,
    what: "a required term is missing or a forbidden one is used, per edition (needs `glossary`)",
    why: "One thing with two names is two things to the reader.",
    example: "The glossary wants 内存 for memory, the text says 记忆体.",
    remedy: "use the term of the glossary, or change the glossary",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.aligned_chinese() {
        for bead in subject.ladder.beads.iter().filter(|bead| bead.runs[edition].len > 0) {
            let (english, chinese) = (subject.text(bead, Edition::En), subject.text(bead, edition));
            for term in subject.glossary.terms.iter().filter(|term| term.stands_in(&english)) {
                let (required, forbidden) = (&term.required[edition], &term.forbidden[edition]);
                let wrong = forbidden.iter().find(|word| chinese.contains(word.as_str()));
                let lacks =
                    !required.is_empty() && !required.iter().any(|word| chinese.contains(word.as_str()));
                let term = &term.english;
                match wrong {
                    Some(word) => sink.bead(edition, bead, format!("“{term}” must not be {word}")),
                    None if lacks => {
                        sink.bead(edition, bead, format!("“{term}” should be {}", required.join(" or ")))
                    }
                    None => continue,
                };
            }
        }
    }
}

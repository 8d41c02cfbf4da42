use super::super::licence;
use super::super::{Rule, RuleId, Sink, Subject};
use super::numeric;
use crate::bead::Bead;
use crate::config::Level;
use crate::text::{Edition, Role};

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("C108"),
    name: "edition-divergence",
    level: Level::Warning,
    on: true,
    what: "a unit that stands in only one of Hans and Hant, or whose numbers differ there, where the English does not tell which is right",
    why: "Readers of the two scripts are told different things.",
    example: "Hans says 3月1日, Hant 3月2日, and the English “the first week of March”.",
    remedy: "make the two editions agree",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    if !subject.has(Edition::ZhHans) || !subject.has(Edition::ZhHant) {
        return;
    }
    for (at, bead) in subject.ladder.beads.iter().enumerate() {
        let english = bead.runs[Edition::En].len > 0;
        let likely = bead.confidence.is_none_or(|p| p >= 0.5);
        let [_, hans, hant] = Edition::ALL.map(|e| bead.runs[e].len);
        for (edition, other, len, lacks) in
            [(Edition::ZhHans, Edition::ZhHant, hans, hant), (Edition::ZhHant, Edition::ZhHans, hant, hans)]
        {
            let body = subject.segments(bead, edition).iter().any(|s| s.role == Role::Body);
            // What one edition has elsewhere the other may have where the English has it.
            let moved = || {
                let source = subject.moved.source(edition, at);
                source.is_some_and(|from| subject.ladder.beads[from].runs[other].len > 0)
            };
            if len > 0 && lacks == 0 && !english && body && likely && !is_credit(subject, bead) && !moved() {
                sink.bead(edition, bead, format!("the {other} edition does not say this"));
            }
        }
        if hans == 0 || hant == 0 || !likely || is_credit(subject, bead) {
            continue;
        }
        if let Some((a, b)) = numeric::between_chinese(subject, at) {
            sink.bead(Edition::ZhHant, bead, format!("the zh-Hans edition says {a}, this one {b}"));
        }
    }
}

/// Who translated the one edition had no part in the other.
fn is_credit(subject: &Subject<'_>, bead: &Bead) -> bool {
    subject.chinese().any(|edition| {
        let segments = subject.article.segments(edition);
        let own = bead.runs[edition].range();
        !own.is_empty() && own.into_iter().all(|at| licence::is_credit(segments, at))
    })
}

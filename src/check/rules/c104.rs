use super::super::{Rule, RuleId, Sink, Subject};
use super::omission;
use crate::config::Level;

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("C104"),
    name: "missing-section",
    level: Level::Error,
    on: true,
    what: "a heading and what hangs under it has no counterpart",
    why: "A whole topic is missing for the readers of that edition.",
    example: "The section “Installation” stands in the English and not in the Chinese text.",
    remedy: "translate the section, or take it out of the English text",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.aligned_chinese() {
        for section in &omission::omissions(subject, edition).sections {
            section.report(subject, edition, sink, "the section is not translated");
        }
    }
}

use super::super::{Rule, RuleId, Sink, Subject};
use super::omission;
use crate::config::Level;

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("C105"),
    name: "missing-block",
    level: Level::Warning,
    on: true,
    what: "a paragraph, list item, table cell, caption or heading has no counterpart (an error for a paragraph of two sentences or more, a note where the aligner is less sure than `omission-error`)",
    why: "Readers of that edition miss it, and nothing shows that it is missing.",
    example: "The English text has five list items, the Chinese four.",
    remedy: "translate the block, or take it out of the English text",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.aligned_chinese() {
        for block in &omission::omissions(subject, edition).blocks {
            block.report(subject, edition, sink, &format!("the {} is not translated", block.kind_name()));
        }
    }
}

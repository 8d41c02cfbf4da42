use super::super::{Rule, RuleId, Sink, Subject};
use crate::config::Level;

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("C114"),
    name: "second-file",
    level: Level::Warning,
    on: true,
    what: "two files are the same edition of one article; only the first is checked",
    why: "The site shows one of the two, and nobody knows which is kept up.",
    example: "guide/index.md and guide/index.mdx stand side by side in the same language.",
    remedy: "remove or rename one of the two",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for (edition, path) in &subject.twice {
        sink.file(*edition, format!("{path} is the {edition} edition as well"));
    }
}

use super::super::{Rule, Sink, Subject};
use crate::config::Level;
use crate::text::Edition;

pub(super) const RULE: Rule = Rule {
    id: "L702",
    name: "unalignable",
    level: Level::Error,
    on: true,
    what: "the editions look like different articles",
    why: "No other rule can say anything about them.",
    example: "about.zh-CN.md holds the text of contact.zh-CN.md.",
    remedy: "put the right text into the file",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.chinese() {
        if subject.has(Edition::En) && subject.unrelated {
            sink.file(edition, format!("the English and the {edition} text look like different articles"));
        }
    }
}

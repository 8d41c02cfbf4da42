use super::super::{Rule, RuleId, Sink, Subject};
use crate::config::Level;
use crate::text::Edition;

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("C102"),
    name: "orphan-edition",
    level: Level::Warning,
    on: true,
    what: "a Chinese edition without an English source",
    why: "Nobody can say whether it is still true; often the source was moved or removed and the translation forgotten.",
    example: "about.zh-CN.md is there, about.en.md is not.",
    remedy: "remove or move the file with its source, or add the source",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    if subject.files[Edition::En].is_some() || !subject.expected[Edition::En] {
        return;
    }
    for edition in [Edition::ZhHans, Edition::ZhHant] {
        if subject.files[edition].is_some() {
            sink.file(edition, "there is no English edition of this text".to_owned());
        }
    }
}

use super::super::{Rule, RuleId, Sink, Subject};
use crate::config::Level;
use crate::text::Edition;

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("C101"),
    name: "missing-edition",
    level: Level::Warning,
    on: true,
    what: "a configured edition has no file",
    why: "Readers of that edition find nothing, or fall back to English without a word.",
    example: "about.en.md and about.zh-CN.md are there, about.zh-TW.md is not, and editions names zh-Hant.",
    remedy: "add the file, put this one under `ignore` in trialign.toml, or name there the `editions` you have",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let english = subject.files[Edition::En].is_some();
    for (edition, expected) in subject.expected.iter() {
        // A Chinese edition without its source is C102.
        if *expected && subject.files[edition].is_none() && (english || edition.is_chinese()) {
            sink.file(edition, format!("the {edition} edition is missing"));
        }
    }
}

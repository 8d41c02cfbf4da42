use super::super::{Rule, RuleId, Sink, Subject};
use super::omission;
use crate::config::Level;

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("C106"),
    name: "untranslated-sentence",
    level: Level::Warning,
    on: true,
    what: "an English sentence that no Chinese sentence renders (a note where the aligner is less sure than `omission-error`, or where the Chinese paragraph is as long as the whole English one wants it)",
    why: "The translation says less than the original.",
    example: "Of “It rained. Nobody came.” only 下雨了。 is there.",
    remedy: "translate the sentence, or take it out of the English text",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.aligned_chinese() {
        for sentence in &omission::omissions(subject, edition).sentences {
            sentence.report(subject, edition, sink, "the sentence is not translated");
        }
    }
}

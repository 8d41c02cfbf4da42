use super::super::{Rule, Sink, Subject};
use super::omission::Omissions;
use crate::config::Level;

pub(super) const RULE: Rule = Rule {
    id: "C106",
    name: "untranslated-sentence",
    level: Level::Error,
    on: true,
    what: "an English sentence that no Chinese sentence renders (a warning where the aligner is less sure than `omission-error`)",
    why: "The translation says less than the original.",
    example: "Of “It rained. Nobody came.” only 下雨了。 is there.",
    remedy: "translate the sentence, or take it out of the English text",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.aligned_chinese() {
        for sentence in Omissions::new(subject, edition).sentences {
            sentence.report(subject, edition, sink, "the sentence is not translated");
        }
    }
}

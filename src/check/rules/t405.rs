use super::super::{Rule, RuleId, Sink, Subject};
use crate::config::Level;
use crate::text::{BlockKind, Edition};

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("T405"),
    name: "quote-style",
    level: Level::Note,
    on: false,
    what: "quotation marks of the other script: Hans has “”, Hant has 「」",
    why: "Each script has its own marks; the others look copied.",
    example: "A Traditional text with “引號”.",
    remedy: "use “” in Simplified and 「」 in Traditional text",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.chinese() {
        let wrong: &[char] =
            if edition == Edition::ZhHans { &['「', '」', '『', '』'] } else { &['“', '”'] };
        for segment in subject.article.segments(edition).iter().filter(|s| s.kind != BlockKind::Code) {
            if let Some(mark) = segment.text.chars().find(|c| wrong.contains(c)) {
                sink.add(
                    edition,
                    segment.span,
                    &segment.text,
                    format!("{mark} is not a mark of {edition} text"),
                );
            }
        }
    }
}

use super::super::words;
use super::super::{Rule, RuleId, Sink, Subject};
use crate::config::Level;
use crate::text::{BlockKind, Edition};

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("T408"),
    name: "straight-quotes",
    level: Level::Note,
    on: false,
    what: "straight quotation marks around Chinese",
    why: "Chinese has marks of its own: “” in Simplified, 「」 in Traditional text.",
    example: "他说\"好\"。",
    remedy: "use “” in Simplified and 「」 in Traditional text",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.chinese() {
        for segment in subject.article.segments(edition).iter().filter(|s| s.kind != BlockKind::Code) {
            let parts: Vec<&str> = segment.text.split('"').collect();
            // What stands between two of them: every second part.
            let quoted = parts.iter().skip(1).step_by(2).take(parts.len().saturating_sub(1) / 2);
            if let Some(quoted) = quoted.into_iter().find(|part| words::han(part) > 0) {
                let right = if edition == Edition::ZhHant { "「」" } else { "“”" };
                let said = format!("\"{}\": here one writes {right}", words::short(quoted, 40));
                sink.add(edition, segment.span, &segment.text, said);
            }
        }
    }
}

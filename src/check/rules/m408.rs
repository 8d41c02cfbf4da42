use super::super::words;
use super::super::{Rule, RuleId, Sink, Subject};
use crate::config::Level;
use crate::text::MarkKind;

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("M408"),
    name: "source-link",
    level: Level::Note,
    on: true,
    what: "a link of this site still leads into the English folder",
    why: "Readers of the translation are sent to the English page, though a translated one may be there.",
    example: "[指南](/en/guide) in a page of /zh/.",
    remedy: "let the link lead to the page of this edition, where there is one",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.aligned_chinese() {
        let Some(page) = &subject.pages[edition] else { continue };
        for block in
            page.blocks.iter().filter(|block| !block.role.is_furniture() && words::han(&block.text) > 0)
        {
            for mark in &block.marks {
                let MarkKind::Link(target) = &mark.kind else { continue };
                let english = target.split(['#', '?']).next().unwrap_or_default().split('/').any(|part| {
                    matches!(part.to_ascii_lowercase().as_str(), "en" | "en-us" | "en_us" | "english")
                });
                if english && !target.contains("://") && !target.starts_with("//") {
                    sink.add(
                        edition,
                        mark.span,
                        target,
                        format!("this still leads to {}", words::short(target, 100)),
                    );
                }
            }
        }
    }
}

use super::super::words;
use super::super::{Rule, RuleId, Sink, Subject};
use super::structure;
use crate::config::Level;

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("M407"),
    name: "broken-emphasis",
    level: Level::Warning,
    on: true,
    what: "** that CommonMark does not take for bold, because a mark of Chinese punctuation stands beside it",
    why: "Readers see the asterisks.",
    example: "**“手册”**的 is shown with its asterisks.",
    remedy: "put the punctuation outside of the asterisks, or a space beside them",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.chinese() {
        let Some(page) = structure::outline(subject, edition) else { continue };
        for strong in &page.broken_strong {
            let said = words::short(&strong.key, 40);
            let message = format!("CommonMark shows these asterisks, and nothing is bold: {said}");
            sink.add(edition, strong.span, &strong.key, message);
        }
    }
}

use super::super::{Rule, RuleId, Sink, Subject};
use super::structure;
use crate::config::Level;

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("M413"),
    name: "html-tag",
    level: Level::Warning,
    on: true,
    what: "an HTML element is opened and not closed as often, while the English page is in order",
    why: "What follows is shown in its style to the end of the page, or the page does not build.",
    example: "<kbd>Ctrl</kbd> has become <kbd>Ctrl<kbd>.",
    remedy: "close the element",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let Some((english, chinese)) = structure::outlines(subject) else { return };
    for (edition, page) in chinese {
        for (name, (opened, closed)) in &page.elements {
            let sound = english.elements.get(name).is_none_or(|(a, b)| a == b);
            if sound && opened != closed {
                let said = format!("<{name}> is opened {opened} times and closed {closed} times");
                sink.file(edition, said);
            }
        }
    }
}

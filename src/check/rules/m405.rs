use super::super::{Rule, Sink, Subject};
use super::structure;
use crate::config::Level;

pub(super) const RULE: Rule = Rule {
    id: "M405",
    name: "dead-anchor",
    level: Level::Warning,
    on: true,
    what: "a link within the page leads nowhere, while the same link of the English page does",
    why: "The link still has the id that was made of the English heading; the heading is Chinese now.",
    example: "[below](#the-end), where the heading is ## 结尾.",
    remedy: "give the heading the id, as in ## 结尾 {#the-end}, or change the link",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let Some((english, chinese)) = structure::outlines(subject) else { return };
    for (edition, page) in chinese {
        for link in &page.anchors {
            let alive = english.reachable.contains(&link.key);
            if alive && !page.reachable.contains(&link.key) {
                sink.add(edition, link.span, &link.key, format!("no heading here has the id #{}", link.key));
            }
        }
    }
}

use super::super::outline::Item;
use super::super::{Rule, RuleId, Sink, Subject};
use super::structure;
use crate::config::Level;

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("M405"),
    name: "dead-anchor",
    level: Level::Warning,
    on: true,
    what: "a link within the page leads nowhere, while the same link of the English page does",
    why: "The link still has the id that was made of the English heading; the heading is Chinese now.",
    example: "[below](#the-end), where the heading is ## 结尾.",
    remedy: "give the heading the id, as in ## 结尾 {#the-end}, or change the link",
    check,
};

/// Dead links of one page that are told one by one.
const MOST: usize = 5;

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let Some((english, chinese)) = structure::outlines(subject) else { return };
    for (edition, page) in chinese {
        let dead: Vec<&Item> = page
            .anchors
            .iter()
            .filter(|link| english.reachable.contains(&link.key) && !page.reachable.contains(&link.key))
            .collect();
        // A table of contents whose headings have Chinese ids: one finding, not one a line.
        if let Some(first) = dead.first().filter(|_| dead.len() > MOST) {
            let said = format!("{} links within the page lead nowhere: #{}, …", dead.len(), first.key);
            sink.add(edition, first.span, &first.key, said);
            continue;
        }
        for link in dead {
            sink.add(edition, link.span, &link.key, format!("no heading here has the id #{}", link.key));
        }
    }
}

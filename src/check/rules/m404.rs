use super::super::outline::Item;
use super::super::{Rule, RuleId, Sink, Subject};
use super::structure;
use crate::config::Level;

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("M404"),
    name: "heading-id",
    level: Level::Warning,
    on: true,
    what: "an id that a heading is given in the English is lost or another",
    why: "Links from elsewhere to that heading end at the top of the page.",
    example: "## Install {#install} has become ## 安装 {#安装}.",
    remedy: "give the heading the id of the English one",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let Some((english, chinese)) = structure::outlines(subject) else { return };
    for (edition, page) in chinese {
        let lost: Vec<&Item> = english.ids.iter().filter(|id| !page.reachable.contains(&id.key)).collect();
        let mut new = page.ids.iter().filter(|id| !english.ids.iter().any(|other| other.key == id.key));
        for id in lost {
            match new.next() {
                Some(own) => {
                    let said =
                        format!("the id of this heading is #{} in the English, #{} here", id.key, own.key);
                    sink.add(edition, own.span, &own.key, said)
                }
                None => sink.file(edition, format!("no heading here has the id #{}", id.key)),
            };
        }
    }
}

use super::super::outline::Item;
use super::super::{Rule, RuleId, Sink, Subject};
use super::{links, structure};
use crate::config::Level;

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("M406"),
    name: "include",
    level: Level::Warning,
    on: true,
    what: "a file that the English page puts in is not put in here",
    why: "What stands in that file is missing, and no sentence of the page shows it.",
    example: "--8<-- \"snippets/install.md\" stands in the English only.",
    remedy: "put the line back; its path may lead to the translated file",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let Some((english, chinese)) = structure::outlines(subject) else { return };
    let key = |item: &Item| links::key(&item.key).unwrap_or_else(|| item.key.clone());
    for (edition, page) in chinese {
        for at in structure::more(&english.includes, &page.includes, |a, b| key(a) == key(b)) {
            sink.file(edition, format!("{} is not put in here", english.includes[at].key));
        }
    }
}

use super::super::outline::Counted;
use super::super::words;
use super::super::{Outline, Related, Rule, RuleId, Sink, Subject};
use super::structure;
use crate::config::Level;
use crate::text::Edition;

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("M411"),
    name: "list-steps",
    level: Level::Warning,
    on: true,
    what: "a list with numbers has fewer or more steps than in the English; marks other than numbers are taken as well",
    why: "Who follows the steps leaves one out, and “see step 4” leads to another.",
    example: "Five steps in the English, four here.",
    remedy: "put the step back, or split it as the English does",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let Some((english, chinese)) = structure::outlines(subject) else { return };
    for (edition, page) in chinese {
        let Some(pairs) = pairs(english, page) else { continue };
        for (steps, own) in pairs.into_iter().filter(|(a, b)| a.numbered && a.count > 1 && a.count != b.count)
        {
            let said = format!("this list has {} steps in the English, {} here", steps.count, own.count);
            let finding = sink.add(edition, own.span, &words::short(&own.first, 80), said);
            let source = subject.pages[Edition::En].as_ref();
            finding.related.extend(
                source.map(|page| Related { place: page.place(steps.span), message: steps.first.clone() }),
            );
        }
    }
}

/// The lists that stand for each other: all in order, or those with numbers; `None` where neither have as many.
fn pairs<'a>(english: &'a Outline, chinese: &'a Outline) -> Option<Vec<(&'a Counted, &'a Counted)>> {
    if english.lists.len() == chinese.lists.len() {
        return Some(english.lists.iter().zip(&chinese.lists).collect());
    }
    let numbered = |page: &'a Outline| page.lists.iter().filter(|list| list.numbered).collect::<Vec<_>>();
    let (there, here) = (numbered(english), numbered(chinese));
    (there.len() == here.len()).then(|| there.into_iter().zip(here).collect())
}

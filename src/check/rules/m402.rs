use super::super::outline::Admonition;
use super::super::{Rule, RuleId, Sink, Subject};
use super::structure;
use crate::config::Level;
use crate::text::Edition;

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("M402"),
    name: "admonition",
    level: Level::Warning,
    on: true,
    what: "a note or warning box is lost or of another kind, or its mark is written so that no tool takes it for one (an error)",
    why: "A warning that has become running text, or a tip, is not heeded.",
    example: ":::warning has become :::tip, or ：：：warning.",
    remedy: "write the mark as it stands in the English; only the title may be translated",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let Some((english, chinese)) = structure::outlines(subject) else { return };
    for (edition, page) in chinese {
        let broken: Vec<&Admonition> = page.admonitions.iter().filter(|own| own.broken.is_some()).collect();
        for own in &broken {
            let why = own.broken.unwrap_or_default();
            let (what, level) = match own.is_plain() {
                true => ("this is a box of no known kind", Level::Warning),
                false => ("this is no box of any kind", Level::Error),
            };
            sink.add(edition, own.span, &own.kind, format!("{what}: {why}")).at_level(level);
        }
        shapes(&english.admonitions, &page.admonitions, edition, sink);
        let closed = |(opened, closed): (usize, usize)| closed >= opened;
        if closed(english.boxes) && !closed(page.boxes) {
            let (opened, closed) = page.boxes;
            let said = format!("{opened} boxes are opened by :::, and {closed} closed");
            sink.file(edition, said);
        }
        let sound: Vec<Admonition> =
            page.admonitions.iter().filter(|own| own.broken.is_none()).cloned().collect();
        let same = |a: &Admonition, b: &Admonition| a.kind == b.kind;
        let (lost, new) = structure::changed(&english.admonitions, &sound, same, same);
        // Each broken one stands for one that seems lost.
        let untold = lost.len().saturating_sub(broken.len());
        for (n, at) in lost.into_iter().take(untold).enumerate() {
            let one = &english.admonitions[at];
            let finding = match new.get(n).map(|at| &sound[*at]) {
                Some(own) => {
                    let said = format!("a box of kind “{}” in the English is “{}” here", one.kind, own.kind);
                    sink.add(edition, own.span, &own.kind, said)
                }
                None => sink.file(edition, format!("a box of kind “{}” is not here", one.kind)),
            };
            let page = subject.pages[Edition::En].as_ref();
            finding.related.extend(page.map(|page| super::super::Related {
                place: page.place(one.span),
                message: one.kind.clone(),
            }));
        }
    }
}

/// Boxes that are written as the English ones but for where their text stands, so that some tools show it outside of them.
fn shapes(english: &[Admonition], chinese: &[Admonition], edition: Edition, sink: &mut Sink<'_>) {
    if english.len() != chinese.len() {
        return;
    }
    for (one, own) in english.iter().zip(chinese) {
        let said = if own.titled && !one.titled {
            "text stands in the line of this mark, where GitHub shows no box"
        } else if one.filled && !own.filled {
            "the text of this box is not indented, so it stands below an empty box"
        } else {
            continue;
        };
        sink.add(edition, own.span, &own.kind, said.to_owned());
    }
}

use super::super::outline::{Component, Outline};
use super::super::words;
use super::super::{Rule, RuleId, Sink, Subject};
use super::{links, structure};
use crate::config::Level;
use crate::text::Edition;

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("M403"),
    name: "component",
    level: Level::Warning,
    on: true,
    what: "a shortcode or component is lost, has another argument, or a text of it is still English (a note)",
    why: "What it shows is missing, or is that of another version or term.",
    example: "{{< feature-state for_version=\"v1.20\" >}} says v1.18 in the translation.",
    remedy: "compare the two tags; texts in them are to be translated, the rest is not",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let Some((english, chinese)) = structure::outlines(subject) else { return };
    for (edition, page) in chinese {
        let mut names: Vec<&str> = english.components.iter().map(|one| one.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let mut lost: Vec<(String, Option<&Component>)> = Vec::new();
        for name in names {
            let of =
                |all: &'_ [Component]| all.iter().filter(|one| one.name == name).cloned().collect::<Vec<_>>();
            let (there, here) = (of(&english.components), of(&page.components));
            if here.len() < there.len() {
                let said =
                    format!("{name} stands {} times in the English, {} times here", there.len(), here.len());
                lost.push((said, english.components.iter().rfind(|one| one.name == name)));
            } else if is_closed(&there, closings(english, name)) && !is_closed(&here, closings(page, name)) {
                let said = format!(
                    "{name} is opened {} times and closed {} times here",
                    here.len(),
                    closings(page, name)
                );
                lost.push((said, english.components.iter().rfind(|one| one.name == name)));
            } else if here.len() == there.len() {
                arguments(&there, &here, edition, sink);
            }
        }
        // A section that is not translated takes several with it: one finding a page.
        if lost.is_empty() {
            continue;
        }
        let said: Vec<&str> = lost.iter().map(|(said, _)| said.as_str()).collect();
        let finding = sink.file(edition, said.join("; "));
        let page = subject.pages[Edition::En].as_ref();
        for (page, one) in lost.iter().filter_map(|(_, one)| page.zip(*one)) {
            finding
                .related
                .push(super::super::Related { place: page.place(one.span), message: one.name.clone() });
        }
    }
}

/// How often a name is closed.
fn closings(page: &Outline, name: &str) -> usize {
    page.closings.get(name).copied().unwrap_or(0)
}

/// Whether all tags of a name that have to be closed are: those of a name that is closed at all.
fn is_closed(all: &[Component], closings: usize) -> bool {
    closings > 0 && all.iter().filter(|one| !one.closed).count() <= closings
}

/// Compares tags of one name in their order, but for those that only changed places.
fn arguments(there: &[Component], here: &[Component], edition: Edition, sink: &mut Sink<'_>) {
    let same = |a: &Component, b: &Component| {
        let leads = |(key, value): (&String, &String)| {
            b.arguments.get(key).is_some_and(|now| leads_elsewhere(value, now))
        };
        fixed(a) == fixed(b) && !a.arguments.iter().any(leads)
    };
    let (lost, new) = (structure::more(there, here, same), structure::more(here, there, same));
    for (a, b) in lost.into_iter().zip(new) {
        let (one, own) = (&there[a], &here[b]);
        let changed = one.arguments.iter().find_map(|(key, value)| {
            let now = own.arguments.get(key)?;
            let fixed = is_fixed(key, value) && is_fixed(key, now) && value != now;
            (fixed || leads_elsewhere(value, now)).then_some((value, now))
        });
        if let Some((value, now)) = changed {
            let said = format!(
                "{} has {} in the English, {} here",
                one.name,
                words::short(value, 60),
                words::short(now, 60)
            );
            sink.add(edition, own.span, &own.name, said);
        }
    }
    for own in here {
        if own.curly {
            let said =
                format!("the quotation marks of {} are those of a text, which no tool reads", own.name);
            sink.add(edition, own.span, &own.name, said);
        }
        let left = own.arguments.iter().find(|(key, value)| {
            TEXTS.contains(&key.as_str())
                && words::latin_words(value).len() > 1
                && value.split_whitespace().any(|word| word.starts_with(char::is_lowercase))
                && words::han(value) == 0
                && there.iter().any(|one| one.arguments.get(*key) == Some(*value))
        });
        if let Some((key, value)) = left {
            let said = format!("{key} of {} is still English: {}", own.name, words::short(value, 60));
            sink.add(edition, own.span, value, said).at_level(Level::Note);
        }
    }
}

/// Arguments whose values readers read.
const TEXTS: [&str; 8] = ["title", "label", "text", "alt", "caption", "description", "summary", "header"];

/// Arguments that programs read, whatever they say.
const READ_BY_PROGRAMS: [&str; 16] = [
    "type",
    "kind",
    "variant",
    "icon",
    "value",
    "id",
    "term_id",
    "lang",
    "language",
    "color",
    "level",
    "version",
    "for_version",
    "feature_gate_name",
    "class",
    "slug",
];

/// Whether an argument is no text and no address, so that it is the same in every language.
fn is_fixed(key: &str, value: &str) -> bool {
    if READ_BY_PROGRAMS.contains(&key) && !value.contains(['{', '/', '#']) {
        return true;
    }
    let text = TEXTS.contains(&key) || value.contains(char::is_whitespace) || words::han(value) > 0;
    !(text || value.contains(['/', '{', '#']))
}

/// Whether two values are paths, or addresses at one host, of two places; the language in them may differ.
fn leads_elsewhere(english: &str, chinese: &str) -> bool {
    let path = |value: &str| {
        (value.starts_with(['/', '.']) || value.contains("://"))
            && value.contains('/')
            && !value.contains(['{', ' ', '#'])
            && words::han(value) == 0
    };
    let host = |value: &str| {
        value.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or_default().to_owned())
    };
    path(english)
        && path(chinese)
        && host(english) == host(chinese)
        && links::key(english) != links::key(chinese)
}

fn fixed(one: &Component) -> Vec<(&String, &String)> {
    one.arguments.iter().filter(|(key, value)| is_fixed(key, value)).collect()
}

use super::super::{Rule, RuleId, Sink, Subject};
use super::super::{front, words};
use super::{links, structure};
use crate::config::Level;
use crate::text::{Edition, Span};

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("M409"),
    name: "front-matter",
    level: Level::Note,
    on: true,
    what: "a key of the front matter is missing (a warning for a title or description), or one that places the page has another value; the front matter is no YAML or TOML, so that the page cannot be built (an error)",
    why: "The page has no title in menus and searches, or stands elsewhere than the English one.",
    example: "The English page has a description, the translation has none.",
    remedy: "put the key there, its text translated; what is no text stays as it is in the English",
    check,
};

/// Keys whose values readers see.
const READ: [&str; 8] =
    ["title", "linkTitle", "link_title", "description", "summary", "sidebar_label", "subtitle", "tagline"];
/// Keys that say what the page is and where it stands.
const PLACING: [&str; 10] = [
    "id",
    "slug",
    "layout",
    "template",
    "content_type",
    "type",
    "weight",
    "sidebar_position",
    "nav_order",
    "draft",
];

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let Some((english, chinese)) = structure::outlines(subject) else { return };
    let unreadable = |edition: Edition| front::unreadable(&subject.pages[edition].as_ref()?.source);
    for (edition, page) in chinese {
        // Where that of the English is none either, something else reads it.
        if let Some((line, why)) = unreadable(edition).filter(|_| unreadable(Edition::En).is_none()) {
            let source = subject.pages[edition].as_ref().map_or("", |page| page.source.as_str());
            let start: usize = source.split_inclusive('\n').take(line - 1).map(str::len).sum();
            let text = source[start..].lines().next().unwrap_or_default();
            sink.add(edition, Span::new(start, start + text.len()), text, why).at_level(Level::Error);
        }
        // A page without front matter has its title elsewhere.
        if page.front.is_empty() || english.front.is_empty() {
            continue;
        }
        let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
        let own = |key: &str| page.front.iter().find(|(item, _)| same(&item.key, key));
        let mut lost = Vec::new();
        for (item, value) in english.front.iter().filter(|(_, value)| !value.is_empty()) {
            match own(&item.key) {
                None if READ.iter().any(|key| same(key, &item.key)) => {
                    let said = format!("the front matter has no {}: {}", item.key, words::short(value, 80));
                    sink.file(edition, said).at_level(Level::Warning);
                }
                None if PLACING.iter().any(|key| same(key, &item.key)) => lost.push(item.key.as_str()),
                Some((there, now)) if PLACING.iter().any(|key| same(key, &item.key)) && moved(value, now) => {
                    let said = format!("{} is {value} in the English, {now} here", item.key);
                    sink.add(edition, there.span, &there.key, said);
                }
                _ => {}
            }
        }
        if !lost.is_empty() {
            sink.file(edition, format!("the front matter has no {}", lost.join(", ")));
        }
    }
}

/// Whether two values are not one; addresses may differ by the language in them.
fn moved(english: &str, chinese: &str) -> bool {
    let key = |value: &str| links::key(&format!("/{}", value.trim_matches('/'))).unwrap_or_default();
    english != chinese && key(english) != key(chinese)
}

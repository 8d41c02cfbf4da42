use super::super::{Rule, RuleId, Sink, Subject, message, words};
use crate::config::Level;
use crate::text::{BlockKind, Edition, Role, Segment};

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("C103"),
    name: "empty-edition",
    level: Level::Error,
    on: true,
    what: "no prose after furniture and front matter are taken off, while the other side has some",
    why: "The page is published and says nothing.",
    example: "about.zh-CN.md holds its front matter and no text.",
    remedy: "translate the text, or remove the file",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in Edition::ALL {
        let body = subject.article.segments(edition).iter().any(|s| s.role == Role::Body);
        let empty = subject.files[edition].is_some() && !body && elsewhere(subject, edition);
        // An English page that only puts others in, or lists them, has no text of its own to lose.
        let source = subject.pages[edition].as_ref().map_or("", |page| page.source.as_str());
        if empty && (edition != Edition::En || is_blank(source)) {
            sink.file(edition, format!("the {edition} edition has no text"));
        }
    }
}

/// Whether nothing is there but front matter.
fn is_blank(source: &str) -> bool {
    let source = source.trim_start_matches('\u{feff}').trim();
    let body = ["---", "+++"].iter().find_map(|fence| {
        let rest = source.strip_prefix(fence)?;
        rest.find(&format!("\n{fence}")).map(|at| &rest[at + 1 + fence.len()..])
    });
    body.unwrap_or(source).trim().is_empty()
}

/// Prose that could be lost: more than a heading and a list of pages.
fn is_prose(segment: &Segment) -> bool {
    let words = words::latin_words(&segment.text).len();
    segment.role == Role::Body
        && !matches!(segment.kind, BlockKind::Heading(_) | BlockKind::Code)
        && (words >= 3 || words::han(&segment.text) >= 4)
}

/// Whether the other side has a text: a page that is a list of settings is empty in every language.
fn elsewhere(subject: &Subject<'_>, edition: Edition) -> bool {
    let messages = subject.is_messages(edition);
    let said = |s: &Segment| is_prose(s) && (!messages || message::has_words(&s.text));
    let body = |e: Edition| subject.article.segments(e).iter().any(said);
    match edition {
        Edition::En => body(Edition::ZhHans) || body(Edition::ZhHant),
        _ => body(Edition::En) || subject.files[Edition::En].is_none(),
    }
}

use super::super::{Rule, Sink, Subject};
use crate::config::Level;
use crate::text::{Edition, Role};

pub(super) const RULE: Rule = Rule {
    id: "C103",
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
        if subject.files[edition].is_some() && !body && elsewhere(subject, edition) {
            sink.file(edition, format!("the {edition} edition has no text"));
        }
    }
}

/// Whether the other side has a text: a page that is a list of settings is empty in every language.
fn elsewhere(subject: &Subject<'_>, edition: Edition) -> bool {
    let body = |e: Edition| subject.article.segments(e).iter().any(|s| s.role == Role::Body);
    match edition {
        Edition::En => body(Edition::ZhHans) || body(Edition::ZhHant),
        _ => body(Edition::En) || subject.files[Edition::En].is_none(),
    }
}

use super::super::{Rule, Sink, Subject};
use crate::config::Level;
use crate::text::{Edition, Role};

pub(super) const RULE: Rule = Rule {
    id: "C103",
    name: "empty-edition",
    level: Level::Error,
    on: true,
    what: "no prose after furniture and front matter are taken off",
    why: "The page is published and says nothing.",
    example: "about.zh-CN.md holds its front matter and no text.",
    remedy: "translate the text, or remove the file",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in Edition::ALL {
        let body = subject.article.segments(edition).iter().any(|s| s.role == Role::Body);
        if subject.files[edition].is_some() && !body {
            sink.file(edition, format!("the {edition} edition has no text"));
        }
    }
}

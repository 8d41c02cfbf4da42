use std::collections::BTreeSet;

use super::super::outline::Item;
use super::super::words;
use super::super::{Related, Rule, RuleId, Sink, Subject};
use super::{d201, structure};
use crate::config::Level;
use crate::text::{Edition, Span};

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("M412"),
    name: "stale-comment",
    level: Level::Warning,
    on: true,
    what: "the English that a page keeps in a comment above its translation is not the English of today",
    why: "The text below it renders what the original said once.",
    example: "<!-- stops at midnight --> stands above the Chinese, the English page says noon.",
    remedy: "bring the comment and the Chinese below it up to date",
    check,
};

/// Words that a comment has in common with a paragraph at least, as a share of the longer, to be an earlier form of it.
const ALIKE: f64 = 0.6;
/// Shorter comments are remarks.
const WORDS: usize = 4;

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let Some((_, chinese)) = structure::outlines(subject) else { return };
    let Some(source) = subject.pages[Edition::En].as_ref() else { return };
    if chinese.iter().all(|(_, page)| page.comments.is_empty()) {
        return;
    }
    let whole = words::plain(&source.source);
    let paragraphs = paragraphs(&source.source);
    for (edition, page) in chinese {
        // `@include: …` and the like are for tools.
        let kept = |item: &&Item| {
            !item.key.starts_with('@')
                && words::han(&item.key) == 0
                && words::latin_words(&item.key).len() >= WORDS
        };
        let kept: Vec<&Item> = page.comments.iter().filter(kept).collect();
        for comment in kept {
            let key = words::plain(&comment.key);
            if whole.contains(&key) {
                continue;
            }
            let Some((now, span)) = closest(&key, &paragraphs) else { continue };
            let said =
                format!("the English has changed since this comment: {}", d201::changed(&comment.key, &now));
            let finding = sink.add(edition, comment.span, &words::short(&comment.key, 200), said);
            finding.related.push(Related { place: source.place(span), message: now });
        }
    }
}

/// Paragraphs of a source, white space folded, with their words.
fn paragraphs(source: &str) -> Vec<(String, BTreeSet<String>, Span)> {
    let mut out = Vec::new();
    let mut at = 0;
    for part in source.split("\n\n") {
        let folded = part.split_whitespace().collect::<Vec<_>>().join(" ");
        let own = words::plain(&folded).split(' ').map(str::to_owned).collect();
        if !folded.is_empty() {
            out.push((folded, own, Span::new(at, at + part.len())));
        }
        at += part.len() + 2;
    }
    out
}

/// The paragraph that a text was an earlier form of.
fn closest(text: &str, all: &[(String, BTreeSet<String>, Span)]) -> Option<(String, Span)> {
    let own: BTreeSet<String> = text.split(' ').map(str::to_owned).collect();
    let alike = |other: &BTreeSet<String>| {
        own.intersection(other).count() as f64 / own.len().max(other.len()).max(1) as f64
    };
    let best =
        all.iter().map(|one| (alike(&one.1), one)).fold(None, |best: Option<(f64, _)>, (score, one)| {
            if score >= ALIKE && best.as_ref().is_none_or(|(other, _)| score > *other) {
                Some((score, one))
            } else {
                best
            }
        });
    best.map(|(_, (text, _, span))| (text.clone(), *span))
}

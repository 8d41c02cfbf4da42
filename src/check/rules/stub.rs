//! English pages that only say where the Chinese text is.

use super::super::{Subject, words};
use super::length;
use crate::text::{Edition, MarkKind, Tag};

/// A page of more characters says something itself.
const LONGEST: usize = 4000;
/// So many times what a translation of it would be.
const TIMES: f64 = 3.0;
/// Chinese characters, by length, that a translation has for an English one.
const RATIO: f64 = 0.33;

/// Whether the English page speaks of the Chinese one, or links to it, and is far shorter.
pub(super) fn is_stub(subject: &Subject<'_>, edition: Edition) -> bool {
    let english = subject.article.segments(Edition::En);
    let characters: usize = english.iter().map(|s| s.text.chars().count()).sum();
    let chinese: f64 = subject.article.segments(edition).iter().map(|s| length(&s.text)).sum();
    if characters > LONGEST || chinese < characters as f64 * RATIO * TIMES {
        return false;
    }
    let named = || english.iter().any(|s| words::latin_words(&s.text).contains(&"Chinese"));
    let is_chinese = |part: &str| part.parse::<Tag>().is_ok_and(|tag| tag.edition.is_chinese());
    let linked = || {
        let blocks = subject.pages[Edition::En].iter().flat_map(|page| &page.blocks);
        blocks.flat_map(|block| &block.marks).any(|mark| match &mark.kind {
            MarkKind::Link(target) => target.split(['/', '.']).any(is_chinese),
            _ => false,
        })
    };
    named() || linked()
}

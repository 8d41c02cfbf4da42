//! English pages that only say where the Chinese text is.

use std::collections::HashSet;

use super::super::{Subject, words};
use super::{length, links};
use crate::text::{Edition, MarkKind, Tag};

/// A page of more characters says something itself.
const LONGEST: usize = 4000;
/// So many times what a translation of it would be.
const TIMES: f64 = 3.0;
/// Chinese characters, by length, that a translation has for an English one.
const RATIO: f64 = 0.33;

/// Words of a page that says where its text is.
const WHERE: [&str; 9] = [
    "available",
    "version",
    "edition",
    "translated",
    "translation",
    "maintained",
    "documentation",
    "docs",
    "switch",
];
/// A page of so few characters that speaks of the Chinese one says nothing else.
const POINTER: usize = 300;

/// Whether the English page only says that there is none yet, or where the Chinese one is.
pub(super) fn points_elsewhere(subject: &Subject<'_>) -> bool {
    let says_where = || {
        let mut all = subject.article.segments(Edition::En).iter().flat_map(|s| words::latin_words(&s.text));
        all.any(|word| WHERE.contains(&word.to_lowercase().as_str()))
    };
    let messages = subject.chinese().any(|edition| subject.is_messages(edition));
    characters(subject) <= POINTER && !messages && speaks_of_chinese(subject) && says_where()
}

/// Characters of the English.
fn characters(subject: &Subject<'_>) -> usize {
    subject.article.segments(Edition::En).iter().map(|s| s.text.chars().count()).sum()
}

fn speaks_of_chinese(subject: &Subject<'_>) -> bool {
    let mut english = subject.article.segments(Edition::En).iter();
    english.any(|s| words::latin_words(&s.text).contains(&"Chinese"))
}

/// Whether the English page speaks of the Chinese one, or links to it, and is far shorter.
pub(super) fn is_stub(subject: &Subject<'_>, edition: Edition) -> bool {
    if points_elsewhere(subject) {
        return true;
    }
    let characters = characters(subject);
    let chinese: f64 = subject.article.segments(edition).iter().map(|s| length(&s.text)).sum();
    if characters > LONGEST || chinese < characters as f64 * RATIO * TIMES {
        return false;
    }
    let is_chinese = |part: &str| part.parse::<Tag>().is_ok_and(|tag| tag.edition.is_chinese());
    let linked = || {
        let blocks = subject.pages[Edition::En].iter().flat_map(|page| &page.blocks);
        blocks.flat_map(|block| &block.marks).any(|mark| match &mark.kind {
            MarkKind::Link(target) => target.split(['/', '.']).any(is_chinese),
            _ => false,
        })
    };
    speaks_of_chinese(subject) || linked()
}

/// What a link is called that leads to the rest of a text.
const MORE: [&str; 12] =
    ["手册", "手冊", "文档", "文檔", "文件", "指南", "教程", "教學", "说明", "說明", "详细", "詳細"];

/// Whether a Chinese page leads on to a manual in Chinese, in a folder of its own, that the English does not lead to: what it
/// lacks may stand there.
pub(super) fn goes_on_elsewhere(subject: &Subject<'_>, edition: Edition) -> bool {
    *subject.known.goes_on[edition].get_or_init(|| leads_on(subject, edition))
}

fn leads_on(subject: &Subject<'_>, edition: Edition) -> bool {
    let is_chinese = |part: &str| part.parse::<Tag>().is_ok_and(|tag| tag.edition.is_chinese());
    let Some(page) = &subject.pages[edition] else { return false };
    let folders = |path: &str| -> Vec<String> {
        let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
        folders.split('/').map(str::to_owned).collect()
    };
    // Of a page in such a folder all links lead there; the folder around both may have any name.
    let around = subject.pages[Edition::En].as_ref().map(|page| folders(&page.path)).unwrap_or_default();
    if folders(&page.path).iter().any(|part| is_chinese(part) && !around.contains(part)) {
        return false;
    }
    let known: HashSet<String> =
        links::targets(subject, Edition::En).into_iter().map(|link| link.key).collect();
    let leads = |target: &str| {
        let local = !target.contains("://") && folders(target).iter().any(|part| is_chinese(part));
        local && links::key(target).is_some_and(|key| !known.contains(&key))
    };
    page.blocks.iter().flat_map(|block| &block.marks).any(|mark| match &mark.kind {
        MarkKind::Link(target) => {
            let said = mark.span.slice(&page.source).unwrap_or_default();
            leads(target) && MORE.iter().any(|word| said.contains(word))
        }
        _ => false,
    })
}

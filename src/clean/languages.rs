//! Lines that link the editions of a page.

use super::measure::plain;
use super::words::{LANGUAGE_WORDS, LANGUAGES, LANGUAGES_SHORT};
use crate::text::han::is_han;

/// Words of lines that link the editions which name no language themselves.
const FILLER: [&str; 12] = [
    "select",
    "choose",
    "other",
    "in",
    "this",
    "page",
    "read",
    "article",
    "available",
    "also",
    "switch",
    "to",
];

/// Whether a line only links the editions (`Language : English 简体 繁體`, `选择语言：EN / 中文`).
pub(super) fn is_language_line(text: &str) -> bool {
    if text.chars().count() > 100 {
        return false;
    }
    let plain = plain(text);
    let words: Vec<&str> = plain.split(' ').collect();
    let of = |word: &str| LANGUAGES.has(word) || LANGUAGES_SHORT.has(word);
    let named = words.iter().filter(|word| of(word) && !FILLER.contains(word)).count();
    named >= 2 && words.iter().all(|word| of(word)) || offers_edition(&plain)
}

/// Whether a line says that the page can be had in another language: `This article is also available in Chinese`,
/// `Read this in 简体中文`, 阅读其他语言版本：English、繁體中文, 查看英文版, 本文另有中文版.
fn offers_edition(plain: &str) -> bool {
    let (mut named, mut said) = (false, false);
    for word in plain.split(' ') {
        let mut rest = word;
        while !rest.is_empty() {
            let language = LANGUAGES.behind(rest).filter(|_| !LANGUAGE_WORDS.starts(rest));
            let step = language.or_else(|| LANGUAGE_WORDS.behind(rest));
            // A Latin word is one as a whole.
            let Some(next) = step.filter(|next| next.is_empty() || rest.starts_with(is_han)) else {
                return false;
            };
            named |= language.is_some() && !FILLER.contains(&word);
            said |= language.is_none();
            rest = next;
        }
    }
    named && said
}

/// Whether a line at the head or foot is the name of one language or edition: `EN`, 中文版, 港口报 海外版.
pub(super) fn is_language(text: &str) -> bool {
    const NOT_ALONE: [&str; 8] = ["versions", "version", "edition", "阅读", "閱讀", "版", "版本", "其他"];
    let plain = plain(text);
    let names_none = |words: &[&str]| words.contains(&plain.as_str());
    let alone = (LANGUAGES.has(&plain) || LANGUAGES_SHORT.has(&plain))
        && !names_none(&FILLER)
        && !names_none(&NOT_ALONE);
    let edition = [
        "海外版",
        "国际版",
        "國際版",
        "english edition",
        "chinese edition",
        "international edition",
        "asia edition",
        "中文网",
        "中文網",
        "english version",
        "chinese version",
    ];
    alone || text.chars().count() <= 30 && edition.iter().any(|word| plain.ends_with(word))
}

//! Captions of pictures and who took them.

use super::measure::{ends_with_mark, units};
use super::names::is_chinese_name;
use super::words::{AGENCIES, CREDITS, SOURCES};
use crate::text::han::is_han;
use crate::text::{Block, BlockKind, credit_from, is_bracketed_credit};

/// Whether a line says who took or lent a picture, and no more.
pub(super) fn is_credit(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::Caption)
        && picture(block, block.text.trim()) == Some(Picture::Credit)
}

/// What a line says of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Picture {
    /// Who took or lent it, and no more.
    Credit,
    /// What is on it, and perhaps who took it.
    Caption,
}

/// Tells a line that belongs to a picture.
pub(super) fn picture(block: &Block, text: &str) -> Option<Picture> {
    let lower = text.to_lowercase();
    if block.kind == BlockKind::Caption || text.starts_with(['▲', '△', '▼', '▽']) {
        return Some(Picture::Caption);
    }
    let credited = names_source(text, &lower) || names_agency(&lower);
    if credited && units(text) <= 10 && !ends_with_mark(text) {
        return Some(Picture::Credit);
    }
    // The brackets of a credit hold nothing but it.
    let inner = text.trim_end_matches(['.', '。']).strip_suffix([')', '）', ']', '】']).unwrap_or_default();
    let inside = inner.strip_prefix(['(', '（', '[', '【']).unwrap_or_default().to_lowercase();
    if is_bracketed_credit(&inside) && units(text) <= 10 {
        return Some(Picture::Credit);
    }
    credit_from(text).filter(|at| *at > 0 && units(text) <= 60).map(|_| Picture::Caption)
}

/// Whether a line is a word of credits and a name or an agency behind it: capitals in English; in Chinese a colon, a
/// stroke, a blank or a word that hands over. “Photo: what to bring” and 资料图书室的开放时间 are headings.
fn names_source(text: &str, lower: &str) -> bool {
    let Some(rest) = CREDITS.behind(lower) else { return false };
    // Behind the word: small letters may take more bytes than their capitals (İ), the words of the list do not.
    let given = text.get(lower.len() - rest.len()..).unwrap_or(rest);
    if text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        if ["What", "How", "Why", "When", "Where", "Who"].iter().any(|word| given.contains(word)) {
            return false;
        }
        // Who hands over a picture is seldom a name alone: “Courtesy of the Ho family”.
        if given.to_lowercase().contains("courtesy") {
            return true;
        }
        let small = ["by", "of", "the", "and", "via", "for", "de", "van", "von", "from", "courtesy"];
        let words: Vec<&str> = given.split_whitespace().collect();
        let name = |word: &&str| {
            let first = word.trim_start_matches(|c: char| !c.is_alphanumeric());
            first.is_empty()
                || first.starts_with(|c: char| c.is_uppercase() || is_han(c))
                || small.contains(&first)
        };
        // `Image: nginx` may be anything.
        return words.iter().all(name)
            && words.iter().any(|word| word.contains(char::is_uppercase) || word.chars().any(is_han));
    }
    let joined = lower[..lower.len() - rest.len()].ends_with(['：', ':', '／', '/'])
        || given.starts_with(['：', ':', '／', '/', '|', '｜', ' ', '\u{3000}', '由', '自', '(', '（']);
    let verb = ["供图", "供圖", "图自", "圖自", "图由", "圖由", "图片由", "圖片由"]
        .iter()
        .any(|word| lower.starts_with(word));
    let latin = given.chars().any(|c| c.is_ascii_uppercase());
    let name = given.trim_start_matches(|c: char| !c.is_alphanumeric());
    let named = |name: &str| is_chinese_name(name) || SOURCES.ends(name);
    let taken = lower.starts_with(['摄', '攝']) && name.chars().count() <= 6;
    let source =
        taken || named(name) || name.split(['/', '／', ' ', '、']).all(|part| part.is_empty() || named(part));
    given.is_empty() || (joined || verb) && (latin || source)
}

/// Whether a line is the name of a photographer and an agency: `Anna Bell/Getty Images`, 新华社／李安, `AFP via Getty`.
fn names_agency(lower: &str) -> bool {
    let parts: Vec<&str> = lower.split(['/', '／', '|', '｜']).map(str::trim).collect();
    let agency = |part: &&str| AGENCIES.has(part);
    let (first, last) = (parts.first().is_some_and(agency), parts.last().is_some_and(agency));
    (2..=4).contains(&parts.len())
        && (first || last)
        && parts.iter().all(|part| !part.is_empty() && units(part) <= 4 && !part.contains(char::is_numeric))
}

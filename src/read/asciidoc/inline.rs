//! What stands within a line of AsciiDoc.

use crate::read::inline::{Markup, Piece, REACH, find};
use crate::text::MarkKind;

/// A plus at the end breaks the line.
pub(super) const ASCIIDOC: Markup = Markup { piece, tail: |text| text.strip_suffix(" +").unwrap_or(text) };

fn piece(text: &str, before: Option<char>) -> Option<Piece> {
    let word_before = before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    match text.as_bytes()[0] {
        b'`' | b'+' => code(text),
        b'*' | b'_' | b'#' => emphasis(text, word_before),
        b'<' if text.starts_with("<<") => {
            let end = find(text, 2, ">>")?;
            let inner = &text[2..end];
            let target = inner.split(',').next().unwrap_or_default().trim();
            let from = inner.find(',').map_or(2, |comma| 3 + comma);
            let mark = Some(MarkKind::Link(format!("#{}", target.trim_start_matches('#'))));
            Some(Piece { len: end + 2, text: from..end, nested: true, mark })
        }
        b'[' if text.starts_with("[[") => {
            let end = find(text, 2, "]]")?;
            Some(Piece { len: end + 2, text: 0..0, nested: false, mark: None })
        }
        b'[' if text.starts_with("[.") => {
            let end = find(text, 2, "]")?;
            text[end + 1..].starts_with('#').then_some(Piece {
                len: end + 1,
                text: 0..0,
                nested: false,
                mark: None,
            })
        }
        b'(' if text.starts_with("(((") => {
            let end = find(text, 3, ")))")?;
            Some(Piece { len: end + 3, text: 0..0, nested: false, mark: None })
        }
        b'(' if text.starts_with("((") => {
            let end = find(text, 2, "))")?;
            Some(Piece { len: end + 2, text: 2..end, nested: true, mark: None })
        }
        b'a'..=b'z' if !word_before => named(text),
        _ => None,
    }
}

fn code(text: &str) -> Option<Piece> {
    let mark = text.chars().next()?;
    let count = text.bytes().take_while(|b| *b == mark as u8).count().min(2);
    let end = find(text, count, &text[..count])?;
    let mut inner = count..end;
    if mark == '+' && text[inner.clone()].starts_with(' ') || inner.is_empty() {
        return None;
    }
    // `+text+` says the text as it stands.
    if mark == '`'
        && end - count > 2
        && text[inner.clone()].starts_with('+')
        && text[inner.clone()].ends_with('+')
    {
        inner = count + 1..end - 1;
    }
    let kind = (mark == '`').then(|| MarkKind::Code(text[inner.clone()].to_owned()));
    Some(Piece { len: end + count, text: inner, nested: false, mark: kind })
}

/// `*strong*` at the edges of words, `**strong**` anywhere.
fn emphasis(text: &str, word_before: bool) -> Option<Piece> {
    let double = text.as_bytes().get(1) == text.as_bytes().first();
    let count = if double { 2 } else { 1 };
    if text[count..].starts_with([' ', '\t']) || text.len() == count || word_before && !double {
        return None;
    }
    let end = find(text, count, &text[..count])?;
    let after = text[end + count..].chars().next();
    let edge = double || !after.is_some_and(|c| c.is_ascii_alphanumeric());
    (edge && end > count && !text[..end].ends_with(' ')).then_some(Piece {
        len: end + count,
        text: count..end,
        nested: true,
        mark: None,
    })
}

/// `https://target[text]`, `link:target[text]`, `kbd:[text]` and the like.
fn named(text: &str) -> Option<Piece> {
    let address = text.starts_with("https://") || text.starts_with("http://");
    let name =
        ["link:", "xref:", "image:", "kbd:", "btn:", "menu:", "footnote:", "pass:", "indexterm:", "mailto:"];
    let name = name.iter().find(|name| text.starts_with(**name)).copied();
    if !address && name.is_none() {
        return None;
    }
    let stop = |c: char| c.is_whitespace() || c == '[' || !c.is_ascii() && address;
    let open = text.char_indices().take(REACH).find(|(_, c)| stop(*c)).map_or(text.len(), |(at, _)| at);
    if !text[open..].starts_with('[') {
        return None;
    }
    let end = find(text, open, "]")?;
    let target = text[name.map_or(0, str::len).min(open)..open].to_owned();
    let mut inner = open + 1..end;
    let mark = match name {
        Some("image:") => Some(MarkKind::Image(target)),
        Some("indexterm:") => {
            inner = 0..0;
            None
        }
        Some("kbd:" | "btn:" | "menu:" | "footnote:" | "pass:") => None,
        _ => Some(MarkKind::Link(target)),
    };
    // `[text,window=_blank]` and `[text^]`.
    if let Some(comma) = text[inner.clone()].find(",window=").or(text[inner.clone()].find('^')) {
        inner = inner.start..inner.start + comma;
    }
    Some(Piece { len: end + 1, text: inner, nested: true, mark })
}

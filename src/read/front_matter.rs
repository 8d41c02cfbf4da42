//! The front matter of Markdown: title, date, author, affiliation and section, each located at its value.

use super::builder::Builder;
use super::lines::{Line, lines};
use crate::text::{Block, BlockKind, Role, Span};

/// The blocks of the front matter, and where the text behind it starts (0 where there is none).
pub(super) fn front_matter(text: &str) -> (Vec<Block>, usize) {
    let (fence, yaml) = match text.get(..3) {
        Some("---") => ("---", true),
        Some("+++") => ("+++", false),
        _ => return (Vec::new(), 0),
    };
    let all = lines(text);
    let is_fence = |line: &Line<'_>| {
        let line = line.text.trim_end();
        line == fence || yaml && line == "..."
    };
    let Some(first) = all.first().filter(|line| is_fence(line)) else { return (Vec::new(), 0) };
    let Some(close) = all.iter().skip(1).position(is_fence).map(|at| at + 1) else { return (Vec::new(), 0) };
    let inner = &all[1..close];
    // A rule above prose is no front matter: some line must look like a key, or nothing is in it.
    if !inner.iter().all(|line| line.text.trim().is_empty())
        && !inner.iter().any(|line| key(line, yaml).is_some())
    {
        return (Vec::new(), 0);
    }
    debug_assert!(first.start == 0);
    let after = all.get(close + 1).map_or(text.len(), |line| line.start);
    (values(inner, yaml), after)
}

fn values(inner: &[Line<'_>], yaml: bool) -> Vec<Block> {
    let mut out = Vec::new();
    let mut outer = "";
    for (index, line) in inner.iter().enumerate() {
        // A TOML table starts: its keys are not the page's.
        if !yaml && line.text.starts_with('[') {
            break;
        }
        let Some((key, at)) = key(line, yaml) else {
            if yaml && HOME.contains(&outer) {
                out.extend(shown(line));
            }
            continue;
        };
        outer = key;
        let Some(role) = role_of(&key.to_ascii_lowercase()) else { continue };
        let value = line.text[at..].trim_start();
        let start = line.end() - value.len();
        if yaml && is_block_scalar(value.trim_end()) {
            out.extend(folded(None, &inner[index + 1..], role));
        } else if yaml && goes_on(value, inner.get(index + 1)) {
            out.extend(folded(Some((value.trim_end(), start)), &inner[index + 1..], role));
        } else {
            out.extend(scalar(value.trim_end(), start, role, yaml));
            if role == Role::Byline {
                out.extend(several(value.trim_end(), start, &inner[index + 1..], yaml));
            }
        }
    }
    out
}

/// The parts of a home page of VitePress, whose text stands in its front matter alone.
const HOME: [&str; 2] = ["hero", "features"];
/// The keys in them that readers see.
const SHOWN: [&str; 5] = ["text", "tagline", "title", "details", "linkText"];

/// A text of such a part, from a line `  tagline: …` or `  - title: …`.
fn shown(line: &Line<'_>) -> Option<Block> {
    let own = line.text.trim_start();
    let own = own.strip_prefix("- ").map_or(own, str::trim_start);
    let (key, value) = own.split_once(": ")?;
    let value = value.trim_start();
    let text = SHOWN.contains(&key) && !is_block_scalar(value.trim_end());
    text.then(|| scalar(value.trim_end(), line.end() - value.len(), Role::Body, true)).flatten()
}

/// The key of a top-level line and where its value starts.
fn key<'a>(line: &Line<'a>, yaml: bool) -> Option<(&'a str, usize)> {
    let sign = if yaml { ':' } else { '=' };
    let at = line.text.find(sign)?;
    let key = line.text[..at].trim_end();
    let plain =
        !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let spaced = !yaml || line.text[at + 1..].is_empty() || line.text[at + 1..].starts_with([' ', '\t']);
    (plain && spaced).then_some((key, at + 1))
}

fn role_of(key: &str) -> Option<Role> {
    Some(match key {
        "title" => Role::Title,
        "date" | "pubdate" | "published" | "publishdate" | "publish_date" | "date_published" => Role::Date,
        "author" | "authors" | "byline" | "affiliation" | "translator" | "translators" => Role::Byline,
        // The standfirst of a page: its text, though no part of its body.
        "description" | "subtitle" | "standfirst" | "dek" | "deck" | "summary" | "excerpt" | "lead"
        | "abstract" | "tagline" | "herotext" | "actiontext" => Role::Body,
        "section" => Role::Section,
        _ => return None,
    })
}

/// Several authors: `[Ann Lee, "Bo Chen"]`, or a line `- Ann Lee` each.
fn several(value: &str, start: usize, rest: &[Line<'_>], yaml: bool) -> Vec<Block> {
    if let Some(list) = value.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
        let mut at = start + 1;
        let mut out = Vec::new();
        for name in list.split(',') {
            let inner = name.trim_start();
            let from = at + name.len() - inner.len();
            out.extend(scalar(inner.trim_end(), from, Role::Byline, yaml));
            at += name.len() + 1;
        }
        return out;
    }
    if !value.is_empty() || !yaml {
        return Vec::new();
    }
    let inside =
        rest.iter().take_while(|line| line.text.starts_with([' ', '\t', '-']) || line.text.trim().is_empty());
    let names = inside.filter_map(|line| {
        let own = line.text.trim_start();
        let item = own.strip_prefix("- ").map(str::trim_start);
        // `- Ann Lee`, `- name: Ann Lee`, and `name: Ann Lee` below the key; other keys are none of the name.
        let name = named(item.unwrap_or(own))
            .or_else(|| item.filter(|item| !item.contains(": ") && !item.ends_with(':')))?;
        Some((name, line.end() - name.len()))
    });
    names.filter_map(|(name, at)| scalar(name.trim_end(), at, Role::Byline, yaml)).collect()
}

/// What stands behind `name:`.
fn named(text: &str) -> Option<&str> {
    text.strip_prefix("name:").map(str::trim_start).filter(|name| !name.is_empty())
}

/// `|`, `>-`, `|2+`: the text is on the lines behind.
fn is_block_scalar(value: &str) -> bool {
    value.starts_with(['|', '>'])
        && value.len() <= 3
        && value[1..].bytes().all(|b| matches!(b, b'+' | b'-' | b'1'..=b'9'))
}

/// Whether a plain or quoted value has its rest on the next line, which is indented and no key, item or comment.
fn goes_on(value: &str, next: Option<&Line<'_>>) -> bool {
    let value = value.trim_end();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let closed = quote.is_some_and(|quote| value.len() > 1 && value.ends_with(quote));
    let more = next.filter(|line| line.text.starts_with([' ', '\t'])).map(|line| line.text.trim());
    !value.is_empty()
        && !closed
        && !value.starts_with(['[', '{', '&', '!', '#'])
        && more.is_some_and(|more| !more.is_empty() && !more.starts_with(['-', '#']))
}

/// A scalar of several lines: `first`, with its place, where it begins beside the key, and the indented lines that follow.
/// The quotation marks around it are no part of it.
fn folded(first: Option<(&str, usize)>, rest: &[Line<'_>], role: Role) -> Option<Block> {
    let mut builder = Builder::default();
    let indented = rest.iter().take_while(|line| line.text.starts_with([' ', '\t']) || line.text.is_empty());
    let indented = indented.filter(|line| !line.text.trim().is_empty());
    let rest =
        indented.map(|line| (line.text.trim(), line.start + line.text.len() - line.text.trim_start().len()));
    let mut lines: Vec<(&str, usize)> = first.into_iter().chain(rest).collect();
    let quote = first.and_then(|(text, _)| text.chars().next()).filter(|c| matches!(c, '"' | '\''));
    if let (Some(quote), Some((text, at))) = (quote, lines.first_mut()) {
        // Two of them open it and are a mark of its own.
        (*text, *at) = (text.strip_prefix(quote).unwrap_or(text), *at + 1);
    }
    if let (Some(quote), Some((text, _))) = (quote, lines.last_mut()) {
        *text = text.trim_end_matches(quote);
    }
    let mut before: Option<usize> = None;
    for (piece, at) in lines {
        if let Some(before) = before {
            builder.line_break(Span::new(before, at), false);
        }
        builder.push_source(piece, at);
        before = Some(at + piece.len());
    }
    builder.finish(BlockKind::Paragraph, role)
}

/// A value on one line: quotes and a comment behind it are not part of it; lists and tables are ignored.
fn scalar(value: &str, start: usize, role: Role, yaml: bool) -> Option<Block> {
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let mut builder = Builder::default();
    let Some(quote) = quote else {
        if value.starts_with(['[', '{', '&', '!']) {
            return None;
        }
        let end = if yaml { value.find(" #") } else { value.find('#') }.unwrap_or(value.len());
        builder.push_source(&value[..end], start);
        return builder.finish(BlockKind::Paragraph, role);
    };
    let mut chars = value.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let escaped = match next {
            Some(next) if c == '\\' && quote == '"' => Some(if next == 'n' { '\n' } else { next }),
            Some('\'') if c == '\'' && quote == '\'' && yaml => Some('\''),
            _ => None,
        };
        match escaped {
            Some(escaped) => {
                let length = 1 + next.map_or(0, char::len_utf8);
                let mut buffer = [0; 4];
                builder.push(escaped.encode_utf8(&mut buffer), Span::new(start + at, start + at + length));
                chars.next();
            }
            None if c == quote => break,
            None => builder.push_source(&value[at..at + c.len_utf8()], start + at),
        }
    }
    builder.finish(BlockKind::Paragraph, role)
}

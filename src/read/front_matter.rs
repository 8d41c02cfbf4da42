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
    for (index, line) in inner.iter().enumerate() {
        // A TOML table starts: its keys are not the page's.
        if !yaml && line.text.starts_with('[') {
            break;
        }
        let Some((key, at)) = key(line, yaml) else { continue };
        let Some(role) = role_of(&key.to_ascii_lowercase()) else { continue };
        let value = line.text[at..].trim_start();
        let start = line.end() - value.len();
        if yaml && matches!(value.trim_end(), "|" | ">" | "|-" | ">-" | "|+" | ">+") {
            out.extend(folded(&inner[index + 1..], role));
        } else {
            out.extend(scalar(value.trim_end(), start, role, yaml));
            if role == Role::Byline {
                out.extend(several(value.trim_end(), start, &inner[index + 1..], yaml));
            }
        }
    }
    out
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
        "date" | "pubdate" => Role::Date,
        "author" | "authors" | "byline" | "affiliation" => Role::Byline,
        // The standfirst of a page: its text, though no part of its body.
        "description" | "subtitle" | "standfirst" | "dek" => Role::Body,
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
    let items = rest.iter().map_while(|line| {
        let item = line.text.trim_start().strip_prefix("- ")?.trim_start();
        Some((item, line.end() - item.len()))
    });
    // An item with keys of its own is no name.
    let names = items.filter(|(item, _)| !item.contains(": "));
    names.filter_map(|(item, at)| scalar(item.trim_end(), at, Role::Byline, yaml)).collect()
}

/// A block scalar: the indented lines that follow.
fn folded(rest: &[Line<'_>], role: Role) -> Option<Block> {
    let mut builder = Builder::default();
    let mut before: Option<&Line<'_>> = None;
    for line in rest.iter().take_while(|line| line.text.starts_with([' ', '\t']) || line.text.is_empty()) {
        let piece = line.text.trim();
        if piece.is_empty() {
            continue;
        }
        if let Some(before) = before {
            builder.line_break(Span::new(before.end(), line.start), false);
        }
        builder.push_source(piece, line.start + line.text.len() - line.text.trim_start().len());
        before = Some(line);
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

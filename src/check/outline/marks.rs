//! Marks that stand at the beginning of a line, and links within the page.

use super::Item;
use crate::check::words;
use crate::text::Span;

/// An admonition: `:::tip`, `:::{tip}`, `!!! note`, `/// warning`, `> [!NOTE]`, `{% hint style="tip" %}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admonition {
    /// Its kind, in small letters.
    pub kind: String,
    /// Why no tool takes it for one: a kind in Chinese, marks in full width.
    pub broken: Option<&'static str>,
    /// Whether its text begins in the line of its mark, where GitHub shows no box and others take it for a title.
    pub titled: bool,
    /// Whether lines that belong to it follow.
    pub filled: bool,
    /// Where it stands.
    pub span: Span,
}

/// Why a box is none whose kind is in Chinese.
pub(super) const TRANSLATED_KIND: &str = "its kind is translated";
/// Python-Markdown shows a box of any kind: one in Chinese is plain, without the colour and the icon of its kind.
const PLAIN_KIND: &str = "its kind is translated, so it is shown without its colour and icon";

impl Admonition {
    pub(super) fn new(kind: &str, broken: Option<&'static str>, span: Span) -> Self {
        Admonition { kind: kind.to_lowercase(), broken, titled: false, filled: true, span }
    }

    /// It is shown as a box all the same.
    pub fn is_plain(&self) -> bool {
        self.broken == Some(PLAIN_KIND)
    }
}

pub(super) fn admonition(line: &str, span: Span) -> Option<Admonition> {
    let found = |kind: &str, broken| Some(Admonition::new(kind, broken, span));
    let chinese = |kind: &str| kind.chars().any(words::is_han).then_some(TRANSLATED_KIND);
    let word = |text: &str| {
        let end = text.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).unwrap_or(text.len());
        text[..end].to_owned()
    };
    if let Some(rest) = line.strip_prefix("：：：") {
        let kind = word(rest.trim_start_matches('：').trim_start());
        return if kind.is_empty() { None } else { found(&kind, Some("its colons are full-width")) };
    }
    for mark in [":::", "!!! ", "!!!+ ", "??? ", "???+ ", "/// "] {
        if let Some(rest) = line.strip_prefix(mark) {
            let rest = rest.trim_start_matches(':').trim_start();
            // MyST
            if let Some((kind, _)) = rest.strip_prefix('{').and_then(|rest| rest.split_once('}'))
                && mark == ":::"
            {
                return found(kind, chinese(kind));
            }
            let kind = word(rest);
            // /// note | Title; what else stands behind three strokes is a sentence.
            let after = rest[kind.len()..].trim_start();
            if mark == "/// " && !(after.is_empty() || after.starts_with('|')) {
                return None;
            }
            let known = chinese(&kind).filter(|_| mark != ":::" || rest.len() == kind.len());
            let known = known.map(|why| if mark.starts_with(['!', '?']) { PLAIN_KIND } else { why });
            return if kind.is_empty() { None } else { found(&kind, known) };
        }
    }
    if let Some((_, style)) =
        line.strip_prefix("{%").and_then(|rest| rest.trim_start().strip_prefix("hint")?.split_once("style="))
    {
        let kind = style.trim_start_matches(['"', '\'']);
        let kind = word(kind);
        return found(&kind, chinese(&kind));
    }
    let quoted = line.strip_prefix('>')?.trim_start().strip_prefix("[!")?;
    let (kind, rest) = quoted.split_once(']')?;
    found(kind, chinese(kind)).map(|own| Admonition { titled: !rest.trim().is_empty(), ..own })
}

/// The box that a fence opens in MyST, by its info string: `{warning}`, `{admonition} Title`.
pub(super) fn directive(info: &str, span: Span) -> Option<Admonition> {
    let (kind, _) = info.strip_prefix('{')?.split_once('}')?;
    let chinese = kind.chars().any(words::is_han).then_some(TRANSLATED_KIND);
    let known = BOXES.contains(&kind) || kind == "admonition" || chinese.is_some();
    known.then(|| Admonition::new(kind, chinese, span))
}

/// Kinds of boxes in reStructuredText and MyST that have a name of their own.
pub(super) const BOXES: [&str; 10] =
    ["attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning", "seealso"];

/// Whether a line opens a box between colons, or closes one.
pub(super) fn colons(line: &str) -> Option<bool> {
    let rest = line.strip_prefix(":::")?.trim_start_matches(':');
    Some(!rest.is_empty())
}

/// The path of a file that a line puts in.
pub(super) fn include(line: &str) -> Option<String> {
    for (open, close) in [
        ("--8<-- \"", "\""),
        ("<!--@include:", "-->"),
        ("<!-- @include:", "-->"),
        ("{{#include ", "}}"),
        ("<<< ", ""),
    ] {
        if let Some(rest) = line.strip_prefix(open) {
            let end = if close.is_empty() { rest.len() } else { rest.find(close)? };
            return Some(rest[..end].trim().to_owned());
        }
    }
    let rest = line.strip_prefix("{%")?.trim_start().strip_prefix("include")?;
    let path = rest.split_whitespace().next()?;
    Some(path.trim_matches(['"', '\'']).to_owned())
}

/// The text of an ATX heading.
pub(super) fn heading(line: &str) -> Option<&str> {
    let level = line.bytes().take_while(|b| *b == b'#').count();
    let rest = &line[level..];
    ((1..=6).contains(&level) && rest.starts_with([' ', '\t']))
        .then(|| rest.trim().trim_end_matches('#').trim_end())
}

/// A heading's text and the id that it is given: `Install {#install}`, `Install { #install }`.
pub(super) fn heading_id(text: &str) -> (&str, Option<&str>) {
    let parts = || {
        let (before, attributes) = text.strip_suffix('}')?.rsplit_once('{')?;
        let id = attributes.split_whitespace().find_map(|part| part.strip_prefix('#'))?;
        Some((before.trim_end(), id))
    };
    match parts() {
        Some((before, id)) if !id.is_empty() => (before, Some(id)),
        _ => (text, None),
    }
}

/// The id that sites make of a heading: letters and digits in small letters, a hyphen for each space.
pub(super) fn slug(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// `[text](#id)` of a line, and `[text]: #id`.
pub(super) fn anchors(line: &str, start: usize) -> Vec<Item> {
    let mut out = Vec::new();
    for (at, mark) in line.match_indices("](#") {
        let from = at + mark.len();
        let end = line[from..].find([')', ' ']).unwrap_or(0);
        if end > 0 {
            let key = line[from..from + end].to_owned();
            out.push(Item { key, span: Span::new(start + at, start + from + end) });
        }
    }
    let defined = line.trim_start().starts_with('[').then(|| line.split_once("]: #")).flatten();
    if let Some((before, rest)) = defined {
        let key = rest.split_whitespace().next().unwrap_or_default().to_owned();
        let from = start + before.len() + 3;
        out.push(Item { span: Span::new(from, from + 1 + key.len()), key });
    }
    out
}

/// `![alt](source)` of a line.
pub(super) fn images(line: &str, start: usize) -> Vec<Item> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(found) = line[at..].find("![").map(|found| at + found) {
        at = found + 2;
        let Some(open) = line[at..].find("](").map(|open| at + open + 2) else { break };
        let Some(end) = line[open..].find([')', ' ']).map(|end| open + end) else { break };
        out.push(Item { key: line[open..end].to_owned(), span: Span::new(start + found, start + end) });
        at = end;
    }
    out
}

/// `**…**` of a line whose first or last asterisks neither open nor close anything by the rules of flanking
/// (CommonMark 0.31, 6.2): a mark of punctuation inside, a letter or Han character outside.
pub(super) fn broken_strong(line: &str, start: usize) -> Vec<Item> {
    let line = line.trim_end();
    let runs = strong_runs(line);
    // An odd number: asterisks that mean themselves, or text that goes on in the next line.
    if runs.len() % 2 == 1 {
        return Vec::new();
    }
    let before = |at: usize| line[..at].chars().next_back();
    let after = |at: usize| line[at + 2..].chars().next();
    let white = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let mark = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace());
    let opens = |at: usize| !white(after(at)) && (!mark(after(at)) || white(before(at)) || mark(before(at)));
    let closes = |at: usize| !white(before(at)) && (!mark(before(at)) || white(after(at)) || mark(after(at)));
    let pairs = runs.chunks_exact(2).map(|pair| (pair[0], pair[1]));
    // Only what a space does not explain: `2 ** 3`.
    // `** 指南 **`, with a blank on both sides, means bold as well.
    let blank = |open: usize, close: usize| {
        let inner = &line[open + 2..close];
        white(after(open))
            && white(before(close))
            && inner.trim().chars().any(words::is_han)
            && white(before(open))
            && white(after(close))
    };
    let meant = |(open, close): &(usize, usize)| {
        !white(after(*open)) && !white(before(*close)) || blank(*open, *close)
    };
    pairs
        .filter(meant)
        .filter(|(open, close)| !(opens(*open) && closes(*close)))
        .map(|(open, close)| Item {
            key: line[open..close + 2].to_owned(),
            span: Span::new(start + open, start + close + 2),
        })
        .collect()
}

/// Where two asterisks stand, and not three, outside of inline code.
fn strong_runs(line: &str) -> Vec<usize> {
    let bytes = line.as_bytes();
    let (mut out, mut code, mut at) = (Vec::new(), false, 0);
    while at < bytes.len() {
        // A backslash takes but what follows it.
        let same = match bytes[at] {
            b'\\' => 1,
            byte => bytes[at..].iter().take_while(|b| **b == byte).count(),
        };
        match bytes[at] {
            b'`' => code = !code,
            b'\\' => {
                at += 2;
                continue;
            }
            b'*' if same == 2 && !code => out.push(at),
            _ => {}
        }
        at += same;
    }
    out
}

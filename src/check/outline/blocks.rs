//! Tables, ordered lists, comments, tags and front matter of a page whose code was blanked out.

use std::collections::BTreeMap;

use super::Item;
use crate::text::Span;

/// A table or a list, and how many columns or items it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Columns of a table, items of a list.
    pub count: usize,
    /// Whether the items of a list have numbers.
    pub numbered: bool,
    /// Rows of a table that have fewer cells than its head.
    pub short: usize,
    /// Its first line.
    pub first: String,
    /// Where its first line stands.
    pub span: Span,
}

/// The lines of a text with their places.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.trim_end_matches(['\n', '\r']))
    })
}

/// Tables with pipes, by their delimiter rows (GitHub Flavored Markdown 0.29, 4.10).
pub(super) fn tables(text: &str) -> Vec<Counted> {
    let mut out = Vec::new();
    let mut before: Option<(usize, &str)> = None;
    let mut open = false;
    for (at, line) in lines(text) {
        let trimmed = line.trim();
        let delimiter = trimmed.contains('-')
            && trimmed.contains('|')
            && trimmed.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'));
        if let Some((start, head)) = before.filter(|(_, head)| delimiter && head.contains('|')) {
            let span = Span::new(start, start + head.trim_end().len());
            out.push(Counted {
                count: columns(trimmed),
                numbered: false,
                short: 0,
                first: head.trim().to_owned(),
                span,
            });
            open = true;
        } else if !trimmed.contains('|') {
            open = false;
        } else if let Some(table) = out.last_mut().filter(|_| open) {
            table.short += usize::from(cells(trimmed) < table.count);
        }
        before = Some((at, line));
    }
    out
}

/// Cells of a row, whose text may hold `\\|`.
fn cells(row: &str) -> usize {
    let inner = row.strip_prefix('|').unwrap_or(row);
    let parts = inner.matches('|').count() - inner.matches("\\|").count();
    let closed = inner.ends_with('|') && !inner.ends_with("\\|");
    parts + 1 - usize::from(closed)
}

fn columns(delimiter: &str) -> usize {
    delimiter.trim_matches('|').split('|').count()
}

/// Lists whose items begin in the first column or at one indentation, by their items; a list ends at a line that belongs
/// to none of them.
pub(super) fn lists(text: &str) -> Vec<Counted> {
    let mut out: Vec<Counted> = Vec::new();
    // The lists that are open, by indentation.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut blank = false;
    for (at, line) in lines(text) {
        let trimmed = line.trim_start();
        let indent = line.len() - trimmed.len();
        if trimmed.is_empty() {
            blank = true;
            continue;
        }
        match item(trimmed) {
            Some(numbered) => {
                open.retain(|(own, _)| *own <= indent);
                match open.last().filter(|(own, _)| *own == indent).map(|(_, list)| *list) {
                    // Another kind of mark begins another list.
                    Some(list) if out[list].numbered == numbered => out[list].count += 1,
                    _ => {
                        open.retain(|(own, _)| *own < indent);
                        open.push((indent, out.len()));
                        let span = Span::new(at + indent, at + line.trim_end().len());
                        out.push(Counted { count: 1, numbered, short: 0, first: trimmed.to_owned(), span });
                    }
                }
            }
            // Text in the first column behind an empty line ends every list; text further in belongs to an item.
            None if blank => open.retain(|(own, _)| *own < indent),
            None => {}
        }
        blank = false;
    }
    out
}

/// Whether a line begins an item of a list, and whether by a number.
fn item(line: &str) -> Option<bool> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[digits..];
    let spaced = |rest: &str| rest.starts_with([' ', '\t']);
    if (1..=9).contains(&digits) && rest.starts_with(['.', ')']) && spaced(&rest[1..]) {
        return Some(true);
    }
    (digits == 0 && line.starts_with(['-', '*', '+']) && spaced(&line[1..])).then_some(false)
}

/// Comments of more than one word: what stands in them, white space folded.
pub(super) fn comments(text: &str) -> Vec<Item> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find("<!--").map(|found| at + found) {
        let Some(end) = text[found..].find("-->").map(|end| found + end) else { break };
        let key = text[found + 4..end].split_whitespace().collect::<Vec<_>>().join(" ");
        if key.contains(' ') {
            out.push(Item { key, span: Span::new(found, end + 3) });
        }
        at = end + 3;
    }
    out
}

/// Elements that have an end tag in all that people write.
const PAIRED: [&str; 26] = [
    "a",
    "b",
    "i",
    "em",
    "strong",
    "kbd",
    "code",
    "sub",
    "sup",
    "span",
    "u",
    "s",
    "mark",
    "small",
    "details",
    "summary",
    "div",
    "table",
    "figure",
    "figcaption",
    "video",
    "center",
    "font",
    "del",
    "ins",
    "samp",
];

/// For each element how often it is opened and closed.
pub(super) fn elements(text: &str) -> BTreeMap<&'static str, (usize, usize)> {
    let mut out: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(['<', '`']).map(|found| at + found) {
        let rest = &text[found..];
        if rest.starts_with('`') {
            at = found + super::inline_code(rest);
            continue;
        }
        at = found + 1;
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(text.len(), |end| found + end + 3);
            continue;
        }
        let closes = rest[1..].starts_with('/');
        let name = &rest[1 + usize::from(closes)..];
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let known = PAIRED.iter().find(|known| name[..end].eq_ignore_ascii_case(known));
        let Some(known) = known.filter(|_| name[end..].starts_with(['>', ' ', '\n', '/', '\t'])) else {
            continue;
        };
        let own = name.find('>').is_some_and(|close| name[..close].ends_with('/'));
        let counts = out.entry(known).or_default();
        match (closes, own) {
            (true, _) => counts.1 += 1,
            (false, false) => counts.0 += 1,
            // `<a id="x"/>` closes itself.
            (false, true) => {}
        }
    }
    out
}

/// Keys of the front matter at its outermost level with their values in one line; the place is that of the key's line.
pub(super) fn front_keys(front: &str) -> Vec<(Item, String)> {
    let toml = front.starts_with("+++");
    let mut out: Vec<(Item, String)> = Vec::new();
    let mut table = false;
    for (at, line) in lines(front).skip(1) {
        table |= toml && line.starts_with('[');
        let sign = if toml { '=' } else { ':' };
        let key = line.split_once(sign).filter(|(key, _)| {
            let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
            let key = key.trim_end();
            !key.is_empty() && !key.starts_with([' ', '\t', '-', '#']) && key.chars().all(word) && !table
        });
        match key {
            Some((key, value)) => {
                let span = Span::new(at, at + line.len());
                let value = value.trim().trim_matches(['"', '\'']).to_owned();
                out.push((Item { key: key.trim_end().to_owned(), span }, value));
            }
            None => {
                if let Some((_, value)) = out.last_mut()
                    && !matches!(line.trim(), "---" | "+++")
                {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_told_by_indentation_and_mark() {
        let counts = |text| lists(text).iter().map(|l| (l.count, l.numbered)).collect::<Vec<_>>();
        assert_eq!(counts("1. a\n2. b\n\n   more\n3. c\n\ntext\n\n1. x\n"), [(3, true), (1, true)]);
        assert_eq!(counts("1. a\n   - p\n   - q\n2. b\n"), [(2, true), (2, false)]);
        assert_eq!(counts("text 1. no\n2024 was\n"), []);
    }

    #[test]
    fn tables_elements_comments_and_keys_are_counted() {
        assert_eq!(tables("| a | b |\n|---|:-:|\n| 1 | 2 |\n")[0].count, 2);
        assert_eq!(tables("a | b\n--- | ---\n")[0].count, 2);
        assert_eq!(elements("<kbd>x<kbd> `<b>` <a id=\"q\"/> <!-- <i> -->")["kbd"], (2, 0));
        assert_eq!(elements("`<b>`").len(), 0);
        assert_eq!(comments("<!-- one\n two -->\n<!--x-->").len(), 1);
        let keys = front_keys("---\ntitle: \"A\"\ntags:\n  - x\nid: q\n---\n");
        let shown: Vec<(&str, &str)> = keys.iter().map(|(k, v)| (k.key.as_str(), v.as_str())).collect();
        assert_eq!(shown, [("title", "A"), ("tags", " - x"), ("id", "q")]);
    }
}

//! AsciiDoc to blocks: paragraphs, headings, lists, tables, delimited blocks (AsciiDoc Language Documentation).
//!
//! Read by hand, line by line: the crates there are render, and give no place in the source for what they say. Nothing is
//! included, so no include can lead in a circle.

mod inline;

use inline::ASCIIDOC;

use super::builder::Builder;
use super::lines::{Line, is_wide, lines};
use crate::text::{Block, BlockKind, Mark, MarkKind, Role, Span};

/// The blocks of an AsciiDoc source.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    let all = lines(text);
    let mut at = 0;
    while at < all.len() {
        at += reader.line(&all, at);
    }
    reader.flush();
    reader.out
}

#[derive(Default)]
struct Reader {
    out: Vec<Block>,
    builder: Builder,
    /// What the lines that come next belong to.
    kind: Option<BlockKind>,
    /// The line that an open paragraph began with, and how many it has.
    began: Option<(usize, usize)>,
    /// The next paragraph is code: `[source]` above it.
    source: bool,
    /// Within `____`.
    quote: bool,
    /// Within `|===`.
    table: bool,
}

impl Reader {
    /// Reads what begins at a line; how many lines it took.
    fn line(&mut self, all: &[Line<'_>], at: usize) -> usize {
        let line = all[at];
        let text = line.text.trim_end();
        if text.trim().is_empty() {
            self.flush();
            return 1;
        }
        if let Some(level) =
            self.began.filter(|(_, n)| *n == 1).and_then(|(first, _)| underline(all[first], text))
        {
            self.kind = Some(BlockKind::Heading(level));
            self.flush();
            return 1;
        }
        if let Some(raw) = fence(text) {
            return self.fenced(all, at, raw);
        }
        if text.starts_with("|===") || text.starts_with(",===") {
            self.flush();
            self.table = !self.table;
            return 1;
        }
        if self.table {
            self.row(line);
            return 1;
        }
        if self.kind.is_none() || !self.builder.is_blank() && is_structure(text) {
            if self.structure(line, text) {
                return 1;
            }
            if self.builder.is_blank()
                && (self.source || text.starts_with([' ', '\t']))
                && item(text).is_none()
            {
                return self.literal(all, at);
            }
        }
        if let Some((kind, from)) = item(text) {
            self.flush();
            self.kind = Some(kind);
            self.began = Some((at, 2));
            self.put(line, from);
            return 1;
        }
        self.kind.get_or_insert(if self.quote { BlockKind::Quote } else { BlockKind::Paragraph });
        let (first, count) = self.began.unwrap_or((at, 0));
        self.began = Some((first, count + 1));
        let from =
            label(text).filter(|_| count == 0).unwrap_or(line.text.len() - line.text.trim_start().len());
        self.put(line, from);
        1
    }

    /// A line that is a block of its own, or says something of the next; whether it was one.
    fn structure(&mut self, line: Line<'_>, text: &str) -> bool {
        let level = text.bytes().take_while(|b| *b == b'=').count();
        let markdown = text.bytes().take_while(|b| *b == b'#').count();
        for marks in [level, markdown].into_iter().filter(|marks| (1..=6).contains(marks)) {
            if text[marks..].starts_with(' ') {
                self.flush();
                self.kind = Some(BlockKind::Heading(marks as u8));
                self.put(line, marks + 1);
                self.flush();
                return true;
            }
        }
        if let Some((name, rest)) = text.split_once("::").filter(|(name, _)| is_macro(name)) {
            self.flush();
            if name == "image" || name == "video" {
                self.image(line, rest);
            }
            return true;
        }
        let attribute = text.strip_prefix(':').and_then(|rest| rest.find(':')).is_some_and(|end| {
            end > 0
                && text[1..1 + end].chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '!'))
        });
        if attribute || text.starts_with("//") || matches!(text, "'''" | "<<<" | "+" | "--") {
            self.flush();
            return true;
        }
        if text.starts_with('[') && text.ends_with(']') && !text.starts_with("[[[") && !text.contains("](") {
            self.flush();
            let name =
                text.trim_start_matches('[').split([',', ']', '%', '#', '.']).next().unwrap_or_default();
            self.source = matches!(name, "source" | "listing" | "literal" | "console" | "stem");
            return true;
        }
        let title =
            text.strip_prefix('.').is_some_and(|rest| !rest.starts_with([' ', '.']) && !rest.is_empty());
        if title {
            self.flush();
            self.kind = Some(BlockKind::Caption);
            self.put(line, 1);
            self.flush();
            return true;
        }
        false
    }

    /// A block between two lines of one kind; what is in it is code, nothing, or read as usual.
    fn fenced(&mut self, all: &[Line<'_>], at: usize, raw: Fence) -> usize {
        self.flush();
        let open = all[at].text.trim_end();
        let closes = if open.starts_with("```") { "```" } else { open };
        if raw == Fence::Inside {
            self.quote ^= open.starts_with("____");
            return 1;
        }
        let end = all.iter().skip(at + 1).position(|line| line.text.trim_end() == closes);
        let last = end.map_or(all.len(), |end| at + 1 + end);
        if raw == Fence::Code {
            self.code(&all[at + 1..last]);
        }
        self.source = false;
        last + 1 - at
    }

    /// A paragraph that is code: indented, or under `[source]`.
    fn literal(&mut self, all: &[Line<'_>], at: usize) -> usize {
        self.flush();
        let count = all.iter().skip(at).take_while(|line| !line.text.trim().is_empty()).count();
        self.code(&all[at..at + count]);
        self.source = false;
        count.max(1)
    }

    fn code(&mut self, lines: &[Line<'_>]) {
        for (rank, line) in lines.iter().enumerate() {
            if rank > 0 {
                self.builder.line_break(Span::new(lines[rank - 1].end(), line.start), true);
            }
            self.builder.push_source(line.text, line.start);
        }
        self.out.extend(self.builder.finish(BlockKind::Code, Role::Body));
    }

    /// The cells of a line of a table; a line without a bar goes on with the last.
    fn row(&mut self, line: Line<'_>) {
        let mut from = 0;
        let mut bars =
            line.text.match_indices('|').filter(|(at, _)| !line.text[..*at].ends_with('\\')).peekable();
        if bars.peek().is_none() {
            self.kind = Some(BlockKind::TableCell);
            self.put(line, line.text.len() - line.text.trim_start().len());
            return;
        }
        for (at, _) in bars {
            // What stands before the first bar, and what sets a cell: `2+|`, `a|`.
            let before = line.text[from..at].trim_end();
            let set = before.rsplit([' ', '\t']).next().unwrap_or_default();
            let is_set = !set.is_empty()
                && set.len() <= 6
                && set.chars().all(|c| "0123456789.+*<>^adehlmsv".contains(c));
            let end = if is_set && set.chars().any(|c| !c.is_ascii_digit()) {
                from + before.len() - set.len()
            } else {
                at
            };
            if from > 0 || end > 0 {
                self.kind = Some(BlockKind::TableCell);
                self.part(line, from, end);
            }
            self.flush();
            from = at + 1;
        }
        self.kind = Some(BlockKind::TableCell);
        self.part(line, from, line.text.len());
    }

    fn image(&mut self, line: Line<'_>, rest: &str) {
        let Some((target, alt)) = rest.split_once('[') else { return };
        let kind = MarkKind::Image(target.to_owned());
        self.builder.mark(Mark { kind, span: Span::new(line.start, line.end()) });
        let alt = alt.trim_end().trim_end_matches(']').split(',').next().unwrap_or_default();
        let alt = alt.strip_prefix("alt=").unwrap_or(alt).trim_matches('"');
        if let Some(at) = line.text.rfind(alt).filter(|_| !alt.contains('=') && !alt.is_empty()) {
            self.builder.push_source(alt, line.start + at);
        }
        self.kind = Some(BlockKind::Caption);
        self.flush();
    }

    /// Adds a line from a byte on.
    fn put(&mut self, line: Line<'_>, from: usize) {
        self.part(line, from, line.text.len());
    }

    fn part(&mut self, line: Line<'_>, from: usize, to: usize) {
        let text = line.text.get(from..to).unwrap_or_default();
        if !self.builder.is_blank() {
            let break_at = line.start + from;
            self.builder.line_break(Span::new(break_at.saturating_sub(1), break_at), false);
        }
        ASCIIDOC.push(text, line.start + from, &mut self.builder);
    }

    fn flush(&mut self) {
        let kind = self.kind.take().unwrap_or(BlockKind::Paragraph);
        self.out.extend(self.builder.finish(kind, Role::Body));
        self.began = None;
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Fence {
    Code,
    /// Comments, and what is passed through.
    Nothing,
    /// Examples, sidebars, quotations: read as usual.
    Inside,
}

fn fence(text: &str) -> Option<Fence> {
    let first = text.chars().next()?;
    let same = text.chars().all(|c| c == first) && text.len() >= 4;
    match first {
        '`' if text.starts_with("```") && !text[3..].contains('`') => Some(Fence::Code),
        '-' | '.' if same => Some(Fence::Code),
        '/' | '+' if same => Some(Fence::Nothing),
        '=' | '*' | '_' if same => Some(Fence::Inside),
        _ => None,
    }
}

/// The level of a heading with a line below it: `Title` and `=====`, as long as each other within two characters.
fn underline(title: Line<'_>, text: &str) -> Option<u8> {
    let first = text.chars().next()?;
    let level = "=-~^+".find(first)? as u8 + 1;
    let width: usize = title.text.trim().chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum();
    let count = title.text.trim().chars().count();
    let near = |wanted: usize| wanted.abs_diff(text.len()) <= 2;
    let same = text.chars().all(|c| c == first) && text.len() >= 3;
    (same && (near(width) || near(count)) && item(title.text).is_none()).then_some(level)
}

/// Whether a line may end a paragraph though no empty line stands before it.
fn is_structure(text: &str) -> bool {
    text.starts_with("//")
        || matches!(text, "+" | "--")
        || text.starts_with("ifdef::")
        || text.starts_with("endif::")
        || text.starts_with("include::")
        || text.starts_with("ifndef::")
}

fn is_macro(name: &str) -> bool {
    matches!(
        name,
        "image"
            | "video"
            | "audio"
            | "include"
            | "toc"
            | "ifdef"
            | "ifndef"
            | "ifeval"
            | "endif"
            | "plantuml"
            | "ditaa"
    )
}

/// The kind of an item of a list, and where its text begins.
fn item(text: &str) -> Option<(BlockKind, usize)> {
    let trimmed = text.trim_start();
    let indent = text.len() - trimmed.len();
    let marks = |c: char| trimmed.chars().take_while(|d| *d == c).count();
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = digits > 0 && digits < 5 && trimmed[digits..].starts_with(". ");
    let callout = trimmed
        .strip_prefix('<')
        .and_then(|rest| rest.find("> "))
        .filter(|end| *end > 0 && trimmed[1..1 + end].chars().all(|c| c.is_ascii_digit() || c == '.'));
    let length = match (marks('*'), marks('.'), marks('-')) {
        (n @ 1..=5, ..) | (_, n @ 1..=5, _) | (.., n @ 1) => n,
        _ if numbered => digits + 1,
        _ => match callout {
            Some(end) => end + 2,
            None => {
                // `term:: text`
                let end = trimmed.find(":: ").or_else(|| trimmed.strip_suffix("::").map(str::len))?;
                return (end > 0 && !trimmed[..end].contains("::")).then_some((BlockKind::ListItem, indent));
            }
        },
    };
    let rest = &trimmed[length..];
    if !rest.starts_with([' ', '\t']) {
        return None;
    }
    let gap = rest.len() - rest.trim_start().len();
    let tick = ["[x] ", "[*] ", "[ ] "].iter().any(|tick| rest.trim_start().starts_with(tick));
    Some((BlockKind::ListItem, indent + length + gap + if tick { 4 } else { 0 }))
}

/// Where the text of `NOTE: text` begins.
fn label(text: &str) -> Option<usize> {
    let labels = ["NOTE: ", "TIP: ", "IMPORTANT: ", "WARNING: ", "CAUTION: "];
    labels.iter().find(|label| text.starts_with(**label)).map(|label| label.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tests::true_blocks;

    #[test]
    fn the_parts_of_a_chapter() {
        let text = "[[ch01]]\n= The Ferry\n:toc: left\n\n== First Trip\n\nThe *ferry* leaves at\nsix. See <<ch02,the second part>>.\n\n.A list\n* One `item`\n** Two\n. Three\n\nterm:: its meaning\n\n[source,sh]\n----\nrun --all\n----\n\nNOTE: Mind the gap.\n\n====\nInside.\n====\n\n|===\n| Name | Use\n\n| a\n| b c\n|===\n\ninclude::self.adoc[]\n\n// nothing\nimage::map.png[A map of it]\n\nOld Title\n---------\n\nLast.\n";
        let shown = true_blocks(text, blocks(text));
        let texts: Vec<&str> = shown.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "The Ferry",
                "First Trip",
                "The ferry leaves at\nsix. See the second part.",
                "A list",
                "One item",
                "Two",
                "Three",
                "term:: its meaning",
                "run --all",
                "Mind the gap.",
                "Inside.",
                "Name",
                "Use",
                "a",
                "b c",
                "A map of it",
                "Old Title",
                "Last."
            ]
        );
        assert_eq!(shown[0].0, "heading-1");
        assert_eq!(shown[16].0, "heading-2");
        assert_eq!(shown[8].0, "code");
    }

    #[test]
    fn what_is_never_closed_takes_no_time_and_ends() {
        for piece in
            ["----\n", "|===\n", "* x\n", "<<a\n", "`a ", "https://x[", "((( ", "[[a\n", "_a ", "====\n"]
        {
            blocks(&piece.repeat(30_000));
        }
    }
}

//! reStructuredText to blocks: paragraphs, headings, lists, directives, tables (Docutils, “reStructuredText Markup
//! Specification”).
//!
//! Read by hand, line by line: no crate gives the places of what it reads. Nothing is included.

mod inline;
mod rule;
mod tables;

use inline::RST;
use rule::is_table_rule;

use super::builder::Builder;
use super::lines::{Line, is_wide, lines};
use crate::text::{Block, BlockKind, Mark, MarkKind, Role, Span};

/// The blocks of a reStructuredText source.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut reader = Reader { source: text, all: lines(text), ..Reader::default() };
    let mut at = 0;
    while at < reader.all.len() {
        at += reader.line(at).max(1);
    }
    reader.flush();
    reader.out
}

#[derive(Default)]
struct Reader<'a> {
    source: &'a str,
    all: Vec<Line<'a>>,
    out: Vec<Block>,
    builder: Builder,
    /// Bytes of the block that is open: markup may go on over its lines.
    open: Option<Span>,
    kind: Option<BlockKind>,
    /// The marks of headings in the order they came: character, and whether there is a line above.
    levels: Vec<(char, bool)>,
    /// The indentation of the field of the page that is open: who wrote and translated it, and when.
    field: Option<usize>,
    /// The paragraph that is open ends in `::`: what is indented below it is code.
    literal: bool,
    /// The indentation of that paragraph, in columns.
    indent: usize,
}

/// Directives whose content is no prose.
const CODE: [&str; 24] = [
    "code",
    "code-block",
    "sourcecode",
    "literalinclude",
    "highlight",
    "parsed-literal",
    "math",
    "productionlist",
    "raw",
    "doctest",
    "testcode",
    "testsetup",
    "testoutput",
    "prompt",
    "mermaid",
    "graphviz",
    "include",
    "toctree",
    "contents",
    "index",
    "meta",
    "csv-table",
    "plantuml",
    "ipython",
];

/// Directives whose argument is text.
const TITLED: [&str; 17] = [
    "note",
    "warning",
    "tip",
    "important",
    "caution",
    "danger",
    "hint",
    "attention",
    "error",
    "seealso",
    "admonition",
    "topic",
    "sidebar",
    "rubric",
    "versionadded",
    "versionchanged",
    "deprecated",
];

impl<'a> Reader<'a> {
    fn text(&self, at: usize) -> &'a str {
        self.all.get(at).map_or("", |line| line.text.trim_end())
    }

    /// Reads what begins at a line; how many lines it took.
    fn line(&mut self, at: usize) -> usize {
        let text = self.text(at);
        let trimmed = text.trim_start();
        let (indent, start) = (columns(text), text.len() - trimmed.len());
        if trimmed.is_empty() {
            self.flush();
            return 1;
        }
        if self.field.is_some_and(|own| indent <= own) {
            self.flush();
            self.field = None;
        }
        if self.open.is_none() {
            if std::mem::take(&mut self.literal) && indent > self.indent {
                return self.code(at, self.indent);
            }
            if let Some(took) = self.structure(at, trimmed, indent) {
                return took;
            }
        } else if let Some(level) = self.heading_below(at) {
            self.kind = Some(BlockKind::Heading(level));
            self.flush();
            return 1;
        }
        if let Some(length) = item(trimmed) {
            self.flush();
            self.kind = Some(BlockKind::ListItem);
            self.indent = indent;
            self.put(at, start + length);
            return 1;
        }
        if self.open.is_none() {
            self.indent = indent;
            self.kind.get_or_insert(BlockKind::Paragraph);
        } else if indent > self.indent && self.kind == Some(BlockKind::Paragraph) && self.lone_line(at) {
            // A term and what it means.
            self.flush();
            self.kind = Some(BlockKind::Paragraph);
            self.indent = indent;
        }
        self.put(at, start);
        1
    }

    /// Whether the paragraph that is open is the one line above.
    fn lone_line(&self, at: usize) -> bool {
        at < 2 || self.text(at - 2).trim().is_empty()
    }

    /// Headings with a line above, directives, comments, tables, code; `None` where it is none.
    fn structure(&mut self, at: usize, trimmed: &str, indent: usize) -> Option<usize> {
        let start = self.text(at).len() - trimmed.len();
        if let Some(mark) = rule(trimmed).filter(|_| indent == 0) {
            let title = self.text(at + 1);
            if !title.trim().is_empty() && rule(self.text(at + 2)) == Some(mark) && rule(title).is_none() {
                self.kind = Some(BlockKind::Heading(self.level(mark, true)));
                self.put(at + 1, title.len() - title.trim_start().len());
                self.flush();
                return Some(3);
            }
            // A transition, or the top of a simple table, where it has gaps.
            return Some(1);
        }
        if is_table_rule(trimmed) {
            return Some(self.simple_table(at));
        }
        if trimmed.starts_with("+-") && trimmed.ends_with('+') {
            return Some(self.grid_table(at));
        }
        if trimmed.starts_with(">>> ") {
            return Some(self.code_until_blank(at));
        }
        if trimmed == "::" {
            self.literal = true;
            self.indent = indent;
            return Some(1);
        }
        if trimmed == ".." || trimmed.starts_with(".. ") {
            return Some(self.explicit(at, trimmed, indent));
        }
        if let Some(end) = field_name(trimmed) {
            // Before the first text they tell of the page (Docutils, “Bibliographic Fields”).
            let head =
                |block: &Block| block.role == Role::Byline || matches!(block.kind, BlockKind::Heading(_));
            self.field = self.out.iter().all(head).then_some(indent);
            self.kind = Some(BlockKind::Paragraph);
            self.indent = indent;
            self.put(at, (start + end + 3).min(self.text(at).len()));
            return Some(1);
        }
        if trimmed.starts_with("| ") {
            self.kind = Some(BlockKind::Paragraph);
            self.put(at, start + 2);
            self.flush();
            return Some(1);
        }
        None
    }

    /// Directives, targets, footnotes, comments.
    fn explicit(&mut self, at: usize, trimmed: &str, indent: usize) -> usize {
        let rest = trimmed.get(3..).unwrap_or_default();
        let offset = self.text(at).len() - trimmed.len() + 3;
        if let Some(end) = rest.strip_prefix('[').and_then(|rest| rest.find("] ")) {
            self.kind = Some(BlockKind::Paragraph);
            self.indent = indent;
            self.put(at, offset + end + 3);
            return 1;
        }
        let name = rest.find("::").map(|end| (&rest[..end], &rest[end + 2..]));
        let directive =
            name.filter(|(name, _)| !name.is_empty() && !name.starts_with(['_', '|']) && !name.contains(' '));
        let Some((name, argument)) = directive else {
            // A target, a substitution or a comment with what is indented below it.
            return 1 + self.indented(at + 1, indent);
        };
        if CODE.contains(&name) {
            return 1 + self.indented(at + 1, indent);
        }
        if matches!(name, "image" | "figure") {
            self.image(at, argument.trim());
        } else if TITLED.contains(&name) && !argument.trim().is_empty() {
            let version = name.starts_with("version") || name == "deprecated";
            let own = argument.len() - argument.trim_start().len();
            let skip = if version {
                argument.trim_start().find(' ').map_or(argument.len(), |at| own + at)
            } else {
                own
            };
            self.kind = Some(if name == "rubric" { BlockKind::Heading(6) } else { BlockKind::Paragraph });
            // What is indented below goes on with the same paragraph.
            self.indent = indent + 8;
            self.put(at, offset + name.len() + 2 + skip);
            if name == "rubric" || self.text(at + 1).trim().is_empty() {
                self.flush();
            }
        }
        1 + self.options(at + 1)
    }

    /// The options of a directive; the alternative text of an image is a caption.
    fn options(&mut self, at: usize) -> usize {
        let mut count = 0;
        while let Some(rest) = self.text(at + count).trim_start().strip_prefix(':') {
            let Some(end) = rest.find(':').filter(|end| *end > 0 && !rest[..*end].contains([' ', '`']))
            else {
                break;
            };
            if &rest[..end] == "alt" {
                let line = self.text(at + count);
                let from = line.len() - rest[end + 1..].trim_start().len();
                self.kind = Some(BlockKind::Caption);
                self.put(at + count, from);
                self.flush();
            }
            count += 1;
        }
        count
    }

    fn image(&mut self, at: usize, target: &str) {
        let line = self.all[at];
        let kind = MarkKind::Image(target.to_owned());
        self.builder.mark(Mark { kind, span: Span::new(line.start, line.end()) });
    }

    /// How many lines from `at` on are indented more than `indent`, empty ones between them included.
    fn indented(&self, at: usize, indent: usize) -> usize {
        let mut count = 0;
        for next in at..self.all.len() {
            let text = self.text(next);
            match text.is_empty() {
                true => {}
                false if columns(text) > indent => count = next + 1 - at,
                false => break,
            }
        }
        count
    }

    fn code(&mut self, at: usize, indent: usize) -> usize {
        let count = self.indented(at, indent).max(1);
        self.push_code(at, count);
        count
    }

    fn code_until_blank(&mut self, at: usize) -> usize {
        let count = self.all.iter().skip(at).take_while(|line| !line.text.trim().is_empty()).count().max(1);
        self.push_code(at, count);
        count
    }

    fn push_code(&mut self, at: usize, count: usize) {
        self.flush();
        for next in at..at + count {
            let line = self.all[next];
            if next > at {
                self.builder.line_break(Span::new(self.all[next - 1].end(), line.start), true);
            }
            self.builder.push_source(line.text, line.start);
        }
        self.out.extend(self.builder.finish(BlockKind::Code, Role::Body));
    }

    /// The level of a heading whose line below is this one.
    fn heading_below(&mut self, at: usize) -> Option<u8> {
        let title = self.text(at.checked_sub(1)?);
        let width: usize = title.trim().chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum();
        // A line of two marks is one under a title that is no wider.
        let mark = rule(self.text(at)).or_else(|| line_of(self.text(at), 2).filter(|_| width <= 2))?;
        let long = self.text(at).len() >= title.trim().chars().count().min(width);
        let alone = at < 2 || self.text(at - 2).trim().is_empty();
        (long && alone && !title.starts_with([' ', '\t'])).then(|| self.level(mark, false))
    }

    fn level(&mut self, mark: char, above: bool) -> u8 {
        let known = self.levels.iter().position(|level| *level == (mark, above));
        let rank = known.unwrap_or_else(|| {
            self.levels.push((mark, above));
            self.levels.len() - 1
        });
        (rank + 1).min(6) as u8
    }

    /// Adds a line from a byte on; where it ends in `::`, what comes below is code.
    fn put(&mut self, at: usize, from: usize) {
        let text = self.text(at);
        let literal = text.len() >= from + 2 && text.ends_with("::");
        self.literal = literal;
        // The colons are the mark of it in every language.
        self.part(at, from, if literal { text.len() - 2 } else { text.len() });
    }

    /// Adds bytes of a line to the block that is open.
    fn part(&mut self, at: usize, from: usize, to: usize) {
        let line = self.all[at];
        if line.text.get(from..to).is_some_and(|text| !text.is_empty()) {
            let start = self.open.map_or(line.start + from, |open| open.start);
            self.open = Some(Span::new(start, line.start + to));
        }
    }

    fn flush(&mut self) {
        if let Some(open) = self.open.take() {
            let text = self.source.get(open.start..open.end).unwrap_or_default();
            RST.push(text, open.start, &mut self.builder);
        }
        let kind = self.kind.take().unwrap_or(BlockKind::Paragraph);
        let role = if self.field.is_some() { Role::Byline } else { Role::Body };
        self.out.extend(self.builder.finish(kind, role));
    }
}

/// How long the name of a field is: `:author: Name`, `:author:`.
fn field_name(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(':')?;
    let end = rest.find(": ").or_else(|| rest.strip_suffix(':').map(str::len))?;
    (end > 0 && !rest[..end].contains(['`', ':'])).then_some(end)
}

/// The character of a line that is made of one mark of punctuation, three times or more.
fn rule(text: &str) -> Option<char> {
    line_of(text, 3)
}

/// The character of a line that is made of one mark of punctuation, so many times or more.
fn line_of(text: &str, least: usize) -> Option<char> {
    let text = text.trim_end();
    let first = text.chars().next().filter(char::is_ascii_punctuation)?;
    (text.len() >= least && text.chars().all(|c| c == first)).then_some(first)
}

/// The column that a line begins at; Docutils sets a tab at every eighth.
fn columns(text: &str) -> usize {
    let blank = text.chars().take_while(|c| c.is_whitespace());
    blank.fold(0, |at, c| if c == '\t' { (at / 8 + 1) * 8 } else { at + 1 })
}

/// Where the text of an item of a list begins.
fn item(text: &str) -> Option<usize> {
    let space = |at: usize| text[at..].starts_with(' ');
    if text.starts_with(['-', '*', '+', '•']) && space(text.chars().next()?.len_utf8()) {
        return Some(text.chars().next()?.len_utf8() + 1);
    }
    let open = usize::from(text.starts_with('('));
    let digits = text[open..].bytes().take_while(|b| b.is_ascii_digit() || *b == b'#').count();
    let end = open + digits;
    let closes = text[end..].starts_with(if open == 1 { &[')'][..] } else { &['.', ')'][..] });
    ((1..=4).contains(&digits) && closes && space(end + 1)).then_some(end + 2)
}

#[cfg(test)]
mod tests;

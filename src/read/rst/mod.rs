//! reStructuredText to blocks: paragraphs, headings, lists, directives, tables (Docutils, “reStructuredText Markup
//! Specification”).
//!
//! Read by hand, line by line: no crate gives the places of what it reads. Nothing is included.

mod inline;

use inline::RST;

use super::builder::Builder;
use super::lines::{Line, is_wide, lines};
use crate::text::{Block, BlockKind, Mark, MarkKind, Role, Span};

/// The blocks of a reStructuredText source.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut reader = Reader { all: lines(text), ..Reader::default() };
    let mut at = 0;
    while at < reader.all.len() {
        at += reader.line(at).max(1);
    }
    reader.flush();
    reader.out
}

#[derive(Default)]
struct Reader<'a> {
    all: Vec<Line<'a>>,
    out: Vec<Block>,
    builder: Builder,
    kind: Option<BlockKind>,
    /// The marks of headings in the order they came: character, and whether there is a line above.
    levels: Vec<(char, bool)>,
    /// The paragraph that is open ends in `::`: what is indented below it is code.
    literal: bool,
    /// The indentation of that paragraph.
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
        let indent = text.len() - trimmed.len();
        if trimmed.is_empty() {
            self.flush();
            return 1;
        }
        if self.builder.is_blank() {
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
            self.put(at, indent + length);
            return 1;
        }
        if self.builder.is_blank() {
            self.indent = indent;
            self.kind.get_or_insert(BlockKind::Paragraph);
        } else if indent > self.indent && self.kind == Some(BlockKind::Paragraph) && self.lone_line(at) {
            // A term and what it means.
            self.flush();
            self.kind = Some(BlockKind::Paragraph);
            self.indent = indent;
        }
        self.put(at, indent);
        1
    }

    /// Whether the paragraph that is open is the one line above.
    fn lone_line(&self, at: usize) -> bool {
        at < 2 || self.text(at - 2).trim().is_empty()
    }

    /// Headings with a line above, directives, comments, tables, code; `None` where it is none.
    fn structure(&mut self, at: usize, trimmed: &str, indent: usize) -> Option<usize> {
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
        // A field: `:author: Name`.
        if let Some(end) = trimmed.strip_prefix(':').and_then(|rest| rest.find(": "))
            && end > 0
            && !trimmed[1..1 + end].contains('`')
        {
            self.kind = Some(BlockKind::Paragraph);
            self.indent = indent;
            self.put(at, indent + end + 3);
            return Some(1);
        }
        if trimmed.starts_with("| ") {
            self.kind = Some(BlockKind::Paragraph);
            self.put(at, indent + 2);
            self.flush();
            return Some(1);
        }
        None
    }

    /// Directives, targets, footnotes, comments.
    fn explicit(&mut self, at: usize, trimmed: &str, indent: usize) -> usize {
        let rest = trimmed.get(3..).unwrap_or_default();
        let offset = indent + 3;
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
            let own = text.len() - text.trim_start().len();
            match text.is_empty() {
                true => {}
                false if own > indent => count = next + 1 - at,
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
        let mark = rule(self.text(at))?;
        let title = self.text(at.checked_sub(1)?);
        let width: usize = title.trim().chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum();
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

    /// A table of columns with gaps between: cells are told by two spaces.
    fn simple_table(&mut self, at: usize) -> usize {
        let mut count = 1;
        let mut rules = 1;
        while rules < 3 && at + count < self.all.len() {
            let text = self.text(at + count);
            if is_table_rule(text) {
                rules += 1;
                // Of two rules and an empty line the table has no head.
                if rules == 2 && self.text(at + count + 1).trim().is_empty() {
                    return count + 1;
                }
            } else if text.trim().is_empty() && rules > 1 && self.text(at + count + 1).trim().is_empty() {
                return count;
            } else {
                let mut from = 0;
                while let Some((start, end)) = column(text, from) {
                    self.kind = Some(BlockKind::TableCell);
                    self.part(at + count, start, end);
                    self.flush();
                    from = end;
                }
            }
            count += 1;
        }
        count
    }

    /// A table drawn with `+`, `-` and `|`; the lines of a cell are joined.
    fn grid_table(&mut self, at: usize) -> usize {
        let count = self
            .all
            .iter()
            .skip(at)
            .take_while(|line| line.text.trim_start().starts_with(['+', '|']))
            .count()
            .max(1);
        let mut row: Vec<Vec<(usize, usize, usize)>> = Vec::new();
        for next in at..at + count {
            let text = self.text(next);
            if text.trim_start().starts_with('+') {
                self.cells(&mut row);
                continue;
            }
            let bars: Vec<usize> = text.match_indices('|').map(|(at, _)| at).collect();
            for (column, pair) in bars.windows(2).enumerate() {
                if row.len() <= column {
                    row.push(Vec::new());
                }
                row[column].push((next, pair[0] + 1, pair[1]));
            }
        }
        self.cells(&mut row);
        count
    }

    fn cells(&mut self, row: &mut Vec<Vec<(usize, usize, usize)>>) {
        for cell in row.drain(..) {
            for (line, from, to) in cell {
                let text = &self.text(line)[from..to];
                let start = from + text.len() - text.trim_start().len();
                self.part(line, start.min(to), from + text.trim_end().len().max(start - from));
            }
            self.kind = Some(BlockKind::TableCell);
            self.flush();
        }
    }

    /// Adds a line from a byte on; where it ends in `::`, what comes below is code.
    fn put(&mut self, at: usize, from: usize) {
        let text = self.text(at);
        let literal = text.len() >= from + 2 && text.ends_with("::");
        self.literal = literal;
        // The colons are the mark of it in every language.
        self.part(at, from, if literal { text.len() - 2 } else { text.len() });
    }

    fn part(&mut self, at: usize, from: usize, to: usize) {
        let line = self.all[at];
        let text = line.text.get(from..to).unwrap_or_default();
        if text.is_empty() {
            return;
        }
        if !self.builder.is_blank() {
            let break_at = line.start + from;
            self.builder.line_break(Span::new(break_at.saturating_sub(1), break_at), false);
        }
        RST.push(text, line.start + from, &mut self.builder);
    }

    fn flush(&mut self) {
        let kind = self.kind.take().unwrap_or(BlockKind::Paragraph);
        self.out.extend(self.builder.finish(kind, Role::Body));
    }
}

/// The character of a line that is made of one mark of punctuation, three times or more.
fn rule(text: &str) -> Option<char> {
    let text = text.trim_end();
    let first = text.chars().next().filter(char::is_ascii_punctuation)?;
    (text.len() >= 3 && text.chars().all(|c| c == first)).then_some(first)
}

/// `=====  ===`: the rule of a simple table.
fn is_table_rule(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("==") && text.contains(' ') && text.chars().all(|c| matches!(c, '=' | ' '))
}

/// The next column of a line from a byte on.
fn column(text: &str, from: usize) -> Option<(usize, usize)> {
    let rest = text.get(from..)?;
    let start = from + rest.len() - rest.trim_start().len();
    let end = text[start..].find("  ").map_or(text.len(), |at| start + at);
    (end > start).then_some((start, end))
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
mod tests {
    use super::*;
    use crate::read::tests::true_blocks;

    #[test]
    fn the_parts_of_a_page() {
        let text = "==========\nThe Ferry\n==========\n\nFirst Trip\n----------\n\nThe **ferry** leaves at\nsix; see :ref:`the next <next>`, ``run -a`` and `here <https://example.org>`_.\n\n- One\n- Two goes\n  on\n\nLike this::\n\n    code --here\n\n    more\n\nText again.\n\n.. note:: Mind\n   the gap.\n\n.. code-block:: sh\n\n   run\n\n.. a comment\n   goes on\n\n.. _target: https://example.org\n\n.. image:: a.png\n   :alt: A map\n\n+-----+-----+\n| a   | b   |\n|     | c   |\n+-----+-----+\n\n====  =====\nName  Use\n====  =====\nx     y z\n====  =====\n\nterm\n    Its meaning.\n\nEnd.\n";
        let shown = true_blocks(text, blocks(text));
        let texts: Vec<&str> = shown.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "The Ferry",
                "First Trip",
                "The ferry leaves at\nsix; see the next, run -a and here.",
                "One",
                "Two goes\non",
                "Like this",
                "code --here\n    more",
                "Text again.",
                "Mind\nthe gap.",
                "A map",
                "a",
                "b\nc",
                "Name",
                "Use",
                "x",
                "y z",
                "term",
                "Its meaning.",
                "End."
            ]
        );
        assert_eq!(
            (shown[0].0.as_str(), shown[1].0.as_str(), shown[6].0.as_str()),
            ("heading-1", "heading-2", "code")
        );
    }

    #[test]
    fn what_is_never_closed_takes_no_time_and_ends() {
        for piece in
            ["::\n\n", "====\n", "== ==\n", "+--+\n", "`a ", ":a:`", ".. note::\n", "- x\n", ".. \n", "| a\n"]
        {
            blocks(&piece.repeat(30_000));
        }
    }
}

//! Tables of reStructuredText: simple ones by their columns, grids by their lines.

use super::Reader;
use super::inline::RST;
use super::rule::is_table_rule;
use crate::read::lines::is_wide;
use crate::text::{BlockKind, Span};

impl Reader<'_> {
    /// A table whose columns are those of the rule above it. A line that has nothing in the first goes on with the row.
    pub(super) fn simple_table(&mut self, at: usize) -> usize {
        let columns = rule_columns(self.text(at));
        let (mut count, mut rules) = (1, 1);
        let mut row: Vec<Vec<(usize, usize, usize)>> = Vec::new();
        while rules < 3 && at + count < self.all.len() {
            let text = self.text(at + count);
            let blank = text.trim().is_empty();
            if is_table_rule(text) || blank {
                self.cells(&mut row);
                rules += usize::from(!blank);
                // Of two rules and an empty line the table has no head.
                let ends = self.text(at + count + 1).trim().is_empty();
                if ends && rules > 1 {
                    return count + usize::from(!blank);
                }
            } else {
                let cells = split(text, &columns);
                if cells.first().is_some_and(|(from, to)| from < to) {
                    self.cells(&mut row);
                }
                for (column, (from, to)) in cells.into_iter().enumerate() {
                    if row.len() <= column {
                        row.push(Vec::new());
                    }
                    if from < to {
                        row[column].push((at + count, from, to));
                    }
                }
            }
            count += 1;
        }
        self.cells(&mut row);
        count
    }

    /// A table drawn with `+`, `-` and `|`; the lines of a cell are joined.
    pub(super) fn grid_table(&mut self, at: usize) -> usize {
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
                self.cell(line, start.min(to), from + text.trim_end().len().max(start - from));
            }
            self.kind = Some(BlockKind::TableCell);
            self.flush();
        }
    }

    /// Adds a line of a cell: beside it stand others.
    fn cell(&mut self, at: usize, from: usize, to: usize) {
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
}

/// Where the columns begin under such a rule.
fn rule_columns(rule: &str) -> Vec<usize> {
    let marks = placed(rule);
    let begins = |at: usize| marks[at].2 == '=' && (at == 0 || marks[at - 1].2 != '=');
    (0..marks.len()).filter(|at| begins(*at)).map(|at| marks[at].1).collect()
}

/// The cells of a line, as bytes: by the columns, or where a text reaches over the gap between two, by wide gaps.
fn split(text: &str, columns: &[usize]) -> Vec<(usize, usize)> {
    let all = placed(text);
    let byte =
        |column: usize| all.iter().find(|(_, own, _)| *own >= column).map_or(text.len(), |(at, ..)| *at);
    let starts: Vec<usize> = columns.iter().map(|column| byte(*column)).collect();
    let gap = |at: usize| at == 0 || at >= text.len() || text[..at].ends_with([' ', '\t']);
    if starts.iter().all(|at| gap(*at)) {
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        return starts.iter().copied().zip(ends).map(|(from, to)| trimmed(text, from, to)).collect();
    }
    let (mut out, mut from) = (Vec::new(), 0);
    while let Some(cell) = column(text, from) {
        out.push(cell);
        from = cell.1;
    }
    out
}

fn trimmed(text: &str, from: usize, to: usize) -> (usize, usize) {
    let cell = text.get(from..to).unwrap_or_default();
    let start = from + cell.len() - cell.trim_start().len();
    (start, (from + cell.trim_end().len()).max(start))
}

/// The characters of a line with byte and column: a wide one takes two, a tab reaches to the next eighth.
fn placed(text: &str) -> Vec<(usize, usize, char)> {
    let mut column = 0;
    let place = |(at, c): (usize, char)| {
        let own = column;
        column = match c {
            '\t' => (column / 8 + 1) * 8,
            c if is_wide(c) => column + 2,
            _ => column + 1,
        };
        (at, own, c)
    };
    text.char_indices().map(place).collect()
}

/// The next cell of a line from a byte on: two spaces or a tab part it.
fn column(text: &str, from: usize) -> Option<(usize, usize)> {
    let rest = text.get(from..)?;
    let start = from + rest.len() - rest.trim_start().len();
    let gap = [text[start..].find("  "), text[start..].find('\t')].into_iter().flatten().min();
    let end = gap.map_or(text.len(), |at| start + at);
    (end > start).then_some((start, end))
}

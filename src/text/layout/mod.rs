//! The lines of a plain text to its blocks: paragraphs by blank lines, by indents, or by the width that somebody
//! wrapped them to. One rule for reading and for cutting.

mod chars;
mod items;
mod line;
mod page_number;
mod parts;
mod running;
mod wrap;

use std::ops::Range;

pub(crate) use chars::{before_notes, ends_sentence, is_wide, joins_without_space, width};
pub(crate) use items::list_mark;
use line::Line;
pub use page_number::{PageNumber, page_number};
use wrap::Wrap;

/// A block of a text: the lines it was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaidOut {
    /// The bytes of its lines, without white space at their ends; a bullet at its head is not among them.
    pub lines: Vec<Range<usize>>,
    /// Whether it is an item of a list.
    pub item: bool,
    /// Whether it is a cell of a table whose columns are parted by tabs.
    pub cell: bool,
    /// The head or number of a page, which is no text.
    pub running: bool,
}

/// A text, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout {
    /// Its blocks in order; the head of a page comes behind the paragraph that it interrupts.
    pub blocks: Vec<LaidOut>,
    /// What a person should know of lines that could not be put together.
    pub warning: Option<&'static str>,
}

/// Takes a text apart. Together the lines of its blocks are all of it but white space, bullets and the `>` of e-mail.
///
/// ```
/// use trialign::text::layout::layout;
/// let text = "The mill stood on the river until the flood of that spring,\nand nobody built it up again.\nIts wheel lies in the reeds to this day, and children still\nclimb on it.\n";
/// let found = layout(text);
/// let lines: Vec<usize> = found.blocks.iter().map(|block| block.lines.len()).collect();
/// assert_eq!(lines, [2, 2]);
/// ```
pub fn layout(text: &str) -> Layout {
    let lines = unspaced(lines(text));
    let running = running::find(&lines);
    let kept: Vec<Line<'_>> =
        lines.iter().zip(&running).filter(|(_, running)| !**running).map(|(line, _)| *line).collect();
    let wrap = Wrap::of(&kept);
    let rows = rows(&lines);
    let mut out = Layout { blocks: Vec::new(), warning: wrap.warning(&kept) };
    let mut open = Open { wrap: &wrap, lines: Vec::new(), item: false, heads: Vec::new() };
    // Behind a page's head, a blank line is none of the text.
    let (mut blank, mut paged) = (false, false);
    for (at, (line, running)) in lines.iter().zip(&running).enumerate() {
        if *running {
            open.heads.push(line.start..line.end());
            paged = true;
            continue;
        }
        paged |= line.fed;
        if line.is_blank() {
            blank = true;
            continue;
        }
        if rows[at] {
            open.close(&mut out);
            out.blocks.extend(cells(line));
            (blank, paged) = (true, false);
            continue;
        }
        let goes_on = match open.lines.last() {
            None => false,
            Some(before) if blank && paged => wrap::goes_over(before, line),
            Some(_) if blank => false,
            Some(before) => wrap.joins(&lines, at, before, line, open.item),
        };
        if !goes_on {
            open.close(&mut out);
        }
        open.lines.push(*line);
        (blank, paged) = (false, false);
    }
    open.close(&mut out);
    out
}

/// The lines that are rows of a table, as it is copied from a page: two or more below one another with the same number
/// of tabs within.
fn rows(lines: &[Line<'_>]) -> Vec<bool> {
    let tabs = |line: &Line<'_>| line.text.matches('\t').count();
    let mut out = vec![false; lines.len()];
    for (at, pair) in lines.windows(2).enumerate() {
        if tabs(&pair[0]) > 0 && tabs(&pair[0]) == tabs(&pair[1]) {
            (out[at], out[at + 1]) = (true, true);
        }
    }
    out
}

/// The cells of a row.
fn cells(line: &Line<'_>) -> impl Iterator<Item = LaidOut> {
    let mut at = line.start;
    let cells = line.text.split('\t').map(move |cell| {
        let start = at + (cell.len() - cell.trim_start().len());
        at += cell.len() + 1;
        start..start + cell.trim().len()
    });
    cells.filter(|cell| !cell.is_empty()).map(|cell| LaidOut {
        lines: vec![cell],
        item: false,
        cell: true,
        running: false,
    })
}

/// The block that is being put together.
struct Open<'a, 'b> {
    wrap: &'b Wrap,
    lines: Vec<Line<'a>>,
    item: bool,
    heads: Vec<Range<usize>>,
}

impl Open<'_, '_> {
    fn close(&mut self, out: &mut Layout) {
        let _ = self.wrap;
        if let Some(first) = self.lines.first() {
            let (mark, item) = list_mark(first.text);
            let mut lines: Vec<Range<usize>> = self.lines.iter().map(|line| line.start..line.end()).collect();
            lines[0].start += mark;
            out.blocks.push(LaidOut { lines, item, cell: false, running: false });
        }
        let heads = self.heads.drain(..).map(|line| LaidOut {
            lines: vec![line],
            item: false,
            cell: false,
            running: true,
        });
        out.blocks.extend(heads);
        self.lines.clear();
    }
}

/// The lines of a text, ended by LF, CR LF, CR, or a mark of Unicode; a form feed ends one too.
fn lines(text: &str) -> Vec<Line<'_>> {
    let ends =
        |c: char| matches!(c, '\n' | '\u{c}' | '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}') || c == '\r';
    let mut out = Vec::new();
    let (mut at, mut fed) = (0, false);
    for piece in text.split_inclusive(ends) {
        let line = piece.trim_end_matches(ends);
        let lead = line.len() - line.trim_start().len();
        let trimmed = line.trim();
        // CR LF: the empty piece between the two is no line.
        let between = piece == "\n" && text[..at].ends_with('\r');
        if !between {
            out.push(Line {
                start: at + lead,
                text: trimmed,
                indent: chars::width(&line[..lead]),
                width: chars::width(line.trim_end()),
                fed,
            });
        }
        fed = piece.ends_with('\u{c}') || between && fed;
        at += piece.len();
    }
    unquote(&mut out);
    out
}

/// Without the blank lines of a text whose wrapped lines are set with a blank one behind each.
fn unspaced(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    const ENOUGH: usize = 8;
    let texts: Vec<usize> = (0..lines.len()).filter(|at| !lines[*at].is_blank()).collect();
    let spaced = texts.windows(2).filter(|pair| pair[1] == pair[0] + 2).count();
    let broken = texts.iter().filter(|at| !chars::ends_sentence(lines[**at].text)).count();
    if texts.len() < ENOUGH || spaced * 20 < (texts.len() - 1) * 19 || broken * 3 < texts.len() {
        return lines;
    }
    let close: Vec<Line<'_>> = texts.iter().map(|at| lines[*at]).collect();
    if Wrap::of(&close).is_told() { close } else { lines }
}

/// Takes the marks of quoting (RFC 3676) off lines of e-mail: two and more below one another that begin with `>`.
fn unquote(lines: &mut [Line<'_>]) {
    let quoted: Vec<bool> = lines.iter().map(|line| line.text.starts_with('>')).collect();
    let near = |at: usize| at.checked_sub(1).is_some_and(|k| quoted[k]) || quoted.get(at + 1) == Some(&true);
    for (_, line) in lines.iter_mut().enumerate().filter(|(at, _)| quoted[*at] && near(*at)) {
        let marks = line.text.len() - line.text.trim_start_matches(['>', ' ']).len();
        let taken = chars::width(&line.text[..marks]);
        line.start += marks;
        line.text = &line.text[marks..];
        line.width = line.width.saturating_sub(taken);
        line.indent = 0;
    }
}

/// What a line break between two lines of a block stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// A space, or nothing between Han characters.
    Break,
    /// Nothing: the word goes on.
    Word,
    /// Nothing, and the hyphen before it is none of the word.
    Hyphen,
}

/// How the line `after` goes on from `before`. `known` says whether a word in lower case is one, with or without a hyphen.
///
/// Where the text itself tells nothing, the form of the parts does: `-tion` and `-ery` are no words, and `well-` and
/// `self-` begin compounds.
pub fn joint(before: &str, after: &str, known: impl Fn(&str) -> bool) -> Joint {
    let Some(hyphen) = before.chars().next_back().filter(|c| matches!(c, '-' | '\u{2010}' | '\u{ad}')) else {
        return Joint::Break;
    };
    let head = &before[..before.len() - hyphen.len_utf8()];
    let letters = |c: &char| c.is_alphabetic() && !is_wide(*c);
    let first: String =
        head.chars().rev().take_while(letters).collect::<Vec<_>>().into_iter().rev().collect();
    let second: String = after.chars().take_while(letters).collect();
    if first.is_empty() || !second.starts_with(char::is_lowercase) {
        return Joint::Break;
    }
    let (first, second) = (first.to_lowercase(), second.to_lowercase());
    let whole = format!("{first}{second}");
    let one =
        || known(&whole) || !known(&format!("{first}-{second}")) && parts::are_one_word(&first, &second);
    if hyphen == '\u{ad}' || one() { Joint::Hyphen } else { Joint::Word }
}

#[cfg(test)]
mod tests;

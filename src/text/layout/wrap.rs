//! Are the lines of a text wrapped, and where does a paragraph of them end?
//!
//! A greedy wrap leaves a line only where the next word would not have fitted. So in wrapped text the lines that stop
//! within a sentence are full, whatever the headings, cells and last lines between them are.

use super::Line;
use super::chars::{ends_sentence, is_wide, width};
use super::items::{SURE_BULLETS, list_mark};
use crate::text::dates::date_line;

/// Text narrower than this is not taken for wrapped: short lines are bylines, verses, lists.
const NARROWEST: usize = 30;
/// Longest lines of less than this show nothing by themselves.
const LOOSE: usize = 60;
/// Lines wider than this are paragraphs of their own.
const WIDEST: usize = 150;

/// How a text is wrapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrap {
    /// Columns it is wrapped to; `None` where each line is a paragraph.
    columns: Option<usize>,
    /// Columns that only its longest lines are wrapped to, amid code, tables and lists of contents.
    longest: Option<usize>,
    /// The indent of the first lines of its paragraphs tells where they begin.
    indented: bool,
    /// Some line is a paragraph by itself, so that a short one within a sentence is meant: verse.
    long: bool,
}

impl Wrap {
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        let columns = columns(lines);
        let texts = lines.iter().filter(|line| !line.is_blank());
        let (mut inner, mut outer) = (0usize, 0usize);
        for line in texts {
            if line.indent >= 2 { inner += 1 } else { outer += 1 }
        }
        // A few lines of many are indented: the first of each paragraph.
        let long = lines.iter().any(|line| line.width > WIDEST);
        let longest = if columns.is_none() { longest(lines) } else { None };
        Wrap {
            columns,
            longest,
            long,
            indented: inner >= 2 && outer >= inner / 2 || inner == 1 && outer >= 1,
        }
    }

    /// Whether a width shows where paragraphs end.
    pub(super) fn is_told(&self) -> bool {
        self.columns.is_some()
    }

    /// Whether `line`, with no blank line before it, goes on the block whose last line is `before`.
    pub(super) fn joins(
        &self,
        lines: &[Line<'_>],
        at: usize,
        before: &Line<'_>,
        line: &Line<'_>,
        _item: bool,
    ) -> bool {
        let (mark, item) = list_mark(line.text);
        // The date of a page is a line of its own, however full the title above it.
        if date_line(before.text).is_some() || date_line(line.text).is_some() {
            return false;
        }
        if is_drawn(before.text) || is_drawn(line.text) {
            return false;
        }
        // A word that was cut goes on, however short the line is.
        if !item
            && is_cut(before.text)
            && line.text.starts_with(char::is_lowercase)
            && line.indent < before.indent + 2
        {
            return true;
        }
        let Some(columns) = self.columns else {
            return !item && (self.fills(before, line) || !self.long && goes_on(lines, at, before, line));
        };
        let short = !is_full(before, line, columns.saturating_sub(slack(columns)));
        if item && (short || list_mark(before.text).1 || mark > 0 && line.text.starts_with(SURE_BULLETS)) {
            return false;
        }
        // An item's further lines hang below its text; elsewhere an indent begins a paragraph.
        let deeper = line.indent >= before.indent + 2;
        if deeper && self.indented && !list_mark(before.text).1 {
            return false;
        }
        if !short {
            return true;
        }
        // Within a sentence a short line goes on only where the next one plainly does.
        !ends_sentence(before.text)
            && before.width * 10 >= columns * 5
            && line.text.starts_with(char::is_lowercase)
    }

    /// Whether `before` is one of the longest lines, and breaks within a sentence.
    fn fills(&self, before: &Line<'_>, line: &Line<'_>) -> bool {
        self.longest.is_some_and(|columns| {
            !ends_sentence(before.text)
                && before.width <= columns + OVER
                && line.indent < before.indent + 2
                && is_full(before, line, columns.saturating_sub(slack(columns) / 2))
        })
    }

    /// What to say where lines end within sentences and are not told to be wrapped.
    pub(super) fn warning(&self, lines: &[Line<'_>]) -> Option<&'static str> {
        let texts: Vec<&Line<'_>> = lines.iter().filter(|line| !line.is_blank()).collect();
        let gaps = texts.iter().filter(|line| inner_gap(line.text)).count();
        if texts.len() >= 10 && gaps * 2 > texts.len() {
            return Some(
                "most lines hold two texts side by side, as the columns of a page do: they cannot be told apart here, so take the text out column by column (pdftotext without -layout)",
            );
        }
        let broken = texts.windows(2).filter(|pair| {
            let next = pair[1].text.chars().next();
            let on = next.is_some_and(char::is_lowercase) || next.is_some_and(is_wide) && pair[0].width >= 20;
            !ends_sentence(pair[0].text) && on && pair[0].text.chars().count() >= 8
        });
        let most =
            self.columns.or(self.longest).is_none() && texts.len() >= 10 && broken.count() * 2 > texts.len();
        most.then_some(
            "most lines end within a sentence, and no width tells where a paragraph ends: each line is taken as it stands, so put every paragraph on one line, or a blank line between paragraphs",
        )
    }
}

/// Whether the line looks like two columns of a page: a wide gap with twelve characters of text on both sides.
fn inner_gap(text: &str) -> bool {
    const SIDE: usize = 12;
    let text = text.trim();
    // Looked for once from each end, so that a line of nothing but gaps costs what another does.
    let solid = |(_, c): &(usize, char)| !c.is_whitespace();
    let from = text.char_indices().skip(SIDE - 1).find(solid).map(|(at, c)| at + c.len_utf8());
    let to = text.char_indices().rev().skip(SIDE - 1).find(solid).map(|(at, _)| at);
    let between = from.zip(to).and_then(|(from, to)| text.get(from..to));
    between.is_some_and(|between| between.contains("    "))
}

/// Columns that a greedy wrap may leave free beside the next word: marks hang, Chinese keeps closers together, and
/// fonts of a page are no grid.
fn slack(columns: usize) -> usize {
    (columns / 5).max(6)
}

/// Columns that a line may go beyond those it is wrapped to.
const OVER: usize = 12;
/// So many long lines show what they are wrapped to.
const ENOUGH: usize = 12;

/// Where the text as a whole shows no wrap: the columns that its longest lines are wrapped to, if most of these break
/// within a sentence. A line that is a paragraph by itself ends as one.
fn longest(lines: &[Line<'_>]) -> Option<usize> {
    let texts: Vec<(&Line<'_>, &Line<'_>)> = lines
        .windows(2)
        .map(|pair| (&pair[0], &pair[1]))
        .filter(|(line, next)| !line.is_blank() && !is_drawn(line.text) && !list_mark(next.text).1)
        .collect();
    let within = |(line, next): &&(&Line<'_>, &Line<'_>)| !next.is_blank() && !ends_sentence(line.text);
    let mut widths: Vec<usize> = texts.iter().filter(within).map(|(line, _)| line.width).collect();
    widths.sort_unstable();
    let wrap = *widths.get(widths.len().saturating_sub(1 + widths.len() / 10))?;
    if !(LOOSE..=WIDEST).contains(&wrap)
        || lines.iter().filter(|line| line.width > wrap + OVER && !is_drawn(line.text)).count() * 10
            > texts.len()
    {
        return None;
    }
    let long = |(line, _): &&(&Line<'_>, &Line<'_>)| line.width + slack(wrap) / 2 >= wrap;
    let all = texts.iter().filter(long).count();
    let goes = |(_, next): &&(&Line<'_>, &Line<'_>)| {
        next.text.starts_with(|c: char| c.is_lowercase() || is_wide(c) || c.is_ascii_digit())
    };
    let inner = texts.iter().filter(long).filter(within);
    let (count, on) = (inner.clone().count(), inner.filter(goes).count());
    (all >= ENOUGH && count * 10 >= all * 6 && on * 10 >= count * 6).then_some(wrap)
}

fn columns(lines: &[Line<'_>]) -> Option<usize> {
    // Lines that stop within a sentence, with the line that follows at once.
    let pairs: Vec<(&Line<'_>, &Line<'_>)> = lines
        .windows(2)
        .map(|pair| (&pair[0], &pair[1]))
        .filter(|(line, next)| !line.is_blank() && !next.is_blank() && !list_mark(next.text).1)
        .filter(|(line, next)| !is_drawn(line.text) && !is_drawn(next.text))
        .collect();
    let within: Vec<(&Line<'_>, &Line<'_>)> =
        pairs.iter().copied().filter(|(line, _)| !ends_sentence(line.text)).collect();
    let mut widths: Vec<usize> = within.iter().map(|(line, _)| line.width).collect();
    widths.sort_unstable();
    // One line in twenty may stick out: a long address does not fit any width.
    let wrap = *widths.get(widths.len().saturating_sub(1 + widths.len() / 20))?;
    if !(NARROWEST..=WIDEST).contains(&wrap) {
        return None;
    }
    let longer = lines.iter().filter(|line| line.width > wrap + OVER && !is_drawn(line.text)).count();
    let texts = lines.iter().filter(|line| !line.is_blank()).count();
    if longer * 20 > texts {
        return None;
    }
    // A heading or a cell is no line of a paragraph.
    let within: Vec<(&Line<'_>, &Line<'_>)> = within
        .into_iter()
        .filter(|(line, next)| line.width * 2 >= wrap || next.text.starts_with(char::is_lowercase))
        .collect();
    let full = within
        .iter()
        .filter(|(line, next)| is_full(line, next, wrap.saturating_sub(slack(wrap) / 2)))
        .count();
    let on = within
        .iter()
        .filter(|(_, next)| {
            next.text.starts_with(|c: char| c.is_lowercase() || is_wide(c) || c.is_ascii_digit())
        })
        .count();
    // Paragraphs of a line or two end as many lines as they break; where no line is longer, some that break are enough.
    let inside = within.len() * 10 >= pairs.len() * 2;
    let sure = match within.len() {
        0 => false,
        1 => wrap >= 50 && on == 1 && pairs.len() == 1 && only_two(lines),
        2 | 3 => wrap >= 44 && on == within.len(),
        _ => true,
    };
    (sure && inside && full * 10 >= within.len() * 7 && on * 10 >= within.len() * 4).then_some(wrap)
}

/// Two lines of which the second ends as a sentence does.
fn only_two(lines: &[Line<'_>]) -> bool {
    lines.iter().rfind(|line| !line.is_blank()).is_some_and(|line| ends_sentence(line.text))
}

/// Whether a line is a row or a rule of a table that is drawn (`|cell |cell |`, `+----+`, │ │), or one of a list of
/// contents with leaders.
fn is_drawn(text: &str) -> bool {
    if text.contains(". . . .") || text.contains("......") || text.contains("………") {
        return true;
    }
    let ends =
        |marks: &[char]| text.starts_with(marks) && text.ends_with(marks) && text.chars().nth(1).is_some();
    ends(&['|', '│', '┃', '║'])
        || ends(&['+', '|', '├', '┌', '└', '┤', '┐', '┘', '╔', '╚', '╠'])
            && text.chars().all(|c| "+-=| ".contains(c) || ('\u{2500}'..='\u{257f}').contains(&c))
}

/// Whether a line ends within a word: in a letter and a hyphen.
fn is_cut(text: &str) -> bool {
    let head = text.strip_suffix(['-', '\u{2010}', '\u{ad}']);
    head.is_some_and(|head| head.ends_with(char::is_alphabetic) && head.contains(' '))
}

/// Whether the first word of `next` would have gone beyond `limit` columns on `line`.
fn is_full(line: &Line<'_>, next: &Line<'_>, limit: usize) -> bool {
    let word = match next.text.chars().next() {
        Some(c) if is_wide(c) => 2,
        _ => 1 + width(next.text.split_whitespace().next().unwrap_or("")).min(30),
    };
    line.width + word >= limit
}

/// Whether `after` can only be the rest of the sentence that `before` has begun, in text that is not wrapped: it ends
/// with a comma or the next line begins small, and the group of lines ends as prose does.
fn goes_on(lines: &[Line<'_>], at: usize, before: &Line<'_>, after: &Line<'_>) -> bool {
    if ends_sentence(before.text) {
        return false;
    }
    let below = lines[at..].iter().take(60).take_while(|line| !line.is_blank());
    let above = lines[..at].iter().rev().take(60).take_while(|line| !line.is_blank());
    let prose = below.clone().last().is_some_and(|line| ends_sentence(line.text));
    // Verse is ragged: of three lines and more, each that goes on has to be full.
    let (mut count, mut widest) = (0, 0);
    for line in above.chain(below) {
        (count, widest) = (count + 1, widest.max(line.width));
    }
    let full = count < 3 || is_full(before, after, widest.saturating_sub(2));
    prose && full && after.text.starts_with(char::is_lowercase)
}

/// Whether a sentence goes on from `before` to `after` over the end of a page.
pub(super) fn goes_over(before: &Line<'_>, after: &Line<'_>) -> bool {
    let on = after.text.starts_with(|c: char| c.is_lowercase() || is_wide(c) || c.is_ascii_digit());
    let mark = before.text.ends_with([',', '，', '、', '-', '—']);
    !ends_sentence(before.text)
        && before.width >= NARROWEST
        && after.indent < before.indent + 2
        && !list_mark(after.text).1
        && (on || mark)
}

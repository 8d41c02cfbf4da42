//! A whole text to blocks: blank lines, headings, list items; hard-wrapped lines are joined.

use std::ops::Range;

use super::chars::{columns, is_han};

/// Text narrower than this is not taken for wrapped: short lines are bylines, verses, lists.
const NARROWEST: usize = 40;
/// Lines wider than this are paragraphs of their own.
const WIDEST: usize = 140;

/// The blocks of a text as byte ranges, trimmed, none empty.
///
/// A blank line and a list item are boundaries. A lone line break is one too, unless the lines are wrapped (the next
/// word would not have fitted) or the next line plainly goes on with the sentence.
///
/// ```
/// use trialign::segment::blocks_of_text;
/// let text = "By Jane Doe\nDec. 18, 2019\n\nIt was a cold\nnight in the city.";
/// let blocks: Vec<&str> = blocks_of_text(text).into_iter().map(|range| &text[range]).collect();
/// assert_eq!(blocks, ["By Jane Doe", "Dec. 18, 2019", "It was a cold\nnight in the city."]);
/// ```
pub fn blocks_of_text(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut paragraph: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive(['\n', '\u{2028}', '\u{2029}', '\u{85}']) {
        let start = at + (line.len() - line.trim_start().len());
        let trimmed = start..start + line.trim().len();
        let hard = line.ends_with('\u{2029}');
        at += line.len();
        if !trimmed.is_empty() {
            paragraph.push(trimmed);
        }
        if line.trim().is_empty() || hard {
            flush(text, &mut paragraph, &mut out);
        }
    }
    flush(text, &mut paragraph, &mut out);
    out
}

/// Joins the lines of one paragraph where they belong together.
fn flush(text: &str, lines: &mut Vec<Range<usize>>, out: &mut Vec<Range<usize>>) {
    let wrapped = is_wrapped(text, lines);
    let ends_well = lines.last().is_some_and(|line| ends_sentence(&text[line.clone()]));
    let mut current: Option<Range<usize>> = None;
    for line in lines.drain(..) {
        current = Some(match current {
            None => line,
            Some(block) => {
                let (before, after) = (&text[block.clone()], &text[line.clone()]);
                if !starts_item(after) && (wrapped || goes_on(before, after, ends_well)) {
                    block.start..line.end
                } else {
                    out.push(block);
                    line
                }
            }
        });
    }
    out.extend(current);
}

/// Whether the lines were broken at a fixed width: no line could have taken the first word of the next.
fn is_wrapped(text: &str, lines: &[Range<usize>]) -> bool {
    let width = |line: &Range<usize>| text[line.clone()].chars().map(columns).sum::<usize>();
    let widths: Vec<usize> = lines.iter().map(width).collect();
    let widest = widths.iter().copied().max().unwrap_or(0);
    if lines.len() < 2 || !(NARROWEST..=WIDEST).contains(&widest) {
        return false;
    }
    // Two lines prove little: the first must be about as wide as a page.
    if lines.len() == 2 && widths[0] < NARROWEST + 10 {
        return false;
    }
    lines.windows(2).zip(&widths).all(|(pair, width)| {
        let next = &text[pair[1].clone()];
        starts_item(next) || width + 1 + first_word(next) > widest
    })
}

/// The columns of what a line break cannot separate at the head of a line.
fn first_word(line: &str) -> usize {
    let mut sum = 0;
    for c in line.chars().take_while(|c| !c.is_whitespace()) {
        if is_han(c) {
            // A full stop may not start a line, so the last line can be short by two characters more.
            return sum + 6;
        }
        sum += columns(c);
    }
    sum
}

/// Whether `after` can only be the rest of the sentence that `before` has begun.
fn goes_on(before: &str, after: &str, ends_well: bool) -> bool {
    match before.chars().next_back() {
        Some('，' | '、' | ',' | '-' | '–') => return true,
        Some(c) if ends_sentence(before) || matches!(c, ':' | '：' | ';' | '；') => return false,
        _ => {}
    }
    ends_well && after.chars().next().is_some_and(char::is_lowercase)
}

/// Whether a line ends as a sentence does.
fn ends_sentence(line: &str) -> bool {
    let closers = ['"', '\'', '”', '’', ')', '）', '」', '』', ']', '】'];
    line.trim_end_matches(closers).ends_with(['.', '!', '?', '。', '！', '？', '…', '⋯', '｡'])
}

/// Whether a line starts as a list item or a Markdown heading does.
fn starts_item(line: &str) -> bool {
    if line.starts_with(['•', '◦', '▪', '■', '●', '○', '·', '⁃', '‣', '※', '►']) {
        return true;
    }
    if ["- ", "* ", "+ ", "– ", "— ", "# ", "## ", "### "].iter().any(|mark| line.starts_with(mark)) {
        return true;
    }
    if line.chars().next().is_some_and(|c| ('①'..='⑳').contains(&c)) {
        return true;
    }
    let inner = line.strip_prefix(['(', '（']).unwrap_or(line);
    let digits = inner.chars().take_while(char::is_ascii_digit).count();
    let count = if digits > 0 {
        digits
    } else {
        inner.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).map(char::len_utf8).sum()
    };
    if count == 0 || (digits > 3) {
        return false;
    }
    let tail = &inner[count..];
    if digits > 0 && inner.len() == line.len() {
        let Some(rest) = tail.strip_prefix(['.', ')', '、', '）', '．']) else { return false };
        return !rest.starts_with(|c: char| c.is_ascii_digit());
    }
    tail.starts_with(if inner.len() == line.len() { ['、', '、'] } else { [')', '）'] })
}

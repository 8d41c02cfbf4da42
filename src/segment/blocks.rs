//! A whole text to blocks, by the rule that reading keeps ([`layout`]).

use std::ops::Range;

use crate::text::layout::{Joint, joins_without_space, joint, layout};

/// The blocks of a text as byte ranges, trimmed, none empty. The head of a page parts the paragraph it interrupts, as
/// ranges cannot leave it out; [`sentences_of_text`](super::sentences_of_text) can.
///
/// A blank line, an indent and a list item are boundaries. A lone line break is one too, unless the lines are wrapped (the
/// next word would not have fitted) or the next line plainly goes on with the sentence.
///
/// ```
/// use trialign::segment::blocks_of_text;
/// let text = "By Jane Doe\nDec. 18, 2019\n\nIt was such a cold and windy night\nin the city.";
/// let blocks: Vec<&str> = blocks_of_text(text).into_iter().map(|range| &text[range]).collect();
/// assert_eq!(blocks, ["By Jane Doe", "Dec. 18, 2019", "It was such a cold and windy night\nin the city."]);
/// ```
pub fn blocks_of_text(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let found = layout(text).blocks;
    let heads: Vec<usize> =
        found.iter().filter(|block| block.running).map(|block| block.lines[0].start).collect();
    for block in &found {
        let mut last: Option<Range<usize>> = None;
        for (rank, line) in block.lines.iter().enumerate() {
            // A bullet is part of its line here.
            let start = if rank == 0 && !block.cell { line_start(text, line.start) } else { line.start };
            let parted = |from: usize| {
                heads[heads.partition_point(|head| *head < from)..].first().is_some_and(|head| *head < start)
            };
            last = match last {
                Some(before) if !parted(before.end) => Some(before.start..line.end),
                before => {
                    out.extend(before);
                    Some(start..line.end)
                }
            };
        }
        out.extend(last);
    }
    out.sort_by_key(|range| range.start);
    out
}

/// The text of each block, its lines joined; heads of pages are left out.
pub(super) fn joined(text: &str) -> Vec<String> {
    let words: std::collections::HashSet<&str> =
        text.split(|c: char| !(c.is_alphabetic() || c == '-')).filter(|word| word.len() > 3).collect();
    let mut out = Vec::new();
    for block in layout(text).blocks.iter().filter(|block| !block.running) {
        let mut whole = String::new();
        for (rank, line) in block.lines.iter().enumerate() {
            let start = if rank == 0 && !block.cell { line_start(text, line.start) } else { line.start };
            let piece = &text[start..line.end];
            if rank > 0 {
                match joint(&whole, piece, |word| words.contains(word)) {
                    Joint::Hyphen => drop(whole.pop()),
                    Joint::Word => {}
                    Joint::Break => {
                        let ends = whole.chars().next_back().zip(piece.chars().next());
                        if ends.is_some_and(|(last, first)| !joins_without_space(last, first)) {
                            whole.push(' ');
                        }
                    }
                }
            }
            whole.push_str(piece);
        }
        out.push(whole);
    }
    out
}

/// Where the line that holds `at` starts, without its indent.
fn line_start(text: &str, at: usize) -> usize {
    let ends = ['\n', '\r', '\u{c}', '\u{b}', '\u{85}', '\u{2028}', '\u{2029}'];
    let from =
        text[..at].rfind(ends).map_or(0, |end| end + text[end..].chars().next().map_or(1, char::len_utf8));
    at - text[from..at].trim_start().len()
}

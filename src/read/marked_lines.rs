//! Lists and tables that Markdown does not see as such, for want of a space or of a cell in the rule: `-✅ one`, `1、一`,
//! rows between bars. A reader sees their lines, so each is a block.

use std::ops::Range;

use super::lines::lines_between;
use crate::text::BlockKind;
use crate::text::layout::list_mark;

/// So many lines of a kind make a list or a table; one may have come to stand so by wrapping.
const LINES: usize = 2;

/// The blocks of a paragraph whose lines break at `breaks`: the items and cells it shows, and what stands before and
/// between them. `None` where it shows neither.
pub(super) fn pieces(
    text: &str,
    breaks: &[usize],
    kind: BlockKind,
) -> Option<Vec<(Range<usize>, BlockKind)>> {
    if breaks.len() + 1 < LINES || !matches!(kind, BlockKind::Paragraph | BlockKind::Quote) {
        return None;
    }
    let lines = lines_between(text, breaks);
    let count = |of: fn(&str) -> bool| lines.iter().filter(|line| of(&text[(*line).clone()])).count();
    if count(is_row) >= LINES {
        return Some(rows(text, &lines, kind));
    }
    let is_item = |line: &str| item(line).is_some();
    (count(is_item) >= LINES).then(|| items(text, &lines, kind))
}

fn is_row(line: &str) -> bool {
    line.starts_with('|') && line.ends_with('|') && line.matches('|').count() > 2
}

/// Cells, without those of the rule below the head.
fn rows(text: &str, lines: &[Range<usize>], kind: BlockKind) -> Vec<(Range<usize>, BlockKind)> {
    let mut out = Vec::new();
    for line in lines {
        let whole = &text[line.clone()];
        if !is_row(whole) {
            out.push((line.clone(), kind));
            continue;
        }
        let mut at = line.start;
        for cell in whole.split('|') {
            let start = at + cell.len() - cell.trim_start().len();
            at += cell.len() + 1;
            let cell = cell.trim();
            if !cell.bytes().all(|b| matches!(b, b'-' | b':')) {
                out.push((start..start + cell.len(), BlockKind::TableCell));
            }
        }
    }
    out
}

/// Items; a line without a mark goes on with the item above it.
fn items(text: &str, lines: &[Range<usize>], kind: BlockKind) -> Vec<(Range<usize>, BlockKind)> {
    let mut out: Vec<(Range<usize>, BlockKind)> = Vec::new();
    for line in lines {
        match (item(&text[line.clone()]), out.last_mut()) {
            (Some(mark), _) => out.push((line.start + mark..line.end, BlockKind::ListItem)),
            (None, Some((last, _))) => last.end = line.end,
            (None, None) => out.push((line.clone(), kind)),
        }
    }
    out
}

/// The length of the mark that makes a line an item. A picture before it stays: it is part of what is said.
fn item(line: &str) -> Option<usize> {
    if let (mark, true) = list_mark(line) {
        return Some(mark);
    }
    let rest = line.strip_prefix('-').unwrap_or(line);
    let first = rest.chars().next()?;
    let dashed = rest.len() < line.len() && (first.is_alphanumeric() || is_sign(first));
    (dashed || is_sign(first)).then_some(line.len() - rest.len())
}

/// Dingbats and pictures.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{2b50}'..='\u{2b55}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(lines: &[&str]) -> Option<Vec<(String, BlockKind)>> {
        let text = lines.join("\n");
        let breaks: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
        let pieces = pieces(&text, &breaks, BlockKind::Paragraph)?;
        Some(pieces.into_iter().map(|(range, kind)| (text[range].to_owned(), kind)).collect())
    }

    fn texts(lines: &[&str]) -> Vec<String> {
        found(lines).unwrap_or_default().into_iter().map(|(text, _)| text).collect()
    }

    #[test]
    fn items_without_a_space_are_items() {
        assert_eq!(texts(&["-✅ fast", "-✅ small,", "and free"]), ["✅ fast", "✅ small,\nand free"]);
        assert_eq!(texts(&["优点：", "1、快", "2、小"]), ["优点：", "1、快", "2、小"]);
        assert_eq!(texts(&["-支持分页", "-支持导出"]), ["支持分页", "支持导出"]);
        assert_eq!(texts(&["🚀 Fast", "🔒 Safe"]), ["🚀 Fast", "🔒 Safe"]);
    }

    #[test]
    fn rows_are_cells_whatever_the_rule_says() {
        let rows = found(&["|Props | Type |", "|---|---|:--:|", "|`a`|text|"]).unwrap_or_default();
        let cells: Vec<&str> = rows.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(cells, ["Props", "Type", "`a`", "text"]);
        assert!(rows.iter().all(|(_, kind)| *kind == BlockKind::TableCell));
    }

    #[test]
    fn a_line_that_wraps_is_none() {
        assert_eq!(found(&["It was a long way", "-and a cold one-", "to the sea."]), None);
        assert_eq!(found(&["one | two", "three | four"]), None);
        assert_eq!(found(&["Chapters 3 and", "4. Then it ends."]), None);
    }
}

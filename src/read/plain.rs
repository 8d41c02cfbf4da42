//! Plain text to blocks: paragraphs by blank lines, hard wrapping undone, list items told by their marks.

use super::builder::Builder;
use super::lines::{Line, ends_sentence, lines, width};
use crate::text::{Block, BlockKind, Offsets, Role, Span};

/// Every line one block, as it stands; empty lines are empty blocks.
pub(super) fn segmented(text: &str) -> Vec<Block> {
    lines(text)
        .into_iter()
        .map(|line| Block {
            kind: BlockKind::Paragraph,
            role: Role::Body,
            text: line.text.to_owned(),
            offsets: Offsets::contiguous(line.start, line.text.len()),
            marks: Vec::new(),
        })
        .collect()
}

/// The blocks of a plain text.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let lines = lines(text);
    let wrap = wrap_width(&lines);
    let mut out = Vec::new();
    for group in lines.split(|line| line.text.trim().is_empty()) {
        group_blocks(group, wrap, &mut out);
    }
    out
}

fn group_blocks(group: &[Line<'_>], wrap: Option<usize>, out: &mut Vec<Block>) {
    let mut builder = Builder::default();
    let mut kind = BlockKind::Paragraph;
    for (index, line) in group.iter().enumerate() {
        let before = index.checked_sub(1).map(|i| &group[i]);
        let fresh = before.is_none_or(|before| starts_block(before, line, kind, wrap));
        if fresh {
            out.extend(builder.finish(kind, Role::Body));
            let (mark, item) = list_mark(line.text);
            kind = if item { BlockKind::ListItem } else { BlockKind::Paragraph };
            builder.push_source(&line.text[mark..], line.start + mark);
        } else if let Some(before) = before {
            let piece = line.text.trim_start();
            if !is_hyphenated(before.text, piece) {
                builder.line_break(Span::new(before.end(), line.start), false);
            }
            builder.push_source(piece, line.end() - piece.len());
        }
    }
    out.extend(builder.finish(kind, Role::Body));
}

/// Whether `line` starts a block of its own though no blank line stands before it.
fn starts_block(before: &Line<'_>, line: &Line<'_>, kind: BlockKind, wrap: Option<usize>) -> bool {
    let Some(wrap) = wrap else { return true };
    let (mark, item) = list_mark(line.text);
    let in_list = kind == BlockKind::ListItem;
    let short = !is_full(before, line, wrap * 6 / 10);
    if item && (in_list || short || mark > 0 && line.text.trim_start().starts_with(SURE_BULLETS)) {
        return true;
    }
    let deeper = indent(line.text) > indent(before.text);
    if deeper && (line.text.starts_with('\u{3000}') || !in_list && list_mark(before.text).0 == 0) {
        return true;
    }
    short
}

/// Columns that a text is wrapped to; `None` where each line is a paragraph.
///
/// A greedy wrap leaves a line only where the next word would not have fit, so the test is how many lines end that
/// way, and whether line ends fall inside sentences.
fn wrap_width(lines: &[Line<'_>]) -> Option<usize> {
    let pairs: Vec<(&Line<'_>, &Line<'_>)> = lines
        .windows(2)
        .filter(|pair| pair.iter().all(|line| !line.text.trim().is_empty()))
        .map(|pair| (&pair[0], &pair[1]))
        .filter(|(_, next)| !list_mark(next.text).1)
        .collect();
    let mut widths: Vec<usize> = pairs.iter().map(|(line, _)| width(line.text.trim_end())).collect();
    widths.sort_unstable();
    // One line in fifty may stick out: a long address does not fit any width.
    let wrap = *widths.get(widths.len().saturating_sub(1 + widths.len() / 50))?;
    if !(30..=140).contains(&wrap) {
        return None;
    }
    let longest = lines.iter().map(|line| width(line.text.trim_end())).filter(|w| *w > wrap + 12).count();
    if longest * 20 > lines.len() {
        return None;
    }
    let full = pairs.iter().filter(|(line, next)| is_full(line, next, wrap.saturating_sub(6))).count();
    let ending = pairs.iter().filter(|(line, _)| ends_sentence(line.text)).count();
    let sure = if pairs.len() < 4 { ending == 0 && wrap >= 50 } else { ending * 10 <= pairs.len() * 4 };
    (sure && full * 4 >= pairs.len() * 3).then_some(wrap)
}

/// Whether the first word of `next` would have gone beyond `limit` columns on `line`.
fn is_full(line: &Line<'_>, next: &Line<'_>, limit: usize) -> bool {
    let next = next.text.trim_start();
    let word: usize = match next.chars().next() {
        Some(c) if super::lines::is_wide(c) => 2,
        _ => 1 + width(next.split_whitespace().next().unwrap_or("")).min(30),
    };
    width(line.text.trim_end()) + word >= limit
}

/// A word cut at its hyphen (`well-` / `known`): the line break stands for nothing.
fn is_hyphenated(before: &str, next: &str) -> bool {
    let mut back = before.trim_end().chars().rev();
    back.next() == Some('-')
        && back.next().is_some_and(char::is_alphabetic)
        && next.chars().next().is_some_and(char::is_lowercase)
}

fn indent(text: &str) -> usize {
    width(&text[..text.len() - text.trim_start().len()])
}

const SURE_BULLETS: [char; 12] = ['•', '◦', '●', '○', '■', '□', '▪', '◆', '◇', '‣', '⁃', '∙'];

/// Length of indentation and bullet that are no text of the line, and whether the line is an item of a list.
/// Numbers are part of the text; bullets are not.
pub(super) fn list_mark(text: &str) -> (usize, bool) {
    let trimmed = text.trim_start();
    let lead = text.len() - trimmed.len();
    let Some(first) = trimmed.chars().next() else { return (0, false) };
    let after = &trimmed[first.len_utf8()..];
    let rest = after.trim_start();
    if rest.is_empty() {
        return (0, false);
    }
    let spaced = rest.len() < after.len();
    if SURE_BULLETS.contains(&first) || (matches!(first, '-' | '*' | '+' | '–' | '·') && spaced) {
        return (text.len() - rest.len(), true);
    }
    (lead, is_numbered(trimmed))
}

/// `1. `, `1) `, `(1) `, `1、`, `（一）`, `一、`, `①`.
fn is_numbered(text: &str) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    if matches!(first, '①'..='⑳') {
        return true;
    }
    let open = matches!(first, '(' | '（');
    let inner = if open { &text[first.len_utf8()..] } else { text };
    let digits = inner.chars().take_while(char::is_ascii_digit).count();
    let han: usize = inner.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).count();
    let rest: String = inner.chars().skip(digits.max(han)).take(2).collect();
    match (digits, han) {
        (1..=3, _) if open => rest.starts_with([')', '）']),
        (1..=3, _) => rest.starts_with(['、', '．']) || rest == ". " || rest == ") ",
        (0, 1..=3) if open => rest.starts_with([')', '）']),
        (0, 1..=3) => rest.starts_with('、'),
        _ => false,
    }
}

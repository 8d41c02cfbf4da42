//! Plain text to blocks: paragraphs, hard wrapping undone, list items told by their marks.

use std::collections::HashSet;

use super::builder::Builder;
use super::lines::lines;
use crate::text::layout::{Joint, Layout, joint, layout};
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

/// The blocks of a plain text, and what to tell of its lines.
pub(super) fn blocks(text: &str) -> (Vec<Block>, Option<&'static str>) {
    let Layout { blocks, warning } = layout(text);
    let own = hyphenated(text);
    let known = |word: &str| own.contains(word);
    let mut out = Vec::new();
    for found in blocks {
        let mut builder = Builder::default();
        for (rank, line) in found.lines.iter().enumerate() {
            let piece = text.get(line.clone()).unwrap_or_default();
            let before = rank.checked_sub(1).map(|k| found.lines[k].clone());
            if let Some(before) = before {
                let said = text.get(before.clone()).unwrap_or_default();
                match joint(said, piece, known) {
                    Joint::Break => builder.line_break(Span::new(before.end, line.start), false),
                    Joint::Word => {}
                    Joint::Hyphen => builder.pop(),
                }
            }
            builder.push_source(piece, line.start);
        }
        let kind = match (found.cell, found.item) {
            (true, _) => BlockKind::TableCell,
            (_, true) => BlockKind::ListItem,
            _ => BlockKind::Paragraph,
        };
        let role = if found.running { Role::Navigation } else { Role::Body };
        out.extend(builder.finish(kind, role));
    }
    (out, warning)
}

/// The words of a text that has a hyphen at the end of a line: a word cut there is likely to stand elsewhere whole.
fn hyphenated(text: &str) -> HashSet<String> {
    let cut = |line: &str| line.trim_end().ends_with(['-', '\u{2010}']);
    if !text.lines().any(cut) {
        return HashSet::new();
    }
    let words = text
        .split(|c: char| !(c.is_alphabetic() || c == '-'))
        .filter(|word| word.len() > 3 && word.is_ascii());
    words.map(str::to_lowercase).collect()
}

//! Paragraphs, headings and list marks: breaks that both editions have, roles that must agree.

use super::Candidate;
use super::numbers::numbers;
use super::pair::{Pair, Source};
use super::side::Line;
use crate::text::{BlockKind, Role};

numbers! {
    /// Agreement of blocks.
    pub Paragraph {
        start_agrees = "paragraph:start-agrees",
        start_differs = "paragraph:start-differs",
        end_agrees = "paragraph:end-agrees",
        end_differs = "paragraph:end-differs",
        inner_row = "paragraph:inner-row",
        inner_column = "paragraph:inner-column",
        inner_both = "paragraph:inner-both",
        kind_differs = "paragraph:kind-differs",
        role_differs = "paragraph:role-differs",
        role_agrees = "paragraph:role-agrees",
        mark_agrees = "paragraph:mark-agrees",
        mark_differs = "paragraph:mark-differs",
        null_metadata = "paragraph:null-metadata",
        null_at_break = "paragraph:null-at-break",
        null_opens = "paragraph:null-opens",
        null_closes = "paragraph:null-closes",
        null_whole = "paragraph:null-whole",
        null_even = "paragraph:null-even",
    }
}

impl Source for Paragraph {
    fn of(pair: &Pair, bead: Candidate) -> Paragraph {
        let [rows, columns] = [pair.run_lines(0, bead.rows), pair.run_lines(1, bead.columns)];
        let (Some(row), Some(column)) = (rows.first(), columns.first()) else { return null(pair, bead) };
        let mut out = Paragraph::default();
        if pair.has_blocks() {
            let start = row.starts_block == column.starts_block;
            out.start_agrees = f32::from(start && row.starts_block);
            out.start_differs = f32::from(!start);
            let (row_end, column_end) = (pair.ends_block(0, bead.rows), pair.ends_block(1, bead.columns));
            out.end_agrees = f32::from(row_end == column_end && row_end);
            out.end_differs = f32::from(row_end != column_end);
            let inner = |lines: &[Line]| lines.iter().skip(1).filter(|l| l.starts_block).count();
            let (r, c) = (inner(rows), inner(columns));
            out.inner_row = (r.saturating_sub(c)).min(3) as f32;
            out.inner_column = (c.saturating_sub(r)).min(3) as f32;
            out.inner_both = r.min(c).min(3) as f32;
        }
        let heading = |kind: BlockKind| matches!(kind, BlockKind::Heading(_));
        let all = || rows.iter().chain(columns);
        out.kind_differs = f32::from(all().any(|l| heading(l.kind)) && !all().all(|l| heading(l.kind)));
        let special = all().any(|l| l.role != Role::Body);
        out.role_differs = f32::from(special && all().any(|l| l.role != row.role));
        out.role_agrees = f32::from(special && all().all(|l| l.role == row.role));
        match (row.mark, column.mark) {
            (Some(a), Some(b)) if a == b => out.mark_agrees = 1.0,
            (None, None) => {}
            _ => out.mark_differs = 1.0,
        }
        out
    }
}

/// Whether the roles of its lines rule a bead out. What several lines make up together has one role; one line may stand
/// against one of the body, whose role may have been missed, but a title is no date and a date no byline.
pub(super) fn rules_out(pair: &Pair, bead: Candidate) -> bool {
    let class = |line: &Line| if line.role.is_furniture() { None } else { Some(line.role) };
    let [rows, columns] = [pair.run_lines(0, bead.rows), pair.run_lines(1, bead.columns)];
    // One side joins an insert with what stands beside it.
    let mixed = |lines: &[Line]| lines.windows(2).any(|pair| pair[0].insert != pair[1].insert);
    if mixed(rows) != mixed(columns) {
        return true;
    }
    let mut classes = rows.iter().chain(columns).map(class);
    let Some(first) = classes.next() else { return false };
    let one_each = rows.len() == 1 && columns.len() == 1;
    let body = Some(Role::Body);
    classes.any(|class| class != first && !(one_each && (class == body || first == body)))
}

/// Of a bead without counterpart: a paragraph that is left out whole leaves a break where it stood.
fn null(pair: &Pair, bead: Candidate) -> Paragraph {
    let side = usize::from(bead.rows.len == 0);
    let runs = [bead.rows, bead.columns];
    let lines = pair.run_lines(side, runs[side]);
    let metadata = |l: &Line| l.role != Role::Body || matches!(l.kind, BlockKind::Heading(_));
    let mut out = Paragraph { null_metadata: f32::from(lines.iter().any(metadata)), ..Paragraph::default() };
    // Bare lines are all the blocks there are; lines of the head come and go.
    let even = pair.is_even() && lines.iter().all(|l| l.role == Role::Body);
    out.null_even = f32::from(even && !pair.has_blocks());
    if pair.has_blocks() {
        let at_break = pair.at_break(1 - side, runs[1 - side].start);
        let opens = lines.first().is_some_and(|l| l.starts_block);
        let closes = pair.ends_block(side, runs[side]);
        out.null_at_break = f32::from(at_break);
        out.null_opens = f32::from(opens);
        out.null_closes = f32::from(closes);
        out.null_whole = f32::from(at_break && opens && closes);
        out.null_even = f32::from(even && opens && closes);
    }
    out
}

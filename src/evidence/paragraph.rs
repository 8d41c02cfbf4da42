//! Paragraphs, headings and list marks: breaks that both editions have, roles that must agree.

use super::Candidate;
use super::bilingual::{Pair, Source};
use crate::text::{BlockKind, Role};

/// Agreement of blocks.
pub struct Paragraph;

impl Source for Paragraph {
    const NAMES: &'static [&'static str] = &[
        "paragraph:start-agrees",
        "paragraph:start-differs",
        "paragraph:end-agrees",
        "paragraph:end-differs",
        "paragraph:inner-row",
        "paragraph:inner-column",
        "paragraph:inner-both",
        "paragraph:kind-differs",
        "paragraph:role-differs",
        "paragraph:role-agrees",
        "paragraph:mark-agrees",
        "paragraph:mark-differs",
        "paragraph:null-metadata",
    ];

    fn values(pair: &Pair, bead: Candidate, out: &mut [f32]) {
        let [rows, columns] = [pair.run_lines(0, bead.rows), pair.run_lines(1, bead.columns)];
        let (Some(row), Some(column)) = (rows.first(), columns.first()) else {
            let metadata = rows
                .iter()
                .chain(columns)
                .any(|l| l.role != Role::Body || matches!(l.kind, BlockKind::Heading(_)));
            out[12] = f32::from(metadata);
            return;
        };
        if pair.has_blocks() {
            let start = row.starts_block == column.starts_block;
            out[0] = f32::from(start && row.starts_block);
            out[1] = f32::from(!start);
            let (row_end, column_end) = (pair.ends_block(0, bead.rows), pair.ends_block(1, bead.columns));
            out[2] = f32::from(row_end == column_end && row_end);
            out[3] = f32::from(row_end != column_end);
            let inner = |lines: &[super::side::Line]| lines.iter().skip(1).filter(|l| l.starts_block).count();
            let (r, c) = (inner(rows), inner(columns));
            out[4] = (r.saturating_sub(c)).min(3) as f32;
            out[5] = (c.saturating_sub(r)).min(3) as f32;
            out[6] = r.min(c).min(3) as f32;
        }
        let heading = |kind: BlockKind| matches!(kind, BlockKind::Heading(_));
        let all = || rows.iter().chain(columns);
        out[7] = f32::from(all().any(|l| heading(l.kind)) && !all().all(|l| heading(l.kind)));
        let special = all().any(|l| l.role != Role::Body);
        out[8] = f32::from(special && all().any(|l| l.role != row.role));
        out[9] = f32::from(special && all().all(|l| l.role == row.role));
        match (row.mark, column.mark) {
            (Some(a), Some(b)) if a == b => out[10] = 1.0,
            (None, None) => {}
            _ => out[11] = 1.0,
        }
    }
}

//! What a third edition says of two: lines that render the same English belong together.

use super::Candidate;
use super::numbers::numbers;
use super::pair::{Pair, Pivot, Source};
use crate::bead::Run;

numbers! {
    /// Agreement of the two runs' lines in the third edition.
    pub PivotAgreement {
        overlap = "pivot:overlap",
        start_differs = "pivot:start-differs",
        end_differs = "pivot:end-differs",
        apart = "pivot:apart",
        null_rendered = "pivot:null-rendered",
        neither_rendered = "pivot:neither-rendered",
    }
}

impl Source for PivotAgreement {
    fn of(pair: &Pair, bead: Candidate) -> PivotAgreement {
        let Some(pivots) = &pair.pivots else { return PivotAgreement::default() };
        let span = |pivot: &Pivot, run: Run| {
            let aligned = || pivot[run.range()].iter().filter(|r| r.len > 0);
            Some((aligned().next()?.start, aligned().next_back()?.end()))
        };
        match (span(&pivots[0], bead.rows), span(&pivots[1], bead.columns)) {
            (Some((a, b)), Some((c, d))) => {
                let common = b.min(d).saturating_sub(a.max(c)) as f32;
                let all = (b.max(d) - a.min(c)) as f32;
                PivotAgreement {
                    overlap: common / all,
                    start_differs: f32::from(a != c),
                    end_differs: f32::from(b != d),
                    apart: f32::from(common == 0.0),
                    null_rendered: 0.0,
                    neither_rendered: 0.0,
                }
            }
            // lines that English lacks stand side by side in both editions: one gap in English makes both
            (None, None) => PivotAgreement {
                neither_rendered: f32::from(bead.rows.len > 0 && bead.columns.len > 0),
                ..PivotAgreement::default()
            },
            // a line that only one edition has, though English has it too
            _ if bead.rows.len == 0 || bead.columns.len == 0 => {
                PivotAgreement { null_rendered: 1.0, ..PivotAgreement::default() }
            }
            _ => PivotAgreement { apart: 1.0, ..PivotAgreement::default() },
        }
    }
}

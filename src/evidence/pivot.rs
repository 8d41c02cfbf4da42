//! What a third edition says of two: lines that render the same English belong together.

use super::Candidate;
use super::bilingual::{Pair, Source};
use crate::bead::Run;

/// For each line of a side, the lines of the third edition it was aligned with; empty where with none.
pub type Pivot = Vec<Run>;

/// Agreement of the two runs' lines in the third edition.
pub struct PivotAgreement;

impl Source for PivotAgreement {
    const NAMES: &'static [&'static str] =
        &["pivot:overlap", "pivot:start-differs", "pivot:end-differs", "pivot:apart", "pivot:null-rendered"];

    fn values(pair: &Pair, bead: Candidate, out: &mut [f32]) {
        let Some(pivots) = &pair.pivots else { return };
        let span = |pivot: &Pivot, run: Run| {
            let aligned = || pivot[run.range()].iter().filter(|r| r.len > 0);
            Some((aligned().next()?.start, aligned().next_back()?.end()))
        };
        match (span(&pivots[0], bead.rows), span(&pivots[1], bead.columns)) {
            (Some((a, b)), Some((c, d))) => {
                let common = b.min(d).saturating_sub(a.max(c)) as f32;
                let all = (b.max(d) - a.min(c)) as f32;
                out[0] = common / all;
                out[1] = f32::from(a != c);
                out[2] = f32::from(b != d);
                out[3] = f32::from(common == 0.0);
            }
            (None, None) => {}
            // a line that only one edition has, though English has it too
            _ if bead.rows.len == 0 || bead.columns.len == 0 => out[4] = 1.0,
            _ => out[3] = 1.0,
        }
    }
}

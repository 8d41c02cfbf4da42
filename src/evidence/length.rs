//! Length: long sentences have long translations (Gale and Church 1993), scaled by the pair's own ratio.

use super::Candidate;
use super::bilingual::{Pair, Source};

/// Lengths of the runs, and of what is dropped.
pub struct Length;

impl Source for Length {
    const NAMES: &'static [&'static str] = &[
        "length:ratio",
        "length:ratio²",
        "length:ratio²×√length",
        "length:deviation",
        "length:null",
        "length:null²",
    ];

    fn values(pair: &Pair, bead: Candidate, out: &mut [f32]) {
        let rows: f32 = pair.length(0, bead.rows);
        let columns: f32 = pair.length(1, bead.columns) * pair.length_ratio;
        if bead.rows.len == 0 || bead.columns.len == 0 {
            let dropped = (rows + columns + 1.0).ln();
            out[4] = dropped;
            out[5] = dropped * dropped / 5.0;
            return;
        }
        let ratio = ((rows + 3.0) / (columns + 3.0)).ln().abs().min(3.0);
        let mean = (rows + columns) / 2.0;
        out[0] = ratio;
        out[1] = ratio * ratio;
        out[2] = ratio * ratio * mean.sqrt() / 10.0;
        out[3] = ((rows - columns).abs() / (mean + 1.0).sqrt() / 4.0).min(5.0);
    }
}

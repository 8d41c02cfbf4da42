//! Length: long sentences have long translations (Gale and Church 1993), scaled by the pair's own ratio.

use super::Candidate;
use super::numbers::numbers;
use super::pair::{Pair, Source};

numbers! {
    /// Lengths of the runs, and of what is dropped.
    pub Length {
        ratio = "length:ratio",
        ratio_squared = "length:ratio²",
        ratio_squared_by_length = "length:ratio²×√length",
        deviation = "length:deviation",
        null = "length:null",
        null_squared = "length:null²",
    }
}

impl Source for Length {
    fn of(pair: &Pair, bead: Candidate) -> Length {
        let rows: f32 = pair.length(0, bead.rows);
        let columns: f32 = pair.length(1, bead.columns) * pair.length_ratio;
        if bead.rows.len == 0 || bead.columns.len == 0 {
            let dropped = (rows + columns + 1.0).ln();
            return Length { null: dropped, null_squared: dropped * dropped / 5.0, ..Length::default() };
        }
        let ratio = ((rows + 3.0) / (columns + 3.0)).ln().abs().min(3.0);
        let mean = (rows + columns) / 2.0;
        Length {
            ratio,
            ratio_squared: ratio * ratio,
            ratio_squared_by_length: ratio * ratio * mean.sqrt() / 10.0,
            deviation: ((rows - columns).abs() / (mean + 1.0).sqrt() / 4.0).min(5.0),
            ..Length::default()
        }
    }
}

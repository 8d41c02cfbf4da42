//! Words that render each other: how much of each run's weight the other run covers.

use super::Candidate;
use super::bilingual::{Pair, Source};

/// Coverage of both runs, without and with characters' associations.
pub struct Lexicon;

impl Source for Lexicon {
    const NAMES: &'static [&'static str] = &[
        "lexicon:rows",
        "lexicon:columns",
        "lexicon:rows-soft",
        "lexicon:columns-soft",
        "lexicon:rows×segments",
        "lexicon:columns×segments",
        "lexicon:soft×segments",
        "lexicon:mass",
        "lexicon:mass-soft",
        "lexicon:least",
        "lexicon:missing-rows",
        "lexicon:missing-columns",
    ];

    fn values(pair: &Pair, bead: Candidate, out: &mut [f32]) {
        if bead.rows.len == 0 || bead.columns.len == 0 {
            return;
        }
        let [rows, columns] = pair.covered(bead);
        let (row_total, column_total) = (pair.total(0, bead.rows), pair.total(1, bead.columns));
        let share = |mass: f32, total: f32| mass / (total + 1.0);
        let segments = (bead.rows.len + bead.columns.len) as f32 / 2.0;
        out[0] = share(rows[0], row_total);
        out[1] = share(columns[0], column_total);
        out[2] = share(rows[1], row_total);
        out[3] = share(columns[1], column_total);
        out[4] = out[0] * segments;
        out[5] = out[1] * segments;
        out[6] = (out[2] + out[3]) * segments / 2.0;
        out[7] = (rows[0] + columns[0]) / 10.0;
        out[8] = (rows[1] + columns[1]) / 10.0;
        out[9] = out[2].min(out[3]);
        out[10] = (row_total - rows[1]) / 10.0;
        out[11] = (column_total - columns[1]) / 10.0;
    }
}

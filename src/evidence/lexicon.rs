//! Words that render each other: how much of each run's weight the other run covers.

use super::Candidate;
use super::bilingual::{Pair, Source};
use super::numbers::numbers;

numbers! {
    /// Coverage of both runs, without and with characters' associations.
    pub Lexicon {
        rows = "lexicon:rows",
        columns = "lexicon:columns",
        rows_soft = "lexicon:rows-soft",
        columns_soft = "lexicon:columns-soft",
        rows_by_segments = "lexicon:rows×segments",
        columns_by_segments = "lexicon:columns×segments",
        soft_by_segments = "lexicon:soft×segments",
        mass = "lexicon:mass",
        mass_soft = "lexicon:mass-soft",
        least = "lexicon:least",
        missing_rows = "lexicon:missing-rows",
        missing_columns = "lexicon:missing-columns",
    }
}

impl Source for Lexicon {
    fn of(pair: &Pair, bead: Candidate) -> Lexicon {
        if bead.rows.len == 0 || bead.columns.len == 0 {
            return Lexicon::default();
        }
        let [rows, columns] = pair.covered(bead);
        let (row_total, column_total) = (pair.total(0, bead.rows), pair.total(1, bead.columns));
        let share = |mass: f32, total: f32| mass / (total + 1.0);
        let segments = (bead.rows.len + bead.columns.len) as f32 / 2.0;
        let [rows_hard, columns_hard] = [share(rows[0], row_total), share(columns[0], column_total)];
        let [rows_soft, columns_soft] = [share(rows[1], row_total), share(columns[1], column_total)];
        Lexicon {
            rows: rows_hard,
            columns: columns_hard,
            rows_soft,
            columns_soft,
            rows_by_segments: rows_hard * segments,
            columns_by_segments: columns_hard * segments,
            soft_by_segments: (rows_soft + columns_soft) * segments / 2.0,
            mass: (rows[0] + columns[0]) / 10.0,
            mass_soft: (rows[1] + columns[1]) / 10.0,
            least: rows_soft.min(columns_soft),
            missing_rows: (row_total - rows[1]) / 10.0,
            missing_columns: (column_total - columns[1]) / 10.0,
        }
    }
}

//! Words that render each other: how much of each run's weight the other run covers.

use super::Candidate;
use super::numbers::numbers;
use super::pair::{Pair, Source};
use crate::bead::Run;

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
        null_rendered = "lexicon:null-rendered",
        null_mass = "lexicon:null-mass",
    }
}

impl Source for Lexicon {
    fn of(pair: &Pair, bead: Candidate) -> Lexicon {
        if bead.rows.len == 0 || bead.columns.len == 0 {
            return null(pair, bead);
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
            ..Lexicon::default()
        }
    }
}

/// Of a bead without counterpart: how much of it the lines just before and after would render.
fn null(pair: &Pair, bead: Candidate) -> Lexicon {
    let side = usize::from(bead.rows.len == 0);
    let (run, at) = if side == 0 { (bead.rows, bead.columns.start) } else { (bead.columns, bead.rows.start) };
    let rendered = |line: usize| {
        let line = Run::new(line, 1);
        let [_, soft] = if side == 0 { pair.row_mass(run, line) } else { pair.column_mass(run, line) };
        soft
    };
    let beside = [at.checked_sub(1), (at < pair.lines(1 - side)).then_some(at)];
    let most = beside.into_iter().flatten().map(rendered).fold(0.0, f32::max);
    let total = pair.total(side, run);
    Lexicon { null_rendered: most / (total + 1.0), null_mass: total / 10.0, ..Lexicon::default() }
}

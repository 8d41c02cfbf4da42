//! Likeness of meaning: cosines of the vectors of runs.

use super::Candidate;
use super::numbers::numbers;
use super::pair::{Pair, Source};
use crate::bead::Run;

/// The least likeness of one line of a run to the other run, and what the better of its ends adds to the whole.
fn inner(run: Run, whole: f32, like: impl Fn(Run) -> f32) -> [f32; 2] {
    if run.len < 2 {
        return [0.0; 2];
    }
    let weakest = run.range().map(|line| like(Run::new(line, 1))).fold(f32::INFINITY, f32::min);
    let (head, tail) = (Run::new(run.start, run.len - 1), Run::new(run.start + 1, run.len - 1));
    [weakest, whole - like(head).max(like(tail))]
}

/// Sum over the lines of a run of each one's likeness to its best counterpart.
fn best(of: Run, among: Run, like: impl Fn(Run, Run) -> f32) -> f32 {
    let one =
        |line| among.range().map(|other| like(Run::new(line, 1), Run::new(other, 1))).fold(0.0, f32::max);
    of.range().map(one).sum()
}

numbers! {
    /// Likeness of the whole, of what lies around it, and of its parts; all 0 without vectors.
    pub Semantic {
        cosine = "vectors:cosine",
        cosine_by_segments = "vectors:cosine×segments",
        cosine_by_length = "vectors:cosine×log-length",
        outside = "vectors:outside",
        gain_before = "vectors:gain-before",
        gain_after = "vectors:gain-after",
        weakest_row = "vectors:weakest-row",
        weakest_column = "vectors:weakest-column",
        end_row_adds = "vectors:end-row-adds",
        end_column_adds = "vectors:end-column-adds",
        best_rows = "vectors:best-rows",
        best_columns = "vectors:best-columns",
        null = "vectors:null",
    }
}

impl Source for Semantic {
    fn of(pair: &Pair, bead: Candidate) -> Semantic {
        let Some(cosines) = &pair.cosines else { return Semantic::default() };
        let Candidate { rows, columns } = bead;
        if rows.len == 0 || columns.len == 0 {
            return Semantic { null: cosines.null(bead), ..Semantic::default() };
        }
        let Some(whole) = cosines.cosine(rows, columns) else { return Semantic::default() };
        let [outside, gain_before, gain_after] = cosines.outside(bead, whole);
        let [weakest_row, end_row_adds] = inner(rows, whole, |one| cosines.like(one, columns));
        let [weakest_column, end_column_adds] = inner(columns, whole, |one| cosines.like(rows, one));
        Semantic {
            cosine: whole,
            cosine_by_segments: whole * (rows.len + columns.len - 2) as f32,
            cosine_by_length: whole * ((pair.length(0, rows) + 1.0).ln() - 4.0),
            outside,
            gain_before,
            gain_after,
            weakest_row,
            weakest_column,
            end_row_adds,
            end_column_adds,
            best_rows: best(rows, columns, |row, column| cosines.like(row, column)),
            best_columns: best(columns, rows, |column, row| cosines.like(row, column)),
            null: 0.0,
        }
    }
}

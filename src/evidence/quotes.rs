//! Speech: both runs begin and end inside a quotation, or outside; one quotes and the other does not.
//!
//! A line that begins inside a quotation has no mark that says so: the state comes from the whole text.

use super::Candidate;
use super::numbers::numbers;
use super::pair::{Pair, Source};
use super::side::Line;
use super::speech::Speech;

numbers! {
    /// Agreement of speech; all 0 where one of the two texts never quotes.
    pub Quotes {
        end_differs = "quotes:end-differs",
        start_differs = "quotes:start-differs",
        row_runs_on = "quotes:row-runs-on",
        openings = "quotes:openings",
        presence = "quotes:presence",
        first = "quotes:first",
        both_run_on = "quotes:both-run-on",
        null_opens = "quotes:null-opens",
    }
}

impl Source for Quotes {
    fn of(pair: &Pair, bead: Candidate) -> Quotes {
        if !pair.quotes() {
            return Quotes::default();
        }
        let [rows, columns] = [pair.run_lines(0, bead.rows), pair.run_lines(1, bead.columns)];
        let openings = |lines: &[Line]| lines.iter().map(|l| u32::from(l.speech.openings)).sum::<u32>();
        let (r, c) = (openings(rows), openings(columns));
        let (Some([row, row_end]), Some([column, column_end])) = (ends(rows), ends(columns)) else {
            return Quotes { null_opens: f32::from(r + c > 0), ..Quotes::default() };
        };
        Quotes {
            end_differs: f32::from(row_end.ends_inside != column_end.ends_inside),
            start_differs: f32::from(row.starts_inside != column.starts_inside),
            row_runs_on: f32::from(row_end.ends_inside && !column_end.ends_inside),
            openings: r.abs_diff(c).min(3) as f32,
            presence: f32::from((r > 0) != (c > 0)),
            first: f32::from(row.opens_first != column.opens_first),
            both_run_on: f32::from(row_end.ends_inside && column_end.ends_inside),
            null_opens: 0.0,
        }
    }
}

/// The speech of the first and the last line.
fn ends(lines: &[Line]) -> Option<[Speech; 2]> {
    Some([lines.first()?.speech, lines.last()?.speech])
}

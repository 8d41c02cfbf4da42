//! Speech: both runs begin and end inside a quotation, or outside; one quotes and the other does not.
//!
//! A line that begins inside a quotation has no mark that says so: the state comes from the whole text. Where a turn is
//! over both sides know it, by the mark that closes it: six-fold `mac-dev` 0.892 without these numbers, 0.907 with them (no
//! vectors, whole texts). Whether both begin with an opening mark adds nothing to them, nor what closes within a run.

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
        openings = "quotes:openings",
        presence = "quotes:presence",
        both_run_on = "quotes:both-run-on",
        both_close = "quotes:both-close",
        close_differs = "quotes:close-differs",
        null_opens = "quotes:null-opens",
        null_closes = "quotes:null-closes",
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
            let closes = rows.iter().chain(columns).any(|l| l.speech.is_over());
            let (null_opens, null_closes) = (f32::from(r + c > 0), f32::from(closes));
            return Quotes { null_opens, null_closes, ..Quotes::default() };
        };
        Quotes {
            end_differs: f32::from(row_end.ends_inside != column_end.ends_inside),
            start_differs: f32::from(row.starts_inside != column.starts_inside),
            openings: r.abs_diff(c).min(3) as f32,
            presence: f32::from((r > 0) != (c > 0)),
            both_run_on: f32::from(row_end.ends_inside && column_end.ends_inside),
            both_close: f32::from(row_end.closes_last && column_end.closes_last),
            close_differs: f32::from(row_end.closes_last != column_end.closes_last),
            ..Quotes::default()
        }
    }
}

/// The speech of the first and the last line.
fn ends(lines: &[Line]) -> Option<[Speech; 2]> {
    Some([lines.first()?.speech, lines.last()?.speech])
}

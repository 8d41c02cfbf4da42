//! What the neighbours would add: a bead that should have taken the next line, or has swallowed one, shows here.

use super::Candidate;
use super::numbers::numbers;
use super::pair::{Pair, Source};
use crate::bead::Run;

numbers! {
    /// Coverage by, and gained from, the lines just outside the bead.
    pub Neighbour {
        rows_outside = "neighbour:rows-outside",
        columns_outside = "neighbour:columns-outside",
        gain_before = "neighbour:gain-before",
        gain_after = "neighbour:gain-after",
        gain_before_soft = "neighbour:gain-before-soft",
        gain_after_soft = "neighbour:gain-after-soft",
    }
}

impl Source for Neighbour {
    fn of(pair: &Pair, bead: Candidate) -> Neighbour {
        let Candidate { rows, columns } = bead;
        if rows.len == 0 || columns.len == 0 {
            return Neighbour::default();
        }
        let row_total = pair.total(0, rows) + 1.0;
        let column_total = pair.total(1, columns) + 1.0;
        let around = |run: Run, end: usize| {
            [run.start.checked_sub(1), (run.end() < end).then_some(run.end())]
                .map(|at| at.map(|a| Run::new(a, 1)))
        };
        let (mut outside_rows, mut outside_columns) = (0.0, 0.0);
        for run in around(columns, pair.lines(1)).into_iter().flatten() {
            outside_rows += pair.row_mass(rows, run)[1] / row_total / 2.0;
        }
        for run in around(rows, pair.lines(0)).into_iter().flatten() {
            outside_columns += pair.column_mass(columns, run)[1] / column_total / 2.0;
        }
        let here = [pair.row_mass(rows, columns), pair.column_mass(columns, rows)];
        let wider = |run: Run, before: bool| {
            if before { Run::new(run.start - 1, run.len + 1) } else { Run::new(run.start, run.len + 1) }
        };
        let gains = |before: bool| {
            let possible =
                |run: Run, side: usize| if before { run.start > 0 } else { run.end() < pair.lines(side) };
            let mut gains = [0.0; 2];
            for (channel, gain) in gains.iter_mut().enumerate() {
                if possible(columns, 1) {
                    *gain += (pair.row_mass(rows, wider(columns, before))[channel] - here[0][channel])
                        .max(0.0)
                        / row_total;
                }
                if possible(rows, 0) {
                    *gain += (pair.column_mass(columns, wider(rows, before))[channel] - here[1][channel])
                        .max(0.0)
                        / column_total;
                }
            }
            gains
        };
        let ([gain_before, gain_before_soft], [gain_after, gain_after_soft]) = (gains(true), gains(false));
        Neighbour {
            rows_outside: outside_rows,
            columns_outside: outside_columns,
            gain_before,
            gain_after,
            gain_before_soft,
            gain_after_soft,
        }
    }
}

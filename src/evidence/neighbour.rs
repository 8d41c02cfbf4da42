//! What the neighbours would add: a bead that should have taken the next line, or has swallowed one, shows here.

use super::Candidate;
use super::bilingual::{Pair, Source};
use crate::bead::Run;

/// Coverage by, and gained from, the lines just outside the bead.
pub struct Neighbour;

impl Source for Neighbour {
    const NAMES: &'static [&'static str] = &[
        "neighbour:rows-outside",
        "neighbour:columns-outside",
        "neighbour:gain-before",
        "neighbour:gain-after",
        "neighbour:gain-before-soft",
        "neighbour:gain-after-soft",
    ];

    fn values(pair: &Pair, bead: Candidate, out: &mut [f32]) {
        let Candidate { rows, columns } = bead;
        if rows.len == 0 || columns.len == 0 {
            return;
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
        out[0] = outside_rows;
        out[1] = outside_columns;
        let here = [pair.row_mass(rows, columns), pair.column_mass(columns, rows)];
        let wider = |run: Run, before: bool| {
            if before { Run::new(run.start - 1, run.len + 1) } else { Run::new(run.start, run.len + 1) }
        };
        for (slot, before) in [(2, true), (3, false)] {
            let possible =
                |run: Run, side: usize| if before { run.start > 0 } else { run.end() < pair.lines(side) };
            for channel in 0..2 {
                let mut gain = 0.0;
                if possible(columns, 1) {
                    gain += (pair.row_mass(rows, wider(columns, before))[channel] - here[0][channel])
                        .max(0.0)
                        / row_total;
                }
                if possible(rows, 0) {
                    gain += (pair.column_mass(columns, wider(rows, before))[channel] - here[1][channel])
                        .max(0.0)
                        / column_total;
                }
                out[slot + 2 * channel] = gain;
            }
        }
    }
}

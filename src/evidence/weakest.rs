//! The member of a run that the other run renders least: the best single cue against joining too much.

use super::Candidate;
use super::bilingual::{Pair, Source};
use crate::bead::Run;

/// Coverage of the weakest members, and what the run's ends add to the other run.
pub struct Weakest;

impl Source for Weakest {
    const NAMES: &'static [&'static str] = &[
        "weakest:row",
        "weakest:column",
        "weakest:row-soft",
        "weakest:column-soft",
        "weakest:end-row-adds",
        "weakest:end-column-adds",
    ];

    fn values(pair: &Pair, bead: Candidate, out: &mut [f32]) {
        let Candidate { rows, columns } = bead;
        if rows.len == 0 || columns.len == 0 {
            return;
        }
        let weakest = |run: Run, coverage: &dyn Fn(Run) -> f32| {
            run.range().map(|line| coverage(Run::new(line, 1))).fold(f32::INFINITY, f32::min)
        };
        if rows.len > 1 {
            for channel in 0..2 {
                out[channel * 2] =
                    weakest(rows, &|one| pair.row_mass(one, columns)[channel] / (pair.total(0, one) + 1.0))
                        - 0.5;
            }
            let whole = pair.column_mass(columns, rows)[1];
            let (head, tail) = (Run::new(rows.start, rows.len - 1), Run::new(rows.start + 1, rows.len - 1));
            let least = pair.column_mass(columns, head)[1].max(pair.column_mass(columns, tail)[1]);
            out[4] = (whole - least) / 3.0;
        }
        if columns.len > 1 {
            for channel in 0..2 {
                out[channel * 2 + 1] = weakest(columns, &|one| {
                    pair.column_mass(one, rows)[channel] / (pair.total(1, one) + 1.0)
                }) - 0.5;
            }
            let whole = pair.row_mass(rows, columns)[1];
            let (head, tail) =
                (Run::new(columns.start, columns.len - 1), Run::new(columns.start + 1, columns.len - 1));
            let least = pair.row_mass(rows, head)[1].max(pair.row_mass(rows, tail)[1]);
            out[5] = (whole - least) / 3.0;
        }
    }
}

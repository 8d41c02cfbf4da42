//! The member of a run that the other run renders least: the best single cue against joining too much.

use super::Candidate;
use super::numbers::numbers;
use super::pair::{Pair, Source};
use crate::bead::Run;

numbers! {
    /// Coverage of the weakest members, and what the run's ends add to the other run.
    pub Weakest {
        row = "weakest:row",
        column = "weakest:column",
        row_soft = "weakest:row-soft",
        column_soft = "weakest:column-soft",
        end_row_adds = "weakest:end-row-adds",
        end_column_adds = "weakest:end-column-adds",
    }
}

impl Source for Weakest {
    fn of(pair: &Pair, bead: Candidate) -> Weakest {
        let Candidate { rows, columns } = bead;
        let mut out = Weakest::default();
        if rows.len == 0 || columns.len == 0 {
            return out;
        }
        let weakest = |run: Run, coverage: &dyn Fn(Run) -> f32| {
            run.range().map(|line| coverage(Run::new(line, 1))).fold(f32::INFINITY, f32::min) - 0.5
        };
        if rows.len > 1 {
            let coverage =
                |one: Run, channel: usize| pair.row_mass(one, columns)[channel] / (pair.total(0, one) + 1.0);
            out.row = weakest(rows, &|one| coverage(one, 0));
            out.row_soft = weakest(rows, &|one| coverage(one, 1));
            let whole = pair.column_mass(columns, rows)[1];
            let (head, tail) = (Run::new(rows.start, rows.len - 1), Run::new(rows.start + 1, rows.len - 1));
            let least = pair.column_mass(columns, head)[1].max(pair.column_mass(columns, tail)[1]);
            out.end_row_adds = (whole - least) / 3.0;
        }
        if columns.len > 1 {
            let coverage =
                |one: Run, channel: usize| pair.column_mass(one, rows)[channel] / (pair.total(1, one) + 1.0);
            out.column = weakest(columns, &|one| coverage(one, 0));
            out.column_soft = weakest(columns, &|one| coverage(one, 1));
            let whole = pair.row_mass(rows, columns)[1];
            let (head, tail) =
                (Run::new(columns.start, columns.len - 1), Run::new(columns.start + 1, columns.len - 1));
            let least = pair.row_mass(rows, head)[1].max(pair.row_mass(rows, tail)[1]);
            out.end_column_adds = (whole - least) / 3.0;
        }
        out
    }
}

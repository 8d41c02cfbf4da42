//! Quotations: one run leaves a quotation open and the other does not; one quotes and the other does not.

use super::Candidate;
use super::bilingual::{Pair, Source};
use super::numbers::numbers;

numbers! {
    /// Agreement of quotation marks.
    pub Quotes {
        balance = "quotes:balance",
        presence = "quotes:presence",
        opening = "quotes:opening",
    }
}

impl Source for Quotes {
    fn of(pair: &Pair, bead: Candidate) -> Quotes {
        if bead.rows.len == 0 || bead.columns.len == 0 {
            return Quotes::default();
        }
        let [rows, columns] = [pair.run_lines(0, bead.rows), pair.run_lines(1, bead.columns)];
        let balance = |lines: &[super::side::Line]| lines.iter().map(|l| l.quotes).sum::<i32>();
        let opens = |lines: &[super::side::Line]| lines.first().is_some_and(|l| l.opens_quoted);
        Quotes {
            balance: (balance(rows) - balance(columns)).abs().min(2) as f32,
            presence: f32::from(rows.iter().any(|l| l.quoted) != columns.iter().any(|l| l.quoted)),
            opening: f32::from(opens(rows) != opens(columns)),
        }
    }
}

//! Quotations: one run leaves a quotation open and the other does not; one quotes and the other does not.

use super::Candidate;
use super::bilingual::{Pair, Source};

/// Agreement of quotation marks.
pub struct Quotes;

impl Source for Quotes {
    const NAMES: &'static [&'static str] = &["quotes:balance", "quotes:presence", "quotes:opening"];

    fn values(pair: &Pair, bead: Candidate, out: &mut [f32]) {
        if bead.rows.len == 0 || bead.columns.len == 0 {
            return;
        }
        let [rows, columns] = [pair.run_lines(0, bead.rows), pair.run_lines(1, bead.columns)];
        let balance = |lines: &[super::side::Line]| lines.iter().map(|l| l.quotes).sum::<i32>();
        out[0] = (balance(rows) - balance(columns)).abs().min(2) as f32;
        out[1] = f32::from(rows.iter().any(|l| l.quoted) != columns.iter().any(|l| l.quoted));
        let opens = |lines: &[super::side::Line]| lines.first().is_some_and(|l| l.opens_quoted);
        out[2] = f32::from(opens(rows) != opens(columns));
    }
}

//! The mark both runs end in, after closing quotes: a question stays a question.

use super::Candidate;
use super::bilingual::{Pair, Source};
use super::side::EndMark;

/// Agreement of the final marks.
pub struct EndMarks;

impl Source for EndMarks {
    const NAMES: &'static [&'static str] =
        &["end:same", "end:question-lost", "end:exclamation-lost", "end:unfinished", "end:inner-question"];

    fn values(pair: &Pair, bead: Candidate, out: &mut [f32]) {
        let (Some(row), Some(column)) = (pair.last(0, bead.rows), pair.last(1, bead.columns)) else { return };
        let weak = |mark: EndMark| {
            matches!(mark, EndMark::Colon | EndMark::Comma | EndMark::Trailing | EndMark::None)
        };
        out[0] = f32::from(row.end == column.end);
        out[1] = f32::from((row.end == EndMark::Question) != (column.end == EndMark::Question));
        out[2] = f32::from((row.end == EndMark::Exclamation) != (column.end == EndMark::Exclamation));
        out[3] = f32::from(weak(row.end) != weak(column.end));
        let questions = |side: usize, run| {
            pair.run_lines(side, run).iter().filter(|l| l.end == EndMark::Question).count()
        };
        out[4] = (questions(0, bead.rows).abs_diff(questions(1, bead.columns)) as f32).min(3.0);
    }
}

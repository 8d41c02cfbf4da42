//! The mark both runs end in, after closing quotes: a question stays a question.

use super::Candidate;
use super::numbers::numbers;
use super::pair::{Pair, Source};
use super::side::EndMark;

numbers! {
    /// Agreement of the final marks.
    pub EndMarks {
        same = "end:same",
        question_lost = "end:question-lost",
        exclamation_lost = "end:exclamation-lost",
        unfinished = "end:unfinished",
        inner_question = "end:inner-question",
    }
}

impl Source for EndMarks {
    fn of(pair: &Pair, bead: Candidate) -> EndMarks {
        let (Some(row), Some(column)) = (pair.last(0, bead.rows), pair.last(1, bead.columns)) else {
            return EndMarks::default();
        };
        let weak = |mark: EndMark| {
            matches!(mark, EndMark::Colon | EndMark::Comma | EndMark::Trailing | EndMark::None)
        };
        let questions = |side: usize, run| {
            pair.run_lines(side, run).iter().filter(|l| l.end == EndMark::Question).count()
        };
        EndMarks {
            same: f32::from(row.end == column.end),
            question_lost: f32::from((row.end == EndMark::Question) != (column.end == EndMark::Question)),
            exclamation_lost: f32::from(
                (row.end == EndMark::Exclamation) != (column.end == EndMark::Exclamation),
            ),
            unfinished: f32::from(weak(row.end) != weak(column.end)),
            inner_question: (questions(0, bead.rows).abs_diff(questions(1, bead.columns)) as f32).min(3.0),
        }
    }
}

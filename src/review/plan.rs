//! What an operation would change.

use super::correct;
use super::operations::{Operation, Splice, splice};
use super::rewrite;
use super::state::{Made, State, Step};

impl State {
    /// What an operation would change; `Realign` is not known here.
    ///
    /// # Errors
    /// Why it cannot be done, in words for the person.
    pub fn plan(&self, operation: &Operation) -> Result<Step, String> {
        let back = |made: &Made| Step {
            splice: made.splice.inverse(),
            rewrites: rewrite::inverse(&made.rewrites),
            inverse_of: Some(made.row),
        };
        match operation {
            Operation::Undo => self.undo.last().map(back).ok_or("there is nothing to take back".to_owned()),
            Operation::Redo => self.redo.last().map(back).ok_or("there is nothing to do again".to_owned()),
            // No bead goes or comes; the place is that of the conflict.
            Operation::Dismiss { conflict } if *conflict < self.conflicts.len() => {
                let splice = Splice { at: *conflict, ..Splice::default() };
                Ok(Step::of(splice))
            }
            Operation::Dismiss { .. } => Err("there is no such conflict".to_owned()),
            Operation::Correct { texts } => correct::step(self, texts),
            Operation::Split { at, first: Some(first), inside: Some(inside) }
                if inside.iter().any(|n| *n > 0) =>
            {
                correct::cut(self, *at, *first, *inside)
            }
            _ => {
                let splice = splice(&self.beads, operation, self.present())?;
                if splice.before == splice.after {
                    return Err("this changes nothing".to_owned());
                }
                Ok(Step::of(splice))
            }
        }
    }
}

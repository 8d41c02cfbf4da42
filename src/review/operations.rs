//! What a person can do to a ladder. Each operation is turned into one [`Splice`]: the beads that go and those that
//! come in their place. A splice moves no segment out of its order, so a ladder stays a ladder.

use serde::{Deserialize, Serialize};

use crate::bead::{Bead, Flag, Run, Status};
use crate::text::{Edition, PerEdition};

/// A comment longer than this (in bytes) is refused.
pub const MAX_COMMENT: usize = 4_000;

/// What a flagged bead was before.
const WAS: [(Status, Flag); 2] =
    [(Status::Confirmed, Flag::WAS_CONFIRMED), (Status::Edited, Flag::WAS_EDITED)];

/// What a sentence is to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The edition.
    pub edition: Edition,
    /// The sentence, from 0, as the article stands.
    pub segment: usize,
    /// Its new words.
    pub text: String,
}

/// One act of a person on the bead number `at`, from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "`at` is the bead, from 0; `edition` the column: the same everywhere")]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Operation {
    /// The bead is right.
    Confirm { at: usize },
    /// The bead is right, and a second person says so.
    Approve { at: usize },
    /// This bead and all above are right; flagged beads above stay flagged.
    ConfirmAbove { at: usize },
    /// One bead with the bead above.
    MergeUp { at: usize },
    /// One bead with the bead below.
    MergeDown { at: usize },
    /// The first `first` segments of each edition go into a bead of their own; without it, one of each. Where `inside`
    /// is above 0, the next segment is cut after so many UTF-16 units, and its start goes there too.
    Split {
        at: usize,
        first: Option<[usize; 3]>,
        #[serde(default)]
        inside: Option<[usize; 3]>,
    },
    /// Puts other words in the place of sentences.
    Correct { texts: Vec<Correction> },
    /// The first segment of an edition goes to the bead above.
    MoveUp { at: usize, edition: Edition },
    /// The last segment of an edition goes to the bead below.
    MoveDown { at: usize, edition: Edition },
    /// Puts a gap into an edition: its segments get a bead of their own below. On a gap: takes it out again.
    Gap { at: usize, edition: Edition },
    /// The gap is right: something was left out.
    Omission { at: usize },
    /// The gap is right: something was added.
    Addition { at: usize },
    /// Wants another look; on a flagged bead: no longer.
    Flag { at: usize },
    /// Sets the comment; an empty one takes it off.
    Comment { at: usize, text: String },
    /// The conflict number `conflict`, from 0, needs no more attention; on a dismissed one: it does after all.
    Dismiss { conflict: usize },
    /// Aligns anew from this bead on; confirmed and edited beads stay.
    Realign { at: usize },
    /// Takes the last act on the article back.
    Undo,
    /// Does again what was taken back last.
    Redo,
}

impl Operation {
    /// The name decisions are stored under.
    pub fn name(&self) -> &'static str {
        match self {
            Operation::Confirm { .. } => "confirm",
            Operation::Approve { .. } => "approve",
            Operation::ConfirmAbove { .. } => "confirm-above",
            Operation::MergeUp { .. } => "merge-up",
            Operation::MergeDown { .. } => "merge-down",
            Operation::Split { .. } => "split",
            Operation::Correct { .. } => "correct",
            Operation::MoveUp { .. } => "move-up",
            Operation::MoveDown { .. } => "move-down",
            Operation::Gap { .. } => "gap",
            Operation::Omission { .. } => "omission",
            Operation::Addition { .. } => "addition",
            Operation::Flag { .. } => "flag",
            Operation::Comment { .. } => "comment",
            Operation::Dismiss { .. } => "dismiss",
            Operation::Realign { .. } => "realign",
            Operation::Undo => "undo",
            Operation::Redo => "redo",
        }
    }
}

/// Beads `at..at + before.len()` make room for `after`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Splice {
    /// The first bead that goes, from 0.
    pub at: usize,
    /// The beads that go.
    pub before: Vec<Bead>,
    /// The beads that come.
    pub after: Vec<Bead>,
}

impl Splice {
    /// The splice that takes this one back.
    pub fn inverse(&self) -> Splice {
        Splice { at: self.at, before: self.after.clone(), after: self.before.clone() }
    }

    /// Puts it into `beads`; `false`, and nothing done, where the beads that go are not there.
    pub fn apply(&self, beads: &mut Vec<Bead>) -> bool {
        let end = self.at.saturating_add(self.before.len());
        if beads.get(self.at..end) != Some(self.before.as_slice()) {
            return false;
        }
        if self.before.len() == self.after.len() {
            beads[self.at..end].clone_from_slice(&self.after);
        } else {
            beads.splice(self.at..end, self.after.iter().cloned());
        }
        true
    }

    /// The splice from one ladder to another, as short as can be.
    pub fn between(old: &[Bead], new: &[Bead]) -> Splice {
        let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
        let rest = old[head..].iter().rev().zip(new[head..].iter().rev());
        let tail = rest.take_while(|(a, b)| a == b).count();
        Splice {
            at: head,
            before: old[head..old.len() - tail].to_vec(),
            after: new[head..new.len() - tail].to_vec(),
        }
    }
}

/// The splice of an operation on `beads`, or why it cannot be done, in words for the person.
///
/// `Dismiss`, `Realign`, `Correct`, `Undo` and `Redo` need more than the beads and are refused here, and so does a cut
/// inside a segment.
///
/// ```
/// use trialign::{bead::{Bead, Run}, review::{operations::splice, Operation}, text::PerEdition};
/// let bead = |n| Bead { runs: PerEdition([Run::new(n, 1); 3]), ..Bead::default() };
/// let beads = [bead(0), bead(1)];
/// let merged = splice(&beads, &Operation::MergeDown { at: 0 }, PerEdition([true; 3])).unwrap();
/// assert_eq!(merged.after[0].shape().to_string(), "2-2-2");
/// assert!(splice(&beads, &Operation::MergeUp { at: 0 }, PerEdition([true; 3])).is_err());
/// ```
pub fn splice(beads: &[Bead], operation: &Operation, present: PerEdition<bool>) -> Result<Splice, String> {
    let work = Work { beads, present };
    match *operation {
        Operation::Confirm { at } => work.change(at, |bead| set_status(bead, Status::Confirmed)),
        Operation::Approve { at } => work.change(at, approve),
        Operation::ConfirmAbove { at } => work.confirm_above(at),
        Operation::MergeUp { at } => work.merge(at.checked_sub(1).ok_or("there is no row above to join")?),
        Operation::MergeDown { at } => work.merge(at),
        Operation::Split { at, first, .. } => work.split(at, first),
        Operation::MoveUp { at, edition } => work.move_up(at, edition),
        Operation::MoveDown { at, edition } => work.move_down(at, edition),
        Operation::Gap { at, edition } => work.gap(at, edition),
        Operation::Omission { at } => work.mark(at, Flag::MARKED_OMISSION),
        Operation::Addition { at } => work.mark(at, Flag::MARKED_ADDITION),
        Operation::Flag { at } => work.change(at, |bead| {
            let status = if bead.status == Status::Flagged { before_flag(bead) } else { Status::Flagged };
            set_status(bead, status);
        }),
        Operation::Comment { at, ref text } => work.comment(at, text),
        Operation::Dismiss { .. }
        | Operation::Realign { .. }
        | Operation::Correct { .. }
        | Operation::Undo
        | Operation::Redo => Err("this needs the history of the article".to_owned()),
    }
}

/// Gives a bead a status. A flagged bead keeps in its flags what it was, so that it can be that again after any
/// restart, and after its text moved; no such flag stands for `auto`.
pub fn set_status(bead: &mut Bead, status: Status) {
    if status == bead.status {
        return;
    }
    bead.flags.retain(|flag| *flag != Flag::APPROVED && !WAS.iter().any(|(_, was)| flag == was));
    if let (Status::Flagged, Some((_, was))) = (status, WAS.iter().find(|(s, _)| *s == bead.status)) {
        bead.flags.push(was.clone());
        bead.flags.sort();
    }
    bead.status = status;
}

/// Confirms a bead for the second time.
pub fn approve(bead: &mut Bead) {
    set_status(bead, Status::Confirmed);
    if !bead.flags.contains(&Flag::APPROVED) {
        bead.flags.push(Flag::APPROVED);
        bead.flags.sort();
    }
}

/// What a flagged bead was before.
fn before_flag(bead: &Bead) -> Status {
    WAS.iter().find(|(_, was)| bead.flags.iter().any(|flag| flag == was)).map_or(Status::Auto, |(s, _)| *s)
}

struct Work<'a> {
    beads: &'a [Bead],
    present: PerEdition<bool>,
}

impl Work<'_> {
    fn bead(&self, at: usize) -> Result<&Bead, String> {
        self.beads.get(at).ok_or_else(|| format!("there is no row {}", at.saturating_add(1)))
    }

    fn replace(&self, at: usize, count: usize, after: Vec<Bead>) -> Result<Splice, String> {
        Ok(Splice { at, before: self.beads[at..at + count].to_vec(), after })
    }

    fn change(&self, at: usize, change: impl FnOnce(&mut Bead)) -> Result<Splice, String> {
        let mut bead = self.bead(at)?.clone();
        change(&mut bead);
        self.replace(at, 1, vec![bead])
    }

    fn confirm_above(&self, at: usize) -> Result<Splice, String> {
        self.bead(at)?;
        let mut after = self.beads[..=at].to_vec();
        for bead in after.iter_mut().filter(|bead| bead.status != Status::Flagged) {
            set_status(bead, Status::Confirmed);
        }
        set_status(&mut after[at], Status::Confirmed);
        Ok(Splice::between(&self.beads[..=at], &after))
    }

    fn comment(&self, at: usize, text: &str) -> Result<Splice, String> {
        if text.len() > MAX_COMMENT {
            return Err(format!("a comment holds at most {MAX_COMMENT} bytes"));
        }
        self.change(at, |bead| bead.note = text.trim().to_owned())
    }

    fn mark(&self, at: usize, flag: Flag) -> Result<Splice, String> {
        if !self.bead(at)?.is_null(self.present) {
            return Err("only a row with a gap can be an omission or addition".to_owned());
        }
        self.change(at, |bead| {
            bead.flags.retain(|f| *f != Flag::MARKED_OMISSION && *f != Flag::MARKED_ADDITION);
            bead.flags.push(flag.clone());
            bead.flags.sort();
            set_status(bead, Status::Confirmed);
        })
    }

    fn merge(&self, at: usize) -> Result<Splice, String> {
        let (upper, lower) = (self.bead(at)?, self.bead(at + 1).map_err(|_| "there is no row below")?);
        let runs = upper.runs.map(|e, run| Run::new(run.start, run.len + lower.runs[e].len));
        let runs = runs.map(|e, run| if upper.runs[e].len == 0 { lower.runs[e] } else { *run });
        let notes: Vec<&str> =
            [&upper.note, &lower.note].into_iter().map(String::as_str).filter(|n| !n.is_empty()).collect();
        self.replace(at, 2, vec![self.edited(runs, notes.join(" / "))])
    }

    fn split(&self, at: usize, first: Option<[usize; 3]>) -> Result<Splice, String> {
        let bead = self.bead(at)?;
        let first = PerEdition(first.unwrap_or_else(|| bead.runs.0.map(|run| run.len.min(1))));
        self.cut(at, first).map_err(|_| "there is nothing to split here".to_owned())
    }

    /// Two beads from one, the first with `first` segments of each edition.
    fn cut(&self, at: usize, first: PerEdition<usize>) -> Result<Splice, String> {
        let bead = self.bead(at)?;
        let head = bead.runs.map(|e, run| Run::new(run.start, first[e].min(run.len)));
        let tail = bead.runs.map(|e, run| Run::new(head[e].end(), run.len - head[e].len));
        if empty(&head) || empty(&tail) {
            return Err("one part would hold nothing".to_owned());
        }
        self.replace(at, 1, vec![self.edited(head, bead.note.clone()), self.edited(tail, String::new())])
    }

    fn move_up(&self, at: usize, edition: Edition) -> Result<Splice, String> {
        let above = at.checked_sub(1).ok_or("there is no row above")?;
        let (mut upper, mut lower) = (self.bead(above)?.runs, self.bead(at)?.runs);
        let from = lower[edition];
        if from.len == 0 {
            return Err(format!("there is no {edition} sentence to move"));
        }
        let start = if upper[edition].len == 0 { from.start } else { upper[edition].start };
        upper[edition] = Run::new(start, upper[edition].len + 1);
        lower[edition] = Run::new(from.start + 1, from.len - 1);
        self.two(above, upper, lower)
    }

    fn move_down(&self, at: usize, edition: Edition) -> Result<Splice, String> {
        let (mut upper, mut lower) =
            (self.bead(at)?.runs, self.bead(at + 1).map_err(|_| "there is no row below")?.runs);
        let from = upper[edition];
        if from.len == 0 {
            return Err(format!("there is no {edition} sentence to move"));
        }
        lower[edition] = Run::new(from.end() - 1, lower[edition].len + 1);
        upper[edition] = Run::new(from.start, from.len - 1);
        self.two(at, upper, lower)
    }

    /// New runs for two neighbours; one that holds nothing any more goes.
    fn two(&self, at: usize, upper: PerEdition<Run>, lower: PerEdition<Run>) -> Result<Splice, String> {
        let mut after = Vec::new();
        for (runs, old) in [(upper, &self.beads[at]), (lower, &self.beads[at + 1])] {
            if !empty(&runs) {
                after.push(self.edited(runs, old.note.clone()));
            }
        }
        self.replace(at, 2, after)
    }

    fn gap(&self, at: usize, edition: Edition) -> Result<Splice, String> {
        let bead = self.bead(at)?;
        if bead.runs[edition].len > 0 {
            let mut first = bead.runs.map(|_, run| run.len);
            first[edition] = 0;
            return self.cut(at, first).map_err(|_| "this row holds nothing else".to_owned());
        }
        let only = |at: usize| {
            self.beads.get(at).is_some_and(|b| b.runs.iter().all(|(e, run)| (run.len > 0) == (e == edition)))
        };
        match at.checked_sub(1).filter(|&above| only(above)) {
            _ if only(at + 1) => self.merge(at),
            Some(above) => self.merge(above),
            None => Err("no row beside the gap holds only this column".to_owned()),
        }
    }

    /// A bead a person made: nobody computed its confidence.
    fn edited(&self, runs: PerEdition<Run>, note: String) -> Bead {
        let mut bead = Bead { runs, status: Status::Edited, note, ..Bead::default() };
        bead.flags = bead.omissions(self.present);
        bead
    }
}

fn empty(runs: &PerEdition<Run>) -> bool {
    runs.0.iter().all(|run| run.len == 0)
}

/// What a person said the gap of a bead is.
pub fn mark_of(bead: &Bead) -> Option<super::sheet::Wanted> {
    use super::sheet::Wanted;
    let known = [(Flag::MARKED_OMISSION, Wanted::Omission), (Flag::MARKED_ADDITION, Wanted::Addition)];
    known.into_iter().find(|(flag, _)| bead.flags.iter().any(|f| f == flag)).map(|(_, wanted)| wanted)
}

//! The state of an article: its base with the decisions on it, replayed.

use serde::{Deserialize, Serialize};

use super::operations::{Operation, Splice, splice};
use crate::bead::{Bead, Ladder, Status};
use crate::text::{Article, BlockKind, Edition, EditionText, PerEdition, Role, Segment, Span};

/// Human work whose segments are no longer there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The texts of its segments, an edition each, in the order of [`Edition::ALL`].
    pub texts: [Vec<String>; 3],
    /// What the person had said.
    pub status: Status,
    /// The person's note.
    pub note: String,
    /// Flags the bead had.
    pub flags: Vec<String>,
    /// Why it could not be kept.
    pub reason: String,
    /// A person looked at it and put it aside.
    #[serde(default)]
    pub dismissed: bool,
}

/// An article as it was aligned, with what people had decided before.
#[derive(Debug, Clone, PartialEq)]
pub struct Base {
    /// The texts.
    pub article: Article,
    /// The ladder the decisions stand on.
    pub beads: Vec<Bead>,
    /// What could not be kept from the base before.
    pub conflicts: Vec<Conflict>,
    /// What made the ladder.
    pub signature: String,
}

impl Base {
    /// A base; confidences are brought to six decimals, as in records, so that they stay the same when stored.
    pub fn new(article: Article, mut beads: Vec<Bead>, conflicts: Vec<Conflict>, signature: String) -> Self {
        for bead in &mut beads {
            bead.confidence = bead.confidence.map(|p| (p * 1e6).round() / 1e6);
        }
        Base { article, beads, conflicts, signature }
    }
}

/// How far the review of an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Confirmed beads.
    pub confirmed: usize,
    /// Edited and not yet confirmed.
    pub edited: usize,
    /// Flagged.
    pub flagged: usize,
    /// Nobody looked at them.
    pub open: usize,
    /// Human work that lost its segments.
    pub conflict: usize,
    /// Such work that a person put aside.
    pub dismissed: usize,
}

/// A decision that can be taken back: its row, and what it changed: beads, or the mark on a conflict.
#[derive(Debug, Clone, PartialEq)]
struct Made {
    row: i64,
    splice: Splice,
    conflict: Option<usize>,
}

/// The base of an article and the decisions on it.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The row of the base.
    pub base_id: i64,
    /// The base.
    pub base: Base,
    /// The ladder as it is now.
    pub beads: Vec<Bead>,
    /// The conflicts of the base, with what was dismissed since.
    pub conflicts: Vec<Conflict>,
    /// How many decisions there are on this base.
    pub revision: i64,
    undo: Vec<Made>,
    redo: Vec<Made>,
}

/// A step that is about to be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What changes.
    pub splice: Splice,
    /// The row it takes back or does again.
    pub inverse_of: Option<i64>,
}

impl State {
    /// The state without decisions; an error where the base is no ladder.
    pub fn new(base_id: i64, base: Base) -> Result<State, String> {
        let ladder = Ladder { beads: base.beads.clone() };
        ladder.check(lengths(&base.article))?;
        let conflicts = base.conflicts.clone();
        let (undo, redo) = (Vec::new(), Vec::new());
        Ok(State { base_id, beads: ladder.beads, conflicts, base, revision: 0, undo, redo })
    }

    /// Which editions are there.
    pub fn present(&self) -> PerEdition<bool> {
        self.base.article.editions.map(|_, text| text.is_some())
    }

    /// What an operation would change; `Realign` is not known here.
    ///
    /// # Errors
    /// Why it cannot be done, in words for the person.
    pub fn plan(&self, operation: &Operation) -> Result<Step, String> {
        let back = |made: &Made| Step { splice: made.splice.inverse(), inverse_of: Some(made.row) };
        match operation {
            Operation::Undo => self.undo.last().map(back).ok_or("there is nothing to take back".to_owned()),
            Operation::Redo => self.redo.last().map(back).ok_or("there is nothing to do again".to_owned()),
            // No bead goes or comes; the place is that of the conflict.
            Operation::Dismiss { conflict } if *conflict < self.conflicts.len() => {
                let splice = Splice { at: *conflict, ..Splice::default() };
                Ok(Step { splice, inverse_of: None })
            }
            Operation::Dismiss { .. } => Err("there is no such conflict".to_owned()),
            _ => {
                let splice = splice(&self.beads, operation, self.present())?;
                if splice.before == splice.after {
                    return Err("this changes nothing".to_owned());
                }
                Ok(Step { splice, inverse_of: None })
            }
        }
    }

    /// Puts a stored decision on the state; an error, and no change, where it does not fit.
    pub fn replay(&mut self, row: i64, kind: &str, splice: Splice) -> Result<(), String> {
        let last = |stack: &[Made]| stack.last().and_then(|made| made.conflict);
        let conflict = match kind {
            "dismiss" => Some(splice.at),
            "undo" => last(&self.undo),
            "redo" => last(&self.redo),
            _ => None,
        };
        if let Some(at) = conflict {
            let conflict = self.conflicts.get_mut(at).ok_or("the conflict is not there")?;
            conflict.dismissed = !conflict.dismissed;
        } else if !same_ground(&splice) {
            return Err("it would lose or double segments".to_owned());
        } else if !splice.apply(&mut self.beads) {
            return Err("the beads it changes are not there".to_owned());
        }
        let made = Made { row, splice, conflict };
        match kind {
            "undo" => {
                self.undo.pop();
                self.redo.push(made);
            }
            "redo" => {
                self.redo.pop();
                self.undo.push(made);
            }
            _ => {
                self.undo.push(made);
                self.redo.clear();
            }
        }
        self.revision += 1;
        Ok(())
    }

    /// Whether something can be taken back, and whether something can be done again.
    pub fn can(&self) -> (bool, bool) {
        (!self.undo.is_empty(), !self.redo.is_empty())
    }

    /// How far the review is.
    pub fn counts(&self) -> Counts {
        let dismissed = self.conflicts.iter().filter(|conflict| conflict.dismissed).count();
        let conflict = self.conflicts.len() - dismissed;
        let mut counts = Counts { conflict, dismissed, ..Counts::default() };
        for bead in &self.beads {
            *match bead.status {
                Status::Confirmed => &mut counts.confirmed,
                Status::Edited => &mut counts.edited,
                Status::Flagged => &mut counts.flagged,
                Status::Auto => &mut counts.open,
            } += 1;
        }
        counts
    }

    /// Whether an article has the same segments as this state.
    pub fn same_texts(&self, article: &Article) -> bool {
        Edition::ALL.into_iter().all(|edition| {
            let texts = |article| Article::segments(article, edition).iter().map(|s| s.text.as_str());
            article.editions[edition].is_some() == self.base.article.editions[edition].is_some()
                && texts(article).eq(texts(&self.base.article))
        })
    }
}

/// Segments an edition.
pub fn lengths(article: &Article) -> PerEdition<usize> {
    article.editions.map(|edition, _| article.segments(edition).len())
}

/// Whether the beads that come hold exactly the segments, in order, of those that go.
pub fn same_ground(splice: &Splice) -> bool {
    let ground = |beads: &[Bead], edition: Edition| -> Option<(usize, usize)> {
        let mut span: Option<(usize, usize)> = None;
        for run in beads.iter().map(|bead| bead.runs[edition]).filter(|run| run.len > 0) {
            let end = run.start.checked_add(run.len)?;
            span = match span {
                None => Some((run.start, end)),
                Some((start, last)) if last == run.start => Some((start, end)),
                Some(_) => return None,
            };
        }
        Some(span.unwrap_or_default())
    };
    Edition::ALL.into_iter().all(|edition| {
        let after = ground(&splice.after, edition);
        after.is_some() && after == ground(&splice.before, edition)
    })
}

/// An edition as it is stored with a base: enough to find its segments again.
#[derive(Serialize, Deserialize)]
struct Text {
    tag: String,
    path: String,
    sha256: String,
    segments: Vec<String>,
}

pub(super) fn encode_article(article: &Article) -> String {
    let text = |text: &EditionText| Text {
        tag: text.tag.clone(),
        path: text.path.clone(),
        sha256: text.sha256.clone(),
        segments: text.segments.iter().map(|s| s.text.clone()).collect(),
    };
    let texts = article.editions.map(|_, edition| edition.as_ref().map(text)).0;
    // cannot fail: strings only
    serde_json::to_string(&texts).unwrap_or_default()
}

pub(super) fn decode_article(id: &str, json: &str) -> Result<Article, String> {
    let texts: [Option<Text>; 3] = serde_json::from_str(json).map_err(|e| e.to_string())?;
    let segment = |text: String| Segment {
        text,
        block: 0,
        kind: BlockKind::Paragraph,
        role: Role::Body,
        span: Span::default(),
        place: None,
    };
    let edition = |text: Text| EditionText {
        tag: text.tag,
        path: text.path,
        sha256: text.sha256,
        encoding: String::new(),
        title: None,
        date: None,
        byline: Vec::new(),
        segments: text.segments.into_iter().map(segment).collect(),
        furniture: Vec::new(),
    };
    Ok(Article { id: id.to_owned(), editions: PerEdition(texts.map(|text| text.map(edition))) })
}

//! The state of an article: its base with the decisions on it, replayed.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::operations::Splice;
use super::rewrite::{self, Rewrite, Texts};
use crate::bead::{Bead, Flag, Ladder, Status, rounded};
use crate::text::{Article, Edition, PerEdition, Segment};

/// Who decided on a bead, and when.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Hand {
    /// The name.
    pub who: String,
    /// Milliseconds since 1970.
    pub made: i64,
}

/// The hand of each bead; `None` where nobody decided.
pub type Hands = Vec<Option<Arc<Hand>>>;

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
    pub flags: Vec<Flag>,
    /// Why it could not be kept.
    pub reason: String,
    /// A person looked at it and put it aside.
    #[serde(default)]
    pub dismissed: bool,
}

/// An article as it was aligned, with what people had decided before.
#[derive(Debug, Clone, PartialEq)]
pub struct Base {
    /// The texts, as they were read.
    pub article: Article,
    /// What people had corrected in them before.
    pub texts: Texts,
    /// The ladder the decisions stand on.
    pub beads: Vec<Bead>,
    /// Who had decided on each bead before; empty where nobody had.
    pub hands: Hands,
    /// What could not be kept from the base before.
    pub conflicts: Vec<Conflict>,
    /// What made the ladder.
    pub signature: String,
}

impl Base {
    /// A base; confidences are brought to six decimals, as in records, so that they stay the same when stored.
    pub fn new(article: Article, mut beads: Vec<Bead>, conflicts: Vec<Conflict>, signature: String) -> Self {
        for bead in &mut beads {
            bead.confidence = bead.confidence.map(rounded);
        }
        Base { article, texts: Texts::default(), beads, hands: Vec::new(), conflicts, signature }
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

/// A decision that can be taken back: its row, and what it changed: beads and texts, or the mark on a conflict.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Made {
    pub(super) row: i64,
    pub(super) splice: Splice,
    pub(super) rewrites: Vec<Rewrite>,
    pub(super) conflict: Option<usize>,
    /// Whose the beads were before.
    pub(super) hands: Hands,
}

/// A decision as it comes from the store.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored<'a> {
    /// Its row.
    pub row: i64,
    /// What was done: the name of the operation, or `import`.
    pub kind: &'a str,
    /// The beads it changes.
    pub splice: Splice,
    /// The sentences it changes.
    pub rewrites: Vec<Rewrite>,
    /// Who made it.
    pub hand: Option<Arc<Hand>>,
}

/// The base of an article and the decisions on it.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The row of the base.
    pub base_id: i64,
    /// The base.
    pub base: Base,
    /// The texts as people left them.
    pub texts: Texts,
    /// The ladder as it is now.
    pub beads: Vec<Bead>,
    /// Whose decision each bead is.
    pub hands: Hands,
    /// The conflicts of the base, with what was dismissed since.
    pub conflicts: Vec<Conflict>,
    /// How many decisions there are on this base.
    pub revision: i64,
    pub(super) undo: Vec<Made>,
    pub(super) redo: Vec<Made>,
    /// How often the texts changed.
    pub(super) rewritten: u64,
}

/// A step that is about to be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The beads that change.
    pub splice: Splice,
    /// The sentences that change.
    pub rewrites: Vec<Rewrite>,
    /// The row it takes back or does again.
    pub inverse_of: Option<i64>,
}

impl Step {
    /// A step that changes beads only.
    pub fn of(splice: Splice) -> Step {
        Step { splice, rewrites: Vec::new(), inverse_of: None }
    }
}

impl State {
    /// The state without decisions; an error where the base is no ladder.
    pub fn new(base_id: i64, base: Base) -> Result<State, String> {
        let ladder = Ladder { beads: base.beads.clone() };
        let texts = base.texts.clone();
        ladder.check(PerEdition(Edition::ALL.map(|e| texts.segments(&base.article, e).len())))?;
        let conflicts = base.conflicts.clone();
        let (undo, redo) = (Vec::new(), Vec::new());
        let mut hands = base.hands.clone();
        hands.resize(ladder.beads.len(), None);
        Ok(State {
            base_id,
            texts,
            beads: ladder.beads,
            hands,
            conflicts,
            base,
            revision: 0,
            undo,
            redo,
            rewritten: 0,
        })
    }

    /// The state of an article that was never aligned: it has no rows, and no base in the store.
    pub fn unaligned(id: &str, signature: &str) -> State {
        let article = Article { id: id.to_owned(), ..Article::default() };
        State {
            base_id: 0,
            base: Base::new(article, Vec::new(), Vec::new(), signature.to_owned()),
            texts: Texts::default(),
            beads: Vec::new(),
            hands: Vec::new(),
            conflicts: Vec::new(),
            revision: 0,
            undo: Vec::new(),
            redo: Vec::new(),
            rewritten: 0,
        }
    }

    /// The sentences of an edition as people left them.
    pub fn segments(&self, edition: Edition) -> &[Segment] {
        self.texts.segments(&self.base.article, edition)
    }

    /// What the texts can be known again by.
    pub fn texts_version(&self) -> (i64, u64) {
        (self.base_id, self.rewritten)
    }

    /// The article as people left it.
    pub fn article(&self) -> Cow<'_, Article> {
        self.texts.article(&self.base.article)
    }

    /// Takes the article as it was read now, whose sentences are those of the base: it knows places and kinds too.
    pub fn adopt(&mut self, article: Article) {
        self.texts.adopt(&article);
        self.base.texts.adopt(&article);
        self.base.article = article;
    }

    /// Which editions are there.
    pub fn present(&self) -> PerEdition<bool> {
        self.base.article.editions.map(|_, text| text.is_some())
    }

    /// Puts a stored decision on the state; an error, and no change, where it does not fit.
    pub fn replay(&mut self, stored: Stored<'_>) -> Result<(), String> {
        let Stored { row, kind, splice, rewrites, hand } = stored;
        let last = |stack: &[Made]| stack.last().and_then(|made| made.conflict);
        let conflict = match kind {
            "dismiss" => Some(splice.at),
            "undo" => last(&self.undo),
            "redo" => last(&self.redo),
            _ => None,
        };
        // What is taken back or done again is whose it was then.
        let was = match kind {
            "undo" => self.undo.last().map(|made| made.hands.clone()),
            "redo" => self.redo.last().map(|made| made.hands.clone()),
            _ => None,
        };
        let mut hands = Vec::new();
        if let Some(at) = conflict {
            let conflict = self.conflicts.get_mut(at).ok_or("the conflict is not there")?;
            conflict.dismissed = !conflict.dismissed;
        } else {
            hands = self.change(&splice, &rewrites, hand, was)?;
        }
        let made = Made { row, splice, rewrites, conflict, hands };
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

    /// Changes beads and texts; gives whose the beads were that went. The new ones are those of `was`, else of `hand`
    /// where it changed them.
    fn change(
        &mut self,
        splice: &Splice,
        rewrites: &[Rewrite],
        hand: Option<Arc<Hand>>,
        was: Option<Hands>,
    ) -> Result<Hands, String> {
        let growth = rewrite::growth(rewrites);
        if !same_ground(splice, rewrites) {
            return Err("it would lose or double segments".to_owned());
        }
        self.texts.apply(&self.base.article, rewrites)?;
        if !splice.apply(&mut self.beads) {
            // cannot fail: this takes back what was done just now
            let _ = self.texts.apply(&self.base.article, &rewrite::inverse(rewrites));
            return Err("the beads it changes are not there".to_owned());
        }
        self.rewritten += u64::from(!rewrites.is_empty());
        if growth.0 != [0; 3] {
            for bead in &mut self.beads[splice.at + splice.after.len()..] {
                for edition in Edition::ALL {
                    bead.runs[edition].start =
                        bead.runs[edition].start.saturating_add_signed(growth[edition]);
                }
            }
        }
        let end = splice.at + splice.before.len();
        let old: Hands = self.hands[splice.at..end].to_vec();
        let touched = |k: usize| !rewrites.is_empty() || splice.before.get(k) != splice.after.get(k);
        let same = splice.before.len() == splice.after.len();
        let own = |k: usize| if same && !touched(k) { old[k].clone() } else { hand.clone() };
        let new = match was {
            Some(was) if was.len() == splice.after.len() => was,
            _ => (0..splice.after.len()).map(own).collect(),
        };
        self.hands.splice(splice.at..end, new);
        Ok(old)
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

/// Whether the beads that come hold exactly the segments, in order, of those that go, with what the rewrites make of
/// them: none touches what other beads hold.
pub fn same_ground(splice: &Splice, rewrites: &[Rewrite]) -> bool {
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
        let (Some(before), Some(after)) = (ground(&splice.before, edition), ground(&splice.after, edition))
        else {
            return false;
        };
        let mut end = before.1;
        for Rewrite { at, before: gone, after: new, .. } in rewrites.iter().filter(|r| r.edition == edition) {
            let inside = *at >= before.0 && at.checked_add(gone.len()).is_some_and(|last| last <= end);
            if !inside || gone.is_empty() || new.is_empty() {
                return false;
            }
            end = end - gone.len() + new.len();
        }
        after == (before.0, end)
    })
}

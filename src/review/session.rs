//! The articles under review, and what people do to them.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::decisions::{Decision, Store, now};
use super::differences::Mark;
use super::operations::{Operation, Splice};
use super::outlive::human;
use super::queue::{self, Open};
use super::search::{self, Ask, Finder, Folded, Hit, Unfolded};
use super::state::{Conflict, Counts, Hand, State, Step, Stored};
use super::unread::{Reread, Unread};
use super::{Found, Helper, Script, Term};
use crate::bead::{Bead, Status, rounded};
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Article, Edition, PerEdition, Segment};

/// Why an operation was not done.
#[derive(Debug)]
pub enum Refusal {
    /// There is no such article.
    Unknown,
    /// The article has changed since.
    Stale,
    /// It cannot be done; in words for the person.
    Cannot(String),
    /// The decision could not be stored.
    Failed(Error),
}

/// How many sessions there were.
static SESSIONS: AtomicU64 = AtomicU64::new(1);

/// All articles of a corpus under review.
pub struct Session {
    /// Which one it is: the page can open another.
    id: u64,
    /// None where no job is open.
    pub(super) store: Option<Store>,
    helper: Arc<dyn Helper>,
    finder: Finder,
    pub(super) unread: Unread,
    who: String,
    /// The articles, in order.
    pub states: Vec<State>,
    /// Beads below this confidence are doubtful.
    pub low_confidence: f64,
}

/// An article as it stands, to run the checks over.
pub struct Checks {
    helper: Arc<dyn Helper>,
    source: Article,
    article: Article,
    beads: Vec<Bead>,
    /// The base it stands on.
    pub base: i64,
    /// Its revision.
    pub revision: i64,
}

impl Checks {
    /// What the checks find.
    ///
    /// # Errors
    /// Where they cannot be run.
    pub fn run(&self) -> Result<Vec<Found>> {
        self.helper.findings(&self.source, &self.article, &self.beads)
    }
}

/// An article that is to be aligned anew.
pub struct Realigning {
    helper: Arc<dyn Helper>,
    text: Article,
    kept: Vec<Bead>,
    article: usize,
    base: i64,
    revision: i64,
}

impl Realigning {
    /// The new beads; takes its time.
    ///
    /// # Errors
    /// Where the aligner cannot be opened.
    pub fn run(&self) -> Result<Vec<Bead>> {
        let mut beads = self.helper.realign(&self.text, &self.kept)?;
        for bead in &mut beads {
            bead.confidence = bead.confidence.map(rounded);
        }
        Ok(beads)
    }
}

impl Session {
    /// A session over the states of a store; `who` is written beside each decision.
    pub fn new(
        store: Store,
        helper: Arc<dyn Helper>,
        who: String,
        states: Vec<State>,
        low_confidence: f64,
    ) -> Self {
        Session { states, low_confidence, store: Some(store), helper, ..Session::empty(who) }
    }

    /// A session without an article, for the page to open a job in.
    pub fn empty(who: String) -> Self {
        Session {
            id: SESSIONS.fetch_add(1, Ordering::Relaxed),
            store: None,
            helper: Arc::new(Nothing),
            finder: Finder::default(),
            unread: Unread::default(),
            who,
            states: Vec::new(),
            low_confidence: 0.5,
        }
    }

    /// What tells this session from another one of this process.
    pub(super) fn id(&self) -> u64 {
        self.id
    }

    /// The same session for somebody else.
    pub fn of(self, who: String) -> Self {
        Session { who, ..self }
    }

    /// Who decides.
    pub fn who(&self) -> &str {
        &self.who
    }

    /// From now on, `who` decides.
    pub fn set_who(&mut self, who: String) {
        self.who = who;
    }

    /// The folder whose articles these are; `None` where no job is open.
    pub fn folder(&self) -> Option<&Path> {
        self.store.as_ref().and_then(|store| store.path().parent())
    }

    /// What the folder is called.
    pub fn name(&self) -> String {
        let folder =
            self.folder().map(|folder| folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf()));
        let name = folder.as_deref().and_then(Path::file_name);
        name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// What the other stages give.
    pub fn helper(&self) -> Arc<dyn Helper> {
        Arc::clone(&self.helper)
    }

    /// The rows that hold some words, in order.
    pub fn find(&mut self, ask: &Ask<'_>) -> Vec<Hit> {
        self.finder.find(&self.states, self.helper.as_ref(), ask)
    }

    /// Where a text holds some words.
    pub fn marks(&self, text: &str, words: &str) -> Vec<Mark> {
        search::marks(text, words, self.helper.as_ref())
    }

    /// What is needed to make an article ready for search away from the session; `None` where it is ready.
    pub fn unfolded(&self, article: usize) -> Option<Unfolded> {
        let missing = self.states.get(article).and_then(|state| self.finder.missing(article, state));
        missing.map(|unfolded| unfolded.of_session(self.id))
    }

    /// Takes what was made ready, unless it was for another session.
    pub fn ready(&mut self, folded: Folded) {
        if folded.session == self.id {
            self.finder.put(folded);
        }
    }

    fn store(&self) -> Result<&Store, Refusal> {
        self.store.as_ref().ok_or(Refusal::Unknown)
    }

    /// Does an operation on the article number `article`; on return it is on the disk.
    ///
    /// # Errors
    /// [`Refusal`]; nothing has changed then.
    pub fn perform(
        &mut self,
        article: usize,
        base: i64,
        revision: i64,
        operation: &Operation,
    ) -> Result<Step, Refusal> {
        let state = self.states.get(article).ok_or(Refusal::Unknown)?;
        if (state.base_id, state.revision) != (base, revision) {
            return Err(Refusal::Stale);
        }
        if let Operation::Realign { at } = *operation {
            let plan = self.realigning(article, base, revision, at)?;
            let beads = plan.run().map_err(Refusal::Failed)?;
            return self.realigned(&plan, &beads);
        }
        let step = state.plan(operation).map_err(Refusal::Cannot)?;
        self.store_step(article, operation.name(), step)
    }

    /// What is needed to align an article anew from the bead `at` on, away from the session, which others wait for: all
    /// beads above and all human work below stay.
    ///
    /// # Errors
    /// [`Refusal`], as [`Session::perform`].
    pub fn realigning(
        &self,
        article: usize,
        base: i64,
        revision: i64,
        at: usize,
    ) -> Result<Realigning, Refusal> {
        let state = self.states.get(article).ok_or(Refusal::Unknown)?;
        if (state.base_id, state.revision) != (base, revision) {
            return Err(Refusal::Stale);
        }
        if at >= state.beads.len() {
            return Err(Refusal::Cannot("there is no such row".to_owned()));
        }
        let stays = |(k, bead): (usize, &Bead)| (k < at || human(bead)).then(|| bead.clone());
        let kept = state.beads.iter().enumerate().filter_map(stays).collect();
        let helper = Arc::clone(&self.helper);
        Ok(Realigning { helper, text: state.article().into_owned(), kept, article, base, revision })
    }

    /// Puts what [`Realigning::run`] gave in place, unless the article has changed meanwhile.
    ///
    /// # Errors
    /// [`Refusal`]; nothing has changed then.
    pub fn realigned(&mut self, plan: &Realigning, beads: &[Bead]) -> Result<Step, Refusal> {
        let state = self.states.get(plan.article).ok_or(Refusal::Unknown)?;
        if (state.base_id, state.revision) != (plan.base, plan.revision) {
            return Err(Refusal::Stale);
        }
        let splice = Splice::between(&state.beads, beads);
        if splice.before == splice.after {
            return Err(Refusal::Cannot("aligning anew gives the same rows".to_owned()));
        }
        self.store_step(plan.article, "realign", Step::of(splice))
    }

    /// Puts new beads in the place of all, as one decision of `kind`.
    ///
    /// # Errors
    /// [`Refusal`]; nothing has changed then.
    pub fn replace(&mut self, article: usize, kind: &str, beads: &[Bead]) -> Result<Step, Refusal> {
        let state = self.states.get(article).ok_or(Refusal::Unknown)?;
        let splice = Splice::between(&state.beads, beads);
        self.store_step(article, kind, Step::of(splice))
    }

    /// Lists what a sheet said against decisions made here; what is listed already, or was dismissed, comes once. Gives
    /// how many are new; on return they are on the disk.
    ///
    /// # Errors
    /// [`Refusal`]; nothing has changed then.
    pub fn dispute(&mut self, article: usize, conflicts: &[Conflict]) -> Result<usize, Refusal> {
        let state = self.states.get_mut(article).ok_or(Refusal::Unknown)?;
        let same =
            |a: &Conflict, b: &Conflict| (&a.texts, a.status, &a.note) == (&b.texts, b.status, &b.note);
        let known = |new: &&Conflict| !state.conflicts.iter().any(|old| same(old, new));
        let fresh: Vec<Conflict> = conflicts.iter().filter(known).cloned().collect();
        if !fresh.is_empty() {
            let store = self.store.as_ref().ok_or(Refusal::Unknown)?;
            store.add_disputes(state.base_id, &self.who, &fresh).map_err(Refusal::Failed)?;
        }
        let count = fresh.len();
        state.conflicts.extend(fresh);
        Ok(count)
    }

    fn store_step(&mut self, article: usize, kind: &str, step: Step) -> Result<Step, Refusal> {
        let state = self.states.get_mut(article).ok_or(Refusal::Unknown)?;
        if !super::state::same_ground(&step.splice, &step.rewrites) {
            return Err(Refusal::Cannot("it would lose or double segments".to_owned()));
        }
        let decision = Decision {
            base: state.base_id,
            revision: state.revision,
            kind: kind.to_owned(),
            inverse_of: step.inverse_of,
            splice: step.splice.clone(),
            rewrites: step.rewrites.clone(),
        };
        let hand = Hand { who: self.who.clone(), made: now() };
        let store = self.store.as_ref().ok_or(Refusal::Unknown)?;
        let row = store.add(&decision, &hand, state).map_err(Refusal::Failed)?;
        let Some(row) = row else {
            self.reload(article)?;
            return Err(Refusal::Stale);
        };
        let Decision { splice, rewrites, .. } = decision;
        let stored = Stored { row, kind, splice, rewrites, hand: Some(Arc::new(hand)) };
        state.replay(stored).map_err(|fault| {
            Refusal::Failed(Error::new(ErrorKind::Input, fault).remedy("restart the review"))
        })?;
        Ok(step)
    }

    /// Another process wrote to the store: its state is the newer one.
    fn reload(&mut self, article: usize) -> Result<(), Refusal> {
        let id = &self.states.get(article).ok_or(Refusal::Unknown)?.base.article.id;
        let newer = self.store()?.state(id).map_err(Refusal::Failed)?;
        let state = self.states.get_mut(article).ok_or(Refusal::Unknown)?;
        match newer {
            Some(mut newer) if newer.base_id == state.base_id => {
                newer.adopt(state.base.article.clone());
                *state = newer;
                Ok(())
            }
            _ => Err(Refusal::Failed(
                Error::new(ErrorKind::Input, "the article was aligned anew by another program")
                    .remedy("start the review again"),
            )),
        }
    }

    /// Beads nobody looked at, least certain first, and how many to review until the rest is 99 % right.
    pub fn queue(&self) -> (Vec<Open>, usize) {
        let mut open = Vec::new();
        for (article, state) in self.states.iter().enumerate() {
            let auto = state.beads.iter().enumerate().filter(|(_, bead)| bead.status == Status::Auto);
            open.extend(auto.map(|(at, bead)| {
                let confidence = bead.confidence.unwrap_or_default();
                Open { article, at, confidence }
            }));
        }
        let count = queue::order(&mut open, 0.99);
        (open, count)
    }

    /// The texts of a bead, an edition each, joined as the page shows them.
    pub fn texts(state: &State, bead: &Bead) -> PerEdition<String> {
        bead.runs.map(|edition, run| {
            let segments = state.segments(edition).get(run.range()).unwrap_or_default();
            let texts: Vec<&str> = segments.iter().map(|segment: &Segment| segment.text.as_str()).collect();
            texts.join(if edition == Edition::En { " " } else { "" })
        })
    }

    /// What is needed to run the checks over an article away from the session, which others wait for.
    pub fn checks(&self, article: usize) -> Option<Checks> {
        let state = self.states.get(article)?;
        Some(Checks {
            helper: Arc::clone(&self.helper),
            source: state.base.article.clone(),
            article: state.article().into_owned(),
            beads: state.beads.clone(),
            base: state.base_id,
            revision: state.revision,
        })
    }

    /// The words of a bead's texts that render each other, with the helper.
    pub fn terms(&self, texts: &PerEdition<String>) -> PerEdition<Vec<Term>> {
        self.helper.terms(texts)
    }

    /// Counts over all articles.
    pub fn counts(&self) -> Counts {
        let mut sum = Counts::default();
        for counts in self.states.iter().map(State::counts) {
            sum.confirmed += counts.confirmed;
            sum.edited += counts.edited;
            sum.flagged += counts.flagged;
            sum.open += counts.open;
            sum.conflict += counts.conflict;
            sum.dismissed += counts.dismissed;
        }
        sum
    }
}

/// Stands for the other stages where no job is open.
struct Nothing;

impl Script for Nothing {
    fn fold(&self, text: &str) -> String {
        text.to_owned()
    }

    fn characters(&self, text: &str) -> String {
        text.to_owned()
    }

    fn words(&self, _: &str) -> Vec<usize> {
        Vec::new()
    }
}

impl Helper for Nothing {
    fn terms(&self, _: &PerEdition<String>) -> PerEdition<Vec<Term>> {
        PerEdition::default()
    }

    fn findings(&self, _: &Article, _: &Article, _: &[Bead]) -> Result<Vec<Found>> {
        Ok(Vec::new())
    }

    fn realign(&self, _: &Article, kept: &[Bead]) -> Result<Vec<Bead>> {
        Ok(kept.to_vec())
    }

    fn reread(&self, state: &State) -> Result<Reread> {
        Ok(Reread::Same(Box::new(state.base.article.clone())))
    }
}

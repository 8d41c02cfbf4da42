//! Reading the files of articles again after the page has opened.
//!
//! What is shown first comes from the store. The files of an article are read before its rows are shown or decided on, and
//! of all articles one after the other in the background; where they say something else than when they were aligned, or
//! were never aligned, the article gets a new base.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::Helper;
use super::session::Session;
use super::state::State;
use super::unread::Reread;
use crate::error::{Error, ErrorKind, Result};

/// So many articles are read at once.
const AT_ONCE: usize = 64;

/// The session, for as long as it is needed.
pub type Lock<'a> = &'a dyn Fn() -> MutexGuard<'a, Session>;

/// What is needed to read the files of an article away from the session, which others wait for.
pub struct Rereading {
    helper: Arc<dyn Helper>,
    state: State,
    article: usize,
}

impl Rereading {
    /// Reads the files; takes its time where the article is to be aligned.
    ///
    /// # Errors
    /// Where they cannot be read or aligned.
    pub fn run(&self) -> Result<Reread> {
        self.helper.reread(&self.state)
    }
}

impl Session {
    /// The same session, whose states come from the store alone.
    pub fn unread(mut self) -> Session {
        self.unread.turns = (0..self.states.len()).map(|article| (article, Arc::default())).collect();
        self
    }

    /// Takes the states that are as `unchanged` says for read.
    pub fn trust(&mut self, unchanged: &(dyn Fn(&State) -> bool + Sync)) {
        let same: Vec<bool> = self.states.par_iter().map(unchanged).collect();
        self.unread.turns.retain(|article, _| !same.get(*article).is_some_and(|same| *same));
    }

    /// Whether the files of an article were read.
    pub fn is_read(&self, article: usize) -> bool {
        !self.unread.turns.contains_key(&article)
    }

    /// Whether an article has no rows yet: it was never aligned.
    pub fn is_pending(&self, article: usize) -> bool {
        !self.is_read(article) && self.states.get(article).is_some_and(|state| state.base_id == 0)
    }

    /// Why the files of an article cannot be read, where that was tried.
    pub fn fault(&self, article: usize) -> Option<&str> {
        self.unread.faults.get(&article).map(String::as_str)
    }

    /// What is needed to read an article; `None` where that was done.
    pub fn rereading(&self, article: usize) -> Option<Rereading> {
        let state = self.states.get(article).filter(|_| !self.is_read(article))?.clone();
        Some(Rereading { helper: self.helper(), state, article })
    }

    /// Takes what [`Rereading::run`] gave. Gives whether that is done: where the article changed meanwhile it is to be read
    /// once more.
    ///
    /// # Errors
    /// What `found` says, or where a new base cannot be stored.
    pub fn reread(&mut self, plan: &Rereading, found: Result<Reread>) -> Result<bool> {
        let Rereading { article, state: read, .. } = plan;
        let known = |state: &State| (state.base_id, state.revision, state.base.article.id.clone());
        let same = self.states.get(*article).is_some_and(|state| known(state) == known(read));
        if self.is_read(*article) || !same {
            return Ok(self.is_read(*article));
        }
        let taken = found.and_then(|found| self.take(*article, found));
        match taken {
            Ok(()) => {
                self.unread.turns.remove(article);
                self.unread.faults.remove(article);
                Ok(true)
            }
            Err(error) => {
                self.unread.faults.insert(*article, error.to_string());
                Err(error)
            }
        }
    }

    fn take(&mut self, article: usize, found: Reread) -> Result<()> {
        match found {
            Reread::Same(read) => {
                if let Some(state) = self.states.get_mut(article) {
                    state.adopt(*read);
                }
            }
            Reread::New(base) => {
                let gone = || Error::new(ErrorKind::Io, "no job is open");
                let mut fresh = self.store.as_ref().ok_or_else(gone)?.add_base(&base)?;
                fresh.adopt(base.article);
                if let Some(state) = self.states.get_mut(article) {
                    *state = fresh;
                }
            }
        }
        Ok(())
    }

    /// Leaves out the articles whose files were not read.
    pub fn keep_read(&mut self) {
        let unread = std::mem::take(&mut self.unread);
        let mut article = 0;
        self.states.retain(|_| {
            article += 1;
            !unread.turns.contains_key(&(article - 1))
        });
    }

    fn turn(&self, article: usize) -> Option<Arc<Mutex<()>>> {
        self.unread.turns.get(&article).cloned()
    }
}

/// Reads an article where that was not done; waits where somebody is at it.
///
/// # Errors
/// Where it cannot be read or aligned.
pub(super) fn settle(lock: Lock<'_>, article: usize) -> Result<()> {
    let Some(turn) = lock().turn(article) else { return Ok(()) };
    let _held = turn.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        let Some(plan) = lock().rereading(article) else { return Ok(()) };
        let found = plan.run();
        if lock().reread(&plan, found)? {
            return Ok(());
        }
    }
}

/// Reads all articles where that was not done, on the threads of the pool it is called in; [`Session::fault`] says which
/// cannot be read.
pub fn settle_all(lock: Lock<'_>) {
    let count = lock().states.len();
    for start in (0..count).step_by(AT_ONCE) {
        let chunk = start..(start + AT_ONCE).min(count);
        let plans: Vec<Rereading> = {
            let session = lock();
            chunk.filter_map(|article| session.rereading(article)).collect()
        };
        let found: Vec<Result<Reread>> = plans.par_iter().map(Rereading::run).collect();
        for (plan, found) in plans.iter().zip(found) {
            // What is wrong stands in the session; where it changed meanwhile, it was read.
            let _ = lock().reread(plan, found);
        }
    }
}

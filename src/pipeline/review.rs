//! Review wired to the other stages: opening a corpus, keeping human work when it is aligned again, the sheet.

mod between;
mod kept;
mod office;
mod scripts;
mod sheet;
mod stages;
mod unfold;

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

pub use kept::Kept;
use kept::{open_conflicts, rebase};
pub use office::Office;
pub use scripts::Scripts;
pub use sheet::{Applied, apply, compare, records};
use stages::{Notice, Stages, Tell};

use super::{Job, Outcome};
use crate::align::Aligner;
use crate::bead::Ladder;
use crate::config::Settings;
use crate::error::{Error, ErrorKind, Result};
use crate::review::outlive::human;
use crate::review::{Helper, Session, State, Store, Texts, settle_all};
use crate::text::{Article, Edition, EditionText};

/// So many bytes of text are aligned before the page opens, which takes less than a second.
const AT_ONCE: usize = 128 << 10;

/// A session that is open, and what a person should know of how it was opened.
pub struct Opened {
    /// The articles under review.
    pub session: Session,
    /// Articles whose text changed since the last review.
    pub changed: Vec<Kept>,
    /// Articles that cannot be reviewed and why, and other faults.
    pub problems: Vec<String>,
    /// The signature of new ladders.
    pub signature: String,
}

/// Opens a corpus for review: articles that did not change keep their ladder, the others are aligned.
///
/// # Errors
/// `Io` or `Input` where there is nothing to review or the decisions cannot be read.
pub fn open(folder: &Path, settings: &Settings, who: &str) -> Result<Opened> {
    whole(folder, settings, who, false)
}

/// As [`open`], to count only: an article whose files are those it was aligned from is not read again, so that its
/// sentences have no places.
///
/// # Errors
/// As [`open`].
pub fn open_to_count(folder: &Path, settings: &Settings) -> Result<Opened> {
    whole(folder, settings, "", true)
}

fn whole(folder: &Path, settings: &Settings, who: &str, counting: bool) -> Result<Opened> {
    let told = Arc::<Mutex<Vec<Notice>>>::default();
    let notices = Arc::clone(&told);
    let tell = move |notice| notices.lock().unwrap_or_else(PoisonError::into_inner).push(notice);
    let (mut opened, stages) = begin(folder, settings, who, Box::new(tell))?;
    super::in_pool(settings, || {
        if counting {
            opened.session.trust(&|state| stages.is_unchanged(state));
        }
        let session = Mutex::new(std::mem::replace(&mut opened.session, Session::empty(String::new())));
        settle_all(&|| session.lock().unwrap_or_else(PoisonError::into_inner));
        opened.session = session.into_inner().unwrap_or_else(PoisonError::into_inner);
    })?;
    opened.session.keep_read();
    let mut problems = Vec::new();
    for notice in told.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
        match notice {
            Notice::Kept(kept) => opened.changed.push(kept),
            Notice::Problem(problem) => problems.push(problem),
        }
    }
    opened.changed.sort_by(|a, b| a.article.cmp(&b.article));
    problems.sort();
    opened.problems.append(&mut problems);
    if opened.session.states.is_empty() {
        return Err(nothing(folder));
    }
    Ok(opened)
}

/// As [`open`], at once: what the page shows first comes from the store, and the files of an article are read when it is
/// wanted, or in the background. `kept` and `problem` are told what comes out then, from any thread.
///
/// # Errors
/// As [`open`].
pub fn open_at_once(
    folder: &Path,
    settings: &Settings,
    who: &str,
    kept: impl Fn(&Kept) + Send + Sync + 'static,
    problem: impl Fn(&str) + Send + Sync + 'static,
) -> Result<Opened> {
    let tell = move |notice| match notice {
        Notice::Kept(article) => kept(&article),
        Notice::Problem(text) => problem(&text),
    };
    let (mut opened, _) = begin(folder, settings, who, Box::new(tell))?;
    // A little is aligned before the page opens, so that there is something to see.
    let (mut bytes, mut any) = (0, false);
    for number in 0..opened.session.states.len() {
        if !opened.session.is_pending(number) {
            any = true;
            continue;
        }
        if any && bytes > AT_ONCE {
            break;
        }
        if let Some(plan) = opened.session.rereading(number) {
            let found = plan.run();
            any |= opened.session.reread(&plan, found).is_ok();
            let said =
                |e| opened.session.states[number].segments(e).iter().map(|s| s.text.len()).sum::<usize>();
            bytes += Edition::ALL.map(said).iter().sum::<usize>();
        }
    }
    if any { Ok(opened) } else { Err(nothing(folder)) }
}

fn nothing(folder: &Path) -> Error {
    Error::new(ErrorKind::Input, "there is no article to review")
        .at(folder)
        .remedy("an article is a folder with en, zh-Hans and zh-Hant files")
}

/// A session whose articles stand as the store has them; none of their files was read.
fn begin(folder: &Path, settings: &Settings, who: &str, tell: Tell) -> Result<(Opened, Arc<Stages>)> {
    if !folder.is_dir() {
        return Err(Error::new(ErrorKind::Io, "is not a folder")
            .at(folder)
            .remedy("name the folder of a corpus"));
    }
    let found = super::find(&[folder.to_path_buf()], false)?;
    let store = Store::open(&Store::path_of(folder))?;
    let mut problems: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
    lost(&store, &found.jobs, &mut problems)?;
    let mut ids: Vec<&str> = found.jobs.iter().map(|job| job.id.as_str()).collect();
    ids.sort_unstable();
    let mut stored = store.states(&ids)?;
    let aligner = super::aligner(settings)?;
    let signature = super::signature(settings, &aligner);
    let mut states = Vec::with_capacity(ids.len());
    for id in &ids {
        let new = || State::unaligned(id, &signature);
        states.push(stored.remove(*id).unwrap_or_else(new));
    }
    let stages = Arc::new(Stages::new(found.jobs, aligner, settings, tell)?);
    let helper = Arc::clone(&stages) as Arc<dyn Helper>;
    let session = Session::new(store, helper, who.to_owned(), states, settings.low_confidence).unread();
    Ok((Opened { session, changed: Vec::new(), problems, signature }, stages))
}

/// Names reviewed articles that are no longer there.
fn lost(store: &Store, jobs: &[Job], problems: &mut Vec<String>) -> Result<()> {
    let there: HashSet<&str> = jobs.iter().map(|job| job.id.as_str()).collect();
    for id in store.articles()? {
        if !there.contains(id.as_str()) {
            problems
                .push(format!("{id}: was reviewed and is no longer in the folder; its decisions are kept"));
        }
    }
    Ok(())
}

/// Keeps human work in the outcomes of an alignment of reviewed folders; writes nothing.
///
/// Confirmed beads whose segments are still there are hard anchors, the rest is aligned anew between them.
///
/// # Errors
/// `Io` or `Input` where decisions cannot be read.
pub fn keep(
    folders: &[PathBuf],
    outcomes: &mut [Outcome],
    settings: &Settings,
    aligner: &Aligner,
) -> Result<Vec<Kept>> {
    let signature = super::signature(settings, aligner);
    let mut all = Vec::new();
    for folder in folders {
        let path = Store::path_of(folder);
        if !path.is_file() {
            continue;
        }
        let store = Store::open(&path)?;
        for outcome in outcomes.iter_mut() {
            let Some(state) = store.state(&outcome.id)? else { continue };
            let Ok(done) = &mut outcome.aligned else {
                let conflicts = vec!["it could not be aligned; its decisions are kept".to_owned()];
                all.push(Kept { article: outcome.id.clone(), conflicts, ..Kept::default() });
                continue;
            };
            let inside = |text: &EditionText| Path::new(&text.path).starts_with(folder);
            let worked = state.beads.iter().any(human) || !state.conflicts.is_empty();
            if !worked || !done.article.present().all(|(_, text)| inside(text)) {
                continue;
            }
            let (texts, beads, kept) = if state.same_texts(&done.article) && state.base.signature == signature
            {
                let kept = unchanged(&state);
                (state.texts, state.beads, kept)
            } else {
                let (base, kept) = rebase(&state, done.article.clone(), settings, aligner, &signature)?;
                (base.texts, base.beads, kept)
            };
            corrected(&mut done.article, texts);
            done.ladder = Ladder { beads };
            done.moves.clear();
            // rows may have been joined or split since: their numbers are not what they were
            done.ladder.beads.iter_mut().for_each(|bead| bead.flags.retain(|f| f.row().is_none()));
            all.push(kept);
        }
    }
    Ok(all)
}

/// The article as people left it.
fn corrected(article: &mut Article, mut texts: Texts) {
    texts.adopt(article);
    if let Cow::Owned(edited) = texts.article(article) {
        *article = edited;
    }
}

fn unchanged(state: &State) -> Kept {
    let kept = state.beads.iter().filter(|bead| human(bead)).count();
    let conflicts = open_conflicts(&state.conflicts);
    Kept { article: state.base.article.id.clone(), kept, moved: 0, conflicts }
}

/// What made the ladders of a session.
fn signature_of(session: &Session) -> String {
    session.states.first().map(|state| state.base.signature.clone()).unwrap_or_default()
}

//! Review wired to the other stages: opening a corpus, keeping human work when it is aligned again, the sheet.

mod office;
mod scripts;
mod sheet;
mod stages;
mod unfold;

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use office::Office;
pub use scripts::Scripts;
pub use sheet::{Applied, apply, compare, records};
use stages::Stages;

use rayon::prelude::*;

use super::{Aligned, Job, Outcome, mark};
use crate::align::Aligner;
use crate::bead::{self, Bead, Ladder, Run};
use crate::config::Settings;
use crate::error::{Error, ErrorKind, Result};
use crate::review::outlive::{Carried, carry, human};
use crate::review::state::lengths;
use crate::review::{Base, Conflict, Session, State, Store, Texts};
use crate::text::{Article, Edition, EditionText, PerEdition};

/// What became of the human work on an article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kept {
    /// The article.
    pub article: String,
    /// Beads that stand where they stood.
    pub kept: usize,
    /// Beads that moved with their text.
    pub moved: usize,
    /// What could not be kept, a line each.
    pub conflicts: Vec<String>,
}

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
    if !folder.is_dir() {
        return Err(Error::new(ErrorKind::Io, "is not a folder")
            .at(folder)
            .remedy("name the folder of a corpus"));
    }
    let found = super::find(&[folder.to_path_buf()], false)?;
    let store = Store::open(&Store::path_of(folder))?;
    let aligner = super::aligner(settings)?;
    let signature = super::signature(settings, &aligner);
    let mut problems: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
    let (mut states, mut changed, mut new) = (Vec::new(), Vec::new(), Vec::new());
    let read = super::in_pool(settings, || {
        let article = |job: &Job| super::prepare(job, settings, &mut Vec::new());
        found.jobs.par_iter().map(article).collect::<Vec<Result<Article>>>()
    })?;
    for (job, article) in found.jobs.iter().zip(read) {
        let article = match article {
            Ok(article) => article,
            Err(error) => {
                problems.push(format!("{}: {error}", job.id));
                continue;
            }
        };
        match store.state(&job.id)? {
            None => new.push(job.clone()),
            Some(mut state) if state.same_texts(&article) => {
                state.adopt(article);
                states.push(state);
            }
            Some(state) if !state.beads.iter().any(human) && state.conflicts.is_empty() => {
                new.push(job.clone());
            }
            Some(state) => {
                let (base, kept) = rebase(&state, article, settings, &aligner, &signature)?;
                let mut fresh = store.add_base(&base)?;
                fresh.adopt(base.article);
                changed.push(kept);
                states.push(fresh);
            }
        }
    }
    align_new(&new, settings, &aligner, &signature, &store, &mut states, &mut problems)?;
    lost(&store, &found.jobs, &mut problems)?;
    if states.is_empty() {
        return Err(Error::new(ErrorKind::Input, "there is no article to review")
            .at(folder)
            .remedy("an article is a folder with en, zh-Hans and zh-Hant files"));
    }
    states.sort_by(|a, b| a.base.article.id.cmp(&b.base.article.id));
    let helper = Arc::new(Stages::new(found.jobs, aligner, settings)?);
    let session = Session::new(store, helper, who.to_owned(), states, settings.low_confidence);
    Ok(Opened { session, changed, problems, signature })
}

/// Aligns articles that were never reviewed and stores their ladders.
fn align_new(
    jobs: &[Job],
    settings: &Settings,
    aligner: &Aligner,
    signature: &str,
    store: &Store,
    states: &mut Vec<State>,
    problems: &mut Vec<String>,
) -> Result<()> {
    for outcome in super::run(jobs, settings, aligner, &|_| {})? {
        match outcome.aligned {
            Ok(Aligned { article, ladder, .. }) => {
                let base = Base::new(article, ladder.beads, Vec::new(), signature.to_owned());
                states.push(store.add_base(&base)?);
            }
            Err(error) => problems.push(format!("{}: {error}", outcome.id)),
        }
    }
    Ok(())
}

/// Names reviewed articles that are no longer there.
fn lost(store: &Store, jobs: &[Job], problems: &mut Vec<String>) -> Result<()> {
    for id in store.articles()? {
        if jobs.iter().all(|job| job.id != id) {
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
            done.ladder.beads.iter_mut().for_each(|bead| bead.flags.retain(|f| bead::row_of(f).is_none()));
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

/// A new base for an article that changed, with the human work that could be kept.
fn rebase(
    state: &State,
    article: Article,
    settings: &Settings,
    aligner: &Aligner,
    signature: &str,
) -> Result<(Base, Kept)> {
    let Carried { beads, hands, texts, kept, moved, conflicts } = carry(state, &article);
    let owners: HashMap<[Run; 3], _> = beads.iter().map(|bead| bead.runs.0).zip(hands).collect();
    let beads = between(&texts.article(&article), &beads, aligner, settings.low_confidence)?;
    let hands = beads.iter().map(|bead| owners.get(&bead.runs.0).cloned().flatten()).collect();
    let lines = open_conflicts(&conflicts);
    let report = Kept { article: article.id.clone(), kept, moved, conflicts: lines };
    let base = Base::new(article, beads, conflicts, signature.to_owned());
    Ok((Base { texts, hands, ..base }, report))
}

/// Conflicts that nobody dismissed, a line each.
fn open_conflicts(conflicts: &[Conflict]) -> Vec<String> {
    conflicts.iter().filter(|conflict| !conflict.dismissed).map(describe).collect()
}

fn describe(conflict: &Conflict) -> String {
    let text = conflict.texts.iter().flatten().next().map_or("", String::as_str);
    let start: String = text.chars().take(40).collect();
    let note = if conflict.note.is_empty() { String::new() } else { format!(", note '{}'", conflict.note) };
    format!("{} bead '{start}…'{note}: {}", conflict.status.as_str(), conflict.reason)
}

/// The ladder that holds the `kept` beads as they are, with what stands between them aligned anew.
fn between(article: &Article, kept: &[Bead], aligner: &Aligner, low: f64) -> Result<Vec<Bead>> {
    aligner.know(&[article])?;
    let learned = aligner.learn(article)?;
    let (mut out, mut place) = (Vec::new(), PerEdition([0usize; 3]));
    let end = lengths(article);
    for next in kept.iter().map(Some).chain([None]) {
        let until = next.map_or(end, |bead| bead.runs.map(|_, run| run.start));
        let piece = PerEdition(Edition::ALL.map(|e| place[e]..until[e].max(place[e])));
        let mut found = Ladder { beads: align_piece(article, &piece, aligner, &learned)? };
        mark(&mut found, article, low);
        out.extend(found.beads);
        if let Some(bead) = next {
            place = bead.runs.map(|_, run| run.end());
            out.push(bead.clone());
        }
    }
    Ladder { beads: out.clone() }.check(end).map_err(|fault| {
        Error::new(ErrorKind::Input, format!("{}: kept beads cross: {fault}", article.id))
            .remedy("undo the last decisions on the article")
    })?;
    Ok(out)
}

/// Aligns a piece of an article by itself.
fn align_piece(
    article: &Article,
    piece: &PerEdition<std::ops::Range<usize>>,
    aligner: &Aligner,
    learned: &crate::evidence::Learned,
) -> Result<Vec<Bead>> {
    let mut part = Article { id: article.id.clone(), ..Article::default() };
    let mut filled = 0;
    for edition in Edition::ALL {
        let segments = article.segments(edition).get(piece[edition].clone()).unwrap_or_default();
        if let Some(text) = article.editions[edition].as_ref().filter(|_| !segments.is_empty()) {
            part.editions[edition] = Some(EditionText {
                tag: text.tag.clone(),
                path: text.path.clone(),
                sha256: text.sha256.clone(),
                encoding: text.encoding.clone(),
                segments: segments.to_vec(),
                ..EditionText::default()
            });
            filled += 1;
        }
    }
    let mut place = PerEdition(Edition::ALL.map(|e| piece[e].start));
    let beads = match filled {
        0 => Vec::new(),
        1 => alone(&part),
        _ => aligner.align_with(&part, learned)?.ladder.beads,
    };
    let moved = |mut bead: Bead| {
        for edition in Edition::ALL {
            let len = bead.runs[edition].len;
            bead.runs[edition] = Run::new(place[edition], len);
            place[edition] += len;
        }
        bead
    };
    Ok(beads.into_iter().map(moved).collect())
}

/// Every segment of the only edition in a null bead of its own; nobody computed how sure that is.
fn alone(part: &Article) -> Vec<Bead> {
    let lengths = lengths(part);
    let bead = |edition: Edition| {
        let mut runs = PerEdition([Run::default(); 3]);
        runs[edition] = Run::new(0, 1);
        Bead { runs, ..Bead::default() }
    };
    Edition::ALL.into_iter().flat_map(|e| (0..lengths[e]).map(move |_| bead(e))).collect()
}

/// What made the ladders of a session.
fn signature_of(session: &Session) -> String {
    session.states.first().map(|state| state.base.signature.clone()).unwrap_or_default()
}

//! Which record of the lock file belongs to which article, and recording anew.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;

use super::{Job, Names, Read, align, read, unrelated};
use crate::check::lock::{Lock, LockedArticle};
use crate::config::Settings;
use crate::error::Result;
use crate::text::{Edition, Span};

/// Sentences that a renamed page and its record have in common at least, as a share.
const ALIKE: f64 = 0.5;

/// The records of a run.
#[derive(Debug, Clone, Default)]
pub struct Records {
    /// By article id.
    pub by_id: BTreeMap<String, LockedArticle>,
    /// The key in the lock file that each article's record had; another than its own where it was renamed.
    pub keys: BTreeMap<String, String>,
    /// Keys of records below the folders of the run that fit no article.
    pub unused: Vec<String>,
    /// Articles that no record is for.
    pub unlocked: Vec<String>,
}

/// The key of an article: the path of its English file from the folder of the lock file, whatever folder it is called
/// from. `None` without an English file.
pub fn key(job: &Job, lock: &Path) -> Option<String> {
    let file = job.files[Edition::En].as_ref()?;
    Some(relative(&real(&file.path), &folder_of(lock)))
}

fn real(path: &Path) -> PathBuf {
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_path_buf())
}

fn folder_of(lock: &Path) -> PathBuf {
    let folder = lock.parent().filter(|folder| !folder.as_os_str().is_empty());
    real(folder.unwrap_or(Path::new(".")))
}

fn relative(path: &Path, folder: &Path) -> String {
    let (own, base): (Vec<_>, Vec<_>) = (path.components().collect(), folder.components().collect());
    let common = own.iter().zip(&base).take_while(|(a, b)| a == b).count();
    let up = base[common..].iter().map(|_| "..".to_owned());
    let down =
        own[common..].iter().map(|part: &Component<'_>| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// Finds the record of each article: by its path; where its file was renamed, or the lock is of version 1, by its
/// sentences. `roots` are the folders of the run: records of pages elsewhere are not looked at.
pub fn resolve(lock: &Lock, file: &Path, jobs: &[Job], roots: &[PathBuf], settings: &Settings) -> Records {
    let mut out = Records::default();
    let mut claimed = BTreeSet::new();
    let mut open = Vec::new();
    for job in jobs {
        match key(job, file).and_then(|key| Some((key.clone(), lock.articles.get(&key)?))) {
            Some((key, locked)) => {
                claimed.insert(key.clone());
                out.keys.insert(job.id.clone(), key);
                out.by_id.insert(job.id.clone(), locked.clone());
            }
            None if job.files[Edition::En].is_some() => open.push(job),
            None => {}
        }
    }
    let folder = folder_of(file);
    let gone = |key: &&String| !claimed.contains(*key) && !folder.join(key.as_str()).is_file();
    let mut free: BTreeMap<&str, &LockedArticle> =
        lock.articles.iter().filter(|(key, _)| gone(key)).map(|(key, one)| (key.as_str(), one)).collect();
    free.extend(lock.unnamed.iter().map(|(id, one)| (id.as_str(), one)));
    if !free.is_empty() {
        let texts: Vec<(&&Job, Read)> =
            open.par_iter().map(|job| (job, read(job, settings, &Names::default()))).collect();
        for (job, text) in texts {
            let score = |one: &LockedArticle| one.likeness(&text.article);
            // The first of those that are as alike: the order of keys is that of every run.
            let best = free.iter().fold(None, |best: Option<(f64, &str)>, (id, one)| {
                let own = score(one);
                if own >= ALIKE && best.is_none_or(|(other, _)| own > other) { Some((own, id)) } else { best }
            });
            if let Some(id) = best.map(|(_, id)| id.to_owned())
                && let Some(one) = free.remove(id.as_str())
            {
                out.by_id.insert(job.id.clone(), one.clone());
                out.keys.insert(job.id.clone(), id);
            }
        }
    }
    let roots: Vec<PathBuf> = roots.iter().map(|root| real(root)).collect();
    let below = |key: &str| roots.iter().any(|root| folder.join(key).starts_with(root));
    out.unused = free.keys().filter(|key| below(key)).map(|key| (*key).to_owned()).collect();
    out.unlocked = open.iter().map(|job| job.id.clone()).filter(|id| !out.by_id.contains_key(id)).collect();
    out
}

/// What recording did.
#[derive(Debug, Default)]
pub struct Recorded {
    /// The records, by article id.
    pub articles: BTreeMap<String, LockedArticle>,
    /// Translations that stay stale, by article id.
    pub stale: BTreeMap<String, usize>,
    /// What could not be recorded, and why.
    pub problems: Vec<String>,
}

/// Records the articles as they are. What is stale by `old` and was not translated since stays so, unless `accepts`
/// takes the line of the file.
///
/// # Errors
/// As [`super::run`].
pub fn lock(
    jobs: &[Job],
    settings: &Settings,
    old: &BTreeMap<String, LockedArticle>,
    accepts: &(dyn Fn(&Path, usize) -> bool + Sync),
) -> Result<Recorded> {
    let aligner = crate::pipeline::aligner(settings)?;
    let one = |job: &Job| -> Result<Locked> {
        let Read { article, pages, problems, .. } = read(job, settings, &Names::default());
        let found = align(&article, &aligner)?.alignment;
        let complete =
            article.editions[Edition::En].is_some() && article.present().count() > 1 && !unrelated(&found);
        let line = |edition: Edition, span: Span| {
            let place = pages[edition].as_ref().map(|page| page.place(span).line);
            job.files[edition].as_ref().zip(place).is_some_and(|(file, line)| accepts(&file.path, line))
        };
        let record = || match old.get(&job.id) {
            Some(old) => old.renewed(&article, &found.ladder, &pages, &line),
            None => (LockedArticle::of(&article, &found.ladder, &pages), 0),
        };
        Ok((complete.then(record), problems))
    };
    let done: Vec<_> = jobs.par_iter().map(one).collect::<Result<_>>()?;
    let mut out = Recorded::default();
    for (job, (record, problems)) in jobs.iter().zip(done) {
        out.problems.extend(problems);
        if let Some((article, stale)) = record {
            out.articles.insert(job.id.clone(), article);
            if stale > 0 {
                out.stale.insert(job.id.clone(), stale);
            }
        }
    }
    Ok(out)
}

/// The record of an article with the beads that stay stale, where there is one, and what was wrong with it.
type Locked = (Option<(LockedArticle, usize)>, Vec<String>);

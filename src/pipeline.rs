//! The only place where the stages are wired together; parallelism and progress live here.

#[cfg(feature = "files")]
pub mod build;
#[cfg(feature = "files")]
pub mod check;
#[cfg(feature = "files")]
mod columns;
#[cfg(feature = "files")]
mod document;
#[cfg(feature = "files")]
mod dropped;
mod find;
mod flags;
#[cfg(feature = "files")]
mod gold;
mod job;
#[cfg(feature = "files")]
mod ladders;
mod messages;
mod model;
#[cfg(feature = "train")]
pub mod omissions;
mod pages;
#[cfg(feature = "files")]
pub mod pairing;
#[cfg(feature = "train")]
mod planting;
mod prepare;
#[cfg(feature = "train")]
mod refit;
#[cfg(feature = "review")]
pub mod review;
#[cfg(feature = "files")]
pub mod stream;
mod texts;
#[cfg(feature = "train")]
mod training;
pub mod vectors;
#[cfg(feature = "files")]
pub mod verify;

use std::path::Path;

use rayon::prelude::*;

use crate::align::Aligner;
use crate::bead::{Ladder, Move};
use crate::config::Settings;
use crate::error::{Error, ErrorKind, Result};
#[cfg(feature = "files")]
use crate::export::Record;
use crate::text::{Article, Edition, PerEdition, Tag};

#[cfg(feature = "files")]
pub use dropped::{Dropped, Received, receive};
#[cfg(feature = "files")]
pub use gold::{About, Gold, Split, check_gold};
#[cfg(feature = "files")]
pub use ladders::{format_of, read_ladders};
#[cfg(feature = "train")]
pub use refit::{Refit, refit};
#[cfg(feature = "train")]
pub use training::{Training, cross_validate, train};

pub use find::{find, find_by};
pub use job::{Found, Job, JobFile};
pub use model::{aligner, signature, weights};
pub use prepare::prepare;
pub use texts::{PlainText, article};

use flags::aligned;
use pages::{not_empty, read_page};

/// How far the run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// An article was read and cut.
    Read,
    /// An article was aligned.
    Aligned,
}

/// An article that went through.
#[derive(Debug, Clone, PartialEq)]
pub struct Aligned {
    /// The article.
    pub article: Article,
    /// Its ladder.
    pub ladder: Ladder,
    /// What stands elsewhere in an edition; none where the ladder is a person's.
    pub moves: Vec<Move>,
}

/// What became of a job.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The article's id.
    pub id: String,
    /// The article and its ladder, or why there is none.
    pub aligned: Result<Aligned>,
    /// Faults that did not stop the article, such as an edition that is missing.
    pub problems: Vec<String>,
    /// What a person should know.
    pub warnings: Vec<String>,
}

#[cfg(feature = "files")]
impl Outcome {
    /// The record for the writers.
    pub fn record(&self, signature: &str) -> Record {
        match &self.aligned {
            Ok(done) => Record::new(&done.article, &done.ladder, signature).with_moves(&done.moves),
            Err(error) => Record::failed(&self.id, error, signature),
        }
    }
}

/// Aligns the jobs: the outcomes in the order of the jobs, the same at any thread count.
///
/// `progress` is called from many threads. One bad article never stops the others.
///
/// # Errors
/// `Io` where no threads can be started or an embeddings server cannot be reached; `Input` where vectors are of other
/// texts.
pub fn run(
    jobs: &[Job],
    settings: &Settings,
    aligner: &Aligner,
    progress: &(dyn Fn(Step) + Sync),
) -> Result<Vec<Outcome>> {
    let expected = expected(jobs, settings);
    in_pool(settings, || {
        let read: Vec<Prepared> = jobs
            .par_iter()
            .map(|job| {
                let prepared = Prepared::new(job, settings, expected);
                progress(Step::Read);
                prepared
            })
            .collect();
        align_read(read, settings, aligner, progress)
    })?
}

/// Aligns what was read, on the threads of the pool it is called in.
fn align_read(
    read: Vec<Prepared>,
    settings: &Settings,
    aligner: &Aligner,
    progress: &(dyn Fn(Step) + Sync),
) -> Result<Vec<Outcome>> {
    let articles: Vec<&Article> = read.iter().filter_map(|p| p.article.as_ref().ok()).collect();
    aligner.know(&articles)?;
    let finished = read.into_par_iter().map(|prepared| {
        let outcome = prepared.finish(settings, aligner);
        progress(Step::Aligned);
        outcome
    });
    Ok(finished.collect())
}

/// Runs `work` on as many threads as the settings say.
///
/// # Errors
/// `Io` where no threads can be started.
pub fn in_pool<T: Send>(settings: &Settings, work: impl FnOnce() -> T + Send) -> Result<T> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(settings.threads)
        .build()
        .map_err(|e| Error::new(ErrorKind::Io, e.to_string()).remedy("try --threads 1"))?;
    Ok(pool.install(work))
}

/// So many files that say only `zh` are looked at to know which Chinese a run is about.
#[cfg(feature = "files")]
const LOOKED_AT: usize = 5;

/// The editions that articles of this run should have: those of the settings, or those that any of them has.
pub fn expected_editions(jobs: &[Job], settings: &Settings) -> Vec<Edition> {
    let expected = expected(jobs, settings);
    Edition::ALL.into_iter().filter(|edition| expected[*edition]).collect()
}

/// The editions an article of this run should have.
fn expected(jobs: &[Job], settings: &Settings) -> PerEdition<bool> {
    let mut expected = PerEdition([false; 3]);
    for edition in Edition::ALL {
        expected[edition] = if settings.editions.is_empty() {
            jobs.iter().any(|job| job.files[edition].as_ref().is_some_and(|file| !file.tag.bare))
        } else {
            settings.editions.contains(&edition)
        };
    }
    // `zh` alone is told by the text.
    #[cfg(feature = "files")]
    if settings.editions.is_empty() && !expected[Edition::ZhHans] {
        let bare = jobs.iter().filter_map(|job| job.files[Edition::ZhHans].as_ref());
        let is_hans = |file: &JobFile| {
            let page = pages::Page::read(file, false, settings, &mut Vec::new(), true);
            page.map_or(true, |page| page.tag.edition == Edition::ZhHans)
        };
        let seen: Vec<bool> = bare.take(LOOKED_AT).map(is_hans).collect();
        // The most: a short page has few characters that tell. Where each may be either, neither is missing.
        let hans = seen.iter().filter(|hans| **hans).count();
        expected[Edition::ZhHans] |= hans * 2 > seen.len();
        expected[Edition::ZhHant] |= hans == 0 && !seen.is_empty();
    }
    expected
}

/// An article that was read and cut, or why not.
struct Prepared {
    id: String,
    article: Result<Article>,
    problems: Vec<String>,
    warnings: Vec<String>,
}

impl Prepared {
    fn new(job: &Job, settings: &Settings, expected: PerEdition<bool>) -> Self {
        let mut warnings = Vec::new();
        let mut problems = Vec::new();
        let article = prepare(job, settings, &mut warnings);
        if let Ok(article) = &article {
            // What said only `zh` and is Traditional is no Simplified edition that is missing.
            let told = |e: Edition| job.files[e].as_ref().is_some_and(|file| file.tag.bare);
            let missing = |e: Edition| article.editions[e].is_none() && !told(e);
            for (edition, _) in expected.iter().filter(|(e, there)| **there && missing(*e)) {
                problems.push(format!(
                    "{}: the {edition} edition is missing; the others are aligned (add the file, or name the editions you have in trialign.toml: editions = [\"en\", …])",
                    job.id
                ));
            }
        }
        Prepared { id: job.id.clone(), article, problems, warnings }
    }

    fn finish(self, settings: &Settings, aligner: &Aligner) -> Outcome {
        let Prepared { id, article, problems, mut warnings } = self;
        let aligned = article.and_then(|article| {
            let done = aligned(aligner, &article, settings)?;
            warnings.extend(done.messages.into_iter().map(|message| format!("{id}: {message}")));
            Ok(Aligned { article, ladder: done.ladder, moves: done.moves })
        });
        Outcome { id, aligned, problems, warnings }
    }
}

/// The sentences of a file, white space folded.
///
/// # Errors
/// As [`read::read_file`].
pub fn sentences(path: &Path, edition: Edition, settings: &Settings) -> Result<Vec<String>> {
    let file = JobFile { path: path.to_path_buf(), tag: Tag::from(edition) };
    let (_, text, _) = read_page(&file, false, settings, &mut Vec::new(), true)?;
    let text = not_empty(text)?;
    Ok(text.segments.into_iter().map(|segment| segment.text).collect())
}

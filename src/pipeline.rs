//! The only place where the stages are wired together; parallelism and progress live here.

#[cfg(feature = "files")]
pub mod build;
#[cfg(feature = "files")]
pub mod check;
#[cfg(feature = "files")]
mod document;
#[cfg(feature = "files")]
mod dropped;
#[cfg(feature = "files")]
mod gold;
#[cfg(feature = "files")]
mod ladders;
mod messages;
#[cfg(feature = "train")]
pub mod omissions;
mod pages;
#[cfg(feature = "files")]
pub mod pairing;
#[cfg(feature = "train")]
mod planting;
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

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::align::{Aligner, Alignment, Weights};
use crate::bead::{self, Ladder, MOVED, Move, Status};
use crate::clean::script;
use crate::config::Settings;
use crate::discover::{self, DiscoverOptions};
use crate::error::{Error, ErrorKind, Result};
#[cfg(feature = "files")]
use crate::export::Record;
use crate::input;
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

pub use texts::{PlainText, article};

use pages::{Page, not_empty, read_page};

/// A file of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobFile {
    /// Where it is.
    pub path: PathBuf,
    /// What its name says it is.
    pub tag: Tag,
}

/// One article to be aligned.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Job {
    /// The article's id.
    pub id: String,
    /// Its files.
    pub files: PerEdition<Option<JobFile>>,
    /// One sentence a line, kept as it is.
    pub segmented: bool,
}

/// What was found under the paths of a call.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The articles.
    pub jobs: Vec<Job>,
    /// What was recognised and why, a line each.
    pub explain: Vec<String>,
    /// Files that could be editions and belong to no article.
    pub unused: Vec<PathBuf>,
    /// Texts of formats that are not read.
    pub unread: Vec<PathBuf>,
    /// Where discovery was for checking: further files of an edition that has one, by article; else they are problems.
    pub twice: Vec<(String, JobFile)>,
    /// What could not be used.
    pub problems: Vec<Error>,
}

impl Found {
    /// How many texts lie there that are not read, by extension; `None` where all are read.
    pub fn unread_line(&self) -> Option<String> {
        let mut kinds = std::collections::BTreeMap::<String, usize>::new();
        for path in &self.unread {
            let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
            *kinds.entry(extension).or_default() += 1;
        }
        let told: Vec<String> = kinds.iter().map(|(extension, n)| format!("{n} .{extension}")).collect();
        (!told.is_empty()).then(|| {
            format!("not read, for their format: {} ({})", told.join(", "), "--explain-layout names them")
        })
    }
}

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

/// What made a record: version, weights, and the settings that shape a ladder.
pub fn signature(settings: &Settings, aligner: &Aligner) -> String {
    let mut parts = vec![format!("trialign {}", env!("CARGO_PKG_VERSION")), aligner.signature().to_owned()];
    let shaping = [
        (settings.keep_furniture, "keep-furniture"),
        (settings.keep_code, "keep-code"),
        (settings.drop_notes, "drop-notes"),
    ];
    for (on, name) in shaping {
        if on {
            parts.push(name.to_owned());
        }
    }
    parts.join("; ")
}

/// The aligner of a call, with the weights its settings name.
///
/// # Errors
/// As [`weights`]; `Config` where the weights are of other evidence or vectors.
pub fn aligner(settings: &Settings) -> Result<Aligner> {
    let source = vectors::open(settings)?;
    vectors::aligner(&weights(settings)?, source.as_ref()).map_err(|e| match &settings.weights {
        Some(path) => e.at(path),
        None => e,
    })
}

/// The weights that the settings name, or those that come with the program.
///
/// # Errors
/// `Io` where they cannot be read, `Config` where they are no weights.
pub fn weights(settings: &Settings) -> Result<Weights> {
    let Some(path) = &settings.weights else { return Weights::embedded() };
    let text = input::text(path, input::TABLE).map_err(|e| e.remedy("see --weights"))?;
    Weights::parse(&text).map_err(|e| e.at(path))
}

/// Finds the articles under `paths`.
///
/// # Errors
/// `Io` or `Input` where nothing can be found at all.
pub fn find(paths: &[PathBuf], segmented: bool) -> Result<Found> {
    find_by(paths, segmented, DiscoverOptions::default())
}

/// As [`find`], by a pattern such as `src/@lang/@path` or by a layout where `options` say so.
///
/// # Errors
/// As [`find`]; `Config` for a bad pattern.
pub fn find_by(paths: &[PathBuf], segmented: bool, options: DiscoverOptions) -> Result<Found> {
    let found = discover::discover(paths, &options)?;
    let file = |file: &discover::FoundFile| JobFile { path: file.path.clone(), tag: file.tag.clone() };
    let job = |found: &discover::Found| Job {
        id: found.id.clone(),
        files: found.files.map(|_, f| f.as_ref().map(file)),
        segmented,
    };
    let mut problems = found.problems;
    let mut twice = Vec::new();
    for article in &found.articles {
        if options.checking {
            twice.extend(article.twice.iter().map(|one| (article.id.clone(), file(one))));
        } else {
            problems.extend(article.clashes());
        }
    }
    let jobs = found.articles.iter().map(job);
    #[cfg(feature = "files")]
    let jobs = jobs.filter_map(|job| only_columns(job, &mut problems));
    let jobs = jobs.collect();
    Ok(Found { jobs, explain: found.explain, unused: found.unused, unread: found.unread, twice, problems })
}

/// A workbook that is all editions of an article has those it has a column for.
#[cfg(feature = "files")]
fn only_columns(mut job: Job, problems: &mut Vec<Error>) -> Option<Job> {
    let path = match &job.files.0 {
        [Some(a), Some(b), _] if a.path == b.path && is_workbook(&a.path) => a.path.clone(),
        _ => return Some(job),
    };
    let bytes = input::bytes(&path, input::TABLE);
    match bytes.and_then(|bytes| crate::read::workbook_editions(&bytes, &path)) {
        Ok(there) if there.0.iter().any(|there| *there) => {
            for edition in Edition::ALL.into_iter().filter(|edition| !there[*edition]) {
                job.files[edition] = None;
            }
            Some(job)
        }
        Ok(_) => {
            problems.push(
                Error::new(ErrorKind::Input, "no row of the workbook names the editions")
                    .at(&path)
                    .remedy("write en, zh-Hans or zh-Hant (or English, 简体, 繁體) above the columns"),
            );
            None
        }
        Err(error) => {
            problems.push(error);
            None
        }
    }
}

#[cfg(feature = "files")]
fn is_workbook(path: &Path) -> bool {
    crate::read::Format::of(path) == Some(crate::read::Format::Workbook)
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

/// The editions an article of this run should have.
fn expected(jobs: &[Job], settings: &Settings) -> PerEdition<bool> {
    let mut expected = PerEdition([false; 3]);
    for edition in Edition::ALL {
        expected[edition] = if settings.editions.is_empty() {
            jobs.iter().any(|job| job.files[edition].is_some())
        } else {
            settings.editions.contains(&edition)
        };
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
            for (edition, _) in expected.iter().filter(|(e, there)| **there && article.editions[*e].is_none())
            {
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

/// Reads, cleans, checks and cuts the editions of a job.
///
/// # Errors
/// The first edition that cannot be read; `Input` where fewer than two are left.
pub fn prepare(job: &Job, settings: &Settings, warnings: &mut Vec<String>) -> Result<Article> {
    let mut article = Article { id: job.id.clone(), ..Article::default() };
    let mut pages: Vec<Page> = Vec::new();
    for (edition, file) in job.files.iter() {
        let Some(file) = file else { continue };
        if !settings.editions.is_empty() && !settings.editions.contains(&edition) {
            continue;
        }
        let page = Page::read(file, job.segmented, settings, warnings, true)?;
        let edition = page.tag.edition;
        if let Some(other) = pages.iter().find(|other| other.tag.edition == edition) {
            return Err(Error::new(
                ErrorKind::Input,
                format!("this is {edition} text, and so is {}", other.path),
            )
            .at(&file.path)
            .remedy("name the files en, zh-Hans and zh-Hant by what they hold"));
        }
        pages.push(page);
    }
    Page::clean(&mut pages);
    for page in pages {
        let (tag, text, _) = page.cut(settings)?;
        let edition = tag.edition;
        let text = not_empty(text)?;
        warnings.extend(script::mismatch(edition, &text).map(|found| format!("{}: {found}", text.path)));
        article.editions[edition] = Some(text);
    }
    match article.present().count() {
        0 | 1 => {
            let only = article.present().next().map_or("", |(edition, _)| edition.as_str());
            Err(Error::new(ErrorKind::Input, format!("{}: only one edition ({only}) is there", job.id))
                .remedy("add a second edition beside it: en, zh-Hans or zh-Hant"))
        }
        _ => Ok(article),
    }
}

/// An English sentence is flagged as lost inside a bead where that is likelier than not.
const PARTIAL: f64 = 0.5;

/// The alignment of an article with its beads flagged: what every output shows.
///
/// # Errors
/// Where a sentence vector cannot be had.
fn aligned(aligner: &Aligner, article: &Article, settings: &Settings) -> Result<Alignment> {
    let mut done = messages::align(article, aligner)?;
    if done.messages.is_empty() {
        let omitted = messages::omissions(article, &done, aligner);
        mark_partial(&mut done.ladder, &omitted, PARTIAL);
    }
    for Move { from, to, .. } in done.moves.clone() {
        for (at, other) in [(from, to), (to, from)] {
            done.ladder.beads[at].flags.extend([MOVED.to_owned(), bead::moved_row(other + 1)]);
        }
    }
    mark(&mut done.ladder, article, settings.low_confidence);
    Ok(done)
}

/// Flags beads in which an edition has something, but not all that the English says there: an English sentence that it
/// lacks with at least the probability `least`.
fn mark_partial(ladder: &mut Ladder, omitted: &PerEdition<Vec<f64>>, least: f64) {
    for bead in ladder.beads.iter_mut().filter(|bead| bead.runs[Edition::En].len > 1) {
        for edition in [Edition::ZhHans, Edition::ZhHant].into_iter().filter(|e| bead.runs[*e].len > 0) {
            let own = omitted[edition].get(bead.runs[Edition::En].range()).unwrap_or_default();
            if own.iter().any(|p| *p >= least) {
                bead.flags.push(format!("partial-omission-{}", edition.short()));
            }
        }
    }
}

/// Flags omissions and beads that a person should look at.
fn mark(ladder: &mut Ladder, article: &Article, low_confidence: f64) {
    let present = article.editions.map(|_, text| text.is_some());
    for bead in &mut ladder.beads {
        bead.flags.extend(bead.omissions(present));
        if bead.status == Status::Auto && bead.confidence.is_some_and(|p| p < low_confidence) {
            bead.flags.push("low-confidence".to_owned());
        }
        bead.flags.sort();
        bead.flags.dedup();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bead::{Bead, Run};

    #[test]
    fn an_omission_inside_a_bead_is_flagged_and_a_gap_is_no_such() {
        let bead =
            |en: Run, hans: Run, hant: Run| Bead { runs: PerEdition([en, hans, hant]), ..Bead::default() };
        let mut ladder = Ladder {
            beads: vec![
                bead(Run::new(0, 2), Run::new(0, 2), Run::new(0, 1)),
                bead(Run::new(2, 1), Run::new(2, 1), Run::new(1, 0)),
                bead(Run::new(3, 2), Run::new(3, 1), Run::new(1, 1)),
            ],
        };
        // zh-Hant lacks sentences 1 and 2; the last two are rendered by one
        let omitted = PerEdition([vec![], vec![0.0; 5], vec![0.1, 0.97, 0.99, 0.2, 0.3]]);
        mark_partial(&mut ladder, &omitted, PARTIAL);
        let flags: Vec<_> = ladder.beads.iter().map(|bead| bead.flags.join(" ")).collect();
        assert_eq!(flags, ["partial-omission-hant", "", ""]);
    }
}

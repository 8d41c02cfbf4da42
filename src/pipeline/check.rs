//! Checks articles: read, align, run the rules; what was checked before and has not changed is not done again.

mod cache;
pub mod history;
pub mod reviewed;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Job, Step, read_page};
use crate::align::{Aligner, Alignment};
use crate::check::glossary::Glossary;
use crate::check::lock::{Lock, LockedArticle};
use crate::check::{self, Behind, Finding, Page, Said, Subject};
use crate::clean::script;
use crate::config::Settings;
use crate::error::{Error, ErrorKind, Result};
use crate::read::Format;
use crate::text::{Article, Edition, EditionText, PerEdition};

pub use cache::Cache;

/// How articles are checked.
#[derive(Debug, Clone, Default)]
pub struct CheckOptions {
    /// The settings of the run.
    pub settings: Settings,
    /// Terms.
    pub glossary: Glossary,
    /// What was recorded when the translations were made.
    pub lock: Option<Lock>,
    /// How far translations are behind, by article id.
    pub behind: BTreeMap<String, PerEdition<Option<Behind>>>,
    /// The folder of the cache; without it nothing is remembered.
    pub cache: Option<PathBuf>,
}

/// What checking found.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// The findings, by place.
    pub findings: Vec<Finding>,
    /// The articles and the editions each has.
    pub articles: Vec<(String, Vec<Edition>)>,
    /// Beads looked at.
    pub beads: usize,
    /// Articles that were known from before.
    pub cached: usize,
    /// Files that could not be used.
    pub problems: Vec<String>,
    /// What a person should know of files that were used.
    pub notices: Vec<String>,
}

/// What is remembered of an article.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Remembered {
    findings: Vec<Finding>,
    said: Vec<Said>,
    beads: usize,
    #[serde(default)]
    notices: Vec<String>,
}

/// Checks the jobs: findings by place, the same at any thread count.
///
/// Each article is aligned by itself, so what is found in one does not depend on which others are checked.
///
/// # Errors
/// `Io` where no threads can be started or the aligner's data is missing, `Config` where the weights are none.
pub fn run(jobs: &[Job], options: &CheckOptions, progress: &(dyn Fn(Step) + Sync)) -> Result<Checked> {
    let expected = super::expected(jobs, &options.settings);
    let cache = options.cache.as_deref().map(Cache::open).unwrap_or_default();
    let lazy = OnceLock::new();
    let aligner = || lazy.get_or_init(|| super::aligner(&options.settings)).as_ref().map_err(Clone::clone);
    let base = cache::base(options);
    let one = |job: &Job| -> Result<(String, Remembered, bool, Vec<String>)> {
        let key = cache::key(&base, job, options, expected);
        let known = cache.get(&key);
        let hit = known.is_some();
        let (done, problems) = match known {
            Some(known) => (known.clone(), Vec::new()),
            None => article(job, options, expected, aligner()?)?,
        };
        progress(Step::Read);
        progress(Step::Aligned);
        Ok((key, done, hit, problems))
    };
    let done: Vec<Result<_>> = super::in_pool(&options.settings, || jobs.par_iter().map(one).collect())?;
    let mut out = Checked::default();
    let mut said = Vec::new();
    let mut fresh = Cache::default();
    for (job, done) in jobs.iter().zip(done) {
        let (key, done, hit, problems) = done?;
        out.articles.push((job.id.clone(), editions(job)));
        out.findings.extend(done.findings.iter().cloned());
        out.beads += done.beads;
        out.cached += usize::from(hit);
        said.extend(done.said.iter().cloned());
        out.notices.extend(done.notices.iter().cloned());
        // A file that could not be read may be readable next time.
        if problems.is_empty() {
            fresh.insert(key, done);
        }
        out.problems.extend(problems);
    }
    out.findings.extend(check::settle(check::inconsistent(&said), &options.settings.check));
    Finding::sort(&mut out.findings);
    if let Some(folder) = &options.cache
        && out.cached < jobs.len()
    {
        fresh.save(folder, cache);
    }
    Ok(out)
}

fn editions(job: &Job) -> Vec<Edition> {
    job.files.iter().filter(|(_, file)| file.is_some()).map(|(edition, _)| edition).collect()
}

/// What was read of a job.
struct Read {
    article: Article,
    pages: PerEdition<Option<Page>>,
    files: PerEdition<Option<String>>,
    problems: Vec<String>,
}

fn article(
    job: &Job,
    options: &CheckOptions,
    expected: PerEdition<bool>,
    aligner: &Aligner,
) -> Result<(Remembered, Vec<String>)> {
    let Read { article, pages, files, problems } = read(job, &options.settings);
    let Aligned { known, alignment, foreign } = align(&article, aligner)?;
    let omitted = aligner.omissions(&known, &alignment);
    let ladder = alignment.ladder;
    // A file that is there and cannot be read says nothing of what is missing.
    if !problems.is_empty() {
        return Ok((Remembered::default(), problems));
    }
    let subject = Subject {
        article: &article,
        ladder: &ladder,
        pages: &pages,
        files: &files,
        expected,
        unrelated: !alignment.messages.is_empty(),
        foreign,
        omitted,
        settings: &options.settings.check,
        low_confidence: options.settings.low_confidence,
        lock: options.lock.as_ref().and_then(|lock| lock.articles.get(&job.id)),
        glossary: &options.glossary,
        behind: options.behind.get(&job.id).cloned().unwrap_or_default(),
    };
    let done = Remembered {
        findings: check::check(&subject),
        said: Said::of(&subject),
        beads: ladder.beads.len(),
        notices: notices(&pages),
    };
    Ok((done, problems))
}

/// Front matter that is broken: the text below it is checked nevertheless.
fn notices(pages: &PerEdition<Option<Page>>) -> Vec<String> {
    let markdown = |page: &&Page| matches!(Format::of(Path::new(&page.path)), Some(Format::Markdown { .. }));
    let told = |page: &Page| {
        let (line, message) = check::front::broken(&page.source)?;
        let error = Error::new(ErrorKind::Input, message).at(Path::new(&page.path)).line(line);
        Some(error.remedy("mend it: the text is checked, what the front matter says may be lost").to_string())
    };
    pages.iter().filter_map(|(_, page)| page.as_ref()).filter(markdown).filter_map(told).collect()
}

/// What the aligner says of an article.
struct Aligned {
    /// The article without what could not be used.
    known: Article,
    alignment: Alignment,
    foreign: PerEdition<bool>,
}

fn align(article: &Article, aligner: &Aligner) -> Result<Aligned> {
    let foreign =
        article.editions.map(|edition, text| edition.is_chinese() && text.as_ref().is_some_and(is_foreign));
    let mut known = article.clone();
    for edition in Edition::ALL {
        let empty = known.editions[edition].as_ref().is_some_and(|text| text.segments.is_empty());
        if foreign[edition] || empty {
            known.editions[edition] = None;
        }
    }
    aligner.know(&[&known])?;
    let alignment = aligner.align(&known)?;
    Ok(Aligned { known, alignment, foreign })
}

/// Text in no Chinese: Latin script, or Japanese.
fn is_foreign(text: &EditionText) -> bool {
    let mut found = script::Judgement::default();
    text.segments.iter().for_each(|segment| found.add(&segment.text));
    found.latin > found.han * 9 && found.latin >= 20 || found.kana >= 5 && found.kana * 10 > found.han
}

fn read(job: &Job, settings: &Settings) -> Read {
    let mut out = Read {
        article: Article { id: job.id.clone(), ..Article::default() },
        pages: PerEdition::default(),
        files: PerEdition::default(),
        problems: Vec::new(),
    };
    for (edition, file) in job.files.iter() {
        let Some(file) =
            file.as_ref().filter(|_| settings.editions.is_empty() || settings.editions.contains(&edition))
        else {
            continue;
        };
        let found = read_page(file, job.segmented, settings, &mut Vec::new(), true);
        let (tag, text, source) = match found {
            Ok(found) => found,
            Err(error) => {
                let path = shown(&file.path.to_string_lossy());
                // A file with nothing in it is a finding, not a fault of the run.
                match std::fs::read_to_string(&file.path) {
                    Ok(text) if text.trim_start_matches('\u{feff}').trim().is_empty() => {
                        out.files[edition] = Some(path);
                    }
                    _ => out.problems.push(error.to_string()),
                }
                continue;
            }
        };
        // The content of a bare `zh` may say Hant; where that edition has a file of its own, the name counts.
        let taken = tag.edition != edition && job.files[tag.edition].is_some();
        let edition = if taken { edition } else { tag.edition };
        let path = shown(&text.path);
        out.files[edition] = Some(path.clone());
        out.pages[edition] = Some(Page::new(path, source.text, source.blocks));
        out.article.editions[edition] = Some(text);
    }
    out
}

/// A path as reports show it: below the folder of the call, with `/` and without `./` before it.
fn shown(path: &str) -> String {
    let path = path.replace('\\', "/");
    let here = std::env::current_dir().unwrap_or_default().to_string_lossy().replace('\\', "/");
    let below = path.strip_prefix(&here).filter(|_| here.len() > 1).and_then(|rest| rest.strip_prefix('/'));
    let path = below.unwrap_or(&path);
    path.trim_start_matches("./").to_owned()
}

/// Records the articles as they are; those that could not be read are told.
///
/// # Errors
/// As [`run`].
pub fn lock(jobs: &[Job], settings: &Settings) -> Result<(Lock, Vec<String>)> {
    let aligner = super::aligner(settings)?;
    let done: Vec<(Option<LockedArticle>, Vec<String>)> = jobs
        .par_iter()
        .map(|job| {
            let Read { article, problems, .. } = read(job, settings);
            let found = align(&article, &aligner)?.alignment;
            let complete = article.editions[Edition::En].is_some()
                && article.present().count() > 1
                && found.messages.is_empty();
            Ok((complete.then(|| LockedArticle::of(&article, &found.ladder)), problems))
        })
        .collect::<Result<_>>()?;
    let mut lock = Lock::new();
    let mut problems = Vec::new();
    for (job, (locked, faults)) in jobs.iter().zip(done) {
        problems.extend(faults);
        lock.articles.extend(locked.map(|locked| (job.id.clone(), locked)));
    }
    Ok((lock, problems))
}

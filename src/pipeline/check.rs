//! Checks articles: read, align, run the rules; what was checked before and has not changed is not done again.

mod cache;
mod git;
pub mod history;
pub mod locks;
mod options;
pub mod reviewed;
mod since;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use rayon::prelude::*;

use super::{Job, JobFile, Step, messages, pages};
use crate::align::{Aligner, Alignment};
use crate::bead::Bead;
use crate::check::status::{EditionStatus, PageStatus};
use crate::check::{self, Finding, Moved, Page, Said, Subject};
use crate::config::{Level, Settings};
use crate::error::{Error, ErrorKind, Result};
use crate::input;
use crate::read::Format;
use crate::text::{Article, Edition, PerEdition};

pub use cache::Cache;
pub use git::tracked;
pub use options::{CheckOptions, Names, Remembered};
pub use since::Since;

/// Rules that the settings name have to exist.
///
/// # Errors
/// `Config` for the first that does not.
pub fn known_rules(settings: &Settings) -> Result<()> {
    let own = &settings.check;
    let names = own.rules.keys().chain(own.overrides.iter().flat_map(|paths| paths.rules.keys()));
    match names.into_iter().find(|id| check::rule(id).is_none_or(|rule| rule.id != id.as_str())) {
        Some(id) => Err(Error::new(ErrorKind::Config, format!("[check]: there is no rule '{id}'"))
            .remedy("`trialign rule` lists them")),
        None => Ok(()),
    }
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
    /// How each article stands.
    pub pages: Vec<PageStatus>,
    /// Files that could not be used.
    pub problems: Vec<String>,
    /// What a person should know of files that were used.
    pub notices: Vec<String>,
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
    let ignored = |job: &&Job| !is_ignored(job, options);
    let jobs: Vec<&Job> = jobs.iter().filter(ignored).collect();
    let base = cache::base(options)?;
    let keys: Vec<String> = super::in_pool(&options.settings, || {
        jobs.par_iter().map(|job| cache::key(&base, job, options, expected)).collect()
    })?;
    // Nothing is loaded to align with where all is known.
    let known = keys.iter().all(|key| cache.get(key).is_some());
    let aligner = if known { None } else { Some(super::aligner(&options.settings)?) };
    let one = |(job, key): (&&Job, &String)| -> Result<(Remembered, bool, Vec<String>)> {
        let (done, hit, problems) = match (cache.get(key), &aligner) {
            (None, Some(aligner)) => {
                let (done, problems) = caught(job, || article(job, options, expected, aligner))?;
                (done, false, problems)
            }
            (known, _) => (known.cloned().unwrap_or_default(), true, Vec::new()),
        };
        progress(Step::Read);
        progress(Step::Aligned);
        Ok((done, hit, problems))
    };
    let done: Vec<Result<_>> =
        super::in_pool(&options.settings, || jobs.par_iter().zip(&keys).map(one).collect())?;
    let mut out = Checked::default();
    let mut said = Vec::new();
    let mut fresh = Cache::default();
    for ((job, key), done) in jobs.iter().zip(keys).zip(done) {
        let (done, hit, problems) = done?;
        out.articles.push((job.id.clone(), editions(job)));
        out.pages.push(page_status(job, &done, expected));
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
    let english = |job: &&Job| Some(shown(&job.files[Edition::En].as_ref()?.path.to_string_lossy()));
    check::missing::by_folder(&mut out.findings, &jobs.iter().filter_map(english).collect::<Vec<_>>());
    Finding::sort(&mut out.findings);
    if let Some(folder) = &options.cache
        && out.cached < jobs.len()
    {
        fresh.save(folder, cache);
    }
    Ok(out)
}

/// Runs `work` on an article. A fault of this program in one article is told of it and costs no other.
fn caught(
    job: &Job,
    work: impl FnOnce() -> Result<(Remembered, Vec<String>)>,
) -> Result<(Remembered, Vec<String>)> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let said = format!(
            "{}: not checked, for a fault of this program (the others are; please report it with the files)",
            job.id
        );
        Ok((Remembered::default(), vec![said]))
    })
}

/// How an article stands: what it covers, what is stale, what was found.
fn page_status(job: &Job, done: &Remembered, expected: PerEdition<bool>) -> PageStatus {
    let name = |edition: Edition| Some(shown(&job.files[edition].as_ref()?.path.to_string_lossy()));
    let state = |edition: Edition| {
        // A .po file is a translation into one language.
        let gettext = job.files[Edition::En].as_ref().is_some_and(|file| is_gettext(&file.path));
        let wanted = expected[edition] && !gettext || job.files[edition].is_some();
        let own = |rule: Option<&str>, level: Level| {
            let of = |f: &&Finding| f.edition == Some(edition) && rule.is_none_or(|rule| f.rule == rule);
            done.findings.iter().filter(of).filter(|f| f.level >= level).count()
        };
        (wanted && edition.is_chinese()).then(|| EditionStatus {
            path: name(edition),
            coverage: done.coverage[edition as usize],
            stale: own(Some("D201"), Level::Warning),
            errors: own(None, Level::Error),
            warnings: own(None, Level::Warning) - own(None, Level::Error),
        })
    };
    PageStatus {
        id: job.id.clone(),
        english: name(Edition::En),
        editions: [(Edition::ZhHans, state(Edition::ZhHans)), (Edition::ZhHant, state(Edition::ZhHant))]
            .into_iter()
            .filter_map(|(edition, state)| Some((edition, state?)))
            .collect(),
    }
}

/// Whether nothing of an article is to be reported: its English is ignored, or each of its Chinese files.
fn is_ignored(job: &Job, options: &CheckOptions) -> bool {
    let ignored = |edition: Edition| {
        job.files[edition].as_ref().map(|file| ignores(&options.settings, &options.names, &file.path))
    };
    let chinese = [ignored(Edition::ZhHans), ignored(Edition::ZhHant)];
    let all = chinese.iter().any(Option::is_some) && chinese.iter().all(|told| told.unwrap_or(true));
    ignored(Edition::En) == Some(true) || all
}

fn is_gettext(path: &Path) -> bool {
    Format::of(path) == Some(Format::Gettext)
}

fn ignores(settings: &Settings, names: &Names, path: &Path) -> bool {
    settings.check.ignores(&shown(&names.of(path).to_string_lossy()))
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
    /// What of a file of messages was passed over, each once: both sides may stand in one file.
    passed: Vec<String>,
}

fn article(
    job: &Job,
    options: &CheckOptions,
    expected: PerEdition<bool>,
    aligner: &Aligner,
) -> Result<(Remembered, Vec<String>)> {
    let Read { article, pages, files, problems, passed } = read(job, &options.settings, &options.names);
    // A file that is there and cannot be read says nothing of what is missing.
    if !problems.is_empty() {
        return Ok((Remembered::default(), problems));
    }
    let Aligned { known, alignment, foreign } = align(&article, aligner)?;
    let mut omitted = messages::omissions(&known, &alignment, aligner);
    let unrelated = unrelated(&alignment);
    let ladder = alignment.ladder;
    let moved = Moved::new(&ladder.beads, &alignment.moves);
    moved.lower(&ladder.beads, &mut omitted);
    let told = |edition: Edition, wanted: &bool| {
        let file = job.files[edition].as_ref();
        let gettext = job.files[Edition::En].as_ref().is_some_and(|file| is_gettext(&file.path));
        *wanted
            && !(gettext && file.is_none())
            && !file.is_some_and(|file| ignores(&options.settings, &options.names, &file.path))
    };
    let twice = options.twice.iter().filter(|(id, _)| *id == job.id);
    let subject = Subject {
        article: &article,
        ladder: &ladder,
        pages: &pages,
        files: &files,
        expected: expected.map(told),
        twice: twice.map(|(_, file)| (file.tag.edition, shown(&file.path.to_string_lossy()))).collect(),
        unrelated,
        foreign,
        omitted,
        moved: &moved,
        settings: &options.settings.check,
        low_confidence: options.settings.low_confidence,
        lock: options.lock.get(&job.id),
        glossary: &options.glossary,
        behind: options.behind.get(&job.id).cloned().unwrap_or_default(),
        known: check::Known::default(),
    };
    let done = Remembered {
        findings: check::check(&subject),
        said: Said::of(&subject),
        beads: ladder.beads.len(),
        notices: passed.into_iter().chain(notices(&pages)).collect(),
        coverage: Edition::ALL
            .map(|edition| check::coverage(&subject, edition).filter(|_| edition.is_chinese())),
    };
    Ok((done, problems))
}

/// Whether the aligner found nothing in common. What it says of the Chinese editions alone hides nothing: English and
/// Chinese are joined all the same.
fn unrelated(found: &Alignment) -> bool {
    let joins = |bead: &Bead| {
        bead.runs[Edition::En].len > 0 && Edition::ALL.iter().any(|e| e.is_chinese() && bead.runs[*e].len > 0)
    };
    !found.messages.is_empty() && !found.ladder.beads.iter().any(joins)
}

/// Front matter that is broken, where the text below it is checked nevertheless, and comments that would switch off a rule
/// there is not.
fn notices(pages: &PerEdition<Option<Page>>) -> Vec<String> {
    // That of a translation is a finding, unless the English has none either.
    let english = pages[Edition::En].as_ref();
    let both = english.is_none_or(|page| check::front::unreadable(&page.source).is_some());
    let markdown = |page: &&Page| {
        let markdown = matches!(Format::of(Path::new(&page.path)), Some(Format::Markdown { .. }));
        markdown && (both || english.is_some_and(|english| english.path == page.path))
    };
    let told = |page: &Page| {
        let (line, message) = check::front::broken(&page.source)?;
        let error = Error::new(ErrorKind::Input, message).at(Path::new(&page.path)).line(line);
        Some(error.remedy("mend it: the text is checked, what the front matter says may be lost").to_string())
    };
    let unknown = |page: &Page| -> Vec<String> {
        let off = check::disable::Disabled::read(&page.source);
        let told = |(line, name): &(usize, String)| {
            Error::new(ErrorKind::Input, format!("'{name}' is no rule: nothing is switched off"))
                .at(Path::new(&page.path))
                .line(*line)
                .remedy("`trialign rule` lists them")
                .to_string()
        };
        off.unknown().iter().map(told).collect()
    };
    let all = || pages.iter().filter_map(|(_, page)| page.as_ref());
    all().filter(markdown).filter_map(told).chain(all().flat_map(unknown)).collect()
}

/// What the aligner says of an article.
struct Aligned {
    /// The article without what could not be used.
    known: Article,
    alignment: Alignment,
    foreign: PerEdition<bool>,
}

fn align(article: &Article, aligner: &Aligner) -> Result<Aligned> {
    let foreign = article.editions.map(|edition, text| {
        let other = if edition.is_chinese() { check::is_foreign } else { check::is_chinese };
        text.as_ref().is_some_and(other)
    });
    let mut known = article.clone();
    for edition in Edition::ALL {
        let empty = known.editions[edition].as_ref().is_some_and(|text| text.segments.is_empty());
        if foreign[edition] || empty {
            known.editions[edition] = None;
        }
    }
    aligner.know(&[&known])?;
    let alignment = messages::align(&known, aligner)?;
    Ok(Aligned { known, alignment, foreign })
}

fn read(job: &Job, settings: &Settings, names: &Names) -> Read {
    let mut out = Read {
        article: Article { id: job.id.clone(), ..Article::default() },
        pages: PerEdition::default(),
        files: PerEdition::default(),
        problems: Vec::new(),
        passed: Vec::new(),
    };
    let mut read: Vec<(Edition, pages::Page)> = Vec::new();
    for (edition, file) in job.files.iter() {
        // `zh` alone may hold either.
        let named = |file: &JobFile| {
            settings.editions.contains(&edition) || file.tag.bare && job.files[Edition::ZhHant].is_none()
        };
        let wanted = |file: &&JobFile| {
            (settings.editions.is_empty() || named(file)) && !ignores(settings, names, &file.path)
        };
        let Some(file) = file.as_ref().filter(wanted) else {
            continue;
        };
        let mut passed = Vec::new();
        let found = pages::Page::read(file, job.segmented, settings, &mut passed, true);
        if Format::of(&file.path).is_some_and(Format::is_messages) {
            passed.retain(|said| !out.passed.contains(said));
            out.passed.append(&mut passed);
        }
        match found {
            Ok(page) => read.push((edition, page)),
            Err(error) => {
                let path = shown(&names.of(&file.path).to_string_lossy());
                // A file with nothing in it is a finding, not a fault of the run.
                match input::text(&file.path, settings.max_bytes) {
                    Ok(text) if text.trim_start_matches('\u{feff}').trim().is_empty() => {
                        out.files[edition] = Some(path);
                    }
                    _ => out.problems.push(error.to_string()),
                }
            }
        }
    }
    let (named, mut read): (Vec<Edition>, Vec<pages::Page>) = read.into_iter().unzip();
    pages::Page::clean(&mut read, &mut Vec::new());
    for (edition, page) in named.into_iter().zip(read) {
        let (tag, text, source) = match page.cut(settings) {
            Ok(cut) => cut,
            Err(error) => {
                out.problems.push(error.to_string());
                continue;
            }
        };
        // The content of a bare `zh` may say Hant; where that edition has a file of its own, the name counts.
        let taken = tag.edition != edition && job.files[tag.edition].is_some();
        let edition = if taken { edition } else { tag.edition };
        let path = shown(&names.of(Path::new(&text.path)).to_string_lossy());
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_told_without_opening_anything() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, tag: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            Some(JobFile { path, tag: tag.parse().unwrap() })
        };
        let files = PerEdition([
            file("a.md", "en", "# Tea\n\nBoil the water. Let it stand for two minutes.\n"),
            file("a.zh.md", "zh-Hans", "# 茶\n\n把水烧开。\n"),
            None,
        ]);
        let jobs = [Job { id: "a".to_owned(), files, segmented: false }];
        let vectors = folder.path().join("no-vectors");
        std::fs::write(&vectors, "damaged").unwrap();
        let mut options =
            CheckOptions { cache: Some(folder.path().join("cache")), ..CheckOptions::default() };
        options.settings.editions = vec![Edition::En, Edition::ZhHans];
        let first = run(&jobs, &options, &|_| {}).unwrap();
        options.settings.vectors = vectors.to_string_lossy().into_owned();
        // These vectors cannot be opened, which is found out where they are needed and not before.
        assert!(run(&jobs, &options, &|_| {}).is_err());
        let base = cache::base(&options).unwrap();
        let key = cache::key(&base, &jobs[0], &options, super::super::expected(&jobs, &options.settings));
        let mut known = Cache::default();
        known.insert(key, Remembered { findings: first.findings.clone(), ..Remembered::default() });
        known.save(options.cache.as_deref().unwrap(), Cache::default());
        let again = run(&jobs, &options, &|_| {}).unwrap();
        assert_eq!((again.cached, &again.findings), (1, &first.findings));
    }
}

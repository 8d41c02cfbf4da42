//! From paths to jobs.

use std::path::PathBuf;

#[cfg(feature = "files")]
use super::columns::{Apart, only_columns};
use super::{Found, Job, JobFile};
use crate::discover::{self, DiscoverOptions};
use crate::error::Result;

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
    let mut found = discover::discover(paths, &options)?;
    let file = |file: &discover::FoundFile| JobFile { path: file.path.clone(), tag: file.tag.clone() };
    let job = |found: &discover::Found| Job {
        id: found.id.clone(),
        files: found.files.map(|_, f| f.as_ref().map(file)),
        segmented,
    };
    let mut problems = std::mem::take(&mut found.problems);
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
    let jobs: Vec<Job> = {
        let mut apart = Apart::default();
        let jobs = jobs.filter_map(|job| only_columns(job, &mut apart)).collect();
        problems.append(&mut apart.problems);
        found.unused.append(&mut apart.unused);
        found.problems = apart.unread;
        jobs
    };
    #[cfg(not(feature = "files"))]
    let jobs: Vec<Job> = jobs.collect();
    if jobs.is_empty() && problems.is_empty() {
        return Err(discover::nothing_found(paths, &found));
    }
    Ok(Found { jobs, explain: found.explain, unused: found.unused, unread: found.unread, twice, problems })
}

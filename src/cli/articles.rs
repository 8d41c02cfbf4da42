//! The articles of a call: of folders, and of single pages, whose other editions lie elsewhere in the tree.

use std::path::{Path, PathBuf};

use trialign::discover::{DiscoverOptions, Explanation};
use trialign::error::Result;
use trialign::pipeline::{self, Found, Job};

/// What was taken for what, of the lines that explain how articles were found.
pub fn taken(lines: &[Explanation]) -> impl Iterator<Item = &Explanation> {
    lines.iter().filter(|line| matches!(line, Explanation::Taken(_)))
}

/// As [`find_all`], without frozen versions unless `versions` asks for them; how many were left out is explained.
pub fn find(paths: &[PathBuf], options: &DiscoverOptions, versions: bool) -> Result<Found> {
    let mut found = find_all(paths, options)?;
    // Who names a folder of a version means it.
    let named = paths.iter().filter_map(|path| path.canonicalize().ok()).any(|path| frozen(&path).is_some());
    if versions || named {
        return Ok(found);
    }
    let before = found.jobs.len();
    let mut folders = std::collections::BTreeSet::new();
    found.jobs.retain(|job| match files(job).find_map(frozen) {
        Some(name) => {
            folders.insert(name);
            false
        }
        None => true,
    });
    let left = before - found.jobs.len();
    if left > 0 {
        let ids: std::collections::BTreeSet<&String> = found.jobs.iter().map(|job| &job.id).collect();
        found.twice.retain(|(id, _)| ids.contains(id));
        let names: Vec<String> = folders.into_iter().collect();
        found.explain.push(Explanation::Taken(format!(
            "{left} articles of {} frozen versions are left out: {} (--all-versions checks them)",
            names.len(),
            super::output::short(&names)
        )));
    }
    Ok(found)
}

/// The folder of a version that a file of Docusaurus lies in: `versioned_docs/version-1.2`,
/// `i18n/zh-Hans/docusaurus-plugin-content-docs/version-1.2`.
fn frozen(path: &Path) -> Option<String> {
    let parts: Vec<String> =
        path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    let version = |name: &str| name.strip_prefix("version-").is_some_and(|rest| !rest.is_empty());
    let holds =
        |name: &str| name.ends_with("versioned_docs") || name.starts_with("docusaurus-plugin-content-docs");
    parts.windows(2).find(|pair| holds(&pair[0]) && version(&pair[1])).map(|pair| pair[1].clone())
}

/// Finds the articles of paths. Where a path holds no article in two editions (a page, a folder of one language), the
/// tree around it is looked at and the articles with a file below the path are taken.
fn find_all(paths: &[PathBuf], options: &DiscoverOptions) -> Result<Found> {
    let found = pipeline::find_by(paths, false, options.clone());
    let paired = |found: &Found| found.jobs.iter().any(|job| files(job).count() > 1);
    // A path that is not there is an error of the call, not a page of another tree.
    if found.as_ref().is_ok_and(paired) || !paths.iter().all(|path| path.exists()) {
        return found;
    }
    let roots = paths.first().and_then(|path| path.canonicalize().ok());
    let roots = roots.as_deref().map(above).unwrap_or_default();
    let wanted: Vec<PathBuf> = paths.iter().filter_map(|path| path.canonicalize().ok()).collect();
    for root in roots {
        let Ok(mut around) = pipeline::find_by(&[root], false, options.clone()) else { continue };
        around.jobs.retain(|job| {
            files(job)
                .filter_map(|file| file.canonicalize().ok())
                .any(|file| wanted.iter().any(|path| file.starts_with(path)))
        });
        if paired(&around) {
            let ids: std::collections::BTreeSet<&String> = around.jobs.iter().map(|job| &job.id).collect();
            around.twice.retain(|(id, _)| ids.contains(id));
            return Ok(around);
        }
    }
    found
}

fn files(job: &Job) -> impl Iterator<Item = &Path> {
    job.files.iter().filter_map(|(_, file)| Some(file.as_ref()?.path.as_path()))
}

/// The folders above a path, the nearest first, up to that of the repository; without one, to the one the call was made from.
fn above(path: &Path) -> Vec<PathBuf> {
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
    let repository = path.ancestors().find(|folder| folder.join(".git").exists());
    let mut out = Vec::new();
    for folder in path.ancestors().skip(1) {
        let around = repository.is_some_and(|top| folder.starts_with(top)) && here.starts_with(folder);
        if !folder.starts_with(&here) && !around {
            break;
        }
        // As the call would name it, so that reports do.
        let named = match here.strip_prefix(folder) {
            Ok(below) => below.components().map(|_| "..").collect(),
            Err(_) => folder.strip_prefix(&here).map(Path::to_path_buf).unwrap_or_default(),
        };
        out.push(if named.as_os_str().is_empty() { PathBuf::from(".") } else { named });
        if folder.join(".git").exists() {
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::frozen;

    #[test]
    fn versions_of_docusaurus_are_frozen_and_nothing_else_is() {
        for (path, name) in [
            ("site/versioned_docs/version-1.2/a.md", Some("version-1.2")),
            ("community_versioned_docs/version-2/a.md", Some("version-2")),
            ("i18n/zh-Hans/docusaurus-plugin-content-docs/version-v1.0/a.md", Some("version-v1.0")),
            ("i18n/zh-Hans/docusaurus-plugin-content-docs/current/a.md", None),
            ("docs/version-1.2/a.md", None),
            ("docs/version-control/a.md", None),
        ] {
            assert_eq!(frozen(path.as_ref()).as_deref(), name, "{path}");
        }
    }
}

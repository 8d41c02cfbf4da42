//! The articles of a call: of folders, and of single pages, whose other editions lie elsewhere in the tree.

use std::path::{Path, PathBuf};

use trialign::discover::DiscoverOptions;
use trialign::error::Result;
use trialign::pipeline::{self, Found, Job};

/// Finds the articles of paths. Where a path holds no article in two editions (a page, a folder of one language), the
/// tree around it is looked at and the articles with a file below the path are taken.
pub fn find(paths: &[PathBuf], options: &DiscoverOptions) -> Result<Found> {
    let found = pipeline::find_by(paths, false, options.clone());
    let paired = |found: &Found| found.jobs.iter().any(|job| files(job).count() > 1);
    if found.as_ref().is_ok_and(paired) {
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

/// The folders above a path, the nearest first, up to that of the repository or the one the call was made from.
fn above(path: &Path) -> Vec<PathBuf> {
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
    let mut out = Vec::new();
    for folder in path.ancestors().skip(1) {
        let inside = folder.starts_with(&here);
        if !inside {
            break;
        }
        // As the call would name it, so that reports do.
        let named = folder.strip_prefix(&here).map(Path::to_path_buf).unwrap_or_default();
        out.push(if named.as_os_str().is_empty() { PathBuf::from(".") } else { named });
        if folder.join(".git").exists() {
            break;
        }
    }
    out
}

//! The editions that a file holds side by side.

use std::path::{Path, PathBuf};

use super::{Job, JobFile};
use crate::error::{Error, ErrorKind};
use crate::input;
use crate::read::{self, Format};
use crate::text::Edition;

/// What became of files that may hold several editions.
#[derive(Default)]
pub(super) struct Apart {
    /// Tables that name no edition, or cannot be read.
    pub problems: Vec<Error>,
    /// Other files that hold one text, or none that can be read.
    pub unused: Vec<PathBuf>,
    /// Why those cannot be read that cannot.
    pub unread: Vec<Error>,
}

/// A file that may be all editions of an article has those that stand in it side by side.
pub(super) fn only_columns(mut job: Job, apart: &mut Apart) -> Option<Job> {
    let (path, format) = match &job.files.0 {
        [Some(a), Some(b), _] if a.path == b.path => match several(&a.path) {
            Some(format) => (a.path.clone(), format),
            None => return Some(job),
        },
        // Its name says an edition, and it may hold several.
        [Some(file), None, None] | [None, Some(file), None] | [None, None, Some(file)] => {
            let path = file.path.clone();
            return Some(with_partners(job, &path));
        }
        _ => return Some(job),
    };
    let bytes = input::bytes(&path, input::TABLE);
    match bytes.and_then(|bytes| read::editions(&bytes, &path, format)) {
        Ok(there) if there.0.iter().any(|there| *there) => {
            for edition in Edition::ALL.into_iter().filter(|edition| !there[*edition]) {
                job.files[edition] = None;
            }
            return Some(job);
        }
        Ok(_) if is_table(format) => apart.problems.push(no_head(&path)),
        Ok(_) => apart.unused.push(path),
        Err(error) if is_table(format) => apart.problems.push(error),
        // Nobody said that this one is an edition: it is not in the way of the others.
        Err(error) => {
            apart.unused.push(path);
            apart.unread.push(error);
        }
    }
    None
}

/// A job of one file with the editions that stand in it side by side, where they are several.
fn with_partners(mut job: Job, path: &Path) -> Job {
    let Some(format) = several(path) else { return job };
    let there = input::bytes(path, input::TABLE).and_then(|bytes| read::editions(&bytes, path, format));
    if let Some(there) = there.ok().filter(|there| there.0.iter().any(|there| *there)) {
        job.files = there
            .map(|edition, there| there.then(|| JobFile { path: path.to_path_buf(), tag: edition.into() }));
    }
    job
}

/// A table none of whose rows says which columns are editions.
pub(super) fn no_head(path: &Path) -> Error {
    Error::new(ErrorKind::Input, "no row of the table names the editions")
        .at(path)
        .remedy("write en, zh-Hans or zh-Hant (or English, 简体, 繁體) above the columns")
}

/// Whether a file is a table and nothing else.
pub(super) fn is_table(format: Format) -> bool {
    matches!(format, Format::Workbook | Format::Csv)
}

fn several(path: &Path) -> Option<Format> {
    Format::of(path).filter(|format| format.may_hold_several())
}

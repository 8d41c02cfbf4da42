//! The editions that a workbook has a column for.

use std::path::Path;

use super::Job;
use crate::error::{Error, ErrorKind};
use crate::input;
use crate::text::Edition;

/// A workbook that is all editions of an article has those it has a column for.
pub(super) fn only_columns(mut job: Job, problems: &mut Vec<Error>) -> Option<Job> {
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

fn is_workbook(path: &Path) -> bool {
    crate::read::Format::of(path) == Some(crate::read::Format::Workbook)
}

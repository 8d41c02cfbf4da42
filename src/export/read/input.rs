//! What is read, and what comes of it.

use std::path::Path;

use crate::error::{Error, ErrorKind, Result};
use crate::export::Record;
use crate::text::{Article, Edition};

/// What a reader gets beside the bytes.
pub struct Input<'a> {
    /// The file, for messages and the article's id.
    pub path: &'a Path,
    /// The texts of the ladder, for formats that hold numbers only.
    pub texts: Option<&'a Article>,
    /// Cuts a text into segments, for formats that hold joined text.
    pub cut: &'a dyn Fn(Edition, &str) -> Vec<String>,
    /// Reads another file that the first one names, for formats that are several files.
    pub open: &'a dyn Fn(&Path) -> Result<Vec<u8>>,
}

/// What was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Read {
    /// The articles, in the order of the file.
    pub records: Vec<Record>,
    /// What could not be kept or is doubtful.
    pub warnings: Vec<String>,
}

/// An error in a line of the file.
pub(super) fn fault(path: &Path, line: usize, message: impl Into<String>, remedy: &str) -> Error {
    Error::new(ErrorKind::Input, message).at(path).line(line).remedy(remedy)
}

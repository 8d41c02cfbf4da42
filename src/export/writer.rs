//! What every format of output is.

use std::io::Write;
use std::path::PathBuf;

use super::{Langs, Record, Select};
use crate::error::{Error, ErrorKind, Result};

/// A format: what comes first, then one article after the other.
///
/// An article that cannot be written in the format leaves nothing of itself behind: the error comes before
/// its first byte, so the run can go on with the next one.
pub trait Writer {
    /// What stands before the first article, such as a header.
    fn begin(&mut self, out: &mut dyn Write) -> Result<()>;

    /// One article. A record with an error and no beads writes nothing where the format has no place for it.
    fn article(&mut self, record: &Record, out: &mut dyn Write) -> Result<()>;

    /// What stands after the last article; a writer with files of its own gives them their names here.
    fn end(&mut self, _out: &mut dyn Write) -> Result<()> {
        Ok(())
    }

    /// What a person should know about what was written so far, such as cells that Excel would cut.
    fn warnings(&self) -> &[String] {
        &[]
    }
}

/// How a format is to be written.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Options {
    /// CSV for Excel: see [`CsvWriter`].
    pub excel: bool,
    /// Sheets guarded against formulas: see [`guard()`].
    pub guard: bool,
    /// Language tags in TMX and XLIFF.
    pub langs: Langs,
    /// CSV: the column [`BASE`], for a sheet that a person's changes come back in.
    pub base: bool,
    /// When it is written, as TMX has it (`20240930T000000Z`); without it nothing says.
    pub date: Option<String>,
    /// What is left out of TMX, XLIFF, Moses and Bitextor.
    pub select: Select,
    /// TMX: a file for each pair of editions.
    pub bilingual: bool,
    /// Parquet: the layout that Hugging Face reads.
    pub hub: bool,
    /// The folder for a format that writes several files, or Parquet's file: see [`opens_itself`].
    pub folder: Option<PathBuf>,
    /// What the files of such a format are named after.
    pub name: String,
    /// The language a report is read in at first: `en`, `zh-Hans` or `zh-Hant`.
    pub language: String,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            excel: false,
            guard: true,
            langs: Langs::default(),
            base: false,
            date: None,
            select: Select::default(),
            bilingual: false,
            hub: false,
            folder: None,
            name: "corpus".to_owned(),
            language: "en".to_owned(),
        }
    }
}

/// An error of the stream being written to; the caller knows its name.
pub(super) fn stream(error: std::io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("cannot write: {error}"))
}

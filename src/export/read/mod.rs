//! The way back: records from files in other formats, one file a format.

mod build;
mod csv;
mod decode;
mod ladder;
mod links;
mod tmx;
mod vecalign;
mod xml;

use std::path::Path;

use super::{Record, Records};
use crate::config::Format;
use crate::error::{Error, ErrorKind, Result};
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

/// Formats that [`read`] knows.
pub const READABLE: [Format; 8] = [
    Format::Csv,
    Format::Tsv,
    Format::Jsonl,
    Format::Vecalign,
    Format::Ladder,
    Format::Intertext,
    Format::Xces,
    Format::Tmx,
];

/// Reads a file of some format.
///
/// # Errors
/// `Input`, with file and line, where it is not of the format or not text; `Usage` where the format cannot be
/// read back.
pub fn read(format: Format, bytes: &[u8], input: &Input<'_>) -> Result<Read> {
    match format {
        Format::Jsonl => {
            let records = Records::new(bytes, input.path).collect::<Result<_>>()?;
            Ok(Read { records, warnings: Vec::new() })
        }
        Format::Csv => csv::read(&decode::sheet(bytes, input.path)?, false, input),
        Format::Tsv => csv::read(&decode::sheet(bytes, input.path)?, true, input),
        Format::Vecalign => vecalign::read(&decode::text(bytes, input.path)?, input),
        Format::Ladder => ladder::read(&decode::text(bytes, input.path)?, input),
        Format::Intertext => links::read(&decode::text(bytes, input.path)?, links::Left::To, input),
        Format::Xces => links::read(&decode::text(bytes, input.path)?, links::Left::From, input),
        Format::Tmx => tmx::read(&decode::text(bytes, input.path)?, input),
        _ => {
            let names: Vec<&str> = READABLE.iter().map(|f| f.as_str()).collect();
            Err(Error::new(ErrorKind::Usage, format!("{} is not read back", format.as_str()))
                .remedy(format!("convert from one of {}", names.join(", "))))
        }
    }
}

/// An error in a line of the file.
fn fault(path: &Path, line: usize, message: impl Into<String>, remedy: &str) -> Error {
    Error::new(ErrorKind::Input, message).at(path).line(line).remedy(remedy)
}

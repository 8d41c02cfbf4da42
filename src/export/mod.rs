//! One writer a format, one file each; all of them write from the [`Record`] of an article.

mod aside;
mod csv;
mod guard;
mod jsonl;
mod record;
mod row;
mod tsv;
mod vecalign;

use std::io::Write;

use crate::config::Format;
use crate::error::{Error, ErrorKind, Result};

pub use aside::Aside;
pub use csv::{CsvWriter, EXCEL_CELL, EXCEL_ROWS};
pub use guard::{guard, unguard};
pub use jsonl::JsonlWriter;
pub use record::{BeadRecord, EditionRecord, FurnitureRecord, Record, Records, SCHEMA, SegmentRecord};
pub use row::{COLUMNS, Row, join_segments};
pub use tsv::TsvWriter;
pub use vecalign::VecalignWriter;

/// A format: what comes first, then one article after the other.
///
/// An article that cannot be written in the format leaves nothing of itself behind: the error comes before
/// its first byte, so the run can go on with the next one.
pub trait Writer {
    /// What stands before the first article, such as a header.
    fn begin(&mut self, out: &mut dyn Write) -> Result<()>;

    /// One article. A record with an error and no beads writes nothing where the format has no place for it.
    fn article(&mut self, record: &Record, out: &mut dyn Write) -> Result<()>;

    /// What a person should know about what was written so far, such as cells that Excel would cut.
    fn warnings(&self) -> &[String] {
        &[]
    }
}

/// The writer of a format.
///
/// `excel` and `guard` are for the sheets: see [`CsvWriter`] and [`guard()`].
///
/// ```
/// use trialign::{config::Format, export};
/// let mut out = Vec::new();
/// export::writer(Format::Csv, false, true).begin(&mut out)?;
/// assert!(out.starts_with(b"bead_id,article,row,"));
/// # Ok::<(), trialign::error::Error>(())
/// ```
pub fn writer(format: Format, excel: bool, guard: bool) -> Box<dyn Writer> {
    match format {
        Format::Csv => Box::new(CsvWriter::new(excel, guard)),
        Format::Tsv => Box::new(TsvWriter::new(guard)),
        Format::Jsonl => Box::new(JsonlWriter),
        Format::Vecalign => Box::new(VecalignWriter::default()),
    }
}

/// An error of the stream being written to; the caller knows its name.
fn stream(error: std::io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("cannot write: {error}"))
}

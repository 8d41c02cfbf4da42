//! One writer a format, one file each; all of them write from the [`Record`] of an article.

mod check;
mod csv;
mod docx;
mod flat;
mod folder;
mod guard;
mod html;
mod jsonl;
mod ladder;
mod langs;
mod line;
mod linked;
mod lost;
mod pairs;
#[cfg_attr(not(feature = "parquet"), path = "no_parquet.rs")]
mod parquet;
pub mod read;
mod record;
mod row;
mod select;
mod size;
mod texts;
mod tmx;
mod tsv;
mod vecalign;
mod xliff;
mod xlsx;
mod xml;

use std::io::Write;
use std::path::PathBuf;

use crate::config::Format;
use crate::error::{Error, ErrorKind, Result};

pub use crate::aside::Aside;
pub use check::check;
pub use csv::{CsvWriter, EXCEL_CELL, EXCEL_ROWS};
pub use docx::DocxWriter;
pub use flat::{BitextorWriter, MosesWriter};
pub use folder::{Folder, file_name};
pub use guard::{guard, unguard};
pub use html::HtmlWriter;
pub use jsonl::JsonlWriter;
pub use ladder::LadderWriter;
pub use langs::Langs;
pub use line::one_line;
pub use linked::{LinkedWriter, Links};
pub use lost::Lost;
pub use parquet::ParquetWriter;
pub use record::{BeadRecord, EditionRecord, FurnitureRecord, Record, Records, SCHEMA, SegmentRecord};
pub use row::{BASE, COLUMNS, Row, join_segments};
pub use select::Select;
pub use size::size_category;
pub use tmx::TmxWriter;
pub use tsv::TsvWriter;
pub use vecalign::VecalignWriter;
pub use xliff::XliffWriter;
pub use xlsx::{STATUSES, XlsxWriter};

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

/// Whether the format writes what [`Options::folder`] names, and nothing to the stream.
pub fn opens_itself(format: Format, options: &Options) -> bool {
    match format {
        Format::Ladder
        | Format::Intertext
        | Format::Xces
        | Format::Xliff
        | Format::Moses
        | Format::Bitextor
        | Format::Parquet => true,
        Format::Tmx => options.bilingual,
        _ => false,
    }
}

/// The writer of a format.
///
/// ```
/// use trialign::{config::Format, export};
/// let mut out = Vec::new();
/// export::writer(Format::Csv, &export::Options::default())?.begin(&mut out)?;
/// assert!(out.starts_with(b"bead_id,article,row,"));
/// # Ok::<(), trialign::error::Error>(())
/// ```
///
/// # Errors
/// `Usage` where the format needs a folder and none is named, `Io` where it cannot be made.
pub fn writer(format: Format, options: &Options) -> Result<Box<dyn Writer>> {
    let folder = || {
        options.folder.as_deref().ok_or_else(|| {
            let message = format!("{} cannot be written to standard output", format.as_str());
            Error::new(ErrorKind::Usage, message).remedy("name where it goes: -o PATH")
        })
    };
    Ok(match format {
        Format::Csv => Box::new(CsvWriter::new(options.excel, options.guard, options.base)),
        Format::Tsv => Box::new(TsvWriter::new(options.guard)),
        Format::Xlsx => Box::new(XlsxWriter::new(options)),
        Format::Jsonl => Box::new(JsonlWriter),
        Format::Vecalign => Box::new(VecalignWriter::default()),
        Format::Ladder => Box::new(LadderWriter::new(folder()?)?),
        Format::Intertext => Box::new(LinkedWriter::new(Links::InterText, folder()?)?),
        Format::Xces => Box::new(LinkedWriter::new(Links::Xces, folder()?)?),
        Format::Tmx if options.bilingual => Box::new(TmxWriter::bilingual(options, folder()?)?),
        Format::Tmx => Box::new(TmxWriter::new(options)),
        Format::Xliff => Box::new(XliffWriter::new(options, folder()?)?),
        Format::Moses => Box::new(MosesWriter::new(options, folder()?)?),
        Format::Bitextor => Box::new(BitextorWriter::new(options, folder()?)?),
        Format::Parquet if options.hub => Box::new(ParquetWriter::hub(folder()?)?),
        Format::Parquet => Box::new(ParquetWriter::new(folder()?)?),
        Format::Html => Box::new(HtmlWriter::new(options)),
        Format::Docx => Box::new(DocxWriter::new(options)),
    })
}

/// Records in a format that is one file, as bytes, and what a person should know of them.
///
/// ```
/// use trialign::{config::Format, export};
/// let (bytes, warnings) = export::bytes(Format::Xlsx, &export::Options::default(), &[])?;
/// assert!(bytes.starts_with(b"PK") && warnings.is_empty());
/// # Ok::<(), trialign::error::Error>(())
/// ```
///
/// # Errors
/// As the writer of the format; `Usage` for a format of several files.
pub fn bytes(format: Format, options: &Options, records: &[Record]) -> Result<(Vec<u8>, Vec<String>)> {
    let mut out = Vec::new();
    let mut writer = writer(format, options)?;
    writer.begin(&mut out)?;
    for record in records {
        writer.article(record, &mut out)?;
    }
    writer.end(&mut out)?;
    Ok((out, writer.warnings().to_vec()))
}

/// An error of the stream being written to; the caller knows its name.
fn stream(error: std::io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("cannot write: {error}"))
}

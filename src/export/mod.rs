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
mod writer;
mod xliff;
mod xlsx;

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
use writer::stream;
pub use writer::{Options, Writer};
pub use xliff::XliffWriter;
pub use xlsx::{STATUSES, XlsxWriter};

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

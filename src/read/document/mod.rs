//! Documents whose text has to be taken out first: Word, OpenDocument, EPUB, PDF, subtitles, workbooks.
//!
//! Offsets point into the text as taken out; where the format has places of its own (paragraph, cell, page, cue), those
//! are told too.

pub(super) mod archive;
mod beside;
mod body;
mod docx;
#[cfg(feature = "html")]
mod epub;
mod equation;
mod extract;
mod odt;
#[cfg(feature = "documents")]
mod pdf;
mod styles;
mod subtitles;
mod workbook;
mod xml;

use std::path::Path;

use super::{Format, ReadOptions};
use crate::error::Result;
use crate::text::PerEdition;

pub(super) use body::Document;
pub(in crate::read) use workbook::is_table;
pub use workbook::rows;
/// Takes the text out of a document.
///
/// # Errors
/// `Input` where it is damaged, behind a password, too large or without a text.
pub(super) fn read(bytes: &[u8], path: &Path, format: Format, options: &ReadOptions) -> Result<Document> {
    match format {
        Format::Docx | Format::Odt => {
            let mut found = office(bytes, path, format)?;
            options.edition.into_iter().for_each(|edition| beside::only(&mut found, edition));
            Ok(found)
        }
        #[cfg(feature = "html")]
        Format::Epub => epub::read(bytes, path),
        #[cfg(not(feature = "html"))]
        Format::Epub => Err(super::left_out(format).at(path)),
        Format::Subtitles => subtitles::read(bytes, path, options),
        Format::Workbook | Format::Csv => workbook::read(bytes, path, format, options),
        #[cfg(feature = "documents")]
        Format::Pdf => pdf::read(bytes, path),
        #[cfg(not(feature = "documents"))]
        Format::Pdf => {
            Err(crate::error::Error::new(crate::error::ErrorKind::Input, "PDF is not read by this build")
                .at(path)
                .remedy("build with the feature `documents`, or save the text of the PDF as .txt"))
        }
        // The others are read as they stand.
        _ => Ok(Document::default()),
    }
}

fn office(bytes: &[u8], path: &Path, format: Format) -> Result<Document> {
    if format == Format::Odt { odt::read(bytes, path) } else { docx::read(bytes, path) }
}

/// Which editions a file holds side by side: columns of a workbook, of CSV or of the tables that a document is, the lines of
/// cues. None where it holds one text.
///
/// # Errors
/// `Input` where it cannot be read.
pub fn editions(bytes: &[u8], path: &Path, format: Format) -> Result<PerEdition<bool>> {
    match format {
        Format::Workbook | Format::Csv => workbook::editions(bytes, path, format),
        Format::Text if workbook::is_table(bytes) => workbook::editions(bytes, path, Format::Csv),
        Format::Docx | Format::Odt => Ok(beside::editions(&office(bytes, path, format)?)),
        Format::Subtitles => subtitles::editions(bytes, path),
        _ => Ok(PerEdition([false; 3])),
    }
}

//! Documents whose text has to be taken out first: Word, OpenDocument, EPUB, PDF, subtitles, workbooks.
//!
//! Offsets point into the text as taken out; where the format has places of its own (paragraph, cell, page, cue), those
//! are told too.

pub(super) mod archive;
mod body;
mod docx;
#[cfg(feature = "html")]
mod epub;
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

pub(super) use body::Document;
pub use workbook::editions;

/// Takes the text out of a document.
///
/// # Errors
/// `Input` where it is damaged, behind a password, too large or without a text.
pub(super) fn read(bytes: &[u8], path: &Path, format: Format, options: &ReadOptions) -> Result<Document> {
    match format {
        Format::Docx => docx::read(bytes, path),
        Format::Odt => odt::read(bytes, path),
        #[cfg(feature = "html")]
        Format::Epub => epub::read(bytes, path),
        #[cfg(not(feature = "html"))]
        Format::Epub => Err(super::left_out(format).at(path)),
        Format::Subtitles => subtitles::read(bytes, path, options),
        Format::Workbook => workbook::read(bytes, path, options.edition),
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

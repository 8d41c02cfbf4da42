//! Bytes to blocks with offsets into the decoded source: encodings, plain text, Markdown, HTML, AsciiDoc, reStructuredText,
//! files of messages.

#[cfg(feature = "files")]
mod asciidoc;
mod builder;
#[cfg(feature = "files")]
mod columns;
mod decode;
#[cfg(feature = "files")]
mod dialects;
#[cfg(feature = "files")]
mod document;
#[cfg(feature = "files")]
mod entity;
mod format;
#[cfg(feature = "files")]
mod front_matter;
#[cfg(feature = "files")]
mod guarded;
#[cfg(feature = "files")]
#[cfg_attr(not(feature = "html"), path = "no_html.rs")]
mod html;
#[cfg(feature = "html")]
mod html_tags;
#[cfg(feature = "html")]
mod html_tokens;
#[cfg(feature = "files")]
mod inline;
mod lines;
#[cfg(feature = "files")]
mod markdown;
mod marked_lines;
#[cfg(feature = "files")]
mod mdx;
#[cfg(feature = "files")]
mod messages;
mod plain;
#[cfg(feature = "files")]
mod rst;
#[cfg(feature = "files")]
pub mod tables;

use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};
use crate::input;
use crate::text::{Block, sha256};

pub use decode::{Decoded, decode};
#[cfg(feature = "files")]
pub use document::{editions, rows};
use format::left_out;
pub use format::{Format, ReadOptions};
pub use lines::line_of;

/// A file, decoded and taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The file, as given.
    pub path: PathBuf,
    /// What it is written in.
    pub format: Format,
    /// Name of the encoding it was decoded from.
    pub encoding: &'static str,
    /// SHA-256 of the file's bytes, lower-case hexadecimal.
    pub sha256: String,
    /// The decoded source that all offsets point into (without a byte order mark).
    pub text: String,
    /// Its blocks, in the order of the page.
    pub blocks: Vec<Block>,
    /// Where in the text each place of the document begins (paragraph, cell, page, cue), and what it is called, in
    /// order; the keys of a file of messages; empty for other text files.
    pub places: Vec<(usize, String)>,
    /// What a person should know, such as characters that could not be decoded.
    pub warnings: Vec<String>,
}

impl Source {
    /// The place that a byte of the text stands in.
    pub fn place(&self, at: usize) -> Option<&str> {
        let next = self.places.partition_point(|(start, _)| *start <= at);
        self.places.get(next.checked_sub(1)?).map(|(_, place)| place.as_str())
    }
}

/// Reads a file of a known extension.
///
/// # Errors
/// `Io` where it cannot be read; `Input` where it is too large, empty, binary or of an unknown format;
/// `Usage` where the encoding asked for is unknown.
pub fn read_file(path: &Path, options: &ReadOptions) -> Result<Source> {
    let format = match Format::of(path) {
        Some(format) => format,
        None if options.segmented => Format::Text,
        None => {
            if path.is_dir() {
                return Err(Error::new(ErrorKind::Io, "this is a folder").at(path).remedy("name a file"));
            }
            let other = || format!("convert it to one of: {}", Format::EXTENSIONS.join(", "));
            return Err(Error::new(ErrorKind::Input, "this kind of file is not read")
                .at(path)
                .remedy(Format::remedy(path).map_or_else(other, str::to_owned)));
        }
    };
    let bytes = load(path, format.largest(options.max_bytes))?;
    read_bytes(&bytes, path, format, options)
}

/// Reads the bytes of a file of the given format; `path` only names it.
///
/// ```
/// # #[cfg(feature = "html")] {
/// use trialign::read::{Format, ReadOptions, read_bytes};
/// let source = read_bytes(b"<p>Salt &amp; <b>pepper</b>.</p>", "a.html".as_ref(), Format::Html, &ReadOptions::default())?;
/// assert_eq!(source.blocks[0].text, "Salt & pepper.");
/// let span = source.blocks[0].offsets.span(0..14);
/// assert_eq!(span.slice(&source.text), Some("Salt &amp; <b>pepper</b>."));
/// # }
/// # Ok::<(), trialign::error::Error>(())
/// ```
///
/// # Errors
/// As [`read_file`].
pub fn read_bytes(bytes: &[u8], path: &Path, format: Format, options: &ReadOptions) -> Result<Source> {
    let most = format.largest(options.max_bytes);
    if bytes.len() as u64 > most {
        return Err(input::too_large(path, bytes.len() as u64, most));
    }
    #[cfg(feature = "files")]
    if format.is_document() {
        return read_document(bytes, path, format, options);
    } else if format == Format::Text
        && !options.segmented
        && options.edition.is_some()
        && document::is_table(bytes)
    {
        return read_document(bytes, path, Format::Csv, options);
    }
    #[cfg(not(feature = "files"))]
    if format.is_document() {
        return Err(left_out(format).at(path));
    }
    let decoded =
        decode(bytes, format == Format::Html, options.encoding.as_deref()).map_err(|error| error.at(path))?;
    if !options.segmented && decoded.text.trim().is_empty() {
        return Err(Error::new(ErrorKind::Input, "the file is empty")
            .at(path)
            .remedy("give it a text, or remove it to leave the edition out"));
    }
    let mut warnings = decoded.warnings;
    #[cfg(feature = "files")]
    let mut places = Vec::new();
    #[cfg(not(feature = "files"))]
    let places = Vec::new();
    let blocks = if options.segmented {
        plain::segmented(&decoded.text)
    } else {
        match format {
            Format::Text => {
                let (blocks, warning) = plain::blocks(&decoded.text);
                warnings.extend(warning.map(str::to_owned));
                blocks
            }
            #[cfg(feature = "files")]
            Format::Markdown { mdx } => markdown::blocks(&decoded.text, mdx),
            #[cfg(feature = "files")]
            Format::AsciiDoc => asciidoc::blocks(&decoded.text),
            #[cfg(feature = "files")]
            Format::Rst => rst::blocks(&decoded.text),
            #[cfg(feature = "files")]
            Format::Gettext | Format::Json | Format::Yaml => {
                let found = messages::read(&decoded.text, format, options.edition).map_err(|e| e.at(path))?;
                warnings.extend(found.warnings);
                places = found.places;
                found.blocks
            }
            #[cfg(feature = "html")]
            Format::Html => html::blocks(&decoded.text).map_err(|error| error.at(path))?,
            _ => return Err(left_out(format).at(path)),
        }
    };
    Ok(Source {
        path: path.to_path_buf(),
        format,
        encoding: decoded.encoding,
        sha256: sha256(bytes),
        text: decoded.text,
        blocks,
        places,
        warnings,
    })
}

#[cfg(feature = "files")]
fn read_document(bytes: &[u8], path: &Path, format: Format, options: &ReadOptions) -> Result<Source> {
    if bytes.is_empty() {
        return Err(Error::new(ErrorKind::Input, "the file is empty").at(path).remedy("get it anew"));
    }
    let found = document::read(bytes, path, format, options)?;
    // Packed it was small.
    if found.text.len() as u64 > options.max_bytes {
        return Err(input::too_large(path, found.text.len() as u64, options.max_bytes));
    }
    if found.blocks.is_empty() {
        return Err(Error::new(ErrorKind::Input, "the document has no text")
            .at(path)
            .remedy("if it holds pictures of pages, run text recognition (OCR) on them first"));
    }
    Ok(Source {
        path: path.to_path_buf(),
        format,
        encoding: found.encoding,
        sha256: sha256(bytes),
        text: found.text,
        blocks: found.blocks,
        places: found.places,
        warnings: found.warnings,
    })
}

fn load(path: &Path, max_bytes: u64) -> Result<Vec<u8>> {
    input::bytes(path, max_bytes).map_err(|error| match error.kind() {
        ErrorKind::Input => error.remedy("split it into articles, or raise max-bytes in trialign.toml"),
        _ => error,
    })
}

#[cfg(test)]
mod tests;

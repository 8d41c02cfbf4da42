//! Bytes to blocks with offsets into the decoded source: encodings, plain text, Markdown, HTML.

#[cfg(feature = "files")]
mod archive;
mod builder;
mod decode;
#[cfg(feature = "files")]
mod dialects;
#[cfg(feature = "files")]
mod entity;
#[cfg(feature = "files")]
mod front_matter;
#[cfg(feature = "files")]
#[cfg_attr(not(feature = "html"), path = "no_html.rs")]
mod html;
#[cfg(feature = "html")]
mod html_tags;
#[cfg(feature = "html")]
mod html_tokens;
mod lines;
#[cfg(feature = "files")]
mod markdown;
#[cfg(feature = "files")]
mod mdx;
mod plain;
#[cfg(feature = "files")]
pub mod tables;

use std::io::Read;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::error::{Error, ErrorKind, Result};
use crate::text::Block;

pub use decode::{Decoded, decode};
pub use lines::line_of;

/// How a file is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadOptions {
    /// A label of the WHATWG Encoding Standard (`gb18030`, `big5`) that replaces detection.
    pub encoding: Option<String>,
    /// Files above this many bytes are refused.
    pub max_bytes: u64,
    /// Every line is one block, kept as it is; empty lines are empty blocks.
    pub segmented: bool,
}

impl Default for ReadOptions {
    fn default() -> Self {
        ReadOptions { encoding: None, max_bytes: 32 << 20, segmented: false }
    }
}

/// What a file is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown; `mdx` says that it may hold JSX.
    Markdown {
        /// Whether the file may hold JSX, `import` and `export`.
        mdx: bool,
    },
    /// HTML or XHTML.
    Html,
}

impl Format {
    /// File name extensions that are read.
    pub const EXTENSIONS: [&'static str; 8] =
        ["txt", "md", "mdx", "markdown", "html", "htm", "xhtml", "text"];

    /// The format by extension, in any case; `None` for others.
    ///
    /// ```
    /// use trialign::read::Format;
    /// assert_eq!(Format::of("a/zh-Hans.HTML".as_ref()), Some(Format::Html));
    /// assert_eq!(Format::of("a/paper.pdf".as_ref()), None);
    /// ```
    pub fn of(path: &Path) -> Option<Format> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "txt" | "text" => Some(Format::Text),
            "md" | "markdown" => Some(Format::Markdown { mdx: false }),
            "mdx" => Some(Format::Markdown { mdx: true }),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            _ => None,
        }
    }
}

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
    /// What a person should know, such as characters that could not be decoded.
    pub warnings: Vec<String>,
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
            return Err(Error::new(ErrorKind::Input, "this kind of file is not read")
                .at(path)
                .remedy(format!("convert it to one of: {}", Format::EXTENSIONS.join(", "))));
        }
    };
    let bytes = load(path, options.max_bytes)?;
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
    if bytes.len() as u64 > options.max_bytes {
        return Err(too_large(path, bytes.len() as u64, options.max_bytes));
    }
    let decoded =
        decode(bytes, format == Format::Html, options.encoding.as_deref()).map_err(|error| error.at(path))?;
    if !options.segmented && decoded.text.trim().is_empty() {
        return Err(Error::new(ErrorKind::Input, "the file is empty")
            .at(path)
            .remedy("give it a text, or remove it to leave the edition out"));
    }
    let mut warnings = decoded.warnings;
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
            #[cfg(feature = "html")]
            Format::Html => html::blocks(&decoded.text).map_err(|error| error.at(path))?,
            #[cfg(not(feature = "html"))]
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
        warnings,
    })
}

/// SHA-256 of bytes, lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn load(path: &Path, max_bytes: u64) -> Result<Vec<u8>> {
    let io = |error| Error::io(path, &error).remedy("check that the file is there and may be read");
    let metadata = std::fs::metadata(path).map_err(io)?;
    if !metadata.is_file() {
        return Err(Error::new(ErrorKind::Io, "this is not a file").at(path).remedy("name a text file"));
    }
    if metadata.len() > max_bytes {
        return Err(too_large(path, metadata.len(), max_bytes));
    }
    let file = std::fs::File::open(path).map_err(io)?;
    let mut bytes = Vec::new();
    // One byte more than allowed shows a file that grew after it was measured.
    file.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes).map_err(io)?;
    Ok(bytes)
}

/// A format that this build was made without.
#[cfg(not(feature = "html"))]
fn left_out(format: Format) -> Error {
    let (name, feature) = if format == Format::Html { ("HTML", "html") } else { ("Markdown", "files") };
    Error::new(ErrorKind::Input, format!("this build reads no {name}"))
        .remedy(format!("build it with the feature `{feature}`"))
}

fn too_large(path: &Path, size: u64, max_bytes: u64) -> Error {
    Error::new(ErrorKind::Input, format!("the file has {size} bytes, the limit is {max_bytes}"))
        .at(path)
        .remedy("split it into articles, or raise max-bytes in trialign.toml")
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        // cannot fail: writing to a String
        let _ = write!(out, "{byte:02x}");
        out
    })
}

#[cfg(test)]
mod tests;

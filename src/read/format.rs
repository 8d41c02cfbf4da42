//! The formats that are read, and how.

use std::path::Path;

use crate::error::{Error, ErrorKind};
use crate::text::Edition;

/// How a file is read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadOptions {
    /// A label of the WHATWG Encoding Standard (`gb18030`, `big5`) that replaces detection.
    pub encoding: Option<String>,
    /// Files above this many bytes are refused.
    pub max_bytes: u64,
    /// Every line is one block, kept as it is; empty lines are empty blocks.
    pub segmented: bool,
    /// Which edition is wanted of a file that may hold several side by side.
    pub edition: Option<Edition>,
}

impl Default for ReadOptions {
    fn default() -> Self {
        ReadOptions { encoding: None, max_bytes: 32 << 20, segmented: false, edition: None }
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
    /// A Word document (Office Open XML).
    Docx,
    /// An OpenDocument text.
    Odt,
    /// An EPUB book.
    Epub,
    /// A PDF with a text layer.
    Pdf,
    /// SubRip or WebVTT.
    Subtitles,
    /// A workbook (Office Open XML) with a column an edition.
    Workbook,
    /// A table of a text file, CSV or TSV, with a column an edition.
    Csv,
    /// AsciiDoc.
    AsciiDoc,
    /// reStructuredText.
    Rst,
    /// A gettext `.po` file, which holds English and its translation.
    Gettext,
    /// Messages in JSON.
    Json,
    /// Messages in YAML.
    Yaml,
}

impl Format {
    /// File name extensions that are read.
    pub const EXTENSIONS: [&'static str; 26] = [
        "txt", "md", "mdx", "markdown", "html", "htm", "xhtml", "text", "docx", "docm", "odt", "epub", "pdf",
        "srt", "vtt", "xlsx", "csv", "tsv", "adoc", "asc", "asciidoc", "rst", "po", "json", "yml", "yaml",
    ];

    /// The format by extension, in any case; `None` for others.
    ///
    /// ```
    /// use trialign::read::Format;
    /// assert_eq!(Format::of("a/zh-Hans.HTML".as_ref()), Some(Format::Html));
    /// assert_eq!(Format::of("a/paper.docx".as_ref()), Some(Format::Docx));
    /// assert_eq!(Format::of("a/paper.doc".as_ref()), None);
    /// ```
    pub fn of(path: &Path) -> Option<Format> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "txt" | "text" => Some(Format::Text),
            "md" | "markdown" => Some(Format::Markdown { mdx: false }),
            "mdx" => Some(Format::Markdown { mdx: true }),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            "docx" | "docm" => Some(Format::Docx),
            "odt" => Some(Format::Odt),
            "epub" => Some(Format::Epub),
            "pdf" => Some(Format::Pdf),
            "srt" | "vtt" => Some(Format::Subtitles),
            "xlsx" => Some(Format::Workbook),
            "csv" | "tsv" => Some(Format::Csv),
            "adoc" | "asc" | "asciidoc" => Some(Format::AsciiDoc),
            "rst" => Some(Format::Rst),
            "po" => Some(Format::Gettext),
            "json" => Some(Format::Json),
            "yml" | "yaml" => Some(Format::Yaml),
            _ => None,
        }
    }

    /// Whether the text has to be taken out of the file first, so that it is not the file's own.
    pub fn is_document(self) -> bool {
        matches!(
            self,
            Format::Docx
                | Format::Odt
                | Format::Epub
                | Format::Pdf
                | Format::Subtitles
                | Format::Workbook
                | Format::Csv
        )
    }

    /// Whether a file of the format may hold several editions side by side, which [`editions`](super::editions) tells.
    pub fn may_hold_several(self) -> bool {
        matches!(
            self,
            Format::Workbook | Format::Csv | Format::Docx | Format::Odt | Format::Subtitles | Format::Text
        )
    }

    /// How many bytes a file may have where a text may have `most`: in documents pictures and fonts count too, and what
    /// comes out is measured again.
    pub(super) fn largest(self, most: u64) -> u64 {
        const PACKED: u64 = 4;
        match self {
            Format::Docx | Format::Odt | Format::Epub | Format::Pdf | Format::Workbook => {
                most.saturating_mul(PACKED)
            }
            _ => most,
        }
    }

    /// Whether the file is a set of messages: each has a key, which is the place of its segments, and editions are compared
    /// message by message.
    pub fn is_messages(self) -> bool {
        matches!(self, Format::Gettext | Format::Json | Format::Yaml)
    }

    /// How a file of a kind that is not read can be saved as one that is; `None` where nobody knows.
    ///
    /// ```
    /// use trialign::read::Format;
    /// assert_eq!(Format::remedy("old/talk.doc".as_ref()), Some("open it and save it as .docx"));
    /// ```
    pub fn remedy(path: &Path) -> Option<&'static str> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "doc" | "rtf" | "wps" | "pages" | "dot" | "dotx" | "fodt" | "ott" => {
                Some("open it and save it as .docx")
            }
            "xls" | "xlsb" | "xlsm" | "ods" | "numbers" | "et" => Some("open it and save it as .xlsx"),
            "ppt" | "pptx" | "odp" | "key" => Some("save its text as .docx or .txt"),
            "mobi" | "azw" | "azw3" | "fb2" => Some("convert it to .epub"),
            "ass" | "ssa" | "sub" => Some("convert it to .srt"),
            "jpg" | "jpeg" | "png" | "gif" | "tif" | "tiff" | "webp" | "heic" => {
                Some("it is a picture: run text recognition (OCR) on it and save the text")
            }
            "zip" | "rar" | "7z" => Some("unpack it"),
            _ => None,
        }
    }
}

/// A format that this build was made without.
pub(super) fn left_out(format: Format) -> Error {
    let (name, feature) = match format {
        Format::Html => ("HTML", "html"),
        Format::Epub => ("EPUB", "html"),
        Format::Markdown { .. } => ("Markdown", "files"),
        _ => ("document of this kind", "files"),
    };
    Error::new(ErrorKind::Input, format!("this build reads no {name}"))
        .remedy(format!("build it with the feature `{feature}`"))
}

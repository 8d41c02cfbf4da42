//! The formats of output by name.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An output format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// The translators' sheet.
    Csv,
    /// The same with TAB, unquoted.
    Tsv,
    /// The same as a workbook of Excel.
    Xlsx,
    /// The complete record.
    Jsonl,
    /// Segment indices and cost.
    Vecalign,
    /// hunalign's rungs.
    Ladder,
    /// InterText's texts and links.
    Intertext,
    /// XCES links, as OPUS has them.
    Xces,
    /// Translation memory.
    Tmx,
    /// XLIFF 2.1.
    Xliff,
    /// A file an edition, line by line.
    Moses,
    /// Bitextor's table.
    Bitextor,
    /// Parquet, zstd.
    Parquet,
    /// The report a person reads.
    Html,
    /// A Word document with the editions side by side.
    Docx,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 15] = [
        Format::Csv,
        Format::Tsv,
        Format::Xlsx,
        Format::Jsonl,
        Format::Vecalign,
        Format::Ladder,
        Format::Intertext,
        Format::Xces,
        Format::Tmx,
        Format::Xliff,
        Format::Moses,
        Format::Bitextor,
        Format::Parquet,
        Format::Html,
        Format::Docx,
    ];

    /// Its name, which is its file extension as well.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Xlsx => "xlsx",
            Format::Jsonl => "jsonl",
            Format::Vecalign => "vecalign",
            Format::Ladder => "ladder",
            Format::Intertext => "intertext",
            Format::Xces => "xces",
            Format::Tmx => "tmx",
            Format::Xliff => "xliff",
            Format::Moses => "moses",
            Format::Bitextor => "bitextor",
            Format::Parquet => "parquet",
            Format::Html => "html",
            Format::Docx => "docx",
        }
    }

    /// The names of all formats, for messages.
    pub fn names() -> String {
        Format::ALL.map(Format::as_str).join(", ")
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = Format::ALL.into_iter().find(|f| f.as_str().eq_ignore_ascii_case(name));
        known.ok_or_else(|| format!("'{name}' is not a format; use one of {}", Format::names()))
    }
}

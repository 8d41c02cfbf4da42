//! Settings: what a file or a call says, laid over the defaults, and resolved once.

mod check;
mod file;
mod limits;

use std::path::PathBuf;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::text::Edition;

pub use check::{Check, Level, PathSettings, RuleLevel, matches};
pub use file::{MAX_THREADS, NAMES, parse, read, read_found};
#[cfg(feature = "files")]
pub use file::{find, nearest, own};
pub use limits::Limits;

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

/// The encoding of each edition, where detection is overridden: a label such as `big5` or `gb18030`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Encodings {
    /// English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
    /// Simplified Chinese.
    #[serde(rename = "zh-Hans", skip_serializing_if = "Option::is_none")]
    pub zh_hans: Option<String>,
    /// Traditional Chinese.
    #[serde(rename = "zh-Hant", skip_serializing_if = "Option::is_none")]
    pub zh_hant: Option<String>,
}

impl Encodings {
    /// The label of an edition.
    pub fn of(&self, edition: Edition) -> Option<&str> {
        match edition {
            Edition::En => self.en.as_deref(),
            Edition::ZhHans => self.zh_hans.as_deref(),
            Edition::ZhHant => self.zh_hant.as_deref(),
        }
    }

    /// The place of an edition's label.
    pub fn of_mut(&mut self, edition: Edition) -> &mut Option<String> {
        match edition {
            Edition::En => &mut self.en,
            Edition::ZhHans => &mut self.zh_hans,
            Edition::ZhHant => &mut self.zh_hant,
        }
    }

    /// A label that no encoding has, and what to use instead.
    pub fn unknown(&self) -> Option<(String, &'static str)> {
        let labels = [&self.en, &self.zh_hans, &self.zh_hant].into_iter().flatten();
        let known = |label: &&String| encoding_rs::Encoding::for_label(label.as_bytes()).is_some();
        let label = labels.into_iter().find(|label| !known(label))?;
        let remedy = "use a label such as utf-8, utf-16le, gb18030 or big5";
        Some((format!("the encoding '{label}' is not known"), remedy))
    }

    /// Every edition not yet named gets `label`.
    pub fn fill(&mut self, label: &str) {
        for slot in [&mut self.en, &mut self.zh_hans, &mut self.zh_hant] {
            slot.get_or_insert_with(|| label.to_owned());
        }
    }
}

/// Settings as a file or a call gives them: all optional. Unknown keys are errors.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Partial {
    /// See [`Settings::editions`].
    pub editions: Option<Vec<Edition>>,
    /// See [`Settings::format`].
    pub format: Option<Format>,
    /// See [`Settings::excel`].
    pub excel: Option<bool>,
    /// See [`Settings::formula_guard`].
    pub formula_guard: Option<bool>,
    /// See [`Settings::keep_furniture`].
    pub keep_furniture: Option<bool>,
    /// See [`Settings::keep_code`].
    pub keep_code: Option<bool>,
    /// See [`Settings::drop_notes`].
    pub drop_notes: Option<bool>,
    /// See [`Settings::low_confidence`].
    pub low_confidence: Option<f64>,
    /// See [`Settings::max_bytes`].
    pub max_bytes: Option<u64>,
    /// See [`Settings::max_segments`].
    pub max_segments: Option<usize>,
    /// See [`Settings::threads`].
    pub threads: Option<usize>,
    /// See [`Settings::weights`]; relative to the folder of the file that says it.
    pub weights: Option<PathBuf>,
    /// See [`Settings::vectors`].
    pub vectors: Option<String>,
    /// See [`Settings::embeddings`].
    pub embeddings: Option<String>,
    /// See [`Settings::embeddings_model`].
    pub embeddings_model: Option<String>,
    /// See [`Settings::embeddings_file`]; relative to the folder of the file that says it.
    pub embeddings_file: Option<PathBuf>,
    /// See [`Settings::encoding`].
    pub encoding: Option<Encodings>,
    /// See [`Settings::check`]; the glossary is relative to the folder of the file that says it.
    pub check: Option<Check>,
    /// See [`Settings::build`].
    pub build: Option<Limits>,
}

impl Partial {
    /// What `self` says; where it says nothing, what `under` says.
    #[must_use]
    pub fn over(self, under: Partial) -> Partial {
        Partial {
            editions: self.editions.or(under.editions),
            format: self.format.or(under.format),
            excel: self.excel.or(under.excel),
            formula_guard: self.formula_guard.or(under.formula_guard),
            keep_furniture: self.keep_furniture.or(under.keep_furniture),
            keep_code: self.keep_code.or(under.keep_code),
            drop_notes: self.drop_notes.or(under.drop_notes),
            low_confidence: self.low_confidence.or(under.low_confidence),
            max_bytes: self.max_bytes.or(under.max_bytes),
            max_segments: self.max_segments.or(under.max_segments),
            threads: self.threads.or(under.threads),
            weights: self.weights.or(under.weights),
            vectors: self.vectors.or(under.vectors),
            embeddings: self.embeddings.or(under.embeddings),
            embeddings_model: self.embeddings_model.or(under.embeddings_model),
            embeddings_file: self.embeddings_file.or(under.embeddings_file),
            encoding: self.encoding.or(under.encoding),
            check: self.check.or(under.check),
            build: self.build.or(under.build),
        }
    }

    /// The settings of a run: what is said, over the defaults.
    ///
    /// ```
    /// use trialign::config::{Partial, Settings};
    /// let said = Partial { excel: Some(true), ..Partial::default() };
    /// let settings = said.resolve();
    /// assert!(settings.excel);
    /// assert_eq!(settings.threads, Settings::default().threads);
    /// ```
    pub fn resolve(self) -> Settings {
        let default = Settings::default();
        Settings {
            editions: self.editions.unwrap_or(default.editions),
            format: self.format.or(default.format),
            excel: self.excel.unwrap_or(default.excel),
            formula_guard: self.formula_guard.unwrap_or(default.formula_guard),
            keep_furniture: self.keep_furniture.unwrap_or(default.keep_furniture),
            keep_code: self.keep_code.unwrap_or(default.keep_code),
            drop_notes: self.drop_notes.unwrap_or(default.drop_notes),
            low_confidence: self.low_confidence.unwrap_or(default.low_confidence),
            max_bytes: self.max_bytes.unwrap_or(default.max_bytes),
            max_segments: self.max_segments.unwrap_or(default.max_segments),
            threads: self.threads.unwrap_or(default.threads),
            weights: self.weights.or(default.weights),
            vectors: self.vectors.unwrap_or(default.vectors),
            embeddings: self.embeddings.or(default.embeddings),
            embeddings_model: self.embeddings_model.or(default.embeddings_model),
            embeddings_file: self.embeddings_file.or(default.embeddings_file),
            encoding: self.encoding.unwrap_or(default.encoding),
            check: self.check.unwrap_or(default.check),
            build: self.build.unwrap_or(default.build),
        }
    }
}

/// The settings of a run.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Settings {
    /// The editions every article should have; empty: those that any article of the run has.
    pub editions: Vec<Edition>,
    /// The output format; without one the name of the output file decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    /// CSV for Excel: BOM, CRLF, all quoted, limits checked.
    pub excel: bool,
    /// A `'` before cells that a spreadsheet would run as a formula.
    pub formula_guard: bool,
    /// Page furniture stays in the ladder.
    pub keep_furniture: bool,
    /// Code blocks stay in the ladder, each whole.
    pub keep_code: bool,
    /// The reference marks behind a sentence (`[1]`, ①, `†`) stay out of the ladder.
    pub drop_notes: bool,
    /// Beads with a lower confidence get the flag `low-confidence`.
    pub low_confidence: f64,
    /// Larger files are refused.
    pub max_bytes: u64,
    /// Editions with more segments are refused: memory and time grow with their number.
    pub max_segments: usize,
    /// Threads; 0: as many as there are cores.
    pub threads: usize,
    /// A weights file in place of the built-in weights.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weights: Option<PathBuf>,
    /// Sentence vectors from the built-in encoder: off; auto (those that were added, else none); or the path of its
    /// package.
    pub vectors: String,
    /// The address of an embeddings server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embeddings: Option<String>,
    /// The model to ask the embeddings server for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embeddings_model: Option<String>,
    /// A NumPy file with a vector a segment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embeddings_file: Option<PathBuf>,
    /// Encodings, where detection is overridden.
    pub encoding: Encodings,
    /// What `trialign check` looks for and how grave it is.
    pub check: Check,
    /// What the filters of `trialign build` take.
    pub build: Limits,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            editions: Vec::new(),
            format: None,
            excel: false,
            formula_guard: true,
            keep_furniture: false,
            keep_code: false,
            drop_notes: false,
            low_confidence: 0.5,
            max_bytes: 32 << 20,
            max_segments: 150_000,
            threads: 0,
            weights: None,
            vectors: "off".to_owned(),
            embeddings: None,
            embeddings_model: None,
            embeddings_file: None,
            encoding: Encodings::default(),
            check: Check::default(),
            build: Limits::default(),
        }
    }
}

impl Settings {
    /// The settings as TOML that [`parse`] reads back.
    pub fn dump(&self) -> String {
        // cannot fail: every field has a TOML form and the table stands last; an empty text would show it
        toml::to_string(self).unwrap_or_default()
    }
}

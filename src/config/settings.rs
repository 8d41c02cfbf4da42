//! The settings of a run.

use std::path::PathBuf;

use serde::Serialize;

use super::{Check, Encodings, Format, Limits};
use crate::text::Edition;

/// The settings of a run.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
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
    /// Whether the vectors are asked about doubtful rows alone.
    pub judge: bool,
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
            judge: false,
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

//! Settings of which only some are said.

use std::path::PathBuf;

use serde::Deserialize;

use super::{Check, Encodings, Format, Limits, Settings};
use crate::text::Edition;

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
    /// See [`Settings::judge`].
    pub judge: Option<bool>,
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
            judge: self.judge.or(under.judge),
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
            judge: self.judge.unwrap_or(default.judge),
            encoding: self.encoding.unwrap_or(default.encoding),
            check: self.check.unwrap_or(default.check),
            build: self.build.unwrap_or(default.build),
        }
    }
}

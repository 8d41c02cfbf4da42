//! What `check` is asked for, and what the cache remembers of an article.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::check::glossary::Glossary;
use crate::check::lock::LockedArticle;
use crate::check::{Behind, Finding, Said};
use crate::config::Settings;
use crate::pipeline::JobFile;
use crate::text::PerEdition;

/// How articles are checked.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct CheckOptions {
    /// The settings of the run.
    pub settings: Settings,
    /// Terms.
    pub glossary: Glossary,
    /// What was recorded when the translations were made, by article id.
    pub lock: BTreeMap<String, LockedArticle>,
    /// How far translations are behind, by article id.
    pub behind: BTreeMap<String, PerEdition<Option<Behind>>>,
    /// Further files of an edition that has one, by article id.
    pub twice: Vec<(String, JobFile)>,
    /// The folder of the cache; without it nothing is remembered.
    pub cache: Option<PathBuf>,
    /// What settings and findings call files that stand in for others.
    pub names: Names,
}

/// What settings and findings call files that stand in for others, by their paths.
#[derive(Debug, Clone, Default)]
pub struct Names(pub BTreeMap<PathBuf, PathBuf>);

impl Names {
    /// What a file is called.
    pub(super) fn of<'a>(&'a self, path: &'a Path) -> &'a Path {
        self.0.get(path).map_or(path, PathBuf::as_path)
    }
}

/// What is remembered of an article.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Remembered {
    pub(super) findings: Vec<Finding>,
    pub(super) said: Vec<Said>,
    pub(super) beads: usize,
    #[serde(default)]
    pub(super) notices: Vec<String>,
    /// The share of the English that each edition renders.
    #[serde(default)]
    pub(super) coverage: [Option<f64>; 3],
}

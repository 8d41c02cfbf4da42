use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::Patterns;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Worth a look; never fails a build by itself.
    Note,
    /// Likely a fault.
    Warning,
    /// A fault.
    Error,
}

impl Level {
    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Note => "note",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

/// What the settings say of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RuleLevel {
    /// The rule does not run.
    Off,
    /// The rule runs at its own level.
    On,
    /// Its findings are notes.
    Note,
    /// Its findings are warnings.
    Warning,
    /// Its findings are errors.
    Error,
}

/// Settings for some paths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PathSettings {
    /// The paths.
    pub paths: Patterns,
    /// Levels of rules by id.
    pub rules: BTreeMap<String, RuleLevel>,
}

/// The table `[check]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Check {
    /// The level from which findings make the run fail.
    pub fail_on: Level,
    /// From this probability on an omitted section is an error, an omitted block or sentence a warning; below a note.
    pub omission_error: f64,
    /// Omissions below this probability are not told.
    pub omission_least: f64,
    /// The share of English characters an edition has to cover.
    pub coverage: f64,
    /// Below this share the lack is an error, between the two a warning.
    pub coverage_error: f64,
    /// How far from the article's own length ratio a bead may be, in robust standard deviations.
    pub length_z: f64,
    /// Commits the source may be ahead of a translation before staleness is an error; 0: never an error.
    pub stale_limit: usize,
    /// Further keys of the front matter that name the commit a translation was made from.
    pub source_commit: Vec<String>,
    /// A pattern such as `src/@lang/@path` in place of recognition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// A layout in place of recognition: folder, suffix, docusaurus, tree, root-default or siblings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layout: Option<String>,
    /// A table of terms (CSV): `en`, `zh-Hans`, `zh-Hant`, `not-zh-Hans`, `not-zh-Hant`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub glossary: Option<PathBuf>,
    /// Check frozen versions of Docusaurus too (`versioned_docs/version-*` and their translations).
    pub all_versions: bool,
    /// Paths that are neither checked nor reported on.
    pub ignore: Patterns,
    /// Links of translations and the English ones they stand for; `*` is the rest: `"https://b.cn/*" = "https://a.org/*"`.
    pub links: BTreeMap<String, String>,
    /// Levels of rules by id.
    pub rules: BTreeMap<String, RuleLevel>,
    /// Levels of rules for some paths; the last that fits wins.
    pub overrides: Vec<PathSettings>,
}

impl Default for Check {
    fn default() -> Self {
        Check {
            fail_on: Level::Error,
            omission_error: 0.9,
            omission_least: 0.16,
            coverage: 0.95,
            coverage_error: 0.8,
            length_z: 6.0,
            stale_limit: 0,
            source_commit: Vec::new(),
            pattern: None,
            layout: None,
            glossary: None,
            all_versions: false,
            ignore: Patterns::default(),
            links: BTreeMap::new(),
            rules: BTreeMap::new(),
            overrides: Vec::new(),
        }
    }
}

impl Check {
    /// Whether nothing is to be reported of a path.
    pub fn ignores(&self, path: &str) -> bool {
        self.ignore.fit(path)
    }

    /// What the settings say of a rule for a path; `None` where they say nothing.
    ///
    /// ```
    /// use trialign::config::{Check, RuleLevel};
    /// let check = Check { rules: [("T402".to_owned(), RuleLevel::Off)].into(), ..Check::default() };
    /// assert_eq!(check.of("T402", "docs/zh/a.md"), Some(RuleLevel::Off));
    /// ```
    pub fn of(&self, rule: &str, path: &str) -> Option<RuleLevel> {
        if self.ignores(path) {
            return Some(RuleLevel::Off);
        }
        let fits = |own: &&PathSettings| own.paths.fit(path);
        let own = self.overrides.iter().rev().filter(fits).find_map(|own| own.rules.get(rule));
        own.or_else(|| self.rules.get(rule)).copied()
    }
}

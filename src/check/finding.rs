use serde::{Deserialize, Serialize};

use super::RuleId;
use crate::config::Level;
use crate::text::Edition;

/// A place in a file: counted from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Place {
    /// The file, with `/` between its parts.
    pub path: String,
    /// The line.
    pub line: usize,
    /// The column of the first character.
    pub column: usize,
    /// The line of the end.
    pub end_line: usize,
    /// One past the column of the last character.
    pub end_column: usize,
}

/// A place that belongs to a finding, such as the English sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// What stands there.
    pub message: String,
}

/// What a rule found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Finding {
    /// Id of the rule, such as `C106`.
    pub rule: RuleId,
    /// Its name, such as `untranslated-sentence`.
    pub name: String,
    /// How grave it is.
    pub level: Level,
    /// The article.
    pub article: String,
    /// The edition at fault.
    pub edition: Option<Edition>,
    /// Where it is to be seen.
    #[serde(flatten)]
    pub place: Place,
    /// What is wrong, in plain words.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
    /// The sentence it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// How sure it is, where the rule knows: 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// The same in every run until rule, path or sentence changes; lines do not count.
    pub fingerprint: String,
    /// The other editions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
}

impl Finding {
    /// By article, then by place.
    pub fn sort(findings: &mut [Finding]) {
        findings.sort_by(|a, b| {
            (&a.article, &a.place, &a.rule, &a.message).cmp(&(&b.article, &b.place, &b.rule, &b.message))
        });
    }
}

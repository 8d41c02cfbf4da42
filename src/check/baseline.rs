//! Known findings that are not reported again, each with the reason why it may stay.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Finding, RuleId};
use crate::error::{Error, ErrorKind, Result};

/// The version this program writes and reads.
const VERSION: u32 = 1;

/// What a baseline says of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The rule.
    pub rule: RuleId,
    /// The file.
    pub path: String,
    /// Why the finding may stay.
    pub reason: String,
}

/// A baseline: entries by fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    version: u32,
    /// The entries.
    pub findings: BTreeMap<String, Entry>,
}

impl Baseline {
    /// A baseline of findings, all for one reason.
    pub fn of(findings: &[Finding], reason: &str) -> Baseline {
        let entry = |f: &Finding| {
            let entry = Entry { rule: f.rule.clone(), path: f.place.path.clone(), reason: reason.to_owned() };
            (f.fingerprint.clone(), entry)
        };
        Baseline { version: VERSION, findings: findings.iter().map(entry).collect() }
    }

    /// Reads a baseline; `path` is for the errors.
    ///
    /// # Errors
    /// `Config` where it is none, is of another version, or an entry has no reason.
    pub fn parse(text: &str, path: &Path) -> Result<Baseline> {
        let wrong = |message: String| Error::new(ErrorKind::Config, message).at(path);
        let found: Baseline = serde_json::from_str(text).map_err(|e| {
            wrong(format!("this is no baseline: {e}"))
                .line(e.line())
                .remedy("write it anew with --write-baseline")
        })?;
        if found.version != VERSION {
            return Err(wrong(format!(
                "the baseline has version {}, this program reads {VERSION}",
                found.version
            ))
            .remedy("write it anew with --write-baseline"));
        }
        match found.findings.iter().find(|(_, entry)| entry.reason.trim().is_empty()) {
            Some((id, _)) => {
                Err(wrong(format!("entry {id} has no reason")).remedy("say in `reason` why it may stay"))
            }
            None => Ok(found),
        }
    }

    /// Takes the known findings out; returns the entries that fit none.
    pub fn apply(&self, findings: &mut Vec<Finding>) -> Vec<(&str, &Entry)> {
        let there: std::collections::BTreeSet<String> =
            findings.iter().map(|finding| finding.fingerprint.clone()).collect();
        findings.retain(|finding| !self.findings.contains_key(&finding.fingerprint));
        let gone = self.findings.iter().filter(|(id, _)| !there.contains(*id));
        gone.map(|(id, entry)| (id.as_str(), entry)).collect()
    }

    /// The text of the file.
    pub fn write(&self) -> String {
        // cannot fail: strings and numbers have a JSON form
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

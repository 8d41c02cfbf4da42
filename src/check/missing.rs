//! Editions that are missing, told once a folder.

use std::collections::BTreeMap;

use super::{Finding, RuleId};
use crate::text::Edition;

/// The rule that tells them.
const RULE: RuleId = RuleId::new("C101");
/// Names that are given.
const NAMED: usize = 3;

/// Makes one finding of all missing editions of a folder. `files` are the English files of the run, for the share.
pub fn by_folder(findings: &mut Vec<Finding>, files: &[String]) {
    let mut groups: BTreeMap<(String, Option<Edition>), Vec<Finding>> = BTreeMap::new();
    let (missing, others) = std::mem::take(findings).into_iter().partition(|f| f.rule == RULE);
    *findings = others;
    for finding in missing {
        groups.entry((folder(&finding.place.path).to_owned(), finding.edition)).or_default().push(finding);
    }
    for ((name, edition), mut group) in groups {
        if group.len() > 1 {
            let all = files.iter().filter(|file| folder(file) == name).count().max(group.len());
            let shown = |f: &Finding| f.place.path.rsplit('/').next().unwrap_or_default().to_owned();
            let mut names: Vec<String> = group.iter().take(NAMED).map(shown).collect();
            if group.len() > NAMED {
                names.push(format!("and {} more", group.len() - NAMED));
            }
            let edition = edition.map_or("", Edition::as_str);
            group[0].message = format!(
                "{} of {all} pages of {}/ have no {edition} edition ({:.0} % are there): {}",
                group.len(),
                if name.is_empty() { "." } else { &name },
                (all - group.len()) as f64 * 100.0 / all as f64,
                names.join(", ")
            );
        }
        // The gravest level of the group; a baseline knows it by its first page.
        let level = group.iter().map(|f| f.level).max();
        group.truncate(1);
        for mut first in group {
            first.level = level.unwrap_or(first.level);
            findings.push(first);
        }
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

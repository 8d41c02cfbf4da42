use std::collections::BTreeMap;

use super::{Report, counts, safe};
use crate::config::Level;

/// Below so many findings a summary says nothing that a look does not.
const LEAST: usize = 20;
/// Lines of a summary.
const LINES: usize = 40;
/// Files that are named.
const FILES: usize = 8;

/// What was found, by rule and by file, in 40 lines at most; nothing where little was found.
pub(super) fn of(report: &Report<'_>) -> String {
    if report.findings.len() < LEAST {
        return String::new();
    }
    let mut rules: BTreeMap<(&str, &str), [usize; 3]> = BTreeMap::new();
    let mut files: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for finding in report.findings {
        let column = match finding.level {
            Level::Error => 0,
            Level::Warning => 1,
            Level::Note => 2,
        };
        rules.entry((finding.rule.as_str(), &finding.name)).or_default()[column] += 1;
        files.entry(&finding.place.path).or_default()[column] += 1;
    }
    let [errors, warnings, notes] =
        [Level::Error, Level::Warning, Level::Note].map(|level| report.count(level));
    let mut out = format!("{} in {} files\n\n", counts(errors, warnings, notes), files.len());
    out.push_str(&format!("{:>7} {:>8} {:>6}  rule\n", "errors", "warnings", "notes"));
    // The gravest first, then the most.
    let mut rules: Vec<_> = rules.into_iter().collect();
    rules.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut files: Vec<_> = files.into_iter().collect();
    files.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let named = files.len().min(FILES);
    // Two lines before the rules, one above the files, an empty one on both sides of them, one for what is left out.
    let room = LINES - named - 7;
    let line = |[e, w, n]: [usize; 3], what: &str| format!("{e:>7} {w:>8} {n:>6}  {what}\n");
    for ((id, name), count) in rules.iter().take(room) {
        out.push_str(&line(*count, &format!("{id} {name}")));
    }
    if rules.len() > room {
        out.push_str(&format!("… and {} other rules\n", rules.len() - room));
    }
    out.push_str("\nthe files with the gravest:\n");
    for (path, count) in files.iter().take(named) {
        out.push_str(&line(*count, &safe(path)));
    }
    out.push('\n');
    out
}

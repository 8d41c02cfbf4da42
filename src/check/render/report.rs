//! What a report is about.

use crate::check::Finding;
use crate::config::Level;
use crate::text::Edition;

/// How many there are of each level, in words: `1 error, 2 warnings, 0 notes`.
pub fn counts(errors: usize, warnings: usize, notes: usize) -> String {
    let one = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    format!("{}, {}, {}", one(errors, "error"), one(warnings, "warning"), one(notes, "note"))
}

/// A text without the commands that runners of GitHub and Azure look for anywhere in a line.
pub(super) fn no_command(text: &str) -> String {
    text.replace("##[", "## [").replace("##vso[", "## vso[")
}

/// What a report is about.
#[derive(Debug, Clone, Default)]
pub struct Report<'a> {
    /// The findings, sorted.
    pub findings: &'a [Finding],
    /// The articles that were checked and the editions each has: also those without findings.
    pub articles: &'a [(String, Vec<Edition>)],
    /// Whether the human report uses colour.
    pub colour: bool,
}

impl Report<'_> {
    /// How many findings have a level.
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.level == level).count()
    }

    /// The findings, gravest first.
    pub(super) fn gravest_first(&self) -> Vec<&Finding> {
        let mut all: Vec<&Finding> = self.findings.iter().collect();
        all.sort_by_key(|finding| std::cmp::Reverse(finding.level));
        all
    }
}

/// Without control characters, which a terminal would obey, and without what a CI service takes for a command.
pub(super) fn safe(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let text = no_command(&text);
    if text.trim_start().starts_with("::") { format!("| {text}") } else { text }
}

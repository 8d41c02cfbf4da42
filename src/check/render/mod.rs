//! Reports, one file each.

mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod markdown;
mod sarif;
mod summary;

pub(super) use markdown::cell;

use super::Finding;
use crate::config::Level;
use crate::text::Edition;

/// The format of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportFormat {
    /// For people.
    Human,
    /// JSON with every field.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// JUnit XML.
    Junit,
    /// Commands of GitHub Actions.
    Github,
    /// GitLab Code Quality.
    Gitlab,
    /// A table in Markdown.
    Markdown,
}

impl std::str::FromStr for ReportFormat {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Ok(match name {
            "human" => ReportFormat::Human,
            "json" => ReportFormat::Json,
            "sarif" => ReportFormat::Sarif,
            "junit" => ReportFormat::Junit,
            "github" => ReportFormat::Github,
            "gitlab" => ReportFormat::Gitlab,
            "markdown" => ReportFormat::Markdown,
            _ => {
                return Err(format!(
                    "'{name}' is not one of human, json, sarif, junit, github, gitlab, markdown"
                ));
            }
        })
    }
}

/// How many there are of each level, in words: `1 error, 2 warnings, 0 notes`.
pub fn counts(errors: usize, warnings: usize, notes: usize) -> String {
    let one = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    format!("{}, {}, {}", one(errors, "error"), one(warnings, "warning"), one(notes, "note"))
}

/// A text without the commands that runners of GitHub and Azure look for anywhere in a line.
fn no_command(text: &str) -> String {
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

    /// The report as text.
    pub fn render(&self, format: ReportFormat) -> String {
        match format {
            ReportFormat::Human => human::render(self),
            ReportFormat::Json => json::render(self),
            ReportFormat::Sarif => sarif::render(self),
            ReportFormat::Junit => junit::render(self),
            ReportFormat::Github => github::render(self),
            ReportFormat::Gitlab => gitlab::render(self),
            ReportFormat::Markdown => markdown::render(self, usize::MAX),
        }
    }

    /// The table of [`ReportFormat::Markdown`], as long as the summary of a job of GitHub Actions may be (1 MiB with
    /// what other commands of the step write); what does not fit is counted.
    pub fn summary(&self) -> String {
        markdown::render(self, 512 * 1024)
    }

    /// The findings, gravest first.
    fn gravest_first(&self) -> Vec<&Finding> {
        let mut all: Vec<&Finding> = self.findings.iter().collect();
        all.sort_by_key(|finding| std::cmp::Reverse(finding.level));
        all
    }
}

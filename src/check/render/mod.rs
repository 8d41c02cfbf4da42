//! Reports, one file each.

mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod markdown;
mod report;
mod sarif;
mod summary;

pub(super) use markdown::cell;

pub use report::{Report, counts};
use report::{no_command, safe};

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

impl Report<'_> {
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
}

use super::Report;
use crate::config::Level;
use serde_json::json;

pub(super) fn render(report: &Report<'_>) -> String {
    let mut findings = Vec::new();
    for finding in report.findings {
        // cannot fail: every field has a JSON form
        findings.push(serde_json::to_value(finding).unwrap_or_default());
    }
    let value = json!({
        "version": 1,
        "articles": report.articles.len(),
        "errors": report.count(Level::Error),
        "warnings": report.count(Level::Warning),
        "notes": report.count(Level::Note),
        "findings": findings,
    });
    format!("{value:#}\n")
}

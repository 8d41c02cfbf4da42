use serde_json::{Value, json};

use super::Report;
use crate::config::Level;

/// An array of GitLab's Code Quality issues; the fingerprint holds no line.
pub(super) fn render(report: &Report<'_>) -> String {
    let issues: Vec<Value> = report
        .findings
        .iter()
        .map(|finding| {
            let severity = match finding.level {
                Level::Error => "major",
                Level::Warning => "minor",
                Level::Note => "info",
            };
            json!({
                "description": finding.message,
                "check_name": format!("{} {}", finding.rule, finding.name),
                "fingerprint": finding.fingerprint,
                "severity": severity,
                "location": {"path": finding.place.path, "lines": {"begin": finding.place.line}},
            })
        })
        .collect();
    format!("{:#}\n", Value::Array(issues))
}

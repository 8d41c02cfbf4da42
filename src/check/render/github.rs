use super::Report;
use crate::config::Level;

/// Commands of one report. Ten of a kind are shown a step, and a log of tens of thousands helps nobody.
const MOST: usize = 1_000;

/// A workflow command a finding, gravest first: only ten of a kind are shown a step.
pub(super) fn render(report: &Report<'_>) -> String {
    let mut out = String::new();
    for finding in report.gravest_first().into_iter().take(MOST) {
        let command = match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "notice",
        };
        let place = &finding.place;
        let mut message = format!("{}\n{}", finding.message, finding.remedy);
        if let Some(text) = &finding.text {
            message.push_str(&format!("\n{text}"));
        }
        out.push_str(&format!(
            "::{command} file={},line={},col={},endLine={},title={}::{}\n",
            property(&place.path),
            place.line,
            place.column,
            place.end_line,
            property(&format!("{} {}", finding.rule, finding.name)),
            data(&message)
        ));
    }
    let left = report.findings.len().saturating_sub(MOST);
    if left > 0 {
        out.push_str(&format!(
            "{left} more findings, the least grave ones, have no annotation (--format json has them all)\n"
        ));
    }
    out
}

fn data(text: &str) -> String {
    super::no_command(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

use super::Report;
use crate::config::Level;

/// A workflow command a finding, gravest first: only ten of a kind are shown a step.
pub(super) fn render(report: &Report<'_>) -> String {
    let mut out = String::new();
    for finding in report.gravest_first() {
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
    out
}

fn data(text: &str) -> String {
    super::no_command(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

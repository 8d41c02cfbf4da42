use super::Report;
use crate::config::Level;

/// A table, gravest first; of at most `most` bytes, the rest is counted.
pub(super) fn render(report: &Report<'_>, most: usize) -> String {
    let [errors, warnings, notes] =
        [Level::Error, Level::Warning, Level::Note].map(|level| report.count(level));
    let mut out = format!(
        "## trialign check\n\n{} article{}: {}\n",
        report.articles.len(),
        if report.articles.len() == 1 { "" } else { "s" },
        super::counts(errors, warnings, notes)
    );
    if !report.findings.is_empty() {
        out.push_str("\n| level | rule | place | finding |\n|---|---|---|---|\n");
    }
    for (shown, finding) in report.gravest_first().into_iter().enumerate() {
        let row = format!(
            "| {} | {} {} | {}:{} | {} |\n",
            finding.level.as_str(),
            finding.rule,
            finding.name,
            cell(&finding.place.path),
            finding.place.line,
            cell(&finding.message)
        );
        if out.len() + row.len() > most {
            out.push_str(&format!("\n… and {} more, see the log.\n", report.findings.len() - shown));
            break;
        }
        out.push_str(&row);
    }
    out
}

/// A text as a cell of a table in Markdown.
pub(in crate::check) fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' => out.extend(['\\', c]),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

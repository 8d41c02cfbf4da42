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

/// A text as a cell of a table in Markdown that says nothing to whoever shows it: no markup, no link, nobody mentioned, no
/// issue referred to.
pub(in crate::check) fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' => out.extend(['\\', c]),
            // Mentions and references are looked for when the markup is gone, so an escape does not keep them off.
            '@' | '#' if chars.peek().is_some_and(|next| next.is_alphanumeric()) => out.extend([c, JOINER]),
            // Addresses become links by themselves (GitHub Flavored Markdown, 6.9).
            ':' if chars.peek() == Some(&'/') => out.push_str("\\:"),
            '.' if out.ends_with("www") => out.push_str("\\."),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// U+2060 WORD JOINER: nothing is seen of it.
const JOINER: char = '\u{2060}';

use super::{Report, safe};
use crate::config::Level;

/// A block a finding: place, level, rule, message; the sentence; the English; the remedy.
pub(super) fn render(report: &Report<'_>) -> String {
    let paint = |code: &str, text: &str| {
        if report.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    };
    let mut out = super::summary::of(report);
    for finding in report.findings {
        let place = &finding.place;
        let colour = match finding.level {
            Level::Error => "1;31",
            Level::Warning => "1;33",
            Level::Note => "1;34",
        };
        let at = format!("{}:{}:{}", safe(&place.path), place.line, place.column);
        let level = paint(colour, finding.level.as_str());
        out.push_str(&format!("{}: {level} {} {}\n", paint("1", &at), finding.rule, safe(&finding.message)));
        if let Some(text) = &finding.text {
            out.push_str(&format!("    {}\n", safe(text)));
        }
        for related in &finding.related {
            let place = &related.place;
            let at = format!("{}:{}:{}", safe(&place.path), place.line, place.column);
            out.push_str(&format!("    {} {}\n", paint("2", &at), safe(&related.message)));
        }
        out.push_str(&format!("    {} {}\n", paint("2", "remedy:"), finding.remedy));
    }
    out
}

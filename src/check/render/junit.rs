use std::collections::BTreeMap;

use super::Report;
use crate::check::Finding;
use crate::config::Level;
use crate::text::Edition;

/// The findings of one edition of one article.
struct Case<'a> {
    edition: Edition,
    errors: Vec<&'a Finding>,
    others: Vec<&'a Finding>,
}

/// A suite an article, a case an edition; findings that are no errors are output of the case.
pub(super) fn render(report: &Report<'_>) -> String {
    let mut findings: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in report.findings {
        findings.entry(&finding.article).or_default().push(finding);
    }
    let none = Vec::new();
    let suites: Vec<(&str, Vec<Case<'_>>)> = report
        .articles
        .iter()
        .map(|(id, editions)| (id.as_str(), cases(findings.get(id.as_str()).unwrap_or(&none), editions)))
        .filter(|(_, cases)| !cases.is_empty())
        .collect();
    let total: usize = suites.iter().map(|(_, cases)| cases.len()).sum();
    let failing: usize = suites.iter().map(|(_, cases)| failures(cases)).sum();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"trialign\" tests=\"{}\" failures=\"{failing}\" errors=\"0\">\n",
        total.max(1),
    );
    if total == 0 {
        out.push_str("  <testsuite name=\"trialign\" tests=\"1\" failures=\"0\" errors=\"0\">\n");
        out.push_str("    <testcase classname=\"trialign\" name=\"nothing to check\"/>\n  </testsuite>\n");
    }
    for (id, cases) in &suites {
        suite(id, cases, &mut out);
    }
    out.push_str("</testsuites>\n");
    out
}

fn failures(cases: &[Case<'_>]) -> usize {
    cases.iter().filter(|case| !case.errors.is_empty()).count()
}

/// Editions that are there, and those with findings though they are missing.
fn cases<'a>(findings: &[&'a Finding], editions: &[Edition]) -> Vec<Case<'a>> {
    let case = |edition: Edition| {
        let own = findings.iter().copied().filter(|f| f.edition == Some(edition));
        let (errors, others) = own.partition(|f| f.level == Level::Error);
        Case { edition, errors, others }
    };
    let there = |case: &Case<'_>| {
        editions.contains(&case.edition) || !case.errors.is_empty() || !case.others.is_empty()
    };
    Edition::ALL.into_iter().map(case).filter(there).collect()
}

fn suite(id: &str, cases: &[Case<'_>], out: &mut String) {
    let name = escape(id);
    let (tests, failing) = (cases.len(), failures(cases));
    out.push_str(&format!(
        "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failing}\" errors=\"0\">\n"
    ));
    for case in cases {
        let edition = case.edition;
        if case.errors.is_empty() && case.others.is_empty() {
            out.push_str(&format!("    <testcase classname=\"{name}\" name=\"{edition}\"/>\n"));
            continue;
        }
        out.push_str(&format!("    <testcase classname=\"{name}\" name=\"{edition}\">\n"));
        if let Some(first) = case.errors.first() {
            out.push_str(&format!(
                "      <failure message=\"{}\" type=\"{}\">{}</failure>\n",
                escape(&format!("{} {}", first.rule, first.message)),
                first.rule,
                lines(&case.errors)
            ));
        }
        if !case.others.is_empty() {
            out.push_str(&format!("      <system-out>{}</system-out>\n", lines(&case.others)));
        }
        out.push_str("    </testcase>\n");
    }
    out.push_str("  </testsuite>\n");
}

fn lines(findings: &[&Finding]) -> String {
    let line = |f: &&Finding| {
        let p = &f.place;
        format!("{}:{}:{}: {} {} {}", p.path, p.line, p.column, f.level.as_str(), f.rule, f.message)
    };
    escape(&findings.iter().map(line).collect::<Vec<_>>().join("\n"))
}

/// For XML 1.0; characters it cannot hold are left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => out.push(c),
        }
    }
    out
}

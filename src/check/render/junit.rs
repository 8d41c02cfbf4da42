use std::collections::BTreeMap;

use super::Report;
use crate::check::Finding;
use crate::config::Level;
use crate::markup::XmlWriter;
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
    let mut xml = XmlWriter::document();
    sums(&mut xml, "", "testsuites", "trialign", total.max(1), failing).line();
    if total == 0 {
        sums(&mut xml, "  ", "testsuite", "trialign", 1, 0).text("\n    ");
        xml.empty("testcase", &[("classname", "trialign"), ("name", "nothing to check")]);
        xml.text("\n  ").end("testsuite").line();
    }
    for (id, cases) in &suites {
        suite(id, cases, &mut xml);
    }
    xml.end("testsuites").line();
    xml.take()
}

/// Begins a suite, or all of them.
fn sums<'a>(
    xml: &'a mut XmlWriter,
    indent: &str,
    element: &str,
    name: &str,
    tests: usize,
    failing: usize,
) -> &'a mut XmlWriter {
    let (tests, failing) = (tests.to_string(), failing.to_string());
    let about = [("name", name), ("tests", &tests), ("failures", &failing), ("errors", "0")];
    xml.text(indent).start(element, &about)
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

fn suite(id: &str, cases: &[Case<'_>], xml: &mut XmlWriter) {
    let name = visible(id);
    sums(xml, "  ", "testsuite", &name, cases.len(), failures(cases)).line();
    for case in cases {
        let about = [("classname", name.as_str()), ("name", case.edition.as_str())];
        xml.text("    ");
        if case.errors.is_empty() && case.others.is_empty() {
            xml.empty("testcase", &about).line();
            continue;
        }
        xml.start("testcase", &about).line();
        if let Some(first) = case.errors.first() {
            let message = visible(&format!("{} {}", first.rule, first.message));
            let about = [("message", message.as_str()), ("type", first.rule.as_str())];
            xml.text("      ").leaf("failure", &about, &lines(&case.errors)).line();
        }
        if !case.others.is_empty() {
            xml.text("      ").leaf("system-out", &[], &lines(&case.others)).line();
        }
        xml.text("    ").end("testcase").line();
    }
    xml.text("  ").end("testsuite").line();
}

fn lines(findings: &[&Finding]) -> String {
    let line = |f: &&Finding| {
        let p = &f.place;
        format!("{}:{}:{}: {} {} {}", p.path, p.line, p.column, f.level.as_str(), f.rule, f.message)
    };
    visible(&findings.iter().map(line).collect::<Vec<_>>().join("\n"))
}

/// Without the controls that a terminal or a browser would obey.
fn visible(text: &str) -> String {
    text.replace(|c: char| c.is_control() && !matches!(c, '\n' | '\t'), "")
}

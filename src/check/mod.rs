//! Is the translation whole and true? Rules (one a file), findings, and one renderer a report format.

pub mod baseline;
pub mod disable;
mod finding;
pub mod front;
pub mod glossary;
mod known;
mod licence;
mod literature;
pub mod lock;
mod message;
pub mod missing;
mod mojibake;
mod moved;
mod outline;
mod page;
pub mod render;
mod rule;
mod rule_id;
mod rules;
mod script;
pub mod status;
mod subject;
pub mod words;

use crate::config::{Check, RuleLevel};

pub use finding::{Finding, Place, Related};
pub use known::Known;
pub use moved::Moved;
pub use outline::Outline;
pub use page::Page;
pub use rule::Rule;
pub use rule_id::RuleId;
pub(crate) use rules::is_same_number;
pub use rules::{ALL, Said, coverage, inconsistent, rule};
pub use script::{Prose, is_chinese, is_foreign};
pub use subject::{Behind, Sink, Subject};

/// The table of rules in Markdown, as it stands in the documentation.
pub fn table() -> String {
    let mut out = String::from("| id | name | level | finds |\n|---|---|---|---|\n");
    for rule in ALL {
        let level = if rule.on { rule.level.as_str() } else { "off" };
        let what = rule.what.replace('|', "\\|");
        out.push_str(&format!("| {} | {} | {level} | {what} |\n", rule.id, rule.name));
    }
    out
}

/// Runs every rule over an article: findings with their fingerprints, sorted by place.
pub fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut all = Vec::new();
    for rule in ALL {
        let asked = |level: Option<RuleLevel>| matches!(level, Some(level) if level != RuleLevel::Off);
        let settings = subject.settings;
        let somewhere = asked(settings.rules.get(rule.id.as_str()).copied())
            || settings.overrides.iter().any(|own| asked(own.rules.get(rule.id.as_str()).copied()));
        if !rule.on && !somewhere {
            continue;
        }
        let mut sink = Sink::new(subject, rule.about());
        (rule.check)(subject, &mut sink);
        all.extend(sink.finish());
    }
    let mut all = settle(all, subject.settings);
    all.retain(|finding| !subject.disabled(finding));
    fold(&mut all);
    Finding::sort(&mut all);
    number_fingerprints(&mut all);
    all
}

/// An edition in another script or language is one finding: what its sentences are is folded under it.
fn fold(findings: &mut Vec<Finding>) {
    let wrong: Vec<_> = findings.iter().filter(|f| f.rule == "S501").map(|f| f.edition).collect();
    for edition in wrong {
        let before = findings.len();
        let file = |f: &Finding| f.rule == "S501" || f.text.is_none();
        findings.retain(|f| f.edition != edition || file(f));
        let folded = before - findings.len();
        for f in findings.iter_mut().filter(|f| folded > 0 && f.rule == "S501" && f.edition == edition) {
            let findings =
                if folded == 1 { "finding of its sentences is" } else { "findings of its sentences are" };
            f.message.push_str(&format!("; {folded} {findings} not listed"));
        }
    }
}

/// Levels as the settings want them; findings of rules that are off are left out.
pub fn settle(findings: Vec<Finding>, settings: &Check) -> Vec<Finding> {
    let level = |mut finding: Finding| {
        let on = rule(finding.rule.as_str()).is_some_and(|rule| rule.on);
        finding.level = match settings.of(finding.rule.as_str(), &finding.place.path) {
            Some(RuleLevel::Off) => return None,
            None if !on => return None,
            None | Some(RuleLevel::On) => finding.level,
            Some(RuleLevel::Note) => crate::config::Level::Note,
            Some(RuleLevel::Warning) => crate::config::Level::Warning,
            Some(RuleLevel::Error) => crate::config::Level::Error,
        };
        Some(finding)
    };
    findings.into_iter().filter_map(level).collect()
}

/// The second of two findings with one fingerprint gets a number.
fn number_fingerprints(findings: &mut [Finding]) {
    let mut seen = std::collections::HashMap::<String, usize>::new();
    for finding in findings {
        let count = seen.entry(finding.fingerprint.clone()).or_default();
        *count += 1;
        if *count > 1 {
            finding.fingerprint = format!("{}-{count}", finding.fingerprint);
        }
    }
}

use serde_json::{Value, json};

use super::Report;
use crate::check::{ALL, Finding, Place};
use crate::config::Level;

/// Where the rules are described.
const RULES: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/docs/check.md#rules");
/// GitHub refuses a run of more results than that.
const MOST: usize = 25_000;

/// SARIF 2.1.0 (OASIS standard), one run.
pub(super) fn render(report: &Report<'_>) -> String {
    let rules: Vec<Value> = ALL
        .iter()
        .map(|rule| {
            json!({
                "id": rule.id,
                "name": rule.name,
                "shortDescription": {"text": rule.what},
                "fullDescription": {"text": rule.why},
                "helpUri": RULES,
                "help": {"text": format!("{} Example: {}", rule.remedy, rule.example)},
                "defaultConfiguration": {"level": rule.level.as_str(), "enabled": rule.on},
            })
        })
        .collect();
    let cut = report.findings.len().saturating_sub(MOST);
    // Where not all have room, the gravest have; the rest keeps the order of the places.
    let shown: Vec<&Finding> = match cut {
        0 => report.findings.iter().collect(),
        _ => report.gravest_first().into_iter().take(MOST).collect(),
    };
    let results: Vec<Value> = shown
        .into_iter()
        .map(|finding| {
            let mut result = json!({
                "ruleId": finding.rule,
                "level": level(finding.level),
                "message": {"text": format!("{} ({})", finding.message, finding.remedy)},
                "locations": [location(&finding.place)],
                "partialFingerprints": {"trialign/v1": finding.fingerprint},
                "properties": {"article": finding.article, "edition": finding.edition.map(|e| e.as_str())},
            });
            if let Some(index) = ALL.iter().position(|rule| rule.id == finding.rule) {
                result["ruleIndex"] = json!(index);
            }
            let related: Vec<Value> = finding
                .related
                .iter()
                .map(|related| {
                    let mut place = location(&related.place);
                    place["message"] = json!({"text": related.message});
                    place
                })
                .collect();
            if !related.is_empty() {
                result["relatedLocations"] = json!(related);
            }
            result
        })
        .collect();
    let mut run = json!({
        "tool": {"driver": {
            "name": "trialign",
            "version": env!("CARGO_PKG_VERSION"),
            "informationUri": env!("CARGO_PKG_HOMEPAGE"),
            "rules": rules,
        }},
        "columnKind": "unicodeCodePoints",
        "results": results,
    });
    if cut > 0 {
        let said =
            format!("{cut} more findings are left out, the least grave ones: a run may have {MOST} results");
        run["invocations"] = json!([{
            "executionSuccessful": true,
            "toolExecutionNotifications": [{"level": "warning", "message": {"text": said}}],
        }]);
    }
    let value = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    });
    format!("{value:#}\n")
}

fn level(level: Level) -> &'static str {
    level.as_str()
}

fn location(place: &Place) -> Value {
    json!({"physicalLocation": {
        "artifactLocation": {"uri": uri(&place.path)},
        "region": {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        },
    }})
}

/// A relative URI: what is not unreserved is percent-encoded (RFC 3986).
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(byte as char)
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

//! The reports, held as snapshots; Han text stands before the column.

use trialign::check::render::{Report, ReportFormat};
use trialign::check::{Finding, Place, Related};
use trialign::config::Level;
use trialign::text::Edition;

fn place(path: &str, line: usize, column: usize) -> Place {
    Place { path: path.to_owned(), line, column, end_line: line, end_column: column + 5 }
}

fn findings() -> Vec<Finding> {
    // As a report in JSON has them.
    let finding = |rule: &str, name: &str, level: Level, edition: Edition, place, message: &str| -> Finding {
        let related = Related {
            place: self::place("docs/about.en.md", 3, 7),
            message: "It “reopened”.".to_owned(),
        };
        let mut finding = serde_json::json!({
            "rule": rule,
            "name": name,
            "level": level,
            "article": "about",
            "edition": edition,
            "message": message,
            "remedy": "compare the two",
            "text": "大橋<b>已“重開”&|\n27,000輛",
            "fingerprint": format!("f-{rule}"),
            "related": [related],
        });
        let place: Place = place;
        let place = serde_json::to_value(place).unwrap();
        finding.as_object_mut().unwrap().extend(place.as_object().unwrap().clone());
        serde_json::from_value(finding).unwrap()
    };
    vec![
        finding(
            "T402",
            "halfwidth-punctuation",
            Level::Note,
            Edition::ZhHans,
            place("docs/about.zh-CN.md", 2, 9),
            "half-width , after 我",
        ),
        finding(
            "P301",
            "number",
            Level::Error,
            Edition::ZhHant,
            place("docs/關於, 二.zh-TW.md", 5, 12),
            "the English says 35%, this says 3.5%",
        ),
        finding(
            "T401",
            "end-punctuation",
            Level::Warning,
            Edition::ZhHans,
            place("docs/about.zh-CN.md", 9, 1),
            "ends in <a> stop | bar",
        ),
    ]
}

fn render(format: ReportFormat) -> String {
    let findings = findings();
    let articles = [("about".to_owned(), Edition::ALL.to_vec()), ("fine".to_owned(), vec![Edition::En])];
    Report { findings: &findings, articles: &articles, colour: false }.render(format)
}

#[test]
fn human() {
    insta::assert_snapshot!(render(ReportFormat::Human));
}

#[test]
fn json() {
    insta::assert_snapshot!(render(ReportFormat::Json));
}

#[test]
fn junit() {
    insta::assert_snapshot!(render(ReportFormat::Junit));
}

#[test]
fn github() {
    insta::assert_snapshot!(render(ReportFormat::Github));
}

#[test]
fn gitlab() {
    insta::assert_snapshot!(render(ReportFormat::Gitlab));
}

#[test]
fn markdown() {
    insta::assert_snapshot!(render(ReportFormat::Markdown));
}

/// Without the rules, which are the documentation's.
#[test]
fn sarif() {
    let mut value: serde_json::Value = serde_json::from_str(&render(ReportFormat::Sarif)).unwrap();
    let driver = &mut value["runs"][0]["tool"]["driver"];
    let rules = driver["rules"].as_array().unwrap().len();
    assert_eq!(rules, trialign::check::ALL.len());
    driver["rules"] = serde_json::json!("…");
    driver["version"] = serde_json::json!("…");
    insta::assert_snapshot!(format!("{value:#}"));
}

/// What SARIF 2.1.0 requires (sections 3.13, 3.14, 3.19, 3.27, 3.28, 3.30).
#[test]
fn sarif_has_what_the_standard_requires() {
    let value: serde_json::Value = serde_json::from_str(&render(ReportFormat::Sarif)).unwrap();
    assert_eq!(value["version"], "2.1.0");
    let run = &value["runs"][0];
    let driver = &run["tool"]["driver"];
    assert!(driver["name"].is_string());
    for rule in driver["rules"].as_array().unwrap() {
        let uri = rule["helpUri"].as_str().unwrap();
        let (page, anchor) = uri.split_once('#').unwrap();
        let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/check.md");
        assert!(page.starts_with("https://") && page.ends_with("docs/check.md"), "{uri}");
        let heading = |line: &str| line.trim_start_matches('#').trim().to_lowercase() == anchor;
        assert!(std::fs::read_to_string(docs).unwrap().lines().any(heading), "{uri}");
    }
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    for result in run["results"].as_array().unwrap() {
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        assert!(matches!(result["level"].as_str(), Some("note" | "warning" | "error")));
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        for place in result["locations"].as_array().unwrap() {
            let place = &place["physicalLocation"];
            assert!(
                place["artifactLocation"]["uri"]
                    .as_str()
                    .is_some_and(|uri| uri.is_ascii() && !uri.contains(' '))
            );
            let number = |name: &str| place["region"][name].as_u64().unwrap();
            assert!(number("startLine") >= 1 && number("startColumn") >= 1);
            assert!(number("endLine") >= number("startLine"));
        }
    }
}

#[test]
fn an_empty_run_still_has_one_passing_case() {
    let report = Report { findings: &[], articles: &[], colour: false };
    insta::assert_snapshot!(report.render(ReportFormat::Junit));
}

#[test]
fn a_report_for_github_holds_a_thousand_annotations() {
    let of = |level: Level| findings().into_iter().find(|finding| finding.level == level).unwrap();
    let mut findings = vec![of(Level::Warning); 1_200];
    findings.push(of(Level::Error));
    let text = Report { findings: &findings, articles: &[], colour: false }.render(ReportFormat::Github);
    assert!(text.starts_with("::error "), "the gravest first");
    assert_eq!(text.lines().filter(|line| line.starts_with("::")).count(), 1_000);
    assert!(text.lines().last().unwrap().starts_with("201 more findings"));
}

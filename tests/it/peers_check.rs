//! The reports of `trialign check` held against the published schemas. A tool that is missing is named and skipped;
//! `make test-peers` installs them all.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use tempfile::TempDir;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Reports by format: of many findings, of none, and of findings that a baseline knows.
const CASES: [&str; 3] = ["many", "none", "known"];

static REPORTS: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let text = |name: &str| fs::read_to_string(Path::new(ROOT).join("corpus").join(name)).unwrap();
    let write = |name: &str, content: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    };
    write("good/a/en.txt", "The bridge was opened in 1938.\n\nThe county pays for the repairs.\n");
    write("good/a/zh-Hans.txt", "大桥于1938年通车。\n\n维修费用由县政府支付。\n");
    write("good/a/zh-Hant.txt", "大橋於1938年通車。\n\n維修費用由縣政府支付。\n");
    let article = "bridge-reopens";
    let [en, hans, hant] =
        ["en", "zh-Hans", "zh-Hant"].map(|edition| text(&format!("{article}/{edition}.txt")));
    // A line lost, a line in English, the other script, marks that XML and JSON have to escape; names with blanks.
    let lost: Vec<&str> = hans.lines().filter(|line| !line.trim().is_empty()).collect();
    let lines = |from: usize| lost[from..].join("\n\n");
    write("bad/关于 <我们> & co/en.txt", &en);
    write("bad/关于 <我们> & co/zh-Hans.txt", &format!("{}\n\n\u{FFFD}\u{200b}<a>&\u{1} TODO\n", lines(4)));
    write("bad/关于 <我们> & co/zh-Hant.txt", &hans);
    write("bad/b/en.txt", &en);
    write("bad/b/zh-Hans.txt", &en);
    write("bad/c/en.txt", &en);
    write("bad/c/zh-Hant.txt", &hant.replace(['1', '2'], "7").replace('。', "."));
    write("bad/d/zh-Hant.txt", &hant);
    let check = |args: &[&str]| {
        let done = Command::new(env!("CARGO_BIN_EXE_trialign"))
            .arg("check")
            .args(args)
            .args(["--quiet", "--isolated", "--no-cache", "--fail-on", "never"])
            .current_dir(folder.path())
            .env_remove("GITHUB_STEP_SUMMARY")
            .output()
            .unwrap();
        assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
    };
    check(&["bad", "--write-baseline", "known", "--reason", "a test"]);
    for format in ["json", "sarif", "junit", "gitlab"] {
        check(&["bad", "-f", format, "-o", &format!("many.{format}")]);
        check(&["good", "-f", format, "-o", &format!("none.{format}")]);
        check(&["bad", "-f", format, "-o", &format!("known.{format}"), "--baseline", "known"]);
    }
    folder
});

fn reports(format: &str) -> Vec<PathBuf> {
    CASES.iter().map(|case| REPORTS.path().join(format!("{case}.{format}"))).collect()
}

/// Runs a tool; `None`, and a visible word, where it is missing.
fn tool(name: &str, args: &[&str]) -> Option<Output> {
    let found = Command::new(name).args(args).output().ok();
    if found.is_none() {
        crate::skip::skip(name, &format!("{name} is not installed"));
    }
    found
}

/// Holds reports against a JSON schema with Python's `jsonschema`.
fn validate(schema: &str, format: &str) {
    let python = std::env::var("TRIALIGN_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let there = tool(&python, &["-c", "import jsonschema"]);
    if !there.is_some_and(|output| output.status.success()) {
        crate::skip::skip("jsonschema", "Python has no jsonschema");
        return;
    }
    let code = "import json, sys, jsonschema\n\
                schema = json.load(open(sys.argv[1], encoding='utf-8'))\n\
                kind = jsonschema.validators.validator_for(schema)\n\
                kind.check_schema(schema)\n\
                validator = kind(schema, format_checker=kind.FORMAT_CHECKER)\n\
                for name in sys.argv[2:]:\n    \
                    for error in validator.iter_errors(json.load(open(name, encoding='utf-8'))):\n        \
                        sys.exit(f'{name}: {error.json_path}: {error.message}')\n";
    let schema = format!("{ROOT}/{schema}");
    let files: Vec<String> = reports(format).iter().map(|path| path.to_string_lossy().into_owned()).collect();
    let mut args = vec!["-c", code, &schema];
    args.extend(files.iter().map(String::as_str));
    let output = tool(&python, &args).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn there_are_many_findings_to_hold_against_the_schemas() {
    let read = |case: &str| -> serde_json::Value {
        serde_json::from_str(&fs::read_to_string(REPORTS.path().join(format!("{case}.json"))).unwrap())
            .unwrap()
    };
    let many = read("many");
    let findings = many["findings"].as_array().unwrap();
    let rules: std::collections::BTreeSet<&str> =
        findings.iter().map(|finding| finding["rule"].as_str().unwrap()).collect();
    assert!(findings.len() > 20 && rules.len() > 6, "{} findings of {rules:?}", findings.len());
    assert_eq!(read("known")["findings"].as_array().map(Vec::len), Some(0));
    assert_eq!((read("none")["errors"].as_u64(), read("none")["articles"].as_u64()), (Some(0), Some(1)));
}

#[test]
fn sarif_fits_the_published_schema() {
    validate("tests/fixtures/sarif-2.1.0-rtm.5.json", "sarif");
}

#[test]
fn gitlab_fits_what_its_documentation_says() {
    validate("tests/fixtures/gitlab-code-quality.schema.json", "gitlab");
}

#[test]
fn json_fits_the_schema_in_the_documentation() {
    validate("docs/check-report.schema.json", "json");
}

/// The schema is the one that Jenkins's xUnit plugin reads JUnit reports with.
#[test]
fn junit_fits_its_schema() {
    let schema = format!("{ROOT}/tests/fixtures/junit-10.xsd");
    for file in reports("junit") {
        let args = ["--noout", "--schema", &schema, &file.to_string_lossy()];
        let Some(output) = tool("xmllint", &args) else { return };
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

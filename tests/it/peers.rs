//! What tools that nobody here wrote make of our files. A tool that is missing is named and skipped;
//! `make test-peers` installs them all.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use tempfile::TempDir;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Exports of the whole corpus, made once.
static EXPORTS: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let trialign = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_trialign"))
            .args(args)
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    trialign(&["align", &format!("{ROOT}/corpus"), "-q", "-o", "c.jsonl"]);
    for name in ["c.csv", "c.tmx", "c.parquet", "c.html"] {
        trialign(&["export", "c.jsonl", "-o", name]);
    }
    trialign(&["export", "c.jsonl", "-o", "excel.csv", "--excel"]);
    for format in ["xliff", "intertext", "xces"] {
        trialign(&["export", "c.jsonl", "-f", format, "-o", format]);
    }
    trialign(&["export", "c.jsonl", "-f", "tmx", "--bilingual", "-o", "tmx"]);
    trialign(&["export", "c.jsonl", "-f", "parquet", "--hf", "-o", "hub"]);
    folder
});

fn path(name: &str) -> PathBuf {
    EXPORTS.path().join(name)
}

fn folder(name: &str) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = fs::read_dir(path(name)).unwrap().map(|e| e.unwrap().path()).collect();
    all.sort();
    all
}

/// The beads of the record: all, and those with a text in every edition.
fn beads() -> (usize, usize) {
    let text = fs::read_to_string(path("c.jsonl")).unwrap();
    let (mut all, mut full) = (0, 0);
    for line in text.lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        for bead in record["beads"].as_array().unwrap() {
            all += 1;
            full += usize::from(
                ["en", "zh-Hans", "zh-Hant"].iter().all(|e| !bead[e].as_array().unwrap().is_empty()),
            );
        }
    }
    (all, full)
}

/// Runs a tool; `None`, and a visible word, where it is missing.
fn tool(name: &str, args: &[&str]) -> Option<Output> {
    match Command::new(name).args(args).output() {
        Ok(output) => Some(output),
        Err(_) => {
            crate::skip::skip(name, &format!("{name} is not installed"));
            None
        }
    }
}

#[track_caller]
fn ok(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn python(module: &str, code: &str) -> Option<String> {
    let python = std::env::var("TRIALIGN_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let there = tool(&python, &["-c", &format!("import {module}")])?;
    if !there.status.success() {
        crate::skip::skip(module, &format!("Python has no {module}"));
        return None;
    }
    Some(ok(&tool(&python, &["-c", code])?))
}

#[test]
fn xmllint_holds_tmx_against_its_dtd_and_xliff_against_its_schema() {
    let dtd = format!("{ROOT}/tests/fixtures/tmx14.dtd");
    for file in folder("tmx").into_iter().chain([path("c.tmx")]) {
        let Some(output) = tool("xmllint", &["--noout", "--dtdvalid", &dtd, &file.to_string_lossy()]) else {
            return;
        };
        ok(&output);
    }
    let schema = format!("{ROOT}/tests/fixtures/xliff21_core.xsd");
    for file in folder("xliff") {
        let Some(output) = tool("xmllint", &["--noout", "--schema", &schema, &file.to_string_lossy()]) else {
            return;
        };
        ok(&output);
    }
    for file in folder("intertext").into_iter().chain(folder("xces")) {
        let Some(output) = tool("xmllint", &["--noout", "--nonet", &file.to_string_lossy()]) else { return };
        ok(&output);
    }
}

#[test]
fn translate_toolkit_counts_the_units() {
    let tmx = path("tmx/corpus.en-zh-Hans.tmx");
    let code = format!(
        "from translate.storage import tmx\ns = tmx.tmxfile.parsefile({:?})\nprint(len(s.units), all(u.source and u.target for u in s.units))",
        tmx.to_string_lossy()
    );
    if let Some(out) = python("translate", &code) {
        let units = fs::read_to_string(tmx).unwrap().matches("<tu ").count();
        assert_eq!(out, format!("{units} True"));
    }
    let xliff = path("xliff/corpus.en-zh-Hans.xlf");
    let code = format!(
        "from translate.storage import xliff2\ns = xliff2.Xliff2File.parsefile({:?})\nprint(len([u for u in s.units if u.source]))",
        xliff.to_string_lossy()
    );
    if let Some(out) = python("translate.storage.xliff2", &code) {
        assert_eq!(out, fs::read_to_string(xliff).unwrap().matches("<unit ").count().to_string());
    }
}

#[test]
fn pyarrow_reads_parquet() {
    let code = format!(
        "import pyarrow.parquet as p\nt = p.read_table({:?})\nprint(t.num_rows, t.column('en')[0].as_py()[:3], t.schema.field('zh_hant').type, p.ParquetFile({:?}).metadata.row_group(0).column(0).compression)",
        path("c.parquet").to_string_lossy(),
        path("c.parquet").to_string_lossy()
    );
    let (all, full) = beads();
    if let Some(out) = python("pyarrow", &code) {
        assert_eq!(out, format!("{all} The string ZSTD"));
    }
    let code = format!(
        "import pyarrow.parquet as p\nt = p.read_table({:?})\nprint(t.num_rows, sorted(t.column('translation')[0].as_py()))",
        path("hub/data/train-00000-of-00001.parquet").to_string_lossy()
    );
    if let Some(out) = python("pyarrow", &code) {
        assert_eq!(out, format!("{full} ['en', 'zh-Hans', 'zh-Hant']"));
    }
}

#[test]
fn python_reads_the_sheets() {
    for (name, encoding) in [("c.csv", "utf-8"), ("excel.csv", "utf-8-sig")] {
        let code = format!(
            "import csv\nr = list(csv.DictReader(open({:?}, encoding='{encoding}', newline='')))\nprint(len(r), list(r[0])[0], sum(len(x['zh_hant']) for x in r) > 5000)",
            path(name).to_string_lossy()
        );
        if let Some(out) = python("csv", &code) {
            assert_eq!(out, format!("{} bead_id True", beads().0));
        }
    }
}

#[test]
fn jq_reads_the_record() {
    let file = path("c.jsonl");
    let Some(output) = tool("jq", &["-s", "map(.beads | length) | add", &file.to_string_lossy()]) else {
        return;
    };
    assert_eq!(ok(&output), beads().0.to_string());
}

#[test]
fn libreoffice_opens_the_sheet() {
    let out = tempfile::tempdir().unwrap();
    let profile = format!("-env:UserInstallation=file://{}", out.path().join("profile").display());
    let (folder, file) = (out.path().to_string_lossy().into_owned(), path("excel.csv"));
    // 44 comma, 34 quotes, 76 UTF-8; all columns as they are.
    let args = [
        &profile,
        "--headless",
        "--infilter=CSV:44,34,76",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76",
        "--outdir",
        &folder,
        &file.to_string_lossy(),
    ];
    let Some(output) = tool("soffice", &args) else { return };
    ok(&output);
    let mut back = csv::ReaderBuilder::new().flexible(true).from_path(out.path().join("excel.csv")).unwrap();
    assert_eq!(back.records().filter(Result::is_ok).count(), beads().0);
}

fn chromium() -> Option<&'static str> {
    let found = ["chromium", "chromium-browser", "google-chrome"].into_iter().find(|name| {
        Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success())
    });
    if found.is_none() {
        crate::skip::skip("chromium", "chromium is not installed");
    }
    found
}

fn browse(page: &Path, width: u32, extra: &[&str]) -> Option<Output> {
    let profile = tempfile::tempdir().unwrap();
    let mut command = Command::new(chromium()?);
    command.args([
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
    ]);
    command.arg(format!("--user-data-dir={}", profile.path().display()));
    command.arg(format!("--window-size={width},900")).args(extra).arg(format!("file://{}", page.display()));
    Some(command.output().unwrap())
}

#[test]
fn the_report_renders_and_fits_a_telephone() {
    let shot = EXPORTS.path().join("report.png");
    let Some(output) = browse(&path("c.html"), 1200, &[&format!("--screenshot={}", shot.display())]) else {
        return;
    };
    ok(&output);
    assert!(fs::metadata(&shot).unwrap().len() > 20_000, "the page is empty");
    // The report in a frame 360 pixels wide, measured from outside it.
    let probe = EXPORTS.path().join("probe.html");
    let page = fs::read_to_string(path("c.html")).unwrap();
    let page = page.replace('&', "&amp;").replace('"', "&quot;");
    let html = format!(
        "<!DOCTYPE html><body><iframe id=\"f\" style=\"border:0;width:360px;height:800px\" srcdoc=\"{page}\"></iframe>\
         <script>onload=()=>{{const d=f.contentDocument.documentElement;document.title='WIDTH '+d.scrollWidth+' '+d.clientWidth+' '+\
         f.contentDocument.querySelectorAll('td:not([lang]),th:not([lang])').length}}</script>"
    );
    fs::write(&probe, html).unwrap();
    let Some(output) = browse(&probe, 800, &["--virtual-time-budget=10000", "--dump-dom"]) else { return };
    let dom = ok(&output);
    let title =
        dom.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap_or_default();
    let numbers: Vec<u32> = title.split(' ').skip(1).filter_map(|n| n.parse().ok()).collect();
    let [scroll, client, without] = numbers[..] else { panic!("nothing was measured: {title}") };
    assert!(client <= 360 && scroll <= client, "{title}");
    assert_eq!(without, 0, "every cell has a language");
}

#[test]
fn the_report_is_one_file_without_script() {
    let page = fs::read_to_string(path("c.html")).unwrap();
    for word in ["<script", "http://", "https://", "src=", "url("] {
        assert!(!page.contains(word), "{word}");
    }
    assert!(page.matches("<td").count() == page.matches("<td lang=").count());
    assert!(page.contains("Doubtful first") && page.contains("Missing in Traditional Chinese"));
}

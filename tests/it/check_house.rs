//! House style, the status of translations, and what a first run says.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::case::program;
use serde_json::Value;

fn run(folder: &Path, args: &[&str]) -> Output {
    program(folder, args).output().unwrap()
}

fn put(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

const EN: &str = "# The lock keeper\n\nThe keeper opens the gate at six. Boats wait in the basin below.\n\n";

/// Rule, tag of the edition, a sentence that it speaks of and one that it leaves alone.
const STYLE: &[(&str, &str, &str, &str)] = &[
    ("T407", "zh-CN", "闸门由Linux控制。", "闸门由 Linux 控制。"),
    ("T408", "zh-CN", "他说\"开门\"。", "他说“开门”。"),
    ("T405", "zh-TW", "他說“開門”。", "他說「開門」。"),
    ("S505", "zh-TW", "閘門是爲羣衆開的。", "閘門是為群眾開的。"),
    ("S505", "zh-HK", "閘門是爲羣衆開的。", "閘門裏有水。"),
    ("S504", "zh-TW", "這個軟件存在硬盤裡。", "這個軟體存在硬碟裡。"),
    ("S504", "zh-HK", "看視頻要用鼠標。", "看影片要用滑鼠和軟件。"),
    ("S504", "zh-CN", "这个软体用滑鼠。", "这个软件用鼠标。"),
];

#[test]
fn house_style_is_off_until_it_is_asked_for() {
    for (rule, tag, wrong, right) in STYLE {
        for (sentence, on, told) in [(wrong, true, true), (right, true, false), (wrong, false, false)] {
            let folder = tempfile::tempdir().unwrap();
            put(folder.path(), "d/a.en.md", &format!("{EN}A sentence stands here.\n"));
            put(folder.path(), &format!("d/a.{tag}.md"), &format!("# 守閘人\n\n{sentence}\n"));
            if on {
                put(folder.path(), "trialign.toml", &format!("[check.rules]\n{rule} = \"on\"\n"));
            }
            let done = run(folder.path(), &["check", "d", "--format", "json", "--quiet", "--no-cache"]);
            let report: Value = serde_json::from_slice(&done.stdout).unwrap();
            let found = report["findings"].as_array().unwrap().iter().any(|f| f["rule"] == *rule);
            assert_eq!(found, told, "{rule} {tag} {sentence} {on}");
        }
    }
}

#[test]
fn all_terms_of_a_sentence_are_told() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "d/a.en.md", &format!("{EN}The program is on the disk.\n"));
    put(folder.path(), "d/a.zh-TW.md", "# 守閘人\n\n這個軟件存在硬盤裡，用鼠標打開。\n");
    put(folder.path(), "trialign.toml", "[check.rules]\nS504 = \"warning\"\n");
    let done = run(folder.path(), &["check", "d", "--no-cache"]);
    let out = String::from_utf8(done.stdout).unwrap();
    for word in ["軟體", "硬碟", "滑鼠"] {
        assert!(out.contains(word), "{out}");
    }
}

/// Four pages: whole, stale, cut short, missing.
fn four() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let en = |n: usize| {
        format!(
            "# Page {n}\n\nThe keeper opens gate {n} at six. Boats wait in the basin below. Nobody pays for it.\n\nIn winter the gate stays shut. The ice is broken by hand.\n"
        )
    };
    let zh = |n: usize| {
        format!(
            "# 第{n}页\n\n守闸人六点打开{n}号闸门。船在下面的水池里等候。谁也不用付钱。\n\n冬天闸门一直关着。冰用手工敲碎。\n"
        )
    };
    for n in 1..5 {
        put(folder.path(), &format!("docs/en/p{n}.md"), &en(n));
        if n < 4 {
            put(folder.path(), &format!("docs/zh/p{n}.md"), &zh(n));
        }
    }
    assert!(run(folder.path(), &["lock", "docs"]).status.success());
    put(folder.path(), "docs/en/p2.md", &en(2).replace("by hand", "with hammers"));
    put(folder.path(), "docs/zh/p3.md", "# 第3页\n\n守闸人六点打开3号闸门。\n");
    folder
}

#[test]
fn the_status_counts_what_is_missing_stale_and_partial() {
    let folder = four();
    let done = run(folder.path(), &["status", "docs", "--format", "json", "--quiet"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let status: Value = serde_json::from_slice(&done.stdout).unwrap();
    let total = &status["totals"][0];
    assert_eq!(total["edition"], "zh-Hans");
    let counts: Vec<u64> =
        ["pages", "done", "stale", "partial", "missing"].iter().map(|k| total[k].as_u64().unwrap()).collect();
    assert_eq!(counts, [4, 1, 1, 1, 1]);
    let table = run(folder.path(), &["status", "docs"]);
    let text = String::from_utf8(table.stdout).unwrap();
    assert!(text.starts_with("zh-Hans: 1 of 4 pages done, 1 stale, 1 partial, 1 missing"), "{text}");
    for (format, mark) in [("html", "<!doctype html>"), ("markdown", "## Translations"), ("badge", "<svg")] {
        let file = folder.path().join(format!("out.{format}"));
        let done = run(folder.path(), &["status", "docs", "--format", format, "-o", &file.to_string_lossy()]);
        assert!(done.status.success());
        let text = fs::read_to_string(file).unwrap();
        assert!(text.starts_with(mark), "{text}");
        assert!(!text.contains("src=") && !text.contains("href="), "nothing is loaded from elsewhere");
    }
}

#[test]
fn frozen_versions_are_left_out_and_said() {
    let folder = tempfile::tempdir().unwrap();
    let zh = "i18n/zh-Hans/docusaurus-plugin-content-docs";
    for (en, own) in [("docs", "current"), ("versioned_docs/version-1.0", "version-1.0")] {
        put(folder.path(), &format!("{en}/a.md"), &format!("{EN}All is well here.\n"));
        put(
            folder.path(),
            &format!("{zh}/{own}/a.md"),
            "# 守闸人\n\n守闸人六点开门。船在下面的水池里等候。\n\n这里一切都好。\n",
        );
    }
    let said = |args: &[&str]| String::from_utf8(run(folder.path(), args).stderr).unwrap();
    let left = said(&["check", ".", "--no-cache"]);
    assert!(left.contains("1 articles of 1 frozen versions are left out: version-1.0"), "{left}");
    assert!(left.contains("1 of 1 articles checked"), "{left}");
    let all = said(&["check", ".", "--no-cache", "--all-versions"]);
    assert!(all.contains("2 of 2 articles checked"), "{all}");
}

#[test]
fn a_long_report_begins_with_a_summary_of_forty_lines_at_most() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..30 {
        put(folder.path(), &format!("d/p{n}.en.md"), &format!("{EN}All is well, and page {n} ends here.\n"));
        put(
            folder.path(),
            &format!("d/p{n}.zh-CN.md"),
            &format!(
                "# 守闸人\n\n守闸人六点开门,船在下面的水池里等候。\n\n这里一切都好，第{}页到此结束。\n",
                n + 1
            ),
        );
    }
    let done = run(folder.path(), &["check", "d", "--no-cache"]);
    let out = String::from_utf8(done.stdout).unwrap();
    let summary = out.lines().position(|line| line.starts_with("d/p")).unwrap();
    assert!(summary <= 40, "{summary}");
    let head: String = out.lines().take(summary).collect();
    assert!(head.contains("in 30 files") && head.contains("T402") && head.contains("P301"), "{head}");
}

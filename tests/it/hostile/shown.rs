//! What texts and names do to whoever is shown them: terminals, pages that show Markdown, spreadsheets.

use std::fs;
use std::process::{Command, Stdio};

use super::{Case, Done};

/// ESC, a bell, a new line that would begin a message of its own.
const NAME: &str = "b\u{1b}[2Jo\u{7}b\nerror: none";

#[test]
fn names_of_folders_say_nothing_to_the_terminal() {
    let case = Case::new();
    case.put(&format!("w/c/{NAME}/en.txt"), "The mill stands.\n\nIt was sold.\n");
    case.put(&format!("w/c/{NAME}/zh-Hans.txt"), "磨坊还在。\n\n它卖掉了。\n");
    case.put(&format!("w/c/{NAME}/notes.rst"), "x\n");
    case.put(&format!("w/c/{NAME}/about.txt"), "x\n");
    case.run(&["align", "--isolated", "-q", "c", "-o", "r.jsonl"]).says(0, &[]);
    let record = fs::read_to_string(case.path("w/r.jsonl")).unwrap();
    case.put("w/broken.jsonl", &record.replace("It was sold.", "It was kept."));
    let article = format!("c/{NAME}");
    for args in [
        &["check", "--isolated", "c", "--explain-layout"][..],
        &["check", "--isolated", "c", "--no-cache"],
        &["review", "status", "--isolated", "c"],
        &["explain", "--isolated", &article, "1"],
        &["verify", "broken.jsonl"],
        &["verify", "r.jsonl"],
        &["align", "--isolated", "c", "-o", "o.csv"],
        &["lock", "--isolated", "c"],
    ] {
        let done = case.run(args);
        for text in [&done.out, &done.err] {
            let bad = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
            assert!(!text.contains(bad), "{args:?}: {text:?}");
            assert!(!text.lines().any(|line| line.starts_with("error: none")), "{args:?}: {text:?}");
        }
    }
}

#[test]
fn the_markdown_report_mentions_nobody_and_links_nowhere() {
    let case = Case::new();
    let odd =
        "Ask @keeper or @org/team about #12, acme/mill#4, https://mill.example/a and www.mill.example now.";
    case.put(
        "w/docs/mill/en.md",
        &format!("The mill stands by the river.\n\n{odd}\n\nIt was sold in 1931.\n"),
    );
    let done = case.run(&["check", "--isolated", "docs", "--no-cache", "-f", "markdown"]);
    assert!(done.out.contains("keeper"), "the sentence is missing in Chinese, so it is quoted: {}", done.out);
    for live in ["@keeper", "@org", "#12", "#4", "https://", "www.mill"] {
        assert!(!done.out.contains(live), "{live}: {}", done.out);
    }
}

#[test]
fn no_cell_begins_as_a_formula_and_what_is_read_back_is_the_text() {
    let case = Case::new();
    let lines = ["=1+1", "+1", "-1", "@a", "＝1+1", "＋1", "－1", "＠a"];
    case.put("w/c/a/en.txt", &lines.map(|line| format!("{line} is it.\n\n")).concat());
    case.put("w/c/a/zh-Hans.txt", &lines.map(|line| format!("{line}就是。\n\n")).concat());
    case.run(&["align", "--isolated", "-q", "c", "-o", "a.csv"]).says(0, &[]);
    let sheet = fs::read_to_string(case.path("w/a.csv")).unwrap();
    assert_eq!(sheet.matches(",'").count(), 2 * lines.len(), "{sheet}");
    case.run(&["convert", "--isolated", "a.csv", "-f", "tsv", "-o", "b.tsv"]).says(0, &[]);
    case.run(&["convert", "--isolated", "b.tsv", "-o", "c.csv"]).says(0, &[]);
    assert_eq!(fs::read_to_string(case.path("w/c.csv")).unwrap(), sheet);
}

/// What nobody can have is no success; what goes to a file needs no standard output, and /dev/null was meant.
#[test]
fn a_closed_standard_output_is_told() {
    let case = Case::new();
    let program = env!("CARGO_BIN_EXE_trialign");
    let run = |rest: &str| {
        let line = format!("exec \"{program}\" align --isolated -q docs {rest}");
        let mut shell = Command::new("sh");
        shell.args(["-c", &line]).current_dir(case.path("w"));
        shell.stdout(Stdio::piped()).stderr(Stdio::piped());
        Done::of(shell, &[rest])
    };
    run("-f csv >&-").says(1, &["standard output", "-o"]);
    run("-o a.csv >&-").says(0, &[]);
    assert!(case.path("w/a.csv").is_file());
    run("-f csv >/dev/null").says(0, &[]);
    run("-f csv 1<>/dev/null").says(0, &[]);
}

#[test]
fn a_ladder_that_was_cut_is_told() {
    let case = Case::new();
    case.put("w/a.en", "One.\nTwo.\nThree.\nFour.\n");
    case.put("w/a.zh", "一。\n二。\n三。\n四。\n");
    let whole = "0\t0\t0.9\n1\t1\t0.9\n2\t2\t0.9\n3\t3\t0.9\n4\t4\n";
    for (lines, told) in [(5, false), (4, false), (3, true), (2, true), (1, true)] {
        let cut: String = whole.split_inclusive('\n').take(lines).collect();
        case.put("w/a.ladder", &cut);
        let done = case.run(&[
            "convert",
            "--isolated",
            "a.ladder",
            "--en",
            "a.en",
            "--zh-hans",
            "a.zh",
            "-f",
            "csv",
        ]);
        done.says(0, &[]);
        assert_eq!(done.err.contains("the ladder ends at"), told, "{lines}: {}", done.err);
    }
}

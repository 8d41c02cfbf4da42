//! Bad input of `trialign check`: each with a message, the file, the remedy and the right exit code.

use std::fs;
use std::process::Command;

use super::case::Case;

const EN: &str = "# The bridge\n\nThe bridge was opened in 1938.\n\nThe county pays for the repairs.\n\nIt carries 27,000 vehicles a day.\n";
const HANS: &str = "# 大桥\n\n大桥于1938年通车。\n\n维修费用由县政府支付。\n\n每天有27000辆汽车经过。\n";
const HANT: &str = "# 大橋\n\n大橋於1938年通車。\n\n維修費用由縣政府支付。\n\n每天有27000輛汽車經過。\n";

fn good() -> Case {
    Case::new().file("d/a.en.md", EN).file("d/a.zh-CN.md", HANS).file("d/a.zh-TW.md", HANT)
}

trait Checks {
    /// Runs `trialign check d`: the code, and all that is said.
    fn check(&self, args: &[&str]) -> (i32, String);

    #[track_caller]
    fn says(&self, args: &[&str], code: i32, words: &[&str]) {
        let (found, said) = self.check(args);
        assert_eq!(found, code, "{said}");
        words.iter().for_each(|word| assert!(said.contains(word), "{word}: {said}"));
    }
}

impl Checks for Case {
    fn check(&self, args: &[&str]) -> (i32, String) {
        let done = self.run(&[&["check", "d"], args].concat());
        (done.code, done.out + &done.err)
    }
}

/// The text is checked nevertheless, and the file is named again when nothing has changed.
#[test]
fn broken_front_matter() {
    let broken = [
        ("---\ntitle: [大桥\nauthor: x\n---\n\n", "d/a.zh-CN.md:2:", "[ is never closed"),
        ("---\ntitle: 大桥\nsubtitle\n---\n\n", "d/a.zh-CN.md:3:", "“subtitle” has no key"),
        ("---\ntitle: \"大桥\n---\n\n", "d/a.zh-CN.md:2:", "\" is never closed"),
        ("---\ntitle: 大桥\n\n", "d/a.zh-CN.md:1:", "never closed"),
        ("+++\ntitle = \n+++\n\n", "d/a.zh-CN.md:2:", "no TOML"),
    ];
    for (head, place, message) in broken {
        let case = good().file("d/a.zh-CN.md", format!("{head}{HANS}"));
        for _ in 0..2 {
            case.says(&[], 2, &["M409", place, message, "1 error"]);
        }
        let case = case.file("d/a.zh-CN.md", format!("{head}{}", HANS.replace("27000", "2700")));
        case.says(&[], 2, &[place, message, "P301"]);
    }
    // Where the English has none either, something else reads it.
    let both = good().file("d/a.en.md", format!("---\ntitle: [\n---\n\n{EN}"));
    let both = both.file("d/a.zh-CN.md", format!("---\ntitle: [\n---\n\n{HANS}"));
    both.says(&[], 0, &["warning: ", "d/a.zh-CN.md:2:", "mend it", "0 errors"]);
    let sound = [
        "---\ntitle: 'it''s: a [bridge'\ntags: [a,\n  b]\nlist:\n- x\n- y: z\ntext: |\n  no key\n# note\n---\n\n",
        "---\n{\"title\": \"x\"}\n---\n\n",
        "+++\ntitle = \"a\"\n[x]\ny = 1\n+++\n\n",
        "---\n\n",
    ];
    for head in sound {
        let (_, said) = good().file("d/a.zh-CN.md", format!("{head}{HANS}")).check(&[]);
        assert!(!said.contains("front matter"), "{head}: {said}");
    }
}

#[test]
fn html_inside_markdown() {
    let html = "<div class=\"note\"><p>维修费用由<b>县政府</b>支付。</p></div>";
    let case = good().file("d/a.zh-CN.md", HANS.replace("维修费用由县政府支付。", html));
    case.says(&[], 0, &["0 errors, 0 warnings"]);
    let unclosed = "<div><p>维修费用由县政府支付。</div><b>";
    good().file("d/a.zh-CN.md", HANS.replace("维修费用由县政府支付。", unclosed)).says(&[], 0, &["0 errors"]);
    // What is wrong inside it is found.
    let english = "<div class=\"note\"><p>The county pays for the repairs.</p></div>";
    let case = good().file("d/a.zh-CN.md", HANS.replace("维修费用由县政府支付。", english));
    case.says(&[], 2, &["d/a.zh-CN.md:5:", "C110", "remedy: "]);
}

#[test]
fn an_edition_in_another_language() {
    let french = "# Le pont\n\nLe pont a été ouvert en 1938.\n\nLe département paie les réparations.\n";
    let case = good().file("d/a.zh-CN.md", french);
    case.says(&[], 2, &["d/a.zh-CN.md:1:1: error S501", "not Chinese", "remedy: put the right text"]);
    let japanese =
        "# 橋\n\n橋は1938年に開通しました。\n\n修理費は県が払います。\n\n毎日27000台の車が通ります。\n";
    good().file("d/a.zh-CN.md", japanese).says(&[], 2, &["d/a.zh-CN.md:1:1: error S501", "Japanese"]);
}

#[test]
fn a_lock_file_of_another_version() {
    let case = good().file("trialign.lock", "{\"version\": 99, \"articles\": {}}");
    case.says(&[], 3, &["trialign.lock:", "version 99", "`trialign lock`"]);
    good().says(&["--lock", "nowhere.lock"], 3, &["nowhere.lock", "`trialign lock`"]);
}

#[test]
fn a_baseline_entry_that_no_longer_matches() {
    let entry =
        "{\"version\":1,\"findings\":{\"x\":{\"rule\":\"C106\",\"path\":\"d/a.zh-CN.md\",\"reason\":\"r\"}}}";
    let case = good().file("known.json", entry);
    let words =
        ["warning: known.json: entry x (C106 in d/a.zh-CN.md) matches nothing any more", "take it out"];
    case.says(&["--baseline", "known.json"], 0, &words);
}

#[test]
fn not_a_git_repository() {
    for args in [["--changed-since", "HEAD"].as_slice(), &["--history"]] {
        good().says(args, 1, &["d: this is not a git repository", "leave --changed-since and --history out"]);
    }
}

#[test]
fn calls_that_are_wrong_and_folders_that_are_not_there() {
    good().says(&["--format", "pdf"], 64, &["'pdf' is not one of human"]);
    good().says(&["nowhere"], 1, &["nowhere: ", "name a folder"]);
    let settings = good().file("trialign.toml", "[check]\nfail-onn = \"error\"\n");
    settings.says(&[], 3, &["trialign.toml:2:", "fail-onn"]);
}

/// Reports name files from the folder of the call, so comments and settings that name them count however it was
/// called.
#[test]
fn paths_are_shown_the_same_however_they_are_given() {
    let off = format!("<!-- trialign-disable P301 -->\n\n{}", HANS.replace("27000", "2700"));
    let case = good().file("d/a.zh-CN.md", &off);
    let absolute = case.path("d").canonicalize().unwrap();
    for path in [".", "d", "./d", absolute.to_str().unwrap()] {
        let run = |args: &[&str]| {
            let done = Command::new(env!("CARGO_BIN_EXE_trialign"))
                .args(["check", path, "--no-cache", "-q"])
                .args(args)
                .current_dir(absolute.parent().unwrap())
                .output()
                .unwrap();
            (done.status.code(), String::from_utf8(done.stdout).unwrap())
        };
        assert_eq!(run(&[]).0, Some(0), "{path}");
        let case = fs::write(absolute.join("a.zh-CN.md"), HANS.replace("27000", "2700"));
        case.unwrap();
        let (code, out) = run(&[]);
        assert!(code == Some(2) && out.starts_with("d/a.zh-CN.md:"), "{path}: {out}");
        fs::write(absolute.join("a.zh-CN.md"), &off).unwrap();
    }
}

/// Headings are compared without being asked for, sentences where the settings name the rule.
#[test]
fn one_heading_with_two_translations() {
    let other = |text: &str, from: &str, to: &str| text.replace(from, to);
    let case = good()
        .file("d/b.en.md", other(EN, "vehicles a day", "vehicles a week"))
        .file("d/b.zh-CN.md", other(&other(HANS, "# 大桥", "# 桥梁"), "每天", "每周"))
        .file("d/b.zh-TW.md", other(HANT, "每天", "每週"));
    case.says(
        &["--fail-on", "never"],
        0,
        &["d/b.zh-CN.md:1:3: warning Q601 “The bridge” is “大桥” in d/a.zh-CN.md"],
    );
    let off = case.file("trialign.toml", "[check.rules]\nQ601 = \"off\"\n");
    assert!(!off.check(&[]).1.contains("Q601"));
    let case = good()
        .file("d/b.en.md", EN)
        .file("d/b.zh-CN.md", other(HANS, "维修费用由县政府支付。", "由县政府来付修理的钱。"))
        .file("d/b.zh-TW.md", HANT);
    assert!(!case.check(&[]).1.contains("Q601"));
    let named = case.file("trialign.toml", "[check.rules]\nQ601 = \"error\"\n");
    named.says(&[], 2, &["d/b.zh-CN.md:5:1: error Q601 “The county pays for the repairs.” is"]);
}

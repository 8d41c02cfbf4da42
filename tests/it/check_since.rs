//! What a pull request fails on: what it breaks, and nothing that was open before.

use std::fs;
use std::process::Command;

use tempfile::TempDir;

const EN: &str = "# The bridge\n\nThe bridge was opened in 1938. It carries 27,000 vehicles a day.\n\nThe county pays for the repairs, which take a week in spring.\n";
const ZH: &str =
    "# 大桥\n\n大桥于1938年通车。每天有27000辆汽车经过。\n\n维修费用由县政府支付，每年春天要修一个星期。\n";
const MORE: &str = "\n## The keeper\n\nA keeper lives in the house beside the bridge. He counts the boats that pass below and writes them down every evening.\n";
const MORE_ZH: &str = "\n## 守桥人\n\n桥边的房子里住着一位守桥人。他数着桥下经过的船只，每天晚上记录下来。\n";

/// A repository with two pages, of which the second was never translated to its end.
struct Repository(TempDir);

impl Repository {
    fn new() -> Repository {
        let own = Repository(tempfile::tempdir().unwrap());
        for (page, zh) in [("a", ZH.to_owned() + MORE_ZH), ("b", ZH.to_owned())] {
            own.write(&format!("docs/{page}.md"), &(EN.to_owned() + MORE));
            own.write(&format!("docs/zh/{page}.md"), &zh);
        }
        own.git(&["init", "-q", "-b", "main"]);
        own.commit();
        own.git(&["checkout", "-qb", "branch"]);
        own
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn git(&self, args: &[&str]) {
        let own = ["-c", "user.email=a@b", "-c", "user.name=n", "-c", "commit.gpgsign=false"];
        let done = Command::new("git").args(own).args(args).current_dir(self.0.path()).output().unwrap();
        assert!(done.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&done.stderr));
    }

    fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-qm", "step"]);
    }

    /// The code, `LEVEL RULE` of each finding, and what was said beside them.
    fn check(&self, more: &[&str]) -> (Option<i32>, Vec<String>, String) {
        let done = Command::new(env!("CARGO_BIN_EXE_trialign"))
            .args(["check", "docs", "--no-cache", "--format", "json"])
            .args(if more.contains(&"--config") { &[][..] } else { &["--isolated"] })
            .args(more)
            .current_dir(self.0.path())
            .output()
            .unwrap();
        let report: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap_or_default();
        let text = |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap().to_owned();
        let all = report["findings"].as_array().cloned().unwrap_or_default();
        let told = all.iter().map(|f| format!("{} {}", text(f, "level"), text(f, "rule"))).collect();
        (done.status.code(), told, String::from_utf8(done.stderr).unwrap())
    }

    fn branch(&self) -> (Option<i32>, Vec<String>, String) {
        self.check(&["--changed-since", "main"])
    }
}

#[test]
fn the_english_that_goes_on_is_a_warning() {
    let own = Repository::new();
    let new =
        "\n## Tolls\n\nThe toll for a cart is {toll} pence. It is paid to the keeper at the northern gate.\n";
    own.write("docs/a.md", &(EN.to_owned() + MORE + new));
    own.commit();
    let (code, told, said) = own.branch();
    assert_eq!(code, Some(0), "{told:?} {said}");
    assert!(told.contains(&"warning C104".to_owned()), "{told:?}");
    // Every night it is what it is.
    let (code, told, _) = own.check(&[]);
    assert!(code == Some(2) && told.contains(&"error C104".to_owned()), "{told:?}");
}

#[test]
fn what_was_open_before_is_left_out() {
    let own = Repository::new();
    own.write("docs/b.md", &(EN.to_owned() + MORE).replace("lives in the house", "lives in a house"));
    own.write("docs/zh/b.md", &ZH.replace("一个星期", "一星期"));
    own.commit();
    let (code, told, said) = own.branch();
    assert_eq!((code, told.len()), (Some(0), 0), "{told:?} {said}");
    assert!(said.contains("were there before"), "{said}");
    // A page that was renamed is the page it was.
    own.git(&["mv", "docs/b.md", "docs/bridge.md"]);
    own.git(&["mv", "docs/zh/b.md", "docs/zh/bridge.md"]);
    own.commit();
    let (code, told, said) = own.branch();
    assert_eq!((code, told.len()), (Some(0), 0), "{told:?} {said}");
}

#[test]
fn what_the_branch_breaks_is_an_error() {
    let own = Repository::new();
    own.write("docs/zh/a.md", &(ZH.to_owned() + MORE_ZH).replace("27000", "2700"));
    own.commit();
    let (code, told, said) = own.branch();
    assert_eq!((code, told), (Some(2), vec!["error P301".to_owned()]), "{said}");
    own.write("docs/zh/a.md", ZH);
    own.commit();
    let (code, told, said) = own.branch();
    assert!(code == Some(2) && told.contains(&"error C104".to_owned()), "{told:?} {said}");
}

#[test]
fn a_page_that_goes_touches_no_other() {
    let own = Repository::new();
    own.git(&["rm", "-q", "docs/a.md", "docs/zh/a.md"]);
    own.commit();
    let (code, told, said) = own.branch();
    assert_eq!((code, told.len()), (Some(0), 0), "{told:?} {said}");
    assert!(said.contains("0 of 1 articles"), "{said}");

    let own = Repository::new();
    own.git(&["rm", "-q", "docs/zh/a.md"]);
    own.commit();
    let (code, told, said) = own.branch();
    assert_eq!((code, told), (Some(2), vec!["error C101".to_owned()]), "{said}");
}

/// Git LFS makes it an error to go without its filter, which is not run here.
#[test]
fn filters_that_git_is_told_to_require_are_left_out_too() {
    let own = Repository::new();
    own.write(".gitattributes", "*.png filter=lamp\n");
    own.write("docs/lamp.png", "not a picture");
    own.commit();
    for (key, value) in [("clean", "false"), ("smudge", "false"), ("process", "false"), ("required", "true")]
    {
        own.git(&["config", &format!("filter.lamp.{key}"), value]);
    }
    own.write("docs/lamp.png", "another");
    own.write("docs/zh/a.md", &(ZH.to_owned() + MORE_ZH).replace("1938", "1983"));
    let (code, told, said) = own.branch();
    assert_eq!(code, Some(0), "{told:?} {said}");
    assert!(told.iter().any(|one| one.ends_with("P301") || one.ends_with("P302")), "{told:?} {said}");
}

#[test]
fn a_translation_that_was_only_renamed_is_as_old_as_it_was() {
    let own = Repository::new();
    let stale = |own: &Repository| {
        let (_, told, said) = own.check(&["--history"]);
        assert!(!said.contains("error:"), "{said}");
        told.iter().filter(|one| one.ends_with("D201")).count()
    };
    assert_eq!(stale(&own), 0);
    own.write(
        "docs/a.md",
        &(EN.to_owned() + MORE).replace("27,000 vehicles a day", "27,000 vehicles each day"),
    );
    own.commit();
    assert_eq!(stale(&own), 1);
    own.git(&["mv", "docs/a.md", "docs/c.md"]);
    own.git(&["mv", "docs/zh/a.md", "docs/zh/c.md"]);
    own.commit();
    assert_eq!(stale(&own), 1);
}

/// A commit of another branch may be older than the translation and come after it.
#[test]
fn what_was_merged_later_counts() {
    let own = Repository::new();
    let dated = |day: &str, message: &str| {
        own.git(&["add", "-A"]);
        let who = ["-c", "user.email=a@b", "-c", "user.name=n"];
        let done = Command::new("git")
            .args(who)
            .args(["commit", "-qm", message])
            .envs([("GIT_AUTHOR_DATE", day), ("GIT_COMMITTER_DATE", day)])
            .current_dir(own.0.path())
            .status()
            .unwrap();
        assert!(done.success());
    };
    own.git(&["checkout", "-qb", "english"]);
    own.write(
        "docs/a.md",
        &(EN.to_owned() + MORE).replace("27,000 vehicles a day", "27,000 vehicles each day"),
    );
    dated("2030-01-10T12:00:00Z", "english");
    own.git(&["checkout", "-q", "branch"]);
    own.write("docs/zh/a.md", &(ZH.to_owned() + MORE_ZH).replace("汽车经过", "汽车通过"));
    dated("2030-02-01T12:00:00Z", "chinese");
    own.git(&["merge", "-q", "--no-ff", "-m", "merge", "english"]);
    let (_, told, said) = own.check(&["--history"]);
    assert!(told.iter().any(|one| one.ends_with("D201")), "{told:?} {said}");
}

/// Settings name a page by the path that it has, not by the one its old text is written to.
#[test]
fn settings_hold_for_the_pages_as_they_were() {
    let own = Repository::new();
    own.write("docs/zh/a.md", &(ZH.to_owned() + MORE_ZH).replace("1938", "1983"));
    own.write(
        "strict.toml",
        "[[check.overrides]]\npaths = [\"docs/zh/**\"]\nrules = { P301 = \"error\", P302 = \"error\" }\n",
    );
    own.commit();
    own.git(&["checkout", "-qb", "second"]);
    own.write(
        "docs/zh/a.md",
        &(ZH.to_owned() + MORE_ZH).replace("1938", "1983").replace("一个星期", "一星期"),
    );
    own.commit();
    let (code, told, said) = own.check(&["--changed-since", "branch", "--config", "strict.toml"]);
    assert_eq!((code, told.len()), (Some(0), 0), "{told:?} {said}");
}

#[test]
fn a_picture_that_goes_is_no_edition() {
    let own = Repository::new();
    own.git(&["checkout", "-q", "main"]);
    own.write("docs/lamp.md", EN);
    own.write("docs/lamp.zh.png", "not a picture");
    own.commit();
    own.git(&["checkout", "-qb", "second"]);
    own.git(&["rm", "-q", "docs/lamp.zh.png"]);
    own.commit();
    let (code, told, said) = own.branch();
    assert_eq!((code, told.len()), (Some(0), 0), "{told:?} {said}");
}

#[cfg(unix)]
#[test]
fn a_page_that_became_a_link_is_changed() {
    let own = Repository::new();
    fs::remove_file(own.0.path().join("docs/zh/a.md")).unwrap();
    std::os::unix::fs::symlink("../a.md", own.0.path().join("docs/zh/a.md")).unwrap();
    own.commit();
    let (code, told, said) = own.branch();
    assert!(code == Some(2) && told.contains(&"error S501".to_owned()), "{told:?} {said}");
}

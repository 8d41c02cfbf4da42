//! `action.yml` and `.pre-commit-hooks.yaml` do what they say: their commands are run as the services run them.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const EN: &str =
    "The bridge was opened in 1938. It carries 27,000 vehicles a day.\n\nThe county pays for the repairs.\n";
const HANS: &str = "大桥于1938年通车。每天有27000辆汽车经过。\n\n维修费用由县政府支付。\n";
const HANT: &str = "大橋於1938年通車。每天有27000輛汽車經過。\n\n維修費用由縣政府支付。\n";

/// A checkout with two articles, a command where the action keeps it, and the files GitHub gives a step.
struct Checkout(TempDir);

struct Step {
    code: i32,
    out: String,
    output: String,
    summary: String,
}

impl Checkout {
    fn new() -> Checkout {
        let case = Checkout(tempfile::tempdir().unwrap());
        for article in ["a", "b"] {
            case.write(&format!("repo/docs/{article}.en.md"), EN);
            case.write(&format!("repo/docs/{article}.zh-CN.md"), HANS);
            case.write(&format!("repo/docs/{article}.zh-TW.md"), HANT);
        }
        case.git(&["init", "-q", "-b", "main"]);
        case
    }

    fn write(&self, name: &str, content: &str) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn git(&self, args: &[&str]) {
        let who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
        let done = Command::new("git")
            .args(who)
            .args(args)
            .current_dir(self.0.path().join("repo"))
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }

    fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-qm", "one"]);
    }

    /// Runs the last step of the action, as GitHub runs `shell: bash`.
    fn action(&self, inputs: &[(&str, &str)]) -> Option<Step> {
        let action = fs::read_to_string(Path::new(ROOT).join("action.yml")).unwrap();
        let (_, script) = action.rsplit_once("      run: |\n").expect("the script of the last step");
        let script: Vec<&str> = script.lines().map(|line| line.trim_start_matches("        ")).collect();
        self.write("step.sh", &script.join("\n"));
        ["output", "summary"].iter().for_each(|name| self.write(name, ""));
        let home = self.0.path().join("home");
        let command = home.join("trialign/bin");
        fs::create_dir_all(&command).unwrap();
        let (from, to) = (env!("CARGO_BIN_EXE_trialign"), command.join("trialign"));
        if !to.exists() {
            fs::hard_link(from, &to).or_else(|_| fs::copy(from, &to).map(drop)).unwrap();
        }
        let mut bash = Command::new("bash");
        bash.args(["--noprofile", "--norc", "-eo", "pipefail", "../step.sh"]);
        bash.current_dir(self.0.path().join("repo")).env("HOME", home);
        bash.env("ROOT", self.0.path().join("home/trialign"));
        bash.env("GITHUB_OUTPUT", self.0.path().join("output"));
        bash.env("GITHUB_STEP_SUMMARY", self.0.path().join("summary"));
        for name in ["PATHS", "FAIL_ON", "CHANGED_SINCE", "BASELINE", "SARIF"] {
            assert!(action.contains(&format!("        {name}: ${{{{ inputs.")), "{name}");
            let default = match name {
                "PATHS" => ".",
                "FAIL_ON" => "error",
                _ => "",
            };
            let given = inputs.iter().find(|(own, _)| *own == name);
            bash.env(name, given.map_or(default, |(_, value)| value));
        }
        let Ok(done) = bash.output() else {
            crate::skip::skip("bash", "bash is not installed");
            return None;
        };
        let read = |name: &str| fs::read_to_string(self.0.path().join(name)).unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Some(Step {
            code: done.status.code().unwrap_or(-1),
            out: text(&done.stdout) + &text(&done.stderr),
            output: read("output"),
            summary: read("summary"),
        })
    }
}

#[cfg(unix)]
#[test]
fn the_action_tells_annotations_summary_and_code() {
    let case = Checkout::new();
    case.commit();
    let Some(clean) = case.action(&[("PATHS", "docs")]) else { return };
    assert_eq!((clean.code, clean.output.trim()), (0, "exit-code=0"), "{}", clean.out);
    assert!(clean.summary.contains("2 articles: 0 errors"), "{}", clean.summary);
    // A first push: there is nothing to compare with.
    for base in ["origin/", "0000000000000000000000000000000000000000"] {
        let first = case.action(&[("PATHS", "docs\n"), ("CHANGED_SINCE", base)]).unwrap();
        assert_eq!(first.code, 0, "{}", first.out);
        assert!(
            first.out.contains("::notice title=trialign::") && first.out.contains("2 of 2"),
            "{}",
            first.out
        );
    }
    case.git(&["checkout", "-qb", "branch"]);
    case.write("repo/docs/a.zh-CN.md", &HANS.replace("27000", "2700"));
    case.commit();
    let inputs = [("PATHS", "docs"), ("CHANGED_SINCE", "main"), ("SARIF", "out.sarif")];
    let bad = case.action(&inputs).unwrap();
    assert_eq!((bad.code, bad.output.trim()), (2, "exit-code=2"), "{}", bad.out);
    assert!(bad.out.contains("::error file=docs/a.zh-CN.md,line=1,"), "{}", bad.out);
    assert!(bad.out.contains("%0A") && bad.out.contains("1 of 2 articles"), "{}", bad.out);
    assert!(bad.summary.contains("| error | P301 number | docs/a.zh-CN.md:1 |"), "{}", bad.summary);
    let sarif = fs::read_to_string(case.0.path().join("repo/out.sarif")).unwrap();
    assert!(sarif.contains("\"ruleId\": \"P301\""));
    let wrong = case.action(&[("PATHS", "docs"), ("BASELINE", "nowhere.json")]).unwrap();
    assert_eq!((wrong.code, wrong.output.trim()), (3, "exit-code=3"), "{}", wrong.out);
}

/// What happened on the main branch since does not count.
#[test]
fn a_branch_answers_for_its_own_changes_only() {
    let case = Checkout::new();
    case.commit();
    case.git(&["checkout", "-qb", "branch"]);
    case.git(&["checkout", "-q", "main"]);
    case.write("repo/docs/b.zh-CN.md", &HANS.replace("27000", "2700"));
    case.commit();
    case.git(&["checkout", "-q", "branch"]);
    let done = Command::new(env!("CARGO_BIN_EXE_trialign"))
        .args(["check", "docs", "--changed-since", "main"])
        .current_dir(case.0.path().join("repo"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(said.contains("0 of 2 articles"), "{said}");
}

#[test]
fn the_hook_checks_what_a_commit_changes() {
    let hooks = fs::read_to_string(Path::new(ROOT).join(".pre-commit-hooks.yaml")).unwrap();
    let entry =
        hooks.lines().find_map(|line| line.trim().strip_prefix("entry: trialign ")).expect("an entry");
    let case = Checkout::new();
    let hook = || {
        let done = Command::new(env!("CARGO_BIN_EXE_trialign"))
            .args(entry.split(' ').chain(["docs"]))
            .current_dir(case.0.path().join("repo"))
            .output()
            .unwrap();
        (done.status.code(), String::from_utf8_lossy(&done.stderr).into_owned())
    };
    // Before the first commit everything is new.
    let (code, said) = hook();
    assert!(code == Some(0) && said.contains("2 of 2 articles"), "{said}");
    case.commit();
    let (code, said) = hook();
    assert!(code == Some(0) && said.contains("0 of 2 articles"), "{said}");
    case.write("repo/docs/a.zh-TW.md", &HANT.replace("27000", "2700"));
    case.git(&["add", "-A"]);
    let (code, said) = hook();
    assert!(code == Some(2) && said.contains("1 of 2 articles"), "{said}");
}

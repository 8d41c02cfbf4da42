//! README.md shows what the command really does: its first rows of the sheet, its scores, its subcommands and formats;
//! and no link between the pages leads nowhere.
//!
//! `make readme` (TRIALIGN_UPDATE=1) rewrites the parts between the markers.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use trialign::config::Format;

/// Rows of the sheet, after the header.
const ROWS: usize = 10;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn trialign(args: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_trialign")).args(args).current_dir(root()).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}

/// The text of README.md with the part of `name` replaced by `body`.
fn with_part(readme: &str, name: &str, body: &str) -> String {
    let (start, end) = (format!("<!-- {name}: begin"), format!("<!-- {name}: end -->"));
    let head = readme.find(&start).unwrap_or_else(|| panic!("README.md has no marker {start}"));
    let from = head + readme[head..].find("-->").unwrap() + "-->\n".len();
    let to = readme.find(&end).unwrap_or_else(|| panic!("README.md has no marker {end}"));
    format!("{}{body}{}", &readme[..from], &readme[to..])
}

#[track_caller]
fn part_is(name: &str, body: &str) {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let wanted = with_part(&readme, name, body);
    if std::env::var_os("TRIALIGN_UPDATE").is_some() {
        fs::write(&path, wanted).unwrap();
    } else {
        assert!(readme == wanted, "README.md, part '{name}', is out of date: run `make readme`");
    }
}

/// What `trialign eval` says of some gold.
fn scores(args: &[&str]) -> serde_json::Value {
    serde_json::from_str(&trialign(&[&["eval"], args, &["--json"]].concat())).unwrap()
}

/// A line of the table of scores, of what [`scores`] says for `args`.
fn score_row(what: &str, args: &[&str], report: &serde_json::Value) -> String {
    let set = &report["sets"][0];
    let f = |kind: &str, what: &str| set[kind][what].as_f64().unwrap();
    let shown: Vec<String> =
        args.iter().map(|arg| arg.replace(&format!("{}/data/", shared().display()), "")).collect();
    format!(
        "| {what} | {} | {:.3} | {:.3} | **{:.3}** | {:.3} | {:.3} | {:.3} | `trialign eval {}` |\n",
        set["gold"],
        f("strict", "precision"),
        f("strict", "recall"),
        f("strict", "f1"),
        f("lax", "f1"),
        f("calibration", "ece"),
        f("calibration", "coverage_99"),
        shown.join(" ")
    )
}

/// The scores of `corpus/` by split, by relation of the editions and by kind of text.
fn score_groups(report: &serde_json::Value) -> String {
    let groups = report["groups"].as_array().unwrap();
    let mut table =
        "| | | articles | gold beads | strict F1 | lax F1 | ECE |\n|---|---|---|---|---|---|---|\n"
            .to_owned();
    for by in ["split", "relation", "kind"] {
        let group = groups.iter().find(|group| group["by"] == by).unwrap();
        for set in group["sets"].as_array().unwrap() {
            let f = |kind: &str, what: &str| set[kind][what].as_f64().unwrap();
            table += &format!(
                "| {by} | {} | {} | {} | **{:.3}** | {:.3} | {:.3} |\n",
                set["name"].as_str().unwrap(),
                set["articles"],
                set["gold"],
                f("strict", "f1"),
                f("lax", "f1"),
                f("calibration", "ece")
            );
        }
    }
    table
}

fn shared() -> PathBuf {
    std::env::var_os("TRIALIGN_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from)
}

// One test, for its parts write the same file.
#[test]
fn the_generated_parts_are_true() {
    let sheet = trialign(&["align", "corpus", "-q"]);
    let rows: Vec<&str> = sheet.lines().take(1 + ROWS).collect();
    part_is("rows", &format!("```csv\n{}\n```\n", rows.join("\n")));
    let head = "| texts | gold beads | precision | recall | strict F1 | lax F1 | ECE | coverage | command |\n\
                |---|---|---|---|---|---|---|---|---|\n";
    let report = scores(&["corpus"]);
    let row = score_row("`corpus/`, whole, three editions", &["corpus"], &report);
    part_is("accuracy", &format!("{head}{row}"));
    part_is("accuracy-groups", &score_groups(&report));
    // The shared sets take long; `tests/accuracy.rs` holds floors for them.
    let data = shared().join("data");
    if std::env::var_os("TRIALIGN_UPDATE").is_some() && data.is_dir() {
        rewrite_shared_scores(head, &data);
    }
}

fn rewrite_shared_scores(head: &str, data: &Path) {
    let path = |name: &str| data.join(name).to_string_lossy().into_owned();
    let row = |what: &str, args: &[&str]| score_row(what, args, &scores(args));
    let rows = [
        row("`aca`, one article, en and zh-Hans", &[&path("aca")]),
        row("`bible-5k`, 5,000 English sentences, by verse", &[&path("bible-5k"), "--verses"]),
        row("`mac-dev`, 6 articles (trained on)", &[&path("mac-dev")]),
    ];
    part_is("accuracy-shared", &format!("{head}{}", rows.concat()));
}

#[test]
fn every_subcommand_and_format_is_named() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let help = trialign(&["--help"]);
    let commands =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    // A line that goes on with a long description is indented further.
    let names =
        commands.filter(|line| !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next());
    for command in names.filter(|name| *name != "help") {
        assert!(
            readme.contains(&format!("trialign {command}")),
            "README.md does not name `trialign {command}`"
        );
    }
    for format in Format::ALL {
        let row = format!("| `{}` |", format.as_str());
        assert!(readme.contains(&row), "the table of formats in README.md has no {}", format.as_str());
    }
}

/// What GitHub makes of a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.trim_start_matches('#').trim().to_lowercase();
    kept.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c)).collect::<String>().replace(' ', "-")
}

#[test]
fn every_link_between_the_pages_leads_somewhere() {
    let mut pages: Vec<PathBuf> = ["README.md", "THIRD-PARTY.md", "CHANGELOG.md", "corpus/README.md"]
        .map(|name| root().join(name))
        .into();
    pages.extend(fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path()));
    let mut dead = Vec::new();
    for page in &pages {
        let text = fs::read_to_string(page).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.contains("://") {
                continue;
            }
            let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
            let target = if path.is_empty() { page.clone() } else { page.parent().unwrap().join(path) };
            let found = match fragment {
                "" => target.exists(),
                _ => fs::read_to_string(&target).is_ok_and(|text| {
                    text.lines().any(|line| line.starts_with('#') && anchor(line) == fragment)
                }),
            };
            if !found {
                dead.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(dead.is_empty(), "links that lead nowhere:\n{}", dead.join("\n"));
}

/// The project's address stands in Cargo.toml; where another file has to repeat it, it is the same.
#[test]
fn the_address_is_the_same_everywhere() {
    let manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
    let address = manifest["workspace"]["package"]["repository"].as_str().unwrap();
    let own = address.strip_prefix("https://github.com/").unwrap();
    let name = own.split('/').next_back().unwrap();
    let files = [
        "README.md",
        "SECURITY.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "action.yml",
        "docs/check.md",
        "packaging/trialign.rb",
        "src/config/file.rs",
    ];
    for file in files {
        let text = fs::read_to_string(root().join(file)).unwrap();
        for (at, _) in text.match_indices("github.com/") {
            let rest = &text[at + "github.com/".len()..];
            let slug = rest.split(|c: char| !(c.is_alphanumeric() || "-_./".contains(c))).next().unwrap();
            let mut parts = slug.split('/');
            let (owner, project) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
            let ours = project.trim_end_matches(".git") == name;
            assert!(!ours || own == format!("{owner}/{name}"), "{file}: {slug} is not {own} of Cargo.toml");
        }
    }
}

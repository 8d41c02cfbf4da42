//! The sheet goes out, is edited, and comes back.

use std::fs;
use std::process::{Command, Output};

use super::client::plain_article;

fn trialign(args: &[&str], folder: &std::path::Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_trialign")).args(args).current_dir(folder).output().unwrap()
}

#[test]
fn changes_are_shown_then_applied() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    plain_article(&dir.join("c"), "a", 4);
    assert!(trialign(&["review", "export", "c", "--csv", "sheet.csv"], dir).status.success());
    let sheet = fs::read_to_string(dir.join("sheet.csv")).unwrap();
    assert_eq!(sheet.lines().count(), 5, "{sheet}");
    // As a spreadsheet leaves it: a BOM, CRLF, a status and a note changed.
    let edited = sheet.replacen(",auto,,\n", ",confirmed,,see page 2\n", 1);
    assert_ne!(edited, sheet);
    fs::write(dir.join("edited.csv"), format!("\u{feff}{}", edited.replace('\n', "\r\n"))).unwrap();
    let text = |run: &Output| {
        String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr)
    };
    let dry = trialign(&["review", "import", "edited.csv", "c"], dir);
    assert_eq!(dry.status.code(), Some(0), "{}", text(&dry));
    assert!(
        text(&dry).contains("a, row 1: status confirmed note 'see page 2'\n1 beads would change"),
        "{}",
        text(&dry)
    );
    let status = text(&trialign(&["review", "status", "c"], dir));
    assert!(status.contains("0\t0\t0\t4\t0\t0\ta\n"), "a dry run changes nothing: {status}");
    let done = trialign(&["review", "import", "edited.csv", "c", "--apply"], dir);
    assert!(text(&done).contains("1 beads changed"), "{}", text(&done));
    let status = text(&trialign(&["review", "status", "c"], dir));
    assert!(status.contains("1\t0\t0\t3\t0\t0\ta\n"), "{status}");
    let again = text(&trialign(&["review", "import", "edited.csv", "c"], dir));
    assert!(again.contains("0 beads would change"), "{again}");
    faulty(dir, &edited);
}

fn faulty(dir: &std::path::Path, edited: &str) {
    let altered = edited.replacen("1902年", "1092年", 1).replacen(",auto,", ",flagged,", 1);
    fs::write(dir.join("bad.csv"), altered).unwrap();
    let run = trialign(&["review", "import", "bad.csv", "c", "--apply"], dir);
    let out = String::from_utf8_lossy(&run.stdout).into_owned();
    assert_eq!(run.status.code(), Some(2), "{out}");
    assert!(out.contains("the text in zh_hans was altered") && out.contains("nothing was changed"), "{out}");
    fs::write(dir.join("bad.csv"), "a,b\n1,2\n").unwrap();
    let run = trialign(&["review", "import", "bad.csv", "c"], dir);
    assert_eq!(run.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&run.stderr).contains("bad.csv:1: the columns are not"));
}

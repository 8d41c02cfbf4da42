//! The file with the decisions outlives copying, and files of the first version open with all they hold.

use std::fs;
use std::path::Path;
use std::process::Command;

use rusqlite::Connection;
use serde_json::json;

use super::client::{Running, plain_article};

fn status(folder: &Path) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_trialign"))
        .args(["review", "status", "--isolated", "."])
        .current_dir(folder)
        .output()
        .unwrap();
    let text =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.code(), text)
}

#[test]
fn a_copy_of_the_one_file_holds_every_decision() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    plain_article(here.path(), "a", 4);
    plain_article(there.path(), "a", 4);
    let mut running = Running::start(here.path());
    for at in 0..3 {
        assert_eq!(running.perform(json!({"kind": "confirm", "at": at})).status, 200);
    }
    // The server still runs: what it acknowledged is in the file already, and nothing lies beside it.
    let name = "trialign-review.sqlite";
    fs::copy(here.path().join(name), there.path().join(name)).unwrap();
    let beside = fs::read_dir(here.path()).unwrap().filter(|entry| {
        entry.as_ref().unwrap().file_name().to_string_lossy().starts_with("trialign-review.sqlite-")
    });
    assert_eq!(beside.count(), 0);
    running.kill();
    let (code, text) = status(there.path());
    assert!(code == Some(0) && text.contains("3\t0\t0\t1\t0\t0\ta\n"), "{text}");
}

#[test]
fn a_damaged_copy_says_so() {
    let folder = tempfile::tempdir().unwrap();
    plain_article(folder.path(), "a", 40);
    assert_eq!(status(folder.path()).0, Some(0));
    let path = folder.path().join("trialign-review.sqlite");
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() / 3]).unwrap();
    let (code, text) = status(folder.path());
    assert!(code == Some(1) && text.contains("copy it again, or restore a backup"), "{text}");
    fs::write(&path, "not a database at all, though long enough to be taken for one").unwrap();
    let (code, text) = status(folder.path());
    assert!(code == Some(1) && text.contains("copy it again, or restore a backup"), "{text}");
}

/// The tables of the first version, in WAL mode, with one decision that is only in the second file.
fn first_version(folder: &Path) -> Connection {
    let old = Connection::open(folder.join("trialign-review.sqlite")).unwrap();
    let text = |tag: &str, lines: [&str; 2]| json!({"tag": tag, "path": "", "sha256": "", "segments": lines});
    let texts = json!([
        text(
            "en",
            [
                "In the year 1901 the town built 2 new bridges.",
                "In the year 1902 the town built 3 new bridges."
            ]
        ),
        text("zh-Hans", ["1901年，镇上新建了2座桥。", "1902年，镇上新建了3座桥。"]),
        text("zh-Hant", ["1901年，鎮上新建了2座橋。", "1902年，鎮上新建了3座橋。"])
    ]);
    let bead = |k: usize, status: &str| json!({"r": [[k, 1], [k, 1], [k, 1]], "p": 0.9, "s": status});
    old.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;
        CREATE TABLE bases (id INTEGER PRIMARY KEY, article TEXT NOT NULL, made INTEGER NOT NULL, signature TEXT NOT NULL,
            texts TEXT NOT NULL, beads TEXT NOT NULL, conflicts TEXT NOT NULL);
        CREATE TABLE decisions (id INTEGER PRIMARY KEY, base INTEGER NOT NULL, revision INTEGER NOT NULL, made INTEGER NOT NULL,
            who TEXT NOT NULL, kind TEXT NOT NULL, inverse_of INTEGER, at INTEGER NOT NULL, before TEXT NOT NULL,
            after TEXT NOT NULL, segments TEXT NOT NULL, UNIQUE (base, revision));
        PRAGMA user_version = 1;",
    )
    .unwrap();
    old.execute(
        "INSERT INTO bases VALUES (1, 'a', 0, 'old', ?1, ?2, '[]')",
        [texts.to_string(), json!([bead(0, "auto"), bead(1, "auto")]).to_string()],
    )
    .unwrap();
    old.execute(
        "INSERT INTO decisions VALUES (1, 1, 0, 0, 'x', 'confirm', NULL, 1, ?1, ?2, '')",
        [json!([bead(1, "auto")]).to_string(), json!([bead(1, "confirmed")]).to_string()],
    )
    .unwrap();
    old
}

#[test]
fn a_file_of_the_first_version_opens_with_all_its_decisions() {
    let (made, moved) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let old = first_version(made.path());
    plain_article(moved.path(), "a", 2);
    // Copied as it lies there, the second file too, while the old program still runs.
    for name in ["trialign-review.sqlite", "trialign-review.sqlite-wal"] {
        fs::copy(made.path().join(name), moved.path().join(name)).unwrap();
    }
    drop(old);
    for _ in 0..2 {
        let (code, text) = status(moved.path());
        assert!(code == Some(0) && text.contains("1\t0\t0\t1\t0\t0\ta\n"), "{text}");
        assert!(!moved.path().join("trialign-review.sqlite-wal").exists(), "all is in one file now");
    }
}

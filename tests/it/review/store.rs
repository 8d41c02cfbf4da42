//! The file with the decisions outlives copying, and files of the first version open with all they hold.

use std::fs;
use std::path::Path;
use std::process::Command;

use rusqlite::Connection;
use serde_json::json;
use trialign::bead::Bead;
use trialign::review::Store;

use super::client::{Random, Running, plain_article};

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
    assert!(code == Some(1) && text.contains("damaged") && text.contains("copy it again"), "{text}");
    fs::write(&path, "not a database at all, though long enough to be taken for one").unwrap();
    let (code, text) = status(folder.path());
    assert!(code == Some(1) && text.contains("damaged") && text.contains("copy it again"), "{text}");
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

/// A folder with a store of some decisions, and what it says.
fn decided() -> (tempfile::TempDir, Vec<u8>, Vec<Bead>) {
    let folder = tempfile::tempdir().unwrap();
    plain_article(folder.path(), "a", 12);
    let mut running = Running::start(folder.path());
    for at in 0..8 {
        assert_eq!(running.perform(json!({"kind": "confirm", "at": at})).status, 200);
    }
    assert_eq!(running.perform(json!({"kind": "comment", "at": 9, "text": "as agreed"})).status, 200);
    running.kill();
    let path = Store::path_of(folder.path());
    let state = Store::open(&path).unwrap().state("a").unwrap().unwrap();
    let bytes = fs::read(&path).unwrap();
    (folder, bytes, state.beads)
}

/// What a store of these bytes says of the article; an error where it refuses.
fn said(bytes: &[u8]) -> Result<Vec<Bead>, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = Store::path_of(folder.path());
    fs::write(&path, bytes).unwrap();
    let state = Store::open(&path).and_then(|store| store.state("a")).map_err(|e| e.to_string())?;
    state.map(|state| state.beads).ok_or_else(|| "no such article".to_owned())
}

/// Whichever bit of the file changes: all decisions are there, or the file is refused.
#[test]
fn no_flipped_bit_loses_a_decision_in_silence() {
    let (_folder, bytes, beads) = decided();
    assert_eq!(said(&bytes).unwrap(), beads);
    let mut random = Random::new();
    let head = 0..100 * 8;
    let rest = (0..600).map(|_| random.below(bytes.len() * 8));
    let (mut refused, mut whole) = (0, 0);
    for at in head.step_by(3).chain(rest) {
        let mut damaged = bytes.clone();
        damaged[at / 8] ^= 1 << (at % 8);
        match said(&damaged) {
            Ok(found) => {
                assert_eq!(found, beads, "bit {at} of {}", bytes.len());
                whole += 1;
            }
            Err(_) => refused += 1,
        }
    }
    assert!(refused > 100 && whole > 0, "{refused} refused, {whole} whole");
}

/// What no check of SQLite sees: rows that are gone or say something else.
#[test]
fn rows_are_as_they_were_written() {
    for (change, word) in [
        ("DELETE FROM decisions WHERE id = 9", "8 decisions are there, and 9 were written"),
        ("DELETE FROM decisions WHERE id = 3", "row 4 of the decisions"),
        ("UPDATE decisions SET who = 'another' WHERE id = 9", "row 9 of the decisions"),
        ("UPDATE bases SET beads = replace(beads, '0.9', '0.8')", "row 1 of the bases"),
        ("UPDATE seals SET digest = ''", "the seal of the"),
        ("DROP TABLE seals", "version"),
        ("PRAGMA user_version = 3", "version"),
        ("PRAGMA user_version = 0", "version"),
    ] {
        let (folder, _, _) = decided();
        let path = Store::path_of(folder.path());
        let by_hand = Connection::open(&path).unwrap();
        let all = format!("DROP TRIGGER decisions_stay; DROP TRIGGER decisions_as_made; {change};");
        by_hand.execute_batch(&all).unwrap();
        drop(by_hand);
        let error = Store::open(&path).unwrap_err().to_string();
        assert!(error.contains(word) && error.contains("trialign-review.backup.sqlite"), "{change}: {error}");
    }
}

/// A damaged file is not used; the copy of when it was whole takes its place.
#[test]
fn a_damaged_file_has_a_copy() {
    let (folder, mut bytes, beads) = decided();
    let path = Store::path_of(folder.path());
    let place = bytes.windows(9).position(|text| text == b"as agreed").unwrap();
    bytes[place] ^= 1;
    fs::write(&path, &bytes).unwrap();
    let (code, text) = status(folder.path());
    assert!(code == Some(1) && text.contains("trialign-review.backup.sqlite in its place"), "{text}");
    // Refused again: the copy is not made anew from what is damaged.
    assert_eq!(status(folder.path()).0, Some(1));
    fs::rename(folder.path().join("trialign-review.backup.sqlite"), &path).unwrap();
    assert_eq!(Store::open(&path).unwrap().state("a").unwrap().unwrap().beads, beads);
}

#[test]
fn a_file_of_the_third_version_gets_digests() {
    let (folder, _, beads) = decided();
    let path = Store::path_of(folder.path());
    let old = Connection::open(&path).unwrap();
    old.execute_batch(
        "DROP TABLE seals; ALTER TABLE bases DROP COLUMN digest; ALTER TABLE decisions DROP COLUMN digest;
        ALTER TABLE disputes DROP COLUMN digest; PRAGMA user_version = 3;",
    )
    .unwrap();
    drop(old);
    for _ in 0..2 {
        assert_eq!(Store::open(&path).unwrap().state("a").unwrap().unwrap().beads, beads);
    }
    let new = Connection::open(&path).unwrap();
    let sealed: i64 =
        new.query_row("SELECT rows FROM seals WHERE name = 'decisions'", [], |row| row.get(0)).unwrap();
    assert_eq!(sealed, 9);
    assert!(new.execute("UPDATE decisions SET who = 'x'", []).is_err(), "rows stay as they are");
    // It goes on as one that was made so.
    let running = Running::start(folder.path());
    assert_eq!(running.perform(json!({"kind": "confirm", "at": 10})).status, 200);
    drop(running);
    Store::open(&path).unwrap();
}

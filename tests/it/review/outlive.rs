//! Human work outlives a changed source.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use serde_json::json;
use trialign::review::matching::matches;

use super::client::{Running, plain_article};
use crate::case::program;

fn trialign(args: &[&str], folder: &Path) -> (String, String) {
    let run = program(folder, args).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&run.stdout), text(&run.stderr))
}

/// A folder with the article `c/a`, whose beads 0, 3 and 5 of 8 are confirmed with a note on the last.
fn reviewed() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    plain_article(&folder.path().join("c"), "a", 8);
    let server = Running::start(&folder.path().join("c"));
    for at in [0, 3, 5] {
        assert_eq!(server.perform(json!({"kind":"confirm","at":at})).status, 200);
    }
    assert_eq!(server.perform(json!({"kind":"comment","at":5,"text":"checked"})).status, 200);
    folder
}

fn change(folder: &Path, edition: &str, change: impl Fn(String) -> String) {
    let path = folder.join(format!("c/a/{edition}.txt"));
    fs::write(&path, change(fs::read_to_string(&path).unwrap())).unwrap();
}

#[test]
fn confirmed_beads_stay_when_nothing_changed() {
    let folder = reviewed();
    let (out, err) = trialign(&["align", "c"], folder.path());
    assert!(err.contains("a: reviewed beads: 3 kept, 0 moved, 0 in conflict"), "{err}");
    assert_eq!(out.matches(",confirmed,").count(), 3, "{out}");
    assert!(out.contains(",checked\n"), "{out}");
}

#[test]
fn confirmed_beads_move_with_their_text() {
    let folder = reviewed();
    for (edition, text) in [
        ("en", "A new line came in 1850.\n\n"),
        ("zh-Hans", "1850年来了新的一句。\n\n"),
        ("zh-Hant", "1850年來了新的一句。\n\n"),
    ] {
        change(folder.path(), edition, |old| format!("{text}{old}"));
    }
    let (out, err) = trialign(&["align", "c"], folder.path());
    assert!(err.contains("a: reviewed beads: 0 kept, 3 moved, 0 in conflict"), "{err}");
    assert_eq!(out.matches(",confirmed,").count(), 3, "{out}");
    let (out, _) = trialign(&["review", "status", "c"], folder.path());
    assert!(out.contains("3\t0\t0\t6\t0\t0\ta\n"), "{out}");
}

#[test]
fn changed_text_is_a_conflict_and_comes_back_with_its_text() {
    let folder = reviewed();
    let original = fs::read_to_string(folder.path().join("c/a/zh-Hant.txt")).unwrap();
    change(folder.path(), "zh-Hant", |old| old.replace("1906年，鎮上", "1906年，鎮裡"));
    let (out, err) = trialign(&["align", "c"], folder.path());
    assert!(err.contains("a: reviewed beads: 2 kept, 0 moved, 1 in conflict"), "{err}");
    assert!(err.contains("zh-Hant text changed") && err.contains("note 'checked'"), "{err}");
    assert_eq!(out.matches(",confirmed,").count(), 2, "{out}");
    let (out, _) = trialign(&["review", "status", "c"], folder.path());
    assert!(out.contains("2\t0\t0\t6\t1\t0\ta\n"), "{out}");
    // The text comes back: so does the decision.
    fs::write(folder.path().join("c/a/zh-Hant.txt"), original).unwrap();
    let (out, _) = trialign(&["review", "status", "c"], folder.path());
    assert!(out.contains("3\t0\t0\t5\t0\t0\ta\n"), "{out}");
}

/// The counts of `review status` of the first article: confirmed, edited, flagged, open, conflict, dismissed.
fn counts(folder: &Path) -> String {
    let (out, _) = trialign(&["review", "status", "c"], folder);
    out.lines().nth(1).unwrap().trim_end_matches("\ta").replace('\t', " ")
}

#[test]
fn a_conflict_can_be_dismissed_and_taken_up_again() {
    let folder = reviewed();
    let original = fs::read_to_string(folder.path().join("c/a/zh-Hant.txt")).unwrap();
    change(folder.path(), "zh-Hant", |old| old.replace("1906年，鎮上", "1906年，鎮裡"));
    let corpus = folder.path().join("c");
    let server = Running::start(&corpus);
    assert_eq!(server.perform(json!({"kind":"dismiss","conflict":1})).status, 422, "there is but one");
    assert_eq!(server.perform(json!({"kind":"dismiss","conflict":0})).status, 200);
    drop(server);
    assert_eq!(counts(folder.path()), "2 0 0 6 0 1");
    let server = Running::start(&corpus);
    assert_eq!(server.perform(json!({"kind":"undo"})).status, 200, "after a restart");
    let state = &server.get("/api/article/0").json()["state"].clone();
    assert_eq!((&state["dismissed"], &state["redo"]), (&json!([false]), &json!(true)));
    assert_eq!(server.perform(json!({"kind":"confirm","at":1})).status, 200);
    assert_eq!(server.perform(json!({"kind":"undo"})).status, 200);
    assert_eq!(server.perform(json!({"kind":"redo"})).status, 200);
    assert_eq!(server.perform(json!({"kind":"dismiss","conflict":0})).status, 200);
    drop(server);
    assert_eq!(counts(folder.path()), "3 0 0 5 0 1");
    // Another change of the source: it is still on record, and still put aside.
    change(folder.path(), "zh-Hans", |old| old.replace("1908年", "1908年春"));
    let (_, err) = trialign(&["align", "c"], folder.path());
    assert!(err.contains("0 in conflict"), "{err}");
    assert_eq!(counts(folder.path()), "3 0 0 5 0 1");
    // Its text comes back: what was put aside stays aside until a person takes it up.
    fs::write(folder.path().join("c/a/zh-Hant.txt"), original).unwrap();
    assert_eq!(counts(folder.path()), "3 0 0 5 0 1");
    let server = Running::start(&corpus);
    assert_eq!(server.perform(json!({"kind":"dismiss","conflict":0})).status, 200);
    drop(server);
    assert_eq!(counts(folder.path()), "3 0 0 5 1 0");
}

#[test]
fn a_flag_outlives_a_changed_source_with_what_the_bead_was() {
    let folder = reviewed();
    let corpus = folder.path().join("c");
    let server = Running::start(&corpus);
    assert_eq!(server.perform(json!({"kind":"flag","at":3})).status, 200);
    drop(server);
    change(folder.path(), "en", |old| format!("A new line came in 1850.\n\n{old}"));
    let server = Running::start(&corpus);
    let beads = server.get("/api/article/0").json()["beads"].clone();
    let at = beads.as_array().unwrap().iter().position(|bead| bead["s"] == "flagged").unwrap();
    assert_eq!(server.perform(json!({"kind":"flag","at":at})).status, 200);
    let bead = server.get("/api/article/0").json()["beads"][at].clone();
    assert_eq!((&bead["s"], &bead["f"]), (&json!("confirmed"), &json!([])));
}

#[test]
fn a_missing_article_is_named() {
    let folder = reviewed();
    plain_article(&folder.path().join("c"), "b", 3);
    fs::rename(folder.path().join("c/a"), folder.path().join("away")).unwrap();
    let (_, err) = trialign(&["review", "status", "c"], folder.path());
    assert!(err.contains("a: was reviewed and is no longer in the folder"), "{err}");
}

#[test]
fn realigning_from_here_keeps_what_people_did() {
    let folder = tempfile::tempdir().unwrap();
    plain_article(folder.path(), "a", 10);
    let server = Running::start(folder.path());
    for operation in [
        json!({"kind":"merge-down","at":0}),
        json!({"kind":"confirm","at":4}),
        json!({"kind":"realign","at":2}),
    ] {
        let answer = server.perform(operation.clone());
        assert!(answer.status == 200 || answer.body.contains("same beads"), "{operation}: {answer:?}");
    }
    let article = server.get("/api/article/0").json();
    assert_eq!(article["beads"][0]["r"], json!([[0, 2], [0, 2], [0, 2]]));
    assert_eq!(article["beads"][4]["s"], "confirmed");
}

proptest! {
    #[test]
    fn matching_never_goes_back_and_never_lies(old in "[a-e]{0,20}", new in "[a-e]{0,20}") {
        let split = |text: &'static str| text.split("").filter(|t| !t.is_empty()).collect::<Vec<_>>();
        let (old, new) = (split(old.leak()), split(new.leak()));
        let found = matches(&old, &new);
        let mut last = None;
        for (k, place) in found.iter().enumerate() {
            if let Some(place) = place {
                prop_assert_eq!(old[k], new[*place]);
                prop_assert!(last.is_none_or(|l| l < *place));
                last = Some(*place);
            }
        }
        if old == new {
            prop_assert!(found.iter().all(Option::is_some));
        }
    }
}

/// A record with sentences that people corrected or cut is true to its source, and one that was altered since is not.
#[test]
fn corrected_records_are_verified() {
    let folder = tempfile::tempdir().unwrap();
    plain_article(folder.path(), "a", 6);
    let running = Running::start(folder.path());
    for operation in [
        json!({"kind":"split","at":0,"first":[0, 0, 0],"inside":[16, 6, 6]}),
        json!({"kind":"correct","texts":[{"edition":"en","segment":3,"text":"In 1903 the town built 4 bridges."}]}),
        json!({"kind":"correct","texts":[{"edition":"zh-Hans","segment":0,"text":"一九零一年，"}]}),
        json!({"kind":"split","at":4,"first":[0, 0, 0],"inside":[8, 0, 0]}),
    ] {
        let answer = running.perform(operation.clone());
        assert_eq!(answer.status, 200, "{operation}: {}", answer.body);
    }
    drop(running);
    let trialign = |arguments: &[&str]| program(folder.path(), arguments).output().unwrap();
    let output = trialign(&["review", "export", ".", "-o", "r.jsonl", "--isolated"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let output = trialign(&["verify", "r.jsonl"]);
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let record = fs::read_to_string(folder.path().join("r.jsonl")).unwrap();
    assert!(record.contains("In 1903 the town built 4 bridges."));
    // What a person typed is his; what the source is said to say is the source's.
    let altered =
        record.replace("\"source\":\"In the year 1903 the town", "\"source\":\"In the year 1903 the city");
    assert_ne!(altered, record, "{record}");
    fs::write(folder.path().join("r.jsonl"), altered).unwrap();
    assert_eq!(trialign(&["verify", "r.jsonl"]).status.code(), Some(2));
}

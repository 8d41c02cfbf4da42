//! The page opens with what the store has; files are read when an article is wanted, or in the background.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::client::{Running, article, plain_article};

fn list(server: &Running) -> Vec<Value> {
    server.get("/api/articles").json()["articles"].as_array().unwrap().clone()
}

fn id(article: &Value) -> &str {
    article["id"].as_str().unwrap()
}

/// Waits until no article waits for its turn.
fn settled(server: &Running) -> Vec<Value> {
    let start = Instant::now();
    loop {
        let all = list(server);
        if all.iter().all(|article| article["pending"] == false) {
            return all;
        }
        assert!(start.elapsed() < Duration::from_secs(300), "{all:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn stop(mut server: Running) {
    server.kill();
}

#[test]
fn a_text_that_changed_is_seen_when_its_article_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a", "b", "c"] {
        plain_article(folder.path(), name, 6);
    }
    let server = Running::start(folder.path());
    let b = server.get("/api/article/1").json();
    let confirm = json!({
        "article": 1, "base": b["state"]["base"], "revision": 0, "operation": {"kind": "confirm", "at": 2}
    });
    assert_eq!(server.post(&confirm).unwrap().status, 200);
    stop(server);

    // One article nobody worked on, one with a decision; the sentence it is about stays.
    for name in ["a", "b"] {
        let path = folder.path().join(name).join("en.txt");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("It rained all that day.\n\n{text}")).unwrap();
    }
    let server = Running::start(folder.path());
    let stale = json!({
        "article": 1, "base": b["state"]["base"], "revision": 1, "operation": {"kind": "confirm", "at": 3}
    });
    let refused = server.post(&stale).unwrap();
    assert_eq!(refused.status, 409, "rows that are no longer so are not decided on");
    for number in 0..2 {
        let got = server.get(&format!("/api/article/{number}")).json();
        assert_eq!(got["texts"][0][0], "It rained all that day.", "article {number}");
        let confirmed = got["beads"].as_array().unwrap().iter().filter(|bead| bead["s"] == "confirmed");
        assert_eq!(confirmed.count(), number, "article {number}");
    }
    let found = server.get("/api/search?words=rained").json();
    assert_eq!(found["count"], 2);
    stop(server);
}

#[test]
fn new_articles_are_aligned_while_the_page_is_open() {
    let folder = tempfile::tempdir().unwrap();
    // More text than is aligned before the page opens.
    for number in 0..6 {
        plain_article(folder.path(), &format!("n{number}"), 400);
    }
    let server = Running::start(folder.path());
    let all = list(&server);
    assert_eq!(all.iter().map(id).collect::<Vec<_>>(), ["n0", "n1", "n2", "n3", "n4", "n5"]);
    assert_eq!((all[0]["pending"].clone(), all[0]["beads"].clone()), (json!(false), json!(400)));
    // What is wanted is not waited for in order.
    assert_eq!(server.get("/api/article/5").json()["beads"].as_array().unwrap().len(), 400);
    let csv = server.get("/api/export/csv").body;
    assert_eq!(csv.lines().count(), 1 + 6 * 400, "all are exported, ready or not");
    assert!(settled(&server).iter().all(|article| article["beads"] == 400 && article["fault"].is_null()));
    stop(server);
    let again = Running::start(folder.path());
    assert!(list(&again).iter().all(|article| article["beads"] == 400 && article["pending"] == false));
}

fn spoil(path: &Path) {
    fs::write(path, b"PK\x03\x04 no archive").unwrap();
}

#[test]
fn an_article_that_cannot_be_read_is_named_and_the_others_go_on() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a", "b"] {
        plain_article(folder.path(), name, 5);
    }
    stop(Running::start(folder.path()));
    let place = folder.path().join("a");
    spoil(&place.join("en.docx"));
    fs::remove_file(place.join("en.txt")).unwrap();
    let server = Running::start(folder.path());
    let refused = server.get("/api/article/0");
    assert_eq!(refused.status, 422, "{refused:?}");
    assert!(refused.body.contains("en.docx"), "{}", refused.body);
    let all = list(&server);
    assert!(all[0]["fault"].as_str().unwrap().contains("en.docx") && all[1]["fault"].is_null(), "{all:?}");
    assert_eq!(server.get("/api/article/1").status, 200);
    let export = server.get("/api/export/csv");
    assert!(export.header("Left-Out").unwrap().starts_with("a%3A%20"), "{}", export.head);
    assert_eq!(export.body.lines().count(), 6);
    // Put back, it is there again, without another start.
    fs::remove_file(place.join("en.docx")).unwrap();
    let b = fs::read_to_string(folder.path().join("b/en.txt")).unwrap();
    fs::write(
        place.join("en.docx"),
        super::jobs::docx(&b.lines().filter(|l| !l.is_empty()).collect::<Vec<_>>()),
    )
    .unwrap();
    assert_eq!(server.get("/api/article/0").status, 200);
    assert!(list(&server)[0]["fault"].is_null());
}

#[test]
fn nothing_to_review_is_said_at_once() {
    let folder = tempfile::tempdir().unwrap();
    article(folder.path(), "a", &[("en", "Only this.")]);
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_trialign"))
        .args(["review", "--no-open", "--isolated"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(1));
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.contains("there is no article to review") && said.contains("only one edition"), "{said}");
}

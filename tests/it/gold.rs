//! Gold of `corpus/`: nothing in it that cannot be right, splits that hold, scores by what the articles are.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn trialign(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_trialign")).args(args).output().unwrap()
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn the_gold_of_the_corpus_holds_together() {
    let output = trialign(&["eval", "--gold-check", corpus().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
}

#[test]
fn every_article_says_what_it_is() {
    for folder in fs::read_dir(corpus()).unwrap().map(|entry| entry.unwrap().path()).filter(|p| p.is_dir()) {
        let text = fs::read_to_string(folder.join("article.toml")).unwrap();
        for key in ["title", "kind", "relation", "split", "shows", "license"] {
            assert!(text.lines().any(|l| l.starts_with(&format!("{key} = "))), "{}: {key}", folder.display());
        }
    }
}

/// A gold record over two short files, with `beads` as JSON.
fn gold(folder: &Path, beads: &str) -> PathBuf {
    use sha2::{Digest, Sha256};
    let texts = [("en", "One came. Two came."), ("zh-Hans", "来了一个。来了两个。")];
    let spans = [[(0, 9), (10, 19)], [(0, 15), (15, 30)]];
    let mut editions = Vec::new();
    for ((edition, text), spans) in texts.iter().zip(spans) {
        fs::write(folder.join(format!("{edition}.txt")), text).unwrap();
        let hash: String = Sha256::digest(text).iter().map(|b| format!("{b:02x}")).collect();
        let segments: Vec<String> = spans
            .iter()
            .map(|&(a, z)| format!(r#"{{"text":"{}","block":0,"start":{a},"end":{z}}}"#, &text[a..z]))
            .collect();
        let segments = segments.join(",");
        editions.push(format!(
            r#""{edition}":{{"tag":"{edition}","path":"{edition}.txt","sha256":"{hash}","segments":[{segments}]}}"#
        ));
    }
    let editions = editions.join(",");
    let path = folder.join("gold.jsonl");
    let record = format!(
        r#"{{"schema":1,"article":"a","signature":"gold","editions":{{{editions}}},"beads":[{beads}]}}"#
    );
    fs::write(&path, record + "\n").unwrap();
    path
}

#[test]
fn gold_that_cannot_be_right_is_named() {
    let cases = [
        (r#"{"id":"x","en":[1],"zh-Hans":[0]},{"id":"y","en":[0],"zh-Hans":[1]}"#, "beads cross"),
        (r#"{"id":"x","en":[0],"zh-Hans":[0]}"#, "en: no bead holds segment 1"),
        (r#"{"id":"x","en":[0,1],"zh-Hans":[0,1]},{"id":"y"}"#, "bead 2 (y): holds nothing"),
        (r#"{"id":"x","en":[0],"zh-Hans":[0]},{"id":"x","en":[1],"zh-Hans":[1]}"#, "the id x stands twice"),
    ];
    for (beads, fault) in cases {
        let folder = tempfile::tempdir().unwrap();
        let path = gold(folder.path(), beads);
        let output = trialign(&["eval", "--gold-check", path.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(2), "{beads}");
        assert!(said(&output).contains(fault), "{fault}: {}", said(&output));
    }
    let folder = tempfile::tempdir().unwrap();
    let path = gold(folder.path(), r#"{"id":"x","en":[0,1],"zh-Hans":[0,1]}"#);
    assert_eq!(trialign(&["eval", "--gold-check", path.to_str().unwrap()]).status.code(), Some(0));
    fs::write(folder.path().join("en.txt"), "One came. Three came.").unwrap();
    let output = trialign(&["eval", "--gold-check", path.to_str().unwrap()]);
    assert!(said(&output).contains("en.txt is not the file the gold was made for"), "{}", said(&output));
}

#[test]
fn scores_are_shown_by_kind_relation_and_split() {
    let corpus = corpus();
    let output = trialign(&["eval", corpus.to_str().unwrap(), "--json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let groups = report["groups"].as_array().unwrap();
    let by: Vec<&str> = groups.iter().map(|group| group["by"].as_str().unwrap()).collect();
    assert_eq!(by, ["kind", "relation", "split"]);
    let articles = report["sets"][0]["articles"].as_u64().unwrap();
    for group in groups {
        let sum: u64 =
            group["sets"].as_array().unwrap().iter().map(|s| s["articles"].as_u64().unwrap()).sum();
        assert_eq!(sum, articles, "{}", group["by"]);
    }
}

#[test]
fn a_split_is_scored_alone_and_an_unknown_one_is_refused() {
    let corpus = corpus();
    let output = trialign(&["eval", corpus.to_str().unwrap(), "--split", "test", "--json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let articles = report["sets"][0]["articles"].as_u64().unwrap();
    assert!((1..=20).contains(&articles), "{articles}");
    assert_eq!(trialign(&["eval", corpus.to_str().unwrap(), "--split", "exam"]).status.code(), Some(64));
    let folder = tempfile::tempdir().unwrap();
    gold(folder.path(), r#"{"id":"x","en":[0,1],"zh-Hans":[0,1]}"#);
    let output = trialign(&["eval", folder.path().to_str().unwrap(), "--split", "test"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no article of the split test"));
}

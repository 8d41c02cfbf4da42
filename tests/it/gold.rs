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

/// The parts of the corpus README that say what is there: written by `make readme`, held by this test.
#[test]
fn readme_of_the_corpus_and_its_checksums_are_true() {
    let corpus = corpus();
    let mut articles: Vec<PathBuf> =
        fs::read_dir(&corpus).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()).collect();
    articles.sort();
    let parts = [("articles", table(&articles)), ("statistics", statistics(&articles))];
    let (path, sums_path) = (corpus.join("README.md"), corpus.join("SHA256SUMS"));
    let mut readme = fs::read_to_string(&path).unwrap();
    for (name, part) in parts {
        let begin = format!("<!-- {name}: begin, written by `make readme` -->\n");
        let end = format!("<!-- {name}: end -->");
        let (head, rest) = readme.split_once(&begin).unwrap();
        let (_, tail) = rest.split_once(&end).unwrap();
        readme = format!("{head}{begin}{part}{end}{tail}");
    }
    let sums = checksums(&corpus, &articles);
    if std::env::var_os("TRIALIGN_UPDATE").is_some() {
        fs::write(&path, &readme).unwrap();
        fs::write(&sums_path, &sums).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap() == readme, "corpus/README.md is old: run `make readme`");
    assert!(fs::read_to_string(&sums_path).unwrap() == sums, "corpus/SHA256SUMS is old: run `make readme`");
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn record(folder: &Path) -> serde_json::Value {
    serde_json::from_str(&fs::read_to_string(folder.join("gold.jsonl")).unwrap()).unwrap()
}

fn about(folder: &Path) -> toml::Table {
    fs::read_to_string(folder.join("article.toml")).unwrap().parse().unwrap()
}

const EDITIONS: [&str; 3] = ["en", "zh-Hans", "zh-Hant"];

fn lengths(record: &serde_json::Value) -> [usize; 3] {
    EDITIONS.map(|edition| record["editions"][edition]["segments"].as_array().map_or(0, Vec::len))
}

fn table(articles: &[PathBuf]) -> String {
    let mut out = "| article | kind | form | split | relation | Traditional | en, Hans, Hant | shows |\n\
                   |---|---|---|---|---|---|---|---|\n"
        .to_owned();
    for folder in articles {
        let (about, record) = (about(folder), record(folder));
        let text = |key: &str| about[key].as_str().unwrap();
        let shows: Vec<&str> =
            about["shows"].as_array().unwrap().iter().map(|s| s.as_str().unwrap()).collect();
        let file = record["editions"]["en"]["path"].as_str().unwrap();
        let form = file.trim_start_matches("en");
        let page = if text("form") == "page" { ", page" } else { "" };
        let [en, hans, hant] = lengths(&record);
        let (id, kind, split) = (name(folder), text("kind"), text("split"));
        let (relation, region, shows) = (text("relation"), text("hant_region"), shows.join("; "));
        out += &format!(
            "| [{id}]({id}/) | {kind} | {form}{page} | {split} | {relation} | {region} | {en}, {hans}, {hant} | {shows} |\n"
        );
    }
    out
}

fn statistics(articles: &[PathBuf]) -> String {
    let mut rows: std::collections::BTreeMap<String, [usize; 7]> = std::collections::BTreeMap::new();
    for folder in articles {
        let (about, record) = (about(folder), record(folder));
        let beads = record["beads"].as_array().unwrap();
        let runs = |bead: &serde_json::Value| EDITIONS.map(|e| bead[e].as_array().map_or(0, Vec::len));
        let other = beads.iter().filter(|bead| runs(bead) != [1, 1, 1]).count();
        let null = beads.iter().filter(|bead| runs(bead).contains(&0)).count();
        let [en, hans, hant] = lengths(&record);
        let counts = [1, en, hans, hant, beads.len(), other, null];
        for key in [about["split"].as_str().unwrap(), "whole"] {
            let row = rows.entry(key.to_owned()).or_default();
            *row = std::array::from_fn(|i| row[i] + counts[i]);
        }
    }
    let mut out = "| split | articles | en | zh-Hans | zh-Hant | beads | not 1-1-1 | with an empty side |\n\
                   |---|---|---|---|---|---|---|---|\n"
        .to_owned();
    for key in ["train", "dev", "test", "whole"] {
        let cells: Vec<String> = rows[key].iter().map(usize::to_string).collect();
        out += &format!("| {key} | {} |\n", cells.join(" | "));
    }
    out
}

fn checksums(corpus: &Path, articles: &[PathBuf]) -> String {
    use sha2::{Digest, Sha256};
    let mut out = String::new();
    for folder in articles {
        let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
        files.sort();
        for file in files {
            let hash: String =
                Sha256::digest(fs::read(&file).unwrap()).iter().map(|b| format!("{b:02x}")).collect();
            out += &format!("{hash}  {}\n", file.strip_prefix(corpus).unwrap().display());
        }
    }
    out
}

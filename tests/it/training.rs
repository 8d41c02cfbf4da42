//! `trialign train`: the same gold gives the same weights at any number of threads, and they align what they have not seen.

use std::fs;
use std::path::Path;

use super::case::Case;

/// Short articles of the corpus; the last is not trained on.
const ARTICLES: [&str; 4] =
    ["bridge-reopens", "slate-roof-news", "water-works-notice", "seawater-heat-release"];

#[test]
fn weights_are_made_again_byte_for_byte_and_align_what_they_have_not_seen() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut case = Case::new();
    for (number, name) in ARTICLES.iter().enumerate() {
        for entry in fs::read_dir(corpus.join(name)).unwrap() {
            let entry = entry.unwrap();
            let set = if number + 1 < ARTICLES.len() { "gold" } else { "unseen" };
            let to = format!("{set}/{name}/{}", entry.file_name().to_string_lossy());
            case = case.file(&to, fs::read(entry.path()).unwrap());
        }
    }
    let train = |threads: &str, to: &str| {
        case.run(&["train", "gold", "--vectors", "off", "--threads", threads, "-o", to]).exits(0);
        fs::read(case.path(to)).unwrap()
    };
    let weights = train("1", "a.toml");
    assert!(weights == train("2", "b.toml"));
    let out = case.run(&["eval", "unseen", "--weights", "a.toml", "--vectors", "off", "--json"]).exits(0).out;
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let score = report["sets"][0]["strict"]["f1"].as_f64().unwrap();
    println!("strict F1 of {}: {score:.3}", ARTICLES[2]);
    assert!(score >= 0.8, "{score}");
}

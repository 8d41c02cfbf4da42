//! The floors that segmentation must reach on the shared sentence bench, where that is at hand.

use std::collections::BTreeSet;
use std::path::PathBuf;

use trialign::segment::cut_text;
use trialign::text::Tag;

/// Floors on the shared bench: F1 in per cent, or items passed in the sets of rules.
const FLOORS: [(&str, f64); 10] = [
    ("golden_en", 47.0),
    ("golden_zh", 2.0),
    ("probe_en", 45.0),
    ("probe_zh_hans", 38.0),
    ("probe_zh_hant", 42.0),
    ("ud_en_ewt_dev", 88.0),
    ("ud_zh_hans_gsd", 99.5),
    ("ud_zh_hant_gsd", 99.5),
    ("ud_zh_hant_hk", 97.0),
    ("synth_zh_hans_gsd_halfwidth", 98.0),
];

/// The ends of sentences, counted in characters that are not white space; the last one is given.
fn inner_ends<'t>(sentences: impl Iterator<Item = &'t str>) -> BTreeSet<usize> {
    let mut count = 0;
    let mut ends = BTreeSet::new();
    for sentence in sentences {
        count +=
            sentence.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}')).count();
        ends.insert(count);
    }
    ends.remove(&count);
    ends
}

#[test]
fn floors_of_the_shared_bench() {
    let shared = std::env::var_os("TRIALIGN_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let data = shared.join("segmentation/data");
    if !data.is_dir() {
        crate::skip::skip(
            "shared",
            &format!("no {} (set TRIALIGN_SHARED to the shared folder)", data.display()),
        );
        return;
    }
    for (name, floor) in FLOORS {
        let lines = std::fs::read_to_string(data.join(format!("{name}.jsonl"))).unwrap();
        let (mut hits, mut found, mut gold_count, mut passed) = (0, 0, 0, 0);
        for line in lines.lines() {
            let item: serde_json::Value = serde_json::from_str(line).unwrap();
            let edition = item["lang"].as_str().unwrap().parse::<Tag>().unwrap().edition;
            let text = item["text"].as_str().unwrap();
            let gold = inner_ends(item["gold"].as_array().unwrap().iter().map(|s| s.as_str().unwrap()));
            let got = inner_ends(cut_text(edition, text).into_iter().map(|range| &text[range]));
            hits += gold.intersection(&got).count();
            found += got.len();
            gold_count += gold.len();
            passed += usize::from(gold == got && item["soft"] != true);
        }
        let f1 = 200.0 * hits as f64 / (found + gold_count).max(1) as f64;
        let figure = if name.starts_with("golden") || name.starts_with("probe") { passed as f64 } else { f1 };
        eprintln!("{name}: {figure:.2} (floor {floor})");
        assert!(figure >= floor, "{name}: {figure:.2} is below {floor}");
    }
}

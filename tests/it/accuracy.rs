//! Floors for how right the ladders are: every article of `corpus/`, and the shared sets where they are at hand.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Strict F1 over three editions, each a little under what the shipped weights reach.
///
/// After training: `trialign eval corpus --per-article` says the new figures; take 0.04 off, about one bead.
const CORPUS: &[(&str, f64)] = &[
    ("ai-translators-interview", 0.96),
    ("bees-in-the-wall", 0.89),
    ("borrowing-salt", 0.88),
    ("bridge-reopens", 0.91),
    ("commencement-speech", 0.85),
    ("copper-weekly", 0.93),
    ("deep-sea-sponges", 0.92),
    ("ferry-pear-buns", 0.96),
    ("five-minutes-slow", 0.91),
    ("flood-library-speech", 0.93),
    ("fog-signal-interview", 0.87),
    ("glass-orchard-review", 0.93),
    ("labour-ruling", 0.96),
    ("larder-sync-guide", 0.92),
    ("mapmaker-obituary", 0.84),
    ("night-bus-blog", 0.85),
    ("night-market-clinic", 0.88),
    ("paper-lantern-makers", 0.96),
    ("port-city-opinion", 0.92),
    ("quarterly-shipping", 0.92),
    ("rate-decision", 0.92),
    ("relay-final", 0.88),
    ("salt-road-museum", 0.85),
    ("school-lunch-history", 0.96),
    ("seawater-heat-release", 0.90),
    ("seed-librarian", 0.92),
    ("skerrow-ring-race", 0.95),
    ("slate-roof-news", 0.80),
    ("slow-train-east", 0.93),
    ("sodium-batteries", 0.96),
    ("the-glass-harbour", 0.92),
    ("the-lantern-mate", 0.93),
    ("the-loan-of-a-mule", 0.84),
    ("the-prompter", 0.92),
    ("the-weighbridge", 0.92),
    ("tide-notebooks", 0.84),
    ("tin-kite-newsletter", 0.94),
    ("towpath-history", 0.87),
    ("two-kitchens", 0.96),
    ("two-straits-bargain", 0.88),
    ("water-treaty", 0.92),
    ("water-works-notice", 0.94),
    ("wetland-opinion", 0.88),
];

/// Strict F1 over the whole corpus.
const WHOLE_CORPUS: f64 = 0.93;

/// Strict F1 on the sets of `../shared/data`, with the flags each needs.
const SHARED: [(&str, &[&str], f64); 3] =
    [("aca", &[], 0.99), ("bible-5k", &["--verses"], 0.95), ("mac-dev", &[], 0.85)];

/// Strict F1 by verse on the book of `a_book_keeps_its_way`, and the most gold beads it may miss in a row.
const BOOK: f64 = 0.94;
const MISSED: usize = 20;

/// Name and strict F1 of every set of an evaluation; `all` where there are several.
fn evaluate(path: &Path, flags: &[&str]) -> Vec<(String, f64)> {
    let run = Command::new(env!("CARGO_BIN_EXE_trialign"))
        .arg("eval")
        .arg(path)
        .arg("--json")
        .args(flags)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let report: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    let sets = report["sets"].as_array().unwrap().iter().chain(report.get("total").filter(|t| t.is_object()));
    sets.map(|set| (set["name"].as_str().unwrap().to_owned(), set["strict"]["f1"].as_f64().unwrap()))
        .collect()
}

#[test]
fn every_article_of_the_corpus() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let found = evaluate(&corpus, &["--per-article"]);
    let mut low = Vec::new();
    let (whole, articles) = found.split_last().unwrap();
    eprintln!("{}: {:.4} (floor {WHOLE_CORPUS})", whole.0, whole.1);
    for (name, f1) in articles {
        let floor = CORPUS.iter().find(|(article, _)| article == name).map(|(_, floor)| *floor);
        eprintln!("{name}: {f1:.4} (floor {floor:?})");
        match floor {
            None => low.push(format!("{name}: no floor; it reaches {f1:.4}")),
            Some(floor) if *f1 < floor => low.push(format!("{name}: {f1:.4} is below {floor}")),
            Some(_) => {}
        }
    }
    if whole.1 < WHOLE_CORPUS {
        low.push(format!("{}: {:.4} is below {WHOLE_CORPUS}", whole.0, whole.1));
    }
    assert!(low.is_empty(), "{}", low.join("\n"));
    assert_eq!(articles.len(), CORPUS.len(), "an article of the table is gone");
}

/// The folder of shared material, whether or not it is there.
fn shared() -> PathBuf {
    std::env::var_os("TRIALIGN_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from)
}

#[test]
fn the_shared_sets() {
    let shared = shared();
    for (name, flags, floor) in SHARED {
        let folder = shared.join("data").join(name);
        if !folder.is_dir() {
            crate::skip::skip(
                "shared",
                &format!("no {} (set TRIALIGN_SHARED to the shared folder)", folder.display()),
            );
            continue;
        }
        let f1 = evaluate(&folder, flags)[0].1;
        eprintln!("{name}: {f1:.4} (floor {floor})");
        assert!(f1 >= floor, "{name}: {f1:.4} is below {floor}");
    }
}

/// What `make_long.py` makes of the shared Bible: a book of 43,835 × 56,927 lines, its chapters shuffled, re-cut, dropped.
#[test]
#[ignore = "needs ../shared with its tools, python3, and half a minute"]
fn a_book_keeps_its_way() {
    let shared = shared();
    let (script, bible) = (shared.join("tools/make_long.py"), shared.join("data/bible-5k"));
    if !script.is_file() || !bible.is_dir() {
        crate::skip::skip(
            "shared",
            &format!("no {} (set TRIALIGN_SHARED to the shared folder)", script.display()),
        );
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book");
    let made = Command::new("python3").arg(&script).args([&bible, &book]).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let (name, f1) = evaluate(&book, &["--verses"]).remove(0);
    eprintln!("{name}: {f1:.4} (floor {BOOK})");
    assert!(f1 >= BOOK, "{f1:.4} is below {BOOK}");
    let missed = longest_missed(&book);
    eprintln!("longest run of gold beads missed: {missed} (at most {MISSED})");
    assert!(missed <= MISSED, "{missed} gold beads missed in a row");
}

/// Gold beads in a row of which the aligner finds none, at most. A bead counts as found where each of its English
/// lines is linked to one of its Chinese lines: how the lines are grouped is not asked.
fn longest_missed(folder: &Path) -> usize {
    let out = folder.join("out.vecalign");
    let run = Command::new(env!("CARGO_BIN_EXE_trialign"))
        .args(["align", "--segmented", "-q", "--isolated", "--en"])
        .arg(folder.join("en.txt"))
        .arg("--zh-hans")
        .arg(folder.join("zh-Hans.txt"))
        .arg("-o")
        .arg(&out)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let read = |path: &Path| -> Vec<[Vec<usize>; 2]> {
        let text = std::fs::read_to_string(path).unwrap();
        text.lines()
            .map(|line| {
                let mut sides = line.split(':').map(|side| {
                    side.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect()
                });
                [sides.next().unwrap(), sides.next().unwrap()]
            })
            .collect()
    };
    let system = read(&out);
    let mut linked = std::collections::HashMap::<usize, &Vec<usize>>::new();
    for [en, zh] in &system {
        linked.extend(en.iter().map(|line| (*line, zh)));
    }
    let (mut longest, mut now) = (0, 0);
    for [en, zh] in read(&folder.join("gold.align")) {
        let found = |line: &usize| {
            linked.get(line).is_some_and(|to| {
                if zh.is_empty() { to.is_empty() } else { to.iter().any(|c| zh.contains(c)) }
            })
        };
        // what only the Chinese has tells nothing of the way
        now = if en.iter().any(found) || en.is_empty() { 0 } else { now + 1 };
        longest = longest.max(now);
    }
    longest
}

//! What stands elsewhere in an edition is found, paired and shown; what stands in its place is not.

use std::path::Path;

use trialign::align::Aligner;
use trialign::bead::Move;
use trialign::config::Settings;
use trialign::pipeline::Gold;
use trialign::text::{Article, Edition, Role, Segment};

/// The gold articles of the corpus that have all three editions.
fn corpus() -> Vec<Article> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let settings = Settings::default();
    let gold = Gold::collect(&[folder], false).expect("the corpus is there");
    let texts = gold.iter().map(|item| item.texts(&settings).expect("the corpus can be read").0);
    texts.filter(|article| article.present().count() == 3).collect()
}

/// The article with its zh-Hant paragraph number `from` put before paragraph `to`; what moved, and where to.
fn moved(article: &Article, from: usize, to: usize) -> Option<(Article, Vec<String>)> {
    let mut out = article.clone();
    let text = out.editions[Edition::ZhHant].as_mut()?;
    let mut blocks: Vec<Vec<Segment>> = Vec::new();
    for segment in text.segments.drain(..) {
        match blocks.last_mut() {
            Some(block) if block[0].block == segment.block => block.push(segment),
            _ => blocks.push(vec![segment]),
        }
    }
    if from >= blocks.len() || to > blocks.len() || blocks[from].iter().any(|s| s.role != Role::Body) {
        return None;
    }
    let taken = blocks.remove(from);
    let texts = taken.iter().map(|s| s.text.clone()).collect();
    blocks.insert(to.min(blocks.len()), taken);
    for (number, block) in blocks.into_iter().enumerate() {
        text.segments.extend(block.into_iter().map(|mut segment| {
            segment.block = number;
            segment
        }));
    }
    Some((out, texts))
}

#[test]
fn paragraphs_that_stand_elsewhere_are_found_and_others_are_not() {
    let aligner = Aligner::embedded().expect("built in");
    let (mut planted, mut found, mut wrong, mut whole) = (0, 0, 0, 0);
    for article in corpus() {
        let own = aligner.align(&article).expect("no vectors, no fault");
        whole += own.moves.len();
        // what stands elsewhere in the article as it came is no fault where something else moved
        let known: Vec<&str> = own
            .moves
            .iter()
            .flat_map(|m| own.ladder.beads[m.to].runs[m.edition].range().map(|at| (m.edition, at)))
            .map(|(edition, at)| article.segments(edition)[at].text.as_str())
            .collect();
        for (from, to) in [(2, 8), (9, 3)] {
            let Some((article, texts)) = moved(&article, from, to) else { continue };
            // a line of a few characters says too little to be known again
            if texts.iter().map(|t| t.chars().count()).sum::<usize>() < 20 {
                continue;
            }
            let done = aligner.align(&article).expect("no vectors, no fault");
            planted += 1;
            let segments = article.segments(Edition::ZhHant);
            let is_planted = |at: usize| {
                let run = done.ladder.beads[at].runs[Edition::ZhHant];
                segments[run.range()].iter().any(|s| texts.contains(&s.text))
            };
            let own = done.moves.iter().filter(|m| m.edition == Edition::ZhHant);
            let (right, others): (Vec<&Move>, Vec<&Move>) = own.partition(|m| is_planted(m.to));
            found += usize::from(!right.is_empty());
            let is_known = |m: &&&Move| {
                let run = done.ladder.beads[m.to].runs[Edition::ZhHant];
                segments[run.range()].iter().any(|s| known.contains(&s.text.as_str()))
            };
            wrong += others.iter().filter(|m| !is_known(m)).count();
            for m in &done.moves {
                let (from, to) = (&done.ladder.beads[m.from].runs, &done.ladder.beads[m.to].runs);
                assert!(from[m.edition].len == 0 && from[Edition::En].len > 0);
                assert!(to[m.edition].len > 0 && to[Edition::En].len == 0);
            }
        }
    }
    // shown where the test fails
    println!("planted {planted}, found {found}, wrong {wrong}, in whole articles {whole}");
    assert!(planted > 30, "{planted}");
    assert!(wrong * 20 <= planted, "{wrong} of {planted}");
    assert!(found * 10 >= planted * 9, "{found} of {planted}");
    assert!(whole <= 8, "{whole} moves in articles where nothing moved");
}

/// Every place that shows a moved row names the row of its other half: the sheet, the record and the report.
#[test]
fn every_output_names_the_other_row() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/towpath-history");
    let folder = tempfile::tempdir().expect("a folder");
    let align = |name: &str| {
        let out = folder.path().join(name);
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_trialign"))
            .args(["align", "-q", "--isolated"])
            .arg(&corpus)
            .arg("-o")
            .arg(&out)
            .output()
            .expect("it runs");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        std::fs::read_to_string(out).expect("text")
    };
    let record: serde_json::Value = serde_json::from_str(&align("a.jsonl")).expect("a record");
    let beads = record["beads"].as_array().expect("beads");
    let number = |id: &serde_json::Value| 1 + beads.iter().position(|b| b["id"] == *id).expect("a bead");
    let moves = record["moves"].as_array().expect("its song and its strike changed places");
    assert!(!moves.is_empty());
    let (sheet, report) = (align("a.csv"), align("a.html"));
    for pair in moves {
        let rows = [number(&pair[0]), number(&pair[1])];
        for (own, other) in [(rows[0], rows[1]), (rows[1], rows[0])] {
            let flags = beads[own - 1]["flags"].as_array().expect("flags");
            let flag = format!("moved-row-{other}");
            assert!(flags.iter().any(|f| f == "moved") && flags.iter().any(|f| *f == flag.as_str()));
            assert!(sheet.contains(&flag), "{flag}");
            let line = report.lines().find(|l| l.contains(&format!("id=\"a1-{own}\""))).expect("the row");
            assert!(line.contains(&format!("<a href=\"#a1-{other}\">⇄ {other}</a>")), "{line}");
        }
    }
}

//! Editions that do not fit each other: a ladder over everything, an honest confidence, a plain message.

use std::collections::HashSet;
use std::path::Path;

use trialign::align::{Aligner, Alignment};
use trialign::bead::{Bead, Ladder, Run};
use trialign::config::Settings;
use trialign::pipeline::{Gold, Split};
use trialign::text::{Article, Edition, PerEdition, Segment};

/// The articles of the corpus that were not trained on and have all three editions, with their ladders.
fn unseen() -> Vec<(Article, Ladder)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let gold = Gold::collect(&[folder], false).expect("the corpus is there");
    let gold = Gold::of_split(gold, Some(Split::Dev)).expect("some are for development");
    let texts = gold.iter().map(|item| item.texts(&Settings::default()).expect("it can be read"));
    texts.filter(|(article, _)| article.present().count() == 3).collect()
}

/// The article with those runs of its beads that `keep` says yes to, and the ladder that is right for it.
fn kept((article, gold): &(Article, Ladder), keep: impl Fn(Edition, usize) -> bool) -> (Article, Ladder) {
    let mut out = article.clone();
    let mut beads: Vec<Bead> = gold.beads.iter().map(|_| Bead::default()).collect();
    for edition in Edition::ALL {
        let Some(text) = &mut out.editions[edition] else { continue };
        let all = std::mem::take(&mut text.segments);
        for (number, (bead, old)) in beads.iter_mut().zip(&gold.beads).enumerate() {
            let own = if keep(edition, number) { &all[old.runs[edition].range()] } else { &[] };
            bead.runs[edition] = Run::new(text.segments.len(), own.len());
            text.segments.extend_from_slice(own);
        }
    }
    beads.retain(|bead| bead.runs.0.iter().any(|run| run.len > 0));
    (out, Ladder { beads })
}

/// Aligns, and holds what every ladder must hold: all segments once, in order, and probabilities.
fn aligned(article: &Article) -> Alignment {
    let found = Aligner::embedded().expect("built in").align(article).expect("no vectors, no fault");
    let lengths = PerEdition(Edition::ALL.map(|edition| article.segments(edition).len()));
    found.ladder.check(lengths).expect("a ladder");
    assert!(found.ladder.beads.iter().filter_map(|b| b.confidence).all(|p| (0.0..=1.0).contains(&p)));
    found
}

/// Rows, how many of them are right, rows at 0.99 or more, how many of these are right.
fn counted(all: impl Iterator<Item = (Article, Ladder)>) -> [usize; 4] {
    let key = |bead: &Bead| bead.runs.0.map(|run| (if run.len == 0 { 0 } else { run.start }, run.len));
    let mut sums = [0; 4];
    for (article, gold) in all {
        let right: HashSet<_> = gold.beads.iter().map(key).collect();
        for bead in &aligned(&article).ladder.beads {
            let (is, sure) = (right.contains(&key(bead)), bead.confidence.is_some_and(|p| p >= 0.99));
            let row = [true, is, sure, sure && is];
            sums.iter_mut().zip(row).for_each(|(sum, one)| *sum += usize::from(one));
        }
    }
    sums
}

/// Whether of the sure rows at most one in ten is wrong, and at least this share of all rows is right.
fn honest(name: &str, [rows, right, sure, sure_right]: [usize; 4], least: f64) {
    println!("{name}: {right} of {rows} rows right; {sure_right} of {sure} sure ones");
    assert!(sure_right * 10 >= sure * 9, "{name}: {sure_right} of {sure}");
    assert!(right as f64 >= least * rows as f64, "{name}: {right} of {rows}");
}

#[test]
fn an_edition_of_a_tenth_and_editions_that_lack_other_halves() {
    let all = unseen();
    let tenth = |edition: Edition, number: usize| edition != Edition::ZhHant || number % 10 == 4;
    honest("a tenth", counted(all.iter().map(|one| kept(one, tenth))), 0.75);
    let halves = |edition: Edition, number: usize| match edition {
        Edition::En => true,
        Edition::ZhHans => number % 4 < 2,
        Edition::ZhHant => number % 4 >= 2,
    };
    honest("halves", counted(all.iter().map(|one| kept(one, halves))), 0.6);
}

#[test]
fn an_article_with_another_one_behind_it_keeps_its_own_rows() {
    let all = unseen();
    let glued = all.iter().zip(all.iter().cycle().skip(1)).map(|((article, gold), (other, _))| {
        let (mut article, mut gold) = (article.clone(), gold.clone());
        let Some(text) = &mut article.editions[Edition::En] else { return (article, gold) };
        let block = text.segments.last().map_or(0, |last| last.block) + 1;
        for segment in other.segments(Edition::En) {
            let mut bead = Bead::default();
            bead.runs[Edition::En] = Run::new(text.segments.len(), 1);
            let mut segment = segment.clone();
            segment.block += block;
            text.segments.push(segment);
            gold.beads.push(bead);
        }
        (article, gold)
    });
    honest("glued", counted(glued), 0.8);
}

#[test]
fn an_article_against_a_summary_and_paragraphs_in_reverse_order() {
    let all = unseen();
    // the summary has what every sixth row says
    let summary = |edition: Edition, number: usize| edition == Edition::En || number % 6 == 1;
    honest("a summary", counted(all.iter().map(|one| kept(one, summary))), 0.55);
    for (article, _) in &all {
        let mut reversed = article.clone();
        for edition in [Edition::ZhHans, Edition::ZhHant] {
            let Some(text) = &mut reversed.editions[edition] else { continue };
            let mut blocks: Vec<Vec<Segment>> = Vec::new();
            for segment in text.segments.drain(..) {
                match blocks.last_mut() {
                    Some(block) if block[0].block == segment.block => block.push(segment),
                    _ => blocks.push(vec![segment]),
                }
            }
            for (number, block) in blocks.into_iter().rev().enumerate() {
                text.segments.extend(block.into_iter().map(|mut segment| {
                    segment.block = number;
                    segment
                }));
            }
        }
        let found = aligned(&reversed);
        // what stands in both orders is little: most of it is said to be missing, or moved
        let both = |bead: &&Bead| bead.runs.0.iter().all(|run| run.len > 0);
        let joined = found.ladder.beads.iter().filter(both).count();
        assert!(joined * 2 < found.ladder.beads.len(), "{}: {joined}", article.id);
    }
}

#[test]
fn two_articles_that_have_nothing_in_common_are_not_made_one() {
    let all = unseen();
    for ((article, _), (other, _)) in all.iter().zip(all.iter().cycle().skip(1)) {
        let mut strange = article.clone();
        for edition in [Edition::ZhHans, Edition::ZhHant] {
            strange.editions[edition].clone_from(&other.editions[edition]);
        }
        let found = aligned(&strange);
        let sure = |bead: &&Bead| {
            bead.runs[Edition::En].len > 0
                && bead.runs.0[1..].iter().any(|run| run.len > 0)
                && bead.confidence.is_some_and(|p| p >= 0.99)
        };
        let sure = found.ladder.beads.iter().filter(sure).count();
        println!("{} against {}: {sure} sure rows, {:?}", article.id, other.id, found.messages);
        assert!(sure <= 2, "{} against {}: {sure}", article.id, other.id);
    }
}

#[test]
fn the_same_paragraph_again_and_again_stands_side_by_side() {
    let (article, gold) = &unseen()[0];
    let one = |bead: &&Bead| bead.runs.0.iter().all(|run| run.len == 1);
    let long = |bead: &&Bead| article.segments(Edition::En)[bead.runs[Edition::En].start].text.len() > 60;
    let bead = gold.beads.iter().filter(one).find(long).expect("a sentence that all editions have");
    let mut same = article.clone();
    for edition in Edition::ALL {
        let Some(text) = &mut same.editions[edition] else { continue };
        let own = text.segments[bead.runs[edition].start].clone();
        let copy = |number: usize| Segment { block: number, ..own.clone() };
        text.segments = (0..500).map(copy).collect();
    }
    let found = aligned(&same);
    let side_by_side =
        |bead: &&Bead| bead.runs.0.iter().all(|run| run.len == 1 && run.start == bead.runs.0[0].start);
    let rows = found.ladder.beads.iter().filter(side_by_side).count();
    assert!(rows >= 490, "{rows} of 500");
}

#[test]
fn a_chinese_edition_of_another_article_makes_no_sure_row() {
    let all = unseen();
    for ((article, _), (other, _)) in all.iter().zip(all.iter().cycle().skip(1)) {
        let mut strange = article.clone();
        strange.editions[Edition::ZhHant].clone_from(&other.editions[Edition::ZhHant]);
        let found = aligned(&strange);
        let all_three = |bead: &&Bead| bead.runs.0.iter().all(|run| run.len > 0);
        let rows = found.ladder.beads.iter().filter(all_three);
        let surest = rows.filter_map(|bead| bead.confidence).fold(0.0, f64::max);
        assert!(surest < 0.9, "{} with {}: {surest}", article.id, other.id);
        assert_eq!(found.messages.len(), 1, "{:?}", found.messages);
    }
}

#[test]
fn a_sentence_that_says_something_else_is_not_sure_and_its_neighbours_are() {
    let texts = [
        ["The ferry was late again.", "Nobody on the pier complained.", "The children counted gulls."],
        ["渡轮又晚点了。", "码头上没有人抱怨。", "孩子们数着海鸥。"],
        ["渡輪又誤點了。", "議會將於下週表決預算。", "孩子們數著海鷗。"],
    ];
    let article =
        Article::of_texts("a", Edition::ALL.into_iter().zip(texts.iter().map(|lines| lines.join("\n\n"))))
            .expect("short texts");
    let sure: Vec<f64> = aligned(&article).ladder.beads.iter().filter_map(|bead| bead.confidence).collect();
    assert!(sure.len() == 3 && sure[1] < 0.8 && sure[0] > 0.9 && sure[2] > 0.9, "{sure:?}");
}

#[test]
fn lines_that_differ_by_a_number_alone_are_told_apart() {
    let text = |head: &str, tail: &str, gone: std::ops::Range<usize>| -> String {
        (1..=1500).filter(|k| !gone.contains(k)).map(|k| format!("{head}{k}{tail}\n\n")).collect()
    };
    let article = Article::of_texts(
        "a",
        [
            (Edition::En, text("Form ", " was stamped by the clerk.", 400..460)),
            (Edition::ZhHans, text("第", "号表格由办事员盖章。", 0..0)),
            (Edition::ZhHant, text("第", "號表格由辦事員蓋章。", 900..930)),
        ],
    )
    .expect("short lines");
    let number = |edition: Edition, run: Run| {
        let segment = article.segments(edition).get(run.range()).filter(|own| own.len() == 1)?;
        segment[0].text.chars().filter(char::is_ascii_digit).collect::<String>().parse::<usize>().ok()
    };
    let beads = aligned(&article).ladder.beads;
    let right = beads.iter().filter(|bead| {
        let numbers: Vec<_> = Edition::ALL.iter().filter_map(|e| number(*e, bead.runs[*e])).collect();
        let is = |range: std::ops::Range<usize>| numbers.first().is_some_and(|n| range.contains(n));
        let wanted = 3 - usize::from(is(400..460) || is(900..930));
        numbers.len() == wanted && numbers.windows(2).all(|pair| pair[0] == pair[1])
    });
    let right = right.count();
    assert!(right >= 1490, "{right} of {} rows", beads.len());
}

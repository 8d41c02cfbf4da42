//! Lines taken out of gold articles, so that training knows texts that are not whole: an edition that lacks sentences,
//! paragraphs or a stretch; both Chinese editions that do; English that does; each edition lacking others.
//!
//! Gold made by people has hardly a line without counterpart, and a model of it swallows every omission. What is taken
//! out depends on the article and the variant alone: the same gold gives the same weights.

use crate::bead::{Bead, Ladder, Run};
use crate::text::{Article, Edition, EditionText, PerEdition, Role, Segment};

/// What is taken out together.
#[derive(Debug, Clone, Copy)]
enum Piece {
    /// A bead.
    Sentence,
    /// The beads of a paragraph; of three beads where there are no paragraphs.
    Paragraph,
    /// One long run of beads.
    Stretch,
}

/// What lacks it.
#[derive(Debug, Clone, Copy)]
enum Side {
    /// The other Chinese edition of those that there are, counted from here.
    Chinese(usize),
    /// Every Chinese edition.
    BothChinese,
    English,
    /// Every edition something else.
    Each,
}

/// How the article is laid out in paragraphs.
#[derive(Debug, Clone, Copy)]
enum Layout {
    Own,
    /// A paragraph a bead, as in news.
    BeadEach,
    /// Two to five beads a paragraph.
    Groups,
}

/// A variant: layout, what is taken out, of which edition, and how large a share of the beads.
type Variant = (Layout, Piece, Side, f64);

/// Variants of which every article with paragraphs has one, before all others: nothing is taken out.
const WHOLE: [Variant; 2] = [
    (Layout::BeadEach, Piece::Sentence, Side::BothChinese, 0.0),
    (Layout::Groups, Piece::Sentence, Side::BothChinese, 0.0),
];

/// Variants that articles have in turn, [`EACH`] of them an article.
const HOLED: [Variant; 14] = [
    (Layout::BeadEach, Piece::Sentence, Side::Chinese(0), 0.1),
    (Layout::Groups, Piece::Sentence, Side::Chinese(1), 0.4),
    (Layout::Own, Piece::Sentence, Side::English, 0.1),
    (Layout::Own, Piece::Paragraph, Side::Chinese(1), 0.2),
    (Layout::Groups, Piece::Sentence, Side::Chinese(1), 0.1),
    (Layout::BeadEach, Piece::Sentence, Side::English, 0.1),
    (Layout::BeadEach, Piece::Sentence, Side::Chinese(1), 0.4),
    (Layout::Own, Piece::Stretch, Side::BothChinese, 0.3),
    (Layout::Own, Piece::Sentence, Side::Chinese(1), 0.05),
    (Layout::Groups, Piece::Sentence, Side::Each, 0.3),
    (Layout::Groups, Piece::Sentence, Side::English, 0.15),
    (Layout::BeadEach, Piece::Paragraph, Side::English, 0.3),
    (Layout::Own, Piece::Sentence, Side::Chinese(0), 0.4),
    (Layout::BeadEach, Piece::Sentence, Side::BothChinese, 0.2),
];

/// Holed variants an article. They teach only what is added where lines are missing, and that is soon known.
const EACH: usize = 4;

/// An article with its gold ladder, in variants; `seed` tells articles apart.
pub fn variants(article: &Article, gold: &Ladder, seed: usize) -> Vec<(Article, Ladder)> {
    let blocks = has_paragraphs(article);
    let whole = blocks.then_some(&WHOLE[seed % WHOLE.len()]);
    let holed = (0..EACH).map(|k| &HOLED[(seed + k * 5) % HOLED.len()]);
    let one = |(number, &(layout, piece, side, rate)): (usize, &Variant)| {
        let mut random = Random(((seed as u64) << 8) + number as u64 + 1);
        let mut out = (article.clone(), gold.clone());
        if blocks {
            lay_out(&mut out, layout, &mut random);
        }
        let gone = chosen(&out, piece, sides(article, side, seed), rate, &mut random);
        for (edition, gone) in gone.iter() {
            remove(&mut out, edition, gone);
        }
        out
    };
    whole.into_iter().chain(holed).enumerate().map(one).collect()
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn chance(&mut self, rate: f64) -> bool {
        ((self.next() >> 11) as f64) < rate * (1u64 << 53) as f64
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

fn has_paragraphs(article: &Article) -> bool {
    let starts = |(_, text): (Edition, &EditionText)| {
        text.segments.windows(2).filter(|pair| pair[0].block != pair[1].block).count()
    };
    article.present().all(|one| starts(one) > 0)
        && article.present().any(|one| starts(one) + 1 < one.1.segments.len())
}

/// The groups of editions that lack the same lines.
fn sides(article: &Article, side: Side, seed: usize) -> Vec<Vec<Edition>> {
    let chinese: Vec<Edition> =
        article.present().map(|(edition, _)| edition).filter(|edition| *edition != Edition::En).collect();
    match side {
        Side::Chinese(number) => vec![vec![chinese[(number + seed) % chinese.len().max(1)]]],
        Side::BothChinese => vec![chinese],
        Side::English => vec![vec![Edition::En]],
        Side::Each => article.present().map(|(edition, _)| vec![edition]).collect(),
    }
}

/// New paragraphs for all editions alike, cut at beads; titles and headings stay what they are.
fn lay_out((article, gold): &mut (Article, Ladder), layout: Layout, random: &mut Random) {
    if matches!(layout, Layout::Own) {
        return;
    }
    let mut block = 0;
    let mut left = 0;
    for bead in &gold.beads {
        if left == 0 || !is_body(article, bead) {
            block += 1;
            left = if matches!(layout, Layout::Groups) { 2 + random.below(4) } else { 1 };
        }
        left = if is_body(article, bead) { left - 1 } else { 0 };
        for (edition, run) in bead.runs.iter() {
            let Some(text) = &mut article.editions[edition] else { continue };
            text.segments[run.range()].iter_mut().for_each(|segment| segment.block = block);
        }
    }
}

fn segments_of<'a>(article: &'a Article, bead: &'a Bead) -> impl Iterator<Item = &'a Segment> {
    bead.runs.iter().flat_map(|(edition, run)| &article.segments(edition)[run.range()])
}

fn is_body(article: &Article, bead: &Bead) -> bool {
    segments_of(article, bead).all(|segment| segment.role == Role::Body)
}

/// By edition the segments that are taken out: `rate` of the beads, in pieces, for each group of editions others.
fn chosen(
    (article, gold): &(Article, Ladder),
    piece: Piece,
    sides: Vec<Vec<Edition>>,
    rate: f64,
    random: &mut Random,
) -> PerEdition<Vec<usize>> {
    let mut gone = PerEdition([const { Vec::new() }; 3]);
    let rate = rate / sides.len().max(1) as f64;
    let mut taken = vec![false; gold.beads.len()];
    for side in sides {
        let picked = picked(article, gold, piece, rate, random);
        for ((bead, taken), picked) in gold.beads.iter().zip(&mut taken).zip(picked) {
            // a bead loses one side only, and never all it has
            let left = bead.runs.iter().any(|(edition, run)| run.len > 0 && !side.contains(&edition));
            if picked && left && !std::mem::replace(taken, true) {
                side.iter().for_each(|edition| gone[*edition].extend(bead.runs[*edition].range()));
            }
        }
    }
    gone
}

/// Which beads are taken out.
fn picked(article: &Article, gold: &Ladder, piece: Piece, rate: f64, random: &mut Random) -> Vec<bool> {
    let beads = &gold.beads;
    let body: Vec<bool> = beads.iter().map(|bead| is_body(article, bead)).collect();
    let mut out = vec![false; beads.len()];
    match piece {
        Piece::Sentence => out.iter_mut().for_each(|picked| *picked = random.chance(rate)),
        Piece::Paragraph => {
            let paragraphs = has_paragraphs(article);
            let block = |number: usize, bead: &Bead| match segments_of(article, bead).next() {
                Some(segment) if paragraphs => segment.block,
                _ => number / 3,
            };
            let mut last = None;
            for (number, bead) in beads.iter().enumerate() {
                let here = block(number, bead);
                let again = last.filter(|(block, _)| *block == here).map(|(_, picked)| picked);
                out[number] = again.unwrap_or_else(|| random.chance(rate));
                last = Some((here, out[number]));
            }
        }
        Piece::Stretch => {
            let length = (rate * beads.len() as f64).round() as usize;
            let from = random.below(beads.len().saturating_sub(length).max(1));
            out[from..(from + length).min(beads.len())].fill(true);
        }
    }
    out.iter_mut().zip(body).for_each(|(picked, body)| *picked &= body);
    out
}

/// Takes segments out of an edition and of the ladder; beads that held nothing else are gone.
pub(super) fn remove((article, ladder): &mut (Article, Ladder), edition: Edition, gone: &[usize]) {
    let Some(text) = &mut article.editions[edition] else { return };
    let mut kept = vec![true; text.segments.len()];
    gone.iter().for_each(|at| kept[*at] = false);
    let mut next = kept.iter();
    text.segments.retain(|_| next.next().copied().unwrap_or(true));
    let mut before = vec![0];
    before.extend(kept.iter().scan(0, |sum, kept| {
        *sum += usize::from(*kept);
        Some(*sum)
    }));
    for bead in &mut ladder.beads {
        let run = bead.runs[edition];
        let (from, to) = (before[run.start.min(kept.len())], before[run.end().min(kept.len())]);
        bead.runs[edition] = Run::new(from, to - from);
    }
    ladder.beads.retain(|bead| bead.runs.0.iter().any(|run| run.len > 0));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{BlockKind, Span};

    /// Three editions of forty beads, two a paragraph, the fourth of them with two Chinese segments.
    fn article() -> (Article, Ladder) {
        let mut article = Article { id: "planted".to_owned(), ..Article::default() };
        let mut beads = Vec::new();
        let mut next = PerEdition([0usize; 3]);
        let mut segments = PerEdition([const { Vec::new() }; 3]);
        for number in 0..40 {
            let mut bead = Bead::default();
            for edition in Edition::ALL {
                let len = if number == 3 && edition != Edition::En { 2 } else { 1 };
                bead.runs[edition] = Run::new(next[edition], len);
                for _ in 0..len {
                    segments[edition].push(Segment {
                        span: Span::new(next[edition], next[edition] + 1),
                        text: format!("{edition} {number}"),
                        block: number / 2,
                        kind: BlockKind::Paragraph,
                        role: if number == 0 { Role::Title } else { Role::Body },
                        place: None,
                        source: None,
                    });
                    next[edition] += 1;
                }
            }
            beads.push(bead);
        }
        for (edition, segments) in Edition::ALL.into_iter().zip(segments.0) {
            article.editions[edition] = Some(EditionText {
                tag: edition.to_string(),
                encoding: "UTF-8".to_owned(),
                segments,
                ..EditionText::default()
            });
        }
        (article, Ladder { beads })
    }

    #[test]
    fn every_variant_is_a_ladder_over_what_is_left() {
        let (article, gold) = article();
        for seed in 0..24 {
            for (planted, ladder) in variants(&article, &gold, seed) {
                let lengths = PerEdition(Edition::ALL.map(|e| planted.segments(e).len()));
                ladder.check(lengths).unwrap_or_else(|fault| panic!("{seed}: {fault}"));
                assert_eq!(planted.segments(Edition::En)[0].text, "en 0", "titles stay");
                for bead in &ladder.beads {
                    // what was one bead says one number in every edition that still has it
                    let mut numbers: Vec<&str> = segments_of(&planted, bead)
                        .filter_map(|segment| segment.text.split(' ').next_back())
                        .collect();
                    numbers.dedup();
                    assert_eq!(numbers.len(), 1, "{numbers:?}");
                }
            }
        }
    }

    #[test]
    fn all_kinds_are_planted_and_the_same_each_time() {
        let (article, gold) = article();
        let all: Vec<_> = (0..12).map(|seed| variants(&article, &gold, seed)).collect();
        assert_eq!(all, (0..12).map(|seed| variants(&article, &gold, seed)).collect::<Vec<_>>());
        let share = |edition: Edition| {
            let left = |(article, _): &(Article, Ladder)| article.segments(edition).len();
            let most = article.segments(edition).len();
            all.iter().flatten().map(|one| 1.0 - left(one) as f64 / most as f64).fold(0.0, f64::max)
        };
        assert!(Edition::ALL.into_iter().all(|edition| share(edition) > 0.2));
        let whole = |(_, ladder): &(Article, Ladder)| {
            ladder.beads.iter().all(|bead| bead.runs.0.iter().all(|run| run.len > 0))
        };
        assert!(all.iter().all(|variants| variants.iter().any(whole)), "a whole one each");
    }
}

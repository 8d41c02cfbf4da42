//! Omissions planted in gold articles, to learn what an omission looks like.

use rayon::prelude::*;

use super::planting::remove;
use crate::align::{Aligner, OmissionLessons, OmissionWeights, Weights, fit_omissions};
use crate::bead::{Bead, Ladder, Run};
use crate::error::Result;
use crate::text::{Article, BlockKind, Edition, PerEdition, Role};

/// One bead in so many loses its Chinese in each round.
const APART: usize = 11;
/// Rounds that plant sentences, then rounds that plant whole blocks.
const ROUNDS: usize = APART + APART / 2;

/// An article has every so many of the rounds, its neighbours the others.
const TURNS: usize = 2;
/// Rounds that join Chinese sentences; one pair of beads in so many is joined in each.
const JOINS: usize = 4;

/// What gold articles teach of omissions, an entry an article: as they are, and with omissions planted.
///
/// # Errors
/// Where a sentence vector cannot be had.
pub fn lessons(aligner: &Aligner, gold: &[(&Article, &Ladder)]) -> Result<Vec<[OmissionLessons; 2]>> {
    let of_article = |(number, (article, ladder)): (usize, &(&Article, &Ladder))| {
        let mut with = OmissionLessons::default();
        for round in (number % TURNS..ROUNDS).step_by(TURNS) {
            let (article, ladder) = planted(article, ladder, round);
            with.extend(aligner.omission_lessons(&article, &ladder)?);
        }
        for round in 0..JOINS {
            let (article, ladder) = joined(article, ladder, round);
            with.extend(aligner.omission_lessons(&article, &ladder)?);
        }
        Ok([aligner.omission_lessons(article, ladder)?, with])
    };
    gold.par_iter().enumerate().map(of_article).collect()
}

/// The weights that lessons of some articles teach; where there are none of a kind, those that come with the program.
///
/// # Errors
/// `Input` where the solver fails.
pub fn fit<'a>(some: impl Iterator<Item = &'a OmissionLessons>) -> Result<OmissionWeights> {
    let mut lessons = OmissionLessons::default();
    some.for_each(|one| lessons.extend(one.clone()));
    let embedded = Weights::embedded()?.omission;
    let table = |rows: &[_], old| if rows.is_empty() { Ok(old) } else { fit_omissions(rows) };
    Ok(OmissionWeights {
        lines: table(&lessons.lines, embedded.lines)?,
        paragraphs: table(&lessons.paragraphs, embedded.paragraphs)?,
    })
}

/// An article with the Chinese of some beads taken out, and the ladder that is right for it.
///
/// In every round other beads lose it; over [`ROUNDS`] rounds each has lost it at least once.
fn planted(article: &Article, gold: &Ladder, round: usize) -> (Article, Ladder) {
    let editions = [vec![Edition::ZhHans], vec![Edition::ZhHant], vec![Edition::ZhHans, Edition::ZhHant]];
    let present = |e: &Edition| article.editions[*e].is_some();
    let mut out = (article.clone(), gold.clone());
    let mut gone = PerEdition([const { Vec::new() }; 3]);
    for (number, bead) in gold.beads.iter().enumerate() {
        if !chosen(article, gold, number, round) {
            continue;
        }
        let editions: Vec<Edition> = editions[(number + round) % 3].iter().copied().filter(present).collect();
        let editions = if editions.is_empty() { vec![Edition::ZhHans, Edition::ZhHant] } else { editions };
        for edition in editions {
            gone[edition].extend(bead.runs[edition].range());
        }
    }
    for edition in [Edition::ZhHans, Edition::ZhHant] {
        remove(&mut out, edition, &gone[edition]);
    }
    out
}

/// An article with some pairs of Chinese sentences made one, as a translator does who renders two English sentences by
/// one: nothing is omitted there.
fn joined(article: &Article, gold: &Ladder, round: usize) -> (Article, Ladder) {
    let mut out = (article.clone(), Ladder::default());
    let mut gone = PerEdition([const { Vec::new() }; 3]);
    let mut beads = gold.beads.iter().enumerate().peekable();
    while let Some((number, bead)) = beads.next() {
        let mut bead = bead.clone();
        let next = beads.peek().map(|(_, next)| *next);
        if let Some(next) = next.filter(|next| {
            (number * 3 + round).is_multiple_of(JOINS)
                && Edition::ALL.into_iter().all(|e| joins(article, &bead, next, e))
        }) {
            for edition in Edition::ALL {
                let (first, second) = (bead.runs[edition], next.runs[edition]);
                if edition.is_chinese()
                    && first.len == 1
                    && second.len == 1
                    && let Some(text) = &mut out.0.editions[edition]
                {
                    let end = text.segments[second.start].text.clone();
                    let start = &mut text.segments[first.start].text;
                    *start =
                        format!("{}，{end}", start.trim_end_matches(['。', '！', '？', '；', '.', '!', '?']));
                    gone[edition].push(second.start);
                }
                bead.runs[edition] = Run::new(first.start, first.len + second.len);
            }
            beads.next();
        }
        out.1.beads.push(bead);
    }
    for edition in [Edition::ZhHans, Edition::ZhHant] {
        remove(&mut out, edition, &gone[edition]);
    }
    out
}

/// Whether two beads have one segment each here, in one block of the body, or none where the edition is missing.
fn joins(article: &Article, first: &Bead, second: &Bead, edition: Edition) -> bool {
    if article.editions[edition].is_none() {
        return true;
    }
    let (a, b) = (first.runs[edition], second.runs[edition]);
    let segments = article.segments(edition);
    a.len == 1
        && b.len == 1
        && segments[a.start].role == Role::Body
        && segments[a.start].kind == BlockKind::Paragraph
        && segments[a.start].block == segments[b.start].block
}

fn chosen(article: &Article, gold: &Ladder, number: usize, round: usize) -> bool {
    let english = |bead: &Bead| bead.runs[Edition::En];
    let bead = &gold.beads[number];
    if english(bead).len != 1 {
        return false;
    }
    let block = |run: Run| article.segments(Edition::En).get(run.start).map(|s| s.block);
    if round < APART {
        return (number * 7 + round).is_multiple_of(APART);
    }
    let own = block(english(bead));
    own.is_some_and(|own| (own * 5 + round) % (APART * 2) < 2)
}

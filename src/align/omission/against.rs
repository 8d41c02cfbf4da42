//! An edition set against the English, bead by bead.

use std::collections::HashSet;

use super::super::comparer::Comparer;
use super::super::texts::Texts;
use crate::bead::{Bead, Run};
use crate::evidence::{Bilingual, Evidence, Region};
use crate::text::{Article, Edition};

/// Longer runs than this are cut: the tables grow with the length.
pub(super) const LONGEST: usize = 10;

/// An edition set against the English, bead by bead.
pub(super) struct Against {
    pub(super) evidence: Bilingual,
    /// The columns of each bead.
    pub(super) here: Vec<Run>,
    /// Those with the columns of the beads around it.
    pub(super) window: Vec<Run>,
    /// The usual Chinese length of one English character.
    pub(super) ratio: f32,
}

impl Against {
    /// Whether both sides have paragraphs that say anything.
    pub(super) fn has_paragraphs(&self) -> bool {
        self.evidence.has_paragraphs()
    }

    /// The edition's text and the English, compared by their words; `None` where the edition is missing.
    pub(super) fn new(
        comparer: &Comparer,
        texts: &Texts<'_>,
        beads: &[Bead],
        edition: Edition,
    ) -> Option<Against> {
        let chinese = texts.chinese.iter().find(|text| text.edition == edition)?;
        let mut evidence = comparer.words(&texts.en, chinese);
        let here: Vec<Run> = placed(beads, edition);
        let window: Vec<Run> = (0..beads.len()).map(|at| around(&here, at)).collect();
        let mut region = Region::default();
        for (bead, columns) in beads.iter().zip(&window) {
            region.columns.extend(bead.runs[Edition::En].range().map(|_| columns.range()));
        }
        let longest = window.iter().map(|run| run.len).max().unwrap_or(1).clamp(1, LONGEST);
        evidence.prepare(&region, longest);
        let ratio = usual_ratio(&evidence, beads, &here);
        Some(Against { evidence, here, window, ratio })
    }
}

/// For each segment of one Chinese edition the share of its character pairs that stand around the same place
/// in the other.
pub(super) fn shared(
    comparer: &Comparer,
    article: &Article,
    beads: &[Bead],
    [from, to]: [Edition; 2],
    there: &Against,
    own: &Against,
) -> Vec<f32> {
    let folded = |edition: Edition| -> Vec<Vec<char>> {
        let all = article.segments(edition).iter();
        all.map(|s| comparer.folded(edition, &s.text).chars().filter(|c| c.is_alphanumeric()).collect())
            .collect()
    };
    let (theirs, ours) = (folded(from), folded(to));
    let mut out = vec![1.0; theirs.len()];
    for at in 0..beads.len() {
        let pairs: HashSet<&[char]> =
            ours[own.window[at].range()].iter().flat_map(|s| s.windows(2)).collect();
        for k in there.here[at].range() {
            let found = theirs[k].windows(2).filter(|pair| pairs.contains(pair)).count();
            out[k] = found as f32 / theirs[k].len().saturating_sub(1).max(1) as f32;
        }
    }
    let mut sorted = out.clone();
    sorted.sort_by(f32::total_cmp);
    let usual = sorted.get(sorted.len() / 2).copied().unwrap_or(1.0).max(0.2);
    out.iter_mut().for_each(|share| *share = (*share / usual).min(1.5));
    out
}

/// The run of each bead in an edition; an empty one stands where the bead before ends.
fn placed(beads: &[Bead], edition: Edition) -> Vec<Run> {
    let mut end = 0;
    beads
        .iter()
        .map(|bead| {
            let run = bead.runs[edition];
            let run = if run.len == 0 { Run::new(end, 0) } else { run };
            end = run.end();
            run
        })
        .collect()
}

/// A bead's run with those of the nearest beads on both sides that have something.
fn around(here: &[Run], at: usize) -> Run {
    let before = here[..at].iter().rev().find(|run| run.len > 0).map_or(here[at].start, |run| run.start);
    let after = here[at + 1..].iter().find(|run| run.len > 0).map_or(here[at].end(), |run| run.end());
    let start = before.max(here[at].start.saturating_sub(LONGEST / 2 - 1));
    Run::new(start, (after - start).min(LONGEST))
}

/// English runs of fewer characters say little of the usual length; table cells are often names, the same in both.
const PROSE: f32 = 30.0;

/// The median of Chinese over English length in beads that have both, those of some length where there are any.
fn usual_ratio(evidence: &Bilingual, beads: &[Bead], here: &[Run]) -> f32 {
    let pair = evidence.pair();
    let both = beads.iter().zip(here).filter(|(bead, run)| bead.runs[Edition::En].len > 0 && run.len > 0);
    let lengths = both.map(|(bead, run)| (pair.length(0, bead.runs[Edition::En]), pair.length(1, *run)));
    let (prose, short): (Vec<_>, Vec<_>) = lengths.partition(|(english, _)| *english >= PROSE);
    let chosen = if prose.is_empty() { short } else { prose };
    let mut ratios: Vec<f32> = chosen.iter().map(|(english, chinese)| chinese / english.max(1.0)).collect();
    ratios.sort_by(f32::total_cmp);
    ratios.get(ratios.len() / 2).copied().unwrap_or(0.4).clamp(0.1, 2.0)
}

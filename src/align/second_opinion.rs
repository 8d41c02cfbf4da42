//! A second opinion on doubtful rows: sentence vectors cost much, and where the words decide they change nothing.
//!
//! Runs of beads that are less than sure are aligned once more, by themselves, with vectors and the weights for them.

use std::sync::Arc;

use super::aligner::Aligner;
use super::moves::moves;
use super::reading::Reading;
use super::weights::Weights;
use crate::bead::{Bead, Ladder};
use crate::error::Result;
use crate::evidence::Learned;
use crate::evidence::vectors::Vectors;
use crate::text::{Article, PerEdition};

/// Beads below this confidence are doubtful.
const SURE: f64 = 0.9;
/// Sure beads on both sides of a doubtful run that are looked at again with it: its ends may be wrong.
const BESIDE: usize = 2;

impl Aligner {
    /// An aligner that asks the vectors about doubtful rows alone; `vectors` must come with `weights` that have some.
    ///
    /// # Errors
    /// As [`Aligner::with_vectors`].
    pub fn with_judge(weights: &Weights, vectors: Arc<dyn Vectors>) -> Result<Aligner> {
        let judge = Aligner::with_vectors(weights, vectors)?;
        Aligner::new(weights).map(|plain| plain.judged_by(judge))
    }

    /// The ladder with what the judge says of its doubtful runs, where there is a judge.
    ///
    /// # Errors
    /// Where a sentence vector cannot be had.
    pub(super) fn judged(
        &self,
        article: &Article,
        learned: &Learned,
        mut reading: Reading,
    ) -> Result<Reading> {
        let Some(judge) = &self.judge else { return Ok(reading) };
        let runs = doubtful(&reading.alignment.ladder.beads);
        if runs.is_empty() {
            return Ok(reading);
        }
        let beads = std::mem::take(&mut reading.alignment.ladder.beads);
        let starts = starts(&beads);
        let mut parts = std::mem::take(&mut reading.parts).into_iter();
        let (mut ladder, mut kept, mut at) = (Ladder::default(), Vec::new(), 0);
        for doubtful in runs {
            let sure = doubtful.start - at;
            ladder.beads.extend_from_slice(&beads[at..doubtful.start]);
            kept.extend(parts.by_ref().take(sure));
            let own: Vec<_> = parts.by_ref().take(doubtful.len()).collect();
            let (from, to) = (&starts[doubtful.start], &starts[doubtful.end]);
            let piece = article.piece(&from.map(|edition, start| *start..to[edition]));
            let found = judge.second_round(&piece, learned, None)?.alignment;
            // It said that the texts have nothing in common, which of a piece says little.
            if found.messages.is_empty() {
                kept.resize(kept.len() + found.ladder.beads.len(), None);
                ladder.beads.extend(found.ladder.beads.into_iter().map(|bead| bead.moved(from)));
            } else {
                kept.extend(own);
                ladder.beads.extend_from_slice(&beads[doubtful.clone()]);
            }
            at = doubtful.end;
        }
        ladder.beads.extend_from_slice(&beads[at..]);
        kept.extend(parts);
        reading.parts = kept;
        reading.alignment.moves = moves(&self.comparer, article, &ladder.beads);
        reading.alignment.ladder = ladder;
        Ok(reading)
    }
}

/// Where each bead begins in each edition, and where the last one ends.
fn starts(beads: &[Bead]) -> Vec<PerEdition<usize>> {
    let mut at = PerEdition::default();
    let mut out = vec![at];
    for bead in beads {
        for (edition, run) in bead.runs.iter() {
            at[edition] += run.len;
        }
        out.push(at);
    }
    out
}

/// The doubtful runs with the sure beads beside them, none of which meets another.
fn doubtful(beads: &[Bead]) -> Vec<std::ops::Range<usize>> {
    let mut out: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, _) in beads.iter().enumerate().filter(|(_, bead)| bead.confidence.is_some_and(|own| own < SURE))
    {
        let (start, end) = (at.saturating_sub(BESIDE), (at + 1 + BESIDE).min(beads.len()));
        match out.last_mut().filter(|last| last.end >= start) {
            Some(last) => last.end = end,
            None => out.push(start..end),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bead::Run;

    fn bead(lens: [usize; 3], confidence: f64) -> Bead {
        let runs = PerEdition(lens.map(|len| Run::new(0, len)));
        Bead { runs, confidence: Some(confidence), ..Bead::default() }
    }

    #[test]
    fn doubtful_runs_take_their_neighbours_along_and_never_meet() {
        let sure = |count| vec![bead([1, 1, 1], 0.99); count];
        let beads = [
            sure(4),
            vec![bead([1, 1, 1], 0.3)],
            sure(4),
            vec![bead([1, 1, 1], 0.5)],
            sure(12),
            vec![bead([0, 1, 1], 0.1)],
            sure(2),
        ]
        .concat();
        assert_eq!(doubtful(&beads), [2..12, 20..25]);
        let far = [vec![bead([1, 1, 1], 0.3)], sure(9), vec![bead([1, 1, 1], 0.3)]].concat();
        assert_eq!(doubtful(&far), [0..3, 8..11]);
        assert!(doubtful(&sure(5)).is_empty());
    }

    #[test]
    fn a_bead_begins_where_the_one_before_it_ends() {
        let starts = starts(&[bead([2, 1, 0], 1.0), bead([0, 1, 1], 1.0)]);
        assert_eq!(starts, [PerEdition([0, 0, 0]), PerEdition([2, 1, 0]), PerEdition([2, 2, 1])]);
    }
}

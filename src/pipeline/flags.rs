//! The flags that a person should look at.

use super::messages;
use crate::align::{Aligner, Alignment};
use crate::bead::{Flag, Ladder, Move, Status};
use crate::config::Settings;
use crate::error::Result;
use crate::text::{Article, Edition, PerEdition};

/// An English sentence is flagged as lost inside a bead where that is likelier than not.
pub(super) const PARTIAL: f64 = 0.5;

/// The alignment of an article with its beads flagged: what every output shows.
///
/// # Errors
/// Where a sentence vector cannot be had.
pub(super) fn aligned(aligner: &Aligner, article: &Article, settings: &Settings) -> Result<Alignment> {
    let mut done = messages::align(article, aligner)?;
    if done.messages.is_empty() {
        let omitted = messages::omissions(article, &done, aligner);
        mark_partial(&mut done.ladder, &omitted, PARTIAL);
    }
    for Move { from, to, .. } in done.moves.clone() {
        for (at, other) in [(from, to), (to, from)] {
            done.ladder.beads[at].flags.extend([Flag::MOVED, Flag::moved_row(other + 1)]);
        }
    }
    mark(&mut done.ladder, article, settings.low_confidence);
    Ok(done)
}

/// Flags beads in which an edition has something, but not all that the English says there: an English sentence that it
/// lacks with at least the probability `least`.
pub(super) fn mark_partial(ladder: &mut Ladder, omitted: &PerEdition<Vec<f64>>, least: f64) {
    for bead in ladder.beads.iter_mut().filter(|bead| bead.runs[Edition::En].len > 1) {
        for edition in [Edition::ZhHans, Edition::ZhHant].into_iter().filter(|e| bead.runs[*e].len > 0) {
            let own = omitted[edition].get(bead.runs[Edition::En].range()).unwrap_or_default();
            if own.iter().any(|p| *p >= least) {
                bead.flags.push(Flag::partial_omission(edition));
            }
        }
    }
}

/// Flags omissions and beads that a person should look at.
pub(super) fn mark(ladder: &mut Ladder, article: &Article, low_confidence: f64) {
    let present = article.editions.map(|_, text| text.is_some());
    for bead in &mut ladder.beads {
        bead.flags.extend(bead.omissions(present));
        if bead.status == Status::Auto && bead.confidence.is_some_and(|p| p < low_confidence) {
            bead.flags.push(Flag::LOW_CONFIDENCE);
        }
        bead.flags.sort();
        bead.flags.dedup();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bead::{Bead, Run};

    #[test]
    fn an_omission_inside_a_bead_is_flagged_and_a_gap_is_no_such() {
        let bead =
            |en: Run, hans: Run, hant: Run| Bead { runs: PerEdition([en, hans, hant]), ..Bead::default() };
        let mut ladder = Ladder {
            beads: vec![
                bead(Run::new(0, 2), Run::new(0, 2), Run::new(0, 1)),
                bead(Run::new(2, 1), Run::new(2, 1), Run::new(1, 0)),
                bead(Run::new(3, 2), Run::new(3, 1), Run::new(1, 1)),
            ],
        };
        // zh-Hant lacks sentences 1 and 2; the last two are rendered by one
        let omitted = PerEdition([vec![], vec![0.0; 5], vec![0.1, 0.97, 0.99, 0.2, 0.3]]);
        mark_partial(&mut ladder, &omitted, PARTIAL);
        let flags: Vec<_> = ladder.beads.iter().map(|bead| bead.flags.join(" ")).collect();
        assert_eq!(flags, ["partial-omission-hant", "", ""]);
    }
}

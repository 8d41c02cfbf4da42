//! Links of English and Chinese units, and the beads of three editions they stand for.

use super::pair::PairAlignment;
use super::search::Link;
use super::texts::{Texts, Unit};
use crate::bead::{Bead, Ladder, Run};
use crate::evidence::{Bilingual, Evidence};
use crate::text::PerEdition;

/// Below this share of covered words two texts are not translations of each other. Halved or doubled, no article of `corpus/`
/// and no held-out news is called unrelated.
const UNRELATED: f32 = 0.12;
/// Texts with fewer lines than this are too short to call unrelated.
const FEW_LINES: usize = 8;

/// The runs of three editions that the links stand for.
pub(super) fn joined<'a>(
    found: &'a PairAlignment,
    units: &'a [Unit],
) -> impl Iterator<Item = PerEdition<Run>> + 'a {
    let (mut hans, mut hant) = (0, 0);
    found.links.iter().map(move |link| {
        let own = &units[link.bead.columns.range()];
        let sum = |run: fn(&Unit) -> Run| own.iter().map(|u| run(u).len).sum::<usize>();
        let (hans_len, hant_len) = (sum(|u| u.hans), sum(|u| u.hant));
        let runs = PerEdition([link.bead.rows, Run::new(hans, hans_len), Run::new(hant, hant_len)]);
        (hans, hant) = (hans + hans_len, hant + hant_len);
        runs
    })
}

/// Whether the beads cover too little of the words of both sides, null beads counting as nothing, and so do words that
/// stand everywhere: where all lines are alike, nothing says that they are not each other's.
pub(super) fn unrelated(evidence: &Bilingual, links: &[Link]) -> bool {
    let (rows, columns) = evidence.size();
    if rows < FEW_LINES || columns < FEW_LINES {
        return false;
    }
    let pair = evidence.pair();
    let covered = links.iter().map(|link| pair.covered(link.bead).map(|mass| mass[0]).iter().sum::<f32>());
    covered.sum::<f32>() < UNRELATED * pair.telling()
}

/// Every segment in a null bead of its own: English first, then the Chinese units. Nobody computed how sure that is, but
/// for what the Chinese editions say of each other where there is no English.
pub(super) fn apart(texts: &Texts<'_>, units: &[Unit]) -> Ladder {
    let english = (0..texts.en.segments.len()).map(|k| Bead {
        runs: PerEdition([Run::new(k, 1), Run::default(), Run::default()]),
        ..Bead::default()
    });
    Ladder {
        beads: english.chain(units.iter().map(|u| u.bead(u.posterior.filter(|_| !texts.english)))).collect(),
    }
}

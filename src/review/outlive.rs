//! Human work outlives its source: segments are found again by hash and neighbourhood.

use sha2::{Digest, Sha256};

use super::matching::matches;
use super::rewrite::Texts;
use super::state::{Conflict, Hands, State};
use crate::bead::{Bead, Run, Status};
use crate::text::{Article, Edition, PerEdition, Segment};

/// What could be kept of an older state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Carried {
    /// Beads that stand in the new text as they are, in order.
    pub beads: Vec<Bead>,
    /// Who decided on each of them.
    pub hands: Hands,
    /// What people had corrected in sentences that are still there.
    pub texts: Texts,
    /// How many of them stand where they stood.
    pub kept: usize,
    /// How many of them moved with their text.
    pub moved: usize,
    /// What could not be kept.
    pub conflicts: Vec<Conflict>,
}

/// The first 64 bits of a segment's SHA-256.
pub fn hash(text: &str) -> u64 {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(8).fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

/// Whether a person had a hand in a bead.
pub fn human(bead: &Bead) -> bool {
    bead.status != Status::Auto || !bead.note.is_empty()
}

/// Carries the human work of `state`, and what was in conflict before, over to the new text of the article.
pub fn carry(state: &State, article: &Article) -> Carried {
    let texts = state.texts.carry(&state.base.article, article);
    fn said(segments: &[Segment]) -> Vec<&str> {
        segments.iter().map(|segment| segment.text.as_str()).collect()
    }
    let before = PerEdition(Edition::ALL.map(|e| said(state.segments(e))));
    let after = PerEdition(Edition::ALL.map(|e| said(texts.segments(article, e))));
    let found = PerEdition(Edition::ALL.map(|e| matches(&before[e], &after[e])));
    let mut carried = Carried::default();
    let mut place = PerEdition([0; 3]);
    for (bead, hand) in state.beads.iter().zip(&state.hands).filter(|(bead, _)| human(bead)) {
        let runs = runs(bead, &found, &before, &after, article);
        let runs = runs.and_then(|runs| {
            let forward = Edition::ALL.into_iter().all(|e| runs[e].start >= place[e]);
            if forward { Ok(runs) } else { Err("its segments changed their order".to_owned()) }
        });
        match runs {
            Ok(runs) => {
                place = runs.map(|_, run| run.end());
                if runs == bead.runs {
                    carried.kept += 1
                } else {
                    carried.moved += 1
                }
                carried.beads.push(Bead { runs, ..bead.clone() });
                carried.hands.push(hand.clone());
            }
            Err(reason) => carried.conflicts.push(conflict(bead, &before, reason)),
        }
    }
    for conflict in &state.conflicts {
        // What a person dismissed stays dismissed, and stays on record.
        let back = again(conflict, &after).filter(|_| !conflict.dismissed);
        match back.and_then(|bead| insert(&mut carried.beads, bead)) {
            Some(at) => {
                carried.hands.insert(at, None);
                carried.moved += 1;
            }
            None => carried.conflicts.push(conflict.clone()),
        }
    }
    carried.texts = texts;
    carried
}

type Said<'a> = PerEdition<Vec<&'a str>>;

/// Where the runs of a bead are now.
fn runs(
    bead: &Bead,
    found: &PerEdition<Vec<Option<usize>>>,
    before: &Said<'_>,
    after: &Said<'_>,
    article: &Article,
) -> Result<PerEdition<Run>, String> {
    let mut runs = PerEdition([Run::default(); 3]);
    for edition in Edition::ALL {
        let (run, found) = (bead.runs[edition], &found[edition]);
        if run.len > 0 && article.editions[edition].is_none() {
            return Err(format!("the {edition} edition is missing"));
        }
        runs[edition] = if run.len == 0 {
            let above = run.start.checked_sub(1).map(|k| found.get(k).copied().flatten().map(|p| p + 1));
            let below = found.get(run.start).copied().flatten();
            let start = match above {
                None => Some(0),
                Some(above) => above.or(below),
            };
            let end = (run.start == before[edition].len()).then_some(after[edition].len());
            let start = start.or(end).ok_or_else(|| format!("the place of its {edition} gap is gone"))?;
            Run::new(start, 0)
        } else {
            let gone = || format!("its {edition} text changed");
            let start = found.get(run.start).copied().flatten().ok_or_else(gone)?;
            for (k, index) in run.range().enumerate() {
                if found.get(index).copied().flatten().ok_or_else(gone)? != start + k {
                    return Err(format!("its {edition} segments no longer follow each other"));
                }
            }
            Run::new(start, run.len)
        };
    }
    Ok(runs)
}

fn conflict(bead: &Bead, before: &Said<'_>, reason: String) -> Conflict {
    let texts =
        |e: Edition| bead.runs[e].range().filter_map(move |k| before[e].get(k)).map(|t| (*t).to_owned());
    Conflict {
        texts: Edition::ALL.map(|e| texts(e).collect()),
        status: bead.status,
        note: bead.note.clone(),
        flags: bead.flags.clone(),
        reason,
        dismissed: false,
    }
}

/// A conflict whose texts are all there again, each in one place only.
fn again(conflict: &Conflict, after: &Said<'_>) -> Option<Bead> {
    let mut runs = PerEdition([Run::default(); 3]);
    for (edition, texts) in Edition::ALL.into_iter().zip(&conflict.texts) {
        // The place of a gap is not known any more.
        let first = texts.first()?;
        let fits = |&k: &usize| {
            after[edition][k] == first
                && texts.iter().enumerate().all(|(n, t)| after[edition].get(k + n) == Some(&t.as_str()))
        };
        let mut places = (0..after[edition].len()).filter(fits);
        runs[edition] = Run::new(places.next()?, texts.len());
        if places.next().is_some() {
            return None;
        }
    }
    let (status, note, flags) = (conflict.status, conflict.note.clone(), conflict.flags.clone());
    Some(Bead { runs, confidence: None, status, flags, note })
}

/// Puts a bead where it belongs, and says where that is; `None` where it would cross another.
fn insert(beads: &mut Vec<Bead>, bead: Bead) -> Option<usize> {
    let at = beads.partition_point(|b| b.runs[Edition::En].start < bead.runs[Edition::En].start);
    let above = at.checked_sub(1).map(|k| beads[k].runs);
    let below = beads.get(at).map(|b| b.runs);
    let fits = Edition::ALL.into_iter().all(|e| {
        above.is_none_or(|runs| runs[e].end() <= bead.runs[e].start)
            && below.is_none_or(|runs| bead.runs[e].end() <= runs[e].start)
    });
    fits.then(|| {
        beads.insert(at, bead);
        at
    })
}

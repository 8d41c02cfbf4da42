//! Steps that change texts: sentences with other words, and a row cut inside its sentences.

use super::operations::{Correction, Splice, set_status};
use super::rewrite::{self, Rewrite};
use super::state::{State, Step};
use crate::bead::{Bead, Run, Status};
use crate::text::{Edition, PerEdition};

/// At most so many sentences are changed at once.
const MOST: usize = 5_000;

/// The step that gives sentences other words; a row nobody decided on is an edited one then.
pub(super) fn step(state: &State, texts: &[Correction]) -> Result<Step, String> {
    if texts.len() > MOST {
        return Err(format!("at most {MOST} sentences are changed at once"));
    }
    let (mut rewrites, mut touched) = (Vec::new(), Vec::new());
    for Correction { edition, segment, text } in texts {
        let there = state.segments(*edition).get(*segment);
        let old =
            there.ok_or_else(|| format!("there is no {edition} sentence {}", segment.saturating_add(1)))?;
        let new = rewrite::typed(text)?;
        if new == old.text {
            continue;
        }
        let same = |r: &Rewrite| (r.edition, r.at) == (*edition, *segment);
        if rewrites.iter().any(same) {
            return Err("a sentence is changed twice at once".to_owned());
        }
        touched.push(holder(&state.beads, *edition, *segment).ok_or("no row holds the sentence")?);
        rewrites.push(Rewrite {
            edition: *edition,
            at: *segment,
            before: vec![old.text.clone()],
            after: vec![new],
        });
    }
    let (Some(&first), Some(&last)) = (touched.iter().min(), touched.iter().max()) else {
        return Err("this changes nothing".to_owned());
    };
    let before = state.beads[first..=last].to_vec();
    let mut after = before.clone();
    for at in touched {
        if after[at - first].status == Status::Auto {
            set_status(&mut after[at - first], Status::Edited);
        }
    }
    Ok(Step { rewrites, ..Step::of(Splice { at: first, before, after }) })
}

/// The row that holds a sentence.
fn holder(beads: &[Bead], edition: Edition, segment: usize) -> Option<usize> {
    let at = beads.partition_point(|bead| bead.runs[edition].end() <= segment);
    beads.get(at).filter(|bead| bead.runs[edition].range().contains(&segment)).map(|_| at)
}

/// The step that cuts the row `at` in two: `first` sentences of each edition go into the first part, and where `inside`
/// is above 0 the start of the next one, so many UTF-16 units long.
pub(super) fn cut(state: &State, at: usize, first: [usize; 3], inside: [usize; 3]) -> Result<Step, String> {
    let bead = state.beads.get(at).ok_or_else(|| format!("there is no row {}", at.saturating_add(1)))?;
    let mut rewrites = Vec::new();
    let (mut head, mut tail) = (PerEdition([Run::default(); 3]), PerEdition([Run::default(); 3]));
    for (edition, (first, inside)) in Edition::ALL.into_iter().zip(first.into_iter().zip(inside)) {
        let run = bead.runs[edition];
        let first = first.min(run.len);
        let mut grown = 0;
        if inside > 0 {
            if first == run.len {
                return Err(format!("there is no {edition} sentence to cut there"));
            }
            let place = run.start + first;
            let text = state.segments(edition).get(place).ok_or("the sentence is not there")?.text.clone();
            let parts = rewrite::cut(&text, inside)?;
            rewrites.push(Rewrite { edition, at: place, before: vec![text], after: parts.to_vec() });
            grown = 1;
        }
        head[edition] = Run::new(run.start, first + grown);
        tail[edition] = Run::new(run.start + first + grown, run.len - first);
    }
    if [&head, &tail].iter().any(|runs| runs.0.iter().all(|run| run.len == 0)) {
        return Err("one part would hold nothing".to_owned());
    }
    let part = |runs, note: &str| {
        let mut part = Bead { runs, status: Status::Edited, note: note.to_owned(), ..Bead::default() };
        part.flags = part.omissions(state.present());
        part
    };
    let after = vec![part(head, &bead.note), part(tail, "")];
    Ok(Step { rewrites, ..Step::of(Splice { at, before: vec![bead.clone()], after }) })
}

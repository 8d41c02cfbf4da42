//! Aligns what stands between kept beads.

use crate::align::Aligner;
use crate::bead::{Bead, Ladder, Run};
use crate::error::{Error, ErrorKind, Result};
use crate::pipeline::flags::mark;
use crate::review::state::lengths;
use crate::text::{Article, Edition, PerEdition};

/// The ladder that holds the `kept` beads as they are, with what stands between them aligned anew.
pub(super) fn between(article: &Article, kept: &[Bead], aligner: &Aligner, low: f64) -> Result<Vec<Bead>> {
    aligner.know(&[article])?;
    let learned = aligner.learn(article)?;
    let (mut out, mut place) = (Vec::new(), PerEdition([0usize; 3]));
    let end = lengths(article);
    for next in kept.iter().map(Some).chain([None]) {
        let until = next.map_or(end, |bead| bead.runs.map(|_, run| run.start));
        let piece = PerEdition(Edition::ALL.map(|e| place[e]..until[e].max(place[e])));
        let mut found = Ladder { beads: align_piece(article, &piece, aligner, &learned)? };
        mark(&mut found, article, low);
        out.extend(found.beads);
        if let Some(bead) = next {
            place = bead.runs.map(|_, run| run.end());
            out.push(bead.clone());
        }
    }
    Ladder { beads: out.clone() }.check(end).map_err(|fault| {
        Error::new(ErrorKind::Input, format!("{}: kept beads cross: {fault}", article.id))
            .remedy("undo the last decisions on the article")
    })?;
    Ok(out)
}

/// Aligns a piece of an article by itself.
fn align_piece(
    article: &Article,
    piece: &PerEdition<std::ops::Range<usize>>,
    aligner: &Aligner,
    learned: &crate::evidence::Learned,
) -> Result<Vec<Bead>> {
    let part = article.piece(piece).without_empty();
    let mut place = PerEdition(Edition::ALL.map(|e| piece[e].start));
    let beads = match part.present().count() {
        0 => Vec::new(),
        1 => alone(&part),
        _ => aligner.align_with(&part, learned)?.ladder.beads,
    };
    let moved = |mut bead: Bead| {
        for edition in Edition::ALL {
            let len = bead.runs[edition].len;
            bead.runs[edition] = Run::new(place[edition], len);
            place[edition] += len;
        }
        bead
    };
    Ok(beads.into_iter().map(moved).collect())
}

/// Every segment of the only edition in a null bead of its own; nobody computed how sure that is.
pub(super) fn alone(part: &Article) -> Vec<Bead> {
    let lengths = lengths(part);
    let bead = |edition: Edition| {
        let mut runs = PerEdition([Run::default(); 3]);
        runs[edition] = Run::new(0, 1);
        Bead { runs, ..Bead::default() }
    };
    Edition::ALL.into_iter().flat_map(|e| (0..lengths[e]).map(move |_| bead(e))).collect()
}

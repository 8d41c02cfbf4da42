//! Gold ladders of three editions turned into examples for the two models.

use super::aligner::Aligner;
use super::texts::Unit;
use super::train::{Example, View};
use crate::bead::{Bead, Ladder, Run};
use crate::error::Result;
use crate::evidence::{Candidate, Learned};
use crate::text::{Article, Edition};

/// What one article teaches: examples of English against Chinese and of the two Chinese editions.
#[derive(Default)]
pub struct Lessons {
    /// English against Chinese, lines without paragraphs.
    pub lines: Vec<Example>,
    /// English against Chinese with paragraphs.
    pub paragraphs: Vec<Example>,
    /// zh-Hans against zh-Hant.
    pub chinese: Vec<Example>,
    /// zh-Hans against zh-Hant where English was aligned with each.
    pub chinese_pivot: Vec<Example>,
}

/// How the examples of an article are made; see [`View`], whose weights are the aligner's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// Every candidate, gaps told by gold.
    Whole,
    /// The likely candidates, gaps told by gold.
    Told,
    /// The likely candidates, gaps estimated.
    Estimated,
}

impl Sight {
    fn view(self, weights: &[f32]) -> View<'_> {
        match self {
            Sight::Whole => View::Whole,
            Sight::Told => View::Told(weights),
            Sight::Estimated => View::Estimated(weights),
        }
    }
}

impl Aligner {
    /// The examples of an article: all its editions together, and where it has three, English with each alone.
    ///
    /// # Errors
    /// Where a sentence vector cannot be had.
    pub fn lessons(
        &self,
        article: &Article,
        gold: &Ladder,
        learned: &Learned,
        sight: Sight,
    ) -> Result<Lessons> {
        let mut lessons = Lessons::default();
        let present: Vec<Edition> = article.present().map(|(edition, _)| edition).collect();
        if present.len() == 3 {
            for chinese in [Edition::ZhHans, Edition::ZhHant] {
                let mut two = article.clone();
                two.editions[chinese] = None;
                self.add_bilingual(&two, &without(gold, chinese), (learned, sight), &mut lessons)?;
            }
        }
        if present.contains(&Edition::ZhHans) && present.contains(&Edition::ZhHant) {
            self.add_chinese(article, &refined(gold), (learned, sight), &mut lessons)?;
        }
        self.add_bilingual(article, gold, (learned, sight), &mut lessons)?;
        Ok(lessons)
    }

    fn add_bilingual(
        &self,
        article: &Article,
        gold: &Ladder,
        (learned, sight): (&Learned, Sight),
        lessons: &mut Lessons,
    ) -> Result<()> {
        let mut units = Vec::new();
        let mut beads = Vec::new();
        for bead in &gold.beads {
            let from = units.len();
            units.extend(units_of(bead.runs[Edition::ZhHans], bead.runs[Edition::ZhHant]));
            beads.push(Candidate {
                rows: bead.runs[Edition::En],
                columns: Run::new(from, units.len() - from),
            });
        }
        let texts = self.comparer.texts(article).filter(|t| t.english && !t.chinese.is_empty());
        let Some(texts) = texts else { return Ok(()) };
        let mut evidence = self.comparer.units(&texts, &units, learned)?;
        let list = if evidence.has_paragraphs() { &mut lessons.paragraphs } else { &mut lessons.lines };
        let weights = self.model.bilingual(&evidence);
        list.extend(Example::new(&mut evidence, &beads, sight.view(weights)));
        Ok(())
    }

    fn add_chinese(
        &self,
        article: &Article,
        units: &[Unit],
        (learned, sight): (&Learned, Sight),
        lessons: &mut Lessons,
    ) -> Result<()> {
        let beads: Vec<Candidate> =
            units.iter().map(|u| Candidate { rows: u.hans, columns: u.hant }).collect();
        let Some(mut evidence) = self.chinese_evidence(article, false)? else { return Ok(()) };
        lessons.chinese.extend(Example::new(&mut evidence, &beads, sight.view(self.model.chinese(false))));
        let pivots = self.pivots_of(article, learned)?;
        if let (Some(pivots), Some(evidence)) = (pivots, self.chinese_evidence(article, true)?) {
            let view = sight.view(self.model.chinese(true));
            lessons.chinese_pivot.extend(Example::new(&mut evidence.with_pivots(pivots), &beads, view));
        }
        Ok(())
    }
}

/// The ladder without an edition; beads that held nothing else are gone.
///
/// Gold joins sentences of two editions where the third has one sentence for them. Without it nothing joins them: runs
/// of one length that are longer than its own are taken to stand line against line.
fn without(gold: &Ladder, edition: Edition) -> Ladder {
    let mut out = Ladder::default();
    for bead in &gold.beads {
        let runs = bead.runs.map(|e, run| if e == edition { Run::default() } else { *run });
        let mut rest = runs.0.iter().map(|run| run.len).filter(|len| *len > 0);
        let Some(len) = rest.next() else { continue };
        let joined = bead.runs[edition].len;
        let parts = if joined > 0 && joined < len && rest.all(|other| other == len) { len } else { 1 };
        let part = |run: Run, k: usize| {
            if parts == 1 { run } else { Run::new(run.start + k.min(run.len), run.len.min(1)) }
        };
        out.beads.extend((0..parts).map(|k| Bead { runs: runs.map(|_, run| part(*run, k)), ..bead.clone() }));
    }
    out
}

fn refined(gold: &Ladder) -> Vec<Unit> {
    gold.beads
        .iter()
        .flat_map(|bead| units_of(bead.runs[Edition::ZhHans], bead.runs[Edition::ZhHant]))
        .collect()
}

/// The units of a bead: gold joins Chinese segments where English does, the units need not.
///
/// Runs of one length are taken to stand line against line.
fn units_of(hans: Run, hant: Run) -> Vec<Unit> {
    let one = |run: Run, k: usize| Run::new(run.start + k, 1);
    let empty = |run: Run| Run::new(run.start, 0);
    if hans.len == hant.len {
        return (0..hans.len).map(|k| Unit::certain(one(hans, k), one(hant, k))).collect();
    }
    match (hans.len, hant.len) {
        (0, n) => (0..n).map(|k| Unit::certain(empty(hans), one(hant, k))).collect(),
        (n, 0) => (0..n).map(|k| Unit::certain(one(hans, k), empty(hant))).collect(),
        _ => vec![Unit::certain(hans, hant)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::PerEdition;

    /// English and zh-Hant runs of a ladder once zh-Hans is gone.
    fn without_hans(lens: &[[usize; 3]]) -> Vec<[usize; 2]> {
        let mut at = [0; 3];
        let bead = |lens: &[usize; 3]| {
            let runs = PerEdition(std::array::from_fn(|e| Run::new(at[e], lens[e])));
            at.iter_mut().zip(lens).for_each(|(at, len)| *at += len);
            Bead { runs, ..Bead::default() }
        };
        let gold = Ladder { beads: lens.iter().map(bead).collect() };
        let out = without(&gold, Edition::ZhHans);
        let mut next = [0; 2];
        for bead in &out.beads {
            assert_eq!(bead.runs[Edition::ZhHans].len, 0);
            for (next, edition) in next.iter_mut().zip([Edition::En, Edition::ZhHant]) {
                assert!(bead.runs[edition].len == 0 || bead.runs[edition].start == *next);
                *next += bead.runs[edition].len;
            }
        }
        out.beads.iter().map(|bead| [bead.runs[Edition::En].len, bead.runs[Edition::ZhHant].len]).collect()
    }

    #[test]
    fn what_one_edition_joins_is_apart_without_it() {
        assert_eq!(without_hans(&[[2, 1, 2], [1, 1, 1]]), [[1, 1], [1, 1], [1, 1]]);
        assert_eq!(without_hans(&[[3, 2, 3]]), [[1, 1], [1, 1], [1, 1]]);
        // joined in every edition, or by these two
        assert_eq!(
            without_hans(&[[2, 2, 2], [2, 3, 2], [2, 0, 2], [3, 1, 2], [2, 1, 1]]),
            [[2, 2], [2, 2], [2, 2], [3, 2], [2, 1]]
        );
        // of one edition alone
        assert_eq!(without_hans(&[[0, 1, 0], [2, 1, 0], [0, 1, 1]]), [[1, 0], [1, 0], [0, 1]]);
    }
}

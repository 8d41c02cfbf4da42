//! Whether an edition renders an English sentence: evidence beyond the ladder's own beads.
//!
//! A ladder hides an omission in two ways: a bead swallows the sentence with its neighbours, or the neighbours'
//! translations spread over the gap. Both leave traces: words that nothing renders, a Chinese text too short by just
//! one sentence, another Chinese edition that says more. A logistic regression weighs them; it learns from omissions
//! planted in gold articles.

mod against;
mod sentence;

use super::aligner::{Aligner, Alignment};
use super::logistic::{self, Row};
use super::weights::{OmissionWeights, WeightTable};
use crate::bead::Ladder;
use crate::error::Result;
use crate::evidence::Numbers;
use crate::text::{Article, Edition, PerEdition, Role};

use against::Against;
use sentence::{Numbered, Sentence};

/// What articles teach of omissions: the evidence on English sentences, and whether the edition lacks them.
#[derive(Debug, Clone, Default)]
pub struct OmissionLessons {
    /// From lines without paragraphs.
    pub lines: Vec<Row>,
    /// From texts with paragraphs.
    pub paragraphs: Vec<Row>,
}

impl OmissionLessons {
    /// Adds those of another article.
    pub fn extend(&mut self, other: OmissionLessons) {
        self.lines.extend(other.lines);
        self.paragraphs.extend(other.paragraphs);
    }
}

impl OmissionLessons {
    /// What weights make of the lessons: for each the probability of an omission, and whether it is one.
    ///
    /// # Errors
    /// `Config` where the weights are of other evidence.
    pub fn judged(&self, weights: &OmissionWeights) -> Result<Vec<(f64, bool)>> {
        let tables = tables(weights)?;
        let judge = |rows: &[Row], weights: &[f64]| -> Vec<(f64, bool)> {
            let odds = |row: &Row| row.values.iter().zip(weights).map(|(x, w)| x * w).sum::<f64>();
            rows.iter().map(|row| (logistic::probability(odds(row)), row.is)).collect()
        };
        Ok([judge(&self.lines, &tables[0]), judge(&self.paragraphs, &tables[1])].concat())
    }
}

/// Strength of the L2 penalty: most numbers say much the same in other words.
const PENALTY: f64 = 10.0;

/// The weights under which lessons of one kind are likeliest.
///
/// # Errors
/// `Input` where the solver fails.
pub fn fit_omissions(lessons: &[Row]) -> Result<WeightTable> {
    Ok(WeightTable::new(Numbered::NAMES, &logistic::fit(lessons, vec![0.0; Numbered::NAMES.len()], PENALTY)?))
}

fn values(numbered: &Numbered) -> Vec<f64> {
    numbered.list().into_iter().map(f64::from).collect()
}

/// Weights that say nothing.
impl Default for OmissionWeights {
    fn default() -> Self {
        let zeros = WeightTable::new(Numbered::NAMES, &[0.0; Numbered::NAMES.len()]);
        OmissionWeights { lines: zeros.clone(), paragraphs: zeros }
    }
}

/// The weights in the order of the names: without and with paragraphs.
pub(super) fn tables(weights: &OmissionWeights) -> Result<[Vec<f64>; 2]> {
    let table = |table: &WeightTable| Ok(table.values(Numbered::NAMES)?.into_iter().map(f64::from).collect());
    Ok([table(&weights.lines)?, table(&weights.paragraphs)?])
}

impl Aligner {
    /// By Chinese edition, for each English segment the probability, 0 to 1, that the edition does not render it.
    ///
    /// `alignment` is this aligner's of the article. Empty where the English or the edition is missing.
    pub fn omissions(&self, article: &Article, alignment: &Alignment) -> PerEdition<Vec<f64>> {
        let evidence = self.omission_evidence(article, alignment);
        PerEdition(evidence.0.map(|(paragraphs, rows)| {
            let weights = self.omission_weights(paragraphs);
            let odds = |row: &[f64]| row.iter().zip(weights).map(|(x, w)| x * w).sum();
            rows.iter().map(|row| logistic::probability(odds(&values(row)))).collect()
        }))
    }

    /// What an article teaches: it is aligned, and `gold` says which sentences of its body an edition lacks.
    ///
    /// # Errors
    /// Where a sentence vector cannot be had.
    pub fn omission_lessons(&self, article: &Article, gold: &Ladder) -> Result<OmissionLessons> {
        let alignment = self.align(article)?;
        let mut lessons = OmissionLessons::default();
        let segments = article.segments(Edition::En);
        for (edition, (paragraphs, rows)) in self.omission_evidence(article, &alignment).iter() {
            let mut lacks = vec![None; segments.len()];
            for bead in &gold.beads {
                let range = bead.runs[Edition::En].range();
                lacks[range].fill(Some(bead.runs[edition].len == 0));
            }
            let list = if *paragraphs { &mut lessons.paragraphs } else { &mut lessons.lines };
            let told = rows.iter().zip(segments).zip(lacks);
            list.extend(
                told.filter(|((_, s), _)| matches!(s.role, Role::Body | Role::Title))
                    .filter_map(|((row, _), is)| Some(Row { values: values(row), is: is? })),
            );
        }
        Ok(lessons)
    }

    /// By edition, whether it has paragraphs, and for each English segment the evidence on its omission.
    fn omission_evidence(
        &self,
        article: &Article,
        alignment: &Alignment,
    ) -> PerEdition<(bool, Vec<Numbered>)> {
        let mut out = PerEdition::default();
        let beads = &alignment.ladder.beads;
        let mut sides = PerEdition::<Option<Against>>::default();
        for edition in [Edition::ZhHans, Edition::ZhHant] {
            sides[edition] = self.against(article, beads, edition);
        }
        for edition in [Edition::ZhHans, Edition::ZhHant] {
            let other = if edition == Edition::ZhHans { Edition::ZhHant } else { Edition::ZhHans };
            let Some(own) = &sides[edition] else { continue };
            let shared =
                sides[other].as_ref().map(|there| self.shared(article, beads, [other, edition], there, own));
            let sentence =
                Sentence { article, alignment, edition, own, other: sides[other].as_ref(), shared };
            let rows = beads
                .iter()
                .enumerate()
                .flat_map(|(at, bead)| bead.runs[Edition::En].range().map(move |row| (at, row)))
                .map(|(at, row)| sentence.values(at, row))
                .collect();
            out[edition] = (own.has_paragraphs(), rows);
        }
        out
    }
}

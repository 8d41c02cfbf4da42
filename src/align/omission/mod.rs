//! Whether an edition renders an English sentence: evidence beyond the ladder's own beads.
//!
//! A ladder hides an omission in two ways: a bead swallows the sentence with its neighbours, or the neighbours'
//! translations spread over the gap. Both leave traces: words that nothing renders, a Chinese text too short by just
//! one sentence, another Chinese edition that says more. A logistic regression weighs them; it learns from omissions
//! planted in gold articles.

mod against;
mod sentence;

use super::alignment::Alignment;
use super::comparer::Comparer;
use super::logistic;
#[cfg(feature = "train")]
use super::logistic::Row;
use super::model::ByLayout;
use super::weights::{OmissionWeights, WeightTable};
#[cfg(feature = "train")]
use crate::bead::Ladder;
use crate::error::Result;
use crate::evidence::Numbers;
#[cfg(feature = "train")]
use crate::text::Role;
use crate::text::{Article, Edition, PerEdition};

use against::{Against, shared};
use sentence::{Numbered, Sentence};

/// What articles teach of omissions: the evidence on English sentences, and whether the edition lacks them.
#[cfg(feature = "train")]
#[derive(Debug, Clone, Default)]
pub struct OmissionLessons {
    /// From lines without paragraphs.
    pub lines: Vec<Row>,
    /// From texts with paragraphs.
    pub paragraphs: Vec<Row>,
}

#[cfg(feature = "train")]
impl OmissionLessons {
    /// Adds those of another article.
    pub fn extend(&mut self, other: OmissionLessons) {
        self.lines.extend(other.lines);
        self.paragraphs.extend(other.paragraphs);
    }
}

#[cfg(feature = "train")]
impl OmissionLessons {
    /// What weights make of the lessons: for each the probability of an omission, and whether it is one.
    ///
    /// # Errors
    /// `Config` where the weights are of other evidence.
    pub fn judged(&self, weights: &OmissionWeights) -> Result<Vec<(f64, bool)>> {
        let omissions = Omissions::new(weights)?;
        let judge = |rows: &[Row], paragraphs: bool| -> Vec<(f64, bool)> {
            rows.iter().map(|row| (omissions.probability(&row.values, paragraphs), row.is)).collect()
        };
        Ok([judge(&self.lines, false), judge(&self.paragraphs, true)].concat())
    }
}

/// Strength of the L2 penalty: most numbers say much the same in other words.
#[cfg(feature = "train")]
const PENALTY: f64 = 10.0;

/// The weights under which lessons of one kind are likeliest.
///
/// # Errors
/// `Input` where the solver fails.
#[cfg(feature = "train")]
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

/// The model of omissions.
pub(super) struct Omissions(ByLayout<Vec<f64>>);

impl Omissions {
    /// With these weights.
    ///
    /// # Errors
    /// `Config` where they are of other evidence.
    pub(super) fn new(weights: &OmissionWeights) -> Result<Omissions> {
        let table =
            |table: &WeightTable| Ok(table.values(Numbered::NAMES)?.into_iter().map(f64::from).collect());
        Ok(Omissions(ByLayout { lines: table(&weights.lines)?, paragraphs: table(&weights.paragraphs)? }))
    }

    /// By Chinese edition, for each English segment the probability that the edition does not render it.
    pub(super) fn probabilities(
        &self,
        comparer: &Comparer,
        article: &Article,
        alignment: &Alignment,
    ) -> PerEdition<Vec<f64>> {
        let evidence = evidence(comparer, article, alignment);
        let mut out = PerEdition(evidence.0.map(|(paragraphs, rows)| -> Vec<f64> {
            rows.iter().map(|row| self.probability(&values(row), paragraphs)).collect()
        }));
        // what stands elsewhere is rendered
        for moved in &alignment.moves {
            let rows = alignment.ladder.beads.get(moved.from).map(|bead| bead.runs[Edition::En].range());
            let own = rows.and_then(|rows| out[moved.edition].get_mut(rows)).unwrap_or_default();
            own.iter_mut().for_each(|p| *p *= 1.0 - moved.confidence);
        }
        out
    }

    fn probability(&self, values: &[f64], paragraphs: bool) -> f64 {
        let weights = self.0.of(paragraphs);
        logistic::probability(values.iter().zip(weights).map(|(x, w)| x * w).sum())
    }
}

/// What an aligned article teaches: `gold` says which sentences of its body an edition lacks.
#[cfg(feature = "train")]
pub(super) fn lessons(
    comparer: &Comparer,
    article: &Article,
    alignment: &Alignment,
    gold: &Ladder,
) -> OmissionLessons {
    let mut lessons = OmissionLessons::default();
    let segments = article.segments(Edition::En);
    for (edition, (paragraphs, rows)) in evidence(comparer, article, alignment).iter() {
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
    lessons
}

/// By edition, whether it has paragraphs, and for each English segment the evidence on its omission.
fn evidence(
    comparer: &Comparer,
    article: &Article,
    alignment: &Alignment,
) -> PerEdition<(bool, Vec<Numbered>)> {
    let mut out = PerEdition::default();
    let beads = &alignment.ladder.beads;
    let mut sides = PerEdition::<Option<Against>>::default();
    let texts = comparer.texts(article).filter(|texts| texts.english);
    for edition in [Edition::ZhHans, Edition::ZhHant] {
        sides[edition] = texts.as_ref().and_then(|texts| Against::new(comparer, texts, beads, edition));
    }
    for edition in [Edition::ZhHans, Edition::ZhHant] {
        let other = if edition == Edition::ZhHans { Edition::ZhHant } else { Edition::ZhHans };
        let Some(own) = &sides[edition] else { continue };
        let shared =
            sides[other].as_ref().map(|there| shared(comparer, article, beads, [other, edition], there, own));
        let sentence = Sentence { article, alignment, edition, own, other: sides[other].as_ref(), shared };
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

//! What callers ask of an aligner about articles.

use rayon::prelude::*;

use super::aligner::Aligner;
use super::alignment::Alignment;
#[cfg(feature = "train")]
use super::confidence::Judged;
use super::explain::Explanation;
#[cfg(feature = "train")]
use super::omission::{self, OmissionLessons};
#[cfg(feature = "train")]
use crate::bead::Ladder;
use crate::error::Result;
use crate::evidence::{Learned, Term};
use crate::text::{Article, PerEdition};

impl Aligner {
    /// Aligns an article in two rounds: the first learns words that meet in its beads, the second uses them. What
    /// comes out depends on the article alone.
    ///
    /// # Errors
    /// Where a sentence vector cannot be had; so wherever an article is aligned.
    pub fn align(&self, article: &Article) -> Result<Alignment> {
        Ok(self.read(article)?.alignment)
    }

    /// Aligns articles on all threads, each by itself: an alignment each, in order, the same at any number of threads.
    ///
    /// # Errors
    /// As [`Aligner::align`].
    pub fn align_all(&self, articles: &[Article]) -> Result<Vec<Alignment>> {
        articles.par_iter().map(|article| self.align(article)).collect()
    }

    /// The words that meet in the beads of a first round over an article: for pieces of it, and for training.
    ///
    /// # Errors
    /// As [`Aligner::align`].
    pub fn learn(&self, article: &Article) -> Result<Learned> {
        Ok(self.first_round(article)?.0)
    }

    /// Aligns an article with words that were learned elsewhere, such as a piece with those of the whole.
    ///
    /// # Errors
    /// As [`Aligner::align`].
    pub fn align_with(&self, article: &Article, learned: &Learned) -> Result<Alignment> {
        let reading = self.second_round(article, learned, None)?;
        Ok(self.judged(article, learned, reading)?.alignment)
    }

    /// Explains the beads that [`Aligner::align`] finds, in order.
    ///
    /// # Errors
    /// As [`Aligner::align`].
    pub fn explain(&self, article: &Article) -> Result<Vec<Explanation>> {
        let reading = self.read(article)?;
        Ok((0..reading.alignment.ladder.beads.len()).map(|at| reading.explain(at, &self.model)).collect())
    }

    /// Aligns an article of three editions and says of each bead what its confidence is made from and whether gold
    /// has it; empty where an edition is missing.
    ///
    /// # Errors
    /// As [`Aligner::align`].
    #[cfg(feature = "train")]
    pub fn judge(&self, article: &Article, gold: &Ladder) -> Result<Vec<Judged>> {
        Ok(self.read(article)?.judged(gold))
    }

    /// By Chinese edition, for each English segment the probability, 0 to 1, that the edition does not render it.
    ///
    /// `alignment` is this aligner's of the article. Empty where the English or the edition is missing.
    pub fn omissions(&self, article: &Article, alignment: &Alignment) -> PerEdition<Vec<f64>> {
        self.omissions.probabilities(&self.comparer, article, alignment)
    }

    /// The words of a bead's texts, an edition each, that render each other by the dictionary, with their places.
    pub fn terms(&self, texts: &PerEdition<String>) -> PerEdition<Vec<Term>> {
        self.comparer.terms(texts)
    }

    /// What an article teaches: it is aligned, and `gold` says which sentences of its body an edition lacks.
    ///
    /// # Errors
    /// Where a sentence vector cannot be had.
    #[cfg(feature = "train")]
    pub fn omission_lessons(&self, article: &Article, gold: &Ladder) -> Result<OmissionLessons> {
        Ok(omission::lessons(&self.comparer, article, &self.align(article)?, gold))
    }
}

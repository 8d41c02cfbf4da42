//! Finds ladders: the face of this module.

use std::sync::Arc;

use rayon::prelude::*;

use super::comparer::Comparer;
#[cfg(feature = "train")]
use super::confidence::Judged;
use super::explain::Explanation;
use super::model::Model;
use super::omission::Omissions;
use super::weights::Weights;
use crate::bead::{Ladder, Move};
use crate::error::Result;
use crate::evidence::vectors::Vectors;
use crate::evidence::{Learned, Term};
use crate::text::{Article, PerEdition};

/// Finds ladders; made once, shared by all threads.
pub struct Aligner {
    pub(super) comparer: Comparer,
    pub(super) model: Model,
    pub(super) omissions: Omissions,
    signature: String,
}

/// What aligning an article gives.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Alignment {
    /// The beads; every segment stands in exactly one.
    pub ladder: Ladder,
    /// What a person should know, in plain words.
    pub messages: Vec<String>,
    /// By Chinese edition, for each English segment the probability that nothing renders it, from aligning the two
    /// alone; empty where one of them is missing.
    pub alone: PerEdition<Vec<f64>>,
    /// What stands elsewhere in an edition: pairs of null beads that say the same.
    pub moves: Vec<Move>,
}

/// What made a ladder: the weights, and the fold that evidence rests on.
fn signed(model: &Model, comparer: &Comparer) -> String {
    format!("{}; folded by {}", model.signature, comparer.fold_signature())
}

impl Aligner {
    /// An aligner with the weights that come with the program.
    ///
    /// # Errors
    /// As [`Aligner::new`].
    pub fn embedded() -> Result<Aligner> {
        Aligner::new(&Weights::embedded()?)
    }

    /// An aligner with weights of its own.
    ///
    /// # Errors
    /// `Config` where they do not fit the evidence, `Io` where the conversion of scripts is not to be had.
    pub fn new(weights: &Weights) -> Result<Aligner> {
        let (comparer, model) = (Comparer::new(None)?, Model::new(weights)?);
        Ok(Aligner {
            signature: signed(&model, &comparer),
            comparer,
            model,
            omissions: Omissions::new(&weights.omission)?,
        })
    }

    /// The same with sentence vectors and the weights for them; `vectors` must come with `weights` that have some.
    ///
    /// # Errors
    /// `Config` where the weights were trained without vectors; as [`Aligner::new`].
    pub fn with_vectors(weights: &Weights, vectors: Arc<dyn Vectors>) -> Result<Aligner> {
        let model = Model::with_vectors(weights, &vectors.signature())?;
        let comparer = Comparer::new(Some(vectors))?;
        Ok(Aligner {
            signature: signed(&model, &comparer),
            comparer,
            model,
            omissions: Omissions::new(&weights.omission)?,
        })
    }

    /// What the weights were trained on, and the tables that fold Traditional text.
    pub fn signature(&self) -> &str {
        &self.signature
    }

    /// Tells the vectors all texts of a run, in order, before they are asked for.
    ///
    /// # Errors
    /// Where the vectors are of other texts.
    pub fn know(&self, articles: &[&Article]) -> Result<()> {
        self.comparer.know(articles)
    }

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
        Ok(self.second_round(article, learned, None)?.alignment)
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
}

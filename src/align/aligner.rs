//! The parts of an aligner, and how it is made.

use std::sync::Arc;

use super::comparer::Comparer;
use super::model::Model;
use super::omission::Omissions;
use super::weights::Weights;
use crate::error::Result;
use crate::evidence::vectors::Vectors;
use crate::text::Article;

/// Finds ladders; made once, shared by all threads.
pub struct Aligner {
    pub(super) comparer: Comparer,
    pub(super) model: Model,
    pub(super) omissions: Omissions,
    /// Whom doubtful rows are put before.
    pub(super) judge: Option<Box<Aligner>>,
    signature: String,
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
            judge: None,
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
            judge: None,
        })
    }

    /// The same with a second aligner for doubtful rows.
    pub(super) fn judged_by(self, judge: Aligner) -> Aligner {
        let signature = format!("{}; doubtful rows judged by {}", self.signature, judge.signature);
        Aligner { signature, judge: Some(Box::new(judge)), ..self }
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
        self.judge.as_ref().map_or(&self.comparer, |judge| &judge.comparer).know(articles)
    }
}

//! The weights of a run, in the order of the evidence.

use super::confidence::Confidence;
use super::weights::Weights;
use crate::error::{Error, ErrorKind, Result};
use crate::evidence::{Bilingual, Evidence};

/// One thing for bare lines, another for texts with paragraphs.
#[derive(Debug, Clone, Default)]
pub(super) struct ByLayout<T> {
    pub(super) lines: T,
    pub(super) paragraphs: T,
}

impl<T> ByLayout<T> {
    /// That for texts with paragraphs, or that without.
    pub(super) fn of(&self, paragraphs: bool) -> &T {
        if paragraphs { &self.paragraphs } else { &self.lines }
    }
}

/// The weights of a run.
pub(super) struct Model {
    /// What they were trained on.
    pub(super) signature: String,
    /// How posteriors of three editions become one confidence.
    pub(super) confidence: Confidence,
    /// Whether there are weights for vectors between the Chinese editions.
    pub(super) chinese_vectors: bool,
    bilingual: ByLayout<Vec<f32>>,
    chinese: Vec<f32>,
    chinese_pivot: Vec<f32>,
}

impl Model {
    /// Without vectors.
    ///
    /// # Errors
    /// `Config` where the weights are of other evidence.
    pub(super) fn new(weights: &Weights) -> Result<Model> {
        let names = Bilingual::names();
        Ok(Model {
            signature: weights.signature.clone(),
            confidence: weights.confidence,
            chinese_vectors: false,
            bilingual: ByLayout {
                lines: weights.lines.paired_values(&names)?,
                paragraphs: weights.paragraphs.paired_values(&names)?,
            },
            chinese: weights.chinese.paired_values(&names)?,
            chinese_pivot: weights.chinese_pivot.paired_values(&names)?,
        })
    }

    /// With the vectors that `source` is the signature of.
    ///
    /// # Errors
    /// `Config` where the weights were trained without vectors or are of other evidence.
    pub(super) fn with_vectors(weights: &Weights, source: &str) -> Result<Model> {
        let Some(with) = &weights.vectors else {
            return Err(Error::new(ErrorKind::Config, "the weights were trained without vectors")
                .remedy("train them with `trialign train --vectors …`, or leave the vectors out"));
        };
        let names = Bilingual::names();
        // the weights name the vectors they were trained with
        let signature = if with.signature.ends_with(source) {
            with.signature.clone()
        } else {
            format!("{}; used with {source}", with.signature)
        };
        Ok(Model {
            signature,
            confidence: with.confidence,
            chinese_vectors: with.chinese.is_some(),
            bilingual: ByLayout {
                lines: with.lines.paired_values(&names)?,
                paragraphs: with.paragraphs.paired_values(&names)?,
            },
            chinese: with.chinese.as_ref().unwrap_or(&weights.chinese).paired_values(&names)?,
            chinese_pivot: weights.chinese_pivot.paired_values(&names)?,
        })
    }

    /// Those of English against Chinese.
    pub(super) fn bilingual(&self, evidence: &Bilingual) -> &[f32] {
        self.bilingual.of(evidence.has_paragraphs())
    }

    /// Those of zh-Hans against zh-Hant, with what English says of both or without.
    pub(super) fn chinese(&self, pivot: bool) -> &[f32] {
        if pivot { &self.chinese_pivot } else { &self.chinese }
    }
}

//! What stands on the weights of the evidence, fitted anew: the confidence of three editions, and omissions.

use rayon::prelude::*;

use super::{Gold, omissions, planting, vectors};
use crate::align::{Aligner, Confidence, Judged, Weights};
use crate::bead::Ladder;
use crate::config::Settings;
use crate::error::Result;
use crate::text::Article;

/// What is fitted anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refit {
    /// How the sides of a bead of three editions become one confidence.
    Confidence,
    /// Whether an edition lacks an English sentence.
    Omissions,
    /// Both.
    All,
}

impl std::str::FromStr for Refit {
    type Err = String;

    fn from_str(name: &str) -> std::result::Result<Self, String> {
        match name {
            "confidence" => Ok(Refit::Confidence),
            "omissions" => Ok(Refit::Omissions),
            "all" => Ok(Refit::All),
            _ => Err(format!("'{name}' is not one of confidence, omissions, all")),
        }
    }
}

/// The weights of the settings with a confidence and, where no vectors are used, a model of omissions that fit them.
///
/// # Errors
/// Where the weights or a gold text cannot be read, or the solver fails.
pub fn refit(gold: &[Gold], settings: &Settings, what: Refit) -> Result<Weights> {
    let source = vectors::open(settings)?;
    let mut weights = super::weights(settings)?;
    let taught: Vec<(Article, Ladder)> =
        gold.par_iter().map(|item| item.texts(settings)).collect::<Result<_>>()?;
    if what != Refit::Omissions {
        let aligner = vectors::aligner(&weights, source.as_ref())?;
        let confidence = Confidence::fit(&judged(&aligner, &taught)?)?;
        match &mut weights.vectors {
            Some(with) if source.is_some() => with.confidence = confidence,
            _ => weights.confidence = confidence,
        }
    }
    // the model of omissions knows no vectors
    if what != Refit::Confidence && source.is_none() {
        let articles: Vec<(&Article, &Ladder)> =
            taught.iter().map(|(article, gold)| (article, gold)).collect();
        let found = omissions::lessons(&vectors::aligner(&weights, None)?, &articles)?;
        weights.omission = omissions::fit(found.iter().flatten())?;
    }
    Ok(weights)
}

/// How the aligner does on articles of three editions: as they are, and with lines taken out.
fn judged(aligner: &Aligner, taught: &[(Article, Ladder)]) -> Result<Vec<Judged>> {
    let of = |(seed, (article, gold)): (usize, &(Article, Ladder))| {
        let mut found = aligner.judge(article, gold)?;
        if !found.is_empty() {
            for (article, gold) in planting::variants(article, gold, seed) {
                found.extend(aligner.judge(&article, &gold)?);
            }
        }
        Ok(found)
    };
    let found: Vec<Vec<Judged>> = taught.par_iter().enumerate().map(of).collect::<Result<_>>()?;
    Ok(found.concat())
}

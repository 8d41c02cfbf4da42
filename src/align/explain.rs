//! Why a bead is as it is.

use super::aligner::Aligner;
use crate::bead::Bead;
use crate::error::Result;
use crate::evidence::{Learned, contributions};
use crate::text::Article;

/// A bead taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The bead.
    pub bead: Bead,
    /// Posterior of the English–Chinese link, 0 to 1.
    pub link: f64,
    /// Posterior of the link between the Chinese editions; `None` where there is only one.
    pub chinese: Option<f64>,
    /// What each source adds, in log odds, strongest first.
    pub contributions: Vec<(&'static str, f32)>,
    /// Words that render each other: English stem, Chinese word (folded to Simplified), weight.
    pub words: Vec<(String, String, f32)>,
}

impl Aligner {
    /// Explains the beads of an article that has English and Chinese, in order; empty where one of them is missing.
    ///
    /// # Errors
    /// Where a sentence vector cannot be had.
    pub fn explain(&self, article: &Article, learned: &Learned) -> Result<Vec<Explanation>> {
        self.taken_apart(article, learned, |evidence, weights, bead, candidate, link, chinese| Explanation {
            bead,
            link,
            chinese,
            contributions: contributions(evidence, weights, candidate),
            words: evidence.rendered(candidate),
        })
    }
}

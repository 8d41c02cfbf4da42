//! Why a bead is as it is.

use super::confidence::Support;
use super::model::Model;
use super::reading::Reading;
use crate::bead::Bead;
use crate::evidence::contributions;

/// A bead taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The bead, as [`Aligner::align`](super::Aligner::align) gives it.
    pub bead: Bead,
    /// Posterior of the English–Chinese link, or of that between the Chinese editions where there is no English, 0 to
    /// 1; `None` where none was computed.
    pub link: Option<f64>,
    /// What each two editions say of the bead; `None` where there are not three editions.
    pub support: Option<Support>,
    /// What each source adds, in log odds, strongest first; empty where the bead was put together from what the pairs of
    /// editions say.
    pub contributions: Vec<(&'static str, f32)>,
    /// Words that render each other: English stem, Chinese word (folded to Simplified), weight.
    pub words: Vec<(String, String, f32)>,
}

impl Reading {
    /// Explains the bead at a place of the ladder.
    pub(super) fn explain(&self, at: usize, model: &Model) -> Explanation {
        let bead = self.alignment.ladder.beads[at].clone();
        let Some((part, evidence)) = self.part(at) else {
            return Explanation {
                bead,
                link: None,
                support: None,
                contributions: Vec::new(),
                words: Vec::new(),
            };
        };
        Explanation {
            bead,
            link: Some(part.link),
            support: part.support,
            contributions: part
                .bead
                .map_or_else(Vec::new, |bead| contributions(evidence, self.weights(model, evidence), bead)),
            words: part.bead.map_or_else(Vec::new, |bead| evidence.rendered(bead)),
        }
    }
}

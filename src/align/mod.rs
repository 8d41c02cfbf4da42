//! Finds the ladder of an article: search area, lattice, best path, posteriors, three editions, training.
//!
//! The model is log-linear over the paths of the bead lattice (a semi-Markov CRF): the score of a bead is a
//! weighted sum of its evidence, the best ladder is read off the posteriors, and a bead's confidence is its posterior.

mod aligner;
mod alignment;
mod article;
mod band;
mod between;
mod chart;
mod comparer;
mod confidence;
mod corridor;
mod explain;
mod forward_backward;
#[cfg(feature = "train")]
mod gold;
mod joint;
mod lattice;
mod links;
mod logistic;
mod model;
mod moves;
mod omission;
mod pair;
mod reading;
mod sameness;
mod search;
mod second_opinion;
mod texts;
#[cfg(feature = "train")]
mod train;
mod weights;

pub use aligner::Aligner;
pub use alignment::Alignment;
#[cfg(feature = "train")]
pub use confidence::Judged;
pub use confidence::{Confidence, Odds, Support};
pub use explain::Explanation;
#[cfg(feature = "train")]
pub use gold::{Lessons, Sight};
#[cfg(feature = "train")]
pub use omission::{OmissionLessons, fit_omissions};
#[cfg(feature = "train")]
pub use train::{Example, Half, TrainOptions, View, train};
pub use weights::{OmissionWeights, VectorWeights, WeightTable, Weights};

//! What comes out.

use crate::bead::{Ladder, Move};
use crate::text::PerEdition;

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

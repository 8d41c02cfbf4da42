//! The place of the aligner: until `align` lands, beads of one segment each, in order.

use std::path::Path;

use crate::bead::{Bead, Ladder, Run};
use crate::error::Result;
use crate::text::{Article, Edition};

/// What aligning an article gives.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Alignment {
    /// The ladder.
    pub ladder: Ladder,
    /// What a person should know, such as editions that look like different articles.
    pub messages: Vec<String>,
}

/// Finds ladders.
#[derive(Debug)]
pub struct Aligner;

impl Aligner {
    /// An aligner with the weights of a file, or the built-in ones.
    ///
    /// # Errors
    /// `Config` where the file is none.
    pub fn new(_weights: Option<&Path>) -> Result<Self> {
        Ok(Aligner)
    }

    /// What stands for the weights in the signature of records.
    pub fn signature(&self) -> String {
        "in order".to_owned()
    }

    /// The ladder of an article.
    pub fn align(&self, article: &Article) -> Alignment {
        let lengths = Edition::ALL.map(|edition| article.segments(edition).len());
        let mut ladder = Ladder::default();
        for index in 0..lengths.into_iter().max().unwrap_or(0) {
            let mut bead = Bead::default();
            for (edition, length) in Edition::ALL.into_iter().zip(lengths) {
                bead.runs[edition] = Run::new(index.min(length), usize::from(index < length));
            }
            ladder.beads.push(bead);
        }
        Alignment { ladder, messages: Vec::new() }
    }
}

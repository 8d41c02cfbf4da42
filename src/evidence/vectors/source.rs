//! What gives vectors.

use std::sync::Arc;

use super::Runs;
use crate::error::Result;
use crate::text::Segment;

/// The segments of one line, a run for each edition it has.
pub type Line<'a> = Vec<&'a [Segment]>;

/// Where vectors come from; shared by all threads.
pub trait Vectors: Send + Sync {
    /// What made the vectors, for the signature of a record.
    fn signature(&self) -> String;

    /// Hears all texts of a run, in order, before any vector is asked for.
    ///
    /// # Errors
    /// Where it has vectors for other texts.
    fn know(&self, texts: &[&str]) -> Result<()> {
        let _ = texts;
        Ok(())
    }

    /// The vectors of a side's joined runs.
    ///
    /// # Errors
    /// Where a vector cannot be had: there is never a made-up one.
    fn runs(&self, lines: &[Line<'_>]) -> Result<Arc<Runs>>;
}

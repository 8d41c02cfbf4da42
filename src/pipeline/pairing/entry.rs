//! A document whose partner is looked for.

use std::path::PathBuf;

use crate::evidence::DocumentKeys;
use crate::text::Edition;

/// A file that may be an edition.
pub(super) struct Document {
    pub(super) path: PathBuf,
    pub(super) edition: Edition,
    pub(super) keys: DocumentKeys,
    pub(super) digest: String,
}

//! What is found before it is sorted into articles.

use std::path::PathBuf;

use crate::text::Tag;

/// A file that belongs to an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) tag: Tag,
    pub(super) path: PathBuf,
}

/// A file below a root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct File {
    /// Path below the root, with `/`.
    pub(super) name: String,
    pub(super) path: PathBuf,
}

/// Ids are relative and never climb.
pub(super) fn is_safe_id(id: &str) -> bool {
    let bad = |part: &str| part.is_empty() || part == "." || part == "..";
    !id.is_empty() && !id.contains(['\\', '\0']) && !id.split('/').any(bad)
}

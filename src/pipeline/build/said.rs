//! What a build has to say beside its rows.

/// What a person should know of a run.
#[derive(Default)]
pub(super) struct Said {
    /// Files that could not be used.
    pub(super) problems: Vec<String>,
    pub(super) warnings: Vec<String>,
}

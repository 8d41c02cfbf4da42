//! A line of a laid-out text.

/// A line of a text, trimmed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// Where it starts in the text, without its indent.
    pub(super) start: usize,
    pub(super) text: &'a str,
    /// Columns that it is indented by.
    pub(super) indent: usize,
    /// Columns up to its end.
    pub(super) width: usize,
    /// A form feed stands before it.
    pub(super) fed: bool,
}

impl Line<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}

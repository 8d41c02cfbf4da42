//! What the parts of an outline share.

use crate::text::Span;

/// The length of the inline code that a text begins with; of its marks alone where they do not close in the paragraph.
pub(super) fn inline_code(text: &str) -> usize {
    let marks = text.len() - text.trim_start_matches('`').len();
    let close = text[marks..].find(&text[..marks]).filter(|end| !text[marks..marks + end].contains("\n\n"));
    marks + close.map_or(0, |end| end + marks)
}

/// Something of a page and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What is compared.
    pub key: String,
    /// Where it stands in the source.
    pub span: Span,
}

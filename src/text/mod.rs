//! Plain data: editions, spans, blocks, segments, articles. No input or output.

mod article;
mod aside;
mod block;
pub mod calendar;
pub mod dates;
mod digest;
mod edition;
pub mod han;
mod heads;
pub mod layout;
mod names;
pub mod numbers;
mod reference;
pub mod script;
mod span;
mod standard;

pub use article::{Article, EditionText, Furniture, Segment};
pub use aside::{bracketed_note, credit_from};
pub(crate) use aside::{credit_words, is_bracketed_credit, word_list};
pub use block::{Block, BlockKind, Mark, MarkKind, Offsets, Role};
pub(crate) use digest::{hex, sha256};
pub use edition::{Edition, PerEdition, Tag};
pub use heads::{HEAD_WITHIN, Head, head, is_own_sheet};
pub use names::split_name;
pub(crate) use names::split_names;
pub(crate) use reference::is_reference;
pub use span::Span;
pub use standard::is_other_language;

/// Runs of white space folded to one space, none at the ends: how a segment's text is made from its source.
///
/// ```
/// assert_eq!(trialign::text::fold_white_space(" a\n  b "), "a b");
/// ```
pub fn fold_white_space(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

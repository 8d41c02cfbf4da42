//! HTML within Markdown in a build without HTML: it stays as it is written.

use super::builder::Builder;
use crate::error::Result;
use crate::text::{Block, BlockKind, Role};

/// The piece as one paragraph.
///
/// # Errors
/// None; the reader of HTML has some.
pub(super) fn fragment(piece: &str, start: usize) -> Result<Vec<Block>> {
    let mut builder = Builder::default();
    builder.push_source(piece, start);
    Ok(builder.finish(BlockKind::Paragraph, Role::Body).into_iter().collect())
}

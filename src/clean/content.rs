//! Which blocks of a page are its content.

use crate::text::{Block, Role};

/// Indices of blocks that may belong to head or body: not navigation, not code.
pub(super) fn content(blocks: &[Block]) -> impl DoubleEndedIterator<Item = usize> + '_ {
    (0..blocks.len()).filter(|i| !matches!(blocks[*i].role, Role::Navigation | Role::Code))
}

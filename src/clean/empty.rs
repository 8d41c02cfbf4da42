//! Pages of which cleaning would leave nothing.

use super::content;
use super::measure::{ends_with_mark, units};
use crate::text::{Block, BlockKind, Edition, Role};

/// Words of a line that is the title of a page which has no other line.
const FEW: usize = 12;

/// Gives all pages back what was taken off where nothing would be left of one; the editions of which nothing would.
///
/// The others get theirs back too: what is the text of one is that of all.
pub(super) fn give_back(pages: &mut [(Edition, &mut [Block])]) -> Vec<Edition> {
    let written = |block: &Block| block.text.chars().any(char::is_alphanumeric);
    let kept = |block: &Block| !block.role.is_furniture() || block.role == Role::Code;
    let taken = |block: &Block| !kept(block) && written(block);
    let empty: Vec<Edition> = pages
        .iter()
        .filter(|(_, blocks)| !blocks.iter().any(kept) && blocks.iter().any(taken))
        .map(|(edition, _)| *edition)
        .collect();
    if empty.is_empty() {
        return only_title(pages);
    }
    for (_, blocks) in pages.iter_mut() {
        blocks.iter_mut().filter(|block| taken(block)).for_each(|block| block.role = Role::Body);
    }
    empty
}

/// A short line that is all of the text of every page, with furniture around it, is its title.
fn only_title(pages: &mut [(Edition, &mut [Block])]) -> Vec<Edition> {
    let only = |blocks: &[Block]| {
        let mut kept = content(blocks).filter(|at| !blocks[*at].role.is_furniture());
        let (at, None) = (kept.next()?, kept.next()) else { return None };
        let block = &blocks[at];
        let line = block.role == Role::Body
            && matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_))
            && units(&block.text) <= FEW
            && !ends_with_mark(&block.text);
        (line && blocks.iter().any(|block| block.role.is_furniture())).then_some(at)
    };
    let found: Vec<Option<usize>> = pages.iter().map(|(_, blocks)| only(blocks)).collect();
    if found.iter().all(Option::is_some) {
        for ((_, blocks), at) in pages.iter_mut().zip(found) {
            at.into_iter().for_each(|at| blocks[at].role = Role::Title);
        }
    }
    Vec::new()
}

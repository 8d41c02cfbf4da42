//! Pages that are nothing but furniture.

use super::ending::foot_mark;
use super::languages::is_language_line;
use super::line::is_skip;
use super::measure::plain;
use super::words::{MENU, SECTIONS};
use crate::text::{Block, Edition, Role};

/// Gives all pages back what was taken off where each has nothing else; the editions that have nothing else.
///
/// A page beside them that has a text gets its furniture back too: what is the text of one is that of all.
pub(super) fn give_back(pages: &mut [(Edition, &mut [Block])]) -> Vec<Edition> {
    let written = |block: &Block| block.text.chars().any(char::is_alphanumeric);
    let kept = |block: &Block| !block.role.is_furniture() || block.role == Role::Code;
    let taken = |block: &Block| !kept(block) && written(block);
    let none = |blocks: &[Block]| !blocks.iter().any(kept) && blocks.iter().any(taken);
    let nothing_else = |blocks: &[Block]| {
        blocks.iter().filter(|block| kept(block) && written(block)).all(|block| is_furniture(&block.text))
    };
    let all = pages.iter().all(|(_, blocks)| nothing_else(blocks))
        && pages.iter().any(|(_, blocks)| blocks.iter().any(taken));
    let empty: Vec<Edition> =
        pages.iter().filter(|(_, blocks)| all || none(blocks)).map(|(edition, _)| *edition).collect();
    if empty.is_empty() {
        return empty;
    }
    for (_, blocks) in pages.iter_mut() {
        let lines = blocks.iter_mut().filter(|block| written(block) && block.role != Role::Code);
        for (rank, block) in lines.enumerate() {
            match block.role {
                Role::Date | Role::Byline => {}
                _ if all => block.role = if rank == 0 { Role::Title } else { Role::Body },
                role if role.is_furniture() => block.role = Role::Body,
                _ => {}
            }
        }
    }
    empty
}

/// Whether a line looks like furniture by itself.
fn is_furniture(text: &str) -> bool {
    let text = text.trim();
    let plain = plain(text);
    MENU.has(&plain)
        || SECTIONS.has(&plain)
        || is_skip(text)
        || is_language_line(text)
        || foot_mark(text).is_some()
}

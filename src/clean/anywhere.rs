//! What is no text wherever it stands: lines of marks alone (rules, stars between scenes, `:::`), who took a picture, the
//! end of a release, the place of an advertisement.

use super::content;
use super::ending::is_marked_end;
use super::measure::{is_marks, plain};
use super::picture::is_credit;
use super::words::{ADS, ADS_SURE, PRESS_ABOUT, PRESS_STARTS};
use crate::text::{Block, BlockKind, Edition, Role};

/// So many blocks behind the end of a release say who sent it; more are a text that goes on.
const SENDER: usize = 1;

/// Sets the roles of one page.
pub(super) fn clean(blocks: &mut [Block]) {
    let bodies: Vec<usize> = content(blocks).filter(|at| blocks[*at].role == Role::Body).collect();
    for (rank, at) in bodies.iter().copied().enumerate() {
        let ends = || {
            let next = bodies.get(rank + 1).map(|at| blocks[*at].text.trim().to_lowercase());
            bodies.len() - rank - 1 <= SENDER
                || next.is_some_and(|next| PRESS_ABOUT.starts(&next) || PRESS_STARTS.starts(&next))
        };
        let (text, kind) = (blocks[at].text.trim(), blocks[at].kind);
        if kind == BlockKind::Code {
            continue;
        }
        if is_marks(text) || is_credit(&blocks[at]) {
            blocks[at].role = Role::Navigation;
        } else if is_marked_end(text) && ends() {
            blocks[at].role = Role::Foot;
        }
    }
}

/// Lines that stand for an advertisement. A word alone may head a part of the text: it counts where every edition has
/// as many of them, none a heading.
pub(super) fn advertisements(pages: &mut [(Edition, &mut [Block])]) {
    let lines = |blocks: &[Block], sure: bool| -> Vec<usize> {
        let list = if sure { &ADS_SURE } else { &ADS };
        let line = |at: &usize| {
            let block = &blocks[*at];
            block.role == Role::Body && block.kind == BlockKind::Paragraph && list.has(&plain(&block.text))
        };
        content(blocks).filter(line).collect()
    };
    let all: Vec<Vec<usize>> = pages.iter().map(|(_, blocks)| lines(blocks, false)).collect();
    let alike = pages.len() > 1 && all.iter().all(|found| found.len() == all[0].len());
    for ((_, blocks), found) in pages.iter_mut().zip(all) {
        let found = if alike { found } else { lines(blocks, true) };
        found.into_iter().for_each(|at| blocks[at].role = Role::Navigation);
    }
}

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
        if is_marks(text) {
            blocks[at].role = Role::Navigation;
        } else if is_marked_end(text) && ends() {
            blocks[at].role = Role::Foot;
        }
    }
}

/// Lines that say who took a picture. Where every edition has as many of them and nothing says that the page is an
/// article (a date, a byline), they are lines of a gallery, and text.
pub(super) fn credits(pages: &mut [(Edition, &mut [Block])]) {
    let credits = |blocks: &[Block]| -> Vec<usize> {
        let titled = blocks.iter().position(|block| block.role == Role::Title).unwrap_or(0);
        let line = |at: &usize| {
            matches!(blocks[*at].role, Role::Body | Role::Navigation)
                && blocks[*at].kind != BlockKind::Code
                && is_credit(&blocks[*at])
        };
        (titled..blocks.len()).filter(line).collect()
    };
    let all: Vec<Vec<usize>> = pages.iter().map(|(_, blocks)| credits(blocks)).collect();
    let dated = |blocks: &[Block]| blocks.iter().any(|block| matches!(block.role, Role::Date | Role::Byline));
    let gallery = pages.len() > 1
        && all.iter().all(|found| found.len() == all[0].len())
        && !pages.iter().any(|(_, blocks)| dated(blocks));
    let role = if gallery { Role::Body } else { Role::Navigation };
    for ((_, blocks), found) in pages.iter_mut().zip(all) {
        found.into_iter().for_each(|at| blocks[at].role = role);
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

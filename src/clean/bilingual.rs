//! Sections of an English page that are in Chinese: a README may have both. Beside a Chinese edition they are no text of the
//! English one.

use std::ops::Range;

use crate::text::script::{Judgement, judge};
use crate::text::{Block, BlockKind, Edition, Role};

/// A section with fewer Han characters may be a quotation.
const SECTION: usize = 40;

/// Sets the roles of such sections where a Chinese edition stands beside the page and more English than Chinese is left.
pub(super) fn clean(pages: &mut [(Edition, &mut [Block])]) {
    if !pages.iter().any(|(edition, _)| edition.is_chinese()) {
        return;
    }
    for (_, blocks) in pages.iter_mut().filter(|(edition, _)| *edition == Edition::En) {
        let mut taken = vec![false; blocks.len()];
        let found = sections(blocks).filter(|range| is_chinese(&blocks[range.clone()]));
        found.for_each(|range| taken[range].fill(true));
        let [mut left, mut chinese] = [Judgement::default(); 2];
        for (block, taken) in blocks.iter().zip(&taken) {
            if *taken { chinese.add(&block.text) } else { left.add(&block.text) }
        }
        if left.is_latin() && left.latin > chinese.han {
            let own =
                blocks.iter_mut().zip(taken).filter(|(block, taken)| *taken && block.role != Role::Code);
            own.for_each(|(block, _)| block.role = Role::Navigation);
        }
    }
}

/// Each heading with what stands under it.
fn sections(blocks: &[Block]) -> impl Iterator<Item = Range<usize>> + '_ {
    let level = |block: &Block| match block.kind {
        BlockKind::Heading(level) => Some(level),
        _ => None,
    };
    blocks.iter().enumerate().filter_map(move |(at, block)| {
        let own = level(block)?;
        let ends = |next: &Block| level(next).is_some_and(|next| next <= own);
        let end = blocks[at + 1..].iter().position(ends).map_or(blocks.len(), |n| at + 1 + n);
        Some(at..end)
    })
}

/// Whether a section is in Chinese, its heading too, and nothing in it in English.
fn is_chinese(section: &[Block]) -> bool {
    let mut text =
        section.iter().filter(|block| block.kind != BlockKind::Code).map(|block| judge(&block.text));
    let headed = section.first().is_some_and(|heading| judge(&heading.text).han > 0);
    let han: usize = text.clone().map(|own| own.han).sum();
    headed && han >= SECTION && text.all(|own| !own.is_latin())
}

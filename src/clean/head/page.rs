//! The head of one page, line by line.

use crate::clean::content;
use crate::clean::line::Class;
use crate::text::{Block, Edition, Role};

/// Lines without a mark that a title, a section and a name may be.
pub(super) const FEW: usize = 6;

#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Index of its block.
    pub(super) at: usize,
    pub(super) class: Class,
    /// No blank line stands between it and the line above.
    pub(super) close: bool,
    /// A few words, no heading and no item.
    pub(super) short: bool,
}

/// The head of one edition.
pub(super) struct Head {
    pub(super) edition: Edition,
    pub(super) lines: Vec<Line>,
    /// The line that is the title, as an index into `lines`.
    pub(super) title: Option<usize>,
    /// The title was told by markup.
    pub(super) sure: bool,
    /// Lines that are the items of a list of authors, as indices into `lines`.
    pub(super) authors: Vec<usize>,
}

impl Head {
    /// Lines that may be title or section: they stand before the first date and have no other class.
    pub(super) fn open(&self) -> Vec<usize> {
        let dated = self.lines.iter().position(|l| matches!(l.class, Class::Date | Class::NamedDate));
        let dated = dated.filter(|at| *at > 0 && self.lines[..*at].iter().any(|l| l.is_open()));
        // Behind prose, such as the dek, no title comes any more.
        let prose = self.lines.iter().position(|l| l.class == Class::Prose);
        let until = dated.unwrap_or(self.lines.len()).min(prose.unwrap_or(self.lines.len()));
        (0..until).filter(|k| self.lines[*k].is_open()).collect()
    }

    pub(super) fn followed(&self, line: usize, blocks: &[Block]) -> bool {
        content(blocks).any(|at| at > self.lines[line].at && blocks[at].role == Role::Body)
    }
}

impl Line {
    pub(super) fn is_open(&self) -> bool {
        matches!(self.class, Class::Plain | Class::Asks | Class::Section)
    }

    /// Whether it belongs to a head for sure.
    pub(super) fn belongs(&self) -> bool {
        matches!(self.class, Class::Date | Class::NamedDate | Class::Byline)
    }
}

pub(super) fn pages_of<'a>(edition: Edition, pages: &'a [(Edition, &mut [Block])]) -> &'a [Block] {
    pages.iter().find(|(e, _)| *e == edition).map_or(&[], |(_, blocks)| blocks)
}

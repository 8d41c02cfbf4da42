//! Markup within a line, whatever the language: text goes to the block, marks are noted with their places.

use std::ops::Range;

use super::builder::Builder;
use crate::text::{Mark, MarkKind, Span};

/// Marks farther apart are none: the search must not cost the square of the line.
pub(super) const REACH: usize = 2000;

/// Markup at the beginning of a text: how long it is, which part of it is text, and whether there is markup in that.
pub(super) struct Piece {
    pub len: usize,
    pub text: Range<usize>,
    pub nested: bool,
    pub mark: Option<MarkKind>,
}

/// A language of markup.
pub(super) struct Markup {
    /// The markup that a text begins with, given the character before it.
    pub piece: fn(&str, Option<char>) -> Option<Piece>,
    /// What is text of what follows the last markup.
    pub tail: fn(&str) -> &str,
}

impl Markup {
    /// Adds a line that stands at `start` to a block, without its markup.
    pub fn push(&self, text: &str, start: usize, builder: &mut Builder) {
        let (mut at, mut run) = (0, 0);
        while at < text.len() {
            let rest = &text[at..];
            let before = text[..at].chars().next_back();
            let Some(piece) = (self.piece)(rest, before) else {
                at += rest.chars().next().map_or(1, char::len_utf8);
                continue;
            };
            builder.push_source(&text[run..at], start + run);
            if let Some(kind) = piece.mark {
                builder.mark(Mark { kind, span: Span::new(start + at, start + at + piece.len) });
            }
            let inner = &rest[piece.text.clone()];
            let from = start + at + piece.text.start;
            if piece.nested {
                self.push(inner, from, builder);
            } else {
                builder.push_source(inner, from);
            }
            at += piece.len;
            run = at;
        }
        builder.push_source((self.tail)(&text[run..]), start + run);
    }
}

/// Where `what` stands next in a text, from a byte on and within [`REACH`].
pub(super) fn find(text: &str, from: usize, what: &str) -> Option<usize> {
    let mut to = (from + REACH).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    text.get(from..to)?.find(what).map(|at| from + at)
}

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
    /// Adds a text that stands at `start` to a block, without its markup. Lines of it are joined as the block joins
    /// its lines, without the white space they begin with.
    pub fn push(&self, text: &str, start: usize, builder: &mut Builder) {
        let (mut at, mut run) = (0, 0);
        while at < text.len() {
            let rest = &text[at..];
            let before = text[..at].chars().next_back();
            let Some(piece) = (self.piece)(rest, before) else {
                at += rest.chars().next().map_or(1, char::len_utf8);
                continue;
            };
            push_lines(&text[run..at], start + run, builder);
            if let Some(kind) = piece.mark {
                builder.mark(Mark { kind, span: Span::new(start + at, start + at + piece.len) });
            }
            let inner = &rest[piece.text.clone()];
            let from = start + at + piece.text.start;
            if piece.nested {
                self.push(inner, from, builder);
            } else {
                push_lines(inner, from, builder);
            }
            at += piece.len;
            run = at;
        }
        push_lines((self.tail)(&text[run..]), start + run, builder);
    }
}

fn push_lines(text: &str, start: usize, builder: &mut Builder) {
    let mut at = 0;
    for (number, line) in text.split(['\n', '\r']).enumerate() {
        let own = if number == 0 { line } else { line.trim_start() };
        if number > 0 {
            builder.line_break(Span::new(start + at - 1, start + at), false);
        }
        let from = at + line.len() - own.len();
        builder.push_source(own, start + from);
        at += line.len() + 1;
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

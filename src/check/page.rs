use super::Place;
use super::disable::Disabled;
use crate::text::{Block, Span};

/// The file of an edition, as the rules see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The file, with `/` between its parts.
    pub path: String,
    /// Its decoded source.
    pub source: String,
    /// Its blocks, with their marks.
    pub blocks: Vec<Block>,
    /// Where rules are switched off.
    pub disabled: Disabled,
    lines: Vec<usize>,
}

impl Page {
    /// A page of a decoded source and its blocks.
    pub fn new(path: String, source: String, blocks: Vec<Block>) -> Page {
        let starts = source.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(starts).collect();
        let disabled = Disabled::read(&source);
        Page { path, source, blocks, disabled, lines }
    }

    /// Whether it is a set of messages: fragments at times, that end as programs want them.
    pub fn is_messages(&self) -> bool {
        let path = self.path.to_lowercase();
        [".po", ".json", ".yml", ".yaml"].iter().any(|end| path.ends_with(end))
    }

    /// Where a span of the source stands.
    pub fn place(&self, span: Span) -> Place {
        let (line, column) = self.position(span.start);
        let (end_line, end_column) = self.position(span.end.max(span.start));
        Place { path: self.path.clone(), line, column, end_line, end_column }
    }

    /// Line and column, from 1, of a byte; columns count characters.
    fn position(&self, at: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|start| *start <= at);
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let mut end = at.min(self.source.len());
        while !self.source.is_char_boundary(end) {
            end -= 1;
        }
        let column = self.source.get(start..end).map_or(0, |before| before.chars().count());
        (line.max(1), column + 1)
    }
}

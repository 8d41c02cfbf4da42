//! HTML to blocks. `lol_html` finds tags and text with their places; the rest is this file.

use super::builder::Builder;
use super::entity::{Piece, pieces};
use super::html_tags::{Class, Hint, classify, is_ended_by, is_navigation, is_of_ruby, is_scope, kind_of};
use super::html_tokens::{Event, Tag, tokenize};
use crate::error::Result;
use crate::text::{Block, BlockKind, Mark, MarkKind, Role, Span};

/// The blocks of a page, in order; navigation is kept with its role.
///
/// # Errors
/// `Input` where the page nests so deep that it cannot be read in bounded memory.
pub(super) fn blocks(text: &str) -> Result<Vec<Block>> {
    Ok(page(text, 0)?.finish())
}

/// The blocks of a piece of HTML that stands at `start` in its source.
pub(super) fn fragment(piece: &str, start: usize) -> Result<Vec<Block>> {
    let mut page = page(piece, start)?;
    page.flush();
    Ok(page.blocks.into_iter().map(|found| found.block).collect())
}

fn page(text: &str, base: usize) -> Result<Page<'_>> {
    let events = tokenize(text)?;
    let mut page = Page::new(text, base);
    for event in events {
        page.event(&event);
    }
    Ok(page)
}

struct Open {
    id: usize,
    name: &'static str,
    kind: Option<BlockKind>,
    role: Role,
    hint: Option<Role>,
    dropped: bool,
    /// Inside the page's own header, which may turn out to hold the title.
    header: bool,
    /// The mark of a footnote.
    note: bool,
    /// Where its start tag begins.
    from: usize,
    /// Where its text begins in the block under construction.
    text_from: usize,
}

struct Found {
    block: Block,
    hint: Option<Role>,
    header: bool,
}

struct Page<'a> {
    text: &'a str,
    base: usize,
    open: Vec<Open>,
    /// How many elements of each name are open.
    counts: std::collections::HashMap<&'static str, usize>,
    builder: Builder,
    /// Kind, role and header of the block under construction; taken from the place of its first text.
    place: Option<(BlockKind, Role, bool)>,
    /// The hint that all its text shares.
    hint: Option<Option<Role>>,
    blocks: Vec<Found>,
    last_text: Option<Span>,
}

impl<'a> Page<'a> {
    fn new(text: &'a str, base: usize) -> Self {
        Page {
            text,
            base,
            open: Vec::new(),
            counts: std::collections::HashMap::new(),
            builder: Builder::default(),
            place: None,
            hint: None,
            blocks: Vec::new(),
            last_text: None,
        }
    }

    fn event(&mut self, event: &Event) {
        match event {
            Event::Text(span) => self.take_text(*span),
            Event::Start(tag) => self.start(*tag),
            Event::End(name, id) => self.end(name, *id),
            Event::Mark(mark) if !self.dropped() => {
                self.builder.mark(Mark { kind: mark.kind.clone(), span: self.at(mark.span) });
            }
            Event::Mark(_) => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag.class {
            Class::Break => {
                if !self.dropped() {
                    self.builder.line_break(self.at(tag.span), true);
                }
                return;
            }
            Class::Void => {
                self.flush();
                return;
            }
            Class::Block => {
                self.flush();
                self.end_implied(tag.name);
            }
            Class::Inline | Class::Dropped if is_of_ruby(tag.name) => self.end_implied(tag.name),
            Class::Inline | Class::Dropped => {}
        }
        if !tag.void {
            self.push(tag);
        }
    }

    fn push(&mut self, tag: Tag) {
        let parent = self.open.last();
        let mut role = parent.map_or(Role::Body, |open| open.role);
        let mut header = parent.is_some_and(|open| open.header);
        let navigation = tag.hidden || is_navigation(tag.name) || tag.hint == Some(Hint::Navigation);
        if navigation {
            role = Role::Navigation;
        } else if role == Role::Body && self.is_of_page(tag.name) {
            header = tag.name == "header";
            role = if header { Role::Navigation } else { Role::Foot };
        }
        let hint = match tag.hint {
            Some(Hint::Role(role)) => Some(role),
            _ if tag.class == Class::Block => {
                parent.and_then(|open| open.hint).filter(|hint| *hint != Role::Section)
            }
            _ => parent.and_then(|open| open.hint),
        };
        let open = Open {
            id: tag.id,
            name: tag.name,
            kind: kind_of(tag.name).or(parent.and_then(|open| open.kind)),
            role,
            hint,
            dropped: parent.is_some_and(|open| open.dropped) || tag.class == Class::Dropped,
            header,
            note: tag.name == "sup" || tag.class == Class::Inline && tag.hint == Some(Hint::Note),
            from: tag.span.start,
            text_from: self.builder.len(),
        };
        *self.counts.entry(tag.name).or_default() += 1;
        self.open.push(open);
    }

    /// Whether this is the header or footer of the page, not of an article or section in it.
    fn is_of_page(&self, name: &str) -> bool {
        matches!(name, "header" | "footer")
            && ["article", "main", "section", "blockquote", "figure"]
                .iter()
                .all(|outer| self.count(outer) == 0)
    }

    fn count(&self, name: &str) -> usize {
        self.counts.get(name).copied().unwrap_or(0)
    }

    fn end_implied(&mut self, next: &str) {
        loop {
            // Only the innermost elements: end tags are left out near by, and hostile nesting must not cost.
            let near = self.open.iter().enumerate().rev().take(64);
            let ended = near
                .map(|(at, open)| (at, is_ended_by(open.name, next), is_scope(open.name)))
                .find(|(_, ended, scope)| *ended || *scope);
            match ended {
                Some((at, true, _)) => self.close_to(at),
                _ => return,
            }
        }
    }

    fn end(&mut self, name: &'static str, id: usize) {
        if classify(name).1 == Class::Block {
            self.flush();
        }
        // Ids rise along the stack; one that is gone was ended by another tag.
        if let Ok(at) = self.open.binary_search_by_key(&id, |open| open.id) {
            self.mark_code(name, at);
            self.end_link(name, at);
            self.cut_note(at);
            self.close_to(at);
        }
    }

    /// A link reaches as far as its text.
    fn end_link(&mut self, name: &str, at: usize) {
        let (Some(open), Some(inside)) = (self.open.get(at), self.last_text) else { return };
        if name == "a" && !open.dropped && open.from <= inside.start {
            let end = self.at(inside).end;
            self.builder.end_link(end);
        }
    }

    /// The mark of a footnote is no text: what stands raised behind a word or a full stop.
    fn cut_note(&mut self, at: usize) {
        let (Some(open), Some(inside)) = (self.open.get(at), self.last_text) else { return };
        if open.note && !open.dropped && open.from <= inside.start {
            let span = self.at(Span::new(open.from, inside.end));
            self.builder.cut_note(open.text_from, span, true);
        }
    }

    /// Notes what stands between the tags of inline code.
    fn mark_code(&mut self, name: &str, at: usize) {
        let (Some(open), Some(inside)) = (self.open.get(at), self.last_text) else { return };
        if name == "code" && !open.dropped && open.kind != Some(BlockKind::Code) && open.from <= inside.start
        {
            let Some(raw) = inside.slice(self.text).filter(|raw| raw.len() < 1024) else { return };
            let mut text = String::new();
            pieces(raw, |piece| match piece {
                Piece::Raw(raw, _) => text.push_str(raw),
                Piece::Reference(said, ..) => text.push_str(&said),
            });
            self.builder.mark(Mark { kind: MarkKind::Code(text), span: self.at(inside) });
        }
    }

    fn close_to(&mut self, at: usize) {
        for open in self.open.drain(at..) {
            if let Some(count) = self.counts.get_mut(open.name) {
                *count = count.saturating_sub(1);
            }
        }
    }

    fn dropped(&self) -> bool {
        self.open.last().is_some_and(|open| open.dropped)
    }

    fn at(&self, span: Span) -> Span {
        Span::new(span.start + self.base, span.end + self.base)
    }

    fn take_text(&mut self, span: Span) {
        let Some(raw) = span.slice(self.text) else { return };
        self.last_text = Some(span);
        let blank = raw.trim().is_empty();
        if !blank && self.open.last().is_some_and(|open| open.name == "head") {
            // A head ends at the first text, whether its end tag is there or not.
            self.close_to(self.open.len() - 1);
        }
        if self.dropped() {
            return;
        }
        if blank && self.builder.is_blank() {
            return;
        }
        if !blank {
            let open = self.open.last();
            let hint = open.and_then(|open| open.hint);
            self.hint = Some(match self.hint {
                Some(shared) if shared != hint => None,
                _ => hint,
            });
            if self.place.is_none() {
                let kind = open.and_then(|open| open.kind).unwrap_or(BlockKind::Paragraph);
                let role = open.map_or(Role::Body, |open| open.role);
                self.place = Some((kind, role, open.is_some_and(|open| open.header)));
            }
        }
        let code = self.place.is_some_and(|(kind, ..)| kind == BlockKind::Code);
        let start = span.start + self.base;
        let builder = &mut self.builder;
        pieces(raw, |piece| match piece {
            Piece::Raw(text, at) if code => builder.push_source(text, start + at),
            Piece::Raw(text, at) => push_lines(builder, text, start + at),
            Piece::Reference(text, at, len) => builder.push(&text, Span::new(start + at, start + at + len)),
        });
    }

    fn flush(&mut self) {
        let hint = self.hint.take().flatten();
        let (kind, role, header) = self.place.take().unwrap_or((BlockKind::Paragraph, Role::Body, false));
        let role = if kind == BlockKind::Code && role == Role::Body { Role::Code } else { role };
        let found = self.builder.finish_lines(kind, role);
        self.blocks.extend(found.into_iter().map(|block| Found { block, hint, header }));
    }

    fn finish(mut self) -> Vec<Block> {
        self.flush();
        let left = self.builder.take_marks();
        if let Some(last) = self.blocks.last_mut() {
            last.block.marks.extend(left);
        }
        let is_title = |found: &Found| found.block.kind == BlockKind::Heading(1);
        let outside = self.blocks.iter().any(|found| is_title(found) && found.block.role == Role::Body);
        if !outside && self.blocks.iter().any(|found| is_title(found) && found.header) {
            for found in self.blocks.iter_mut().filter(|found| found.header) {
                found.block.role = Role::Body;
            }
        }
        apply_hints(&mut self.blocks);
        self.blocks.into_iter().map(|found| found.block).collect()
    }
}

/// Pushes text line by line: a line end is a break that vanishes between Han characters.
fn push_lines(builder: &mut Builder, text: &str, start: usize) {
    let mut at = start;
    for (index, line) in text.split('\n').enumerate() {
        let mut piece = line;
        if index > 0 {
            builder.line_break(Span::new(at - 1, at), false);
            piece = line.trim_start_matches([' ', '\t', '\r']);
        }
        builder.push_source(piece, at + line.len() - piece.len());
        at += line.len() + 1;
    }
}

/// Hints of classes count only in the page's head, before the first long block, and only for short blocks.
fn apply_hints(blocks: &mut [Found]) {
    for found in blocks {
        let long = found.block.text.chars().count() > 160;
        if found.block.role != Role::Body {
            continue;
        }
        let heading = matches!(found.block.kind, BlockKind::Heading(_));
        match found.hint {
            Some(role) if !long && !heading => found.block.role = role,
            None if !heading => break,
            _ if long => break,
            _ => {}
        }
    }
}

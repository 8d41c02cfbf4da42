//! HTML to blocks. `lol_html` finds tags and text with their places; the rest is this file.

use std::cell::RefCell;
use std::rc::Rc;

use lol_html::html_content::Element;
use lol_html::{HtmlRewriter, MemorySettings, Settings, doc_text, element};

use super::builder::Builder;
use super::entity::{Piece, pieces};
use super::html_tags::{Class, Hint, classify, hint_of, is_ended_by, is_navigation, is_scope, is_void, kind_of};
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Block, BlockKind, Role, Span};

/// Memory for the stack of open elements; only hostile nesting comes near.
const MEMORY: usize = 256 * 1024 * 1024;

enum Event {
    Text(Span),
    Start(Tag),
    /// End of the element with this number.
    End(&'static str, usize),
}

#[derive(Clone, Copy)]
struct Tag {
    /// Number of the element, in the order of start tags.
    id: usize,
    name: &'static str,
    class: Class,
    hint: Option<Hint>,
    hidden: bool,
    void: bool,
    span: Span,
}

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
    let masked = mask_xhtml(text);
    let events = tokenize(masked.as_deref().unwrap_or(text))?;
    let mut page = Page::new(text, base);
    for event in events {
        page.event(&event);
    }
    Ok(page)
}

fn tokenize(markup: &str) -> Result<Vec<Event>> {
    let events = Rc::new(RefCell::new(Vec::new()));
    let settings = Settings::new()
        .append_element_content_handler(element!("*", |el| {
            start(el, &events);
            Ok(())
        }))
        .append_document_content_handler(doc_text!(|chunk| {
            let bytes = chunk.source_location().bytes();
            if !bytes.is_empty() {
                push_text(&mut events.borrow_mut(), Span::new(bytes.start, bytes.end));
            }
            Ok(())
        }))
        .with_memory_settings(MemorySettings::new().with_max_allowed_memory_usage(MEMORY))
        .with_strict(false);
    let mut rewriter = HtmlRewriter::new(settings, |_: &[u8]| {});
    let done = rewriter.write(markup.as_bytes()).and_then(|()| rewriter.end());
    done.map_err(|error| {
        Error::new(ErrorKind::Input, format!("the HTML cannot be read: {error}"))
            .remedy("check that it is HTML; very deep nesting is refused")
    })?;
    Ok(events.take())
}

fn push_text(events: &mut Vec<Event>, span: Span) {
    match events.last_mut() {
        Some(Event::Text(last)) if last.end == span.start => last.end = span.end,
        _ => events.push(Event::Text(span)),
    }
}

fn start(el: &mut Element<'_, '_>, events: &Rc<RefCell<Vec<Event>>>) {
    let bytes = el.source_location().bytes();
    let raw = el.tag_name();
    let (name, class) = classify(&raw);
    let attribute = |name: &str| el.get_attribute(name).map(|value| bounded(&value).to_ascii_lowercase());
    let hint = if name == "time" {
        Some(Hint::Role(Role::Date))
    } else {
        let navigation = attribute("role").filter(|role| role == "navigation").map(|_| Hint::Navigation);
        navigation.or_else(|| attribute("class").and_then(|value| hint_of(&value)))
    };
    let hidden = el.has_attribute("hidden") || attribute("aria-hidden").is_some_and(|value| value == "true");
    let void = el.is_self_closing() || is_void(&raw);
    let id = events.borrow().len();
    events.borrow_mut().push(Event::Start(Tag {
        id,
        name,
        class,
        hint,
        hidden,
        void,
        span: Span::new(bytes.start, bytes.end),
    }));
    if void {
        return;
    }
    let shared = Rc::clone(events);
    if let Some(handlers) = el.end_tag_handlers() {
        handlers.push(Box::new(move |_| {
            shared.borrow_mut().push(Event::End(name, id));
            Ok(())
        }));
    }
}

/// The head of an attribute's value: hints are short, values may be megabytes.
fn bounded(value: &str) -> &str {
    let mut end = value.len().min(1024);
    while !value.is_char_boundary(end) {
        end -= 1;
    }
    &value[..end]
}

/// In XHTML `<script/>` has no contents, which an HTML tokenizer does not know: such elements are renamed, same length.
fn mask_xhtml(markup: &str) -> Option<String> {
    let head = markup.trim_start();
    if !head.starts_with("<?xml") {
        return None;
    }
    let mut bytes = markup.as_bytes().to_vec();
    for name in ["script", "style", "title", "textarea", "iframe", "noscript"] {
        for (at, _) in markup.match_indices(&format!("<{name}")) {
            let after = at + 1 + name.len();
            let Some(length) = markup[after..].find('>') else { continue };
            let inside = &markup[after..after + length];
            if inside.ends_with('/') && !inside.contains('<') {
                bytes[at + 1..after].fill(b'x');
            }
        }
    }
    String::from_utf8(bytes).ok()
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
        }
    }

    fn event(&mut self, event: &Event) {
        match event {
            Event::Text(span) => self.take_text(*span),
            Event::Start(tag) => self.start(*tag),
            Event::End(name, id) => self.end(name, *id),
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
            _ if tag.class == Class::Block => parent.and_then(|open| open.hint).filter(|hint| *hint != Role::Section),
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
        };
        *self.counts.entry(tag.name).or_default() += 1;
        self.open.push(open);
    }

    /// Whether this is the header or footer of the page, not of an article or section in it.
    fn is_of_page(&self, name: &str) -> bool {
        matches!(name, "header" | "footer")
            && ["article", "main", "section", "blockquote", "figure"].iter().all(|outer| self.count(outer) == 0)
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
            self.close_to(at);
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
        if let Some(block) = self.builder.finish(kind, role) {
            self.blocks.push(Found { block, hint, header });
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.flush();
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

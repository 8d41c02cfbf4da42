//! Markdown to blocks, with `pulldown-cmark`; HTML in it is read as HTML.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::builder::Builder;
use super::front_matter::front_matter;
use super::{html, mdx};
use crate::text::{Block, BlockKind, Mark, MarkKind, Offsets, Role, Span};

/// The blocks of a Markdown text; front matter first.
pub(super) fn blocks(text: &str, mdx: bool) -> Vec<Block> {
    let (blocks, start) = front_matter(text);
    let written = &text[start..];
    let mdx::Masked { text: masked, bodies } = mdx::masked(written, mdx);
    let body = masked.as_deref().unwrap_or(written);
    let mut reader = Reader { body, written, base: start, mdx, bodies, blocks, ..Reader::default() };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_HEADING_ATTRIBUTES;
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        reader.event(&event, range);
    }
    reader.flush();
    reader.blocks.extend(std::mem::take(&mut reader.captions));
    let left = reader.builder.take_marks();
    if let Some(last) = reader.blocks.last_mut() {
        last.marks.extend(left);
    }
    let mut blocks = reader.blocks;
    if masked.is_some() {
        blocks.iter_mut().for_each(|block| keep_to_characters(block, text));
    }
    blocks
}

/// HTML takes what was blanked out byte by byte; where that parts a character, the block maps as a whole.
fn keep_to_characters(block: &mut Block, source: &str) {
    let whole = |(at, c): (usize, char)| block.offsets.span(at..at + c.len_utf8()).slice(source).is_some();
    if block.text.char_indices().all(whole) {
        return;
    }
    let all = block.offsets.span(0..block.text.len());
    let start = (0..=all.start).rev().find(|k| source.is_char_boundary(*k)).unwrap_or(0);
    let end = (all.end..source.len()).find(|k| source.is_char_boundary(*k)).unwrap_or(source.len());
    let first = block.text.chars().next().map_or(0, char::len_utf8);
    let rest = block.text.len() - first;
    let mut offsets = Offsets::default();
    // Runs as long as their source would map byte by byte.
    if rest == end - start {
        offsets.push(first, Span::new(start, end));
        offsets.push(rest, Span::new(end, end));
    } else {
        offsets.push(first, Span::new(start, start));
        offsets.push(rest, Span::new(start, end));
    }
    block.offsets = offsets;
}

#[derive(Default)]
struct Reader<'a> {
    body: &'a str,
    /// The body as it was before anything was blanked out.
    written: &'a str,
    base: usize,
    mdx: bool,
    /// The bodies of components, in order and apart.
    bodies: Vec<std::ops::Range<usize>>,
    blocks: Vec<Block>,
    /// Texts of images in the block under construction; they follow it.
    captions: Vec<Block>,
    kinds: Vec<BlockKind>,
    builder: Builder,
    image: Builder,
    images: usize,
    html: Option<Span>,
    /// What of the body was read as HTML though Markdown sees more blocks in it.
    read: std::ops::Range<usize>,
    /// No `</pre>` comes any more.
    no_pre_ends: bool,
    /// Inside inline HTML that is not text of the page.
    dropped: Option<&'static str>,
    /// An open `<sup>`: where its text starts in the block, and its tag in the source.
    raised: Option<(usize, usize)>,
    /// Inside indented text of MDX, which is no code; whether a fence is open in it.
    indented: Option<bool>,
}

/// The readings over the characters of ruby, and the brackets around them.
const RUBY: [&str; 3] = ["rtc", "rt", "rp"];

impl Reader<'_> {
    fn event(&mut self, event: &Event<'_>, range: std::ops::Range<usize>) {
        let span = Span::new(range.start + self.base, range.end + self.base);
        let ends_html = matches!(event, Event::End(TagEnd::HtmlBlock));
        if self.read.contains(&range.start) && !ends_html {
            return;
        }
        match event {
            Event::Start(tag) => {
                self.start(tag, range.start);
                self.mark(tag, span);
            }
            Event::End(tag) => self.end(*tag),
            Event::Text(text) if self.indented.is_some() => self.indented_line(text, range),
            Event::Text(text) => self.text(text, range),
            Event::Code(text) => {
                self.builder.mark(Mark { kind: MarkKind::Code(text.to_string()), span });
                self.code(text, range);
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.code(text, range),
            Event::SoftBreak => self.target().line_break(span, false),
            Event::HardBreak => self.target().line_break(span, true),
            Event::Html(_) => {
                let from = self.html.map_or(range.start, |html| html.start);
                self.html = Some(Span::new(from, range.end));
            }
            Event::InlineHtml(tag) => self.inline_html(tag, span),
            Event::Rule => self.flush(),
            Event::FootnoteReference(label) => {
                self.builder.mark(Mark { kind: MarkKind::Footnote(label.to_string()), span });
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn mark(&mut self, tag: &Tag<'_>, span: Span) {
        let kind = match tag {
            // An empty one stands for a template tag.
            Tag::Link { dest_url, .. } if dest_url.is_empty() => return,
            Tag::Link { dest_url, .. } => MarkKind::Link(dest_url.to_string()),
            Tag::Image { dest_url, .. } => MarkKind::Image(dest_url.to_string()),
            _ => return,
        };
        self.builder.mark(Mark { kind, span });
    }

    fn target(&mut self) -> &mut Builder {
        if self.images > 0 { &mut self.image } else { &mut self.builder }
    }

    fn text(&mut self, text: &str, range: std::ops::Range<usize>) {
        if self.dropped.is_some() {
            return;
        }
        let span = Span::new(range.start + self.base, range.end + self.base);
        let source = self.body.get(range.clone()).unwrap_or_default();
        if source == text {
            self.source(range);
            return;
        }
        if source.len() != text.len() {
            self.target().push(text, span);
            return;
        }
        // Another text that happens to be as long must not map byte by byte: its first character gets nothing of it.
        let first = text.chars().next().map_or(0, char::len_utf8);
        self.target().push(&text[..first], Span::new(span.start, span.start));
        self.target().push(&text[first..], span);
    }

    /// A line of text that is indented under a component of MDX: a fence in it opens code as it does elsewhere.
    fn indented_line(&mut self, text: &str, range: std::ops::Range<usize>) {
        let line = text.trim();
        let open = self.indented == Some(true);
        if line.starts_with("```") || line.starts_with("~~~") {
            self.fence(!open);
        } else if line.is_empty() && !open {
            self.flush();
        } else {
            self.text(text, range);
        }
    }

    fn fence(&mut self, open: bool) {
        self.flush();
        match open {
            true => self.kinds.push(BlockKind::Code),
            false => drop(self.kinds.pop()),
        }
        self.indented = Some(open);
    }

    /// Text as the body has it; what was blanked out is one space.
    fn source(&mut self, range: std::ops::Range<usize>) {
        let (body, written, base) = (self.body, self.written, self.base);
        // Markdown may cut inside a character that was blanked out.
        let boundary =
            |at: usize| (at..written.len()).find(|k| written.is_char_boundary(*k)).unwrap_or(written.len());
        let range = boundary(range.start)..boundary(range.end);
        let [text, before] = [body, written].map(|all| all.get(range.clone()).unwrap_or_default());
        if text == before {
            self.target().push(text, Span::new(range.start + base, range.end + base));
            return;
        }
        let kept =
            |&(at, c): &(usize, char)| text.get(at..at + c.len_utf8()) == before.get(at..at + c.len_utf8());
        let characters: Vec<(usize, char)> = before.char_indices().collect();
        for run in characters.chunk_by(|a, b| kept(a) == kept(b)) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            let (from, to) = (first.0, last.0 + last.1.len_utf8());
            let piece = if kept(first) { &before[from..to] } else { " " };
            let start = range.start + base;
            self.target().push(piece, Span::new(start + from, start + to));
        }
    }

    /// Inline code, without its backquotes.
    fn code(&mut self, text: &str, range: std::ops::Range<usize>) {
        if self.dropped.is_some() {
            return;
        }
        let Some(source) = self.body.get(range.clone()) else { return };
        match source.find(text) {
            Some(at) => self.text(text, range.start + at..range.start + at + text.len()),
            None => match code_places(text, source) {
                Some(places) => {
                    let base = range.start + self.base;
                    for (piece, place) in places {
                        self.target().push(piece, Span::new(base + place.start, base + place.end));
                    }
                }
                None => self.text(text, range),
            },
        }
    }

    fn inline_html(&mut self, tag: &str, span: Span) {
        let lower = tag.to_ascii_lowercase();
        if lower.starts_with("<br") {
            self.target().line_break(span, true);
        }
        if lower.starts_with("<sup>") || lower.starts_with("<sup ") {
            self.raised = Some((self.builder.len(), span.start));
        } else if lower.starts_with("</sup")
            && let Some((from, start)) = self.raised.take()
        {
            self.builder.cut_note(from, Span::new(start, span.end), true);
        }
        if lower.starts_with("</ruby") {
            self.dropped = self.dropped.filter(|name| !RUBY.contains(name));
        }
        for name in ["script", "style", RUBY[0], RUBY[1], RUBY[2]] {
            let tag = lower.trim_start_matches(['<', '/']).split(|c: char| !c.is_ascii_alphanumeric()).next();
            if tag != Some(name) {
                continue;
            }
            if !lower.starts_with("</") {
                self.dropped = Some(name);
            } else if self.dropped == Some(name) {
                self.dropped = None;
            }
        }
    }

    /// Whether what is indented is no code there.
    fn is_component(&self, at: usize) -> bool {
        let before = self.bodies.partition_point(|body| body.start <= at);
        self.mdx || self.bodies[..before].last().is_some_and(|body| body.contains(&at))
    }

    fn start(&mut self, tag: &Tag<'_>, at: usize) {
        let kind = match tag {
            Tag::Heading { level, .. } => BlockKind::Heading(level_of(*level)),
            Tag::BlockQuote(_) => BlockKind::Quote,
            Tag::Item | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => BlockKind::ListItem,
            Tag::TableCell => BlockKind::TableCell,
            Tag::CodeBlock(CodeBlockKind::Indented) if self.is_component(at) => {
                self.indented = Some(false);
                self.kind()
            }
            Tag::CodeBlock(_) => BlockKind::Code,
            Tag::Paragraph
            | Tag::List(_)
            | Tag::DefinitionList
            | Tag::FootnoteDefinition(_)
            | Tag::Table(_)
            | Tag::HtmlBlock => {
                self.flush();
                return;
            }
            Tag::Image { .. } => {
                self.images += 1;
                return;
            }
            _ => return,
        };
        self.flush();
        self.kinds.push(kind);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image => {
                self.images = self.images.saturating_sub(1);
                if self.images == 0 {
                    self.captions.extend(self.image.finish(BlockKind::Caption, Role::Body));
                }
            }
            TagEnd::CodeBlock if self.indented == Some(true) => {
                self.fence(false);
                self.end(tag);
            }
            TagEnd::HtmlBlock => self.html_block(),
            TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::Item
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::TableCell
            | TagEnd::CodeBlock => {
                self.flush();
                self.kinds.pop();
                self.indented = None;
            }
            TagEnd::Paragraph
            | TagEnd::List(_)
            | TagEnd::DefinitionList
            | TagEnd::FootnoteDefinition
            | TagEnd::Table => self.flush(),
            _ => {}
        }
    }

    /// Text in a block of HTML is text of the page.
    fn html_block(&mut self) {
        let Some(mut span) = self.html.take() else { return };
        if let Some(end) = self.pre_end(span) {
            self.read = span.end..end;
            span = Span::new(span.start, end);
        }
        let Some(piece) = span.slice(self.body) else { return };
        // Cannot be read as HTML (too deep): nothing a reader would see is in it.
        let Ok(found) = html::fragment(piece, self.base + span.start) else { return };
        let outer = self.kind();
        self.blocks.extend(found.into_iter().map(|mut block| {
            if block.kind == BlockKind::Paragraph {
                block.kind = outer;
            }
            block
        }));
    }

    /// Where a `<pre>` ends that a block of HTML leaves open. An empty line ends the block where another element begins it,
    /// so that comments of the code would be headings (CommonMark 0.31, 4.6).
    fn pre_end(&mut self, block: Span) -> Option<usize> {
        if !pre_tags(block.slice(self.body)?).next_back().is_some_and(|(_, opens)| opens) || self.no_pre_ends
        {
            return None;
        }
        let behind = &self.body[block.end..];
        let next = pre_tags(behind).next();
        self.no_pre_ends = next.is_none();
        let (at, opens) = next?;
        let length = behind[at..].find('>').filter(|_| !opens)?;
        Some(block.end + at + length + 1)
    }

    fn kind(&self) -> BlockKind {
        self.kinds.last().copied().unwrap_or(BlockKind::Paragraph)
    }

    fn flush(&mut self) {
        let kind = self.kind();
        let role = if kind == BlockKind::Code { Role::Code } else { Role::Body };
        let mut blocks = self.builder.finish_marked_lines(kind, role);
        // The text of an image within text is left out, as in HTML: a segment of its own would lie inside another.
        if blocks.is_empty() {
            self.blocks.append(&mut self.captions);
        } else {
            self.blocks.append(&mut blocks);
            self.captions.clear();
        }
        self.dropped = None;
        self.raised = None;
    }
}

/// The tags of `<pre>` in a text: where each is, and whether it opens one.
fn pre_tags(text: &str) -> impl DoubleEndedIterator<Item = (usize, bool)> {
    text.match_indices('<').filter_map(|(at, _)| {
        let tag = &text.as_bytes()[at + 1..];
        let (name, opens) = tag.strip_prefix(b"/").map_or((tag, true), |name| (name, false));
        let is_pre = name.get(..3).is_some_and(|name| name.eq_ignore_ascii_case(b"pre"));
        let ends = name.get(3).is_some_and(|c| *c == b'>' || c.is_ascii_whitespace());
        (is_pre && ends).then_some((at, opens))
    })
}

/// Where each piece of an inline code stands in its source: CommonMark makes a space of a line end, tables take the
/// backslash off `\|`, and what quotes and lists put at the head of a line is no part of it.
fn code_places<'a>(text: &'a str, source: &str) -> Option<Vec<(&'a str, Span)>> {
    let mut at = source.len() - source.trim_start_matches(['`', '$']).len();
    let mut places = Vec::new();
    for (start, c) in text.char_indices() {
        let piece = &text[start..start + c.len_utf8()];
        loop {
            let rest = source.get(at..)?;
            let here = rest.chars().next()?;
            if c == ' ' && matches!(here, '\n' | '\r') {
                let end = rest.len() - rest.trim_start_matches(['\n', '\r', ' ', '\t', '>']).len();
                places.push((piece, Span::new(at, at + end)));
                at += end;
                break;
            }
            if here == c {
                places.push((piece, Span::new(at, at + c.len_utf8())));
                at += c.len_utf8();
                break;
            }
            at += here.len_utf8();
        }
    }
    Some(places)
}

fn level_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

//! What a page is built of beside its sentences: fences, admonitions, components, ids, anchors, includes.

mod blocks;
mod item;
mod marks;
mod markup;
mod parts;
mod tags;

use super::Page;
use crate::text::Span;

pub use blocks::Counted;
pub use item::Item;
use item::inline_code;
pub use marks::Admonition;
pub use parts::{Fence, Outline};
pub use tags::Component;

impl Outline {
    /// The outline of a page; `None` where its format has none. Of AsciiDoc and reStructuredText it has code, admonitions
    /// and files put in.
    pub fn of(page: &Page) -> Option<Outline> {
        let path = page.path.to_lowercase();
        let is = |ends: &[&str]| ends.iter().any(|end| path.ends_with(end));
        if is(&[".md", ".mdx", ".markdown"]) {
            Some(Outline::read(&page.source))
        } else if is(&[".rst"]) {
            Some(markup::restructured(&page.source))
        } else if is(&[".adoc", ".asciidoc", ".asc"]) {
            Some(markup::asciidoc(&page.source))
        } else {
            None
        }
    }

    /// Reads a Markdown source.
    ///
    /// ```
    /// use trialign::check::Outline;
    /// let page = Outline::read("# A {#a}\n\n:::tip\n\nSee [b](#b).\n\n```sh\nls\n```\n");
    /// assert_eq!((page.ids.len(), page.admonitions.len(), page.anchors.len(), page.fences.len()), (1, 1, 1, 1));
    /// ```
    pub fn read(source: &str) -> Outline {
        let mut out = Outline::default();
        let mut fence: Option<(char, usize, Fence)> = None;
        let mut outer = 0;
        let mut prose = String::with_capacity(source.len());
        // The box `!!! note` whose text is to stand further in below it, and how far in it stands itself.
        let mut empty: Option<(usize, usize)> = None;
        let mut at = front_matter(source);
        prose.extend(std::iter::repeat_n(' ', at));
        for line in source[at..].split_inclusive('\n') {
            let span = Span::new(at, at + line.trim_end().len());
            at += line.len();
            let mark = mark_of(line);
            let depth = line.len() - line.trim_start().len();
            if !line.trim().is_empty()
                && let Some((own, outer)) = empty.take()
            {
                out.admonitions[own].filled = depth > outer;
            }
            // In code, and in its fences, nothing is markup.
            let hidden = fence.is_some() || mark.is_some();
            match (&mut fence, mark) {
                // Four blanks further in it is a line of the code (CommonMark 0.31, 4.5).
                (Some((open, length, own)), Some((c, n, "")))
                    if c == *open && n >= *length && depth < outer + 4 =>
                {
                    own.span.end = span.end;
                    own.closed = true;
                    out.fences.extend(fence.take().map(|(_, _, own)| own));
                }
                (Some((_, _, own)), _) => {
                    own.code.push_str(line);
                    own.span.end = span.end;
                }
                (None, Some((c, n, info))) => {
                    out.admonitions.extend(marks::directive(info, span));
                    let language = info.split([' ', '{', ',']).next().unwrap_or_default().to_lowercase();
                    outer = line.find(c).unwrap_or(depth);
                    fence = Some((c, n, Fence { language, code: String::new(), span, closed: false }));
                }
                (None, None) => {}
            }
            match hidden {
                true => prose.extend(
                    line.chars()
                        .flat_map(|c| std::iter::repeat_n(if c == '\n' { '\n' } else { ' ' }, c.len_utf8())),
                ),
                false => {
                    let before = out.admonitions.len();
                    out.line(line, span.start);
                    let indented = line.trim_start().starts_with(['!', '?']);
                    empty = (indented && out.admonitions.len() > before).then_some((before, depth)).or(empty);
                    prose.push_str(line);
                }
            }
        }
        out.fences.extend(fence.map(|(_, _, own)| own));
        // What stands in a box is no code.
        out.fences.retain(|own| !out.admonitions.iter().any(|one| one.span.start == own.span.start));
        (out.components, out.closings) = tags::components(&prose);
        out.reachable.extend(tags::html_ids(&prose));
        out.tables = blocks::tables(&prose);
        out.lists = blocks::lists(&prose);
        out.comments = blocks::comments(&prose);
        out.elements = blocks::elements(&prose);
        out.front = blocks::front_keys(&source[..front_matter(source)]);
        out
    }

    fn line(&mut self, line: &str, start: usize) {
        let trimmed = line.trim_start();
        let at = start + line.len() - trimmed.len();
        let trimmed = trimmed.trim_end();
        let span = Span::new(at, at + trimmed.len());
        if let Some(opens) = marks::colons(trimmed) {
            if opens { self.boxes.0 += 1 } else { self.boxes.1 += 1 }
        }
        self.admonitions.extend(marks::admonition(trimmed, span));
        self.includes.extend(marks::include(trimmed).map(|key| Item { key, span }));
        if let Some(text) = marks::heading(trimmed) {
            let (text, id) = marks::heading_id(text);
            self.ids.extend(id.map(|id| Item { key: id.to_owned(), span }));
            self.reachable.extend(id.map(str::to_owned));
            self.reachable.insert(marks::slug(text));
        }
        self.anchors.extend(marks::anchors(line, start));
        self.images.extend(marks::images(line, start));
        self.broken_strong.extend(marks::broken_strong(line, start));
    }
}

/// The character and length of a fence and its info string, where a line is one.
fn mark_of(line: &str) -> Option<(char, usize, &str)> {
    let line = line.trim().trim_start_matches("> ").trim_start();
    // A list item may begin with a fence.
    let line = line.strip_prefix("- ").or(line.strip_prefix("* ")).unwrap_or(line).trim_start();
    let c = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.chars().take_while(|other| *other == c).count();
    let info = line[length..].trim();
    (length >= 3 && !(c == '`' && info.contains('`'))).then_some((c, length, info))
}

/// Where the text behind the front matter begins.
fn front_matter(source: &str) -> usize {
    let Some(fence) = ["---", "+++"].into_iter().find(|fence| source.starts_with(fence)) else { return 0 };
    let mut at = 0;
    for (number, line) in source.split_inclusive('\n').enumerate() {
        at += line.len();
        if number > 0 && line.trim_end() == fence {
            return at;
        }
    }
    0
}

//! The tags and texts of HTML with their places, by `lol_html`.

use std::cell::RefCell;
use std::rc::Rc;

use lol_html::html_content::Element;
use lol_html::{HtmlRewriter, MemorySettings, Settings, doc_text, element};

use super::html_tags::{Class, Hint, classify, hint_of, is_void};
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Mark, MarkKind, Role, Span};

/// Memory for the stack of open elements; only hostile nesting comes near.
const MEMORY: usize = 256 * 1024 * 1024;

/// A piece of a page.
pub(super) enum Event {
    Text(Span),
    Start(Tag),
    /// End of the element with this number.
    End(&'static str, usize),
    /// A link or an image.
    Mark(Mark),
}

/// A start tag.
#[derive(Clone, Copy)]
pub(super) struct Tag {
    /// Number of the element, in the order of start tags.
    pub id: usize,
    pub name: &'static str,
    pub class: Class,
    pub hint: Option<Hint>,
    pub hidden: bool,
    pub void: bool,
    pub span: Span,
}

/// All of them, in order. Self-closing tags count as closed.
///
/// # Errors
/// `Input` where nesting would take more memory than is allowed.
pub(super) fn tokenize(markup: &str) -> Result<Vec<Event>> {
    let events = Rc::new(RefCell::new(Vec::new()));
    let masked = mask_xhtml(markup);
    let markup = masked.as_deref().unwrap_or(markup);
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
        // LibreOffice writes the heads and feet of pages so.
        let running =
            attribute("title").filter(|title| name == "div" && matches!(title.as_str(), "header" | "footer"));
        let navigation = navigation.or_else(|| running.map(|_| Hint::Navigation));
        let noted = |name: &str| {
            attribute(name)
                .is_some_and(|value| value.split_whitespace().any(|word| word.ends_with("noteref")))
        };
        let note = (noted("epub:type") || noted("role")).then_some(Hint::Note);
        navigation.or(note).or_else(|| attribute("class").and_then(|value| hint_of(&value)))
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
    let target = match raw.as_str() {
        "a" => el.get_attribute("href").map(MarkKind::Link),
        "img" => el.get_attribute("src").map(MarkKind::Image),
        _ => None,
    };
    if let Some(kind) = target {
        events.borrow_mut().push(Event::Mark(Mark { kind, span: Span::new(bytes.start, bytes.end) }));
    }
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
            // Only near by: a tag is short, and hostile input must not cost.
            let near = &markup.as_bytes()[after..markup.len().min(after + 1024)];
            let end = near.iter().position(|b| matches!(b, b'<' | b'>')).filter(|end| near[*end] == b'>');
            if end.is_some_and(|end| near[..end].ends_with(b"/")) {
                bytes[at + 1..after].fill(b'x');
            }
        }
    }
    String::from_utf8(bytes).ok()
}

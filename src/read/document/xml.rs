//! XML as a run of nodes, names without prefix. No entity beyond XML's five is expanded, so no document can grow.

use std::path::Path;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::archive::damaged;
use crate::error::Result;

/// Elements deeper than this are in no document a person made.
const MAX_DEPTH: usize = 512;

/// A part of the document.
pub(super) enum Node<'a> {
    Start(Element<'a>),
    End(String),
    Text(String),
}

/// A start tag.
pub(super) struct Element<'a> {
    /// Its name without prefix.
    pub name: String,
    /// The prefix, which tells drawings from text where both have a `p`.
    pub prefix: String,
    tag: BytesStart<'a>,
}

impl Element<'_> {
    /// The value of an attribute by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let found = self.tag.attributes().filter_map(Result::ok).find(|a| local(a.key.0).1 == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
    }
}

/// Reads a part of a document node by node.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    path: &'a Path,
    depth: usize,
    /// The end of an empty element.
    pending: Option<String>,
}

impl<'a> Xml<'a> {
    pub fn new(text: &'a str, path: &'a Path) -> Self {
        Xml { reader: Reader::from_str(text), path, depth: 0, pending: None }
    }

    /// The next node; `None` at the end.
    pub fn next(&mut self) -> Result<Option<Node<'a>>> {
        if let Some(name) = self.pending.take() {
            self.depth -= 1;
            return Ok(Some(Node::End(name)));
        }
        loop {
            let event = self.reader.read_event().map_err(|e| damaged(self.path, &format!("not XML: {e}")))?;
            match event {
                Event::Start(tag) => return self.start(tag, false).map(Some),
                Event::Empty(tag) => return self.start(tag, true).map(Some),
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Node::End(local(end.name().0).1.to_owned())));
                }
                Event::Text(text) => return Ok(Some(Node::Text(text.xml10_content().into_owned()))),
                Event::CData(text) => return Ok(Some(Node::Text(text.xml10_content().into_owned()))),
                Event::GeneralRef(reference) => {
                    let text = match reference.resolve_char_ref() {
                        Ok(Some(c)) => Some(c.to_string()),
                        _ => resolve_predefined_entity(&reference.xml10_content()).map(str::to_owned),
                    };
                    return Ok(Some(Node::Text(text.unwrap_or_default())));
                }
                Event::Eof if self.depth > 0 => return Err(damaged(self.path, "it ends in the middle")),
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    fn start(&mut self, tag: BytesStart<'a>, empty: bool) -> Result<Node<'a>> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(damaged(self.path, &format!("more than {MAX_DEPTH} elements deep")));
        }
        let (prefix, name) = local(tag.name().0);
        let (prefix, name) = (prefix.to_owned(), name.to_owned());
        if empty {
            self.pending = Some(name.clone());
        }
        Ok(Node::Start(Element { name, prefix, tag }))
    }

    /// Leaves out everything up to the end of the element that has just begun.
    pub fn skip(&mut self) -> Result<()> {
        let mut open = 1usize;
        while open > 0 {
            match self.next()? {
                Some(Node::Start(_)) => open += 1,
                Some(Node::End(_)) => open -= 1,
                Some(Node::Text(_)) => {}
                None => break,
            }
        }
        Ok(())
    }
}

fn local(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

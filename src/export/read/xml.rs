//! XML as a flat run of nodes. No entity beyond XML's five is ever expanded, so no document can grow.

use std::path::Path;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::fault;
use crate::error::{Error, Result};

/// Elements deeper than this are refused.
const MAX_DEPTH: usize = 64;

/// A part of the document; names are without prefix, apart from those of attributes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Start { name: String, attributes: Vec<(String, String)> },
    End(String),
    Text(String),
}

/// The value of an attribute.
pub(super) fn attribute<'n>(attributes: &'n [(String, String)], name: &str) -> Option<&'n str> {
    attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// Reads a document node by node.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    text: &'a str,
    path: &'a Path,
    depth: usize,
    /// The end of an empty element.
    pending: Option<String>,
}

impl<'a> Xml<'a> {
    pub fn new(text: &'a str, path: &'a Path) -> Self {
        Xml { reader: Reader::from_str(text), text, path, depth: 0, pending: None }
    }

    /// An error where the reader stands.
    pub fn fault(&self, message: impl Into<String>, remedy: &str) -> Error {
        let at = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        let line = 1 + self.text.bytes().take(at).filter(|&b| b == b'\n').count();
        fault(self.path, line, message, remedy)
    }

    /// The next node; `None` at the end.
    pub fn next(&mut self) -> Result<Option<Node>> {
        if let Some(name) = self.pending.take() {
            return Ok(Some(Node::End(name)));
        }
        loop {
            let event = self.reader.read_event();
            let event = event.map_err(|e| self.fault(format!("not XML: {e}"), "was the file cut short?"))?;
            match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(
                            self.fault(format!("more than {MAX_DEPTH} elements deep"), "is it this format?")
                        );
                    }
                    return self.start(&start).map(Some);
                }
                Event::Empty(start) => {
                    let node = self.start(&start)?;
                    if let Node::Start { name, .. } = &node {
                        self.pending = Some(name.clone());
                    }
                    return Ok(Some(node));
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Node::End(local(end.name().0))));
                }
                Event::Text(text) => return Ok(Some(Node::Text(text.xml10_content().into_owned()))),
                Event::CData(text) => return Ok(Some(Node::Text(text.xml10_content().into_owned()))),
                Event::GeneralRef(reference) => {
                    let name = reference.xml10_content().into_owned();
                    let text = match reference.resolve_char_ref() {
                        Ok(Some(c)) => Some(c.to_string()),
                        _ => resolve_predefined_entity(&name).map(str::to_owned),
                    };
                    let unknown =
                        || self.fault(format!("the entity &{name}; is not known"), "write the character");
                    return text.map(|text| Some(Node::Text(text))).ok_or_else(unknown);
                }
                Event::Eof if self.depth > 0 => {
                    return Err(self.fault("the file ends inside an element", "was the file cut short?"));
                }
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    fn start(&self, start: &BytesStart<'_>) -> Result<Node> {
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let wrong = |e: String| self.fault(format!("not XML: {e}"), "mend the attribute");
            let attribute = attribute.map_err(|e| wrong(e.to_string()))?;
            let value =
                attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|e| wrong(e.to_string()))?;
            attributes.push((attribute.key.0.to_owned(), value.into_owned()));
        }
        Ok(Node::Start { name: local(start.name().0), attributes })
    }
}

fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_owned()
}

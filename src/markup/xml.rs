use std::borrow::Cow;
use std::fmt;

use quick_xml::Writer;
use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// Whether XML 1.0 has the character.
fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Whether the text can be an id: an XML name without a colon.
pub fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c))
}

/// XML in memory, part by part: elements nest as they are called, texts and attributes are escaped.
///
/// A character that XML 1.0 forbids is written as U+FFFD and counted.
///
/// ```
/// use trialign::markup::XmlWriter;
/// let mut xml = XmlWriter::default();
/// xml.start("seg", &[("id", "a\"b")]).text("1 < 2\u{1}").end("seg");
/// assert_eq!(xml.forbidden(), 1);
/// assert_eq!(xml.take(), "<seg id=\"a&quot;b\">1 &lt; 2\u{fffd}</seg>");
/// ```
pub struct XmlWriter {
    writer: Writer<Vec<u8>>,
    forbidden: usize,
}

impl fmt::Debug for XmlWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("XmlWriter").field("bytes", &self.writer.get_ref().len()).finish_non_exhaustive()
    }
}

impl Default for XmlWriter {
    fn default() -> Self {
        XmlWriter { writer: Writer::new(Vec::new()), forbidden: 0 }
    }
}

impl XmlWriter {
    /// Begins a document in UTF-8, on a line of its own.
    pub fn document() -> Self {
        let mut xml = XmlWriter::default();
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        xml.line();
        xml
    }

    /// Begins an element.
    pub fn start(&mut self, name: &str, attributes: &[(&str, &str)]) -> &mut Self {
        let element = self.element(name, attributes);
        self.event(Event::Start(element))
    }

    /// Ends the element.
    pub fn end(&mut self, name: &str) -> &mut Self {
        self.event(Event::End(BytesEnd::new(name)))
    }

    /// An element with nothing in it.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> &mut Self {
        let element = self.element(name, attributes);
        self.event(Event::Empty(element))
    }

    /// An element with a text and nothing else.
    pub fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) -> &mut Self {
        self.start(name, attributes).text(text).end(name)
    }

    /// A text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        let text = self.clean(text);
        self.event(Event::Text(BytesText::from_escaped(partial_escape(text))))
    }

    /// The end of a line, for those who read the file.
    pub fn line(&mut self) -> &mut Self {
        self.text("\n")
    }

    /// What `<!DOCTYPE …>` says.
    pub fn doctype(&mut self, text: &str) -> &mut Self {
        self.event(Event::DocType(BytesText::from_escaped(text)))
    }

    /// What was written by another writer.
    pub fn append(&mut self, other: XmlWriter) -> &mut Self {
        self.forbidden += other.forbidden;
        self.writer.get_mut().extend(other.writer.into_inner());
        self
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.writer.get_ref().is_empty()
    }

    /// How many characters XML forbids, so far.
    pub fn forbidden(&self) -> usize {
        self.forbidden
    }

    /// What was written.
    pub fn take(self) -> String {
        // Only `str` went in.
        String::from_utf8_lossy(&self.writer.into_inner()).into_owned()
    }

    fn element<'a>(&mut self, name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
        let mut element = BytesStart::new(name);
        for (key, value) in attributes {
            element.push_attribute((*key, &*self.clean(value)));
        }
        element
    }

    fn clean<'a>(&mut self, text: &'a str) -> Cow<'a, str> {
        let forbidden = text.chars().filter(|c| !is_allowed(*c)).count();
        self.forbidden += forbidden;
        match forbidden {
            0 => text.into(),
            _ => text.replace(|c| !is_allowed(c), "\u{fffd}").into(),
        }
    }

    fn event(&mut self, event: Event<'_>) -> &mut Self {
        // Memory takes all that is written to it.
        self.writer.write_event(event).unwrap_or_default();
        self
    }
}

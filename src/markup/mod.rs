//! XML and HTML that go out: no character of a text is ever mark-up.

mod html;
mod xml;

pub use html::escape;
pub use xml::{XmlWriter, is_name};

//! Files of messages: gettext `.po`, JSON, YAML. A message is a block, and its key the name of its place.
//!
//! Blocks stand in the order of their keys (in a `.po` file in that of the file, which is one for both languages), so that
//! two editions that list them otherwise stand beside each other.

mod json;
mod po;
mod yaml;

use crate::error::Result;
use crate::text::{Block, BlockKind, Edition, Role, Span};

use super::Format;
use super::builder::Builder;

/// The messages of a file.
#[derive(Debug, Default)]
pub(super) struct Messages {
    /// A block each.
    pub blocks: Vec<Block>,
    /// Where in the source each message begins, and its key, in the order of the source.
    pub places: Vec<(usize, String)>,
    /// What a person should know.
    pub warnings: Vec<String>,
}

/// A message as it was found: its key, its text in pieces with the source of each.
#[derive(Debug)]
struct Message {
    key: String,
    pieces: Vec<(String, Span)>,
}

#[cfg(test)]
impl Message {
    /// Its key and its whole text.
    fn shown(&self) -> (String, String) {
        (self.key.clone(), self.pieces.iter().map(|(text, _)| text.as_str()).collect())
    }
}

/// Reads a file of messages; of a `.po` file the side that `edition` asks for: without one, the translations.
///
/// # Errors
/// `Input` where it is no JSON or YAML.
pub(super) fn read(text: &str, format: Format, edition: Option<Edition>) -> Result<Messages> {
    let mut warnings = Vec::new();
    let mut found = match format {
        Format::Gettext => po::read(text, edition == Some(Edition::En), &mut warnings),
        Format::Json => json::read(text)?,
        _ => yaml::read(text)?,
    };
    if format != Format::Gettext {
        found.sort_by(|a, b| a.key.cmp(&b.key));
    }
    let mut out = Messages { warnings, ..Messages::default() };
    for message in found {
        let mut builder = Builder::default();
        for (text, span) in &message.pieces {
            builder.push(text, *span);
        }
        let Some(block) = builder.finish(BlockKind::Paragraph, Role::Body) else { continue };
        out.places.push((block.offsets.span(0..block.text.len()).start, message.key));
        out.blocks.push(block);
    }
    out.places.sort();
    Ok(out)
}

/// Whether a string is a message for people: it has a letter and is no address, path or name of something.
fn is_prose(text: &str) -> bool {
    let letters = text.chars().any(char::is_alphabetic);
    let address = text.starts_with("http://") || text.starts_with("https://") || text.starts_with("mailto:");
    letters && !address
}

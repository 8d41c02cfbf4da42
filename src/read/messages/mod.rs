//! Files of messages: gettext `.po`, JSON, YAML. A message is a block, and its key the name of its place.
//!
//! Blocks stand in the order of their keys (in a `.po` file in that of the file, which is one for both languages), so that
//! two editions that list them otherwise stand beside each other.

mod json;
mod message;
mod po;
mod yaml;

use crate::error::Result;
use crate::text::{Block, BlockKind, Edition, Role, Tag};

use super::Format;
use super::builder::Builder;
use message::{Message, is_prose};

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
        without_language(&mut found);
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

/// The keys without the language around everything: `en: …` and `zh-CN: …` of Rails, `{"en": {…}}`.
fn without_language(all: &mut [Message]) {
    let root =
        all.first().and_then(|message| message.key.split_once('.')).map(|(root, _)| format!("{root}."));
    let Some(root) = root.filter(|root| root[..root.len() - 1].parse::<Tag>().is_ok()) else { return };
    if all.iter().all(|message| message.key.starts_with(&root)) {
        for message in all {
            message.key.drain(..root.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_around_everything_is_no_part_of_a_key() {
        let keys = |text: &str, format: Format| -> Vec<String> {
            read(text, format, None).unwrap().places.into_iter().map(|(_, key)| key).collect()
        };
        assert_eq!(
            keys("{\"zh-TW\": {\"open\": \"打開大門\", \"shut\": \"關上大門\"}}", Format::Json),
            ["open", "shut"]
        );
        assert_eq!(keys("zh-CN:\n  gate:\n    open: 打开大门\n", Format::Yaml), ["gate.open"]);
        let two = "{\"en\": {\"a\": \"Open the gate\"}, \"zh-CN\": {\"a\": \"打开大门\"}}";
        assert_eq!(keys(two, Format::Json), ["en.a", "zh-CN.a"]);
        assert_eq!(keys("{\"gate\": {\"open\": \"Open the gate\"}}", Format::Json), ["gate.open"]);
    }
}

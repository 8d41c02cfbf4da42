//! Files of messages: gettext `.po`, JSON, YAML. A message is a block, and its key the name of its place.
//!
//! Blocks stand in the order of their keys (in a `.po` file in that of the file, which is one for both languages), so that
//! two editions that list them otherwise stand beside each other.

mod json;
mod message;
mod po;
mod yaml;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

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
        Format::Json => json::read(text, edition == Some(Edition::En))?,
        _ => yaml::read(text)?,
    };
    if format != Format::Gettext {
        without_language(&mut found);
        without_indices(&mut found);
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

/// Items of lists by what they are called, and the first text of a list by the list: editions may list more or fewer, and
/// one may have several words where the other has one.
fn without_indices(all: &mut [Message]) {
    let names = names(all);
    let keys: HashSet<String> = all.iter().map(|message| message.key.clone()).collect();
    for message in all.iter_mut() {
        if let Some(list) = message.key.strip_suffix(".0000").filter(|list| !keys.contains(*list)) {
            message.key.truncate(list.len());
        }
        if names.is_empty() {
            continue;
        }
        let mut key = String::with_capacity(message.key.len());
        for (start, part) in parts(&message.key) {
            let name = names.get(&message.key[..start + part.len()]).map(String::as_str);
            key.push_str(if start == 0 { "" } else { "." });
            key.push_str(name.unwrap_or(part));
        }
        message.key = key;
    }
}

/// The parts of a key and where they begin.
fn parts(key: &str) -> impl Iterator<Item = (usize, &str)> {
    key.split('.').scan(0, |at, part| {
        let start = *at;
        *at += part.len() + 1;
        Some((start, part))
    })
}

fn is_index(part: &str) -> bool {
    part.len() >= 4 && part.bytes().all(|b| b.is_ascii_digit())
}

/// What items of lists are called, by the key of the item: where each item of a list has an `id`, `key` or `name` of its
/// own that is no word for a reader.
fn names(all: &[Message]) -> HashMap<String, String> {
    let mut items: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for message in all {
        for (start, part) in parts(&message.key).filter(|(start, part)| *start > 0 && is_index(part)) {
            items.entry(&message.key[..start - 1]).or_default().insert(&message.key[..start + part.len()]);
        }
    }
    let mut out = HashMap::new();
    if items.is_empty() {
        return out;
    }
    let texts: HashMap<&str, &Message> = all.iter().map(|message| (message.key.as_str(), message)).collect();
    let named = |item: &str, field: &str| -> Option<String> {
        let message = texts.get(format!("{item}.{field}").as_str())?;
        let name: String = message.pieces.iter().map(|(text, _)| text.as_str()).collect();
        let sign = |c: char| c.is_ascii_alphanumeric() || "_-./:@#".contains(c);
        // What is called `Card` may be 卡片 elsewhere.
        let word = field == "name" && !name.starts_with(|c: char| c.is_ascii_lowercase());
        (!word && !name.is_empty() && name.chars().all(sign)).then_some(name)
    };
    for items in items.values().filter(|items| items.len() > 1) {
        let of = |field: &&str| items.iter().map(|item| named(item, field)).collect::<Option<Vec<String>>>();
        let unique = |names: &Vec<String>| names.iter().collect::<HashSet<_>>().len() == names.len();
        if let Some(names) = ["id", "key", "name"].iter().find_map(|field| of(field).filter(unique)) {
            out.extend(items.iter().map(|item| (*item).to_owned()).zip(names));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_known_by_their_names() {
        let keys = |text: &str| -> Vec<String> {
            read(text, Format::Json, None).unwrap().places.into_iter().map(|(_, key)| key).collect()
        };
        let lamp = "{\"name\": \"lamp\", \"parts\": [{\"id\": \"wick\", \"text\": \"The wick\"}, {\"id\": \"oil\", \"text\": \"The oil\"}]}";
        let bell = "{\"name\": \"bell\", \"text\": \"It rings\"}";
        assert_eq!(
            keys(&format!("{{\"all\": [{lamp}, {bell}]}}"))[..3],
            ["all.lamp.name", "all.lamp.parts.wick.id", "all.lamp.parts.wick.text"]
        );
        // Words for readers, names that stand twice, and a list of one are known by their places.
        let words = "[{\"name\": \"Lamp\", \"t\": \"a b\"}, {\"name\": \"Bell\", \"t\": \"c d\"}]";
        assert_eq!(keys(words)[..2], ["0000.name", "0000.t"]);
        let twice = "[{\"id\": \"x\", \"t\": \"a b\"}, {\"id\": \"x\", \"t\": \"c d\"}]";
        assert_eq!(keys(twice)[..2], ["0000.id", "0000.t"]);
    }

    #[test]
    fn the_first_text_of_a_list_stands_for_the_list() {
        let keys = |text: &str| -> Vec<String> {
            read(text, Format::Json, None).unwrap().places.into_iter().map(|(_, key)| key).collect()
        };
        assert_eq!(keys("{\"ae\": [\"The Emirates\", \"UAE\"]}"), ["ae", "ae.0001"]);
        assert_eq!(keys("{\"ae\": \"阿联酋\"}"), ["ae"]);
    }

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

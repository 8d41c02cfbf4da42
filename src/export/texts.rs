//! The segments of an edition as XML with ids, as InterText and XCES links refer to them.

use super::{EditionRecord, Record};
use crate::markup::XmlWriter;
use crate::text::Edition;

/// `<text>` with a `<p>` for each block, and the id of each segment, `BLOCK:SEGMENT` from 1.
pub(super) fn text(edition: &EditionRecord, forbidden: &mut usize) -> (String, Vec<String>) {
    let mut xml = XmlWriter::document();
    xml.start("text", &[]).line();
    let mut ids = Vec::with_capacity(edition.segments.len());
    let (mut block, mut within, mut last) = (0, 0, None);
    for segment in &edition.segments {
        if last != Some(segment.block) {
            if last.is_some() {
                xml.end("p").line();
            }
            (block, within, last) = (block + 1, 0, Some(segment.block));
            xml.start("p", &[("id", &block.to_string())]).line();
        }
        within += 1;
        let id = format!("{block}:{within}");
        xml.leaf("s", &[("id", &id)], &segment.text).line();
        ids.push(id);
    }
    if last.is_some() {
        xml.end("p").line();
    }
    xml.end("text").line();
    *forbidden += xml.forbidden();
    (xml.take(), ids)
}

/// The ids of some segments, joined by spaces.
pub(super) fn join(ids: &[String], indices: &[usize]) -> String {
    indices.iter().filter_map(|&i| ids.get(i)).map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// Name of the text file of an article's edition.
pub(super) fn text_name(name: &str, edition: Edition) -> String {
    format!("{name}.{edition}.xml")
}

/// Everything a link file refers to: the texts written out, and the ids in them.
pub(super) fn all(record: &Record, forbidden: &mut usize) -> Vec<(Edition, String, Vec<String>)> {
    let text_of = |(edition, record): (Edition, &Option<EditionRecord>)| {
        let (written, ids) = text(record.as_ref()?, forbidden);
        Some((edition, written, ids))
    };
    record.editions.iter().filter_map(text_of).collect()
}

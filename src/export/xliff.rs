//! XLIFF 2.1: a document for each target edition, a `<file>` for each article, a `<unit>` for each bead.

use std::io::Write;
use std::path::Path;

use super::lost::{self, Lost};
use super::pairs::{self, Pair};
use super::select::Selector;
use super::{BeadRecord, Folder, Langs, Options, Record, Writer, flat, stream};
use crate::bead::Status;
use crate::error::Result;
use crate::markup::{self, XmlWriter};

/// Writes `NAME.en-zh-Hans.xlf` and so on. A bead without a source is left out and counted; one without a
/// target is a unit in the state `initial`.
#[derive(Debug)]
pub struct XliffWriter {
    langs: Langs,
    folder: Folder,
    name: String,
    articles: usize,
    selector: Selector,
    lost: Lost,
    warnings: Vec<String>,
}

impl XliffWriter {
    /// Writes into a folder; the name of the options stands before the pair.
    pub fn new(options: &Options, folder: &Path) -> Result<Self> {
        Ok(XliffWriter {
            langs: options.langs.clone(),
            folder: Folder::create(folder)?,
            name: options.name.clone(),
            articles: 0,
            selector: Selector::new(options.select),
            lost: Lost::default(),
            warnings: Vec::new(),
        })
    }

    fn header(&self, record: &Record, pair: Pair) -> String {
        let (source, target) = (self.langs.of(pair.0, record), self.langs.of(pair.1, record));
        let about = [
            ("xmlns", "urn:oasis:names:tc:xliff:document:2.0"),
            ("version", "2.1"),
            ("srcLang", source.as_str()),
            ("trgLang", target.as_str()),
        ];
        let mut xml = XmlWriter::document();
        xml.start("xliff", &about).line();
        xml.take()
    }

    fn units(&mut self, record: &Record, pair: Pair, name: &str) -> XmlWriter {
        let mut xml = XmlWriter::default();
        for (number, bead) in pairs::beads(record, pair, &mut self.lost).into_iter().enumerate() {
            let (source, target) = (flat::text(record, pair.0, bead), flat::text(record, pair.1, bead));
            if source.trim().is_empty() {
                self.lost.add(lost::EMPTY_SIDE, 1);
                continue;
            }
            if !self.selector.keep(bead, name, &[&source, &target]) {
                continue;
            }
            let cuts = [pair.0, pair.1].map(|e| bead.indices(e).len().saturating_sub(1));
            self.lost.add(lost::CUTS, cuts.iter().sum());
            self.lost.add(lost::CONFIDENCE, usize::from(bead.confidence.is_some()));
            unit(&mut xml, bead, number, &source, &target);
        }
        xml
    }
}

fn unit(xml: &mut XmlWriter, bead: &BeadRecord, number: usize, source: &str, target: &str) {
    let counted = format!("u{}", number + 1);
    let id = if markup::is_name(&bead.id) { &bead.id } else { &counted };
    xml.start("unit", &[("id", id)]);
    let flags = bead.flags.join(" ");
    let notes = [("note", bead.note.as_str()), ("flags", flags.as_str())];
    if notes.iter().any(|(_, text)| !text.is_empty()) {
        xml.start("notes", &[]);
        for (kind, text) in notes.iter().filter(|(_, text)| !text.is_empty()) {
            xml.leaf("note", &[("category", kind)], text);
        }
        xml.end("notes");
    }
    let empty = target.trim().is_empty();
    let state = match bead.status {
        Status::Flagged => "initial",
        _ if empty => "initial",
        Status::Auto => "translated",
        Status::Edited => "reviewed",
        Status::Confirmed => "final",
    };
    xml.start("segment", &[("state", state)]).leaf("source", &[], source);
    if !empty {
        xml.leaf("target", &[], target);
    }
    xml.end("segment").end("unit").line();
}

impl Writer for XliffWriter {
    fn begin(&mut self, _out: &mut dyn Write) -> Result<()> {
        Ok(())
    }

    fn article(&mut self, record: &Record, _out: &mut dyn Write) -> Result<()> {
        if !pairs::has_ladder(record, &mut self.lost) {
            return Ok(());
        }
        self.articles += 1;
        for pair in pairs::pairs(record) {
            // One target each: with English there, the two Chinese editions are no pair of their own.
            if record.editions[crate::text::Edition::En].is_some() && pair.0.is_chinese() {
                continue;
            }
            let (from, to) = (self.langs.in_name(pair.0, record), self.langs.in_name(pair.1, record));
            let name = format!("{}.{from}-{to}.xlf", self.name);
            let units = self.units(record, pair, &name);
            if units.is_empty() {
                continue;
            }
            let mut xml = XmlWriter::default();
            let id = format!("f{}", self.articles);
            xml.start("file", &[("id", &id), ("original", &record.article)]).line();
            xml.append(units).end("file").line();
            self.lost.add(lost::FORBIDDEN, xml.forbidden());
            let header = self.header(record, pair);
            let file = self.folder.file(&name, &header)?;
            file.write_all(xml.take().as_bytes()).map_err(stream)?;
        }
        Ok(())
    }

    fn end(&mut self, _out: &mut dyn Write) -> Result<()> {
        self.warnings = self.selector.finish(&self.lost, "xliff")?;
        self.folder.commit("</xliff>\n")
    }

    fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

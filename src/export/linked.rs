//! InterText and XCES (OPUS): texts with ids, and a file of links for each pair.

use std::io::Write;
use std::path::Path;

use super::lost::{self, Lost};
use super::pairs::{self, Pair};
use super::{BeadRecord, Folder, Record, Writer, file_name, texts};
use crate::bead::Status;
use crate::error::Result;
use crate::markup::XmlWriter;
use crate::text::Edition;

/// Which of the two: they name the sides of a link in opposite order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links {
    /// InterText: left of `;` is toDoc.
    InterText,
    /// XCES: left of `;` is fromDoc.
    Xces,
}

/// Writes `ARTICLE.EDITION.xml` for each edition and a file of links for each pair:
/// `ARTICLE.en.zh-Hans.alignment.xml` (InterText) or `ARTICLE.en-zh-Hans.xces.xml`.
#[derive(Debug)]
pub struct LinkedWriter {
    links: Links,
    folder: Folder,
    lost: Lost,
    warnings: Vec<String>,
}

impl LinkedWriter {
    /// Writes into a folder.
    pub fn new(links: Links, folder: &Path) -> Result<Self> {
        let folder = Folder::create(folder)?;
        Ok(LinkedWriter { links, folder, lost: Lost::default(), warnings: Vec::new() })
    }

    fn count(&mut self, record: &Record) {
        pairs::lose_remarks(record, &mut self.lost);
        match self.links {
            Links::InterText => {
                let known = record.beads.iter().filter(|b| b.confidence.is_some()).count();
                self.lost.add(lost::CONFIDENCE, known);
            }
            Links::Xces => {
                let set = record.beads.iter().filter(|b| b.status != Status::Auto).count();
                self.lost.add(lost::STATUS, set);
            }
        }
    }
}

impl Writer for LinkedWriter {
    fn begin(&mut self, _out: &mut dyn Write) -> Result<()> {
        Ok(())
    }

    fn article(&mut self, record: &Record, _out: &mut dyn Write) -> Result<()> {
        let name = file_name(&record.article)?;
        if !pairs::has_ladder(record, &mut self.lost) {
            return Ok(());
        }
        self.count(record);
        let mut forbidden = 0;
        let texts = texts::all(record, &mut forbidden);
        self.lost.add(lost::FORBIDDEN, forbidden);
        for (edition, text, _) in &texts {
            self.folder.write(&texts::text_name(&name, *edition), text)?;
        }
        let ids = |edition: Edition| {
            texts.iter().find(|(e, ..)| *e == edition).map_or(&[][..], |(.., ids)| ids.as_slice())
        };
        for pair in pairs::pairs(record) {
            let beads = pairs::beads(record, pair, &mut self.lost);
            let (from, to) = (ids(pair.0), ids(pair.1));
            let (text, file) = match self.links {
                Links::InterText => (
                    intertext(&name, pair, &beads, from, to),
                    format!("{name}.{}.{}.alignment.xml", pair.0, pair.1),
                ),
                Links::Xces => {
                    (xces(&name, pair, &beads, from, to), format!("{name}.{}-{}.xces.xml", pair.0, pair.1))
                }
            };
            self.folder.write(&file, &text)?;
        }
        Ok(())
    }

    fn end(&mut self, _out: &mut dyn Write) -> Result<()> {
        self.warnings = self.lost.lines(match self.links {
            Links::InterText => "intertext",
            Links::Xces => "xces",
        });
        self.folder.commit("")
    }

    fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

fn intertext(name: &str, pair: Pair, beads: &[&BeadRecord], from: &[String], to: &[String]) -> String {
    let (from_doc, to_doc) = (texts::text_name(name, pair.0), texts::text_name(name, pair.1));
    let mut xml = XmlWriter::document();
    xml.start("linkGrp", &[("toDoc", &to_doc), ("fromDoc", &from_doc)]).line();
    for bead in beads {
        let (a, b) = (bead.indices(pair.0), bead.indices(pair.1));
        let status = match bead.status {
            Status::Auto => "auto",
            Status::Confirmed | Status::Edited => "man",
            Status::Flagged => "plain",
        };
        let kind = format!("{}-{}", b.len(), a.len());
        let targets = format!("{};{}", texts::join(to, b), texts::join(from, a));
        xml.empty("link", &[("type", &kind), ("xtargets", &targets), ("status", status)]).line();
    }
    xml.end("linkGrp").line();
    xml.take()
}

fn xces(name: &str, pair: Pair, beads: &[&BeadRecord], from: &[String], to: &[String]) -> String {
    let (from_doc, to_doc) = (texts::text_name(name, pair.0), texts::text_name(name, pair.1));
    let mut xml = XmlWriter::document();
    xml.doctype("cesAlign PUBLIC \"-//CES//DTD XML cesAlign//EN\" \"\"").line();
    xml.start("cesAlign", &[("version", "1.0")]).line();
    xml.start("linkGrp", &[("targType", "s"), ("fromDoc", &from_doc), ("toDoc", &to_doc)]).line();
    for (number, bead) in beads.iter().enumerate() {
        let (a, b) = (texts::join(from, bead.indices(pair.0)), texts::join(to, bead.indices(pair.1)));
        let (id, targets) = (format!("SL{}", number + 1), format!("{a};{b}"));
        let certainty = bead.confidence.map(|p| format!("{p:.6}"));
        let mut about = vec![("id", id.as_str()), ("xtargets", targets.as_str())];
        about.extend(certainty.as_deref().map(|p| ("certainty", p)));
        xml.empty("link", &about).line();
    }
    xml.end("linkGrp").line().end("cesAlign").line();
    xml.take()
}

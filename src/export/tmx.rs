//! TMX 1.4: one translation unit a bead, in one file for all editions or a file for each pair.
//!
//! A unit has the two or three editions that say something: TMX asks for one `<tuv>` at least, two make a translation.

use std::io::Write;
use std::path::Path;

use super::lost::{self, Lost};
use super::pairs;
use super::select::Selector;
use super::{BeadRecord, Folder, Langs, Options, Record, Writer, flat, stream};
use crate::bead::Status;
use crate::error::Result;
use crate::markup::XmlWriter;
use crate::text::Edition;

const END: &str = "</body>\n</tmx>\n";

/// Writes `<tu tuid="BEAD">` with a `<tuv>` an edition; article, confidence, status and flags are `<prop>`s.
///
/// A bead that only one edition has is left out and counted.
#[derive(Debug)]
pub struct TmxWriter {
    langs: Langs,
    date: Option<String>,
    /// Where the pairs go and the name before the pair; without it all goes to the stream.
    bilingual: Option<(Folder, String)>,
    /// The source language of the header, once it is written.
    begun: Option<String>,
    selector: Selector,
    lost: Lost,
    warnings: Vec<String>,
}

impl TmxWriter {
    /// All editions in one file.
    pub fn new(options: &Options) -> Self {
        TmxWriter {
            langs: options.langs.clone(),
            date: options.date.clone(),
            bilingual: None,
            begun: None,
            selector: Selector::new(options.select),
            lost: Lost::default(),
            warnings: Vec::new(),
        }
    }

    /// A file `NAME.en-zh-Hans.tmx` for each pair.
    pub fn bilingual(options: &Options, folder: &Path) -> Result<Self> {
        let folder = Folder::create(folder)?;
        Ok(TmxWriter { bilingual: Some((folder, options.name.clone())), ..TmxWriter::new(options) })
    }

    fn header(&self, source: &str) -> String {
        let mut xml = XmlWriter::document();
        let mut about = vec![
            ("creationtool", "trialign"),
            ("creationtoolversion", env!("CARGO_PKG_VERSION")),
            ("segtype", "sentence"),
            ("o-tmf", "trialign"),
            ("adminlang", "en"),
            ("srclang", source),
            ("datatype", "plaintext"),
        ];
        about.extend(self.created());
        xml.start("tmx", &[("version", "1.4")]).line();
        xml.empty("header", &about).line().start("body", &[]).line();
        xml.take()
    }

    /// The attribute that says when it was made, where that is known.
    fn created(&self) -> Option<(&'static str, &str)> {
        self.date.as_deref().map(|date| ("creationdate", date))
    }

    /// The unit of a bead in those of some editions that say something; `None`, and counted, where that is no pair.
    /// `source` is what the header says, `file` what tells the files apart.
    fn unit(
        &mut self,
        record: &Record,
        bead: &BeadRecord,
        editions: &[Edition],
        source: &str,
        file: &str,
    ) -> Option<String> {
        let texts = editions.iter().map(|&e| (e, flat::text(record, e, bead)));
        let texts: Vec<(Edition, String)> = texts.filter(|(_, text)| !text.trim().is_empty()).collect();
        if texts.len() < 2 {
            self.lost.add(if editions.len() > 2 { lost::ONE_SIDE } else { lost::EMPTY_SIDE }, 1);
            return None;
        }
        let said: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
        if !self.selector.keep(bead, file, &said) {
            return None;
        }
        let cuts = texts.iter().map(|&(e, _)| bead.indices(e).len().saturating_sub(1)).sum();
        self.lost.add(lost::CUTS, cuts);
        let own = self.langs.of(texts[0].0, record);
        let mut about = vec![("tuid", bead.id.as_str())];
        about.extend(self.created());
        about.extend((own != source).then_some(("srclang", own.as_str())));
        let mut xml = XmlWriter::default();
        xml.start("tu", &about);
        properties(&mut xml, record, bead);
        for (edition, text) in &texts {
            xml.start("tuv", &[("xml:lang", &self.langs.of(*edition, record))]);
            xml.leaf("seg", &[], text).end("tuv").line();
        }
        xml.end("tu").line();
        self.lost.add(lost::FORBIDDEN, xml.forbidden());
        Some(xml.take())
    }

    fn pairs(&mut self, record: &Record) -> Result<()> {
        for pair in pairs::pairs(record) {
            let beads = pairs::beads(record, pair, &mut self.lost);
            let (from, to) = (self.langs.in_name(pair.0, record), self.langs.in_name(pair.1, record));
            let (source, file) = (self.langs.of(pair.0, record), format!("{from}-{to}"));
            let units: String = beads
                .iter()
                .filter_map(|bead| self.unit(record, bead, &[pair.0, pair.1], &source, &file))
                .collect();
            let header = self.header(&source);
            if let Some((folder, name)) = self.bilingual.as_mut().filter(|_| !units.is_empty()) {
                let out = folder.file(&format!("{name}.{file}.tmx"), &header)?;
                out.write_all(units.as_bytes()).map_err(stream)?;
            }
        }
        Ok(())
    }
}

/// The note and the properties of a unit.
fn properties(xml: &mut XmlWriter, record: &Record, bead: &BeadRecord) {
    if !bead.note.is_empty() {
        xml.leaf("note", &[], &bead.note);
    }
    let mut prop = |kind: &str, value: &str| {
        xml.leaf("prop", &[("type", kind)], value);
    };
    prop("x-article", &record.article);
    if let Some(p) = bead.confidence {
        prop("x-confidence", &format!("{p:.6}"));
    }
    if bead.status != Status::Auto {
        prop("x-status", bead.status.as_str());
    }
    if !bead.flags.is_empty() {
        prop("x-flags", &bead.flags.join(" "));
    }
    xml.line();
}

impl Writer for TmxWriter {
    fn begin(&mut self, _out: &mut dyn Write) -> Result<()> {
        Ok(())
    }

    fn article(&mut self, record: &Record, out: &mut dyn Write) -> Result<()> {
        if !pairs::has_ladder(record, &mut self.lost) {
            return Ok(());
        }
        if self.bilingual.is_some() {
            return self.pairs(record);
        }
        let editions: Vec<Edition> =
            record.present().iter().filter(|(_, there)| **there).map(|(edition, _)| edition).collect();
        let source = match &self.begun {
            Some(source) => source.clone(),
            None => {
                let source = editions.first().map_or("*all*".to_owned(), |&e| self.langs.of(e, record));
                out.write_all(self.header(&source).as_bytes()).map_err(stream)?;
                self.begun = Some(source.clone());
                source
            }
        };
        for bead in &record.beads {
            if let Some(unit) = self.unit(record, bead, &editions, &source, "") {
                out.write_all(unit.as_bytes()).map_err(stream)?;
            }
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> Result<()> {
        self.warnings = self.selector.finish(&self.lost, "tmx")?;
        if let Some((folder, _)) = &mut self.bilingual {
            return folder.commit(END);
        }
        if self.begun.is_none() {
            out.write_all(self.header("*all*").as_bytes()).map_err(stream)?;
        }
        out.write_all(END.as_bytes()).map_err(stream)
    }

    fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

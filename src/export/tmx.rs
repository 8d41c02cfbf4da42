//! TMX 1.4: one translation unit a bead, in one file for all editions or a file for each pair.

use std::io::Write;
use std::path::Path;

use super::lost::{self, Lost};
use super::pairs;
use super::{BeadRecord, Folder, Langs, Record, Writer, flat, stream, xml};
use crate::bead::Status;
use crate::error::Result;
use crate::text::Edition;

const END: &str = "</body>\n</tmx>\n";

/// Writes `<tu tuid="BEAD">` with a `<tuv>` an edition; article, confidence, status and flags are `<prop>`s.
///
/// A bead with an empty side is left out and counted.
#[derive(Debug)]
pub struct TmxWriter {
    langs: Langs,
    /// Where the pairs go and the name before the pair; without it all goes to the stream.
    bilingual: Option<(Folder, String)>,
    begun: bool,
    lost: Lost,
    warnings: Vec<String>,
}

impl TmxWriter {
    /// All editions in one file.
    pub fn new(langs: Langs) -> Self {
        TmxWriter { langs, bilingual: None, begun: false, lost: Lost::default(), warnings: Vec::new() }
    }

    /// A file `NAME.en-zh-Hans.tmx` for each pair.
    pub fn bilingual(langs: Langs, folder: &Path, name: &str) -> Result<Self> {
        let folder = Folder::create(folder)?;
        Ok(TmxWriter { bilingual: Some((folder, name.to_owned())), ..TmxWriter::new(langs) })
    }

    fn header(&self, source: &str) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n<header creationtool=\"trialign\" \
             creationtoolversion=\"{}\" segtype=\"sentence\" o-tmf=\"trialign\" adminlang=\"en\" srclang=\"{}\" \
             datatype=\"plaintext\"/>\n<body>\n",
            env!("CARGO_PKG_VERSION"),
            xml::escape(source, true, &mut 0)
        )
    }

    /// The unit of a bead in some editions; `None`, and counted, where one of them is empty.
    fn unit(&mut self, record: &Record, bead: &BeadRecord, editions: &[Edition]) -> Option<String> {
        let texts: Vec<String> = editions.iter().map(|&e| flat::text(record, e, bead)).collect();
        if texts.iter().any(|text| text.trim().is_empty()) {
            self.lost.add(lost::EMPTY_SIDE, 1);
            return None;
        }
        self.lost.add(lost::CUTS, editions.iter().map(|&e| bead.indices(e).len().saturating_sub(1)).sum());
        let mut forbidden = 0;
        let mut out = format!("<tu tuid=\"{}\">", xml::escape(&bead.id, true, &mut forbidden));
        if !bead.note.is_empty() {
            out.push_str(&format!("<note>{}</note>", xml::escape(&bead.note, false, &mut forbidden)));
        }
        let mut prop = |kind: &str, value: &str| {
            let value = xml::escape(value, false, &mut forbidden);
            out.push_str(&format!("<prop type=\"x-{kind}\">{value}</prop>"));
        };
        prop("article", &record.article);
        if let Some(p) = bead.confidence {
            prop("confidence", &format!("{p:.6}"));
        }
        if bead.status != Status::Auto {
            prop("status", bead.status.as_str());
        }
        if !bead.flags.is_empty() {
            prop("flags", &bead.flags.join(" "));
        }
        out.push('\n');
        for (&edition, text) in editions.iter().zip(&texts) {
            out.push_str(&format!(
                "<tuv xml:lang=\"{}\"><seg>{}</seg></tuv>\n",
                xml::escape(self.langs.name(edition), true, &mut 0),
                xml::escape(text, false, &mut forbidden)
            ));
        }
        out.push_str("</tu>\n");
        self.lost.add(lost::FORBIDDEN, forbidden);
        Some(out)
    }

    fn pairs(&mut self, record: &Record) -> Result<()> {
        for pair in pairs::pairs(record) {
            let beads = pairs::beads(record, pair, &mut self.lost);
            let units: String =
                beads.iter().filter_map(|bead| self.unit(record, bead, &[pair.0, pair.1])).collect();
            let header = self.header(self.langs.name(pair.0));
            if let Some((folder, name)) = &mut self.bilingual {
                let file = folder.file(&format!("{name}.{}-{}.tmx", pair.0, pair.1), &header)?;
                file.write_all(units.as_bytes()).map_err(stream)?;
            }
        }
        Ok(())
    }
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
        if !std::mem::replace(&mut self.begun, true) {
            let source = editions.first().map_or("*all*", |&e| self.langs.name(e));
            out.write_all(self.header(source).as_bytes()).map_err(stream)?;
        }
        for bead in &record.beads {
            if let Some(unit) = self.unit(record, bead, &editions) {
                out.write_all(unit.as_bytes()).map_err(stream)?;
            }
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> Result<()> {
        self.warnings = self.lost.lines("tmx");
        if let Some((folder, _)) = &mut self.bilingual {
            return folder.commit(END);
        }
        if !self.begun {
            out.write_all(self.header("*all*").as_bytes()).map_err(stream)?;
        }
        out.write_all(END.as_bytes()).map_err(stream)
    }

    fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

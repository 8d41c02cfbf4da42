//! A Word document (Office Open XML, ECMA-376 part 1, 17) to read side by side: a table an article, a column an edition.
//!
//! Each run of text says its language, so that Word spells it and sets it in a font of its region.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

use super::{Langs, Options, Record, Row, Writer, stream};
use crate::bead::Status;
use crate::error::{Error, ErrorKind, Result};
use crate::markup::XmlWriter;
use crate::text::Edition;

const TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/></Types>";
const PACKAGE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
const PARTS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>";
const STYLES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val=\"21\"/></w:rPr></w:rPrDefault></w:docDefaults>\
<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"Normal\"/>\
<w:pPr><w:keepNext/><w:spacing w:before=\"240\" w:after=\"120\"/><w:outlineLvl w:val=\"0\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"28\"/></w:rPr></w:style></w:styles>";
/// Width of a landscape page of A4 without its margins, in twentieths of a point.
const WIDTH: usize = 15_000;

const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Writes the document at the end.
#[derive(Debug)]
pub struct DocxWriter {
    langs: Langs,
    body: XmlWriter,
    warnings: Vec<String>,
}

impl DocxWriter {
    /// An empty document.
    pub fn new(options: &Options) -> Self {
        DocxWriter { langs: options.langs.clone(), body: XmlWriter::default(), warnings: Vec::new() }
    }

    /// A paragraph in a language, with line breaks where the text has them.
    fn paragraph(&mut self, text: &str, edition: Option<Edition>, record: &Record, style: Option<&str>) {
        let xml = &mut self.body;
        xml.start("w:p", &[]);
        if let Some(style) = style {
            xml.start("w:pPr", &[]).empty("w:pStyle", &[("w:val", style)]).end("w:pPr");
        }
        xml.start("w:r", &[]).start("w:rPr", &[]);
        if let Some(edition) = edition {
            let script = if edition.is_chinese() { "w:eastAsia" } else { "w:val" };
            xml.empty("w:lang", &[(script, &self.langs.of(edition, record))]);
        }
        xml.end("w:rPr");
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                xml.empty("w:br", &[]);
            }
            xml.leaf("w:t", &[("xml:space", "preserve")], line);
        }
        xml.end("w:r").end("w:p");
    }

    fn table(&mut self, record: &Record) {
        let editions: Vec<Edition> =
            record.present().iter().filter(|(_, there)| **there).map(|(edition, _)| edition).collect();
        let width = (WIDTH / editions.len().max(1)).to_string();
        self.body.start("w:tbl", &[]).start("w:tblPr", &[]);
        self.body
            .empty("w:tblW", &[("w:w", &WIDTH.to_string()), ("w:type", "dxa")])
            .start("w:tblBorders", &[]);
        for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
            let line = [("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "BFBFBF")];
            self.body.empty(side, &line);
        }
        self.body.end("w:tblBorders").empty("w:tblLayout", &[("w:type", "fixed")]).end("w:tblPr");
        self.body.start("w:tblGrid", &[]);
        for _ in &editions {
            self.body.empty("w:gridCol", &[("w:w", &width)]);
        }
        self.body.end("w:tblGrid").start("w:tr", &[]).start("w:trPr", &[]);
        self.body.empty("w:cantSplit", &[]).empty("w:tblHeader", &[]).end("w:trPr");
        for &edition in &editions {
            self.start_cell(&width, Some("E7E6E6"));
            self.paragraph(&self.langs.of(edition, record), None, record, None);
            self.body.end("w:tc");
        }
        self.body.end("w:tr");
        for row in Row::of(record) {
            let fill = match row.status {
                Status::Auto if row.flags.contains("low-confidence") => Some("FFF2CC"),
                _ if row.flags.contains("omission-") => Some("FCE4D6"),
                _ => None,
            };
            self.body.start("w:tr", &[]).start("w:trPr", &[]).empty("w:cantSplit", &[]).end("w:trPr");
            for &edition in &editions {
                self.start_cell(&width, fill);
                let text = row.texts[edition].as_ref().map_or("", |(_, text)| text);
                self.paragraph(text, Some(edition), record, None);
                self.body.end("w:tc");
            }
            self.body.end("w:tr");
        }
        // Word wants a paragraph between two tables.
        self.body.end("w:tbl").empty("w:p", &[]);
    }

    fn start_cell(&mut self, width: &str, fill: Option<&str>) {
        self.body.start("w:tc", &[]).start("w:tcPr", &[]);
        self.body.empty("w:tcW", &[("w:w", width), ("w:type", "dxa")]);
        if let Some(fill) = fill {
            self.body.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", fill)]);
        }
        self.body.end("w:tcPr");
    }

    fn packed(&mut self) -> Result<Vec<u8>, ZipError> {
        let mut document = XmlWriter::document();
        document.start("w:document", &[("xmlns:w", NAMESPACE)]).start("w:body", &[]);
        document.append(std::mem::take(&mut self.body)).start("w:sectPr", &[]);
        document.empty("w:pgSz", &[("w:w", "16838"), ("w:h", "11906"), ("w:orient", "landscape")]);
        let sides = ["w:top", "w:right", "w:bottom", "w:left"].map(|side| (side, "900"));
        let inner = [("w:header", "450"), ("w:footer", "450"), ("w:gutter", "0")];
        document.empty("w:pgMar", &[&sides[..], &inner].concat());
        document.end("w:sectPr").end("w:body").end("w:document");
        let document = document.take();
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in [
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", PACKAGE),
            ("word/document.xml", &document),
            ("word/_rels/document.xml.rels", PARTS),
            ("word/styles.xml", STYLES),
        ] {
            zip.start_file(name, SimpleFileOptions::default())?;
            zip.write_all(text.as_bytes())?;
        }
        Ok(zip.finish()?.into_inner())
    }
}

impl Writer for DocxWriter {
    fn begin(&mut self, _out: &mut dyn Write) -> Result<()> {
        Ok(())
    }

    fn article(&mut self, record: &Record, _out: &mut dyn Write) -> Result<()> {
        if record.beads.is_empty() {
            return Ok(());
        }
        self.paragraph(&record.article, None, record, Some("Heading1"));
        self.table(record);
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> Result<()> {
        let forbidden = self.body.forbidden();
        let document = self.packed().map_err(|e| {
            Error::new(ErrorKind::Input, format!("the document cannot be written: {e}")).remedy("write HTML")
        })?;
        if forbidden > 0 {
            self.warnings.push(format!("{forbidden} characters that XML forbids (U+FFFD stands for them)"));
        }
        out.write_all(&document).map_err(stream)
    }

    fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

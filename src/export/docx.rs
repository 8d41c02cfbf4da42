//! A Word document (Office Open XML, ECMA-376 part 1, 17) to read side by side: a table an article, a column an edition.
//!
//! Each run of text says its language, so that Word spells it and sets it in a font of its region.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

use super::{Langs, Options, Record, Row, Writer, stream, xml};
use crate::bead::Status;
use crate::error::{Error, ErrorKind, Result};
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

/// Writes the document at the end.
#[derive(Debug)]
pub struct DocxWriter {
    langs: Langs,
    body: String,
    forbidden: usize,
    warnings: Vec<String>,
}

impl DocxWriter {
    /// An empty document.
    pub fn new(options: &Options) -> Self {
        DocxWriter { langs: options.langs.clone(), body: String::new(), forbidden: 0, warnings: Vec::new() }
    }

    /// A paragraph in a language, with line breaks where the text has them.
    fn paragraph(&mut self, text: &str, edition: Option<Edition>, record: &Record, style: &str) -> String {
        let lang = edition.map(|edition| {
            let lang = xml::escape(&self.langs.of(edition, record), true, &mut 0);
            if edition.is_chinese() {
                format!("<w:lang w:eastAsia=\"{lang}\"/>")
            } else {
                format!("<w:lang w:val=\"{lang}\"/>")
            }
        });
        let properties = format!("<w:rPr>{}</w:rPr>", lang.unwrap_or_default());
        let lines: Vec<String> = text
            .split('\n')
            .map(|line| {
                format!("<w:t xml:space=\"preserve\">{}</w:t>", xml::escape(line, false, &mut self.forbidden))
            })
            .collect();
        format!("<w:p>{style}<w:r>{properties}{}</w:r></w:p>", lines.join("<w:br/>"))
    }

    fn table(&mut self, record: &Record) {
        let editions: Vec<Edition> =
            record.present().iter().filter(|(_, there)| **there).map(|(edition, _)| edition).collect();
        let width = WIDTH / editions.len().max(1);
        let border = ["top", "left", "bottom", "right", "insideH", "insideV"]
            .map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"BFBFBF\"/>"))
            .concat();
        self.body.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/><w:tblBorders>{border}</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>{}</w:tblGrid>",
            format!("<w:gridCol w:w=\"{width}\"/>").repeat(editions.len())
        ));
        let head: String = editions
            .iter()
            .map(|&edition| {
                let name = self.langs.of(edition, record);
                let said = self.paragraph(&name, None, record, "");
                cell(&said, width, Some("E7E6E6"))
            })
            .collect();
        self.body.push_str(&format!("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"));
        for row in Row::of(record) {
            let fill = match row.status {
                Status::Auto if row.flags.contains("low-confidence") => Some("FFF2CC"),
                _ if row.flags.contains("omission-") => Some("FCE4D6"),
                _ => None,
            };
            let mut cells = String::new();
            for &edition in &editions {
                let text = row.texts[edition].as_ref().map_or("", |(_, text)| text.as_str()).to_owned();
                let said = self.paragraph(&text, Some(edition), record, "");
                cells.push_str(&cell(&said, width, fill));
            }
            self.body.push_str(&format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"));
        }
        // Word wants a paragraph between two tables.
        self.body.push_str("</w:tbl><w:p/>");
    }

    fn packed(&self) -> Result<Vec<u8>, ZipError> {
        let document = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
             <w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{}<w:sectPr>\
             <w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>\
             <w:pgMar w:top=\"900\" w:right=\"900\" w:bottom=\"900\" w:left=\"900\" w:header=\"450\" w:footer=\"450\" w:gutter=\"0\"/>\
             </w:sectPr></w:body></w:document>",
            self.body
        );
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

fn cell(paragraph: &str, width: usize, fill: Option<&str>) -> String {
    let fill = fill
        .map(|fill| format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill}\"/>"))
        .unwrap_or_default();
    format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{fill}</w:tcPr>{paragraph}</w:tc>")
}

impl Writer for DocxWriter {
    fn begin(&mut self, _out: &mut dyn Write) -> Result<()> {
        Ok(())
    }

    fn article(&mut self, record: &Record, _out: &mut dyn Write) -> Result<()> {
        if record.beads.is_empty() {
            return Ok(());
        }
        let heading = "<w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>";
        let title = self.paragraph(&record.article, None, record, heading);
        self.body.push_str(&title);
        self.table(record);
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> Result<()> {
        let document = self.packed().map_err(|e| {
            Error::new(ErrorKind::Input, format!("the document cannot be written: {e}")).remedy("write HTML")
        })?;
        if self.forbidden > 0 {
            let count = self.forbidden;
            self.warnings.push(format!("{count} characters that XML forbids (U+FFFD stands for them)"));
        }
        out.write_all(&document).map_err(stream)
    }

    fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

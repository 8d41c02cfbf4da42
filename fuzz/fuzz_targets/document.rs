//! Any bytes as a document: the XML of a Word, OpenDocument or EPUB file or of a workbook, packed as such a file is; a
//! PDF, subtitles, or a container as it comes.
//!
//! Holds: it is read or refused; blocks begin in order (the number of a page that stood in a sentence lies within it);
//! every offset is true (a place in the text that was taken out, on character boundaries); places lie in order and
//! within it; the same bytes give the same document.
#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use trialign::read::{Format, ReadOptions, read_bytes};
use trialign::text::Edition;
use zip::write::SimpleFileOptions;

const RELATIONS: &str = r#"<Relationships><Relationship Type="x/officeDocument" Target="word/document.xml"/></Relationships>"#;
const CONTAINER: &str = r#"<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>"#;
const PACKAGE: &str = r#"<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><item id="b" href="b.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>"#;
const PACKAGED: &str = r#"<Relationships><Relationship Id="w" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const SHEETS: &str = r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const SHEET_RELATIONS: &str = r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// The parts that every file of a kind has, then the names of those that the input gives, divided by NUL.
fn packed(fixed: &[(&str, &str)], names: &[&str], data: &[u8]) -> Vec<u8> {
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let given = names.iter().copied().zip(data.split(|byte| *byte == 0));
    for (name, bytes) in fixed.iter().map(|(name, text)| (*name, text.as_bytes())).chain(given) {
        zip.start_file(name, stored).expect("names differ");
        zip.write_all(bytes).expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}

fn document(kind: u8, data: &[u8]) -> (Format, Vec<u8>) {
    match kind % 8 {
        0 => {
            let names = [
                "word/document.xml", "word/styles.xml", "word/footnotes.xml", "word/header1.xml", "word/footer1.xml",
            ];
            (Format::Docx, packed(&[("_rels/.rels", RELATIONS)], &names, data))
        }
        1 => (Format::Odt, packed(&[], &["content.xml", "styles.xml", "META-INF/manifest.xml"], data)),
        2 => {
            let fixed = [("META-INF/container.xml", CONTAINER), ("a.opf", PACKAGE)];
            (Format::Epub, packed(&fixed, &["a.xhtml", "b.xhtml", "META-INF/encryption.xml"], data))
        }
        3 => (Format::Epub, packed(&[], &["META-INF/container.xml", "a.opf", "a.xhtml", "b.xhtml"], data)),
        4 => {
            let fixed = [("_rels/.rels", PACKAGED), ("xl/workbook.xml", SHEETS), ("xl/_rels/workbook.xml.rels", SHEET_RELATIONS)];
            let names = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"];
            (Format::Workbook, packed(&fixed, &names, data))
        }
        5 => (Format::Subtitles, data.to_vec()),
        6 => (Format::Pdf, data.to_vec()),
        _ => {
            let all = [Format::Docx, Format::Odt, Format::Epub, Format::Workbook];
            (all[usize::from(kind >> 3) % all.len()], data.to_vec())
        }
    }
}

fuzz_target!(
    // The reader of PDF answers for panics of the crates below it, so they are not the end; what reaches the target is.
    init: std::panic::set_hook(Box::new(|_| {})),
    |data: &[u8]| {
        let Some((kind, data)) = data.split_first() else { return };
        let (format, bytes) = document(*kind, data);
        let mut options = ReadOptions::default();
        options.edition = Some(Edition::En);
        let read = || read_bytes(&bytes, "input".as_ref(), format, &options);
        let Ok(source) = read() else { return };
        let mut start = 0;
        for block in &source.blocks {
            let mut last = 0;
            for (at, c) in block.text.char_indices() {
                let span = block.offsets.span(at..at + c.len_utf8());
                assert!(span.slice(&source.text).is_some(), "{span:?} is no place in the text");
                assert!(span.start >= last, "offsets run backwards at {at} of {:?}", block.text);
                last = span.start;
            }
            let span = block.offsets.span(0..block.text.len());
            assert!(span.start >= start, "{:?} begins before the block above it", block.text);
            start = span.start;
        }
        assert!(source.places.is_sorted_by_key(|(at, _)| *at));
        assert!(source.places.iter().all(|(at, _)| source.text.is_char_boundary(*at)));
        let again = read().expect("it was read before");
        assert_eq!((again.blocks, again.text, again.places), (source.blocks, source.text, source.places));
    }
);

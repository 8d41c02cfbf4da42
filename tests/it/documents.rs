//! Documents in: what is taken out of Word, OpenDocument, EPUB, PDF, subtitles and workbooks, and what is refused.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};

use trialign::read::{Format, ReadOptions, Source, read_bytes};
use trialign::text::{BlockKind, Edition, MarkKind, Role};
use zip::write::SimpleFileOptions;

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn source(bytes: &[u8], name: &str) -> Result<Source, String> {
    let format = Format::of(Path::new(name)).unwrap();
    let mut options = ReadOptions::default();
    options.edition = Some(Edition::En);
    let source = read_bytes(bytes, Path::new(name), format, &options).map_err(|e| e.to_string())?;
    for block in &source.blocks {
        let span = block.offsets.span(0..block.text.len());
        let said = span.slice(&source.text).unwrap();
        assert!(!block.text.is_empty() && said.len() + 64 >= block.text.len(), "{name}: {said:?}");
    }
    Ok(source)
}

fn blocks(source: &Source) -> Vec<(BlockKind, Role, &str)> {
    source.blocks.iter().map(|block| (block.kind, block.role, block.text.as_str())).collect()
}

fn place<'a>(source: &'a Source, text: &str) -> &'a str {
    let block = source.blocks.iter().find(|block| block.text.contains(text)).unwrap();
    source.place(block.offsets.span(0..1).start).unwrap()
}

const RELS: &str = r#"<Relationships xmlns="r"><Relationship Id="1" Type="http://x/officeDocument" Target="word/document.xml"/></Relationships>"#;

pub(crate) fn docx(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let document = format!(
        "<w:document xmlns:w=\"w\" xmlns:a=\"a\" xmlns:mc=\"mc\"><w:body>{body}</w:body></w:document>"
    );
    let mut parts = vec![("_rels/.rels", RELS), ("word/document.xml", document.as_str())];
    parts.extend(more);
    packed(&parts)
}

pub(crate) fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

#[test]
fn word_as_it_reads_with_all_changes_accepted() {
    let body = [
        "<w:p><w:pPr><w:pStyle w:val=\"berschrift1\"/></w:pPr>", &run("The ferry"), "</w:p>",
        "<w:p>", &run("It left "), "<w:ins><w:r><w:t>early</w:t></w:r></w:ins><w:del><w:r><w:delText>late</w:delText></w:r></w:del>",
        &run("."), "<w:r><w:footnoteReference w:id=\"7\"/></w:r>", &run(" Nobody waved."), "</w:p>",
        "<w:p><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr>", &run("One orange"), "</w:p>",
        "<w:tbl><w:tr><w:tc><w:p>", &run("Fare"), "</w:p></w:tc><w:tc><w:p>", &run("2 yuan"), "</w:p></w:tc></w:tr></w:tbl>",
        "<w:p><w:pPr><w:pStyle w:val=\"Bild\"/></w:pPr>", &run("The quay at dawn"), "</w:p>",
        "<w:p>", &run("Beside a box."),
        "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p>", &run("In the box."), "</w:p></w:txbxContent></mc:Choice>",
        "<mc:Fallback><w:txbxContent><w:p>", &run("In the box."), "</w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden.</w:t></w:r>", &run("和尚念"),
        "<w:ruby><w:rt><w:r><w:t>jīng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>经</w:t></w:r></w:rubyBase></w:ruby>", &run("。"), "</w:p>",
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>", &run("Joined "), "</w:p><w:p>", &run("again."), "</w:p>",
    ]
    .concat();
    let styles = r#"<w:styles xmlns:w="w"><w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 2"/></w:style>
        <w:style w:type="paragraph" w:styleId="Bild"><w:name w:val="Figure"/><w:basedOn w:val="Bildtext"/></w:style>
        <w:style w:type="paragraph" w:styleId="Bildtext"><w:name w:val="caption"/></w:style></w:styles>"#;
    let notes = format!(
        "<w:footnotes xmlns:w=\"w\"><w:footnote w:type=\"separator\" w:id=\"0\"><w:p>{}</w:p></w:footnote><w:footnote w:id=\"7\"><w:p>{}</w:p></w:footnote></w:footnotes>",
        run("---"),
        run("By nine minutes.")
    );
    let header = format!("<w:hdr xmlns:w=\"w\"><w:p>{}</w:p></w:hdr>", run("THE LONG CROSSING"));
    let bytes = docx(
        &body,
        &[
            ("word/styles.xml", styles),
            ("word/footnotes.xml", &notes),
            ("word/header1.xml", &header),
            ("word/header2.xml", &header),
        ],
    );
    let found = source(&bytes, "a.docx").unwrap();
    use BlockKind::{Caption, Heading, ListItem, Paragraph, TableCell};
    let body = |kind, text| (kind, Role::Body, text);
    assert_eq!(
        blocks(&found),
        [
            body(Heading(2), "The ferry"),
            body(Paragraph, "It left early. Nobody waved."),
            body(ListItem, "One orange"),
            body(TableCell, "Fare"),
            body(TableCell, "2 yuan"),
            body(Caption, "The quay at dawn"),
            body(Paragraph, "Beside a box."),
            body(Paragraph, "In the box."),
            body(Paragraph, "和尚念经。"),
            body(Paragraph, "Joined again."),
            body(Paragraph, "By nine minutes."),
            (Paragraph, Role::Navigation, "THE LONG CROSSING"),
        ]
    );
    assert!(matches!(&found.blocks[1].marks[0].kind, MarkKind::Footnote(label) if label == "7"));
    assert_eq!(place(&found, "2 yuan"), "table 1, row 1, column 2");
    assert_eq!(place(&found, "nine minutes"), "footnote 1");
    assert_eq!(place(&found, "It left"), "paragraph 2");
}

#[test]
fn lines_of_a_pasted_text_are_put_together_as_in_a_text_file() {
    let lines = [
        "The rules were simple enough for everybody: start to finish, no getting",
        "off, and no headphones, whatever the weather might be out on the road",
        "that night. The fare was two yuan in coins, and the driver counted them",
        "one by one while the whole bus waited for him in the cold and the dark.",
        "",
        "Nobody complained about it, because nobody on that bus had anywhere to",
        "be before the morning came, and the driver knew it as well as they did.",
    ];
    let body: String = lines.iter().map(|line| format!("<w:p>{}</w:p>", run(line))).collect();
    let word = source(&docx(&body, &[]), "a.docx").unwrap();
    let text = source(lines.join("\n").as_bytes(), "a.txt").unwrap();
    assert_eq!(blocks(&word), blocks(&text));
    assert_eq!(word.blocks.len(), 2);
}

#[test]
fn opendocument_as_it_reads() {
    let content = "<o:document-content xmlns:o=\"o\" xmlns:text=\"t\" xmlns:table=\"b\" xmlns:style=\"s\" xmlns:draw=\"d\"><o:automatic-styles>\
        <style:style style:name=\"P1\" style:family=\"paragraph\" style:parent-style-name=\"Illustration\"/></o:automatic-styles><o:body><o:text>\
        <text:tracked-changes><text:changed-region><text:deletion><text:p>Gone.</text:p></text:deletion></text:changed-region></text:tracked-changes>\
        <text:table-of-content><text:index-body><text:p>The ferry 1</text:p></text:index-body></text:table-of-content>\
        <text:h text:outline-level=\"2\">The ferry</text:h>\
        <text:p>It   left<text:s text:c=\"2\"/>early.<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>By nine minutes.</text:p></text:note-body></text:note> Nobody waved.</text:p>\
        <text:list><text:list-item><text:p>One orange</text:p></text:list-item></text:list>\
        <table:table><table:table-row><table:table-cell><text:p>Fare</text:p></table:table-cell><table:table-cell><text:p>2 yuan</text:p></table:table-cell></table:table-row></table:table>\
        <text:p text:style-name=\"P1\">The quay</text:p>\
        <text:p>Beside.<draw:frame><draw:text-box><text:p>In the box.</text:p></draw:text-box></draw:frame></text:p>\
        <text:p><text:ruby><text:ruby-base>经</text:ruby-base><text:ruby-text>jīng</text:ruby-text></text:ruby>。</text:p>\
        </o:text></o:body></o:document-content>";
    let page = "<o:document-styles xmlns:o=\"o\" xmlns:style=\"s\" xmlns:text=\"t\"><o:master-styles><style:master-page>\
        <style:header><text:p>THE LONG CROSSING</text:p></style:header><style:footer><text:p>- 3 -</text:p></style:footer>\
        </style:master-page></o:master-styles></o:document-styles>";
    let found = source(&packed(&[("content.xml", content), ("styles.xml", page)]), "a.odt").unwrap();
    use BlockKind::{Caption, Heading, ListItem, Paragraph, TableCell};
    let body = |kind, text| (kind, Role::Body, text);
    assert_eq!(
        blocks(&found),
        [
            (Paragraph, Role::Navigation, "The ferry 1"),
            body(Heading(2), "The ferry"),
            body(Paragraph, "It left  early. Nobody waved."),
            body(ListItem, "One orange"),
            body(TableCell, "Fare"),
            body(TableCell, "2 yuan"),
            body(Caption, "The quay"),
            body(Paragraph, "Beside."),
            body(Paragraph, "In the box."),
            body(Paragraph, "经。"),
            body(Paragraph, "By nine minutes."),
            (Paragraph, Role::Navigation, "THE LONG CROSSING"),
            (Paragraph, Role::Foot, "- 3 -"),
        ]
    );
}

#[test]
fn a_book_is_its_chapters_in_order() {
    let container =
        r#"<container xmlns="c"><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>"#;
    let package = r#"<package xmlns="p"><manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
        <item id="b" href="text/two.xhtml" media-type="application/xhtml+xml"/><item id="a" href="text/one%20a.xhtml" media-type="application/xhtml+xml"/>
        </manifest><spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>"#;
    let page = |text: &str| format!("<html><body>{text}</body></html>");
    let parts = [
        ("META-INF/container.xml", container.to_owned()),
        ("OPS/book.opf", package.to_owned()),
        ("OPS/nav.xhtml", page("<nav><ol><li>One</li></ol></nav>")),
        ("OPS/text/two.xhtml", page("<h1>Two</h1><p>She stayed.</p>")),
        ("OPS/text/one a.xhtml", page("<h1>One</h1><p>He left.</p>")),
    ];
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let found = source(&packed(&parts), "a.epub").unwrap();
    let body: Vec<&str> =
        found.blocks.iter().filter(|b| b.role == Role::Body).map(|b| b.text.as_str()).collect();
    assert_eq!(body, ["One", "He left.", "Two", "She stayed."]);
    assert_eq!(place(&found, "She stayed."), "chapter 3, paragraph 2");
    assert!(found.warnings.is_empty(), "{:?}", found.warnings);
    let torn: Vec<(&str, &str)> = parts.iter().filter(|(name, _)| !name.contains("two")).copied().collect();
    let found = source(&packed(&torn), "a.epub").unwrap();
    let told = found.warnings.iter().any(|warning| warning.contains("text/two.xhtml"));
    assert!(told, "a chapter that is not there is no silence: {:?}", found.warnings);
}

#[test]
fn cues_are_joined_to_sentences_and_keep_their_times() {
    let srt = "1\r\n00:00:01,000 --> 00:00:03,000\r\n<i>The ferry left</i>\r\n{\\an8}at six\r\n\r\n2\r\n00:00:03,200 --> 00:00:05,000\r\nin the morning.\r\n\r\n\
        3\r\n00:00:06,000 --> 00:00:08,000\r\n- Who waved?\r\n- Nobody did.\r\n\r\n4\r\n00:00:30,000 --> 00:00:31,000\r\nIt rained.\r\n";
    let found = source(srt.as_bytes(), "a.srt").unwrap();
    let texts: Vec<String> = found.blocks.iter().map(|b| b.text.replace('\n', " ")).collect();
    assert_eq!(texts, ["The ferry left at six in the morning.", "Who waved?", "Nobody did.", "It rained."]);
    assert_eq!(place(&found, "It rained."), "cue 4, 00:00:30,000 --> 00:00:31,000");
    let vtt = "WEBVTT\n\nNOTE a remark\n\n00:01.000 --> 00:02.000 align:start\n<v Ann>渡船走了\n\n00:02.500 --> 00:04.000\n没有人 &amp; 挥手\n";
    let found = source(vtt.as_bytes(), "a.vtt").unwrap();
    let texts: Vec<&str> = found.blocks.iter().map(|b| b.text.as_str()).collect();
    assert_eq!(texts, ["渡船走了", "没有人 & 挥手"], "without stops a cue is a sentence");
    assert!(source(b"no cue at all\n", "a.srt").unwrap_err().contains("there are no cues in it"));
}

/// A PDF of one page with lines of text at places.
fn pdf(lines: &[(u32, u32, &str)]) -> Vec<u8> {
    let page: String =
        lines.iter().map(|(x, y, text)| format!("BT /F1 12 Tf {x} {y} Td ({text}) Tj ET\n")).collect();
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{page}endstream", page.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", number + 1).bytes());
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    places.iter().for_each(|place| out.extend(format!("{place:010} 00000 n \n").bytes()));
    out.extend(
        format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1)
            .bytes(),
    );
    out
}

#[cfg(feature = "documents")]
#[test]
fn the_text_layer_of_a_pdf_is_read_line_by_line() {
    let found = source(
        &pdf(&[
            (72, 700, "The ferry left at six in the morning and nobody on the quay had come to"),
            (72, 686, "wave at it, though my aunt had packed two oranges and a clean shirt for"),
            (72, 672, "me, and had written her own address on a card that I put into my shoe."),
            (72, 644, "It rained for the rest of that day, and for the whole week that came on"),
            (72, 630, "after it, until the ink ran."),
        ]),
        "a.pdf",
    )
    .unwrap();
    let texts: Vec<String> = found.blocks.iter().map(|b| b.text.replace('\n', " ")).collect();
    assert_eq!(texts.len(), 2, "{texts:?}");
    assert!(texts[0].starts_with("The ferry left") && texts[0].ends_with("into my shoe."), "{texts:?}");
    assert!(texts[0].contains("had come to wave at it"), "{texts:?}");
    assert_eq!(place(&found, "It rained"), "page 1");
    assert!(source(&pdf(&[]), "a.pdf").unwrap_err().contains("text recognition (OCR)"));
    assert!(source(b"%PDF-1.4 and then nothing", "a.pdf").unwrap_err().contains("damaged"));
}

/// A workbook of one sheet with these rows.
fn xlsx(rows: &str) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = RELS.replace("http://x", office).replace("word/document.xml", "xl/workbook.xml");
    let book = format!(
        "<workbook xmlns:r=\"{office}\"><sheets><sheet name=\"s\" sheetId=\"1\" r:id=\"r\"/></sheets></workbook>"
    );
    let sheets = format!(
        "<Relationships><Relationship Id=\"r\" Type=\"{office}/worksheet\" Target=\"worksheets/s.xml\"/></Relationships>"
    );
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    packed(&[
        ("_rels/.rels", &package),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &sheets),
        ("xl/worksheets/s.xml", &sheet),
    ])
}

/// What it is read as differs with how numbers overflow, for the library does not say.
#[test]
fn a_cell_in_a_column_that_cannot_be_is_no_end() {
    let rows = |place: &str| {
        let row = |row: u32, place: &str, said: &str| {
            format!("<row r=\"{row}\"><c r=\"{place}\" t=\"inlineStr\"><is><t>{said}</t></is></c></row>")
        };
        xlsx(&(row(1, "A1", "en") + &row(2, place, "It rained.")))
    };
    assert_eq!(source(&rows("A2"), "a.xlsx").unwrap().blocks.len(), 1);
    for place in ["ABCDEFGHIJKLMNO2", "endstreamlineStr"] {
        if let Err(error) = source(&rows(place), "a.xlsx") {
            assert!(error.starts_with("a.xlsx: "), "{error}");
        }
    }
}

#[test]
fn what_cannot_be_read_is_named_with_what_to_do() {
    let bomb = docx(&"<w:p/>".repeat(50_000_000), &[]);
    assert!(bomb.len() < 8 << 20);
    let compound = |stream: &str| {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let cut = docx(&format!("<w:p>{}</w:p>", run("Whole.")), &[]);
    let cases: [(&[u8], &str, &str); 8] = [
        (&bomb, "a.docx", "unpacked it has more than 256 MB"),
        (&cut[..cut.len() / 2], "a.docx", "the document is damaged"),
        (&compound("EncryptedPackage"), "a.docx", "protected by a password"),
        (&compound("WordDocument"), "a.docx", "save it as .docx"),
        (&compound("Workbook"), "a.xlsx", "save it as .xlsx"),
        (&packed(&[("mimetype", "x")]), "a.docx", "no Word document"),
        (&docx("<w:p/>", &[]), "a.docx", "the document has no text"),
        (
            &packed(&[("META-INF/manifest.xml", "<m:encryption-data/>"), ("content.xml", "x")]),
            "a.odt",
            "protected by a password",
        ),
    ];
    for (bytes, name, why) in cases {
        let error = source(bytes, name).unwrap_err();
        assert!(error.contains(why) && error.starts_with(name) && error.ends_with(')'), "{error}");
    }
    for (name, why) in [("a.doc", ".docx"), ("a.xls", ".xlsx"), ("a.png", "OCR")] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, [0xFF, 0xD8, 0, 1]).unwrap();
        let error = trialign::read::read_file(&path, &ReadOptions::default()).unwrap_err().to_string();
        assert!(error.contains("not read") && error.contains(why), "{error}");
    }
}

fn align(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_trialign"))
        .args(["align", "--isolated"])
        .args(args)
        .current_dir(folder)
        .output()
        .unwrap()
}

#[test]
fn documents_are_aligned_like_texts_and_the_record_is_true() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, lines: [&str; 3]| {
        let body: String = lines.iter().map(|line| format!("<w:p>{}</w:p>", run(line))).collect();
        fs::write(folder.path().join(name), docx(&body, &[])).unwrap();
    };
    put("talk_EN.docx", ["The bus left at noon.", "Nobody sang.", "It snowed."]);
    put("talk_CN.docx", ["公共汽车中午开走了。", "没有人唱歌。", "下雪了。"]);
    put("talk_TW.docx", ["公車中午開走了。", "沒有人唱歌。", "下雪了。"]);
    fs::write(folder.path().join("talk_draft.docx"), docx("<w:p/>", &[])).unwrap();
    fs::write(folder.path().join("old.doc"), "x").unwrap();
    let output = align(folder.path(), &[".", "-o", "a.jsonl"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    assert!(said.contains("talk_draft.docx: belongs to no article"), "{said}");
    assert!(said.contains("old.doc: this kind of file is not read: open it and save it as .docx"), "{said}");
    let record: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.path().join("a.jsonl")).unwrap()).unwrap();
    assert_eq!(record["beads"].as_array().unwrap().len(), 3);
    assert_eq!(record["editions"]["zh-Hant"]["segments"][2]["place"], "paragraph 3");
    let verified = Command::new(env!("CARGO_BIN_EXE_trialign"))
        .args(["verify", "a.jsonl"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(verified.status.success(), "{verified:?}");
}

#[test]
fn a_workbook_with_a_column_an_edition_is_an_article() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let rows = [
        ["No.", "English", "简体中文"],
        ["1", "The bus left at noon.", "公共汽车中午开走了。"],
        ["2", "Nobody sang.", "没有人唱歌。"],
    ];
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    book.save(folder.path().join("terms.xlsx")).unwrap();
    let output = align(folder.path(), &["terms.xlsx", "-q", "-f", "jsonl"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let record: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(record["article"], "terms");
    assert_eq!(record["editions"]["en"]["segments"][1]["place"], "Sheet1!B3");
    assert_eq!(record["editions"]["zh-Hans"]["segments"][0]["text"], "公共汽车中午开走了。");
    assert!(record["editions"]["zh-Hant"].is_null());
}

#[test]
fn dropped_files_become_articles() {
    use trialign::config::Settings;
    use trialign::pipeline::{Dropped, receive};
    let word = |lines: [&str; 2]| {
        let body: String = lines.iter().map(|line| format!("<w:p>{}</w:p>", run(line))).collect();
        docx(&body, &[])
    };
    let (en, hans) =
        (word(["The bus left at noon.", "Nobody sang."]), word(["公共汽车中午开走了。", "没有人唱歌。"]));
    let hant = "公車中午開走了。\n\n沒有人唱歌。\n".as_bytes();
    let files = [
        Dropped { name: "Report final.docx", bytes: &en },
        Dropped { name: "报告.docx", bytes: &hans },
        Dropped { name: "報告 v2.txt", bytes: hant },
        Dropped { name: "photo.png", bytes: b"\x89PNG" },
        Dropped { name: "old.doc", bytes: b"x" },
    ];
    let received = receive(&files, &Settings::default());
    assert_eq!(received.articles.len(), 1, "{:?}", received.problems);
    assert!(
        received.articles[0]
            .editions
            .iter()
            .all(|(_, text)| text.as_ref().is_some_and(|t| t.segments.len() == 2))
    );
    let problems: Vec<String> = received.problems.iter().map(ToString::to_string).collect();
    assert!(
        problems.len() == 2 && problems[0].contains("OCR") && problems[1].contains(".docx"),
        "{problems:?}"
    );
    let pairs = ["a_EN.docx", "a_CN.docx", "b_EN.docx", "b_CN.docx", "b_TW.docx"];
    let bytes = [&en, &hans, &en, &hans, &hans];
    let files: Vec<Dropped<'_>> =
        pairs.iter().zip(bytes).map(|(name, bytes)| Dropped { name, bytes }).collect();
    let received = receive(&files, &Settings::default());
    assert_eq!(received.articles.iter().map(|a| a.id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
}

#[test]
fn side_by_side_in_word_comes_back_as_a_table_in_its_languages() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in
        [("en", "The bus <left>.\n\nNobody sang.\n"), ("zh-Hans", "公共汽车开走了。\n\n没有人唱歌。\n")]
    {
        fs::write(folder.path().join(format!("{name}.txt")), text).unwrap();
    }
    let output = align(folder.path(), &[".", "-q", "-o", "both.docx"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let bytes = fs::read(folder.path().join("both.docx")).unwrap();
    let found = source(&bytes, "both.docx").unwrap();
    let cells: Vec<&str> =
        found.blocks.iter().filter(|b| b.kind == BlockKind::TableCell).map(|b| b.text.as_str()).collect();
    assert_eq!(cells, ["The bus <left>.", "Nobody sang."], "the column of the edition that is asked for");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut document = String::new();
    std::io::Read::read_to_string(&mut zip.by_name("word/document.xml").unwrap(), &mut document).unwrap();
    assert!(
        document.contains("<w:lang w:eastAsia=\"zh-CN\"/>") && document.contains("<w:lang w:val=\"en\"/>")
    );
}

#[test]
fn a_text_beside_its_document_is_the_edition() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("talk.en.txt", "The bus left.\n"), ("talk.zh-CN.txt", "公共汽车开走了。\n")]
    {
        fs::write(folder.path().join(name), text).unwrap();
    }
    fs::write(folder.path().join("talk.en.docx"), docx(&format!("<w:p>{}</w:p>", run("An older one.")), &[]))
        .unwrap();
    let output = align(folder.path(), &[".", "-f", "csv"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && said.contains("The bus left.") && !said.contains("older"), "{said}");
}

#[test]
fn files_by_any_name() {
    let names = [
        ["talk_EN.txt", "talk_CN.txt", "talk_TW.txt"],
        ["en.txt", "cn.txt", "tw.txt"],
        ["talk.eng.txt", "talk.zhcn.txt", "talk.zhtw.txt"],
        ["talk.en.txt", "talk.simplified.txt", "talk.traditional.txt"],
        ["英文.txt", "简体.txt", "繁体.txt"],
        ["演讲英文版.txt", "演讲简体版.txt", "演讲繁體版.txt"],
        ["talk (English).txt", "talk (简体中文).txt", "talk (繁體中文).txt"],
        ["talkEN.txt", "talkSC.txt", "talkTC.txt"],
        ["English/talk.txt", "Simplified Chinese/talk.txt", "Traditional Chinese/talk.txt"],
    ];
    for files in names {
        let folder = tempfile::tempdir().unwrap();
        let texts = ["The bus left.\n", "公共汽车开走了。\n", "公車開走了。\n"];
        for (name, text) in files.iter().zip(texts) {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let output = align(folder.path(), &[".", "-o", "a.csv"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("1 articles: 1 en, 1 zh-Hans, 1 zh-Hant"), "{files:?}: {said}");
        assert!(output.status.success(), "{files:?}: {said}");
    }
}

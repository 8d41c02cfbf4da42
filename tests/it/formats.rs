//! Each format, byte for byte, from one small record; and the way back.

use trialign::bead::{Bead, Ladder, Run, Status};
use trialign::config::Format;
use trialign::export::{Options, Record, Records, Select, writer};
use trialign::text::{Article, BlockKind, Edition, EditionText, Furniture, PerEdition, Role, Segment, Span};

fn edition(tag: &str, texts: &[&str]) -> EditionText {
    let mut start = 0;
    let segments = texts.iter().enumerate().map(|(block, text)| {
        let span = Span::new(start, start + text.len());
        start = span.end + 1;
        let (kind, role) = if block == 0 {
            (BlockKind::Heading(1), Role::Title)
        } else {
            (BlockKind::Paragraph, Role::Body)
        };
        Segment { text: (*text).to_owned(), block, kind, role, span, place: None, source: None }
    });
    let segments = segments.collect();
    let foot =
        Furniture { role: Role::Foot, text: "Top".into(), block: 9, span: Span::new(start, start + 3) };
    EditionText {
        tag: tag.into(),
        path: format!("a/{tag}.txt"),
        sha256: "00".into(),
        encoding: "UTF-8".into(),
        title: Some(texts[0].to_owned()),
        date: None,
        byline: vec!["By A".into()],
        segments,
        segmented: false,
        furniture: vec![foot],
    }
}

fn bead(runs: [(usize, usize); 3], confidence: f64, flags: &[&str]) -> Bead {
    Bead {
        runs: PerEdition(runs.map(|(start, len)| Run::new(start, len))),
        confidence: Some(confidence),
        status: Status::Auto,
        flags: flags.iter().map(|f| (*f).into()).collect(),
        note: String::new(),
    }
}

fn sample() -> (Article, Ladder) {
    let mut article = Article { id: "a".into(), ..Article::default() };
    article.editions[Edition::En] = Some(edition("en", &["A \"title\", here", "=One.", "Two.\tThree"]));
    article.editions[Edition::ZhHans] = Some(edition("zh-Hans", &["标题", "一。", "二。"]));
    let beads = vec![
        bead([(0, 1), (0, 1), (0, 0)], 1.0, &[]),
        bead([(1, 1), (1, 2), (0, 0)], 0.987_654_321, &[]),
        bead([(2, 1), (3, 0), (0, 0)], 0.25, &["low-confidence", "omission-hans"]),
    ];
    (article, Ladder { beads })
}

fn written(format: Format, excel: bool) -> String {
    let (article, ladder) = sample();
    let mut record = Record::new(&article, &ladder, "test");
    for (number, bead) in record.beads.iter_mut().enumerate() {
        bead.id = format!("b{number}");
    }
    let mut out = Vec::new();
    let mut options = Options::default();
    options.excel = excel;
    let mut writer = writer(format, &options).unwrap();
    writer.begin(&mut out).unwrap();
    writer.article(&record, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn csv() {
    let expected = "bead_id,article,row,n_en,n_hans,n_hant,en,zh_hans,zh_hant,confidence,status,flags,note\n\
        b0,a,1,1,1,,\"A \"\"title\"\", here\",标题,,1.000,auto,,\n\
        b1,a,2,1,2,,'=One.,一。二。,,0.988,auto,,\n\
        b2,a,3,1,0,,Two.\tThree,,,0.250,auto,low-confidence omission-hans,\n";
    assert_eq!(written(Format::Csv, false), expected);
}

#[test]
fn csv_for_excel() {
    let sheet = written(Format::Csv, true);
    assert!(sheet.starts_with("\u{feff}\"bead_id\",\"article\","));
    assert!(
        sheet.contains("\r\n\"b1\",\"a\",\"2\",\"1\",\"2\",\"\",\"'=One.\",\"一。二。\",\"\",\"0.988\","),
        "{sheet}"
    );
    assert_eq!(sheet.matches('\n').count(), sheet.matches("\r\n").count());
}

#[test]
fn tsv() {
    let sheet = written(Format::Tsv, false);
    assert!(sheet.contains("\nb0\ta\t1\t1\t1\t\tA \"title\", here\t标题\t\t1.000\tauto\t\t\n"), "{sheet}");
    assert!(sheet.lines().all(|line| line.split('\t').count() == 13), "{sheet}");
}

#[test]
fn vecalign() {
    assert_eq!(written(Format::Vecalign, false), "[0]:[0]:0.000000\n[1]:[1, 2]:0.012423\n[2]:[]:1.386294\n");
}

#[test]
fn jsonl_and_back() {
    let text = written(Format::Jsonl, false);
    let start = r#"{"schema":1,"article":"a","signature":"test","editions":{"en":{"tag":"en","path":"a/en.txt","sha256":"00","encoding":"UTF-8","title":"A \"title\", here","date":null,"byline":["By A"],"segments":[{"text":"A \"title\", here","block":0,"start":0,"end":15,"kind":"heading-1","role":"title"},{"text":"=One.","block":1,"start":16,"end":21},"#;
    assert!(text.starts_with(start), "{text}");
    let end = r#"{"id":"b2","en":[2],"zh-Hans":[],"zh-Hant":[],"confidence":0.25,"status":"auto","flags":["low-confidence","omission-hans"],"note":""}],"error":null}"#;
    assert!(text.trim_end().ends_with(end), "{text}");
    let record = Records::new(text.as_bytes(), "x").next().unwrap().unwrap();
    let (article, ladder) = record.parts().unwrap();
    let (expected, mut beads) = sample();
    beads.beads[1].confidence = Some(0.987_654);
    for (bead, back) in beads.beads.iter().zip(&ladder.beads) {
        assert_eq!(
            (bead.shape(), bead.confidence, &bead.flags),
            (back.shape(), back.confidence, &back.flags)
        );
    }
    assert_eq!(article, expected);
}

#[test]
fn a_bead_with_a_gap_is_no_run() {
    let text = written(Format::Jsonl, false).replace("\"zh-Hans\":[1,2]", "\"zh-Hans\":[1,3]");
    let record = Records::new(text.as_bytes(), "x").next().unwrap().unwrap();
    assert!(record.parts().unwrap_err().starts_with("bead 2 (b1): the zh-Hans segments [1, 3]"));
}

/// The files that a format writes from the sample, by name.
fn folder(format: Format) -> Vec<(String, String)> {
    let (article, ladder) = sample();
    let mut record = Record::new(&article, &ladder, "test");
    for (number, bead) in record.beads.iter_mut().enumerate() {
        bead.id = format!("b{number}");
    }
    let folder = tempfile::tempdir().unwrap();
    let mut options = Options::default();
    options.folder = Some(folder.path().join("out"));
    let mut writer = writer(format, &options).unwrap();
    writer.article(&record, &mut std::io::sink()).unwrap();
    writer.end(&mut std::io::sink()).unwrap();
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder.path().join("out"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

#[test]
fn ladder() {
    let rungs = "0\t0\t1.000000\n1\t1\t0.987654\n2\t3\t0.250000\n3\t3\n";
    assert_eq!(folder(Format::Ladder), [("a.en-zh-Hans.ladder".into(), rungs.into())]);
}

#[test]
fn intertext_has_the_target_on_the_left_and_xces_the_source() {
    let text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<text>\n<p id=\"1\">\n<s id=\"1:1\">标题</s>\n</p>\n<p id=\"2\">\n\
        <s id=\"2:1\">一。</s>\n</p>\n<p id=\"3\">\n<s id=\"3:1\">二。</s>\n</p>\n</text>\n";
    let intertext = folder(Format::Intertext);
    let names: Vec<&str> = intertext.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["a.en.xml", "a.en.zh-Hans.alignment.xml", "a.zh-Hans.xml"]);
    assert_eq!(intertext[2].1, text);
    let links = "<linkGrp toDoc=\"a.zh-Hans.xml\" fromDoc=\"a.en.xml\">\n\
        <link type=\"1-1\" xtargets=\"1:1;1:1\" status=\"auto\"/>\n\
        <link type=\"2-1\" xtargets=\"2:1 3:1;2:1\" status=\"auto\"/>\n\
        <link type=\"0-1\" xtargets=\";3:1\" status=\"auto\"/>\n</linkGrp>\n";
    assert!(intertext[1].1.ends_with(links), "{}", intertext[1].1);
    let xces = folder(Format::Xces);
    assert_eq!(xces[0].0, "a.en-zh-Hans.xces.xml");
    let links = "<cesAlign version=\"1.0\">\n<linkGrp targType=\"s\" fromDoc=\"a.en.xml\" toDoc=\"a.zh-Hans.xml\">\n\
        <link id=\"SL1\" xtargets=\"1:1;1:1\" certainty=\"1.000000\"/>\n\
        <link id=\"SL2\" xtargets=\"2:1;2:1 3:1\" certainty=\"0.987654\"/>\n\
        <link id=\"SL3\" xtargets=\"3:1;\" certainty=\"0.250000\"/>\n</linkGrp>\n</cesAlign>\n";
    assert!(xces[0].1.ends_with(links), "{}", xces[0].1);
}

#[test]
fn tmx() {
    let (article, ladder) = sample();
    let record = Record::new(&article, &ladder, "test");
    let mut out = Vec::new();
    let mut writer = writer(Format::Tmx, &Options::default()).unwrap();
    writer.article(&record, &mut out).unwrap();
    writer.end(&mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(text.starts_with(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n<header creationtool=\"trialign\""
    ));
    let unit = "<prop type=\"x-article\">a</prop><prop type=\"x-confidence\">0.987654</prop>\n\
        <tuv xml:lang=\"en\"><seg>=One.</seg></tuv>\n<tuv xml:lang=\"zh-CN\"><seg>一。二。</seg></tuv>\n</tu>\n</body>\n</tmx>\n";
    assert!(text.ends_with(unit), "{text}");
    assert_eq!(
        writer.warnings(),
        [
            "tmx cannot hold, so left out: 1 beads with an empty side",
            "tmx cannot hold, so left out: 1 cuts between the segments of a bead"
        ]
    );
}

fn tmx_of(record: &Record, options: &Options) -> Result<String, String> {
    let mut out = Vec::new();
    let mut writer = writer(Format::Tmx, options).unwrap();
    writer.article(record, &mut out).unwrap();
    writer.end(&mut out).map_err(|e| e.to_string())?;
    Ok(String::from_utf8(out).unwrap() + &writer.warnings().join("\n"))
}

/// Three editions, of which the Traditional one lacks the second sentence, and English the third.
fn trilingual(hant: &str) -> Record {
    let mut article = Article { id: "t".into(), ..Article::default() };
    article.editions[Edition::En] = Some(edition("en", &["The first.", "The second.", "12.5 %"]));
    article.editions[Edition::ZhHans] = Some(edition("zh-Hans", &["第一。", "第二。", "第三。", "12.5 %"]));
    article.editions[Edition::ZhHant] = Some(edition(hant, &["第一句。", "第三句。", "12.5 %"]));
    let mut beads = vec![
        bead([(0, 1), (0, 1), (0, 1)], 0.9, &[]),
        bead([(1, 1), (1, 1), (1, 0)], 0.2, &[]),
        bead([(2, 0), (2, 1), (1, 1)], 0.7, &[]),
        bead([(2, 1), (3, 1), (2, 1)], 0.99, &[]),
    ];
    beads[0].note = "a < b".into();
    Record::new(&article, &Ladder { beads }, "test")
}

#[test]
fn a_unit_with_two_of_three_editions_is_a_unit() {
    let mut options = Options::default();
    options.date = Some("20240930T000000Z".into());
    let text = tmx_of(&trilingual("zh-Hant"), &options).unwrap();
    let langs = |part: &str| {
        let unit = text.split("<tu ").find(|unit| unit.contains(part)).unwrap();
        unit.split("xml:lang=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(langs("The first."), ["en", "zh-CN", "zh-TW"]);
    assert_eq!(langs("The second."), ["en", "zh-CN"]);
    assert_eq!(langs("第三句。"), ["zh-CN", "zh-TW"]);
    assert!(text.contains("srclang=\"zh-CN\">") && text.contains("<note>a &lt; b</note>"));
    assert_eq!(text.matches("creationdate=\"20240930T000000Z\"").count(), 5, "the head and each unit");
    let hong_kong = tmx_of(&trilingual("zh-Hant-HK"), &Options::default()).unwrap();
    assert!(
        hong_kong.contains("\"zh-HK\"")
            && !hong_kong.contains("zh-TW")
            && !hong_kong.contains("creationdate")
    );
}

#[test]
fn what_is_asked_to_be_left_out_is_left_out_and_counted() {
    let with = |min_confidence, no_duplicates, no_numbers| {
        let mut options = Options::default();
        options.select = Select { min_confidence, no_duplicates, no_numbers };
        options
    };
    let units = |options: &Options| tmx_of(&trilingual("zh-Hant"), options).unwrap();
    assert_eq!(units(&with(None, false, false)).matches("<tu ").count(), 4);
    let sure = units(&with(Some(0.5), false, true));
    assert_eq!(sure.matches("<tu ").count(), 2, "{sure}");
    assert!(sure.contains("left out as asked: 1 beads below the confidence asked for"), "{sure}");
    assert!(sure.contains("left out as asked: 1 beads without a letter"), "{sure}");
    let mut twice = trilingual("zh-Hant");
    twice.beads.push(twice.beads[0].clone());
    assert_eq!(tmx_of(&twice, &with(None, true, false)).unwrap().matches("<tu ").count(), 4);
    // A person's word counts more than a figure.
    let mut confirmed = trilingual("zh-Hant");
    confirmed.beads[1].status = Status::Confirmed;
    assert_eq!(tmx_of(&confirmed, &with(Some(0.5), false, false)).unwrap().matches("<tu ").count(), 4);
    let error = tmx_of(&trilingual("zh-Hant"), &with(Some(1.0), false, false)).unwrap_err();
    assert!(error.starts_with("nothing is left to write: left out as asked: 4 beads"), "{error}");
}

#[test]
fn regions_have_files_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    for format in [Format::Xliff, Format::Tmx] {
        let mut options = Options::default();
        (options.folder, options.bilingual) = (Some(folder.path().to_path_buf()), true);
        let mut writer = writer(format, &options).unwrap();
        for tag in ["zh-Hant-TW", "zh-Hant-HK"] {
            let mut record = trilingual(tag);
            record.article = tag.into();
            writer.article(&record, &mut Vec::new()).unwrap();
        }
        writer.end(&mut Vec::new()).unwrap();
    }
    for (name, lang) in
        [("en-zh-Hant.xlf", "zh-TW"), ("en-zh-Hant-HK.xlf", "zh-HK"), ("en-zh-Hant-HK.tmx", "zh-HK")]
    {
        let text = std::fs::read_to_string(folder.path().join(format!("corpus.{name}"))).unwrap();
        assert!(text.contains(&format!("\"{lang}\"")), "{name}: {text}");
    }
}

#[test]
fn xliff() {
    let files = folder(Format::Xliff);
    let body = "<file id=\"f1\" original=\"a\">\n\
        <unit id=\"b0\"><segment state=\"translated\"><source>A \"title\", here</source><target>标题</target></segment></unit>\n\
        <unit id=\"b1\"><segment state=\"translated\"><source>=One.</source><target>一。二。</target></segment></unit>\n\
        <unit id=\"b2\"><notes><note category=\"flags\">low-confidence omission-hans</note></notes>\
        <segment state=\"initial\"><source>Two.\tThree</source></segment></unit>\n</file>\n</xliff>\n";
    assert_eq!(files[0].0, "corpus.en-zh-Hans.xlf");
    assert!(files[0].1.ends_with(body), "{}", files[0].1);
    assert!(files[0].1.contains("version=\"2.1\" srcLang=\"en\" trgLang=\"zh-CN\""));
}

#[test]
fn moses_and_bitextor() {
    let expected = [("corpus.en", "A \"title\", here\n=One.\n"), ("corpus.zh-Hans", "标题\n一。二。\n")];
    assert_eq!(folder(Format::Moses), expected.map(|(name, text)| (name.to_owned(), text.to_owned())));
    let table = "src_url\ttrg_url\tsrc_text\ttrg_text\taligner_score\n\
        a/en.txt\ta/zh-Hans.txt\tA \"title\", here\t标题\t1.000000\na/en.txt\ta/zh-Hans.txt\t=One.\t一。二。\t0.987654\n";
    assert_eq!(folder(Format::Bitextor), [("corpus.en-zh-Hans.tsv".to_owned(), table.to_owned())]);
}

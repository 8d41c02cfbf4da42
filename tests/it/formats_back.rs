//! Writing, then reading, gives the same ladder: a property of every format that is read.

use std::path::Path;

use proptest::prelude::*;
use trialign::bead::{Bead, Ladder, Run, Status};
use trialign::config::Format;
use trialign::error::{Error, ErrorKind};
use trialign::export::read::{Input, Read, read};
use trialign::export::{self, Options, Record, join_segments};
use trialign::text::{Article, BlockKind, Edition, EditionText, PerEdition, Role, Segment, Span};

fn texts() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9<>&\"'=+@;,:%.中文字。“”—é]( ?[a-zA-Z<>&\"';,中文。]){0,6}"
}

/// An article in the editions of `there`, cut into beads of the given shapes.
fn article(there: [bool; 3]) -> impl Strategy<Value = (Article, Ladder)> {
    let shape = [0usize..3, 0..3, 0..3];
    let bead = (shape, 0u32..=1_000_000, 0..4usize, "[a-z=' ]{0,8}", proptest::bool::ANY);
    (proptest::collection::vec(bead, 1..9), proptest::collection::vec(texts(), 54)).prop_map(
        move |(beads, pool)| {
            let mut article = Article { id: "an article/1".into(), ..Article::default() };
            let mut ladder = Ladder::default();
            let mut next = [0; 3];
            for (mut lens, p, status, note, flag) in beads {
                (0..3).filter(|e| !there[*e]).for_each(|e| lens[e] = 0);
                if lens == [0; 3] {
                    lens = there.map(usize::from);
                }
                let runs = PerEdition(std::array::from_fn(|e| Run::new(next[e], lens[e])));
                next = runs.0.map(Run::end);
                let all = [Status::Auto, Status::Confirmed, Status::Edited, Status::Flagged];
                ladder.beads.push(Bead {
                    runs,
                    confidence: Some(f64::from(p) / 1e6),
                    status: all[status],
                    flags: if flag { vec!["low-confidence".into()] } else { Vec::new() },
                    note: note.trim().to_owned(),
                });
            }
            for edition in Edition::ALL.into_iter().filter(|e| there[*e as usize]) {
                let segment = |k: usize| Segment {
                    text: pool[(k * 3 + edition as usize) % pool.len()].clone(),
                    block: k / 2,
                    kind: BlockKind::Paragraph,
                    role: Role::Body,
                    span: Span::new(0, 0),
                    place: None,
                    source: None,
                };
                article.editions[edition] = Some(EditionText {
                    tag: edition.to_string(),
                    segments: (0..next[edition as usize]).map(segment).collect(),
                    ..EditionText::default()
                });
            }
            (article, ladder)
        },
    )
}

fn written(format: Format, record: &Record) -> Vec<u8> {
    let mut out = Vec::new();
    let mut writer = export::writer(format, &Options::default()).unwrap();
    writer.begin(&mut out).unwrap();
    writer.article(record, &mut out).unwrap();
    writer.end(&mut out).unwrap();
    out
}

fn back(format: Format, bytes: &[u8], path: &Path, texts: Option<&Article>) -> Read {
    let cut = |_: Edition, text: &str| vec![text.to_owned()];
    let open = |path: &Path| std::fs::read(path).map_err(|e| Error::io(path, &e));
    let input = Input { path, texts, cut: &cut, open: &open };
    let read = read(format, bytes, &input).unwrap();
    read.records.iter().for_each(|record| export::check(record).unwrap());
    read
}

fn shapes(record: &Record) -> Vec<[usize; 3]> {
    record.beads.iter().map(|bead| Edition::ALL.map(|e| bead.indices(e).len())).collect()
}

/// The joined text of each bead.
fn joined(record: &Record) -> Vec<[String; 3]> {
    let text = |bead: &export::BeadRecord, e: Edition| {
        let Some(text) = &record.editions[e] else { return String::new() };
        join_segments(e, bead.indices(e).iter().map(|&i| text.segments[i].text.as_str()))
    };
    record.beads.iter().map(|bead| Edition::ALL.map(|e| text(bead, e))).collect()
}

type Remarks<'r> = Vec<(&'r str, Status, &'r [trialign::bead::Flag], &'r str)>;

fn remarks(record: &Record) -> Remarks<'_> {
    record.beads.iter().map(|b| (b.id.as_str(), b.status, b.flags.as_slice(), b.note.as_str())).collect()
}

const PAIRS: [[bool; 3]; 3] = [[true, true, false], [true, false, true], [false, true, true]];

/// Files that one pair of editions leaves in a folder: the one with the links is found by its end.
fn file(folder: &Path, end: &str) -> std::path::PathBuf {
    let all = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    all.into_iter().find(|path| path.to_string_lossy().ends_with(end)).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn jsonl((article, ladder) in article([true; 3])) {
        let record = Record::new(&article, &ladder, "t");
        let read = back(Format::Jsonl, &written(Format::Jsonl, &record), Path::new("a.jsonl"), None);
        prop_assert_eq!(&read.records[0], &record);
    }

    #[test]
    fn sheets((article, ladder) in article([true; 3]), tabs in proptest::bool::ANY) {
        let format = if tabs { Format::Tsv } else { Format::Csv };
        let record = Record::new(&article, &ladder, "t");
        let bytes = written(format, &record);
        let read = back(format, &bytes, Path::new("a.csv"), None);
        prop_assert_eq!(shapes(&read.records[0]), shapes(&record));
        prop_assert_eq!(joined(&read.records[0]), joined(&record));
        prop_assert_eq!(remarks(&read.records[0]), remarks(&record));
        prop_assert_eq!(written(format, &read.records[0]), bytes);
    }

    #[test]
    fn vecalign((article, ladder) in article([true; 3])) {
        let record = Record::new(&article, &ladder, "t");
        let read = back(Format::Vecalign, &written(Format::Vecalign, &record), Path::new("a"), Some(&article));
        prop_assert_eq!(shapes(&read.records[0]), shapes(&record));
        prop_assert_eq!(&read.records[0].editions, &record.editions);
        for (a, b) in read.records[0].beads.iter().zip(&record.beads) {
            prop_assert!((a.confidence.unwrap() - b.confidence.unwrap()).abs() < 2e-6);
        }
    }

    #[test]
    fn ladder((pair, (article, ladder)) in (0..3usize).prop_flat_map(|p| (Just(PAIRS[p]), article(PAIRS[p])))) {
        let folder = tempfile::tempdir().unwrap();
        let record = Record::new(&article, &ladder, "t");
        write_folder(Format::Ladder, &record, folder.path());
        let path = file(folder.path(), ".ladder");
        let bytes = std::fs::read(&path).unwrap();
        let read = back(Format::Ladder, &bytes, &path, Some(&article));
        prop_assert_eq!(shapes(&read.records[0]), shapes(&record));
        // Without its closing rung too, as some tools write it.
        let text = String::from_utf8(bytes).unwrap();
        let open = &text[..=text.trim_end().rfind('\n').unwrap()];
        let read = back(Format::Ladder, open.as_bytes(), &path, Some(&article));
        prop_assert_eq!(shapes(&read.records[0]), shapes(&record), "{:?}", pair);
    }

    #[test]
    fn intertext_and_xces(
        (article, ladder) in (0..3usize).prop_flat_map(|p| article(PAIRS[p])),
        xces in proptest::bool::ANY,
    ) {
        let (format, end) = if xces { (Format::Xces, ".xces.xml") } else { (Format::Intertext, ".alignment.xml") };
        let folder = tempfile::tempdir().unwrap();
        let record = Record::new(&article, &ladder, "t");
        write_folder(format, &record, folder.path());
        let path = file(folder.path(), end);
        let read = back(format, &std::fs::read(&path).unwrap(), &path, None);
        let read = &read.records[0];
        prop_assert_eq!(&read.article, "an article/1");
        prop_assert_eq!(shapes(read), shapes(&record));
        prop_assert_eq!(joined(read), joined(&record));
        for edition in Edition::ALL {
            let texts = |r: &Record| r.editions[edition].as_ref().map(|e| {
                e.segments.iter().map(|s| s.text.clone()).collect::<Vec<_>>()
            });
            prop_assert_eq!(texts(read), texts(&record));
        }
        if xces {
            prop_assert!(read.beads.iter().zip(&record.beads).all(|(a, b)| a.confidence == b.confidence));
        }
    }

    #[test]
    fn tmx((article, ladder) in article([true; 3])) {
        let mut record = Record::new(&article, &ladder, "t");
        let sides = |bead: &export::BeadRecord| Edition::ALL.iter().filter(|&&e| !bead.indices(e).is_empty()).count();
        if record.beads.iter().all(|bead| sides(bead) < 2) {
            let mut writer = export::writer(Format::Tmx, &Options::default()).unwrap();
            writer.article(&record, &mut Vec::new()).unwrap();
            prop_assert!(writer.end(&mut Vec::new()).is_err(), "an empty file is no success");
        } else {
            let read = back(Format::Tmx, &written(Format::Tmx, &record), Path::new("a.tmx"), None);
            record.beads.retain(|bead| sides(bead) > 1);
            prop_assert_eq!(&read.records[0].article, &record.article);
            prop_assert_eq!(joined(&read.records[0]), joined(&record));
            prop_assert_eq!(remarks(&read.records[0]), remarks(&record));
        }
    }

    #[test]
    fn nothing_read_makes_a_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200), text in "[\\[\\]:0-9\t<>/a-z\"=;&#,\n]{0,80}") {
        let cut = |_: Edition, text: &str| vec![text.to_owned()];
        let open = |path: &Path| Err(Error::new(ErrorKind::Io, "none").at(path));
        let input = Input { path: Path::new("x"), texts: None, cut: &cut, open: &open };
        for format in Format::ALL {
            let _ = read(format, &bytes, &input);
            let _ = read(format, text.as_bytes(), &input);
        }
    }
}

fn write_folder(format: Format, record: &Record, folder: &Path) {
    let mut options = Options::default();
    options.folder = Some(folder.to_path_buf());
    let mut writer = export::writer(format, &options).unwrap();
    writer.article(record, &mut std::io::sink()).unwrap();
    writer.end(&mut std::io::sink()).unwrap();
}

#[test]
fn rows_and_beads_of_nothing_are_left_out() {
    let sheet = "article,en,zh_hans,zh_hant\na,,,\na,One.,一。,\na,,,\n";
    let read = back(Format::Csv, sheet.as_bytes(), Path::new("sheet.csv"), None);
    assert_eq!(read.warnings, ["2 rows have no text in any edition, the first on line 2: left out"]);
    assert_eq!(read.records[0].beads.len(), 1);
    let again = back(Format::Csv, &written(Format::Csv, &read.records[0]), Path::new("sheet.csv"), None);
    assert_eq!(again.records, read.records);
    let texts = read.records[0].parts().unwrap().0;
    let read = back(Format::Vecalign, b"[]:[]\n[0]:[0]\n[]:[]\n", Path::new("a.align"), Some(&texts));
    assert_eq!(read.records[0].beads.len(), 1);
}

#[test]
fn a_small_sheet_stands_for_no_more_segments_than_it_has_bytes() {
    let sheet = "article,n_en,en,zh_hans,zh_hant\na,9999,One.,,\n";
    let cut = |_: Edition, text: &str| vec![text.to_owned()];
    let open = |path: &Path| Err(Error::new(ErrorKind::Io, path.display().to_string()));
    let input = Input { path: Path::new("sheet.csv"), texts: None, cut: &cut, open: &open };
    let error = read(Format::Csv, sheet.as_bytes(), &input).unwrap_err();
    let told = "sheet.csv:2: n_en: 9999 segments in a text of 4 bytes (put the number back)";
    assert_eq!(error.to_string(), told);
}

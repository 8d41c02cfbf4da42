//! The sheet goes out, is edited, and comes back.

use std::fs;
use std::path::Path;
use std::process::Output;

use super::client::{article, plain_article};
use crate::case::program;

fn trialign(args: &[&str], folder: &std::path::Path) -> Output {
    program(folder, args).output().unwrap()
}

#[test]
fn changes_are_shown_then_applied() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    plain_article(&dir.join("c"), "a", 4);
    assert!(trialign(&["review", "export", "c", "--csv", "sheet.csv"], dir).status.success());
    let sheet = fs::read_to_string(dir.join("sheet.csv")).unwrap();
    assert_eq!(sheet.lines().count(), 5, "{sheet}");
    // As a spreadsheet leaves it: a BOM, CRLF, a status and a note changed.
    let edited = sheet.replacen(",auto,,\n", ",confirmed,,see page 2\n", 1);
    assert_ne!(edited, sheet);
    fs::write(dir.join("edited.csv"), format!("\u{feff}{}", edited.replace('\n', "\r\n"))).unwrap();
    let text = |run: &Output| {
        String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr)
    };
    let dry = trialign(&["review", "import", "edited.csv", "c"], dir);
    assert_eq!(dry.status.code(), Some(0), "{}", text(&dry));
    assert!(
        text(&dry).contains("a, row 1: status confirmed note 'see page 2'\n1 beads would change"),
        "{}",
        text(&dry)
    );
    let status = text(&trialign(&["review", "status", "c"], dir));
    assert!(status.contains("0\t0\t0\t4\t0\t0\ta\n"), "a dry run changes nothing: {status}");
    let done = trialign(&["review", "import", "edited.csv", "c", "--apply", "--as", "李雷"], dir);
    assert!(text(&done).contains("1 beads changed"), "{}", text(&done));
    let store = rusqlite::Connection::open(dir.join("c/trialign-review.sqlite")).unwrap();
    let who = store.query_row("SELECT DISTINCT who FROM decisions", [], |row| row.get::<_, String>(0));
    assert_eq!(who.unwrap(), "李雷", "the colleague's decisions, and nobody else's");
    drop(store);
    let status = text(&trialign(&["review", "status", "c"], dir));
    assert!(status.contains("1\t0\t0\t3\t0\t0\ta\n"), "{status}");
    let again = text(&trialign(&["review", "import", "edited.csv", "c"], dir));
    assert!(again.contains("0 beads would change"), "{again}");
    faulty(dir, &edited);
}

fn faulty(dir: &std::path::Path, edited: &str) {
    let altered = edited.replacen("1902年", "1092年", 1).replacen(",auto,,\n", ",flagged,,\n", 2);
    fs::write(dir.join("bad.csv"), altered).unwrap();
    let run = trialign(&["review", "import", "bad.csv", "c", "--apply"], dir);
    let out = String::from_utf8_lossy(&run.stdout).into_owned();
    assert_eq!(run.status.code(), Some(2), "{out}");
    assert!(out.contains("bad.csv: line 3: the text in zh_hans was altered"), "{out}");
    assert!(out.contains("1 beads changed; 1 faults and 0 conflicts"), "{out}");
    fs::write(dir.join("bad.csv"), "a,b\n1,2\n").unwrap();
    let run = trialign(&["review", "import", "bad.csv", "c"], dir);
    assert_eq!(run.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&run.stderr).contains("bad.csv:1: the columns are not"));
}

/// A folder with an article that holds what spreadsheets like to change.
fn tricky(dir: &Path) {
    let en = "The bus left at noon.\n\nNobody sang.\n\n21,600\n\nOctober 3, 2023\n\nIt snowed — “at last”.\n";
    let hans = "公共汽车中午开走了。\n\n没有人唱歌。\n\n21,600\n\n2023年10月3日\n\n下雪了——“终于”。\n";
    let hant = "公車中午開走了。\n\n沒有人唱歌。\n\n21,600\n\n2023年10月3日\n\n下雪了——「終於」。\n";
    article(&dir.join("c"), "a", &[("en", en), ("zh-Hans", hans), ("zh-Hant", hant)]);
}

fn export(dir: &Path) -> Vec<Vec<String>> {
    let run = trialign(&["review", "export", "c", "--csv", "now.csv"], dir);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(dir.join("now.csv")).unwrap();
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn column(rows: &[Vec<String>], name: &str) -> usize {
    rows[0].iter().position(|cell| cell == name).unwrap()
}

fn saved(rows: &[Vec<String>], delimiter: u8) -> String {
    let mut out = csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(Vec::new());
    rows.iter().for_each(|row| out.write_record(row).unwrap());
    String::from_utf8(out.into_inner().unwrap()).unwrap()
}

/// Imports with `--apply`; gives the exit code, the output, and status and note of each row afterwards.
fn import(dir: &Path, name: &str) -> (Option<i32>, String, Vec<(String, String)>) {
    let run = trialign(&["review", "import", name, "c", "--apply"], dir);
    let text = String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
    let rows = export(dir);
    let (status, note) = (column(&rows, "status"), column(&rows, "note"));
    let states = rows[1..].iter().map(|row| (row[status].clone(), row[note].clone())).collect();
    (run.status.code(), text, states)
}

#[test]
fn two_colleagues_sheets_merge_and_conflicts_are_listed() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    tricky(dir);
    let sheet = export(dir);
    let (status, note) = (column(&sheet, "status"), column(&sheet, "note"));
    let write = |name: &str, changes: &[(usize, &str, &str)]| {
        let mut rows = sheet.clone();
        for (row, word, remark) in changes {
            (rows[*row][status], rows[*row][note]) = ((*word).to_owned(), (*remark).to_owned());
        }
        fs::write(dir.join(name), saved(&rows, b',')).unwrap();
    };
    write("mine.csv", &[(1, "confirmed", "good"), (2, "confirmed", "")]);
    write("theirs.csv", &[(2, "flagged", ""), (3, "auto", "which?"), (5, "已确认", "")]);
    let (code, text, _) = import(dir, "mine.csv");
    assert_eq!(code, Some(0), "{text}");
    let (code, text, states) = import(dir, "theirs.csv");
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("theirs.csv: line 3: the sheet says flagged, here it is confirmed"), "{text}");
    let want =
        [("confirmed", "good"), ("confirmed", ""), ("auto", "which?"), ("auto", ""), ("confirmed", "")];
    assert_eq!(states, want.map(|(s, n)| (s.to_owned(), n.to_owned())));
    // The conflict is counted, and the same sheet does not double it.
    import(dir, "theirs.csv");
    let run = trialign(&["review", "status", "c"], dir);
    assert!(String::from_utf8_lossy(&run.stdout).contains("3\t0\t0\t2\t1\t0\ta\n"), "{run:?}");
}

#[test]
fn whatever_a_spreadsheet_saves_is_read() {
    type Saved = fn(&[Vec<String>]) -> Vec<u8>;
    let forms: [(&str, Saved); 9] = [
        ("sorted", |rows| {
            let mut rows = rows.to_vec();
            rows[1..].sort_by(|a, b| b[6].cmp(&a[6]));
            saved(&rows, b',').into_bytes()
        }),
        ("one row", |rows| saved(&[rows[0].clone(), rows[5].clone()], b',').into_bytes()),
        ("empty rows", |rows| (saved(rows, b',') + &",".repeat(13) + "\n\n").into_bytes()),
        ("a title above", |rows| {
            ("To be checked by Friday,,\n\n".to_owned() + &saved(rows, b',')).into_bytes()
        }),
        ("semicolons, CRLF", |rows| {
            ("sep=;\n".to_owned() + &saved(rows, b';')).replace('\n', "\r\n").into_bytes()
        }),
        ("Unicode text", |rows| {
            let wide = saved(rows, b'\t').encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
            [vec![0xFF, 0xFE], wide].concat()
        }),
        ("Chinese code page", |rows| encoding_rs::GBK.encode(&saved(rows, b',')).0.into_owned()),
        ("Taiwan's code page", |rows| legacy(encoding_rs::BIG5, &saved(rows, b','))),
        ("columns moved and hidden", |rows| {
            let keep = [12, 11, 0, 7, 13];
            let rows: Vec<Vec<String>> =
                rows.iter().map(|row| keep.map(|k| row[k].clone()).to_vec()).collect();
            saved(&rows, b',').into_bytes()
        }),
    ];
    for (what, form) in forms {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        tricky(dir);
        let mut rows = export(dir);
        let status = column(&rows, "status");
        rows[5][status] = "confirmed".to_owned();
        fs::write(dir.join("s.csv"), form(&rows)).unwrap();
        let (code, text, states) = import(dir, "s.csv");
        assert_eq!((code, states[4].0.as_str()), (Some(0), "confirmed"), "{what}: {text}");
        assert_eq!(states.iter().filter(|(s, _)| s == "auto").count(), 4, "{what}");
    }
}

/// As a spreadsheet saves it: what the code page lacks is a question mark.
fn legacy(page: &'static encoding_rs::Encoding, text: &str) -> Vec<u8> {
    let encode = |c: char| {
        let text = c.to_string();
        let (bytes, _, lacks) = page.encode(&text);
        if lacks { b"?".to_vec() } else { bytes.into_owned() }
    };
    text.chars().flat_map(encode).collect()
}

#[test]
fn what_a_spreadsheet_made_of_numbers_and_dates_is_no_change() {
    let made = [
        ("21,600", "21600"),
        ("October 3, 2023", "10/03/2023"),
        ("2023年10月3日", "2023/10/3"),
        ("21,600", "21600.00"),
    ];
    for (old, new) in made {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        tricky(dir);
        let mut rows = export(dir);
        let status = column(&rows, "status");
        rows.iter_mut().flatten().filter(|cell| *cell == old).for_each(|cell| *cell = new.to_owned());
        rows[4][status] = "flagged".to_owned();
        fs::write(dir.join("s.csv"), saved(&rows, b',')).unwrap();
        let (code, text, states) = import(dir, "s.csv");
        assert_eq!((code, states[3].0.as_str()), (Some(0), "flagged"), "{new}: {text}");
    }
}

#[test]
fn lines_are_those_an_editor_shows() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    tricky(dir);
    let mut rows = export(dir);
    let (status, note) = (column(&rows, "status"), column(&rows, "note"));
    rows[1][note] = "two\nlines".to_owned();
    rows[4][status] = "perhaps".to_owned();
    for end in ["\n", "\r\n"] {
        fs::write(dir.join("s.csv"), saved(&rows, b',').replace('\n', end)).unwrap();
        let run = trialign(&["review", "import", "s.csv", "c"], dir);
        let text = String::from_utf8_lossy(&run.stdout).into_owned();
        assert!(text.contains("s.csv: line 6: 'perhaps' is no status"), "{end:?}: {text}");
    }
}

#[test]
fn a_workbook_goes_out_and_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    tricky(dir);
    let run = trialign(&["review", "export", "c", "-o", "s.xlsx"], dir);
    assert!(run.status.success(), "{run:?}");
    let (code, text, _) = import(dir, "s.xlsx");
    assert_eq!((code, text.trim()), (Some(0), "0 beads changed"));
    let run = trialign(&["convert", "s.xlsx", "-o", "back.csv"], dir);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let back = fs::read_to_string(dir.join("back.csv")).unwrap();
    assert!(back.contains("\"21,600\"") && back.contains("2023年10月3日"), "{back}");
    for (bytes, why) in [
        (&b"PK\x03\x04 no more of it"[..], "damaged"),
        (&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], "old office document"),
    ] {
        fs::write(dir.join("bad.xlsx"), bytes).unwrap();
        let run = trialign(&["review", "import", "bad.xlsx", "c"], dir);
        assert_eq!(run.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&run.stderr).contains(why), "{run:?}");
    }
}

#[test]
fn a_sheet_of_an_older_version_is_found_by_its_texts() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    tricky(dir);
    let mut rows = export(dir);
    let (status, base) = (column(&rows, "status"), column(&rows, "base"));
    for (number, row) in rows.iter_mut().enumerate().skip(1) {
        row[0] = format!("b{number:016}");
    }
    rows[2][status] = "flagged".to_owned();
    rows.iter_mut().for_each(|row| drop(row.remove(base)));
    fs::write(dir.join("s.csv"), saved(&rows, b',')).unwrap();
    let (code, text, states) = import(dir, "s.csv");
    assert_eq!((code, states[1].0.as_str()), (Some(0), "flagged"), "{text}");
    assert!(text.contains("5 rows have no id that is known here"), "{text}");
}

//! `export`, `convert`, `stream` and `build` from outside: what they do, and each kind of bad input.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");

fn trialign(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trialign"));
    command.args(args).current_dir(folder).stdin(Stdio::null());
    command
}

#[track_caller]
fn run(folder: &Path, args: &[&str], code: i32) -> Output {
    let output = trialign(folder, args).output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{args:?}: {err}");
    assert!(!err.contains("panicked"), "{err}");
    output
}

#[track_caller]
fn says(output: &Output, text: &str) {
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(err.contains(text), "'{text}' is not in: {err}");
}

/// A folder with `c.jsonl`, the record of two articles of the corpus.
fn record() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let [a, b] = ["bridge-reopens", "two-kitchens"].map(|name| format!("{CORPUS}/{name}"));
    run(folder.path(), &["align", &a, "-q", "-o", "a.jsonl"], 0);
    run(folder.path(), &["align", &b, "-q", "-o", "b.jsonl"], 0);
    let both = ["a.jsonl", "b.jsonl"].map(|name| fs::read_to_string(folder.path().join(name)).unwrap());
    fs::write(folder.path().join("c.jsonl"), both.concat()).unwrap();
    folder
}

/// Documents made of the corpus: `n` of them, each with paragraphs of its own.
fn documents(n: usize) -> String {
    let articles = ["bridge-reopens", "night-market-clinic", "two-kitchens"];
    let mut out = String::new();
    for number in 0..n {
        let text = |edition: &str| {
            let path = format!("{CORPUS}/{}/{edition}.txt", articles[number % articles.len()]);
            let text = fs::read_to_string(path).unwrap();
            text.split("\n\n").skip(number % 5).take(6).map(str::to_owned).collect::<Vec<_>>()
        };
        let document = serde_json::json!({
            "id": format!("d{number}"), "en": text("en"), "zh-Hans": text("zh-Hans"), "zh-Hant": text("zh-Hant"),
        });
        out.push_str(&format!("{document}\n"));
    }
    out
}

fn stream(folder: &Path, args: &[&str], input: Vec<u8>) -> Output {
    let mut child = trialign(folder, args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join().unwrap();
    output
}

/// Every file below a folder, with its bytes.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut out = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                out.push((path.strip_prefix(folder).unwrap().to_path_buf(), fs::read(&path).unwrap()));
            }
        }
    }
    out.sort();
    out
}

#[test]
fn every_format_is_written_and_what_it_loses_is_counted() {
    let folder = record();
    for format in ["csv", "tsv", "tmx", "html", "parquet"] {
        run(folder.path(), &["export", "c.jsonl", "-o", &format!("c.{format}")], 0);
        assert!(fs::metadata(folder.path().join(format!("c.{format}"))).unwrap().len() > 1000);
    }
    for (format, file) in [
        ("moses", "corpus.zh-Hant"),
        ("bitextor", "corpus.en-zh-Hant.tsv"),
        ("xliff", "corpus.en-zh-Hans.xlf"),
        ("ladder", "bridge-reopens.en-zh-Hans.ladder"),
        ("intertext", "two-kitchens.en.zh-Hant.alignment.xml"),
        ("xces", "two-kitchens.en-zh-Hant.xces.xml"),
    ] {
        run(folder.path(), &["export", "c.jsonl", "-f", format, "-o", format], 0);
        assert!(folder.path().join(format).join(file).is_file(), "{format}/{file}");
    }
    let lines = |edition: &str| {
        let text = fs::read_to_string(folder.path().join(format!("moses/corpus.{edition}"))).unwrap();
        assert!(text.lines().all(|line| !line.trim().is_empty()));
        text.lines().count()
    };
    assert_eq!([lines("zh-Hans"), lines("zh-Hant")], [lines("en"); 2]);
    let moses = run(folder.path(), &["export", "c.jsonl", "-f", "moses", "-o", "moses"], 0);
    says(&moses, "beads with an empty side");
    says(&moses, "cuts between the segments of a bead");
    run(folder.path(), &["export", "c.jsonl", "-f", "tmx", "--bilingual", "-o", "pairs"], 0);
    assert!(folder.path().join("pairs/corpus.zh-Hans-zh-Hant.tmx").is_file());
    run(folder.path(), &["export", "c.jsonl", "-o", "t.tmx", "--tmx-langs", "zh_CN,zh-TW"], 0);
    let tmx = fs::read_to_string(folder.path().join("t.tmx")).unwrap();
    assert!(
        tmx.contains("xml:lang=\"zh-TW\"")
            && tmx.contains("xml:lang=\"zh-CN\"")
            && !tmx.contains("zh_CN")
            && !tmx.contains("zh-Hant")
    );
    run(folder.path(), &["export", "c.jsonl", "-f", "parquet", "--hf", "-o", "hub"], 0);
    let card = fs::read_to_string(folder.path().join("hub/README.md")).unwrap();
    assert!(card.contains("task_categories:\n- translation") && card.contains("n<1K"), "{card}");
    assert!(folder.path().join("hub/data/train-00000-of-00001.parquet").is_file());
}

#[test]
fn align_writes_them_too_and_the_sheet_comes_back() {
    let folder = record();
    let article = format!("{CORPUS}/bridge-reopens");
    run(folder.path(), &["align", &article, "-q", "-o", "a.tmx"], 0);
    run(folder.path(), &["export", "c.jsonl", "-o", "c.csv"], 0);
    run(folder.path(), &["convert", "c.csv", "-o", "back.csv"], 0);
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
    assert_eq!(read("c.csv"), read("back.csv"));
    // As Excel in a country with decimal commas gives it back, and as its "Unicode text" does.
    let sheet = String::from_utf8(read("c.csv")).unwrap();
    let mut rows = csv::Reader::from_reader(sheet.as_bytes());
    let mut semicolons = csv::WriterBuilder::new().delimiter(b';').from_writer(vec![0xEF, 0xBB, 0xBF]);
    semicolons.write_record(rows.headers().unwrap()).unwrap();
    let mut tabs = csv::WriterBuilder::new().delimiter(b'\t').from_writer(Vec::new());
    tabs.write_record(rows.headers().unwrap()).unwrap();
    for row in rows.records() {
        let row = row.unwrap();
        let cells =
            row.iter().enumerate().map(|(n, cell)| if n == 9 { cell.replace('.', ",") } else { cell.into() });
        semicolons.write_record(cells.collect::<Vec<_>>()).unwrap();
        tabs.write_record(&row).unwrap();
    }
    fs::write(folder.path().join("s.csv"), semicolons.into_inner().unwrap()).unwrap();
    let text = String::from_utf8(tabs.into_inner().unwrap()).unwrap();
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    fs::write(folder.path().join("u.csv"), utf16).unwrap();
    for name in ["s", "u"] {
        run(folder.path(), &["convert", &format!("{name}.csv"), "-o", &format!("{name}2.csv")], 0);
        assert_eq!(read("c.csv"), read(&format!("{name}2.csv")), "{name}");
    }
}

#[test]
fn a_sheet_saved_in_an_old_code_page_is_refused_with_a_remedy() {
    let folder = record();
    run(folder.path(), &["export", "c.jsonl", "-o", "c.csv"], 0);
    let sheet = fs::read_to_string(folder.path().join("c.csv")).unwrap();
    for encoding in [encoding_rs::GBK, encoding_rs::BIG5] {
        fs::write(folder.path().join("old.csv"), encoding.encode(&sheet).0).unwrap();
        let output = run(folder.path(), &["convert", "old.csv", "-o", "x.jsonl"], 1);
        says(&output, "GBK or Big5");
        says(&output, "CSV UTF-8 (Comma delimited)");
        assert!(!folder.path().join("x.jsonl").exists());
    }
}

#[test]
fn changed_rows_are_reported() {
    let folder = record();
    run(folder.path(), &["export", "c.jsonl", "-o", "c.csv"], 0);
    let sheet = fs::read_to_string(folder.path().join("c.csv")).unwrap();
    let lines: Vec<&str> = sheet.lines().collect();
    let write = |name: &str, lines: Vec<&str>| fs::write(folder.path().join(name), lines.join("\n")).unwrap();
    write("twice.csv", [lines.clone(), vec![lines[3]]].concat());
    says(&run(folder.path(), &["convert", "twice.csv", "-o", "x.csv"], 1), "a second time");
    write("gone.csv", [&lines[..4], &lines[5..]].concat());
    says(&run(folder.path(), &["convert", "gone.csv", "-o", "x.csv"], 0), "row 4 is missing");
    write("moved.csv", [&lines[..2], &[lines[3], lines[2]], &lines[4..]].concat());
    says(&run(folder.path(), &["convert", "moved.csv", "-o", "x.csv"], 0), "out of order");
}

#[test]
fn a_bad_record_is_named_and_the_others_are_written() {
    let folder = record();
    let good = fs::read_to_string(folder.path().join("a.jsonl")).unwrap();
    let other = fs::read_to_string(folder.path().join("b.jsonl")).unwrap();
    let half: String = other.chars().take(other.chars().count() / 2).collect();
    let version = other.replace("\"schema\":1", "\"schema\":2");
    let gap = other.replacen("\"en\":[1]", "\"en\":[9]", 1);
    fs::write(folder.path().join("bad.jsonl"), format!("{version}{gap}{good}{half}")).unwrap();
    let output = run(folder.path(), &["export", "bad.jsonl", "-o", "x.tsv"], 1);
    says(&output, "bad.jsonl:1: schema 2");
    says(&output, "bad.jsonl:2: two-kitchens:");
    says(&output, "bad.jsonl:4: not a record");
    run(folder.path(), &["export", "a.jsonl", "-o", "y.tsv"], 0);
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
    assert_eq!(read("x.tsv"), read("y.tsv"));
}

#[test]
fn characters_that_xml_forbids_and_cells_that_are_formulas() {
    let folder = record();
    let record = fs::read_to_string(folder.path().join("a.jsonl")).unwrap();
    let record = record.replacen("Several of them clapped.", "=SUM(1)\\u0001\\ufffe<b>&amp;", 1);
    fs::write(folder.path().join("x.jsonl"), record).unwrap();
    let output = run(folder.path(), &["export", "x.jsonl", "-o", "x.tmx"], 0);
    says(&output, "2 characters that XML forbids");
    let tmx = fs::read_to_string(folder.path().join("x.tmx")).unwrap();
    assert!(tmx.contains("=SUM(1)\u{fffd}\u{fffd}&lt;b&gt;&amp;amp;"));
    run(folder.path(), &["export", "x.jsonl", "-o", "x.html"], 0);
    let page = fs::read_to_string(folder.path().join("x.html")).unwrap();
    assert!(page.contains("&lt;b&gt;&amp;amp;") && !page.contains("<b>"));
}

#[test]
fn a_cell_over_the_limit_of_excel_names_the_bead() {
    let folder = record();
    let record = fs::read_to_string(folder.path().join("a.jsonl")).unwrap();
    let record = record.replacen("Several of them clapped.", &"long ".repeat(7_000), 1);
    fs::write(folder.path().join("x.jsonl"), record).unwrap();
    says(&run(folder.path(), &["export", "x.jsonl", "--excel", "-o", "x.csv"], 1), "32767 characters");
    says(&run(folder.path(), &["export", "x.jsonl", "-o", "y.csv"], 0), "en is longer than");
}

#[test]
fn hostile_xml_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let bomb = "<!DOCTYPE tmx [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\n<tmx version=\"1.4\"><body>\
        <tu><tuv xml:lang=\"en\"><seg>&b;</seg></tuv></tu></body></tmx>";
    fs::write(folder.path().join("bomb.tmx"), bomb).unwrap();
    says(&run(folder.path(), &["convert", "bomb.tmx", "-o", "x.jsonl"], 1), "the entity &b; is not known");
    fs::write(folder.path().join("deep.tmx"), "<tmx>".repeat(100_000)).unwrap();
    says(&run(folder.path(), &["convert", "deep.tmx", "-o", "x.jsonl"], 1), "elements deep");
    fs::write(folder.path().join("half.tmx"), "<tmx><body><tu><tuv xml:lang=\"en\"><seg>a").unwrap();
    says(&run(folder.path(), &["convert", "half.tmx", "-o", "x.jsonl"], 1), "the file ends inside");
    let links =
        "<linkGrp fromDoc=\"../../etc/passwd\" toDoc=\"b.zh-Hans.xml\"><link xtargets=\"1;1\"/></linkGrp>";
    fs::write(folder.path().join("l.xces.xml"), links).unwrap();
    says(&run(folder.path(), &["convert", "l.xces.xml", "-o", "x.jsonl"], 1), "passwd: No such file");
}

#[test]
fn an_id_with_a_way_out_stays_in_the_folder() {
    let folder = record();
    let record = fs::read_to_string(folder.path().join("a.jsonl")).unwrap();
    let record = record.replace("\"article\":\"bridge-reopens\"", "\"article\":\"../../escape\"");
    fs::write(folder.path().join("x.jsonl"), record).unwrap();
    run(folder.path(), &["export", "x.jsonl", "-f", "ladder", "-o", "l"], 0);
    assert!(folder.path().join("l/%2E.%2F..%2Fescape.en-zh-Hans.ladder").is_file());
}

#[test]
fn a_stream_gives_a_line_for_a_line_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let long = format!("{{\"id\":\"long\",\"en\":\"{}\"}}\n", "x".repeat(200_000));
    let input = format!("{}{{half\n{long}{{\"id\":5,\"en\":\"A.\"}}\n{}", documents(3), documents(2));
    let args = ["stream", "--isolated", "--max-document", "100000"];
    let one = stream(folder.path(), &[&args[..], &["--threads", "1"]].concat(), input.clone().into_bytes());
    let four = stream(folder.path(), &[&args[..], &["--threads", "4"]].concat(), input.clone().into_bytes());
    assert_eq!(one.status.code(), Some(0));
    assert_eq!(one.stdout, four.stdout);
    let out = String::from_utf8(one.stdout).unwrap();
    let ids: Vec<String> = out
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["article"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(ids, ["d0", "d1", "d2", "line-4", "line-5", "5", "d0", "d1"]);
    assert!(out.contains("line 5 is longer than 100000 bytes"), "{out}");
    let strict = stream(folder.path(), &[&args[..], &["--strict"]].concat(), input.into_bytes());
    assert_eq!(strict.status.code(), Some(1));
}

#[test]
fn a_stream_answers_before_its_input_ends() {
    let folder = tempfile::tempdir().unwrap();
    let mut child =
        trialign(folder.path(), &["stream"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    for document in documents(2).lines() {
        writeln!(stdin, "{document}").unwrap();
        stdin.flush().unwrap();
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        assert!(line.starts_with("{\"schema\":1"), "{line}");
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_closed_pipe_ends_a_stream_quietly() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = trialign(folder.path(), &["stream"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    drop(child.stdout.take());
    // The input stays open: the command has to end by itself.
    stdin.write_all(documents(3).as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
    drop(stdin);
}

#[test]
fn a_build_is_the_same_at_any_thread_count_and_does_only_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("d.jsonl"), documents(12) + "{half\n").unwrap();
    let args = ["build", "d.jsonl", "--shard", "4", "-f", "jsonl,moses,tmx,parquet", "--held-out", "300,300"];
    let run_to = |out: &str, threads: &str| {
        run(folder.path(), &[&args[..], &["-o", out, "--threads", threads]].concat(), 1)
    };
    let table = run_to("one", "1");
    assert!(String::from_utf8_lossy(&table.stdout).contains("dup_near"));
    says(&table, "line-13: line 13:");
    run_to("four", "4");
    assert_eq!(files(&folder.path().join("one")), files(&folder.path().join("four")));
    let stamp = |name: &str| fs::metadata(folder.path().join(name)).unwrap().modified().unwrap();
    let before = stamp("one/records/00000.jsonl");
    // One shard is gone: only that one is made again.
    fs::remove_file(folder.path().join("one/records/00001.jsonl")).unwrap();
    run_to("one", "2");
    assert_eq!(files(&folder.path().join("one")), files(&folder.path().join("four")));
    assert_eq!(stamp("one/records/00000.jsonl"), before);
    let other = run(folder.path(), &["build", "d.jsonl", "--shard", "5", "-o", "one"], 64);
    says(&other, "other settings of reading");
    let used = run(folder.path(), &["build", "d.jsonl", "-o", "."], 64);
    says(&used, "is no build");
    let head = fs::read_to_string(folder.path().join("one/train.tsv")).unwrap();
    let bead = head.lines().nth(1).unwrap().split('\t').next().unwrap().to_owned();
    let why = run(folder.path(), &[&args[..], &["-o", "one", "--explain", &bead]].concat(), 0);
    assert!(String::from_utf8_lossy(&why.stdout).contains("taken_by"));
}

#[test]
fn a_killed_build_goes_on_to_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("d.jsonl"), documents(24)).unwrap();
    let args = |out| ["build", "d.jsonl", "--shard", "3", "-f", "moses", "-q", "-o", out];
    run(folder.path(), &args("whole"), 0);
    // Killed while it wrote its manifest.
    fs::create_dir(folder.path().join("cut")).unwrap();
    fs::write(folder.path().join("cut/.trialign-abc.part"), "{").unwrap();
    for moment in [150, 300, 450, 600, 800] {
        let mut child = trialign(folder.path(), &args("cut")).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(moment));
        // SIGKILL: the process cannot tidy up.
        child.kill().unwrap();
        child.wait().unwrap();
    }
    run(folder.path(), &args("cut"), 0);
    assert_eq!(files(&folder.path().join("cut")), files(&folder.path().join("whole")));
}

#[test]
fn a_full_disk_is_said_and_what_was_there_stays() {
    let folder = record();
    let small = folder.path().join("small");
    fs::create_dir(&small).unwrap();
    let mount = |args: &[&str]| Command::new("mount").args(args).arg(&small).stderr(Stdio::null()).status();
    if !mount(&["-t", "tmpfs", "-o", "size=16k", "tmpfs"]).is_ok_and(|status| status.success()) {
        crate::skip::skip("mount", "no right to mount a small disk");
        return;
    }
    let seen = std::panic::catch_unwind(|| {
        fs::write(small.join("c.tmx"), "old").unwrap();
        let output = run(folder.path(), &["export", "c.jsonl", "-o", "small/c.tmx"], 1);
        says(&output, "o space left");
        assert_eq!(fs::read_to_string(small.join("c.tmx")).unwrap(), "old");
        run(folder.path(), &["export", "c.jsonl", "-f", "moses", "-o", "small/m"], 1);
        run(folder.path(), &["export", "c.jsonl", "-o", "small/c.parquet"], 1);
        assert!(!small.join("c.parquet").exists());
    });
    let _ = Command::new("umount").arg(&small).status();
    assert!(seen.is_ok());
}

//! Files that hold editions side by side (tables of any kind, subtitles in two languages), and names that say less than
//! the text.

use std::fs;
use std::path::Path;
use std::process::Output;

use trialign::config::Settings;
use trialign::pipeline::{Dropped, receive};

use crate::case::program;
use crate::documents::{docx, run};

fn trialign(folder: &Path, arguments: &[&str]) -> Output {
    program(folder, &[arguments, &["--isolated"]].concat()).output().unwrap()
}

/// The texts of the rows that come of a call, an edition a column.
#[track_caller]
fn rows(folder: &Path, arguments: &[&str]) -> (Vec<[String; 3]>, String) {
    let output = trialign(folder, &[arguments, &["-f", "csv"]].concat());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {said}");
    let text = String::from_utf8(output.stdout).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let head = reader.headers().unwrap().clone();
    let at = ["en", "zh_hans", "zh_hant"].map(|name| head.iter().position(|column| column == name).unwrap());
    (reader.records().map(|row| at.map(|k| row.as_ref().unwrap()[k].to_owned())).collect(), said)
}

const COW: [&str; 3] = ["The cow slept in the boat.", "奶牛在船里睡着了。", "乳牛在船裡睡著了。"];
const BUS: [&str; 3] = ["Two buses came at once.", "两辆公共汽车同时来了。", "兩輛公車同時來了。"];

fn three() -> Vec<[String; 3]> {
    [COW, BUS].map(|row| row.map(str::to_owned)).into()
}

fn without(mut rows: Vec<[String; 3]>, edition: usize) -> Vec<[String; 3]> {
    rows.iter_mut().for_each(|row| row[edition].clear());
    rows
}

fn table(rows: &[&[&str]], mark: &str) -> String {
    rows.iter().map(|row| row.join(mark) + "\n").collect()
}

#[test]
fn tables_in_text_files() {
    let folder = tempfile::tempdir().unwrap();
    let heads: [&[&str]; 3] =
        [&["英文", "简体", "繁體"], &["EN", "CN", "TW"], &["Source (English)", "Target: 简体中文", "繁體："]];
    for (head, (name, mark)) in heads.iter().zip([("a.csv", ","), ("b.tsv", "\t"), ("c.csv", ";")]) {
        fs::write(folder.path().join(name), table(&[head, &COW, &BUS], mark)).unwrap();
        assert_eq!(rows(folder.path(), &["align", name]).0, three(), "{name}");
        assert_eq!(rows(folder.path(), &["convert", name]).0, three(), "{name}");
    }
    // Without any head; a sheet of this program is none of these.
    fs::write(folder.path().join("d.csv"), table(&[&COW, &BUS], ",")).unwrap();
    assert_eq!(rows(folder.path(), &["align", "d.csv"]).0, three());
    let own = trialign(folder.path(), &["align", "a.csv", "-q", "-o", "own.csv"]);
    assert!(own.status.success());
    // Below a title, behind a line for Excel, and with words that are no sentences.
    let above = format!("For the farm,,\n,,\n{}", table(&[heads[0], &COW, &BUS], ","));
    let excel = format!("sep=;\r\n{}", table(&[heads[1], &COW, &BUS], ";"));
    for text in [above, excel] {
        fs::write(folder.path().join("e.csv"), text).unwrap();
        assert_eq!(rows(folder.path(), &["align", "e.csv"]).0, three());
    }
    fs::write(folder.path().join("f.csv"), "en_US,zh_CN\nOpen,打开\nClose,关闭\n").unwrap();
    assert_eq!(rows(folder.path(), &["align", "f.csv"]).0.len(), 2);
    for name in ["d.csv", "e.csv", "f.csv"] {
        fs::remove_file(folder.path().join(name)).unwrap();
    }
    // In a folder: tables of texts and nothing else that is CSV.
    fs::write(folder.path().join("prices.csv"), "item,price\ncow,7\n").unwrap();
    let (found, _) = rows(folder.path(), &["align", "."]);
    assert_eq!(found.len(), 6, "{found:?}");
}

#[test]
fn a_list_of_files_stays_a_list_of_files() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in ["cow EN", "cow CN", "cow TW"].iter().zip(COW) {
        fs::write(folder.path().join(format!("{name}.txt")), format!("{text}\n")).unwrap();
    }
    let list = "id,en,zh-Hans,zh-Hant\ncow,cow EN.txt,cow CN.txt,cow TW.txt\n";
    fs::write(folder.path().join("list.csv"), list).unwrap();
    assert_eq!(rows(folder.path(), &["align", "list.csv"]).0, three()[..1]);
    // One whose files are not there is still one.
    fs::write(folder.path().join("list.csv"), "id,en,zh-Hans\nx,en/of x.md,zh/of x.md\n").unwrap();
    let output = trialign(folder.path(), &["align", "list.csv", "-f", "csv"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("of x.md"));
}

pub(crate) fn word_table(rows: &[&[&str]]) -> String {
    let cell = |text: &&str| format!("<w:tc><w:p>{}</w:p></w:tc>", run(text));
    let row = |row: &&[&str]| format!("<w:tr>{}</w:tr>", row.iter().map(cell).collect::<String>());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

#[test]
fn tables_in_documents() {
    let folder = tempfile::tempdir().unwrap();
    let tables: [(&str, Vec<Vec<&str>>); 4] = [
        ("plain.docx", vec![COW.to_vec(), BUS.to_vec()]),
        ("heads.docx", vec![vec!["English", "简体中文", "繁體中文"], COW.to_vec(), BUS.to_vec()]),
        (
            "remark.docx",
            vec![
                vec!["Remark", "English", "Simplified", "Traditional"],
                vec!["Check the tone here, please.", COW[0], COW[1], COW[2]],
                vec!["Check the tone here, please.", BUS[0], BUS[1], BUS[2]],
            ],
        ),
        (
            "numbers.docx",
            vec![vec!["1", COW[0], COW[1], COW[2], "好"], vec!["2", BUS[0], BUS[1], BUS[2], ""]],
        ),
    ];
    for (name, cells) in &tables {
        let cells: Vec<&[&str]> = cells.iter().map(Vec::as_slice).collect();
        fs::write(folder.path().join(name), docx(&word_table(&cells), &[])).unwrap();
        assert_eq!(rows(folder.path(), &["align", name]).0, three(), "{name}");
        let bytes = fs::read(folder.path().join(name)).unwrap();
        let received = receive(&[Dropped { name, bytes: &bytes }], &Settings::default());
        assert_eq!(received.articles[0].present().count(), 3, "{name}");
    }
    // A name that says an edition, and no partner: the table is both. With a partner it is that edition.
    fs::copy(folder.path().join("heads.docx"), folder.path().join("talk_en.docx")).unwrap();
    let bytes = fs::read(folder.path().join("talk_en.docx")).unwrap();
    assert_eq!(rows(folder.path(), &["align", "talk_en.docx"]).0, three());
    let table = Dropped { name: "talk_en.docx", bytes: &bytes };
    assert_eq!(receive(&[table], &Settings::default()).articles[0].present().count(), 3);
    let text = format!("{}\n\n{}\n", COW[1], BUS[1]);
    let partner = Dropped { name: "talk_CN.txt", bytes: text.as_bytes() };
    assert_eq!(receive(&[table, partner], &Settings::default()).articles[0].present().count(), 2);
    fs::remove_file(folder.path().join("talk_en.docx")).unwrap();
    // What stands outside of the table is said; a document with a table in it is no table.
    let around = format!("<w:p>{}</w:p>{}", run("For the farm"), word_table(&[&COW, &BUS]));
    fs::write(folder.path().join("around.docx"), docx(&around, &[])).unwrap();
    let (found, said) = rows(folder.path(), &["align", "around.docx"]);
    assert!(found == three() && said.contains("left out, the first: For the farm"), "{said}");
    let text = format!(
        "<w:p>{}</w:p>{}",
        run(&"A long tale of a cow and a bus. ".repeat(30)),
        word_table(&[&COW, &BUS])
    );
    fs::write(folder.path().join("text.docx"), docx(&text, &[])).unwrap();
    let output = trialign(folder.path(), &["align", "text.docx"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("no articles were found"), "{said}");
}

#[test]
fn subtitles_in_two_languages() {
    let folder = tempfile::tempdir().unwrap();
    let cue = |n: usize, row: [&str; 3]| {
        format!("{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{}\n{}\n\n", row[2], row[0])
    };
    fs::write(folder.path().join("both.srt"), cue(1, COW) + &cue(2, BUS)).unwrap();
    assert_eq!(rows(folder.path(), &["align", "both.srt"]).0, without(three(), 1));
    fs::write(folder.path().join("h.txt"), format!("{}\n{}\n", COW[1], BUS[1])).unwrap();
    let (found, _) = rows(folder.path(), &["align", "--en", "both.srt", "--zh-hans", "h.txt"]);
    assert_eq!(found, without(three(), 2));
}

#[test]
fn what_says_only_chinese_is_told_by_its_text() {
    let folder = tempfile::tempdir().unwrap();
    let text = |edition: usize| format!("{}\n\n{}\n", COW[edition], BUS[edition]);
    let write = |name: &str, edition: usize| fs::write(folder.path().join(name), text(edition)).unwrap();
    write("talk_英文.txt", 0);
    write("talk_中文.txt", 2);
    let (found, said) = rows(folder.path(), &["align", "."]);
    assert!(found == without(three(), 1) && !said.contains("missing"), "{said}");
    // Another article that is Simplified: neither lacks anything.
    write("walk_英文.txt", 0);
    write("walk_中文.txt", 1);
    let (found, said) = rows(folder.path(), &["align", "."]);
    assert!(found.len() == 4 && !said.contains("missing"), "{said}");
    // A memory, too.
    let unit = |row: [&str; 3]| {
        format!(
            "<tu><tuv xml:lang=\"en\"><seg>{}</seg></tuv><tuv xml:lang=\"zh\"><seg>{}</seg></tuv></tu>",
            row[0], row[2]
        )
    };
    let memory = format!("<tmx version=\"1.4\"><header/><body>{}{}</body></tmx>", unit(COW), unit(BUS));
    fs::write(folder.path().join("m.tmx"), memory).unwrap();
    assert_eq!(rows(folder.path(), &["convert", "m.tmx"]).0, without(three(), 1));
}

#[test]
fn names_of_option_files_say_the_region() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in ["talk_en-GB.txt", "talk_zh-CN.txt", "talk_zh-HK.txt"].iter().zip(COW) {
        fs::write(folder.path().join(name), format!("{text}\n")).unwrap();
    }
    let named = ["--en", "talk_en-GB.txt", "--zh-hans", "talk_zh-CN.txt", "--zh-hant", "talk_zh-HK.txt"];
    let output = trialign(folder.path(), &[&["align", "-f", "tmx"], &named[..]].concat());
    let memory = String::from_utf8(output.stdout).unwrap();
    for tag in ["en-GB", "zh-CN", "zh-HK"] {
        assert!(memory.contains(&format!("xml:lang=\"{tag}\"")), "{tag}: {memory}");
    }
}

/// Dropped files are put together as a folder's are, whatever place the tag has.
#[test]
fn names_of_dropped_files() {
    let names: [[&str; 3]; 6] = [
        ["talk_EN_v2.txt", "talk_CN_v2.txt", "talk_TW_v2.txt"],
        ["EN_talk.txt", "CN_talk.txt", "TW_talk.txt"],
        ["【英】渡船.txt", "【简】渡船.txt", "【繁】渡船.txt"],
        ["Talk_EN.txt", "talk_CN.txt", "talk_TW.txt"],
        ["演讲英文2024.txt", "演讲简体2024.txt", "演讲繁體2024.txt"],
        ["en.txt", "zh-CN.txt", "zh-TW.txt"],
    ];
    // Alone, the name of one may begin those of the others.
    let names_alone = ["cow_original.txt", "cow_简.txt", "cow_繁.txt"];
    let files: Vec<Dropped<'_>> =
        names_alone.iter().zip(COW).map(|(name, text)| Dropped { name, bytes: text.as_bytes() }).collect();
    let received = receive(&files, &Settings::default());
    assert_eq!((received.articles.len(), received.problems.len()), (1, 0), "{:?}", received.problems);
    assert_eq!((received.articles[0].id.as_str(), received.articles[0].present().count()), ("cow", 3));
    for all in names {
        // Beside another article, so that the names alone put them together.
        let more = ["a cow_EN.txt", "a cow_CN.txt"];
        let files: Vec<Dropped<'_>> = all
            .iter()
            .zip(COW)
            .chain(more.iter().zip(BUS))
            .map(|(name, text)| Dropped { name, bytes: text.as_bytes() })
            .collect();
        let received = receive(&files, &Settings::default());
        let mut counts: Vec<usize> = received.articles.iter().map(|a| a.present().count()).collect();
        counts.sort_unstable();
        assert_eq!(
            (counts.as_slice(), received.problems.len()),
            (&[2, 3][..], 0),
            "{all:?}: {:?}",
            received.problems
        );
    }
}

//! `build` from outside: what a corpus promises, and each kind of bad input.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A row of the table, by column.
type Row = BTreeMap<String, String>;

struct Bench(TempDir);

impl Bench {
    fn new(documents: &[Value]) -> Bench {
        let bench = Bench(tempfile::tempdir().unwrap());
        bench.put("d.jsonl", documents);
        bench
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn put(&self, name: &str, documents: &[Value]) {
        let lines: String = documents.iter().map(|document| format!("{document}\n")).collect();
        fs::write(self.path().join(name), lines).unwrap();
    }

    #[track_caller]
    fn run(&self, args: &[&str], code: i32) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_trialign"));
        let output = command.args(args).current_dir(self.path()).stdin(Stdio::null()).output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {err}");
        output
    }

    #[track_caller]
    fn build(&self, args: &[&str], code: i32) -> String {
        let output = self.run(&[&["build", "--isolated", "d.jsonl", "-o", "o"], args].concat(), code);
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    fn rows(&self, split: &str) -> Vec<Row> {
        let text = self.read(&format!("o/{split}.tsv"));
        let mut lines = text.lines().map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
        let head = lines.next().unwrap();
        lines.map(|cells| head.iter().cloned().zip(cells).collect()).collect()
    }

    fn kept(&self, split: &str) -> Vec<Row> {
        self.rows(split).into_iter().filter(|row| row["taken_by"].is_empty()).collect()
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap()
    }

    /// Every file of a folder, with its bytes.
    fn files(&self, folder: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let root = self.path().join(folder);
        let mut out = BTreeMap::new();
        let mut open = vec![root.clone()];
        while let Some(next) = open.pop() {
            for entry in fs::read_dir(next).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    out.insert(path.strip_prefix(&root).unwrap().to_path_buf(), fs::read(&path).unwrap());
                }
            }
        }
        out
    }
}

fn document(id: &str, lines: &[(String, String)]) -> Value {
    let en: Vec<&str> = lines.iter().map(|(en, _)| en.as_str()).collect();
    let zh: Vec<&str> = lines.iter().map(|(_, zh)| zh.as_str()).collect();
    json!({"id": id, "en": en, "zh-Hans": zh})
}

fn line(en: &str, zh: &str) -> (String, String) {
    (en.to_owned(), zh.to_owned())
}

/// Articles without a common sentence: every one has words of its own.
fn articles(n: usize, also: impl Fn(usize) -> Vec<(String, String)>) -> Vec<Value> {
    let sounds = ["bar", "den", "fol", "gim", "hun", "kel", "lor", "mas", "nit", "pur"];
    let han: Vec<char> = "巴登福金洪凯洛马尼普".chars().collect();
    let made = |number: usize| {
        let digits = [number / 100 % 10, number / 10 % 10, number % 10];
        let en: String = digits.iter().map(|d| sounds[*d]).collect();
        (en, digits.iter().map(|d| han[*d]).collect::<String>())
    };
    let article = |number: usize| {
        let (en, zh) = made(number);
        let (far, away) = made(number * 7 + 3);
        let mut lines = vec![
            line(
                &format!("The old bakery in {en} sells {far} bread."),
                &format!("{en}的老面包店卖{away}面包。"),
            ),
            line(
                &format!("Nobody walks from {far} to {en} in winter."),
                &format!("冬天没有人从{away}走到{zh}去。"),
            ),
        ];
        lines[0].1 = format!("{zh}的老面包店卖{away}面包。");
        lines.extend(also(number));
        document(&format!("n{number:03}"), &lines)
    };
    (0..n).map(article).collect()
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// Rows of dev and test whose English or Chinese stands in train.
fn leaks(bench: &Bench) -> Vec<Row> {
    let train: BTreeSet<String> =
        bench.kept("train").iter().flat_map(|r| [letters(&r["en"]), letters(&r["zh_hans"])]).collect();
    let held = [bench.kept("dev"), bench.kept("test")].concat();
    held.into_iter()
        .filter(|r| train.contains(&letters(&r["en"])) || train.contains(&letters(&r["zh_hans"])))
        .collect()
}

const CONFIDENCE: [&str; 2] = ["--min-confidence", "0.3"];

#[test]
fn a_line_in_all_articles_costs_that_line_and_no_split() {
    let imprint = |_| {
        vec![line(
            "All rights to this text are reserved by the author.",
            "本文版权归作者所有，保留一切权利。",
        )]
    };
    let bench = Bench::new(&articles(120, imprint));
    bench.build(&[&["--held-out", "200,200"][..], &CONFIDENCE].concat(), 0);
    let articles =
        |split: &str| bench.rows(split).iter().map(|r| r["article"].clone()).collect::<BTreeSet<_>>().len();
    for split in ["dev", "test"] {
        assert!((12..=40).contains(&articles(split)), "{split}: {}", articles(split));
        assert!(!bench.kept(split).is_empty());
    }
    let imprints = ["train", "dev", "test"]
        .map(|split| bench.kept(split).iter().filter(|r| r["en"].contains("rights")).count());
    assert_eq!(imprints.iter().sum::<usize>(), 1);
    assert!(leaks(&bench).is_empty());
    let card = bench.read("o/README.md");
    assert!(
        card.contains("Measured on the kept rows: 0\nsides that stand there exactly, 0 nearly"),
        "{card}"
    );
}

/// A copy in dev or test is a leak, so that in train it has to be the one that stays, however sure the others are.
#[test]
fn no_pair_is_lost_to_a_copy_that_leaks() {
    let ways = ["本文版权归作者所有，保留一切权利。", "著作权属于撰稿人，禁止擅自使用。"];
    let imprint =
        |number: usize| vec![line("All rights to this text are reserved by the author.", ways[number % 2])];
    let bench = Bench::new(&articles(90, imprint));
    bench.build(&["--held-out", "300,300", "--min-confidence", "0", "--min-num-overlap", "0"], 0);
    let of = |rows: Vec<Row>| {
        let own = rows.into_iter().filter(|row| row["en"].contains("rights") && !row["zh_hans"].is_empty());
        own.map(|row| row["zh_hans"].clone()).collect::<BTreeSet<String>>()
    };
    let all = ["train", "dev", "test"].map(|split| of(bench.rows(split)));
    assert_eq!(of(bench.kept("train")), all[0]);
    assert!(all[1].union(&all[2]).all(|text| all[0].contains(text)), "every way stands in train");
}

#[test]
fn a_side_of_dev_and_test_never_stands_in_train() {
    let ways = ["开会讨论账目", "开会审议账目", "聚会讨论账目", "集合商讨账目", "碰头查看账目"];
    let days = [("Monday", "一"), ("Tuesday", "二"), ("Thursday", "四"), ("Saturday", "六")];
    let long = "The lighthouse on the northern rocks will not be open to visitors before";
    let also = |number: usize| {
        let day = days[number % 4];
        vec![
            line(
                "The council meets to go through the accounts.",
                &format!("委员们{}第{number}次。", ways[number % 5]),
            ),
            line("Close the window.", "请关窗户。"),
            line(
                &format!(
                    "{long} {} because the stairs have to be painted again after the long and wet spring.",
                    day.0
                ),
                &format!(
                    "由于漫长潮湿的春天过后楼梯必须重新油漆，北面礁石上的灯塔在星期{}以前不对游客开放。",
                    day.1
                ),
            ),
        ]
    };
    let bench = Bench::new(&articles(100, also));
    bench.build(&["--held-out", "200,200", "--min-confidence", "0", "--min-num-overlap", "0"], 0);
    assert!(!bench.kept("dev").is_empty() && !bench.kept("test").is_empty());
    assert_eq!(leaks(&bench), []);
    let near = |split: &str| bench.kept(split).iter().filter(|r| r["en"].starts_with(long)).count();
    assert_eq!(["train", "dev", "test"].map(near).iter().filter(|n| **n > 0).count(), 1, "in one split only");
    let taken: Vec<Row> = [bench.rows("dev"), bench.rows("test")].concat();
    assert!(taken.iter().any(|row| row["leak"] == "1" && row["taken_by"].contains("leak")));
}

#[test]
fn the_best_of_several_is_kept_and_numbers_tell_rows_apart() {
    let good = line("The mill was built in 1712 by two brothers.", "磨坊由两兄弟建于1712年。");
    let bad = line("The mill was built in 1712 by two brothers.", "磨坊由两兄弟建于1217年。");
    let own = |en: &str, zh: &str| line(&format!("The {en} went home early."), &format!("{zh}早早回家了。"));
    let documents = [
        document("a", &[own("judge", "法官"), bad.clone()]),
        document("b", &[own("nurse", "护士"), good.clone()]),
        document("c", &[own("clerk", "职员"), good]),
    ];
    let bench = Bench::new(&documents);
    bench.build(&["--held-out", "0,0", "--min-confidence", "0"], 0);
    let kept = bench.kept("train");
    let mills: Vec<_> =
        kept.iter().filter(|row| row["en"].contains("mill")).map(|row| &row["article"]).collect();
    assert_eq!(mills.len(), 1, "{mills:?}");
    assert_ne!(mills[0], "a");

    let seats = |n: usize| {
        line(
            &format!("The hall on the first floor of the new town house has {n} seats."),
            &format!("新市政厅二楼的大厅有{n}个座位。"),
        )
    };
    let people = [("judge", "法官"), ("nurse", "护士"), ("clerk", "职员"), ("miller", "磨坊主")];
    let documents: Vec<Value> =
        people.iter().enumerate().map(|(n, (en, zh))| document(en, &[own(en, zh), seats(20 + n)])).collect();
    bench.put("d.jsonl", &documents);
    bench.run(
        &["build", "--isolated", "d.jsonl", "-o", "n", "--held-out", "0,0", "--min-confidence", "0", "-q"],
        0,
    );
    let text = bench.read("n/train.jsonl");
    assert_eq!(text.lines().filter(|line| line.contains("seats")).count(), 4, "{text}");
}

#[test]
fn pairs_are_judged_one_by_one_and_moses_has_them_all() {
    let documents = [
        json!({"id": "three", "en": ["The harbour froze over.", "They skated to the island."],
            "zh-Hans": ["港口结冰了。", "他们滑冰到岛上。"],
            "zh-Hant": ["港口結冰了。", "They skated to the island."]}),
        json!({"id": "two", "en": ["The lamp is broken."], "zh-Hant": ["燈壞了。"]}),
    ];
    let bench = Bench::new(&documents);
    let args = ["--held-out", "0,0", "--min-confidence", "0", "-f", "moses,tmx,jsonl,parquet"];
    bench.build(&args, 0);
    let skated = bench.rows("train").into_iter().find(|row| row["en"].contains("skated")).unwrap();
    assert_eq!(skated["en_zh_hans"], "kept");
    assert!(
        skated["en_zh_hant"].contains("identical") && skated["zh_hans_zh_hant"].contains("no_han"),
        "{skated:?}"
    );
    assert_eq!(skated["taken_by"], "");
    let json = bench.read("o/train.jsonl");
    let row = json.lines().find(|line| line.contains("skated")).unwrap();
    let row: Value = serde_json::from_str(row).unwrap();
    assert_eq!((&row["zh-Hant"], &row["pairs"]), (&Value::Null, &json!(["en-zh-Hans"])));
    for (pair, edition, lines) in
        [("en-zh-Hans", "en", 2), ("en-zh-Hant", "zh-Hant", 2), ("zh-Hans-zh-Hant", "zh-Hans", 1)]
    {
        let text = bench.read(&format!("o/train.{pair}.{edition}"));
        assert_eq!(text.lines().count(), lines, "{pair}: {text}");
    }
    assert!(bench.read("o/train.tmx").contains("燈壞了。"));
    // One pair alone: all writers give it, and the files need no pair in their names.
    bench.build(&[&args[..], &["--pairs", "en-zh-Hans"]].concat(), 0);
    assert!(!bench.path().join("o/train.en-zh-Hant.en").exists());
    assert_eq!(bench.read("o/train.en").lines().count(), 2);
    assert!(!bench.read("o/train.tmx").contains("zh-Hant"));
    bench.build(&["--pairs", "en-de"], 64);
}

#[test]
fn another_corpus_of_the_same_records_needs_no_aligning() {
    let bench = Bench::new(&articles(20, |_| Vec::new()));
    bench.build(&[], 0);
    let before = fs::metadata(bench.path().join("o/records/00000.jsonl")).unwrap().modified().unwrap();
    for args in [
        &["--license", "cc-by-4.0"][..],
        &["--min-confidence", "0.6", "-f", "moses,parquet"],
        &["--held-out", "300,100", "-f", "tmx", "--min-words", "3"],
    ] {
        bench.build(args, 0);
        bench.run(&[&["build", "--isolated", "d.jsonl", "-q", "-o", "fresh"], args].concat(), 0);
        assert_eq!(bench.files("o"), bench.files("fresh"), "{args:?}");
        fs::remove_dir_all(bench.path().join("fresh")).unwrap();
    }
    assert_eq!(fs::metadata(bench.path().join("o/records/00000.jsonl")).unwrap().modified().unwrap(), before);
}

#[test]
fn any_number_of_parts_makes_the_same_corpus() {
    let mut documents = articles(23, |_| Vec::new());
    let same = documents[2].clone();
    let bench = Bench::new(&documents);
    let args = ["--shard", "3", "--held-out", "200,200", "-f", "parquet,moses", "-q"];
    bench.build(&args, 0);
    let part = |part: &str, out: &str, code| {
        bench.run(&["build", "--isolated", "d.jsonl", "--shard", "3", "--part", part, "-o", out, "-q"], code)
    };
    let merge = |parts: &[&str], out: &str, code| {
        let last = ["-o", out, "--held-out", "200,200", "-f", "parquet,moses", "-q"];
        bench.run(&[&["build", "--isolated", "--merge"], parts, &last].concat(), code)
    };
    for (number, name) in [("1/3", "p1"), ("2/3", "p2"), ("3/3", "p3")] {
        part(number, name, 0);
    }
    merge(&["p3", "p1", "p2"], "m", 0);
    assert_eq!(bench.files("m"), bench.files("o"));
    // What does not belong together is named.
    let says = |output: Output, text: &str| {
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(err.contains(text), "{err}");
    };
    says(merge(&["p1", "p3"], "x", 64), "2/3 are missing");
    says(merge(&["p1", "p1", "p3"], "x", 64), "is also in");
    says(merge(&["p1", "o", "p3"], "x", 64), "not a part");
    bench.run(&["build", "--isolated", "d.jsonl", "--shard", "4", "--part", "2/3", "-o", "p4", "-q"], 0);
    says(merge(&["p1", "p4", "p3"], "x", 64), "other settings");
    says(part("1/2", "p1", 64), "another part");
    fs::write(bench.path().join("p2/records/00001.jsonl"), "{}").unwrap();
    says(merge(&["p1", "p2", "p3"], "y", 1), "not whole");
    part("2/3", "p2", 0);
    merge(&["p1", "p2", "p3"], "y", 0);
    assert_eq!(bench.files("y"), bench.files("o"));
    // A part of an input that was changed in between: it says so, and the others only have to look again.
    let mut changed = documents.clone();
    changed[0]["en"][0] = json!("The new bakery sells nothing.");
    bench.put("d.jsonl", &changed);
    part("1/3", "p1", 0);
    says(merge(&["p1", "p2", "p3"], "c", 64), "another input");
    part("2/3", "p2", 0);
    part("3/3", "p3", 0);
    merge(&["p1", "p2", "p3"], "c", 0);
    bench.build(&args, 0);
    assert_eq!(bench.files("c"), bench.files("o"));
    // An id in two parts.
    documents.push(same);
    bench.put("d.jsonl", &documents);
    for (number, name) in [("1/2", "q1"), ("2/2", "q2")] {
        part(number, name, 0);
    }
    says(merge(&["q1", "q2"], "z", 1), "has this id too");
}

#[test]
fn records_of_a_stream_make_the_corpus_that_documents_make() {
    let bench = Bench::new(&articles(9, |_| Vec::new()));
    bench.build(&["--held-out", "200,200"], 0);
    let input = fs::File::open(bench.path().join("d.jsonl")).unwrap();
    let mut stream = Command::new(env!("CARGO_BIN_EXE_trialign"));
    let records = stream.args(["stream", "--isolated"]).stdin(input).output().unwrap();
    fs::write(bench.path().join("r.jsonl"), records.stdout).unwrap();
    bench.run(&["build", "--isolated", "r.jsonl", "-o", "r", "--held-out", "200,200", "-q"], 0);
    let without_input = |folder: &str| {
        let mut files = bench.files(folder);
        files.remove(Path::new("manifest.json"));
        files
    };
    assert_eq!(without_input("r"), without_input("o"));
    let broken = bench.read("r.jsonl").replace("\"zh-Hans\":[1]", "\"zh-Hans\":[7]");
    fs::write(bench.path().join("b.jsonl"), broken).unwrap();
    let output = bench.run(&["build", "--isolated", "b.jsonl", "-o", "b", "-q"], 1);
    assert!(String::from_utf8_lossy(&output.stderr).contains("line 1: n000"));
}

#[test]
fn failures_and_doubts_are_told() {
    let mut documents = articles(3, |_| Vec::new());
    documents.push(json!({"id": "alone", "en": "One edition."}));
    documents.push(document("n001", &[line("It is another text.", "这是另一篇文章。")]));
    let english = "They say that the wall along the river will be finished before the rain comes.";
    documents.push(
        json!({"id": "mixed", "en": english, "zh-Hans": "据说河边的墙会在雨季前完工。", "zh-Hant": english}),
    );
    let bench = Bench::new(&documents);
    let err = bench.build(&["-q"], 1);
    for text in [
        "alone: line 4: fewer than two editions",
        "n001: article 2 has this id too",
        "mixed: the zh-Hant edition looks like en",
    ] {
        assert!(err.contains(text), "{text}: {err}");
    }
    assert!(err.contains("dev has"), "a split that misses what was asked is told: {err}");
    let kept: BTreeSet<String> = bench.rows("train").into_iter().map(|row| row["en"].clone()).collect();
    assert!(!kept.contains("It is another text."));
}

#[test]
fn a_card_names_what_is_there() {
    let bench = Bench::new(&articles(6, |_| vec![line("GOTO", "GOTO")]));
    bench.build(&["--held-out", "0,0", "-f", "parquet", "--min-confidence", "0.3"], 0);
    let card = bench.read("o/README.md");
    assert!(
        card.contains("- split: train\n    path: data/train-*") && !card.contains("split: dev"),
        "{card}"
    );
    assert!(!bench.path().join("o/data/dev-00000-of-00001.parquet").exists());
    bench.build(&["--held-out", "0,0", "-f", "moses", "--min-confidence", "0.3"], 0);
    let card = bench.read("o/README.md");
    assert!(card.contains("path: train.jsonl"), "{card}");
    assert_eq!(bench.read("o/train.jsonl").lines().count(), bench.kept("train").len());
    assert!(!bench.path().join("o/data").exists(), "the files of the other formats are gone");
}

#[test]
fn marks_of_order_and_encodings_of_jsonl_are_read() {
    let text: String = articles(4, |_| Vec::new()).iter().map(|d| format!("{d}\n")).collect();
    let bench = Bench::new(&[]);
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for (name, bytes) in [
        ("plain", text.clone().into_bytes()),
        ("mark", format!("\u{feff}{text}").into_bytes()),
        ("wide", utf16),
    ] {
        fs::write(bench.path().join("d.jsonl"), bytes).unwrap();
        bench.run(&["build", "--isolated", "d.jsonl", "-o", name, "-q"], 0);
        assert_eq!(bench.files(name), bench.files("plain"));
    }
}

#[test]
fn characters_that_nobody_sees_reach_no_line() {
    for mark in ['\u{1}', '\u{1d}', '\u{1f}', '\u{200e}', '\u{2060}', '\u{feff}', '\u{2029}', '\u{b}'] {
        let documents = [document(
            "a",
            &[line(&format!("The white{mark} ship sailed."), &format!("白船{mark}开走了。"))],
        )];
        let bench = Bench::new(&documents);
        bench.build(&["--held-out", "0,0", "--min-confidence", "0", "-f", "moses,jsonl"], 0);
        for name in ["train.en", "train.zh-Hans", "train.jsonl", "train.tsv"] {
            let text = bench.read(&format!("o/{name}"));
            assert!(
                !text.contains(mark) && !text.contains(&format!("\\u{:04x}", mark as u32)),
                "{name}: {text:?}"
            );
        }
        assert_eq!(bench.read("o/train.en").lines().count(), 1);
    }
}

#[test]
fn two_builds_do_not_meet_in_one_folder() {
    let bench = Bench::new(&articles(60, |_| Vec::new()));
    let start = || {
        Command::new(env!("CARGO_BIN_EXE_trialign"))
            .args(["build", "--isolated", "d.jsonl", "-o", "o", "-q", "--shard", "4"])
            .current_dir(bench.path())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let both = [start(), start()].map(|child| child.wait_with_output().unwrap());
    for output in both {
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() || err.contains("another build is at work"), "{err}");
    }
    bench.run(&["build", "--isolated", "d.jsonl", "-o", "fresh", "-q", "--shard", "4"], 0);
    assert_eq!(bench.files("o"), bench.files("fresh"));
}

#[test]
fn vectors_of_a_file_are_refused_where_no_order_is_known() {
    let bench = Bench::new(&articles(1, |_| Vec::new()));
    bench.build(&["--embeddings-file", "v.npy"], 64);
    bench.run(&["stream", "--isolated", "--embeddings-file", "v.npy"], 64);
}

/// A file that is left out is told in each run, also where its article goes on without it, and ends the run with 1.
#[test]
fn files_that_could_not_be_used_are_told() {
    let bench = Bench::new(&[]);
    let put = |name: &str, text: &str| {
        let path = bench.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    for article in ["a", "b"] {
        put(&format!("c/{article}/en.txt"), "The mill stood still for 14 days.\n");
        put(&format!("c/{article}/zh-Hans.txt"), "磨坊停了14天。\n");
    }
    put("c/b/en.md", "The mill stood still for 15 days.\n");
    put("c/notes.txt", "Nobody has looked at this yet.\n");
    let calls: [&[&str]; 2] = [&["-o", "o"], &["-o", "p", "--part", "1/1"]];
    for call in calls.iter().flat_map(|call| [call, call]) {
        let output = bench.run(&[&["build", "--isolated", "c"], *call].concat(), 1);
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(err.contains("error: c/b/en.md") || err.contains("error: c/b/en.txt"), "{err}");
        assert!(err.contains("belong to no article: 1 (c/notes.txt)"), "{err}");
        assert!(err.contains("2 articles (0 not aligned)"), "{err}");
    }
    bench.run(&["build", "--isolated", "--merge", "p", "-o", "m"], 0);
    assert_eq!(bench.files("m"), bench.files("o"));
    // Taken away, the file is missed by nobody.
    fs::remove_file(bench.path().join("c/b/en.md")).unwrap();
    bench.run(&["build", "--isolated", "c", "-o", "o"], 0);
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_are_told() {
    let bench = Bench::new(&[]);
    fs::create_dir_all(bench.path().join("c/a")).unwrap();
    fs::write(bench.path().join("c/a/en.txt"), "The mill stood still for 14 days.\n").unwrap();
    fs::write(bench.path().join("c/a/zh-Hans.txt"), "磨坊停了14天。\n").unwrap();
    fs::write(bench.path().join("elsewhere.txt"), "磨坊停了14天。\n").unwrap();
    std::os::unix::fs::symlink("../../elsewhere.txt", bench.path().join("c/a/zh-Hant.txt")).unwrap();
    let output = bench.run(&["build", "--isolated", "c", "-o", "o"], 1);
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(err.contains("error: c/a/zh-Hant.txt: a symbolic link leads out"), "{err}");
}

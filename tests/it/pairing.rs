//! `trialign pair`: editions found by what they say, under names that say nothing.

use crate::case::program;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn trialign(folder: &Path, args: &[&str]) -> std::process::Output {
    program(folder, args).output().unwrap()
}

/// A name that tells nothing, and keeps no order.
fn hidden(name: &str) -> String {
    let mut value = 0xcbf2_9ce4_8422_2325_u64;
    for byte in name.bytes() {
        value = (value ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    }
    format!("{value:016x}")
}

/// The editions of `corpus/` under hidden names: which article each file is of. Of every fifth article one edition alone
/// is there, so that its file has nothing to find.
fn hide(into: &Path) -> BTreeMap<String, String> {
    let mut truth = BTreeMap::new();
    let mut folders: Vec<PathBuf> = fs::read_dir("corpus")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    for (number, folder) in folders.iter().enumerate() {
        let article = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let mut files: Vec<PathBuf> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.retain(|path| {
            ["en", "zh-Hans", "zh-Hant"].contains(&path.file_stem().unwrap().to_str().unwrap())
                && path.extension().is_some_and(|e| e != "jsonl")
        });
        files.sort();
        if number % 5 == 0 {
            files = vec![files.swap_remove(number / 5 % files.len())];
        }
        for file in files {
            let extension = file.extension().unwrap().to_str().unwrap();
            let name = format!("{}.{extension}", hidden(file.to_str().unwrap()));
            fs::copy(&file, into.join(&name)).unwrap();
            truth.insert(name, article.clone());
        }
    }
    truth
}

/// The pairs of names that stand in one row of a manifest.
fn pairs(manifest: &str, sure: bool) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    let mut reader = csv::Reader::from_reader(manifest.as_bytes());
    for row in reader.records().map(Result::unwrap).filter(|row| !sure || row[5].is_empty()) {
        let files: Vec<String> =
            (1..4).map(|at| row[at].to_owned()).filter(|cell| !cell.is_empty()).collect();
        for (at, a) in files.iter().enumerate() {
            for b in &files[at + 1..] {
                found.insert((a.clone().min(b.clone()), a.clone().max(b.clone())));
            }
        }
    }
    found
}

#[test]
fn the_corpus_is_found_under_hidden_names() {
    let folder = tempfile::tempdir().unwrap();
    let truth = hide(folder.path());
    let done = trialign(folder.path(), &["pair", "--isolated", ".", "-o", "pairs.csv"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let found = pairs(&fs::read_to_string(folder.path().join("pairs.csv")).unwrap(), false);
    let names: Vec<&String> = truth.keys().collect();
    let mut right = BTreeSet::new();
    for (at, a) in names.iter().enumerate() {
        for b in &names[at + 1..] {
            if truth[*a] == truth[*b] {
                right.insert(((*a).clone().min((*b).clone()), (*a).clone().max((*b).clone())));
            }
        }
    }
    let both = found.intersection(&right).count() as f64;
    let (precision, recall) = (both / found.len() as f64, both / right.len() as f64);
    println!("{} pairs: precision {precision:.4}, recall {recall:.4}", right.len());
    assert!(
        right.len() > 90 && precision >= 0.99 && recall >= 0.97,
        "precision {precision}, recall {recall}"
    );
    // What it writes is what `align` reads.
    let aligned = trialign(folder.path(), &["align", "--isolated", "pairs.csv", "-o", "all.jsonl"]);
    assert!(folder.path().join("all.jsonl").is_file(), "{}", String::from_utf8_lossy(&aligned.stderr));
    let records = fs::read_to_string(folder.path().join("all.jsonl")).unwrap();
    let articles = fs::read_to_string(folder.path().join("pairs.csv")).unwrap().lines().count() - 1;
    assert_eq!(records.lines().count(), articles);
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).unwrap();
}

const EN: &str = "The ferry to Skerrow sank on 14 March 1931 with 212 sheep on board. Captain Ilse Brandt reached the harbour on a door. \
    The owners paid nothing, and the court in Lund closed the case after 9 years.\n";
const HANS: &str = "开往斯凯罗的渡轮于1931年3月14日沉没，船上有212只羊。船长伊尔丝·勃兰特抱着一扇门漂到了港口。\
    船主分文未付，隆德的法院在9年后结案。\n";
const HANT: &str = "開往斯凱羅的渡輪於1931年3月14日沉沒，船上有212隻羊。船長伊爾絲·勃蘭特抱著一扇門漂到了港口。\
    船主分文未付，隆德的法院在9年後結案。\n";

#[test]
fn small_folders_and_what_is_no_edition() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(at, "x1.txt", EN);
    write(at, "x2.txt", HANS);
    write(at, "x3.md", HANT);
    write(at, "x4.txt", EN);
    write(
        at,
        "x5.txt",
        "Le bac pour Skerrow a coulé le 14 mars 1931 avec 212 moutons à bord. La capitaine Ilse Brandt a gagné le port sur une porte.\n",
    );
    write(at, "x6.txt", "スケロー行きの渡し船は1931年3月14日に沈み、212頭の羊が乗っていた。\n");
    write(at, "x7.txt", "短。\n");
    write(at, "x8.txt", "四位老师在花园里种了玫瑰和苹果树，每天早晨给它们浇水，晚上在凉亭里读诗。\n");
    let done = trialign(at, &["pair", "--isolated", "."]);
    assert!(done.status.success());
    let found = pairs(&String::from_utf8(done.stdout).unwrap(), false);
    let expected = [("x1.txt", "x2.txt"), ("x1.txt", "x3.md"), ("x2.txt", "x3.md")];
    assert_eq!(found, expected.map(|(a, b)| (a.to_owned(), b.to_owned())).into());
    let told = String::from_utf8(trialign(at, &["pair", "--isolated", "--explain", "."]).stdout).unwrap();
    for why in [
        "x4.txt\tthe same text as ./x1.txt",
        "x5.txt\tin Latin letters, and not English",
        "x6.txt\tneither English nor Chinese",
        "x7.txt\ttoo short",
        "x8.txt\tzh-Hans: no other edition was found",
    ] {
        assert!(told.contains(why), "{why} in {told}");
    }
}

#[test]
fn two_versions_of_one_text_are_doubtful() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(at, "a.txt", EN);
    write(at, "b.txt", HANS);
    write(at, "c.txt", &HANS.replace("港口", "码头"));
    let manifest = String::from_utf8(trialign(at, &["pair", "--isolated", "."]).stdout).unwrap();
    assert!(manifest.contains("another file is nearly as good"), "{manifest}");
    let sure = trialign(at, &["pair", "--isolated", "--sure", "."]);
    assert_eq!(String::from_utf8(sure.stdout).unwrap().lines().count(), 1);
    assert!(String::from_utf8(sure.stderr).unwrap().contains("1 doubtful (left out)"));
    let nothing = trialign(at, &["pair", "--isolated", "no-such-folder"]);
    assert_eq!(nothing.status.code(), Some(1));
    assert!(String::from_utf8(nothing.stderr).unwrap().contains("no-such-folder"));
}

#[test]
fn a_file_that_cannot_be_read_stops_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(at, "a.txt", EN);
    write(at, "b.txt", HANS);
    fs::write(at.join("c.txt"), [0_u8; 64]).unwrap();
    let done = trialign(at, &["pair", "--isolated", ".", "-o", "p.jsonl"]);
    assert_eq!(done.status.code(), Some(1));
    assert!(String::from_utf8(done.stderr).unwrap().contains("c.txt"));
    let line = fs::read_to_string(at.join("p.jsonl")).unwrap();
    let row: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert!(
        row["en"].as_str().unwrap().ends_with("a.txt") && row["zh-Hans"].as_str().unwrap().ends_with("b.txt")
    );
}

//! What `build` takes: manifests, and documents in several files; and what it says of the rest.

use crate::case::program;
use std::fs;
use std::path::Path;
use std::process::Output;

use tempfile::{TempDir, tempdir};

fn trialign(folder: &Path, args: &[&str], code: i32) -> Output {
    let output = program(folder, args).output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{args:?}: {err}");
    output
}

fn says(output: &Output, text: &str) {
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(err.contains(text), "{err}");
}

fn document(number: usize) -> String {
    format!(
        "{{\"id\":\"m{number}\",\"en\":\"The mill at the {number} ponds stood still. Its wheel had {} teeth.\",\
         \"zh-Hans\":\"{number}口池塘边的磨坊停了。它的轮子有{}个齿。\"}}\n",
        number + 40,
        number + 40
    )
}

fn documents(numbers: std::ops::Range<usize>) -> String {
    numbers.map(document).collect()
}

/// Two articles under names that say nothing, and a list of them.
fn listed(list: &str, text: &str) -> TempDir {
    let folder = tempdir().unwrap();
    for (name, text) in [
        ("x1.txt", "The mill stood still for 14 days.\n"),
        ("x2.txt", "磨坊停了14天。\n"),
        ("x3.txt", "The wheel has 53 teeth.\n"),
        ("x4.txt", "這個輪子有53個齒。\n"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    fs::write(folder.path().join(list), text).unwrap();
    folder
}

fn column(folder: &Path, table: &str, at: usize) -> Vec<String> {
    let text = fs::read_to_string(folder.join(table)).unwrap();
    text.lines().skip(1).map(|line| line.split('\t').nth(at).unwrap().to_owned()).collect()
}

#[test]
fn a_manifest_names_articles() {
    let list = "id,en,zh-Hans,zh-Hant,score,doubtful\nmill,x1.txt,x2.txt,,0.9,\nwheel,x3.txt,,x4.txt,0.8,\n";
    let folder = listed("pairs.csv", list);
    trialign(folder.path(), &["build", "--isolated", "pairs.csv", "-o", "o", "-q"], 0);
    assert_eq!(column(folder.path(), "o/train.tsv", 1), ["mill", "wheel"]);
    assert_eq!(column(folder.path(), "o/train.tsv", 2)[1], "The wheel has 53 teeth.");
}

/// Documents come from anywhere: their texts are never names of files.
#[test]
fn a_list_of_files_as_json_is_refused() {
    let line = "\n{\"id\":\"mill\",\"en\":\"x1.txt\",\"zh-Hans\":\"x2.txt\"}\n";
    let folder = listed("pairs.jsonl", line);
    let output = trialign(folder.path(), &["build", "--isolated", "pairs.jsonl", "-o", "o"], 64);
    says(&output, "this lists files");
    assert!(!folder.path().join("o").exists());
    fs::write(folder.path().join("d.jsonl"), "{\"id\":\"m\",\"en\":\"x1.txt\",\"zh-Hans\":\"磨坊。\"}\n")
        .unwrap();
    trialign(folder.path(), &["build", "--isolated", "d.jsonl", "-o", "o", "-q"], 0);
    assert_eq!(column(folder.path(), "o/train.tsv", 2), ["x1.txt"]);
}

#[test]
fn documents_in_several_files_are_one_corpus() {
    let folder = tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    put("all.jsonl", &documents(0..30));
    put("a.jsonl", &documents(0..11));
    // Without a line end, with a mark of order, and with nothing.
    put("b.jsonl", format!("\u{FEFF}{}", documents(11..17)).trim_end());
    put("c.ndjson", "");
    put("d.txt", &documents(17..30));
    let build = |paths: &[&str], out: &str, code: i32| {
        let rest = ["-o", out, "--shard", "4", "-f", "parquet", "-q"];
        trialign(folder.path(), &[&["build", "--isolated"], paths, &rest].concat(), code)
    };
    let parts = ["a.jsonl", "b.jsonl", "c.ndjson", "d.txt"];
    build(&["all.jsonl"], "one", 0);
    build(&parts, "several", 0);
    for name in ["train.tsv", "README.md", "data/train-00000-of-00001.parquet", "manifest.json"] {
        let read = |out: &str| fs::read(folder.path().join(out).join(name)).unwrap();
        assert!(read("one") == read("several"), "{name}");
    }
    // Their records too, a stream a file.
    for part in parts {
        let input = fs::read(folder.path().join(part)).unwrap();
        let mut child = program(folder.path(), &["stream", "--isolated"])
            .stdin(std::process::Stdio::piped())
            .stdout(fs::File::create(folder.path().join(format!("{part}.records"))).unwrap())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), &input).unwrap();
        assert!(child.wait().unwrap().success());
    }
    let records = parts.map(|part| format!("{part}.records"));
    build(&records.each_ref().map(String::as_str), "records", 0);
    assert!(column(folder.path(), "records/train.tsv", 0) == column(folder.path(), "one/train.tsv", 0));
    // What has no id is called by its line of all.
    put("e.jsonl", "{\"en\":\"It rained.\",\"zh-Hans\":\"下雨了。\"}\n");
    put("f.jsonl", "{\"en\":\"It snowed.\",\"zh-Hans\":\"下雪了。\"}\n");
    build(&["e.jsonl", "f.jsonl"], "unnamed", 0);
    assert_eq!(column(folder.path(), "unnamed/train.tsv", 1), ["line-1", "line-2"]);
}

#[test]
fn what_is_neither_is_said_at_once() {
    let folder = tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    put("d.jsonl", documents(0..2).as_bytes());
    put("d.jsonl.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00");
    put("d.zst", b"\x28\xb5\x2f\xfd\x04\x00");
    fs::create_dir_all(folder.path().join("a/x")).unwrap();
    put("a/x/en.txt", b"It rained.\n");
    put("a/x/zh-Hans.txt", "下雨了。\n".as_bytes());
    let build = |paths: &[&str], code: i32| {
        trialign(folder.path(), &[&["build", "--isolated", "-o", "o"], paths].concat(), code)
    };
    says(&build(&["d.jsonl.gz"], 1), "compressed with gzip");
    says(&build(&["d.zst"], 1), "compressed with zstd");
    says(&build(&["d.jsonl", "a"], 64), "named together");
    assert!(!folder.path().join("o").exists());
}

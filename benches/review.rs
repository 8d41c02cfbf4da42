//! Opening the page on a reviewed folder beside aligning it, and a search in both scripts beside a plain scan of the same texts.
//! `cargo bench --bench review -- [ARTICLES]`, 2,000 by default: copies of the articles of `corpus/`.

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use trialign::config::Settings;
use trialign::pipeline::review::open;
use trialign::review::Session;
use trialign::review::search::Ask;
use trialign::text::Edition;

/// A search may take so many times as long as a scan for the same words as they stand.
const SCANS: f64 = 3.0;
/// The page may take so much of the time that reading all files again takes.
const SHARE: f64 = 0.9;
/// So often the page is opened.
const RUNS: usize = 3;

fn main() {
    let asked = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let count: usize = asked.unwrap_or(2000);
    let docs = support::folder("review").join("docs");
    let _ = fs::remove_dir_all(&docs);
    support::copies(count, &docs);
    let settings = Settings::default();
    let timed = |what: &str| {
        let start = Instant::now();
        let opened = open(&docs, &settings, "bench").expect("the folder opens");
        let seconds = start.elapsed().as_secs_f64();
        println!("  {what:<34} {seconds:>7.3} s");
        (opened.session, seconds)
    };
    println!("review: {count} articles in three editions, copies of corpus/");
    let (first, align) = timed("open, aligned for the first time");
    drop(first);
    let (mut session, again) = timed("read all of it again");
    for _ in 0..RUNS {
        let (printed, first) = page(&docs);
        println!("  page: address after {printed:>6.3} s, its list of articles after {first:>6.3} s");
        assert!(first < again * SHARE, "the page takes longer than {SHARE} of reading everything");
    }
    let rows: usize = session.states.iter().map(|state| state.beads.len()).sum();
    println!("  {rows} rows; again / first: {:.3}", again / align);
    let start = Instant::now();
    for article in 0..count {
        if let Some(unfolded) = session.unfolded(article) {
            let folded = unfolded.fold(session.helper().as_ref());
            session.ready(folded);
        }
    }
    println!("  made ready for search, beside the work {:>5.3} s", start.elapsed().as_secs_f64());
    for words in ["經濟", "the", "閩江"] {
        let scan = least(|| scan(&session, words));
        let search = least(|| session.find(&Ask { words, exact: false, article: None }).len());
        println!("  search for {words}: {:>6.1} ms; a plain scan {:>6.1} ms", search * 1e3, scan * 1e3);
        assert!(search < scan * SCANS + 0.05, "a search takes longer than {SCANS} scans");
    }
    assert!(again < align, "opening takes longer than aligning");
}

/// The page as a person opens it: seconds from the start of the program to the address, and to the list of articles.
fn page(docs: &Path) -> (f64, f64) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_trialign"))
        .args(["review", "--no-open", "--isolated"])
        .arg(docs)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("the address");
    let printed = start.elapsed().as_secs_f64();
    let (host, path) = line.trim().trim_start_matches("http://").split_once('/').expect("an address");
    let ask = |path: &str, more: &str| {
        let mut stream = TcpStream::connect(host).expect("a connection");
        let request = format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\n{more}Connection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    };
    let answer = ask(path, "");
    let cookie = answer.lines().find_map(|line| line.strip_prefix("Set-Cookie: ")).expect("a cookie");
    let cookie = cookie.split(';').next().unwrap_or_default();
    let list = ask("api/articles", &format!("Cookie: {cookie}\r\n"));
    let first = start.elapsed().as_secs_f64();
    assert!(list.contains("\"articles\":[{"), "the list of articles");
    child.kill().and_then(|()| child.wait()).expect("the program ends");
    (printed, first)
}

/// The least time of five runs, in seconds.
fn least(mut work: impl FnMut() -> usize) -> f64 {
    let once = |_| {
        let start = Instant::now();
        std::hint::black_box(work());
        start.elapsed().as_secs_f64()
    };
    (0..5).map(once).fold(f64::MAX, f64::min)
}

fn scan(session: &Session, words: &str) -> usize {
    let holds = |state: &trialign::review::State, e| {
        state.segments(e).iter().filter(|s| s.text.contains(words)).count()
    };
    session.states.iter().flat_map(|state| Edition::ALL.map(|e| holds(state, e))).sum()
}

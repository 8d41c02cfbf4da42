//! Opening a reviewed folder again beside aligning it, and a search in both scripts beside a plain scan of the same texts.
//! `cargo bench --bench review -- [ARTICLES]`, 2,000 by default: copies of the articles of `corpus/`.

mod support;

use std::fs;
use std::time::Instant;

use trialign::config::Settings;
use trialign::pipeline::review::open;
use trialign::review::Session;
use trialign::review::search::Ask;
use trialign::text::Edition;

/// A search may take so many times as long as a scan for the same words as they stand.
const SCANS: f64 = 3.0;

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
    let (mut session, again) = timed("open again");
    let rows: usize = session.states.iter().map(|state| state.beads.len()).sum();
    println!("  {rows} rows; open again / first: {:.3}", again / align);
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

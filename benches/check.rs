//! `trialign check` beside `trialign align` on the same articles, and again with nothing changed.
//! `cargo bench --bench check -- [ARTICLES]`, 2,000 by default: copies of the articles of `corpus/`.

mod support;

use std::fs;
use std::path::Path;

/// The second run may take so long, in seconds.
const AGAIN: f64 = 1.0;

fn main() {
    let asked = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let count: usize = asked.unwrap_or(2000);
    let work = support::folder("check");
    let docs = work.join("docs");
    let _ = fs::remove_dir_all(&docs);
    support::copies(count, &docs);
    println!("check: {count} articles in three editions, copies of corpus/");
    let (record, report, cache) = (work.join("a.jsonl"), work.join("report.json"), work.join("cache"));
    let _ = fs::remove_dir_all(&cache);
    let align = timed(&["align", "-q", "--isolated"], &[("-o", &record), ("", &docs)]);
    let flags = ["check", "-q", "--isolated", "--format", "json", "--fail-on", "never"];
    let paths: [(&str, &Path); 3] = [("--cache-dir", &cache), ("-o", &report), ("", &docs)];
    let first = timed(&flags, &paths);
    let found = fs::read(&report).expect("a report");
    let again = timed(&flags, &paths);
    assert!(fs::read(&report).expect("a report") == found, "the second run says something else");
    let told = |name: &str, (seconds, cpu): (f64, f64)| {
        println!("  {name:<28} {seconds:>7.2} s, {cpu:>7.2} s of processor")
    };
    told("align", align);
    told("check", first);
    told("check, nothing changed", again);
    println!("  check / align, of processor: {:.2}", first.1 / align.1);
    // What else the machine does at the same time changes the wall clock, hardly the time of the processor.
    assert!(first.1 < align.1, "checking takes longer than aligning");
    assert!(again.0.min(again.1) < AGAIN, "the second run takes too long");
}

/// Wall clock and processor time of a command, in seconds.
fn timed(args: &[&str], paths: &[(&str, &Path)]) -> (f64, f64) {
    let before = children();
    let used = support::run(args, paths);
    (used.seconds, children().map_or(used.seconds, |after| after - before.unwrap_or(0.0)))
}

/// Processor time of the children that have ended, in seconds; `None` where the system does not tell.
fn children() -> Option<f64> {
    let text = fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = text.rsplit_once(") ")?.1.split(' ').collect();
    // Fields 16 and 17 of proc(5), in clock ticks of 1/100 s; two stand before the bracket.
    Some((fields.get(13)?.parse::<f64>().ok()? + fields.get(14)?.parse::<f64>().ok()?) / 100.0)
}

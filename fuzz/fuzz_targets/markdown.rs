//! Any text as Markdown or MDX, front matter and all.
//!
//! Holds: blocks and segments lie in order and do not overlap; every offset is true (what a block says stands in the
//! source there, on character boundaries); the same bytes give the same blocks.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trialign::read::{Format, ReadOptions, read_bytes};

fuzz_target!(|text: &str| {
    for mdx in [false, true] {
        let format = Format::Markdown { mdx };
        let read = || read_bytes(text.as_bytes(), "input.md".as_ref(), format, &ReadOptions::default());
        let Ok(source) = read() else { continue };
        for block in &source.blocks {
            let mut last = 0;
            for (at, c) in block.text.char_indices() {
                let span = block.offsets.span(at..at + c.len_utf8());
                assert!(span.slice(&source.text).is_some(), "{span:?} is no place in the source");
                assert!(span.start >= last, "offsets run backwards at {at} of {:?}", block.text);
                last = span.start;
            }
        }
        assert_eq!(read().expect("it was read before").blocks, source.blocks);
    }
});

//! Any bytes, as any format: decoded or refused, never a panic, offsets on character boundaries.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trialign::read::{Format, ReadOptions, read_bytes};

const FORMATS: [Format; 4] =
    [Format::Text, Format::Markdown { mdx: false }, Format::Markdown { mdx: true }, Format::Html];
const LABELS: [Option<&str>; 6] = [None, None, Some("gb18030"), Some("big5"), Some("utf-16le"), Some("utf-8")];

fuzz_target!(|data: &[u8]| {
    let Some((head, bytes)) = data.split_first() else { return };
    let format = FORMATS[usize::from(*head) % FORMATS.len()];
    let label = LABELS[usize::from(*head >> 3) % LABELS.len()];
    let mut options = ReadOptions::default();
    (options.encoding, options.segmented) = (label.map(str::to_owned), *head >= 0xF0);
    let Ok(source) = read_bytes(bytes, "input".as_ref(), format, &options) else { return };
    for block in &source.blocks {
        for (at, c) in block.text.char_indices() {
            let span = block.offsets.span(at..at + c.len_utf8());
            assert!(span.slice(&source.text).is_some());
        }
    }
});

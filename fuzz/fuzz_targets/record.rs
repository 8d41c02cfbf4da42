//! Any bytes as records, a JSON object a line.
//!
//! Holds: a line is read or refused with its number; what is read and whole can be written in every format that is one
//! stream, and as a record again that says the same.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use trialign::config::Format;
use trialign::export::{Options, Records, check, writer};

const FORMATS: [Format; 6] =
    [Format::Csv, Format::Tsv, Format::Jsonl, Format::Vecalign, Format::Tmx, Format::Html];

fuzz_target!(|data: &[u8]| {
    for record in Records::new(data, Path::new("input.jsonl")).take(64).flatten() {
        if check(&record).is_err() {
            continue;
        }
        for format in FORMATS {
            let mut out = Vec::new();
            let mut writer = writer(format, &Options::default()).expect("it needs no folder");
            writer.begin(&mut out).expect("memory takes it");
            // A format may refuse an article, with a reason.
            let written = writer.article(&record, &mut out);
            writer.end(&mut out).expect("memory takes it");
            if format == Format::Jsonl && written.is_ok() {
                let again = Records::new(out.as_slice(), Path::new("again.jsonl")).next();
                assert_eq!(again.expect("a line was written").expect("it can be read"), record);
            }
        }
    }
});

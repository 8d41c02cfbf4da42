//! Any text as a translation memory: read back or refused, and what is read can be written and read again.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use trialign::config::Format;
use trialign::error::{Error, ErrorKind, Result};
use trialign::export::read::{Input, read};
use trialign::export::{Options, TmxWriter, Writer, check};
use trialign::text::Edition;

fn cut(_: Edition, text: &str) -> Vec<String> {
    vec![text.to_owned()]
}

fn no_file(_: &Path) -> Result<Vec<u8>> {
    Err(Error::new(ErrorKind::Io, "no such file"))
}

fuzz_target!(|data: &[u8]| {
    let input = Input { path: Path::new("memory.tmx"), texts: None, cut: &cut, open: &no_file };
    let Ok(found) = read(Format::Tmx, data, &input) else { return };
    let mut memory = Vec::new();
    let mut writer = TmxWriter::new(&Options::default());
    writer.begin(&mut memory).expect("memory takes it");
    for record in &found.records {
        check(record).expect("what is read is whole");
        if writer.article(record, &mut memory).is_err() {
            return;
        }
    }
    // Where nothing was left to write it says so.
    if writer.end(&mut memory).is_err() {
        return;
    }
    read(Format::Tmx, &memory, &input).expect("what is written can be read");
});

//! Any bytes as XCES or InterText links and the two texts they name, divided by a NUL.
//!
//! Holds: no other file is asked for than one beside the first; what is read is a whole ladder.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use trialign::config::Format;
use trialign::error::{Error, ErrorKind};
use trialign::export::check;
use trialign::export::read::{Input, read};

fuzz_target!(|data: &[u8]| {
    let mut parts = data.splitn(3, |byte| *byte == 0);
    let (links, first, second) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    let open = |path: &Path| {
        // An empty name is the folder itself, which is no file.
        assert!(path == Path::new("/in/") || path.parent() == Some(Path::new("/in")), "asks for {}", path.display());
        let chinese = path.to_string_lossy().contains("zh");
        let text = if chinese { second } else { first };
        text.map(<[u8]>::to_vec).ok_or_else(|| Error::new(ErrorKind::Io, "no such file"))
    };
    let cut = |_, text: &str| vec![text.to_owned()];
    let input = Input { path: Path::new("/in/links.xml"), texts: None, cut: &cut, open: &open };
    for format in [Format::Xces, Format::Intertext] {
        let Ok(found) = read(format, links, &input) else { continue };
        found.records.iter().for_each(|record| check(record).expect("what is read is whole"));
    }
});

//! Bytes to text: UTF-8 and UTF-16; what a spreadsheet saved in an old Chinese code page is refused.

use std::path::Path;

use encoding_rs::{UTF_16BE, UTF_16LE};

use crate::error::{Error, ErrorKind, Result};

/// The text of a sheet.
pub(super) fn sheet(bytes: &[u8], path: &Path) -> Result<String> {
    decode(bytes).ok_or_else(|| {
        let line = 1 + bytes.iter().take(valid(bytes)).filter(|&&b| b == b'\n').count();
        Error::new(
            ErrorKind::Input,
            "not UTF-8 or UTF-16: the sheet was saved in an old code page (GBK or Big5), which loses characters",
        )
        .at(path)
        .line(line)
        .remedy(
            "open the sheet that was sent, not this one, and save it as \"CSV UTF-8 (Comma delimited)\" in Excel, \
             or in LibreOffice as Text CSV with the character set Unicode (UTF-8)",
        )
    })
}

/// The text of any other file.
pub(super) fn text(bytes: &[u8], path: &Path) -> Result<String> {
    decode(bytes).ok_or_else(|| {
        Error::new(ErrorKind::Input, "not UTF-8 or UTF-16").at(path).remedy("save it as UTF-8")
    })
}

fn valid(bytes: &[u8]) -> usize {
    std::str::from_utf8(bytes).map_or_else(|e| e.valid_up_to(), str::len)
}

fn decode(bytes: &[u8]) -> Option<String> {
    let utf16 = match bytes {
        [0xFF, 0xFE, ..] | [1..=0x7F, 0, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] | [0, 1..=0x7F, ..] => Some(UTF_16BE),
        _ => None,
    };
    let text = match utf16 {
        Some(encoding) => {
            let (text, _, wrong) = encoding.decode(bytes);
            (!wrong).then(|| text.into_owned())?
        }
        None => std::str::from_utf8(bytes).ok()?.to_owned(),
    };
    Some(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned))
}

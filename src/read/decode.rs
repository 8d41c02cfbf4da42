//! Bytes to text: byte order marks, UTF-8, UTF-16, GB18030, Big5 with HKSCS, and what `chardetng` knows besides.

mod guess;

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::lines::line_of;
use crate::error::{Error, ErrorKind, Result};

/// A decoded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The WHATWG name of the encoding it was decoded from.
    pub encoding: &'static str,
    /// What could not be decoded, and where labels contradict the bytes.
    pub warnings: Vec<String>,
}

/// Decodes `bytes`; `html` says that a `<meta charset>` counts, `label` replaces detection.
///
/// # Errors
/// `Input` for a binary file or one of two encodings, `Usage` for an unknown label.
pub fn decode(bytes: &[u8], html: bool, label: Option<&str>) -> Result<Decoded> {
    if let Some(label) = label {
        let encoding = Encoding::for_label(label.as_bytes()).ok_or_else(|| {
            Error::new(ErrorKind::Usage, format!("the encoding '{label}' is not known"))
                .remedy("use a label such as utf-8, utf-16le, gb18030 or big5")
        })?;
        return Ok(with(bytes, encoding));
    }
    if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) || bytes.starts_with(&[0, 0, 0xFE, 0xFF]) {
        return Err(
            Error::new(ErrorKind::Input, "the file is UTF-32, which is not read").remedy("save it as UTF-8")
        );
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(with(bytes, encoding));
    }
    if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) {
        return Ok(check_binary(with(bytes, UTF_8))?.warn_label(bytes, html));
    }
    if let Some(encoding) = guess::utf16(bytes) {
        return Ok(with(bytes, encoding).guessed());
    }
    if let Some(at) = bytes.iter().position(|b| *b == 0) {
        return Err(binary(format!("the file is binary (a NUL at byte {at})")));
    }
    if guess::nearly_utf8(bytes) {
        return check_binary(with(bytes, UTF_8));
    }
    if let Some(line) = guess::mixed(bytes) {
        let message =
            "from here on the text is not UTF-8, though much of the file is: two encodings in one file";
        return Err(Error::new(ErrorKind::Input, message)
            .line(line)
            .remedy("save it in one encoding, or name the one to use with --encoding"));
    }
    match if html { meta_charset(bytes) } else { None } {
        Some(declared) => check_binary(with(bytes, declared)),
        None if guess::strays_in_utf8(bytes) => check_binary(with(bytes, UTF_8)),
        None => Ok(check_binary(with(bytes, guess::legacy(bytes)))?.guessed()),
    }
}

fn with(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (text, malformed) = encoding.decode_with_bom_removal(bytes);
    let mut warnings = Vec::new();
    if malformed {
        let bad: Vec<usize> = text.match_indices('\u{FFFD}').map(|(at, _)| at).collect();
        let line = bad.first().map_or(1, |at| line_of(&text, *at));
        warnings.push(format!(
            "line {line}: {} places could not be decoded as {} and were replaced; if the encoding was guessed wrongly, name it",
            bad.len(),
            encoding.name()
        ));
    }
    Decoded { text: text.into_owned(), encoding: encoding.name(), warnings }
}

fn binary(message: String) -> Error {
    Error::new(ErrorKind::Input, message).remedy("name a text file, or convert it to .txt, .md or .html")
}

/// Refuses text that is mostly control characters.
fn check_binary(decoded: Decoded) -> Result<Decoded> {
    let control =
        |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{C}' | '\u{85}' | '\u{1B}');
    let (mut all, mut bad) = (0usize, 0usize);
    for c in decoded.text.chars().take(1 << 20) {
        all += 1;
        bad += usize::from(control(&c) || c == '\u{FFFD}');
    }
    if bad * 10 > all && bad > 4 || decoded.text.starts_with("%PDF-") {
        return Err(binary("the file is binary or in an unknown encoding".to_owned()));
    }
    Ok(decoded)
}

impl Decoded {
    /// Says that nothing but the bytes spoke for the encoding.
    fn guessed(mut self) -> Self {
        self.warnings.push(format!(
            "read as {}, guessed from its bytes: if that is wrong, name the encoding in trialign.toml or save the file as UTF-8",
            self.encoding
        ));
        self
    }

    /// UTF-8 by its bytes, whatever the page says; says so where the page says something else.
    fn warn_label(mut self, bytes: &[u8], html: bool) -> Self {
        let declared = if html && !bytes.is_ascii() { meta_charset(bytes) } else { None };
        if let Some(declared) = declared.filter(|encoding| *encoding != UTF_8) {
            self.warnings.push(format!("the page says {} but is UTF-8; read as UTF-8", declared.name()));
        }
        self
    }
}

/// The encoding that the head of a page declares: `charset=` in a `meta` element, or `encoding=` in an XML declaration.
fn meta_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(2048)].to_ascii_lowercase();
    let find = |from: usize, word: &[u8]| {
        head[from..].windows(word.len()).position(|window| window == word).map(|at| from + at + word.len())
    };
    let xml = if head.starts_with(b"<?xml") { find(0, b"encoding=") } else { None };
    let at = xml.or_else(|| {
        let mut from = 0;
        loop {
            let meta = find(from, b"<meta")?;
            let end = meta + head[meta..].iter().position(|b| *b == b'>')?;
            match find(meta, b"charset=").filter(|at| *at <= end) {
                Some(at) => return Some(at),
                None => from = end,
            }
        }
    })?;
    let label: Vec<u8> = head[at..]
        .iter()
        .skip_while(|b| matches!(b, b'"' | b'\'' | b' '))
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.'))
        .copied()
        .collect();
    let encoding = Encoding::for_label(&label)?;
    // A label that was read as ASCII cannot be UTF-16; GBK is decoded as its superset.
    match encoding {
        e if e == UTF_16LE || e == UTF_16BE => None,
        e if e == encoding_rs::GBK => Some(GB18030),
        e => Some(if e == BIG5 { BIG5 } else { e }),
    }
}

//! Strings of a JSON file with their places.
//!
//! serde_json says whether it is JSON (and refuses what is nested too deep); the strings are then found again in the source,
//! for it gives no places.

use serde::de::IgnoredAny;

use super::{Message, is_prose};
use crate::error::{Error, ErrorKind, Result};
use crate::text::Span;
use crate::text::han::is_han;

enum Level {
    /// An object, and the key whose value comes next with the places of its pieces.
    Object(Option<(String, Vec<(String, Span)>)>),
    /// A list and the index of what comes next.
    List(usize),
}

/// The messages of a file: every string of prose; of an object with a `message` (Docusaurus, Chrome) that alone, and no
/// note for translators (`a___DESCRIPTION` beside `a` in the themes of Docusaurus, `@a` beside `a` in ARB files) or of who
/// they are (`@metadata` of MediaWiki). In English a key that is a sentence stands for the text that is left out: who
/// translates by the English has none in its file.
///
/// # Errors
/// `Input` where it is no JSON.
pub(super) fn read(text: &str, english: bool) -> Result<Vec<Message>> {
    serde_json::from_str::<IgnoredAny>(text).map_err(|e| {
        Error::new(ErrorKind::Input, format!("this is no JSON: {e}")).line(e.line()).remedy("mend the file")
    })?;
    let mut out = strings(text, english);
    let described: std::collections::HashSet<String> =
        out.iter().filter_map(|m| m.key.strip_suffix(".message").map(str::to_owned)).collect();
    let keys: std::collections::HashSet<String> = out.iter().map(|m| m.key.clone()).collect();
    out.retain(|Message { key, .. }| {
        let parent = key.strip_suffix(".description");
        let note = key
            .strip_suffix("___DESCRIPTION")
            .or_else(|| key.strip_prefix('@').map(|key| key.split('.').next().unwrap_or(key)));
        !parent.is_some_and(|parent| described.contains(parent))
            && !note.is_some_and(|of| keys.contains(of) || of.starts_with('@') || of == "metadata")
    });
    Ok(out)
}

fn strings(text: &str, english: bool) -> Vec<Message> {
    let bytes = text.as_bytes();
    let (mut out, mut open, mut at) = (Vec::new(), Vec::<Level>::new(), 0);
    while at < bytes.len() {
        match bytes[at] {
            b'{' => open.push(Level::Object(None)),
            b'[' => open.push(Level::List(0)),
            b'}' | b']' => drop(open.pop()),
            b',' => match open.last_mut() {
                Some(Level::List(index)) => *index += 1,
                Some(Level::Object(key)) => *key = None,
                None => {}
            },
            b'"' => {
                let end = end_of_string(bytes, at);
                let pieces = pieces(text, at, end);
                let whole: String = pieces.iter().map(|(text, _)| text.as_str()).collect();
                at = end;
                match open.last_mut() {
                    Some(Level::Object(key @ None)) => *key = Some((whole, pieces)),
                    Some(Level::Object(Some((key, pieces))))
                        if english && whole.is_empty() && is_sentence(key) =>
                    {
                        let pieces = pieces.clone();
                        out.push(Message { key: path(&open), pieces });
                    }
                    _ if is_prose(&whole) => out.push(Message { key: path(&open), pieces }),
                    _ => {}
                }
            }
            _ => {}
        }
        at += 1;
    }
    out
}

/// Whether a key is English that a reader may see.
fn is_sentence(key: &str) -> bool {
    key.contains(' ') && !key.contains(is_han) && is_prose(key)
}

/// The place of the closing quotation mark.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(bytes.len().saturating_sub(1))
}

fn path(open: &[Level]) -> String {
    let part = |level: &Level| match level {
        Level::Object(key) => key.as_ref().map_or_else(String::new, |(key, _)| key.clone()),
        // Of one width, so that their order is that of numbers.
        Level::List(index) => format!("{index:04}"),
    };
    open.iter().map(part).collect::<Vec<_>>().join(".")
}

/// The inside of a string: runs as they stand, and each escape (two of them for a pair of surrogates).
fn pieces(text: &str, start: usize, end: usize) -> Vec<(String, Span)> {
    let bytes = text.as_bytes();
    let (mut out, mut at, mut run) = (Vec::new(), start + 1, start + 1);
    while at < end {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        if run < at {
            out.push((text[run..at].to_owned(), Span::new(run, at)));
        }
        let mut stop = if bytes.get(at + 1) == Some(&b'u') { at + 6 } else { at + 2 };
        let decoded = |stop: usize| {
            let raw = text.get(at..stop.min(end))?;
            serde_json::from_str::<String>(&format!("\"{raw}\"")).ok()
        };
        let piece = decoded(stop).or_else(|| {
            stop = at + 12;
            decoded(stop)
        });
        stop = stop.min(end);
        out.push((piece.unwrap_or_default(), Span::new(at, stop)));
        (at, run) = (stop, stop);
    }
    if run < end {
        out.push((text[run..end].to_owned(), Span::new(run, end)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<(String, String)> {
        read(text, false).unwrap().iter().map(Message::shown).collect()
    }

    #[test]
    fn strings_are_found_with_their_keys() {
        let text = "{\"a\": {\"b\": \"One \\u4e00 \\ud83d\\ude00\", \"c\": [\"x y\", 3, \"z\"]}, \"d.e\": \"He said \\\"no\\\".\", \"u\": \"https://example.org\"}";
        let all = of(text);
        assert_eq!(all[0], ("a.b".to_owned(), "One 一 😀".to_owned()));
        assert_eq!(all[1].0, "a.c.0000");
        assert_eq!(all[2].0, "a.c.0002");
        assert_eq!(all[3], ("d.e".to_owned(), "He said \"no\".".to_owned()));
        assert_eq!(all.len(), 4);
        for message in read(text, false).unwrap() {
            for (piece, span) in &message.pieces {
                let raw = span.slice(text).unwrap();
                assert!(raw == piece || raw.starts_with('\\'), "{raw} {piece}");
            }
        }
    }

    #[test]
    fn descriptions_are_for_translators() {
        let text = "{\"theme.a\": {\"message\": \"Next\", \"description\": \"The label\"}, \"b\": {\"description\": \"Read me\"}}";
        assert_eq!(of(text).iter().map(|(_, t)| t.as_str()).collect::<Vec<_>>(), ["Next", "Read me"]);
        let text = "{\"@@locale\": \"the English one\", \"t.a\": \"Next page\", \"t.a___DESCRIPTION\": \"The label of it\", \
             \"save\": \"Save it\", \"@save\": {\"description\": \"On the button\"}, \"b___DESCRIPTION\": \"Read me\"}";
        let shown = ["Next page", "Save it", "Read me"];
        assert_eq!(of(text).iter().map(|(_, t)| t.as_str()).collect::<Vec<_>>(), shown);
    }

    #[test]
    fn what_is_no_json_or_nested_too_deep_is_refused() {
        assert!(read("{\"a\": ", false).is_err());
        assert!(read(&"[".repeat(100_000), false).is_err());
    }

    #[test]
    fn a_key_that_is_a_sentence_stands_for_english_that_is_left_out() {
        let text = r#"{"Light the \"lamp\".": "", "lamp": "", "Ring it.": "Ring the bell."}"#;
        let all: Vec<(String, String)> = read(text, true).unwrap().iter().map(Message::shown).collect();
        let texts: Vec<&str> = all.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["Light the \"lamp\".", "Ring the bell."]);
        assert_eq!(all[0].0, "Light the \"lamp\".");
        assert_eq!(read(text, false).unwrap().len(), 1);
        let place = &read(text, true).unwrap()[0].pieces[0].1;
        assert_eq!(&text[place.start..place.end], "Light the ");
    }
}

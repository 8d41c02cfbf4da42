//! Strings of a YAML file with their places.

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::{Message, is_prose};
use crate::error::{Error, ErrorKind, Result};
use crate::text::Span;

enum Level {
    /// A mapping and the key whose value comes next.
    Map(Option<String>),
    /// A list and the index of what comes next.
    List(usize),
}

/// Nested deeper is no file of messages.
const DEEPEST: usize = 128;

/// The messages of a file: every string of prose. A tag of a language as the only outermost key is no part of the keys.
///
/// # Errors
/// `Input` where it is no YAML.
pub(super) fn read(text: &str) -> Result<Vec<Message>> {
    let broken = |line: usize, why: String| {
        Error::new(ErrorKind::Input, format!("this is no YAML: {why}")).line(line).remedy("mend the file")
    };
    // The parser counts characters.
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let byte = |index: usize| bytes.get(index).copied().unwrap_or(text.len());
    let (mut out, mut open) = (Vec::new(), Vec::<Level>::new());
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|e| broken(e.marker().line(), e.info().to_owned()))?;
        let span = Span::new(byte(span.start.index()), byte(span.end.index()));
        match event {
            Event::MappingStart(..) => open.push(Level::Map(None)),
            Event::SequenceStart(..) => open.push(Level::List(0)),
            Event::MappingEnd | Event::SequenceEnd => {
                open.pop();
                next(&mut open);
            }
            Event::Alias(_) => next(&mut open),
            Event::Scalar(value, style, ..) => match open.last_mut() {
                Some(Level::Map(key @ None)) => *key = Some(value.into_owned()),
                _ => {
                    if is_prose(&value) && !is_constant(&value, style) {
                        let pieces = pieces(&value, span, text);
                        out.push(Message { key: path(&open), pieces });
                    }
                    next(&mut open);
                }
            },
            _ => {}
        }
        if open.len() > DEEPEST {
            return Err(broken(1, format!("it is nested more than {DEEPEST} deep")));
        }
    }
    Ok(out)
}

/// What comes next is another value.
fn next(open: &mut [Level]) {
    match open.last_mut() {
        Some(Level::Map(key)) => *key = None,
        Some(Level::List(index)) => *index += 1,
        None => {}
    }
}

fn path(open: &[Level]) -> String {
    let part = |level: &Level| match level {
        Level::Map(key) => key.clone().unwrap_or_default(),
        // Of one width, so that their order is that of numbers.
        Level::List(index) => format!("{index:04}"),
    };
    open.iter().map(part).collect::<Vec<_>>().join(".")
}

fn is_constant(value: &str, style: ScalarStyle) -> bool {
    let word = value.to_ascii_lowercase();
    style == ScalarStyle::Plain
        && matches!(word.as_str(), "true" | "false" | "null" | "yes" | "no" | "on" | "off")
}

/// A value that stands in the source as it is maps byte by byte, line by line; another one as a whole.
fn pieces(value: &str, span: Span, text: &str) -> Vec<(String, Span)> {
    let source = span.slice(text).unwrap_or_default();
    let mut out = Vec::new();
    let mut from = 0;
    for (rank, line) in value.split('\n').enumerate() {
        let Some(at) = source[from..].find(line).map(|at| from + at) else {
            return vec![(value.to_owned(), span)];
        };
        if rank > 0 {
            // The break stands for what lies between the lines: indentation and all.
            out.push(("\n".to_owned(), Span::new(span.start + from, span.start + at)));
        }
        if !line.is_empty() {
            out.push((line.to_owned(), Span::new(span.start + at, span.start + at + line.len())));
        }
        from = at + line.len();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<(String, String)> {
        read(text).unwrap().iter().map(Message::shown).collect()
    }

    #[test]
    fn strings_are_found_with_their_keys_and_places() {
        let text = "zh-CN:\n  menu:\n    open: 打开文件\n    \"close\": '关 闭'\n  list:\n    - 甲\n    - yes\n    - |\n      第一行\n      第二行\n  on: true\n";
        let all = of(text);
        assert_eq!(all[0], ("zh-CN.menu.open".to_owned(), "打开文件".to_owned()));
        assert_eq!(all[1], ("zh-CN.menu.close".to_owned(), "关 闭".to_owned()));
        assert_eq!(all[2].0, "zh-CN.list.0000");
        assert_eq!(all[3].1.trim(), "第一行\n第二行");
        assert_eq!(all.len(), 4);
        for message in read(text).unwrap() {
            for (piece, span) in message.pieces.iter().filter(|(piece, _)| piece != "\n") {
                assert_eq!(span.slice(text), Some(piece.as_str()));
            }
        }
    }

    #[test]
    fn what_is_no_yaml_is_refused_and_aliases_do_not_grow() {
        assert!(read("a: [1, 2\nb: }").is_err());
        let mut text = String::from("a: &a0 [word word]\n");
        for n in 0..30 {
            text.push_str(&format!("b{n}: &a{} [*a{n}, *a{n}]\n", n + 1));
        }
        assert_eq!(of(&text).len(), 1);
        assert!(read(&"[".repeat(100_000)).is_err());
    }
}

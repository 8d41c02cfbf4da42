//! Patterns such as `src/@lang/@path`.

use super::layout::{Place, without_extension};
use crate::error::{Error, ErrorKind, Result};
use crate::text::Tag;

/// A pattern, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Literal(String),
    Lang,
    Path,
}

impl Pattern {
    pub fn parse(text: &str) -> Result<Pattern> {
        let mut parts = Vec::new();
        let mut rest = text.trim_start_matches("./");
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix("@lang") {
                parts.push(Part::Lang);
                rest = after;
            } else if let Some(after) = rest.strip_prefix("@path") {
                parts.push(Part::Path);
                rest = after;
            } else {
                let end =
                    rest.char_indices().skip(1).find(|(_, c)| *c == '@').map_or(rest.len(), |(at, _)| at);
                parts.push(Part::Literal(rest[..end].to_owned()));
                rest = &rest[end..];
            }
        }
        let count = |part: &Part| parts.iter().filter(|p| *p == part).count();
        if count(&Part::Lang) != 1 || count(&Part::Path) > 1 {
            return Err(Error::new(
                ErrorKind::Config,
                format!("the pattern '{text}' needs one @lang and at most one @path"),
            )
            .remedy("write it like src/@lang/@path"));
        }
        Ok(Pattern(parts))
    }

    /// The place of a file, by its path below the root.
    pub fn place(&self, path: &str) -> Option<Place> {
        let mut found = (None, None);
        if !matches(&self.0, path, &mut found) {
            return None;
        }
        let (tag, id) = found;
        let id = id.map_or_else(|| self.fixed_id(), |id| without_extension(id).to_owned());
        Some((id, tag))
    }

    /// The id where the pattern has no `@path`: its words.
    fn fixed_id(&self) -> String {
        let literal = |part: &Part| match part {
            Part::Literal(text) => Some(text.clone()),
            _ => None,
        };
        without_extension(&self.0.iter().filter_map(literal).collect::<String>())
            .trim_matches(['/', '.'])
            .to_owned()
    }
}

fn matches<'a>(parts: &[Part], text: &'a str, found: &mut (Option<Tag>, Option<&'a str>)) -> bool {
    let Some((part, rest)) = parts.split_first() else {
        // Without an extension in the pattern, that of the file is free.
        return text.is_empty() || text.starts_with('.') && !text.contains('/');
    };
    match part {
        Part::Literal(literal) => {
            text.strip_prefix(literal.as_str()).is_some_and(|after| matches(rest, after, found))
        }
        Part::Lang => {
            let run =
                text.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')).count();
            (1..=run).rev().any(|length| match text[..length].parse() {
                Ok(tag) if matches(rest, &text[length..], found) => {
                    found.0 = Some(tag);
                    true
                }
                _ => false,
            })
        }
        Part::Path => {
            let ends = text.char_indices().map(|(at, _)| at).skip(1).chain([text.len()]);
            ends.collect::<Vec<_>>().into_iter().rev().any(|end| {
                let matched = matches(rest, &text[end..], found);
                if matched {
                    found.1 = Some(&text[..end]);
                }
                matched
            })
        }
    }
}

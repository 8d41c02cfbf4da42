//! Shortcodes and components with their arguments.

use std::collections::BTreeMap;

use crate::text::Span;

/// A shortcode of Hugo or a component of MDX or Vue, where it opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// Its name.
    pub name: String,
    /// Its named arguments; those without a name are counted.
    pub arguments: BTreeMap<String, String>,
    /// Whether it ends where it begins: `<Lamp />`.
    pub closed: bool,
    /// Whether an argument stands in the quotation marks of a text, `title=“A”`.
    pub curly: bool,
    /// Where it stands.
    pub span: Span,
}

/// What is longer is no tag.
const LONGEST: usize = 2000;

/// The tags that open in a source whose code was blanked out, and how often each name is closed.
pub(super) fn components(source: &str) -> (Vec<Component>, BTreeMap<String, usize>) {
    let mut out = Vec::new();
    let mut closings = BTreeMap::new();
    let mut at = 0;
    while let Some(found) = source[at..].find(['{', '<', '`']).map(|found| at + found) {
        let rest = &source[found..];
        if rest.starts_with('`') {
            // Inline code holds no tags.
            at = found + super::inline_code(rest);
            continue;
        }
        let length = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")].into_iter().find_map(|(open, close)| {
            let inner = rest.strip_prefix(open)?;
            Some((open.len(), open.len() + near(inner, close)?, close.len()))
        });
        let length = length.or_else(|| {
            // `http://<IP of the server>:80` asks the reader for a part of an address.
            let name = rest[1..].trim_start_matches('/');
            let capital =
                name.starts_with(|c: char| c.is_ascii_uppercase()) && !source[..found].ends_with('/');
            (rest.starts_with('<') && capital).then(|| Some((1, tag_end(rest)?, 1)))?
        });
        match length {
            Some((open, end, close)) => {
                let inner = &rest[open..end];
                match closing(inner, rest.starts_with("{%")) {
                    Some(name) => *closings.entry(name.to_owned()).or_default() += 1,
                    None => out.extend(component(inner, Span::new(found, found + end + close))),
                }
                at = found + end + close;
            }
            None => at = found + 1,
        }
    }
    (out, closings)
}

/// The name of the tag that a text within marks closes: `/tab`, and `endtab` in Liquid.
fn closing(inner: &str, liquid: bool) -> Option<&str> {
    let inner = inner.trim_matches(|c: char| c.is_whitespace() || c == '-');
    let name = inner.strip_prefix(if liquid { "end" } else { "/" })?.trim_start();
    let whole = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/'));
    (whole && !name.is_empty()).then_some(name)
}

fn near(text: &str, what: &str) -> Option<usize> {
    let near = text.char_indices().nth(LONGEST).map_or(text, |(end, _)| &text[..end]);
    near.find(what)
}

/// Where a component's tag ends: at the `>` outside of quotes and braces.
fn tag_end(text: &str) -> Option<usize> {
    outside(text, &['"', '\''], '>')
}

/// Where the brace closes that a text begins with, outside of quotes.
fn braces_end(text: &str) -> Option<usize> {
    outside(text, &['"', '\'', '`'], '}')
}

/// The first `end` outside of quotes and of braces that opened in the text; a brace closes the outermost one.
fn outside(text: &str, quotes: &[char], end: char) -> Option<usize> {
    let (mut quote, mut depth) = (None, 0usize);
    for (at, c) in text.char_indices().take(LONGEST) {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, c) if quotes.contains(&c) => quote = Some(c),
            (None, c) if c == end && depth == usize::from(end == '}') => return Some(at),
            (None, '{') => depth += 1,
            (None, '}') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

fn component(inner: &str, span: Span) -> Option<Component> {
    let inner = inner.trim_matches(|c: char| c.is_whitespace() || c == '-');
    let closed = inner.ends_with('/');
    let inner = inner.trim_end_matches('/').trim_end();
    let name_end = inner.find(|c: char| c.is_whitespace()).unwrap_or(inner.len());
    let name = &inner[..name_end];
    let named = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/'));
    if name.is_empty() || name.starts_with('/') || !named {
        return None;
    }
    let (mut arguments, mut curly) = (BTreeMap::new(), false);
    let mut rest = inner[name_end..].trim_start();
    while !rest.is_empty() {
        let key_end = rest
            .find(|c: char| c == '=' || c.is_whitespace() || matches!(c, '"' | '\''))
            .unwrap_or(rest.len());
        let (key, after) = rest.split_at(key_end);
        let (key, after) = match after.strip_prefix('=') {
            Some(after) if !key.is_empty() => (key.to_owned(), after),
            _ => (format!("#{}", arguments.len()), rest),
        };
        curly |= after.starts_with(['“', '”']);
        let (value, after) = value(after);
        arguments.insert(key, value.to_owned());
        rest = after.trim_start();
    }
    Some(Component { name: name.to_owned(), arguments, closed, curly, span })
}

/// A value at the beginning of a text, and what follows. Never empty where the text is not.
fn value(text: &str) -> (&str, &str) {
    let first = text.chars().next().unwrap_or(' ');
    if matches!(first, '"' | '\'')
        && let Some(end) = text[1..].find(first)
    {
        return (&text[1..1 + end], &text[end + 2..]);
    }
    // JSX: `{'a b'}` is the string in it, `{1 + 2}` an expression.
    if first == '{'
        && let Some(end) = braces_end(text)
    {
        let inner = text[1..end].trim();
        let string = |mark: char| {
            let inner = inner.strip_prefix(mark)?.strip_suffix(mark)?;
            (!inner.contains(mark)).then_some(inner)
        };
        let whole = &text[..=end];
        return (['\'', '"', '`'].into_iter().find_map(string).unwrap_or(whole), &text[end + 1..]);
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let end = end.max(first.len_utf8()).min(text.len());
    (&text[..end], &text[end..])
}

/// Ids of HTML elements: `<a id="x">`, `name="x"`.
pub(super) fn html_ids(source: &str) -> Vec<String> {
    let mut out = Vec::new();
    for attribute in [" id=\"", " name=\"", " id='", " name='"] {
        for (at, mark) in source.match_indices(attribute) {
            let rest = &source[at + mark.len()..];
            out.extend(rest.find(['"', '\'', '\n']).map(|end| rest[..end].to_owned()));
        }
    }
    out
}

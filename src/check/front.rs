//! Front matter that cannot be what its author meant. The text below it is checked nevertheless.

/// What is wrong with the front matter of a Markdown source, and the line; `None` where there is none or it is sound.
///
/// Only what no reader can take in is told: a fence that is never closed, a line that is neither a key nor part of a
/// value, a list, table or quotation left open.
///
/// ```
/// use trialign::check::front::broken;
/// assert_eq!(broken("---\ntitle: a\n---\n\ntext\n"), None);
/// assert_eq!(broken("A rule:\n\n---\n\ntext\n"), None);
/// assert_eq!(broken("---\ntitle: a\n\ntext\n").map(|(line, _)| line), Some(1));
/// assert_eq!(broken("---\ntitle: a\nsubtitle\n---\n").map(|(line, _)| line), Some(3));
/// ```
pub fn broken(source: &str) -> Option<(usize, String)> {
    let mut lines = source.trim_start_matches('\u{feff}').lines();
    let fence = lines.next().map(str::trim_end).filter(|line| matches!(*line, "---" | "+++"))?;
    let lines: Vec<&str> = lines.collect();
    let Some(close) = lines.iter().position(|line| line.trim_end() == fence || line.trim_end() == "...")
    else {
        // A rule above prose is no front matter.
        let keyed = lines.first().is_some_and(|line| is_key(line, fence));
        return keyed.then(|| (1, format!("the front matter that starts with {fence} is never closed")));
    };
    let inner = &lines[..close];
    if !inner.iter().any(|line| is_key(line, fence)) {
        return None;
    }
    match fence {
        "---" => yaml(inner),
        _ => toml(inner),
    }
}

/// As [`broken`], and what a reader of YAML refuses: `title: a: b`. Templates may be filled in before it is read.
///
/// ```
/// use trialign::check::front::unreadable;
/// assert_eq!(unreadable("---\ntitle: 指南: 开始\n---\n").map(|(line, _)| line), Some(2));
/// assert_eq!(unreadable("---\ntitle: '指南: 开始'\n---\n"), None);
/// ```
pub fn unreadable(source: &str) -> Option<(usize, String)> {
    let refused = || {
        let text = source.trim_start_matches('\u{feff}').strip_prefix("---")?;
        let text = text.strip_prefix('\r').unwrap_or(text).strip_prefix('\n')?;
        let (inner, _) = text.split_once("\n---")?;
        let error = saphyr_parser::Parser::new_from_str(inner).find_map(Result::err)?;
        // Other readers take lines of a list or a quotation that are not set in.
        if error.info().contains("indentation") {
            return None;
        }
        Some((error.marker().line() + 1, format!("the front matter is no YAML: {}", error.info())))
    };
    broken(source).or_else(refused)
}

fn is_key(line: &str, fence: &str) -> bool {
    let sign = if fence == "---" { ':' } else { '=' };
    let key = line.split_once(sign).map(|(key, _)| key.trim_end().trim_matches(['"', '\'']));
    key.is_some_and(|key| !key.is_empty() && !key.starts_with(char::is_whitespace) && !key.contains(": "))
}

fn toml(inner: &[&str]) -> Option<(usize, String)> {
    let text = inner.join("\n");
    let error = text.parse::<toml::Table>().err()?;
    let before = text.get(..error.span().map_or(0, |span| span.start)).unwrap_or_default();
    Some((2 + before.matches('\n').count(), format!("the front matter is no TOML: {}", error.message())))
}

/// Not the whole of YAML: what is wrong at its outermost level.
fn yaml(inner: &[&str]) -> Option<(usize, String)> {
    let mut rest = inner.iter().enumerate().peekable();
    while let Some((at, line)) = rest.next() {
        let wrong = |message: String| Some((at + 2, format!("the front matter is no YAML: {message}")));
        let line = line.trim_end();
        // Of a value that goes on, of a list, or nothing.
        if line.is_empty() || line.starts_with([' ', '\t', '#', '-', '}', ']', '%']) {
            continue;
        }
        if !is_key(line, "---") {
            return wrong(format!("“{}” has no key", super::words::short(line, 40)));
        }
        let mut value = line.split_once(':').map_or("", |(_, value)| value).trim().to_owned();
        if !value.starts_with(['[', '{', '"', '\'']) {
            continue;
        }
        // A value may go on in the lines below, as long as no key starts there.
        while open(&value).is_some()
            && let Some((_, next)) = rest.next_if(|(_, next)| next.is_empty() || !is_key(next, "---"))
        {
            value.push('\n');
            value.push_str(next);
        }
        if let Some(mark) = open(&value) {
            return wrong(format!("{mark} is never closed"));
        }
    }
    None
}

/// The bracket or quotation mark that a value leaves open.
fn open(value: &str) -> Option<char> {
    let mut stack = Vec::new();
    let mut chars = value.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        match (stack.last().copied(), c) {
            (Some('"'), '\\') => drop(chars.next()),
            (Some('\''), '\'') if chars.peek() == Some(&'\'') => drop(chars.next()),
            (Some(quote @ ('"' | '\'')), c) if c != quote => {}
            (Some('"' | '\''), _) | (Some('['), ']') | (Some('{'), '}') => {
                stack.pop();
                if stack.is_empty() {
                    return None;
                }
            }
            // A quotation mark inside a word is an apostrophe.
            (_, '"' | '\'') if matches!(before, ' ' | '[' | '{' | ',' | ':' | '\n') => stack.push(c),
            (_, '[' | '{') => stack.push(c),
            _ => {}
        }
        before = c;
    }
    stack.last().copied()
}

//! Arguments of ICU messages with branches: `{n, plural, one {…} other {…}}`.

use std::borrow::Cow;

/// An argument with branches.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Argument {
    pub name: String,
    /// plural, select or selectordinal.
    pub kind: String,
    /// What stands before each `{`.
    pub branches: Vec<String>,
}

/// Messages nested deeper are not looked at.
const DEEPEST: usize = 8;

/// The arguments of a text, nested ones too, in order. What is never closed is no argument.
pub(super) fn arguments(text: &str) -> Vec<Argument> {
    let mut out = Vec::new();
    collect(text, 0, &mut out);
    out
}

fn collect(text: &str, depth: usize, out: &mut Vec<Argument>) {
    let mut at = 0;
    while let Some(open) = text[at..].find('{').map(|found| at + found) {
        let Some(end) = close(text, open).filter(|_| depth < DEEPEST) else { return };
        let inner = &text[open + 1..end];
        at = end + 1;
        let mut parts = inner.splitn(3, ',');
        let (Some(name), Some(kind), Some(rest)) = (parts.next(), parts.next(), parts.next()) else {
            continue;
        };
        let kind = kind.trim();
        if !matches!(kind, "plural" | "select" | "selectordinal") {
            continue;
        }
        let mut branches = Vec::new();
        for (key, inner) in branches_of(rest) {
            branches.extend(key.map(str::to_owned));
            collect(inner, depth + 1, out);
        }
        out.push(Argument { name: name.trim().to_owned(), kind: kind.to_owned(), branches });
    }
}

/// A message as it may be filled in: of each argument with branches the text of its `other` (or last) branch, with the
/// argument itself before it where the text says its number (`#`). The words of a branch are no placeholder's name.
pub(super) fn filled(text: &str) -> Cow<'_, str> {
    if text.contains('{') && text.contains(',') { Cow::Owned(fill(text, 0)) } else { Cow::Borrowed(text) }
}

fn fill(text: &str, depth: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(open) = text[at..].find('{').map(|found| at + found) {
        let Some(end) = close(text, open).filter(|_| depth < DEEPEST) else { break };
        out.push_str(&text[at..open]);
        at = end + 1;
        match branch(&text[open + 1..end]) {
            Some((name, inner)) => {
                if inner.contains('#') {
                    out.push_str(&format!("{{{name}}}"));
                }
                out.push_str(&fill(inner, depth + 1));
            }
            None => out.push_str(&text[open..at]),
        }
    }
    out.push_str(&text[at..]);
    out
}

/// The name of an argument and the text of its `other` branch, else of its last; without a text where it has no branches
/// but a form: `{when, date, short}`.
fn branch(inner: &str) -> Option<(&str, &str)> {
    let (name, rest) = inner.split_once(',')?;
    let (kind, rest) = rest.split_once(',').unwrap_or((rest, ""));
    match kind.trim() {
        "plural" | "select" | "selectordinal" => {}
        "number" | "date" | "time" | "spellout" | "ordinal" | "duration" => return Some((name.trim(), "#")),
        _ => return None,
    }
    let all: Vec<(Option<&str>, &str)> = branches_of(rest).collect();
    let other = all.iter().find(|(key, _)| *key == Some("other")).or(all.last());
    Some((name.trim(), other.map_or("", |(_, text)| text)))
}

/// The branches of an argument: what stands before each `{`, and what is within.
fn branches_of(rest: &str) -> impl Iterator<Item = (Option<&str>, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let open = from + rest[from..].find('{')?;
        let end = close(rest, open)?;
        let key = rest[from..open].split_whitespace().rfind(|word| !word.starts_with("offset:"));
        from = end + 1;
        Some((key, &rest[open + 1..end]))
    })
}

/// The `}` that closes the `{` at `open`.
fn close(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn branches_are_read_also_where_they_nest() {
        let all =
            arguments("You have {n, plural, =0 {none} one {# {g, select, a {x} other {y}}} other {#}} here.");
        assert_eq!(all.len(), 2);
        assert_eq!(all[1].branches, ["=0", "one", "other"]);
        assert_eq!((all[0].name.as_str(), all[0].branches.len()), ("g", 2));
        assert_eq!(arguments("{name} and {n, plural, one {never closed"), []);
        assert_eq!(arguments(&"{".repeat(5000)), []);
    }

    #[test]
    fn words_of_branches_are_text() {
        assert_eq!(filled("{n, plural, one {user} other {users}} left"), "users left");
        assert_eq!(filled("{n, plural, one {# user} other {# in {room}}}"), "{n}# in {room}");
        assert_eq!(filled("{a} of {n, number}, {b, c}"), "{a} of {n}#, {b, c}");
        assert_eq!(filled("{n, number} {n, plural, other {users}}"), "{n}# users");
        assert_eq!(filled("{g, select, a {he} other {they {m, plural, other {go}}}}"), "they go");
        assert_eq!(filled("plural {never closed"), "plural {never closed");
        assert_eq!(filled(&"plural{".repeat(5000)).len(), 35_000);
    }
}

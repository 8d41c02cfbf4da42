//! What of a program's message a reader reads. Catalogues made from documentation hold names, types and links as messages.

use super::{literature, words};

/// Types that documentation gives as they are, by themselves and as parts of others.
const TYPES: [&str; 8] = ["int", "str", "float", "bool", "bytes", "dict", "tuple", "ndarray"];
const PARTS: [&str; 8] = ["None", "Any", "Callable", "Dict", "List", "Optional", "Union", "..."];

/// The text without its tags, and without the roles and the addresses of reStructuredText: ``:py:class:`~a.B` `` and
/// `` `shown <https://…>`_ ``.
pub fn shown(message: &str) -> String {
    let text = without_addresses(&words::without_tags(message));
    let mut out = String::with_capacity(text.len());
    for (number, part) in text.split('`').enumerate() {
        if number % 2 == 1 {
            // What stands in backquotes: the words of a link stay, a name does not.
            let words = part.split('<').next().unwrap_or_default();
            out.push_str(if words.trim().contains(' ') { words } else { " " });
            continue;
        }
        // Arguments that stand behind a role: `\ \(polygon\_xy\)`.
        let part = match part.strip_prefix("\\ \\(").and_then(|rest| rest.split_once("\\)")) {
            Some((_, rest)) if number > 0 => rest,
            _ => part,
        };
        let role = part.strip_suffix(':').and_then(role_start);
        out.push_str(&part[..role.unwrap_or(part.len())]);
    }
    out
}

/// Without the pictures of Markdown, and without where its links lead.
fn without_addresses(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("](") {
        let Some((_, after)) = behind.split_once(')') else { break };
        let open = before.rfind('[').unwrap_or(before.len());
        let picture = before[..open].ends_with('!');
        out.push_str(before[..open].trim_end_matches('!'));
        if !picture {
            out.push_str(before.get(open + 1..).unwrap_or_default());
        }
        rest = after;
    }
    out + rest
}

/// Where a role begins that stands at the end of a text, `:py:class`.
fn role_start(text: &str) -> Option<usize> {
    let start = text
        .rfind(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_' | '+')))
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    text[start..].starts_with(':').then_some(start)
}

/// Whether a message says something in words: no name of a module, no type, no entry of a bibliography.
pub fn has_words(message: &str) -> bool {
    let text = shown(message);
    let text = text.trim().trim_end_matches([':', '.', ',']);
    let words = words::latin_words(text);
    // What is in Chinese already asks for nothing.
    let Some(first) = words.first() else { return false };
    let code = message.trim_start().starts_with(".. code") || is_code(message);
    if code || words::han(text) > text.chars().count() / 2 {
        return false;
    }
    if literature::is_source(message) {
        return false;
    }
    // `Bases: :py:class:` ends where the role began.
    let bases = *first == "Bases" && words.len() == 1;
    !(is_name(text) || is_type(text) || bases)
}

/// Whether each line calls a function by its full name or keeps what it gives: `lamp = Lamp(1)`, `lamp.light(2)`; `File(s)`
/// is none.
fn is_code(message: &str) -> bool {
    let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ',' | ' ');
    let is_call = |line: &str| {
        let (kept, call) = match line.split_once(" = ") {
            Some((kept, call)) if kept.chars().all(name) && !kept.contains(". ") => (true, call),
            _ => (false, line),
        };
        let function = call.split_once('(').map_or("", |(function, _)| function);
        let named = !function.is_empty() && !function.contains(' ') && function.chars().all(name);
        named && (kept || function.contains('.')) && call.ends_with(')')
    };
    let mut lines = message.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    lines.peek().is_some() && lines.all(is_call)
}

/// `demo.models`, `KeepLit`, `github/issues`, `TCP/IP`; `Yes/No` is none.
fn is_name(text: &str) -> bool {
    let inner_capital = text.chars().skip(1).any(char::is_uppercase) && text.chars().any(char::is_lowercase);
    let word = |part: &str| part.starts_with(char::is_uppercase) && part.chars().any(char::is_lowercase);
    let path = text.contains('/') && !text.split('/').any(word);
    !text.contains(char::is_whitespace)
        && !text.contains('|')
        && (text.contains(['.', '_', '~'])
            || path
            || inner_capital && !text.contains('/')
            || TYPES.contains(&text))
}

/// `Dict[str, Any]`, `int | None`.
fn is_type(text: &str) -> bool {
    let part = |part: &str| {
        let part = part.trim();
        part.is_empty() || TYPES.contains(&part) || PARTS.contains(&part) || is_name(part)
    };
    let parts: Vec<&str> = text.split([',', '|', '[', ']', '(', ')']).collect();
    let single = parts.iter().all(|part| part.split_whitespace().count() < 2);
    match text.find('[') {
        Some(open) => single && open > 0 && part(&text[..open]) && !text[..open].ends_with(' '),
        None => text.contains('|') && parts.iter().all(|one| part(one)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_types_and_sources_say_nothing() {
        for message in [
            "demo.models.common",
            "int",
            "int|None",
            "Callable[..., Optimizer]",
            "Dict[str, Any]",
            "Bases: :py:class:`~demo.models.Base`",
            "`onehot <../api/demo.html#demo.OneHot>`_",
            "KeepLit",
            "github/issues",
            "玉米",
            "[![pypi/status](https://shields.example/a.svg)](https://pypi.example/a) ![CLI](https://x.example/cli.jpg)",
            ":py:obj:`crop <demo.crop>`\\ \\(polygon\\_xy\\)",
            ".. code-block:: python\n\n    lamp = Lamp(\"a\")",
            "lamp = demo.Lamp(tower, wick=0)\nlamp.light(keeper)",
            "[1] Reed T, et al. \"The mill: how it turns\", 2019. <https://mill.example/1.pdf>",
        ] {
            assert!(!has_words(message), "{message}");
        }
        for message in [
            "Open",
            "Yes/No",
            "None",
            "Delete|Cancel",
            "Read [more]",
            "Sign-in",
            "type",
            "Save the file",
            "Bases of the tower",
            "The :py:class:`~demo.Lamp` turns.",
            "`How to light it <https://lamp.example>`_",
            "Files (optional)",
            "File(s)",
            "Total = %d (of %d)",
        ] {
            assert!(has_words(message), "{message}");
        }
    }

    #[test]
    fn tags_and_addresses_are_not_shown() {
        assert_eq!(shown("<span class='count'></span> results").trim(), "results");
        assert_eq!(shown("See :doc:`the guide <guide/start>`."), "See the guide  .");
    }
}

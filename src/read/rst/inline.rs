//! What stands within a line of reStructuredText.

use crate::read::inline::{Markup, Piece, find};
use crate::text::MarkKind;

/// Nothing is nested here.
pub(super) const RST: Markup = Markup { piece, tail: |text| text };

fn piece(text: &str, before: Option<char>) -> Option<Piece> {
    let inside = before.is_some_and(|c| c.is_ascii_alphanumeric());
    match text.as_bytes()[0] {
        // A space that only sets markup off: `字\ **粗**\ 体`.
        b'\\' => {
            let next = text[1..].chars().next()?;
            let shown = if next == ' ' { 2..2 } else { 1..1 + next.len_utf8() };
            Some(Piece { len: 1 + next.len_utf8(), text: shown, nested: false, mark: None })
        }
        b'`' if text.starts_with("``") => {
            let end = find(text, 2, "``").filter(|end| *end > 2)?;
            let mark = Some(MarkKind::Code(one_line(&text[2..end])));
            Some(Piece { len: end + 2, text: 2..end, nested: false, mark })
        }
        b'`' => reference(text, 0, None),
        b':' if !inside => {
            let end = find(text, 1, ":`")?;
            let name = &text[1..end];
            let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '+');
            (!name.is_empty() && name.chars().all(word)).then(|| reference(text, end + 1, Some(name)))?
        }
        b'*' => {
            let count = if text.starts_with("**") { 2 } else { 1 };
            let open = text[count..].chars().next().is_some_and(|c| !c.is_whitespace() && c != '*');
            let end = find(text, count, &text[..count]).filter(|_| open && !inside)?;
            (!text[..end].ends_with(' ')).then_some(Piece {
                len: end + count,
                text: count..end,
                nested: false,
                mark: None,
            })
        }
        b'[' => {
            let end = find(text, 1, "]_")?;
            let label = &text[1..end];
            let note = !label.is_empty() && label.len() < 40 && !label.contains([' ', '[', ']']);
            note.then(|| Piece {
                len: end + 2,
                text: 0..0,
                nested: false,
                mark: Some(MarkKind::Footnote(label.to_owned())),
            })
        }
        _ => None,
    }
}

/// Code that is broken over two lines is what it would be on one.
fn one_line(code: &str) -> String {
    code.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Roles whose text is code.
fn is_code(role: &str) -> bool {
    let known = [
        "code", "literal", "file", "command", "samp", "kbd", "class", "func", "meth", "mod", "attr", "data",
        "exc", "obj", "const", "option", "envvar", "program", "token", "keyword", "pep", "rfc", "math",
        "makevar", "regexp",
    ];
    role.contains(':') || known.contains(&role)
}

/// `` `text <target>`_ ``, or the text of a role that ends before `at`.
fn reference(text: &str, at: usize, role: Option<&str>) -> Option<Piece> {
    let open = at + 1;
    let end = find(text, open, "`").filter(|end| *end > open)?;
    let inner = &text[open..end];
    let tail = text[end + 1..].bytes().take(2).take_while(|b| *b == b'_').count();
    let target = inner.strip_suffix('>').and_then(|inner| inner.rfind('<'));
    let shown = match target {
        Some(at) if at > 0 => open..open + inner[..at].trim_end().len(),
        _ => open..end,
    };
    let address = target.map(|at| inner[at + 1..inner.len() - 1].to_owned());
    let mark = match (role, address) {
        (Some(role), _) if is_code(role) => Some(MarkKind::Code(one_line(&text[shown.clone()]))),
        (None, Some(address)) if address.contains("://") => Some(MarkKind::Link(address)),
        _ => None,
    };
    Some(Piece { len: end + 1 + tail, text: shown, nested: false, mark })
}

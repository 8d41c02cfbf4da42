//! The marks of list items at the head of lines.

pub(super) const SURE_BULLETS: [char; 12] = ['•', '◦', '●', '○', '■', '□', '▪', '◆', '◇', '‣', '⁃', '∙'];

/// Length of indentation and bullet that are no text of the line, and whether the line is an item of a list.
/// Numbers are part of the text; bullets are not.
pub(crate) fn list_mark(text: &str) -> (usize, bool) {
    let trimmed = text.trim_start();
    let lead = text.len() - trimmed.len();
    let Some(first) = trimmed.chars().next() else { return (0, false) };
    let after = &trimmed[first.len_utf8()..];
    let rest = after.trim_start();
    if rest.is_empty() {
        return (0, false);
    }
    let spaced = rest.len() < after.len();
    // - 12 -: the number of a page.
    let framed =
        rest.strip_suffix(first).is_some_and(|inner| inner.trim().bytes().all(|b| b.is_ascii_digit()));
    if framed {
        return (lead, false);
    }
    if SURE_BULLETS.contains(&first) || (matches!(first, '-' | '*' | '+' | '–' | '·') && spaced) {
        return (text.len() - rest.len(), true);
    }
    (lead, is_numbered(trimmed))
}

/// `1. `, `1) `, `(1) `, `1、`, `（一）`, `一、`, `①`.
fn is_numbered(text: &str) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    if matches!(first, '①'..='⑳') {
        return true;
    }
    let open = matches!(first, '(' | '（');
    let inner = if open { &text[first.len_utf8()..] } else { text };
    let digits = inner.chars().take_while(char::is_ascii_digit).count();
    let han: usize = inner.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).count();
    let rest: String = inner.chars().skip(digits.max(han)).take(2).collect();
    match (digits, han) {
        (1..=3, _) if open => rest.starts_with([')', '）']),
        (1..=3, _) => rest.starts_with(['、', '．']) || rest == ". " || rest == ") ",
        (0, 1..=3) if open => rest.starts_with([')', '）']),
        (0, 1..=3) => rest.starts_with('、'),
        _ => false,
    }
}

//! What becomes of the marks of dialects: each is blanked, or turned into what Markdown has for it, byte for byte.

/// `::: tip Title`, `:::note[Title]`, `:::{note}`: the fence and the kind go, the title stays.
pub(super) fn directive(text: &str, from: usize, bytes: &mut [u8]) {
    let colons = text.len() - text.trim_start_matches(':').len();
    let rest = &text[colons..];
    if rest.trim_start().starts_with(['{', '<']) {
        return blank(bytes, from, from + text.len());
    }
    let gap = rest.len() - rest.trim_start().len();
    let word = rest[gap..].bytes().take_while(|b| b.is_ascii_alphabetic() || *b == b'-').count();
    let mut at = colons + if word > 0 { gap + word } else { 0 };
    let titled =
        text[at..].trim().trim_matches(['[', ']']).split('{').next().is_some_and(|t| !t.trim().is_empty());
    head(bytes, from, from + at, if titled { from + text.len() } else { from + at });
    if text[at..].starts_with('[')
        && let Some(close) = text.rfind(']')
    {
        blank(bytes, from + at, from + at + 1);
        blank(bytes, from + close, from + close + 1);
        at = close + 1;
    }
    if let Some(open) = text[at..].find('{').filter(|_| text.trim_end().ends_with('}')) {
        blank(bytes, from + at + open, from + text.len());
    }
}

/// Blanks all but what stands between the first and the last double quotation mark.
pub(super) fn title_only(text: &str, from: usize, bytes: &mut [u8]) {
    let end = from + text.len();
    match (text.find('"'), text.rfind('"')) {
        (Some(open), Some(close)) if open < close => {
            head(bytes, from, from + open + 1, from + close);
            blank(bytes, from + close, end);
        }
        _ => blank(bytes, from, end),
    }
}

/// Blanks `from..title`; where text is left behind it, up to `end`, the line becomes a heading: white space alone would
/// make it code.
pub(super) fn head(bytes: &mut [u8], from: usize, title: usize, end: usize) {
    blank(bytes, from, title);
    let text = bytes[title..end].iter().any(|b| !b.is_ascii_whitespace());
    if text && title >= from + 4 {
        bytes[from..from + 4].copy_from_slice(b"####");
        if title == from + 4 && bytes.get(title).is_some_and(|b| !b.is_ascii_whitespace()) {
            bytes[from + 3] = b' ';
        }
    }
}

/// Whether a line is nothing but shortcodes, template tags, an include, an attribute list or the place of a contents
/// list.
pub(super) fn is_only_tags(text: &str) -> bool {
    let mut rest = text.trim_end();
    if ["[TOC]", "[[toc]]", "[[TOC]]", "[[_TOC_]]"].contains(&rest) || rest.starts_with("--8<--") {
        return true;
    }
    if rest.starts_with("{:") && rest.ends_with('}') && !rest[1..rest.len() - 1].contains(['{', '}']) {
        return true;
    }
    let pairs = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}"), ("{{!--", "--}}"), ("{#", "#}")];
    while !rest.is_empty() {
        let found = pairs.iter().find_map(|(open, close)| {
            let inner = rest.strip_prefix(open)?;
            inner.find(close).map(|at| &inner[at + close.len()..])
        });
        let Some(next) = found else { return false };
        rest = next.trim_start();
    }
    true
}

/// Joins an empty line to the one before it, by blanking the end of that.
pub(super) fn join(start: usize, bytes: &mut [u8]) {
    let end = [&b"\r\n"[..], b"\n", b"\r"].into_iter().find(|end| bytes[..start].ends_with(end));
    let from = start - end.map_or(0, <[u8]>::len);
    bytes[from..start].fill(b' ');
}

/// Where a comment opens on a line; `{#` may stand at its end.
pub(super) fn opening(line: &str, open: &str) -> Option<usize> {
    let last = || line.trim_end().strip_suffix(open.trim_end()).filter(|_| open == "{# ").map(str::len);
    line.find(open).or_else(last)
}

/// `* TOC`, `1. Contents`.
pub(super) fn is_item(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(['*', '-', '+'])
        || text.split_once('.').is_some_and(|(number, _)| number.parse::<u32>().is_ok())
}

/// `> [!NOTE]` of GitHub, `> [!tip]- Title` of Obsidian: the mark goes, the title stays.
pub(super) fn alert(text: &str, from: usize, bytes: &mut [u8]) {
    let inner = text.trim_start_matches(['>', ' ']);
    let start = text.len() - inner.len();
    let Some((name, rest)) = inner.strip_prefix("[!").and_then(|rest| rest.split_once(']')) else { return };
    if start == 0 || name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-') {
        return;
    }
    let title = rest.strip_prefix(['-', '+']).unwrap_or(rest);
    head(bytes, from + start, from + text.len() - title.len(), from + text.len());
}

/// `*word*{: .class}`: an attribute list of kramdown behind markup within a line.
pub(super) fn attributes(text: &str, from: usize, bytes: &mut [u8]) {
    let mut at = 0;
    while let Some(start) = text[at..].find("{:").map(|found| at + found) {
        let Some(end) = text[start..].find('}').map(|found| start + found + 1) else { return };
        if text[..start].ends_with(['*', '_', '`', ')', ']', '>'])
            && end - start >= 4
            && end < text.trim_end().len()
        {
            nothing(bytes, from + start, from + end);
        }
        at = end;
    }
}

/// Makes an empty link of a place: it says nothing, and is no gap.
pub(super) fn nothing(bytes: &mut [u8], from: usize, to: usize) {
    blank(bytes, from, to);
    if to - from >= 4 {
        bytes[from..from + 3].copy_from_slice(b"[](");
        bytes[to - 1] = b')';
    }
}

/// Makes an empty link of each `open … close` on a line: it says nothing, and is no indentation. Where it is the address
/// of a link, nothing is left of it.
pub(super) fn tags(text: &str, from: usize, open: &str, close: &str, bytes: &mut [u8]) {
    let mut at = 0;
    while let Some(start) = text[at..].find(open).map(|found| at + found) {
        let Some(end) = text[start..].find(close).map(|found| start + found + close.len()) else { return };
        if text[..start].ends_with("](") || text[..start].ends_with(['"', '=']) {
            blank(bytes, from + start, from + end);
        } else {
            nothing(bytes, from + start, from + end);
        }
        at = end;
    }
}

/// Columns of white space, a tab to the next fourth.
pub(super) fn columns(lead: &str) -> usize {
    lead.chars().fold(0, |column, c| if c == '\t' { column / 4 * 4 + 4 } else { column + 1 })
}

/// Turns the first column of each four of an indentation, below `until`, into a mark of quotation.
pub(super) fn quote(bytes: &mut [u8], start: usize, lead: &str, until: usize) {
    let mut column = 0;
    for (at, byte) in lead.bytes().enumerate() {
        if column % 4 == 0 && column < until {
            bytes[start + at] = b'>';
        }
        column = if byte == b'\t' { column / 4 * 4 + 4 } else { column + 1 };
    }
}

/// Spaces instead of everything but line ends.
pub(in crate::read) fn blank(bytes: &mut [u8], from: usize, to: usize) {
    for byte in &mut bytes[from..to] {
        if !matches!(byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
}

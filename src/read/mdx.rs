//! What MDX and documentation tools add to Markdown, blanked out with spaces so that every offset stays.

use super::dialects::{self, blank};
use super::lines::lines;

/// A text with what is no text of the page blanked out.
pub(super) struct Masked {
    /// A copy of the same length; `None` where nothing had to go.
    pub text: Option<String>,
    /// It is MDX, by its name or by components on lines of their own: Docusaurus and others read `.md` so.
    pub mdx: bool,
}

/// Blanks out JSX, `import`, `export` (where `mdx`) and what [`dialects`] know.
pub(super) fn masked(text: &str, mut mdx: bool) -> Masked {
    let named = mdx;
    let mut bytes = text.as_bytes().to_vec();
    let mut fence: Option<&str> = None;
    let mut statement = false;
    let mut skip_to = 0;
    for line in lines(text) {
        let trimmed = line.text.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark));
        match (fence, mark) {
            (None, Some(_)) => fence = mark,
            (Some(open), Some(close)) if open == close => fence = None,
            _ => {}
        }
        if fence.is_some() || mark.is_some() || line.end() <= skip_to {
            continue;
        }
        if !named {
            let tag = is_component_line(trimmed).then(|| tag_length(trimmed)).flatten();
            if tag.is_some_and(|length| trimmed[length..].trim().is_empty()) {
                let start = line.end() - trimmed.len();
                blank(&mut bytes, start, line.end());
                mdx = true;
            }
            continue;
        }
        statement = match statement {
            true => !trimmed.is_empty(),
            false => line.text.starts_with("import ") || line.text.starts_with("export "),
        };
        if statement {
            blank(&mut bytes, line.start, line.end());
        } else {
            skip_to = mask_jsx(text, &mut bytes, line.start.max(skip_to), line.end()).max(skip_to);
        }
    }
    dialects::mask(text, &mut bytes, mdx);
    let masked = String::from_utf8(bytes).ok().filter(|masked| masked != text);
    Masked { text: masked, mdx }
}

/// Whether a line begins with the tag of a component, `<Tabs>` or `</Tabs>`: in HTML nobody writes names so.
fn is_component_line(line: &str) -> bool {
    let name = line.strip_prefix('<').unwrap_or_default();
    let name = name.strip_prefix('/').unwrap_or(name);
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    name.starts_with(|c: char| c.is_ascii_uppercase()) && name.contains(|c: char| c.is_ascii_lowercase())
}

/// Blanks tags of components and `{/* comments */}` that start in `from..to`; returns where the last one ends.
fn mask_jsx(text: &str, bytes: &mut [u8], from: usize, to: usize) -> usize {
    let (mut at, mut code) = (from, false);
    // Where a search found nothing, the next one starts only behind it: hostile input must not cost.
    let mut hopeless = 0;
    while at < to {
        let rest = &text[at..];
        let c = rest.chars().next().unwrap_or(' ');
        let mut end = at + c.len_utf8();
        let length = match c {
            _ if code || at < hopeless => None,
            '{' if rest.starts_with("{/*") => Some(find_near(rest, "*/}").map(|found| found + 3)),
            '<' if is_component(&rest[1..]) => Some(tag_length(rest)),
            _ => None,
        };
        code ^= c == '`';
        match length {
            Some(Some(length)) => {
                end = at + length;
                blank(bytes, at, end);
            }
            Some(None) => hopeless = at + FAR,
            _ => {}
        }
        at = end;
    }
    at
}

/// Furthest that a tag or comment is followed; what is longer is left as it is.
const FAR: usize = 4096;

fn find_near(text: &str, what: &str) -> Option<usize> {
    let mut end = text.len().min(FAR);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].find(what)
}

fn is_component(after: &str) -> bool {
    let name = after.strip_prefix('/').unwrap_or(after);
    name.starts_with(|c: char| c.is_ascii_uppercase()) || after.starts_with('>') || after.starts_with("/>")
}

/// Length of a JSX tag: to the `>` outside of braces and quotes.
fn tag_length(text: &str) -> Option<usize> {
    let (mut depth, mut quote) = (0usize, None);
    for (at, c) in text.char_indices().take(FAR) {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) => quote = Some(c),
            ('{', None) => depth += 1,
            ('}', None) => depth = depth.saturating_sub(1),
            ('>', None) if depth == 0 => return Some(at + 1),
            _ => {}
        }
    }
    None
}

//! What MDX and documentation tools add to Markdown, blanked out with spaces so that every offset stays.

use std::ops::Range;

use super::dialects::{self, blank};
use super::lines::lines;

/// A text with what is no text of the page blanked out.
pub(super) struct Masked {
    /// A copy of the same length; `None` where nothing had to go.
    pub text: Option<String>,
    /// Where the bodies of components are in a text that is no MDX by its name, in order and apart: Docusaurus and others read `.md`
    /// so, and what is indented there is no code.
    pub bodies: Vec<Range<usize>>,
}

/// Blanks out JSX, `import`, `export` (where `mdx`), components on lines of their own and what [`dialects`] know.
pub(super) fn masked(text: &str, mdx: bool) -> Masked {
    let mut bytes = text.as_bytes().to_vec();
    let mut fence = Fence::default();
    let mut components = Components::default();
    let mut statement = false;
    let mut skip_to = 0;
    for line in lines(text) {
        let trimmed = line.text.trim_start();
        if fence.holds(trimmed) || line.end() <= skip_to {
            continue;
        }
        if !mdx {
            components.line(line.text, line.start);
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
    components.tags.iter().for_each(|tag| blank(&mut bytes, tag.start, tag.end));
    let mut bodies = components.bodies;
    bodies.sort_by_key(|body| body.start);
    // The outermost hold the others.
    bodies.dedup_by(|inner, outer| inner.end <= outer.end);
    dialects::mask(text, &mut bytes, mdx || !bodies.is_empty());
    let masked = String::from_utf8(bytes).ok().filter(|masked| masked != text);
    Masked { text: masked, bodies }
}

/// The open fence: its mark, and how often it stands there.
#[derive(Default)]
struct Fence(Option<(char, usize)>);

impl Fence {
    /// Whether a line is in a block of code, or begins or ends one. As many marks end it as began it, with nothing behind.
    fn holds(&mut self, line: &str) -> bool {
        let mark = line.chars().next().filter(|c| matches!(c, '`' | '~')).unwrap_or(' ');
        let marks = line.len() - line.trim_start_matches(mark).len();
        let fence = mark != ' ' && marks > 2;
        match self.0 {
            None if fence => self.0 = Some((mark, marks)),
            None => return false,
            Some((open, least)) => {
                if fence && mark == open && marks >= least && line[marks..].trim().is_empty() {
                    self.0 = None;
                }
            }
        }
        true
    }
}

/// Components whose tags stand on lines of their own, `<Tabs>` and `</Tabs>`: in HTML nobody writes names so.
#[derive(Default)]
struct Components<'a> {
    /// The open ones: their names, and where their tags are.
    open: Vec<(&'a str, Range<usize>)>,
    /// The tags of those that were closed.
    tags: Vec<Range<usize>>,
    bodies: Vec<Range<usize>>,
}

/// Components in each other that are followed.
const DEEPEST: usize = 20;

impl<'a> Components<'a> {
    fn line(&mut self, line: &'a str, start: usize) {
        let trimmed = line.trim_start();
        let indent = &line[..line.len() - trimmed.len()];
        // What is indented further is code, XML say.
        if self.open.is_empty() && (indent.len() > 3 || indent.contains('\t')) {
            return;
        }
        let Some(rest) = trimmed.strip_prefix('<') else { return };
        let (rest, closes) = rest.strip_prefix('/').map_or((rest, false), |rest| (rest, true));
        let name = &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len())];
        if !(name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.contains(|c: char| c.is_ascii_lowercase()))
        {
            return;
        }
        let Some(length) = tag_length(trimmed).filter(|length| trimmed[*length..].trim().is_empty()) else {
            return;
        };
        let from = start + indent.len();
        let tag = from..from + length;
        if trimmed[..length].ends_with("/>") {
            self.tags.push(tag);
        } else if !closes {
            if self.open.len() < DEEPEST {
                self.open.push((name, tag));
            }
        } else if let Some(at) = self.open.iter().rposition(|(open, _)| *open == name) {
            let opened = self.open[at].1.clone();
            self.open.truncate(at);
            self.bodies.push(opened.end..tag.start);
            self.tags.extend([opened, tag]);
        }
    }
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

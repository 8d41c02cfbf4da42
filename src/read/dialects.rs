//! What site generators add to Markdown: admonitions, includes, attribute lists, shortcodes, template tags.
//!
//! Everything is done on a copy of the same length: marks become spaces, and indentation that means “inside” becomes a
//! quotation mark of Markdown, so that offsets stay and the text inside is read as text.

use super::lines::{Line, lines};

/// Longest tag that is followed on a line.
const FAR: usize = 2000;

#[derive(Default)]
struct Dialects<'a> {
    /// Columns from which the bodies of the open admonitions are indented.
    bodies: Vec<usize>,
    fence: Option<&'static str>,
    /// The open fence stands indented in a component, its lines are quoted up to this column.
    quoted: usize,
    /// Elements with `markdown="1"` that are open.
    elements: Vec<&'a str>,
    /// The line before starts a component, as far as indentation shows.
    component: bool,
}

/// Blanks out what the dialects add.
pub(super) fn mask(text: &str, bytes: &mut [u8], mdx: bool) {
    let mut state = Dialects::default();
    for line in lines(text) {
        state.line(&line, bytes, mdx);
    }
}

impl<'a> Dialects<'a> {
    fn line(&mut self, line: &Line<'a>, bytes: &mut [u8], mdx: bool) {
        let trimmed = line.text.trim_start_matches([' ', '\t']);
        if trimmed.trim_end().is_empty() {
            return;
        }
        let lead = &line.text[..line.text.len() - trimmed.len()];
        let indent = columns(lead);
        let inside = self.bodies.len();
        if self.fence.is_none() {
            self.bodies.retain(|body| indent >= *body);
        }
        let mark = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark));
        let opens = self.fence.is_none() && mark.is_some();
        if opens && mdx && indent >= 4 && self.bodies.is_empty() && self.component {
            self.quoted = indent;
        }
        let until = self.bodies.last().copied().unwrap_or(self.quoted);
        quote(bytes, line.start, lead, until);
        match (self.fence, mark) {
            (None, Some(_)) => self.fence = mark,
            (Some(open), Some(close)) if open == close => (self.fence, self.quoted) = (None, 0),
            _ => {}
        }
        if self.fence.is_none() && mark.is_none() {
            let from = line.end() - trimmed.len();
            self.marks(trimmed, from, indent, bytes);
            self.component = trimmed.starts_with('<') || self.component && indent >= 4 && inside == 0;
        }
    }

    fn marks(&mut self, text: &'a str, from: usize, indent: usize, bytes: &mut [u8]) {
        let end = from + text.len();
        if is_only_tags(text) {
            return blank(bytes, from, end);
        }
        // !!! note "Title", ??? tip, ===! "Tab"
        for opener in ["!!!", "???", "==="] {
            let Some(rest) = text.strip_prefix(opener) else { continue };
            let rest = rest.strip_prefix(['+', '!']).unwrap_or(rest);
            let titled = rest.trim_start().starts_with('"');
            if rest.starts_with(' ')
                && (titled || opener != "===" && rest.trim().starts_with(|c: char| c.is_ascii_alphabetic()))
            {
                title_only(text, from, bytes);
                self.bodies.push(indent + 4);
                return;
            }
        }
        if let Some(rest) = text.strip_prefix("///") {
            // `/// note | Title` opens, `///` closes.
            let name = rest.trim_start_matches('/').trim_start();
            let title = name.find('|').map_or(end, |at| end - name.len() + at + 1);
            if name.is_empty() || name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                return head(bytes, from, title, end);
            }
        }
        if text.starts_with(":::") {
            directive(text, from, bytes);
        }
        if let Some(at) = text.rfind("{:").filter(|_| text.trim_end().ends_with('}')) {
            blank(bytes, from + at, end);
        }
        tags(text, from, "{%", "%}", bytes);
        self.markdown_in_html(text, from, bytes);
    }

    /// Elements whose text is Markdown by `markdown="1"`: their tags go, or all in them would be read as HTML.
    fn markdown_in_html(&mut self, text: &'a str, from: usize, bytes: &mut [u8]) {
        if let Some(rest) = text.strip_prefix('<')
            && let Some(end) = text.get(..text.len().min(FAR)).unwrap_or(text).find('>')
        {
            let tag = &text[..end];
            let name = &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len())];
            let wanted =
                ["markdown=\"1\"", "markdown='1'", "markdown=1", "markdown=\"block\"", "markdown=\"span\""];
            if wanted.iter().any(|mark| tag.contains(mark)) || tag.ends_with(" markdown") {
                self.elements.push(name);
                blank(bytes, from, from + end + 1);
            } else if !self.elements.is_empty() && name == "img" && end + 1 == text.trim_end().len() {
                blank(bytes, from, from + end + 1);
            }
        }
        while let Some(name) = self.elements.last() {
            let close = format!("</{name}>");
            let Some(at) = text.rfind(&close) else { return };
            blank(bytes, from + at, from + at + close.len());
            self.elements.pop();
            if text.matches(&close).count() < 2 {
                return;
            }
        }
    }
}

/// `::: tip Title`, `:::note[Title]`, `:::{note}`: the fence and the kind go, the title stays.
fn directive(text: &str, from: usize, bytes: &mut [u8]) {
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
fn title_only(text: &str, from: usize, bytes: &mut [u8]) {
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
fn head(bytes: &mut [u8], from: usize, title: usize, end: usize) {
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
fn is_only_tags(text: &str) -> bool {
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

/// Makes an empty link of each `open … close` on a line: it says nothing, and is no indentation.
fn tags(text: &str, from: usize, open: &str, close: &str, bytes: &mut [u8]) {
    let mut at = 0;
    while let Some(start) = text[at..].find(open).map(|found| at + found) {
        let Some(end) = text[start..].find(close).map(|found| start + found + close.len()) else { return };
        blank(bytes, from + start, from + end);
        bytes[from + start..from + start + 3].copy_from_slice(b"[](");
        bytes[from + end - 1] = b')';
        at = end;
    }
}

/// Columns of white space, a tab to the next fourth.
fn columns(lead: &str) -> usize {
    lead.chars().fold(0, |column, c| if c == '\t' { column / 4 * 4 + 4 } else { column + 1 })
}

/// Turns the first column of each four of an indentation, below `until`, into a mark of quotation.
fn quote(bytes: &mut [u8], start: usize, lead: &str, until: usize) {
    let mut column = 0;
    for (at, byte) in lead.bytes().enumerate() {
        if column % 4 == 0 && column < until {
            bytes[start + at] = b'>';
        }
        column = if byte == b'\t' { column / 4 * 4 + 4 } else { column + 1 };
    }
}

/// Spaces instead of everything but line ends.
pub(super) fn blank(bytes: &mut [u8], from: usize, to: usize) {
    for byte in &mut bytes[from..to] {
        if !matches!(byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Format, ReadOptions, read_bytes};

    /// The texts of the blocks that are no code.
    fn texts(source: &str, mdx: bool) -> Vec<String> {
        let options = ReadOptions::default();
        let read = read_bytes(source.as_bytes(), "a.md".as_ref(), Format::Markdown { mdx }, &options);
        let blocks = read.map(|source| source.blocks).unwrap_or_default();
        let text = blocks.into_iter().filter(|b| b.kind != crate::text::BlockKind::Code);
        text.map(|b| crate::text::fold_white_space(&b.text)).collect()
    }

    #[test]
    fn admonitions_are_text_and_their_marks_are_none() {
        let source = "!!! warning \"Mind the step\"\n    It is **wet**.\n\n    ```sh\n    run\n    ```\n\n    !!! tip\n        Hold on.\n\nOut.\n";
        assert_eq!(texts(source, false), ["Mind the step", "It is wet.", "Hold on.", "Out."]);
        assert_eq!(
            texts("??? note\n    Hidden.\n\n=== \"Pip\"\n    Type it.\n", false),
            ["Hidden.", "Pip", "Type it."]
        );
        assert_eq!(texts("/// info | 小心\n\n路很滑。\n\n///\n", false), ["小心", "路很滑。"]);
        assert_eq!(
            texts(":::tip[A word]\n\nInside.\n\n:::\n\n::: danger 当心\n里面。\n:::\n", false),
            ["A word", "Inside.", "当心", "里面。"]
        );
    }

    #[test]
    fn includes_attributes_and_tags_are_no_text() {
        assert_eq!(
            texts("--8<-- \"a.md\"\n\nA line.\n{: .lead #one}\n\n* TOC\n{:toc}\n", false),
            ["A line.", "TOC"]
        );
        assert_eq!(texts("{{< note >}}\nRead it.\n{{< /note >}}\n\n{{% alert %}}\n", false), ["Read it."]);
        assert_eq!(texts("{% if a %}One.{% else %}Two.{% endif %}\n", false), ["One.Two."]);
        assert_eq!(
            texts("{% include x.html %}\n\nThe {{ name }} stays.\n", false),
            ["The {{ name }} stays."]
        );
        assert_eq!(
            texts(
                "<aside markdown=\"1\" class=\"q\">\n  Read [this](a.md).\n  <p markdown=\"1\">\n— _Bo_\n  </p>\n</aside>\n\nOut.\n",
                false
            ),
            ["Read this.", "— Bo", "Out."]
        );
    }

    #[test]
    fn an_indented_fence_in_a_component_is_code() {
        let source = "<Steps>\n  <Step>\n    Do it:\n\n    ```js\n    let a = 1;\n    ```\n  </Step>\n</Steps>\n\nDone.\n";
        assert_eq!(texts(source, true), ["Do it:", "Done."]);
    }
}

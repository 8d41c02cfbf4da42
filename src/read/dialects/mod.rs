//! What site generators add to Markdown: admonitions, alerts, includes, attribute lists, shortcodes, template tags and
//! comments.
//!
//! Everything is done on a copy of the same length: marks become spaces, and indentation that means “inside” becomes a
//! quotation mark of Markdown, so that offsets stay and the text inside is read as text.

mod blanking;

use super::lines::{Line, lines};
pub(super) use blanking::blank;
use blanking::{
    alert, attributes, columns, directive, head, is_item, is_only_tags, join, nothing, opening, quote, tags,
    title_only,
};

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
    /// The text as a whole, to look for the ends of comments.
    text: &'a str,
    /// Where the open comment ends.
    comment: usize,
    /// Comments that are not closed: their openings are text from here on.
    unclosed: Vec<&'static str>,
    /// The fence of an open directive of MyST whose contents are text.
    directive: Option<&'a str>,
    /// The line above.
    above: Option<Line<'a>>,
}

/// Comments of generators: openings, and what closes them. Those of HTML are read as such.
const COMMENTS: [(&str, &[&str]); 8] = [
    ("{% comment", &["{% endcomment %}", "{%- endcomment -%}", "{%- endcomment %}", "{% endcomment -%}"]),
    ("{%- comment", &["{%- endcomment -%}", "{% endcomment %}", "{%- endcomment %}", "{% endcomment -%}"]),
    ("{::comment}", &["{:/comment}", "{:/}"]),
    ("{# ", &["#}"]),
    ("{#-", &["#}"]),
    ("{{/*", &["*/}}"]),
    ("{{- /*", &["*/ -}}", "*/}}"]),
    ("{{!--", &["--}}"]),
];

/// Directives of MyST and RMarkdown whose contents are Markdown.
const DIRECTIVES: [&str; 24] = [
    "note",
    "warning",
    "tip",
    "important",
    "hint",
    "caution",
    "danger",
    "attention",
    "error",
    "seealso",
    "see-also",
    "admonition",
    "topic",
    "sidebar",
    "margin",
    "dropdown",
    "card",
    "epigraph",
    "quote",
    "tab-item",
    "todo",
    "versionadded",
    "versionchanged",
    "deprecated",
];

/// Blanks out what the dialects add.
pub(super) fn mask(text: &str, bytes: &mut [u8], mdx: bool) {
    let mut state = Dialects { text, ..Dialects::default() };
    for line in lines(text) {
        state.line(&line, bytes, mdx);
        state.above = Some(line);
    }
}

impl<'a> Dialects<'a> {
    fn line(&mut self, line: &Line<'a>, bytes: &mut [u8], mdx: bool) {
        let trimmed = line.text.trim_start_matches([' ', '\t']);
        if trimmed.trim_end().is_empty() {
            // The quotation that stands for the body of a box would end here, and the code with it.
            if self.fence.is_some() && (self.quoted > 0 || !self.bodies.is_empty()) {
                join(line.start, bytes);
            }
            return;
        }
        if self.comment(line, bytes) || self.myst(trimmed, line, bytes) {
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

    /// Blanks what of the line is comment; whether nothing else is on it.
    fn comment(&mut self, line: &Line<'a>, bytes: &mut [u8]) -> bool {
        let mut at = line.start;
        if self.comment > at {
            let end = self.comment.min(line.end());
            blank(bytes, at, end);
            at = end;
        }
        while self.fence.is_none() && at < line.end() {
            let rest = &self.text[at..line.end()];
            let found = COMMENTS.iter().filter(|(open, _)| !self.unclosed.contains(open));
            let found = found
                .filter_map(|(open, close)| Some((opening(rest, open)?, *open, *close)))
                .min_by_key(|(at, ..)| *at);
            let Some((found, open, close)) = found.filter(|(found, ..)| !rest[..*found].contains('`')) else {
                break;
            };
            let behind = at + found + open.len();
            // Only one that begins a line goes on below it: `{# ` within a line may be anything.
            let first = self.text[line.start..at + found].trim().is_empty();
            let until = if first { self.text.len() } else { line.end() };
            let ends = close
                .iter()
                .filter_map(|close| Some(behind + self.text.get(behind..until)?.find(close)? + close.len()));
            let end = ends.min();
            if end.is_none() && !first {
                break;
            }
            let Some(end) = end else {
                self.unclosed.push(open);
                continue;
            };
            // Within a line a comment is nothing, not a gap.
            if end <= line.end()
                && rest.starts_with(|c: char| !c.is_whitespace())
                && end - at - found >= 5
                && found > 0
            {
                nothing(bytes, at + found, end);
            } else {
                blank(bytes, at + found, end.min(line.end()));
            }
            (self.comment, at) = (end, end.min(line.end()));
        }
        line.text.bytes().zip(line.start..).all(|(byte, at)| byte.is_ascii_whitespace() || bytes[at] == b' ')
    }

    /// Takes the fences off a directive of MyST (```{note} Title) whose contents are text, with its options.
    fn myst(&mut self, trimmed: &'a str, line: &Line<'a>, bytes: &mut [u8]) -> bool {
        if let Some(fence) = self.directive {
            let option = trimmed.starts_with(':')
                && self.above.is_some_and(|above| {
                    let above = above.text.trim_start();
                    above.starts_with(fence) || above.starts_with(':')
                });
            if trimmed.trim_end() == fence || option {
                blank(bytes, line.start, line.end());
                self.directive = self.directive.filter(|_| option);
                return true;
            }
            return false;
        }
        let ticks = trimmed.len() - trimmed.trim_start_matches(['`', '~']).len();
        if self.fence.is_some() || ticks < 3 {
            return false;
        }
        let Some((name, title)) =
            trimmed[ticks..].trim_start().strip_prefix('{').and_then(|rest| rest.split_once('}'))
        else {
            return false;
        };
        if !DIRECTIVES.contains(&name) {
            return false;
        }
        self.directive = Some(&trimmed[..ticks]);
        let end = line.end();
        head(bytes, end - trimmed.len(), end - title.len(), end);
        true
    }

    fn marks(&mut self, text: &'a str, from: usize, indent: usize, bytes: &mut [u8]) {
        let end = from + text.len();
        if is_only_tags(text) {
            // The item above `{:toc}` stands for the contents.
            if let Some(above) = self.above.filter(|above| text.starts_with("{:toc") && is_item(above.text)) {
                blank(bytes, above.start, above.end());
            }
            return blank(bytes, from, end);
        }
        alert(text, from, bytes);
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
        attributes(text, from, bytes);
        for (open, close) in [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")] {
            tags(text, from, open, close, bytes);
        }
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
            ["A line."]
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
    fn alerts_comments_and_attributes_within_lines_are_no_text() {
        assert_eq!(
            texts("> [!WARNING]\n> It is wet.\n\n> [!tip]- 小心\n> 路很滑。\n", false),
            ["It is wet.", "小心", "路很滑。"]
        );
        assert_eq!(
            texts("It turns *at night*{: .x #y}. It stops.\n", false),
            ["It turns at night. It stops."]
        );
        assert_eq!(texts("它*夜里*{:.x}转动。\n", false), ["它夜里转动。"]);
        assert_eq!(texts("{% comment %}\nnot yet\n{% endcomment %}\n\nNow.\n", false), ["Now."]);
        assert_eq!(
            texts("One{# why #} way.\n\n{#\n  later\n#}\n{::comment}no{:/comment}\n", false),
            ["One way."]
        );
        // What is not closed is text, and so is what stands in code.
        assert_eq!(
            texts("An open {# stays.\n\nSo does `{# x #}`.\n", false),
            ["An open {# stays.", "So does {# x #}."]
        );
        assert_eq!(
            texts("{{< note >}}Read it.{{< /note >}}\n\nSee [it]({{< ref \"a.md\" >}}) now.\n", false),
            ["Read it.", "See it now."]
        );
    }

    #[test]
    fn directives_of_myst_and_lists_of_terms_are_text() {
        assert_eq!(
            texts("```{note} Mind it\n:class: x\nIt is wet.\n```\n\n```{code-block} py\nrun()\n```\n", false),
            ["Mind it", "It is wet."]
        );
        assert_eq!(
            texts("Race\n: The channel of a mill.\n\n水槽\n: 引水的渠。\n", false),
            ["Race", "The channel of a mill.", "水槽", "引水的渠。"]
        );
    }

    #[test]
    fn an_indented_fence_in_a_component_is_code() {
        let source = "<Steps>\n  <Step>\n    Do it:\n\n    ```js\n    let a = 1;\n    ```\n  </Step>\n</Steps>\n\nDone.\n";
        assert_eq!(texts(source, true), ["Do it:", "Done."]);
    }
}

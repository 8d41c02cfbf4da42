use serde::{Deserialize, Serialize};

use super::Span;

/// What a block is in its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum BlockKind {
    /// Running prose.
    #[default]
    Paragraph,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// An item of a list.
    ListItem,
    /// A cell of a table.
    TableCell,
    /// A quotation set off as a block.
    Quote,
    /// The caption of a figure or table.
    Caption,
    /// Code, kept whole.
    Code,
}

impl BlockKind {
    const NAMES: [(&'static str, BlockKind); 6] = [
        ("paragraph", BlockKind::Paragraph),
        ("list-item", BlockKind::ListItem),
        ("table-cell", BlockKind::TableCell),
        ("quote", BlockKind::Quote),
        ("caption", BlockKind::Caption),
        ("code", BlockKind::Code),
    ];
}

impl From<BlockKind> for String {
    fn from(kind: BlockKind) -> String {
        match kind {
            BlockKind::Heading(level) => format!("heading-{level}"),
            _ => BlockKind::NAMES
                .iter()
                .find(|(_, k)| *k == kind)
                .map(|(name, _)| *name)
                .unwrap_or("")
                .to_owned(),
        }
    }
}

impl TryFrom<String> for BlockKind {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        if let Some((_, kind)) = BlockKind::NAMES.iter().find(|(n, _)| *n == name) {
            return Ok(*kind);
        }
        match name.strip_prefix("heading-").and_then(|level| level.parse().ok()) {
            Some(level @ 1..=6) => Ok(BlockKind::Heading(level)),
            _ => Err(format!("not a block kind: {name}")),
        }
    }
}

/// What a block is for: part of the body, metadata, or page furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The article itself.
    #[default]
    Body,
    /// The article's title: metadata that is aligned.
    Title,
    /// The date line: metadata that is aligned.
    Date,
    /// Author or affiliation: metadata that is aligned.
    Byline,
    /// Furniture: the name of the section the article stands in.
    Section,
    /// Furniture: the line that links the editions.
    Language,
    /// Furniture: what follows the article ("Back to Top").
    Foot,
    /// Furniture: navigation and the like.
    Navigation,
    /// Code that was left out of the ladder.
    Code,
    /// Furniture: a reference mark behind a sentence, taken off on request.
    Note,
}

impl Role {
    /// Whether blocks of this role are kept out of the ladder unless asked for.
    pub fn is_furniture(self) -> bool {
        matches!(
            self,
            Role::Section | Role::Language | Role::Foot | Role::Navigation | Role::Code | Role::Note
        )
    }
}

/// A paragraph, heading, list item or table cell, with the way back to its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is in the page.
    pub kind: BlockKind,
    /// What it is for; reading sets [`Role::Body`], cleaning says more.
    pub role: Role,
    /// Its text without markup; white space as in the source.
    pub text: String,
    /// Where each byte of `text` stands in the decoded source.
    pub offsets: Offsets,
    /// Links, images, inline code and footnotes in it, in order.
    pub marks: Vec<Mark>,
}

/// Something in a block that markup says and its text does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What it is.
    pub kind: MarkKind,
    /// Where it stands in the decoded source.
    pub span: Span,
}

/// What a [`Mark`] is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkKind {
    /// A link to this target, as written.
    Link(String),
    /// An image from this source, as written.
    Image(String),
    /// Inline code.
    Code(String),
    /// A reference to the footnote of this label.
    Footnote(String),
}

/// Maps the bytes of a block's text to the decoded source: runs in rising order that cover the text.
///
/// A run whose two lengths are equal maps byte by byte; one whose lengths differ (an HTML entity) maps as a whole.
///
/// ```
/// use trialign::text::{Offsets, Span};
/// // source `a &amp; b` read as `a & b`
/// let mut offsets = Offsets::default();
/// offsets.push(2, Span::new(0, 2));
/// offsets.push(1, Span::new(2, 7));
/// offsets.push(2, Span::new(7, 9));
/// assert_eq!(offsets.span(2..5), Span::new(2, 9));
/// assert_eq!(offsets.span(0..1), Span::new(0, 1));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offsets {
    runs: Vec<Run>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    text: usize,
    len: usize,
    source: Span,
}

impl Offsets {
    /// The map of a text that stands in its source as it is, from byte `start` on.
    pub fn contiguous(start: usize, len: usize) -> Self {
        Offsets { runs: vec![Run { text: 0, len, source: Span::new(start, start + len) }] }
    }

    /// Says that the next `len` bytes of text came from `source`.
    pub fn push(&mut self, len: usize, source: Span) {
        let linear = source.end - source.start == len;
        if let Some(last) =
            self.runs.last_mut().filter(|last| linear && last.linear() && last.source.end == source.start)
        {
            last.len += len;
            last.source.end = source.end;
            return;
        }
        let text = self.text_len();
        self.runs.push(Run { text, len, source });
    }

    /// Forgets all but the first `len` bytes of text.
    pub fn truncate(&mut self, len: usize) {
        self.runs.truncate(self.runs.partition_point(|run| run.text < len));
        if let Some(last) = self.runs.last_mut().filter(|last| last.text + last.len > len) {
            if last.linear() {
                last.source.end = last.source.start + (len - last.text);
            }
            last.len = len - last.text;
        }
    }

    /// Bytes of text mapped so far.
    pub fn text_len(&self) -> usize {
        self.runs.last().map_or(0, |r| r.text + r.len)
    }

    /// The source span of a range of the text; an empty range gives an empty span.
    pub fn span(&self, text: std::ops::Range<usize>) -> Span {
        let Some(first) = self.run_of(text.start) else { return Span::default() };
        let start = first.at(text.start);
        if text.is_empty() {
            return Span::new(start, start);
        }
        let end = self.run_of(text.end - 1).map_or(start, |run| run.after(text.end - 1));
        Span::new(start, end.max(start))
    }

    fn run_of(&self, position: usize) -> Option<&Run> {
        let next = self.runs.partition_point(|r| r.text <= position);
        self.runs.get(next.saturating_sub(1))
    }
}

impl Run {
    fn linear(&self) -> bool {
        self.source.end - self.source.start == self.len
    }

    fn at(&self, position: usize) -> usize {
        if self.linear() {
            self.source.start + (position - self.text).min(self.len)
        } else {
            self.source.start
        }
    }

    fn after(&self, position: usize) -> usize {
        if self.linear() {
            self.source.start + (position + 1 - self.text).min(self.len)
        } else {
            self.source.end
        }
    }
}

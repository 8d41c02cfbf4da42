use std::ops::Range;

use super::{BlockKind, Edition, PerEdition, Role, Span};

/// The smallest aligned unit, usually a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Segment {
    /// Its text, white space folded.
    pub text: String,
    /// Index of its block in the page (furniture counts too), never falling from one segment to the next.
    pub block: usize,
    /// What its block is in the page.
    pub kind: BlockKind,
    /// What its block is for.
    pub role: Role,
    /// Where it stands in the decoded source.
    pub span: Span,
    /// The place the document itself has for it (a paragraph, cell, page or cue); `None` for a text file.
    pub place: Option<String>,
    /// What the source says there, where a person changed the text or cut it: parts of one sentence share it, and its span
    /// between them. `None` where the text is the source's.
    pub source: Option<String>,
}

/// What was kept out of the ladder, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Furniture {
    /// Why it is furniture.
    pub role: Role,
    /// Its text, white space folded.
    pub text: String,
    /// Index of its block in the page.
    pub block: usize,
    /// Where it stands in the decoded source.
    pub span: Span,
}

/// One edition of an article, read, cleaned and cut.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EditionText {
    /// The tag with its region, such as `zh-Hant-TW`.
    pub tag: String,
    /// The file, as given, with `/` between its parts.
    pub path: String,
    /// SHA-256 of the file's bytes, lower-case hexadecimal.
    pub sha256: String,
    /// Name of the encoding it was decoded from (WHATWG Encoding Standard).
    pub encoding: String,
    /// Title, where the page has one.
    pub title: Option<String>,
    /// Date line, as written.
    pub date: Option<String>,
    /// Author, then affiliation.
    pub byline: Vec<String>,
    /// Whether it came one sentence a line: its blocks are these, and no paragraphs.
    pub segmented: bool,
    /// The segments of the ladder, in order.
    pub segments: Vec<Segment>,
    /// What was kept out of the ladder.
    pub furniture: Vec<Furniture>,
}

/// One work in two or three editions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Article {
    /// Its id: the path of its folder or stem, relative to the folder given.
    pub id: String,
    /// The editions that are there.
    pub editions: PerEdition<Option<EditionText>>,
}

impl Article {
    /// The editions that are there, in the order of [`Edition::ALL`].
    pub fn present(&self) -> impl Iterator<Item = (Edition, &EditionText)> {
        self.editions.iter().filter_map(|(edition, text)| Some((edition, text.as_ref()?)))
    }

    /// The segments of an edition; none where it is missing.
    pub fn segments(&self, edition: Edition) -> &[Segment] {
        self.editions[edition].as_ref().map_or(&[], |text| &text.segments)
    }

    /// A piece of it to be aligned by itself: of each edition that is there some segments, without title and furniture.
    pub(crate) fn piece(&self, runs: &PerEdition<Range<usize>>) -> Article {
        let editions = Edition::ALL.map(|edition| {
            let text = self.editions[edition].as_ref()?;
            Some(EditionText {
                tag: text.tag.clone(),
                path: text.path.clone(),
                sha256: text.sha256.clone(),
                encoding: text.encoding.clone(),
                segmented: text.segmented,
                segments: text.segments.get(runs[edition].clone()).unwrap_or_default().to_vec(),
                ..EditionText::default()
            })
        });
        Article { id: self.id.clone(), editions: PerEdition(editions) }
    }

    /// The same without editions that have no segments.
    pub(crate) fn without_empty(mut self) -> Article {
        for text in &mut self.editions.0 {
            *text = text.take().filter(|text| !text.segments.is_empty());
        }
        self
    }
}

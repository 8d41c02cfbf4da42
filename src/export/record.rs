//! The complete record of an article: the JSONL format, from which everything else can be made.

use std::io::{BufRead, Read};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::bead::{self, Bead, Flag, Ladder, Move, Run, Status, rounded};
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Article, BlockKind, Edition, EditionText, Furniture, PerEdition, Role, Segment, Span};

/// The version of the record's layout.
pub const SCHEMA: u32 = 1;

/// A line longer than this is refused instead of filling the memory.
const MAX_LINE: u64 = 1 << 30;

/// One article, its editions and its beads: one line of JSONL.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Record {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The article's id.
    pub article: String,
    /// What made the record: version, weights, settings.
    pub signature: String,
    /// The editions that are there.
    #[serde(with = "per_edition")]
    pub editions: PerEdition<Option<EditionRecord>>,
    /// The ladder.
    pub beads: Vec<BeadRecord>,
    /// What stands elsewhere in an edition: pairs of bead ids, the first with the English and without the edition, the
    /// second with the edition's text and without the English.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<(String, String)>,
    /// Why there is no ladder, where there is none.
    #[serde(default)]
    pub error: Option<String>,
}

/// One edition of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EditionRecord {
    /// Tag with region, such as `zh-Hant-TW`.
    pub tag: String,
    /// The file, as given.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// The encoding it was decoded from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub encoding: String,
    /// Title, where the page has one.
    #[serde(default)]
    pub title: Option<String>,
    /// Date line, as written.
    #[serde(default)]
    pub date: Option<String>,
    /// Author, then affiliation.
    #[serde(default)]
    pub byline: Vec<String>,
    /// The segments of the ladder.
    pub segments: Vec<SegmentRecord>,
    /// What was kept out of the ladder.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub furniture: Vec<FurnitureRecord>,
}

/// One segment of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SegmentRecord {
    /// Its text, white space folded.
    pub text: String,
    /// Index of its block in the page.
    pub block: usize,
    /// First byte in the decoded source.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What its block is; left out for a paragraph.
    #[serde(default = "paragraph", skip_serializing_if = "is_paragraph")]
    pub kind: BlockKind,
    /// What its block is for; left out for the body.
    #[serde(default, skip_serializing_if = "is_body")]
    pub role: Role,
    /// The place the document itself has for it, such as `paragraph 12`; left out for a text file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What the source says, where a person changed the text or cut it in parts, which share the span between them; left out
    /// where the text is the source's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Page furniture of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FurnitureRecord {
    /// Why it is furniture.
    pub role: Role,
    /// Its text, white space folded.
    pub text: String,
    /// Index of its block in the page.
    pub block: usize,
    /// First byte in the decoded source.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// One bead of a record: segment indices an edition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BeadRecord {
    /// Its id.
    pub id: String,
    /// English segments.
    #[serde(default)]
    pub en: Vec<usize>,
    /// Simplified segments.
    #[serde(default, rename = "zh-Hans")]
    pub zh_hans: Vec<usize>,
    /// Traditional segments.
    #[serde(default, rename = "zh-Hant")]
    pub zh_hant: Vec<usize>,
    /// Posterior, 0 to 1, to six decimals; `null` where nobody computed it.
    pub confidence: Option<f64>,
    /// Machine's or a person's.
    #[serde(default)]
    pub status: Status,
    /// Short marks, sorted.
    #[serde(default)]
    pub flags: Vec<Flag>,
    /// The reviewer's note.
    #[serde(default)]
    pub note: String,
    /// What the Simplified and the Traditional edition say otherwise, for people to read; worked out, never stored.
    #[serde(skip)]
    pub differences: Vec<(String, String)>,
}

fn paragraph() -> BlockKind {
    BlockKind::Paragraph
}

fn is_paragraph(kind: &BlockKind) -> bool {
    *kind == BlockKind::Paragraph
}

fn is_body(role: &Role) -> bool {
    *role == Role::Body
}

/// An object with a key for each edition that is there, in the order of [`Edition::ALL`].
mod per_edition {
    use super::EditionRecord;
    use crate::text::PerEdition;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Object<T> {
        #[serde(default = "none", skip_serializing_if = "Option::is_none")]
        en: Option<T>,
        #[serde(default = "none", rename = "zh-Hans", skip_serializing_if = "Option::is_none")]
        hans: Option<T>,
        #[serde(default = "none", rename = "zh-Hant", skip_serializing_if = "Option::is_none")]
        hant: Option<T>,
    }

    fn none<T>() -> Option<T> {
        None
    }

    type Editions = PerEdition<Option<EditionRecord>>;

    pub fn serialize<S: Serializer>(editions: &Editions, serializer: S) -> Result<S::Ok, S::Error> {
        let [en, hans, hant] = editions.0.each_ref().map(Option::as_ref);
        Object { en, hans, hant }.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Editions, D::Error> {
        let object = Object::<EditionRecord>::deserialize(deserializer)?;
        Ok(PerEdition([object.en, object.hans, object.hant]))
    }
}

impl Record {
    /// The record of an aligned article. `signature` says what made it.
    pub fn new(article: &Article, ladder: &Ladder, signature: &str) -> Self {
        let ids = bead::ids(article, &ladder.beads);
        Record {
            schema: SCHEMA,
            article: article.id.clone(),
            signature: signature.to_owned(),
            editions: article.editions.map(|_, text| text.as_ref().map(EditionRecord::from)),
            beads: ids.into_iter().zip(&ladder.beads).map(|(id, bead)| BeadRecord::new(id, bead)).collect(),
            moves: Vec::new(),
            error: None,
        }
    }

    /// The same with what stands elsewhere in an edition; the places are those of its beads.
    pub fn with_moves(mut self, moves: &[Move]) -> Self {
        let id = |at: usize| self.beads.get(at).map(|bead| bead.id.clone());
        self.moves = moves.iter().filter_map(|m| Some((id(m.from)?, id(m.to)?))).collect();
        self
    }

    /// The record of an article that could not be aligned.
    pub fn failed(article: &str, error: &Error, signature: &str) -> Self {
        Record {
            schema: SCHEMA,
            article: article.to_owned(),
            signature: signature.to_owned(),
            editions: PerEdition::default(),
            beads: Vec::new(),
            moves: Vec::new(),
            error: Some(error.to_string()),
        }
    }

    /// Which editions are there.
    pub fn present(&self) -> PerEdition<bool> {
        self.editions.map(|_, edition| edition.is_some())
    }

    /// Back to plain data. Fails, naming the bead (from 1), where the segments of a bead are no run.
    pub fn parts(&self) -> Result<(Article, Ladder), String> {
        let editions = self.editions.map(|_, edition| edition.as_ref().map(EditionText::from));
        let mut beads = Vec::with_capacity(self.beads.len());
        let mut next = PerEdition([0; 3]);
        for (number, bead) in self.beads.iter().enumerate() {
            let runs = bead.runs(next).map_err(|e| format!("bead {} ({}): {e}", number + 1, bead.id))?;
            next = runs.map(|_, run| run.end());
            beads.push(Bead {
                runs,
                confidence: bead.confidence,
                status: bead.status,
                flags: bead.flags.clone(),
                note: bead.note.clone(),
            });
        }
        Ok((Article { id: self.article.clone(), editions }, Ladder { beads }))
    }
}

impl BeadRecord {
    fn new(id: String, bead: &Bead) -> Self {
        let [en, zh_hans, zh_hant] = bead.runs.0.map(|run| run.range().collect());
        let confidence = bead.confidence.map(rounded);
        let Bead { status, flags, note, .. } = bead.clone();
        BeadRecord { id, en, zh_hans, zh_hant, confidence, status, flags, note, differences: Vec::new() }
    }

    /// Its segment indices in an edition.
    pub fn indices(&self, edition: Edition) -> &[usize] {
        match edition {
            Edition::En => &self.en,
            Edition::ZhHans => &self.zh_hans,
            Edition::ZhHant => &self.zh_hant,
        }
    }

    fn runs(&self, next: PerEdition<usize>) -> Result<PerEdition<Run>, String> {
        let mut runs = PerEdition([Run::default(); 3]);
        for edition in Edition::ALL {
            let indices = self.indices(edition);
            let start = indices.first().copied().unwrap_or(next[edition]);
            if indices.iter().enumerate().any(|(n, &index)| index.checked_sub(n) != Some(start)) {
                return Err(format!("the {edition} segments {indices:?} do not follow each other"));
            }
            runs[edition] = Run::new(start, indices.len());
        }
        Ok(runs)
    }
}

impl From<&EditionText> for EditionRecord {
    fn from(text: &EditionText) -> Self {
        EditionRecord {
            tag: text.tag.clone(),
            path: text.path.clone(),
            sha256: text.sha256.clone(),
            encoding: text.encoding.clone(),
            title: text.title.clone(),
            date: text.date.clone(),
            byline: text.byline.clone(),
            segments: text.segments.iter().map(SegmentRecord::from).collect(),
            furniture: text.furniture.iter().map(FurnitureRecord::from).collect(),
        }
    }
}

impl From<&EditionRecord> for EditionText {
    fn from(record: &EditionRecord) -> Self {
        EditionText {
            tag: record.tag.clone(),
            path: record.path.clone(),
            sha256: record.sha256.clone(),
            encoding: record.encoding.clone(),
            title: record.title.clone(),
            date: record.date.clone(),
            byline: record.byline.clone(),
            segmented: false,
            segments: record.segments.iter().map(Segment::from).collect(),
            furniture: record.furniture.iter().map(Furniture::from).collect(),
        }
    }
}

impl From<&Segment> for SegmentRecord {
    fn from(segment: &Segment) -> Self {
        let Segment { text, block, kind, role, span, place, source } = segment.clone();
        SegmentRecord { text, block, start: span.start, end: span.end, kind, role, place, source }
    }
}

impl From<&SegmentRecord> for Segment {
    fn from(record: &SegmentRecord) -> Self {
        let SegmentRecord { text, block, start, end, kind, role, place, source } = record.clone();
        Segment { text, block, kind, role, span: Span::new(start, end), place, source }
    }
}

impl From<&Furniture> for FurnitureRecord {
    fn from(furniture: &Furniture) -> Self {
        let Furniture { role, text, block, span } = furniture.clone();
        FurnitureRecord { role, text, block, start: span.start, end: span.end }
    }
}

impl From<&FurnitureRecord> for Furniture {
    fn from(record: &FurnitureRecord) -> Self {
        let FurnitureRecord { role, text, block, start, end } = record.clone();
        Furniture { role, text, block, span: Span::new(start, end) }
    }
}

/// The records of a JSONL stream, one a line; empty lines are skipped. Errors name file and line.
///
/// ```
/// use trialign::export::Records;
/// let old = r#"{"schema":7,"article":"a"}"#;
/// let error = Records::new(old.as_bytes(), "a.jsonl").next().unwrap().unwrap_err();
/// assert!(error.to_string().starts_with("a.jsonl:1: schema 7"));
/// ```
#[derive(Debug)]
pub struct Records<R> {
    input: R,
    path: PathBuf,
    line: usize,
    done: bool,
}

impl<R: BufRead> Records<R> {
    /// Reads records from `input`; `path` is for the errors.
    pub fn new(input: R, path: impl AsRef<Path>) -> Self {
        Records { input, path: path.as_ref().to_path_buf(), line: 0, done: false }
    }

    /// The line of the record that was read last, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    fn read_line(&mut self) -> Result<Option<String>> {
        let mut bytes = Vec::new();
        let read = self.input.by_ref().take(MAX_LINE).read_until(b'\n', &mut bytes);
        match read.map_err(|e| Error::io(&self.path, &e))? {
            0 => return Ok(None),
            n if n as u64 == MAX_LINE => {
                self.line += 1;
                return Err(self.fault("the line is longer than 1 GiB", "one article a line"));
            }
            _ => self.line += 1,
        }
        let text = String::from_utf8(bytes).map_err(|_| self.fault("not UTF-8", "save it as UTF-8"))?;
        Ok(Some(text.trim_start_matches('\u{feff}').trim().to_owned()))
    }

    fn parse(&self, line: &str) -> Result<Record> {
        #[derive(Deserialize)]
        struct Version {
            schema: Option<u32>,
        }
        let not_json = |e: serde_json::Error| {
            self.fault(format!("not a record: {e}"), "write it with `trialign align -f jsonl`")
        };
        let version: Version = serde_json::from_str(line).map_err(not_json)?;
        match version.schema {
            Some(SCHEMA) => serde_json::from_str(line).map_err(not_json),
            Some(other) => {
                Err(self.fault(format!("schema {other} is not known here"), "this version reads schema 1"))
            }
            None => Err(self.fault("the record has no schema", "write it with `trialign align -f jsonl`")),
        }
    }

    fn fault(&self, message: impl Into<String>, remedy: &str) -> Error {
        Error::new(ErrorKind::Input, message).at(&self.path).line(self.line).remedy(remedy)
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            match self.read_line() {
                Ok(Some(line)) if line.is_empty() => {}
                Ok(Some(line)) => return Some(self.parse(&line)),
                Ok(None) => self.done = true,
                Err(error) => {
                    self.done = true;
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

//! Beads, ladders, shapes, ids and their invariants. Plain data, no input or output.

mod flag;

use std::collections::HashMap;
use std::fmt;

use sha2::{Digest, Sha256};

use crate::text::{Article, Edition, PerEdition, hex};

pub use flag::Flag;

/// A run of consecutive segments of one edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub struct Run {
    /// Index of the first segment.
    pub start: usize,
    /// How many segments; 0 is an omission.
    pub len: usize,
}

impl Run {
    /// The `len` segments from `start` on.
    pub fn new(start: usize, len: usize) -> Self {
        Run { start, len }
    }

    /// The segment indices.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start..self.start + self.len
    }

    /// One past the last segment.
    pub fn end(self) -> usize {
        self.start + self.len
    }
}

/// Run lengths in the order en-Hans-Hant, such as `1-1-2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Shape(pub [usize; 3]);

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.0[0], self.0[1], self.0[2])
    }
}

/// Where a bead stands between the machine and a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Found by the aligner.
    #[default]
    Auto,
    /// Confirmed by a person.
    Confirmed,
    /// Changed by a person.
    Edited,
    /// A person wants it looked at.
    Flagged,
}

impl Status {
    /// All of them.
    pub const ALL: [Status; 4] = [Status::Auto, Status::Confirmed, Status::Edited, Status::Flagged];

    /// The name used in every format.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Auto => "auto",
            Status::Confirmed => "confirmed",
            Status::Edited => "edited",
            Status::Flagged => "flagged",
        }
    }
}

/// What a person had decided on a bead, short enough for a cell: the status and, with a note, eight digits of its hash.
/// It starts with a letter and holds no separator, so no spreadsheet takes it for a number or a date.
///
/// ```
/// use trialign::bead::{Status, decided};
/// assert_eq!(decided(Status::Auto, ""), "auto");
/// assert!(decided(Status::Flagged, "see p. 2").starts_with("flagged-n"));
/// ```
pub fn decided(status: Status, note: &str) -> String {
    let status = status.as_str();
    if note.is_empty() { status.to_owned() } else { format!("{status}-n{}", hex(&Sha256::digest(note)[..4])) }
}

/// A confidence to six decimals, as every format and the review store have it.
pub fn rounded(confidence: f64) -> f64 {
    (confidence * 1e6).round() / 1e6
}

/// Segments, one run per edition, that say the same.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bead {
    /// One run an edition; an edition the article lacks has empty runs.
    pub runs: PerEdition<Run>,
    /// Posterior probability given all evidence, 0 to 1; `None` where nobody computed it.
    pub confidence: Option<f64>,
    /// Machine's or a person's.
    pub status: Status,
    /// Sorted by name.
    pub flags: Vec<Flag>,
    /// The reviewer's note.
    pub note: String,
}

impl Bead {
    /// The bead of a piece as one of the whole; `by` is where the piece starts.
    pub(crate) fn moved(self, by: &PerEdition<usize>) -> Bead {
        let runs = self.runs.map(|edition, run| Run::new(run.start + by[edition], run.len));
        Bead { runs, ..self }
    }

    /// Run lengths.
    pub fn shape(&self) -> Shape {
        Shape(self.runs.0.map(|run| run.len))
    }

    /// Whether an edition that `present` says is there has an empty run.
    pub fn is_null(&self, present: PerEdition<bool>) -> bool {
        self.gaps(present).next().is_some()
    }

    /// The flags `omission-en`, `omission-hans`, `omission-hant` of the editions that are `present` and have an empty
    /// run here, in that order, which is sorted.
    ///
    /// ```
    /// use trialign::{bead::{Bead, Run}, text::PerEdition};
    /// let bead = Bead { runs: PerEdition([Run::new(0, 1), Run::new(0, 0), Run::new(0, 0)]), ..Bead::default() };
    /// assert_eq!(bead.omissions(PerEdition([true, true, false])), ["omission-hans"]);
    /// ```
    pub fn omissions(&self, present: PerEdition<bool>) -> Vec<Flag> {
        self.gaps(present).map(Flag::omission).collect()
    }

    /// Editions that are `present` and have an empty run here.
    fn gaps(&self, present: PerEdition<bool>) -> impl Iterator<Item = Edition> {
        Edition::ALL.into_iter().filter(move |e| present[*e] && self.runs[*e].len == 0)
    }
}

/// A sentence that an edition has in another place than the English.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Move {
    /// The edition.
    pub edition: Edition,
    /// The bead that has the English and lacks the edition.
    pub from: usize,
    /// The bead that has the edition's text and lacks the English.
    pub to: usize,
    /// How sure it is that the two say the same, 0 to 1.
    pub confidence: f64,
}

/// The beads of an article, in order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ladder {
    /// In order: no edition ever goes back.
    pub beads: Vec<Bead>,
}

impl Ladder {
    /// Proves that every segment stands in exactly one bead and that order is kept.
    ///
    /// `lengths` are the segments an edition has. The error names the bead (from 1) and edition at fault.
    pub fn check(&self, lengths: PerEdition<usize>) -> Result<(), String> {
        let mut next = PerEdition([0usize; 3]);
        for (number, bead) in self.beads.iter().enumerate() {
            for edition in Edition::ALL {
                let run = bead.runs[edition];
                if run.len > 0 && run.start != next[edition] {
                    return Err(format!(
                        "bead {}: {edition} starts at segment {} where {} is next",
                        number + 1,
                        run.start,
                        next[edition]
                    ));
                }
                next[edition] += run.len;
            }
        }
        for edition in Edition::ALL {
            if next[edition] != lengths[edition] {
                return Err(format!(
                    "{edition}: the beads hold {} of {} segments",
                    next[edition], lengths[edition]
                ));
            }
        }
        Ok(())
    }
}

/// The ids of beads of an article, one each: `b` and 16 hexadecimal digits.
///
/// A hash of the article's id, of the bead's own segments an edition, and of how many beads above it hold the same:
/// a change elsewhere in the article changes no id, whatever was read before or beside it.
///
/// ```
/// use trialign::{bead::{Bead, Run, ids}, text::{Article, PerEdition}};
/// let beads = [Bead::default(), Bead::default()];
/// let ids = ids(&Article { id: "a".into(), ..Article::default() }, &beads);
/// assert!(ids[0] != ids[1] && ids.iter().all(|id| id.starts_with('b') && id.len() == 17));
/// ```
pub fn ids(article: &Article, beads: &[Bead]) -> Vec<String> {
    let mut seen: HashMap<[u8; 32], u64> = HashMap::new();
    let id = |bead: &Bead| {
        let content = content(article, bead);
        let above = seen.entry(content).or_default();
        let digest = Sha256::new().chain_update(content).chain_update(above.to_le_bytes()).finalize();
        *above += 1;
        format!("b{}", hex(&digest[..8]))
    };
    beads.iter().map(id).collect()
}

/// What a bead says, hashed; lengths stand before texts, so that no two ways to cut them are one.
fn content(article: &Article, bead: &Bead) -> [u8; 32] {
    let mut hash = Sha256::new();
    let mut text = |text: &str| {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    };
    text(&article.id);
    for edition in Edition::ALL {
        let run = bead.runs[edition];
        text(&format!("{edition} {}", run.len));
        article.segments(edition).get(run.range()).unwrap_or_default().iter().for_each(|s| text(&s.text));
    }
    hash.finalize().into()
}

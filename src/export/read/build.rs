//! Puts a record together from what a file holds.

use std::path::Path;

use crate::bead::{Bead, Flag, Ladder, Run, Status};
use crate::error::{Error, ErrorKind, Result};
use crate::export::Record;
use crate::text::{Article, Edition, EditionText, PerEdition, Segment};

/// One bead as read: how many segments of each edition come next.
#[derive(Debug, Clone, Default)]
pub(super) struct Rung {
    pub id: Option<String>,
    pub lens: [usize; 3],
    pub confidence: Option<f64>,
    pub status: Status,
    pub flags: Vec<Flag>,
    pub note: String,
}

/// A text that came without its source: unknown is empty.
pub(super) fn edition(
    edition: Edition,
    path: &str,
    segments: impl Iterator<Item = (usize, String)>,
) -> EditionText {
    let segment = |(block, text)| Segment { text, block, ..Segment::default() };
    EditionText {
        tag: edition.as_str().to_owned(),
        path: path.to_owned(),
        segments: segments.map(segment).collect(),
        ..EditionText::default()
    }
}

/// The record of a ladder over an article; the beads have to hold every segment.
pub(super) fn record(article: &Article, rungs: Vec<Rung>, format: &str, path: &Path) -> Result<Record> {
    let mut next = [0; 3];
    let mut ids = Vec::with_capacity(rungs.len());
    let mut ladder = Ladder::default();
    // A bead of nothing says nothing, and two of them would have one id.
    for rung in rungs.into_iter().filter(|rung| rung.lens != [0; 3]) {
        let runs = PerEdition(std::array::from_fn(|e| Run::new(next[e], rung.lens[e])));
        next = runs.0.map(Run::end);
        ids.push(rung.id);
        let Rung { confidence, status, flags, note, .. } = rung;
        ladder.beads.push(Bead { runs, confidence, status, flags, note });
    }
    let lengths = PerEdition(Edition::ALL.map(|e| article.segments(e).len()));
    ladder.check(lengths).map_err(|fault| {
        Error::new(ErrorKind::Input, format!("{}: {fault}", article.id))
            .at(path)
            .remedy("the texts have to be those that the ladder was made from")
    })?;
    let signature = format!("trialign {}; read from {format}", env!("CARGO_PKG_VERSION"));
    let mut record = Record::new(article, &ladder, &signature);
    for (bead, id) in record.beads.iter_mut().zip(ids) {
        bead.id = id.unwrap_or_else(|| std::mem::take(&mut bead.id));
    }
    Ok(record)
}

/// The article's id for a file that names none: its name without extensions that tell format or edition.
pub(super) fn id_of(path: &Path) -> String {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let ends =
        [".xml", ".alignment", ".xces", ".ladder", ".vecalign", ".align", ".tmx", ".txt", ".csv", ".tsv"];
    let mut id = name.as_str();
    while let Some(rest) = ends.iter().find_map(|end| id.strip_suffix(end)).filter(|rest| !rest.is_empty()) {
        id = rest;
    }
    id.to_owned()
}

/// A probability as it was written, `0.98` or `0,98`; empty is unknown.
pub(super) fn probability(text: &str) -> std::result::Result<Option<f64>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let value: Option<f64> = text.replace(',', ".").parse().ok();
    match value.filter(|p| (0.0..=1.0).contains(p)) {
        Some(p) => Ok(Some(p)),
        None => Err(format!("'{text}' is no confidence between 0 and 1")),
    }
}

/// A status by its name.
pub(super) fn status(text: &str) -> Option<Status> {
    let all = [Status::Auto, Status::Confirmed, Status::Edited, Status::Flagged];
    let text = text.trim();
    if text.is_empty() {
        return Some(Status::Auto);
    }
    all.into_iter().find(|s| s.as_str().eq_ignore_ascii_case(text))
}

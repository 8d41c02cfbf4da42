//! The round trip through a spreadsheet: what its editor changed, merged with what was decided here meanwhile.
//!
//! A merge of three: what the row was made from (its cell `base`), what the sheet says, and what stands here now. Only
//! what differs from the base was changed by the sheet's editor; where both sides changed it, nothing is overwritten.

mod mangled;
mod status;

use std::collections::{HashMap, HashSet};

use super::operations::MAX_COMMENT;
use crate::bead::{Status, decided};
use crate::text::fold_white_space;

pub use mangled::mangled;
pub use status::Wanted;

/// One row of a sheet, cells without formula guards.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SheetRow {
    /// Where it stands, in words: `line 4`.
    pub place: String,
    /// The bead's id; empty where the column is not there any more.
    pub bead: String,
    /// The article's id, as written.
    pub article: String,
    /// The row's number in its article, as written.
    pub row: String,
    /// The texts of the three editions; `None` where the column is not there.
    pub texts: [Option<String>; 3],
    /// The status, as written.
    pub status: String,
    /// The note; `None` where the column is not there.
    pub note: Option<String>,
    /// What a person had decided when the sheet was written; `None` where it does not say.
    pub base: Option<String>,
}

/// A row as it stands here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Current {
    /// The bead's id.
    pub bead: String,
    /// The article's id.
    pub article: String,
    /// The bead's place among the rows of its article, from 0.
    pub at: usize,
    /// The texts of the three editions.
    pub texts: [String; 3],
    /// The status.
    pub status: Status,
    /// The note.
    pub note: String,
    /// Whether an edition lacks a text.
    pub gap: bool,
    /// What a person said such a gap is.
    pub mark: Option<Wanted>,
}

/// A change that becomes a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The article's id.
    pub article: String,
    /// The bead's place among the rows of its article, from 0.
    pub at: usize,
    /// What the status becomes, where the sheet changed it.
    pub status: Option<Wanted>,
    /// The new note, where the sheet changed it.
    pub note: Option<String>,
}

/// A change that stands against another one made here meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// What the sheet says.
    pub change: Change,
    /// Where, and what stands here.
    pub reason: String,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Compared {
    /// Changes that can be applied.
    pub changes: Vec<Change>,
    /// Changes that nobody but a person can decide on; nothing of them is applied.
    pub disputes: Vec<Dispute>,
    /// What was altered, doubled or not understood, a line each; nothing of these rows is applied.
    pub faults: Vec<String>,
    /// What a person should know, such as rows the sheet does not have.
    pub remarks: Vec<String>,
}

/// Whether two texts can be one, the second as a spreadsheet gave it back.
pub type SameText<'a> = &'a dyn Fn(&str, &str) -> bool;

/// Compares an edited sheet with what stands here; only status and note are taken over.
///
/// Rows are found by their id, in whatever order they stand; without one, by their texts. Rows and articles that the
/// sheet does not hold are left alone. `same` says what else than [`same_text`] is no change of a text.
pub fn compare(current: &[Current], edited: &[SheetRow], same: SameText<'_>) -> Compared {
    let mut out = Compared::default();
    let places = Places::new(current);
    let mut by_text = 0;
    let mut found: HashMap<usize, Vec<&SheetRow>> = HashMap::new();
    let mut order = Vec::new();
    for row in edited {
        match places.find(row) {
            Ok((index, by_id)) => {
                by_text += usize::from(!by_id);
                order.push(index);
                found.entry(index).or_default().push(row);
            }
            Err(why) => out.faults.push(format!("{}: {why}", row.place)),
        }
    }
    for index in order {
        let Some(rows) = found.get_mut(&index).map(std::mem::take) else { continue };
        let Some((first, others)) = rows.split_first() else { continue };
        let said = |row: &SheetRow| (row.status.clone(), row.note.clone(), row.texts.clone());
        match others.iter().find(|row| said(row) != said(first)) {
            Some(other) => out.faults.push(format!(
                "{}: bead {} is doubled, first on {}, and they do not say the same",
                other.place, current[index].bead, first.place
            )),
            None => out.row(&current[index], first, same),
        }
    }
    if by_text > 0 {
        out.remarks
            .push(format!("{by_text} rows have no id that is known here; they were found by their texts"));
    }
    let articles: HashSet<&str> = found.keys().map(|index| current[*index].article.as_str()).collect();
    let left = current.iter().enumerate().filter(|(index, _)| !found.contains_key(index));
    let left = left.filter(|(_, row)| articles.contains(row.article.as_str())).count();
    if left > 0 {
        out.remarks.push(format!("{left} rows are not in the sheet and stay as they are"));
    }
    out
}

/// Whether a cell still says what the row says: white space, line ends, a `'` in front, and what a spreadsheet makes of
/// numbers and dates by itself are no change.
pub fn same_text(old: &str, cell: &str) -> bool {
    old == cell
        || old.strip_prefix('\'') == Some(cell)
        // The guard of a CSV that was saved as a workbook.
        || cell.strip_prefix('\'') == Some(old)
        || fold_white_space(old) == fold_white_space(cell)
        || mangled(old, cell)
}

/// The rows here, by id and by what they say.
struct Places<'a> {
    current: &'a [Current],
    ids: HashMap<&'a str, usize>,
    texts: HashMap<[String; 3], Vec<usize>>,
}

impl<'a> Places<'a> {
    fn new(current: &'a [Current]) -> Self {
        let mut texts: HashMap<[String; 3], Vec<usize>> = HashMap::new();
        for (index, row) in current.iter().enumerate() {
            texts.entry(row.texts.each_ref().map(|t| fold_white_space(t))).or_default().push(index);
        }
        let ids = current.iter().enumerate().map(|(index, row)| (row.bead.as_str(), index)).collect();
        Places { current, ids, texts }
    }

    /// The row here, and whether its id told it.
    fn find(&self, row: &SheetRow) -> Result<(usize, bool), String> {
        let id = row.bead.trim();
        if let Some(&index) = self.ids.get(id) {
            return Ok((index, true));
        }
        let said = row.texts.each_ref().map(|text| fold_white_space(text.as_deref().unwrap_or_default()));
        let blank = said.iter().all(String::is_empty);
        let found = self.texts.get(&said).filter(|_| !blank).map(Vec::as_slice).unwrap_or_default();
        let here = |index: &&usize| self.current[**index].article == row.article.trim();
        let number = |index: &&usize| (self.current[**index].at + 1).to_string() == row.row.trim();
        let mut there = found.iter().filter(here);
        match (found, there.clone().count()) {
            ([only], _) => Ok((*only, false)),
            (_, 1) => there.next().map(|index| (*index, false)).ok_or_else(String::new),
            ([], _) if id.is_empty() => {
                Err("the row has no bead_id, and its texts stand nowhere here".to_owned())
            }
            ([], _) => Err(format!(
                "there is no bead '{id}' (its sentences were changed or joined otherwise since the sheet was written, or the id was altered)"
            )),
            _ => match found.iter().filter(here).find(number) {
                Some(index) => Ok((*index, false)),
                None => {
                    Err("the row has no id that is known here, and its texts stand in several places"
                        .to_owned())
                }
            },
        }
    }
}

impl Compared {
    fn row(&mut self, was: &Current, row: &SheetRow, same: SameText<'_>) {
        let mut altered = false;
        for (column, (old, new)) in ["en", "zh_hans", "zh_hant"].iter().zip(was.texts.iter().zip(&row.texts))
        {
            let Some(new) = new else { continue };
            if !same_text(old, new) && !same(old, new) {
                altered = true;
                self.faults.push(format!(
                    "{}: the text in {column} was altered; texts are not taken back, so the row stays as it is",
                    row.place
                ));
            }
        }
        let Some(wanted) = Wanted::read(&row.status) else {
            let message = format!("is no status; use {}", status::words().join(", "));
            self.faults.push(format!("{}: '{}' {message}", row.place, row.status.trim()));
            return;
        };
        let note = row.note.as_deref().map(str::trim).unwrap_or(&was.note);
        if note.len() > MAX_COMMENT {
            self.faults.push(format!("{}: the note is longer than {MAX_COMMENT} bytes", row.place));
            return;
        }
        if wanted.is_some_and(Wanted::needs_gap) && !was.gap {
            self.faults.push(format!(
                "{}: every edition has a text here, so nothing is left out or added",
                row.place
            ));
            return;
        }
        if !altered {
            self.merge(was, row, wanted, note);
        }
    }

    /// Status and note of a sound row, each by itself.
    fn merge(&mut self, was: &Current, row: &SheetRow, wanted: Option<Wanted>, note: &str) {
        let base = Base::read(row.base.as_deref());
        let change = |status, note| Change { article: was.article.clone(), at: was.at, status, note };
        let (mut status, mut fresh) = (None, None);
        let mut against = Vec::new();
        if let Some(wanted) = wanted {
            match base.status(was, wanted) {
                Merge::Keep => {}
                Merge::Never => self.never(row, "a status"),
                Merge::Take => status = Some(wanted),
                Merge::Against => {
                    against.push((
                        format!("the sheet says {wanted}, here it is {}", was.status.as_str()),
                        change(Some(wanted), None),
                    ));
                }
            }
        }
        match base.note(&was.note, note) {
            Merge::Keep => {}
            Merge::Never => self.never(row, "a note"),
            Merge::Take => fresh = Some(note.to_owned()),
            Merge::Against => {
                against
                    .push((format!("the note here is '{}'", was.note), change(None, Some(note.to_owned()))));
            }
        }
        if status.is_some() || fresh.is_some() {
            self.changes.push(change(status, fresh));
        }
        for (reason, change) in against {
            self.disputes.push(Dispute { change, reason: format!("{}: {reason}", row.place) });
        }
    }

    fn never(&mut self, row: &SheetRow, what: &str) {
        self.remarks.push(format!(
            "{}: an emptied cell or `auto` takes back no decision: {what} stays; undo it on the page",
            row.place
        ));
    }
}

/// What becomes of one cell.
enum Merge {
    /// The sheet's editor did not change it, or both say the same.
    Keep,
    /// It was emptied, which takes nothing back.
    Never,
    /// Only the sheet changed it.
    Take,
    /// It was changed here too, to something else.
    Against,
}

/// What a row was made from; a sheet that does not say was made from nothing decided.
struct Base<'a> {
    status: Status,
    /// The cell, to hold notes against.
    cell: &'a str,
}

impl<'a> Base<'a> {
    fn read(cell: Option<&'a str>) -> Self {
        let cell = cell.map(str::trim).unwrap_or_default();
        let name = cell.split('-').next().unwrap_or_default();
        let status = Status::ALL.into_iter().find(|status| status.as_str() == name).unwrap_or_default();
        Base { status, cell }
    }

    fn status(&self, was: &Current, wanted: Wanted) -> Merge {
        let (here, said, marks) = (was.status, wanted.status(), wanted.needs_gap());
        match () {
            () if marks && here == Status::Confirmed && was.mark == Some(wanted) => Merge::Keep,
            () if !marks && (said == here || said == self.status) => Merge::Keep,
            () if said == Status::Auto => Merge::Never,
            // A row that was changed here and still holds the same sentences can be confirmed.
            () if here == self.status
                || here == Status::Auto
                || (said, here) == (Status::Confirmed, Status::Edited) =>
            {
                Merge::Take
            }
            () if marks && here == Status::Confirmed => Merge::Take,
            () => Merge::Against,
        }
    }

    fn note(&self, here: &str, note: &str) -> Merge {
        let of_base = |note: &str| {
            let cell = if self.cell.is_empty() { Status::Auto.as_str() } else { self.cell };
            decided(self.status, note) == cell
        };
        match () {
            // A note that a spreadsheet took for a date or a formula was not changed by anybody.
            () if note == here || of_base(note) || !here.is_empty() && same_text(here, note) => Merge::Keep,
            () if note.is_empty() => Merge::Never,
            () if here.is_empty() || of_base(here) => Merge::Take,
            () => Merge::Against,
        }
    }
}

#[cfg(test)]
mod tests;

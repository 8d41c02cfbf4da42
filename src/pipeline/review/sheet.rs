//! The sheet of a session: out as the CSV writer writes it, and back.

use std::path::Path;

use crate::bead::{Ladder, Status};
use crate::error::{Error, ErrorKind, Result};
use crate::export::{COLUMNS, Record, Row, unguard};
use crate::review::operations::set_status;
use crate::review::sheet::{self, Compared, SheetRow};
use crate::review::{Session, State};

/// The records of a session as it stands.
pub fn records(session: &Session, signature: &str) -> Vec<Record> {
    let record =
        |state: &State| Record::new(&state.base.article, &Ladder { beads: state.beads.clone() }, signature);
    session.states.iter().map(record).collect()
}

/// Compares a sheet, as the CSV writer writes it, with the session.
///
/// # Errors
/// `Input` where it is no such sheet.
pub fn compare(session: &Session, signature: &str, csv: &[u8], path: &Path) -> Result<Compared> {
    let mut current = Vec::new();
    for record in records(session, signature) {
        current.extend(Row::of(&record).map(|row| sheet_row(0, &row.cells(str::to_owned))));
    }
    Ok(sheet::compare(&current, &read_sheet(csv, path)?))
}

fn read_sheet(bytes: &[u8], path: &Path) -> Result<Vec<SheetRow>> {
    let fault = |line: usize, message: String| {
        Error::new(ErrorKind::Input, message)
            .at(path)
            .line(line)
            .remedy("export it anew: trialign review export")
    };
    let text = std::str::from_utf8(bytes)
        .map_err(|_| Error::new(ErrorKind::Input, "not UTF-8").at(path).remedy("save it as 'CSV UTF-8'"))?;
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    // Some spreadsheets write semicolons where the comma is the decimal mark.
    let delimiter = if first.contains(';') && !first.contains(',') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|e| fault(1, e.to_string()))?;
    if !header.iter().eq(COLUMNS) {
        return Err(fault(1, format!("the columns are not {}", COLUMNS.join(","))));
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| {
            let line = e.position().map_or(0, |place| place.line() as usize);
            fault(line, "a row with too many or too few cells".to_owned())
        })?;
        let line = record.position().map_or(0, |place| place.line() as usize);
        let mut cells: [String; 13] = Default::default();
        for (cell, value) in cells.iter_mut().zip(&record) {
            *cell = unguard(value).to_owned();
        }
        rows.push(sheet_row(line, &cells));
    }
    Ok(rows)
}

fn sheet_row(line: usize, cells: &[String; 13]) -> SheetRow {
    let [bead, article, row, _, _, _, en, hans, hant, _, status, _, note] = cells.clone();
    SheetRow { line, bead, article, row, texts: [en, hans, hant], status, note }
}

/// Applies what a sheet changed, one decision an article; gives how many beads changed.
///
/// # Errors
/// `Io` where a decision cannot be stored, `Input` where the article changed meanwhile.
pub fn apply(session: &mut Session, compared: &Compared) -> Result<usize> {
    let mut changed = 0;
    for number in 0..session.states.len() {
        let state = &session.states[number];
        let mut beads = state.beads.clone();
        let mut own = 0;
        for change in compared.changes.iter().filter(|c| c.article == state.base.article.id) {
            let Some(bead) = beads.get_mut(change.at) else { continue };
            if let Some(status) = &change.status {
                set_status(bead, status_of(status));
            }
            if let Some(note) = &change.note {
                bead.note.clone_from(note);
            }
            own += 1;
        }
        if own > 0 {
            session.replace(number, "import", &beads).map_err(|refusal| {
                Error::new(ErrorKind::Input, format!("could not be stored: {refusal:?}"))
                    .remedy("export the sheet again")
            })?;
            changed += own;
        }
    }
    Ok(changed)
}

fn status_of(name: &str) -> Status {
    [Status::Confirmed, Status::Edited, Status::Flagged]
        .into_iter()
        .find(|status| status.as_str() == name)
        .unwrap_or_default()
}

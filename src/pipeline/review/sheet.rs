//! The sheet of a session: out as the writers write it, and back from a workbook or any CSV a spreadsheet saves.

use std::path::Path;

use encoding_rs::{BIG5, Encoding, GB18030, GBK, WINDOWS_1252};

use crate::bead::Ladder;
use crate::error::{Error, ErrorKind, Result};
use crate::export::{BASE, COLUMNS, Record, Row, unguard};
use crate::read::{self, tables};
use crate::review::operations::{Operation, mark_of, set_status, splice};
use crate::review::sheet::{self, Change, Compared, Current, SheetRow, Wanted};
use crate::review::{Conflict, Session, State};
use crate::text::{Edition, PerEdition};

/// Rows above the one that names the columns: a title somebody put there.
const ABOVE: usize = 20;

/// The states whose files were read.
fn readable(session: &Session) -> impl Iterator<Item = &State> {
    session.states.iter().enumerate().filter(|(number, _)| session.is_read(*number)).map(|(_, state)| state)
}

/// The records of a session as it stands; articles whose files were not read are none.
pub fn records(session: &Session, signature: &str) -> Vec<Record> {
    let record =
        |state: &State| Record::new(&state.article(), &Ladder { beads: state.beads.clone() }, signature);
    readable(session).map(record).collect()
}

/// Compares a sheet, as the CSV and XLSX writers write it and a spreadsheet saved it, with the session.
///
/// # Errors
/// `Input` where it is no such sheet.
pub fn compare(session: &Session, signature: &str, bytes: &[u8], path: &Path) -> Result<Compared> {
    let mut current = Vec::new();
    for (state, record) in readable(session).zip(records(session, signature)) {
        current.extend(Row::of(&record).enumerate().map(|(at, row)| here(state, at, &row)));
    }
    let called = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"));
    if called || tables::is_archive(bytes) || tables::is_compound(bytes) {
        let sheets = tables::workbook(bytes, path)?;
        return Ok(sheet::compare(&current, &of_workbook(&sheets, path)?, &|_, _| false));
    }
    if let Some(text) = unicode(bytes) {
        return Ok(sheet::compare(&current, &of_csv(&text, path)?, &|_, _| false));
    }
    // The code pages of Chinese and Western spreadsheets; the one that gives the most of our texts is right.
    let mut best: Option<(usize, Vec<SheetRow>, &'static Encoding)> = None;
    for (encoding, page) in [(GB18030, GBK), (BIG5, BIG5), (WINDOWS_1252, WINDOWS_1252)] {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        let rows = of_csv(&text, path)?;
        let known = known(&current, &rows);
        if best.as_ref().is_none_or(|(most, ..)| known > *most) {
            best = Some((known, rows, page));
        }
    }
    let (_, rows, page) = best.unwrap_or((0, Vec::new(), GBK));
    Ok(sheet::compare(&current, &rows, &|old, cell| lost_characters(old, cell, page)))
}

fn here(state: &State, at: usize, row: &Row<'_>) -> Current {
    let text =
        |edition: Edition| row.texts[edition].as_ref().map(|(_, text)| text.clone()).unwrap_or_default();
    let bead = state.beads.get(at);
    Current {
        bead: row.bead_id.to_owned(),
        article: row.article.to_owned(),
        at,
        texts: Edition::ALL.map(text),
        status: row.status,
        note: row.note.to_owned(),
        gap: bead.is_some_and(|bead| bead.is_null(state.present())),
        mark: bead.and_then(mark_of),
    }
}

/// UTF-8 and UTF-16, with a byte order mark or without.
fn unicode(bytes: &[u8]) -> Option<String> {
    let wide = matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [1..=0x7F, 0, ..] | [0, 1..=0x7F, ..]);
    if !wide && std::str::from_utf8(bytes).is_err() {
        return None;
    }
    read::decode(bytes, false, None).ok().map(|decoded| decoded.text)
}

/// How many texts of the sheet are texts of ours.
fn known(current: &[Current], rows: &[SheetRow]) -> usize {
    let ours: std::collections::HashSet<&str> = current
        .iter()
        .flat_map(|row| row.texts.iter().map(String::as_str))
        .filter(|t| !t.is_empty())
        .collect();
    let texts = rows.iter().flat_map(|row| row.texts.iter().flatten());
    texts.filter(|text| ours.contains(text.as_str())).count()
}

/// Whether a text went through a code page that lacks some of its characters, each of which became a `?` or a look-alike.
fn lost_characters(old: &str, cell: &str, page: &'static Encoding) -> bool {
    let lacks = |c: char| page.encode(c.encode_utf8(&mut [0; 4])).2;
    let mut cell = cell.chars().peekable();
    for c in old.chars() {
        match cell.next() {
            Some(found) if found == c => {}
            Some(found) if lacks(c) && !found.is_alphanumeric() => {
                // A character outside the basic plane is two units, so two marks.
                if c.len_utf16() == 2 {
                    cell.next_if_eq(&'?');
                }
            }
            _ => return false,
        }
    }
    cell.next().is_none()
}

/// Where each column stands.
struct Columns([Option<usize>; 14]);

impl Columns {
    /// The columns a row names; `None` where it does not look like the head of a sheet.
    fn of(cells: &[String]) -> Option<Columns> {
        let mut columns = Columns([None; 14]);
        for (slot, name) in columns.0.iter_mut().zip(COLUMNS.into_iter().chain([BASE])) {
            *slot = cells
                .iter()
                .position(|cell| cell.trim().trim_start_matches('\u{feff}').eq_ignore_ascii_case(name));
        }
        let [id, _, _, _, _, _, en, hans, hant, _, status, _, note, _] = columns.0;
        let texts = [en, hans, hant].into_iter().flatten().count();
        ((status.is_some() || note.is_some()) && (id.is_some() || texts >= 2)).then_some(columns)
    }

    fn row(&self, cells: &[String], place: String, guarded: bool) -> SheetRow {
        let raw = |number: usize| self.0[number].map(|at| cells.get(at).map_or("", String::as_str));
        let cell =
            |number: usize| raw(number).map(|cell| if guarded { unguard(cell) } else { cell }.to_owned());
        let said = |number: usize| cell(number).unwrap_or_default();
        SheetRow {
            place,
            bead: said(0),
            article: said(1),
            row: said(2),
            texts: [cell(6), cell(7), cell(8)],
            status: said(10),
            note: cell(12),
            base: cell(13),
        }
    }
}

fn no_head(path: &Path) -> Error {
    Error::new(ErrorKind::Input, format!("the columns are not {}", COLUMNS.join(",")))
        .at(path)
        .line(1)
        .remedy(
            "a sheet needs status or note, and bead_id or the texts; export it anew: trialign review export",
        )
}

/// The rows below the head; empty ones are none.
fn rows<'a>(lines: impl Iterator<Item = (String, &'a [String])>, guarded: bool) -> Option<Vec<SheetRow>> {
    let (mut columns, mut out, mut above): (Option<Columns>, Vec<SheetRow>, usize) = (None, Vec::new(), 0);
    for (place, cells) in lines {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        match &columns {
            Some(columns) => out.push(columns.row(cells, place, guarded)),
            None => {
                columns = Columns::of(cells);
                above += 1;
                if columns.is_none() && above >= ABOVE {
                    return None;
                }
            }
        }
    }
    columns.map(|_| out)
}

fn of_workbook(sheets: &[tables::Table], path: &Path) -> Result<Vec<SheetRow>> {
    let mut out = None;
    for table in sheets {
        let place = |number: usize| match sheets.len() {
            1 => format!("line {number}"),
            _ => format!("sheet '{}', line {number}", table.name),
        };
        let lines = table.rows.iter().enumerate().map(|(at, cells)| (place(at + 1), cells.as_slice()));
        if let Some(found) = rows(lines, false) {
            out.get_or_insert_with(Vec::new).extend(found);
        }
    }
    out.ok_or_else(|| no_head(path))
}

fn of_csv(text: &str, path: &Path) -> Result<Vec<SheetRow>> {
    let lines = tables::csv(text).map_err(|(line, message)| {
        Error::new(ErrorKind::Input, message)
            .at(path)
            .line(line)
            .remedy("export it anew: trialign review export")
    })?;
    let lines = lines.iter().map(|(number, cells)| (format!("line {number}"), cells.as_slice()));
    rows(lines, true).ok_or_else(|| no_head(path))
}

/// What was done with a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Applied {
    /// Beads that changed.
    pub changed: usize,
    /// Conflicts that are new; they stand on the page until somebody dismisses them.
    pub conflicts: usize,
}

/// Applies what a sheet changed, one decision an article, and stores what stands against what was decided here.
///
/// # Errors
/// `Io` where a decision cannot be stored, `Input` where the article changed meanwhile.
pub fn apply(session: &mut Session, compared: &Compared) -> Result<Applied> {
    let mut applied = Applied::default();
    for number in 0..session.states.len() {
        let state = &session.states[number];
        let article = state.base.article.id.clone();
        let refused = |refusal| {
            Error::new(ErrorKind::Input, format!("{article}: could not be stored: {refusal:?}"))
                .remedy("export the sheet again")
        };
        let mut beads = state.beads.clone();
        let changes: Vec<&Change> = compared.changes.iter().filter(|c| c.article == article).collect();
        for change in &changes {
            take(&mut beads, change, state.present());
        }
        let disputes = compared.disputes.iter().filter(|dispute| dispute.change.article == article);
        let conflicts: Vec<Conflict> =
            disputes.filter_map(|dispute| conflict(state, &dispute.change, &dispute.reason)).collect();
        if !changes.is_empty() {
            session.replace(number, "import", &beads).map_err(refused)?;
            applied.changed += changes.len();
        }
        applied.conflicts += session.dispute(number, &conflicts).map_err(refused)?;
    }
    Ok(applied)
}

fn take(beads: &mut Vec<crate::bead::Bead>, change: &Change, present: PerEdition<bool>) {
    let at = change.at;
    match change.status {
        Some(Wanted::Status(status)) => {
            if let Some(bead) = beads.get_mut(at) {
                set_status(bead, status);
            }
        }
        Some(wanted) => {
            let omission = wanted == Wanted::Omission;
            let operation = if omission { Operation::Omission { at } } else { Operation::Addition { at } };
            // Only a gap can be marked, which comparing has seen to.
            if let Ok(splice) = splice(beads, &operation, present) {
                splice.apply(beads);
            }
        }
        None => {}
    }
    if let (Some(note), Some(bead)) = (&change.note, beads.get_mut(at)) {
        bead.note.clone_from(note);
    }
}

/// A dispute as the page lists it.
fn conflict(state: &State, change: &Change, reason: &str) -> Option<Conflict> {
    let bead = state.beads.get(change.at)?;
    let texts = Edition::ALL.map(|edition| {
        let segments = state.segments(edition).get(bead.runs[edition].range()).unwrap_or_default();
        segments.iter().map(|segment| segment.text.clone()).collect()
    });
    Some(Conflict {
        texts,
        status: change.status.map_or(bead.status, Wanted::status),
        note: change.note.clone().unwrap_or_default(),
        flags: bead.flags.clone(),
        reason: reason.to_owned(),
        dismissed: false,
    })
}

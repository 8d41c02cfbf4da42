//! Tables as rows of texts: the sheets of a workbook, and CSV in whatever form a spreadsheet saves it.

use std::io::Cursor;
use std::path::Path;

use calamine::{Data, DataRef, Reader, Sheet, SheetVisible, Xlsx, XlsxError};

use super::document::archive::{Archive, damaged, protected};
use super::guarded::guarded;
use crate::error::{Error, ErrorKind, Result};

pub use super::document::archive::{is_archive, is_compound};

/// A workbook with more cells than this is refused, those counted that are empty and stand before a filled one.
const MOST_CELLS: usize = 20_000_000;
/// Rows and columns beyond these hold no text a person wrote; an empty row costs nothing up to here.
const MOST_ROWS: usize = 1_048_576;
const MOST_COLUMNS: usize = 1_024;
/// All texts of a workbook together, in bytes.
const MOST_TEXT: usize = 256 << 20;

/// One sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Whether it is hidden.
    pub hidden: bool,
    /// The texts of its cells, from the first row and column on; rows end at their last cell that is filled.
    pub rows: Vec<Vec<String>>,
}

/// The sheets of a workbook in Office Open XML; formulas count with the value they had when it was saved.
///
/// # Errors
/// `Input` where it is damaged, of the old format, behind a password or too large.
pub fn workbook(bytes: &[u8], path: &Path) -> Result<Vec<Table>> {
    Archive::open(bytes, path)?.check()?;
    // The reader of cells relies on rules that a file may break: a column of many letters.
    guarded(|| sheets(bytes, path)).unwrap_or_else(|| Err(damaged(path, "its cells break the rules")))
}

fn sheets(bytes: &[u8], path: &Path) -> Result<Vec<Table>> {
    let wrong = |error: XlsxError| match error {
        XlsxError::Password => protected(path),
        error => damaged(path, &error.to_string()),
    };
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(wrong)?;
    // A single cell far out makes room for all before it, so room is counted, not only what fills it.
    let (mut cells, mut room, mut text) = (0, 0, 0);
    let mut out = Vec::new();
    for Sheet { name, visible, .. } in book.sheets_metadata().to_vec() {
        // A chart has a name and no cells.
        let Ok(mut reader) = book.worksheet_cells_reader(&name) else { continue };
        let hidden = visible != SheetVisible::Visible;
        let mut table = Table { name, hidden, ..Table::default() };
        while let Some(cell) = reader.next_cell().map_err(wrong)? {
            let (row, column) = cell.get_position();
            let (row, column) = (row as usize, column as usize);
            let said = said(cell.get_value());
            (cells, text) = (cells + 1, text + said.len());
            let filled = !said.is_empty() && column < MOST_COLUMNS;
            if filled {
                let line = table.rows.get(row).map_or(0, Vec::len);
                room += (row + 1).saturating_sub(table.rows.len()) + (column + 1).saturating_sub(line);
            }
            if cells > MOST_CELLS || room > MOST_CELLS || text > MOST_TEXT || row >= MOST_ROWS {
                return Err(Error::new(ErrorKind::Input, "the workbook is too large")
                    .at(path)
                    .remedy("split it into several"));
            }
            if !filled {
                continue;
            }
            if table.rows.len() <= row {
                table.rows.resize(row + 1, Vec::new());
            }
            let line = &mut table.rows[row];
            if line.len() <= column {
                line.resize(column + 1, String::new());
            }
            line[column] = said;
        }
        out.push(table);
    }
    Ok(out)
}

/// What a cell shows, near enough: a date as `2024-09-30`, a number without an exponent.
fn said(cell: &DataRef<'_>) -> String {
    match Data::from(cell.clone()) {
        Data::Int(n) => n.to_string(),
        Data::Float(n) => n.to_string(),
        Data::String(text) => text,
        Data::Bool(value) => if value { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(when) if when.is_duration() => {
            let seconds = (when.as_f64() * 86_400.0).round() as i64;
            format!("{}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
        }
        Data::DateTime(when) => {
            let (year, month, day, hour, minute, second, _) = when.to_ymd_hms_milli();
            match (when.as_f64().fract() == 0.0, when.as_f64() < 1.0) {
                (_, true) => format!("{hour:02}:{minute:02}:{second:02}"),
                (true, _) => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"),
            }
        }
        Data::DateTimeIso(text) | Data::DurationIso(text) => text,
        Data::Error(_) | Data::Empty => String::new(),
    }
}

/// The rows of a CSV file with their line, from 1; in any delimiter, line end and form of the first line that
/// spreadsheets write.
///
/// # Errors
/// The line and what is wrong with it.
#[expect(clippy::type_complexity, reason = "a line and its cells")]
pub fn csv(text: &str) -> Result<Vec<(usize, Vec<String>)>, (usize, String)> {
    // One kind of line end, so that lines are counted as editors count them.
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let first = text.lines().next().unwrap_or_default();
    let (delimiter, skipped) = match first.strip_prefix("sep=").map(str::as_bytes) {
        Some(&[mark]) => (mark, true),
        _ => (delimiter(&text), false),
    };
    let body = if skipped { text.split_once('\n').map_or("", |(_, rest)| rest) } else { &text };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(body.as_bytes());
    let line = |place: Option<&csv::Position>| {
        place.map_or(0, |place| usize::try_from(place.line()).unwrap_or(0)) + usize::from(skipped)
    };
    let mut out = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| (line(e.position()), e.to_string()))?;
        out.push((line(record.position()), record.iter().map(str::to_owned).collect()));
    }
    Ok(out)
}

/// What the first lines have most of, outside quotes.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut quoted = false;
    for byte in text.bytes().take(4_096) {
        quoted ^= byte == b'"';
        if byte == b'\n' && !quoted && counts.iter().any(|(_, count)| *count > 0) {
            break;
        }
        if let Some((_, count)) = counts.iter_mut().find(|(mark, _)| *mark == byte && !quoted) {
            *count += 1;
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(mark, _)| mark)
}

#[cfg(test)]
mod tests {
    use super::csv;

    #[test]
    fn any_form_of_csv_gives_rows_and_lines() {
        let want = vec![
            vec!["a".to_owned(), "b;c".to_owned()],
            vec!["1\n2".to_owned(), "x".to_owned()],
            vec!["3".into(), "".into()],
        ];
        for (mark, end) in [(",", "\n"), (";", "\r\n"), ("\t", "\r\n"), ("|", "\r"), (",", "\r\n")] {
            let text = format!("\u{feff}a{mark}\"b;c\"{end}\"1\n2\"{mark}x{end}3{mark}{end}");
            let rows = csv(&text).unwrap();
            assert_eq!(rows.iter().map(|(_, cells)| cells.clone()).collect::<Vec<_>>(), want, "{text:?}");
            assert_eq!(rows.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 2, 4], "{text:?}");
        }
        assert_eq!(csv("sep=;\na;b\n").unwrap(), [(2, vec!["a".to_owned(), "b".to_owned()])]);
    }
}

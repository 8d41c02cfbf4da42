//! The translators' sheet as CSV (RFC 4180).

use std::io::Write;

use super::row::{BASE, DIFFERENCES};
use super::{COLUMNS, Record, Row, Writer, guard, stream};
use crate::error::{Error, ErrorKind, Result};

/// Characters Excel keeps of a cell, counted in UTF-16 units as Excel counts them.
pub const EXCEL_CELL: usize = 32_767;
/// Rows Excel keeps of a sheet, the header among them.
pub const EXCEL_ROWS: usize = 1_048_576;

/// Where the columns [`DIFFERENCES`] and [`BASE`] stand: before `status`.
const BASE_AT: usize = 10;

/// Writes the sheet.
///
/// Plain: UTF-8 without BOM, LF, quoted where needed. Excel: with BOM, CRLF, every cell quoted, and
/// an error that names the bead where a limit of Excel is passed (plain: a warning).
#[derive(Debug)]
pub struct CsvWriter {
    excel: bool,
    guard: bool,
    base: bool,
    rows: usize,
    warnings: Vec<String>,
}

impl CsvWriter {
    /// A sheet for `excel` or for anything; with `guard` against formulas, with the columns `differences` and `base`
    /// where a person works in it and it may come back.
    pub fn new(excel: bool, guard: bool, base: bool) -> Self {
        CsvWriter { excel, guard, base, rows: 1, warnings: Vec::new() }
    }

    fn write_rows<'a>(
        &self,
        rows: impl IntoIterator<Item = (&'a [String; 13], [String; 2])>,
        out: &mut dyn Write,
    ) -> Result<()> {
        let (quotes, end) = match self.excel {
            true => (csv::QuoteStyle::Always, csv::Terminator::CRLF),
            false => (csv::QuoteStyle::Necessary, csv::Terminator::Any(b'\n')),
        };
        let mut sheet = csv::WriterBuilder::new().quote_style(quotes).terminator(end).from_writer(out);
        for (row, more) in rows {
            // Before what people fill in, so that the row still ends with their note.
            let (known, own) = row.split_at(BASE_AT);
            let more = more.iter().filter(|_| self.base);
            sheet.write_record(known.iter().chain(more).chain(own)).map_err(|e| stream(e.into()))?;
        }
        sheet.flush().map_err(stream)
    }
}

/// What Excel would lose, as an error that names the bead; `above` rows stand in the sheet, the header among them.
pub(super) fn check_limits(record: &Record, cells: &[&[String; 13]], above: usize) -> Result<()> {
    for (index, row) in cells.iter().enumerate() {
        let place = || format!("{}, row {}, bead {}", record.article, row[2], row[0]);
        let long = row.iter().zip(COLUMNS).find(|(cell, _)| too_long(cell));
        if let Some((_, column)) = long {
            let message = format!(
                "{}: {column} is longer than the {EXCEL_CELL} characters a cell of Excel holds",
                place()
            );
            return Err(Error::new(ErrorKind::Input, message)
                .remedy("split the row, or write plain CSV, TSV or JSONL"));
        }
        if above + index >= EXCEL_ROWS {
            let message = format!("{}: a sheet of Excel ends after {EXCEL_ROWS} rows", place());
            return Err(Error::new(ErrorKind::Input, message)
                .remedy("align fewer articles into one sheet, or write plain CSV, TSV or JSONL"));
        }
    }
    Ok(())
}

fn too_long(cell: &str) -> bool {
    // A UTF-16 unit never takes less than a byte of UTF-8, so most cells need no counting.
    cell.len() > EXCEL_CELL && cell.encode_utf16().count() > EXCEL_CELL
}

impl Writer for CsvWriter {
    fn begin(&mut self, out: &mut dyn Write) -> Result<()> {
        if self.excel {
            out.write_all("\u{feff}".as_bytes()).map_err(stream)?;
        }
        self.write_rows([(&COLUMNS.map(str::to_owned), [DIFFERENCES, BASE].map(str::to_owned))], out)
    }

    fn article(&mut self, record: &Record, out: &mut dyn Write) -> Result<()> {
        let text = |t: &str| if self.guard { guard(t).into_owned() } else { t.to_owned() };
        let row = |row: Row<'_>| (row.cells(text), [text(&row.differences), row.base()]);
        let rows: Vec<_> = Row::of(record).map(row).collect();
        let cells: Vec<&[String; 13]> = rows.iter().map(|(cells, _)| cells).collect();
        match check_limits(record, &cells, self.rows) {
            Err(error) if self.excel => return Err(error),
            Err(error) => self.warnings.push(error.to_string()),
            Ok(()) => {}
        }
        self.write_rows(rows.iter().map(|(cells, more)| (cells, more.clone())), out)?;
        self.rows += rows.len();
        Ok(())
    }

    fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

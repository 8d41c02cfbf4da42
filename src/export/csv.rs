//! The translators' sheet as CSV (RFC 4180).

use std::io::Write;

use super::{COLUMNS, Record, Row, Writer, guard, stream};
use crate::error::{Error, ErrorKind, Result};

/// Characters Excel keeps of a cell, counted in UTF-16 units as Excel counts them.
pub const EXCEL_CELL: usize = 32_767;
/// Rows Excel keeps of a sheet, the header among them.
pub const EXCEL_ROWS: usize = 1_048_576;

/// Writes the sheet.
///
/// Plain: UTF-8 without BOM, LF, quoted where needed. Excel: with BOM, CRLF, every cell quoted, and
/// an error that names the bead where a limit of Excel is passed (plain: a warning).
#[derive(Debug)]
pub struct CsvWriter {
    excel: bool,
    guard: bool,
    rows: usize,
    warnings: Vec<String>,
}

impl CsvWriter {
    /// A sheet for `excel` or for anything; with `guard` against formulas.
    pub fn new(excel: bool, guard: bool) -> Self {
        CsvWriter { excel, guard, rows: 1, warnings: Vec::new() }
    }

    /// What Excel would lose, as an error that names the bead.
    fn check(&self, record: &Record, cells: &[[String; 13]]) -> Result<()> {
        for (index, row) in cells.iter().enumerate() {
            let place = || format!("{}, row {}, bead {}", record.article, row[2], row[0]);
            let long = row.iter().zip(COLUMNS).find(|(cell, _)| too_long(cell));
            if let Some((_, column)) = long {
                let message = format!(
                    "{}: {column} is longer than the {EXCEL_CELL} characters a cell of Excel holds",
                    place()
                );
                return Err(Error::new(ErrorKind::Input, message)
                    .remedy("split the bead, or write plain CSV, TSV or JSONL"));
            }
            if self.rows + index >= EXCEL_ROWS {
                let message = format!("{}: a sheet of Excel ends after {EXCEL_ROWS} rows", place());
                return Err(Error::new(ErrorKind::Input, message)
                    .remedy("align fewer articles into one sheet, or write plain CSV, TSV or JSONL"));
            }
        }
        Ok(())
    }

    fn write_rows<'a>(
        &self,
        rows: impl IntoIterator<Item = &'a [String; 13]>,
        out: &mut dyn Write,
    ) -> Result<()> {
        let (quotes, end) = match self.excel {
            true => (csv::QuoteStyle::Always, csv::Terminator::CRLF),
            false => (csv::QuoteStyle::Necessary, csv::Terminator::Any(b'\n')),
        };
        let mut sheet = csv::WriterBuilder::new().quote_style(quotes).terminator(end).from_writer(out);
        for row in rows {
            sheet.write_record(row).map_err(|e| stream(e.into()))?;
        }
        sheet.flush().map_err(stream)
    }
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
        self.write_rows([&COLUMNS.map(str::to_owned)], out)
    }

    fn article(&mut self, record: &Record, out: &mut dyn Write) -> Result<()> {
        let text = |t: &str| if self.guard { guard(t).into_owned() } else { t.to_owned() };
        let cells: Vec<_> = Row::of(record).map(|row| row.cells(text)).collect();
        match self.check(record, &cells) {
            Err(error) if self.excel => return Err(error),
            Err(error) => self.warnings.push(error.to_string()),
            Ok(()) => {}
        }
        self.write_rows(&cells, out)?;
        self.rows += cells.len();
        Ok(())
    }

    fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

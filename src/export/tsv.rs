//! The translators' sheet with TAB between the cells and no quoting.

use std::io::Write;

use super::{COLUMNS, Record, Row, Writer, guard, stream};
use crate::error::Result;

/// Writes the columns of the CSV; TAB and newlines in a text become a space.
#[derive(Debug)]
pub struct TsvWriter {
    guard: bool,
}

impl TsvWriter {
    /// With `guard` against formulas or without.
    pub fn new(guard: bool) -> Self {
        TsvWriter { guard }
    }
}

impl Writer for TsvWriter {
    fn begin(&mut self, out: &mut dyn Write) -> Result<()> {
        writeln!(out, "{}", COLUMNS.join("\t")).map_err(stream)
    }

    fn article(&mut self, record: &Record, out: &mut dyn Write) -> Result<()> {
        let text = |t: &str| {
            let flat = t.replace("\r\n", " ").replace(['\t', '\n', '\r'], " ");
            if self.guard { guard(&flat).into_owned() } else { flat }
        };
        for row in Row::of(record) {
            writeln!(out, "{}", row.cells(text).join("\t")).map_err(stream)?;
        }
        Ok(())
    }
}

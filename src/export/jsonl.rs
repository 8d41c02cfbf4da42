//! JSONL: the complete record, one article a line.

use std::io::Write;

use super::{Record, Writer, stream};
use crate::error::Result;

/// Writes [`Record`]s, one a line, LF.
#[derive(Debug, Default)]
pub struct JsonlWriter;

impl Writer for JsonlWriter {
    fn begin(&mut self, _out: &mut dyn Write) -> Result<()> {
        Ok(())
    }

    fn article(&mut self, record: &Record, out: &mut dyn Write) -> Result<()> {
        serde_json::to_writer(&mut *out, record).map_err(|e| stream(e.into()))?;
        out.write_all(b"\n").map_err(stream)
    }
}

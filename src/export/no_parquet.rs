//! What stands for the Parquet writer in a build without it: every call says so.

use std::io::Write;
use std::path::Path;

use super::{Record, Writer};
use crate::error::{Error, ErrorKind, Result};

/// Cannot be made: this build writes no Parquet.
pub struct ParquetWriter(std::convert::Infallible);

fn absent() -> Error {
    Error::new(ErrorKind::Usage, "this build writes no Parquet").remedy("build it with the feature `parquet`")
}

impl ParquetWriter {
    /// # Errors
    /// `Usage`, always.
    pub fn new(_: &Path) -> Result<Self> {
        Err(absent())
    }

    /// # Errors
    /// `Usage`, always.
    pub fn hub(_: &Path) -> Result<Self> {
        Err(absent())
    }

    /// # Errors
    /// `Usage`, always.
    pub fn split(_: &Path, _: &str) -> Result<Self> {
        Err(absent())
    }
}

impl Writer for ParquetWriter {
    fn begin(&mut self, _: &mut dyn Write) -> Result<()> {
        match self.0 {}
    }

    fn article(&mut self, _: &Record, _: &mut dyn Write) -> Result<()> {
        match self.0 {}
    }
}

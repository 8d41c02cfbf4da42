//! The table of pieces: a row of bytes each, in memory or read from its file row by row.
//!
//! A text uses a small part of the 128,010 rows, so a file is never read whole: that makes the start fast
//! without mapping memory.

use std::fs::File;

use crate::error::{Error, Result};

/// Numbers of a row.
pub const DIMENSION: usize = 512;
/// Rows: one a piece.
pub const ROWS: usize = 128_010;

/// Where the rows are.
pub enum Table {
    /// In memory.
    Memory(Vec<u8>),
    /// In a file, from a byte on.
    File(File, u64),
}

impl Table {
    /// The row of a piece.
    ///
    /// # Errors
    /// `Io` where the file cannot be read any more.
    pub fn row(&self, piece: usize, out: &mut [u8; DIMENSION]) -> Result<()> {
        let at = piece.min(ROWS - 1) * DIMENSION;
        match self {
            Table::Memory(bytes) => {
                out.copy_from_slice(&bytes[at..at + DIMENSION]);
                Ok(())
            }
            Table::File(file, start) => read_at(file, out, start + at as u64)
                .map_err(|e| Error::io("vectors", &e).remedy("add them again with `trialign vectors add`")),
        }
    }
}

#[cfg(unix)]
fn read_at(file: &File, out: &mut [u8], at: u64) -> std::io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, out, at)
}

#[cfg(windows)]
fn read_at(file: &File, mut out: &mut [u8], mut at: u64) -> std::io::Result<()> {
    while !out.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, out, at)?;
        if read == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        out = &mut out[read..];
        at += read as u64;
    }
    Ok(())
}

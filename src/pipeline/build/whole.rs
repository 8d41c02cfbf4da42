//! Files of a build, whole or not there.

use std::io::Write;
use std::path::Path;

use rayon::prelude::*;

use crate::error::{Error, ErrorKind, Result};
use crate::export::{Aside, Record};
use crate::input;

/// Writes a whole file of a build, aside and renamed.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut aside = Aside::create(path)?;
    aside.write_all(bytes).map_err(|e| Error::io(path, &e).remedy("is the disk full?"))?;
    aside.commit()
}

/// Reads the records of a shard.
pub(super) fn read_shard(path: &Path) -> Result<Vec<Record>> {
    let bytes = input::bytes(path, input::CORPUS)?;
    let lines: Vec<&[u8]> = bytes.split(|&b| b == b'\n').filter(|line| !line.is_empty()).collect();
    lines
        .par_iter()
        .map(|line| {
            serde_json::from_slice(line).map_err(|e| Error::new(ErrorKind::Input, e.to_string()).at(path))
        })
        .collect()
}

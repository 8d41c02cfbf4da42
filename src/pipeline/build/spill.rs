//! Joins by key that do not fit in memory: rows are spilled to disk by the first bits of their key, and come back a
//! bucket at a time, in order (the partitions of a Grace hash join).

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Buckets; each is held in memory once.
const BUCKETS: usize = 64;

/// Entries of `N` bytes whose first eight are a key. A file that the system takes away with the process.
pub(super) struct Spill<const N: usize> {
    folder: PathBuf,
    buckets: Vec<BufWriter<File>>,
}

impl<const N: usize> Spill<N> {
    /// Buckets in a folder that is there.
    pub fn create(folder: &Path) -> Result<Self> {
        let file = |_| {
            let file = tempfile::tempfile_in(folder).map_err(|e| Error::io(folder, &e))?;
            Ok(BufWriter::new(file))
        };
        Ok(Spill { folder: folder.to_path_buf(), buckets: (0..BUCKETS).map(file).collect::<Result<_>>()? })
    }

    /// Adds an entry.
    pub fn push(&mut self, entry: &[u8; N]) -> Result<()> {
        // The keys are hashes, so any of their bytes is as good as another.
        let bucket = usize::from(entry[0]) % BUCKETS;
        self.buckets[bucket].write_all(entry).map_err(|e| full(&self.folder, &e))
    }

    /// Hands over all entries with one key, key by key; within a key in the order of their bytes.
    pub fn groups(self, mut each: impl FnMut(&[[u8; N]]) -> Result<()>) -> Result<()> {
        for bucket in self.buckets {
            let failed = |e: &std::io::Error| full(&self.folder, e);
            let mut file = bucket.into_inner().map_err(|e| failed(e.error()))?;
            file.seek(SeekFrom::Start(0)).map_err(|e| failed(&e))?;
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).map_err(|e| failed(&e))?;
            let mut entries: Vec<[u8; N]> = bytes.as_chunks::<N>().0.to_vec();
            drop(bytes);
            entries.sort_unstable();
            for group in entries.chunk_by(|a, b| a[..8] == b[..8]) {
                each(group)?;
            }
        }
        Ok(())
    }
}

fn full(folder: &Path, error: &std::io::Error) -> Error {
    Error::io(folder, error).remedy("is the disk full?")
}

/// Rows of one size, written in order, then read by number.
pub(super) struct Rows {
    folder: PathBuf,
    size: usize,
    file: BufWriter<File>,
}

/// The rows, to be read.
pub(super) struct WrittenRows {
    folder: PathBuf,
    size: usize,
    file: File,
}

impl Rows {
    /// Rows of `size` bytes.
    pub fn create(folder: &Path, size: usize) -> Result<Self> {
        let file = tempfile::tempfile_in(folder).map_err(|e| Error::io(folder, &e))?;
        Ok(Rows { folder: folder.to_path_buf(), size, file: BufWriter::new(file) })
    }

    /// Adds rows.
    pub fn push(&mut self, rows: &[u8]) -> Result<()> {
        self.file.write_all(rows).map_err(|e| full(&self.folder, &e))
    }

    /// All rows are there.
    pub fn finish(self) -> Result<WrittenRows> {
        let file = self.file.into_inner().map_err(|e| full(&self.folder, e.error()))?;
        Ok(WrittenRows { folder: self.folder, size: self.size, file })
    }
}

impl WrittenRows {
    /// Reads some bytes of a row.
    pub fn get(&mut self, row: u64, at: usize, out: &mut [u8]) -> Result<()> {
        let place = SeekFrom::Start(row * self.size as u64 + at as u64);
        let read = self.file.seek(place).and_then(|_| self.file.read_exact(out));
        read.map_err(|e| Error::io(&self.folder, &e))
    }

    /// Goes through all rows in order.
    pub fn each(&mut self, mut each: impl FnMut(u64, &[u8]) -> Result<()>) -> Result<()> {
        let failed = |e: &std::io::Error| Error::io(&self.folder, e);
        self.file.seek(SeekFrom::Start(0)).map_err(|e| failed(&e))?;
        let mut reader = BufReader::with_capacity(1 << 18, &self.file);
        let mut row = vec![0; self.size];
        for number in 0.. {
            match reader.read_exact(&mut row) {
                Ok(()) => each(number, &row)?,
                Err(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => break,
                Err(e) => return Err(failed(&e)),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn groups_are_all_and_in_order(entries in prop::collection::vec((0u16..40, any::<u8>()), 0..300)) {
            let folder = tempfile::tempdir().unwrap();
            let mut spill = Spill::<9>::create(folder.path()).unwrap();
            let mut expected: BTreeMap<u16, Vec<u8>> = BTreeMap::new();
            for (key, value) in entries {
                let mut entry = [0; 9];
                entry[..2].copy_from_slice(&key.wrapping_mul(40_503).to_be_bytes());
                entry[8] = value;
                spill.push(&entry).unwrap();
                expected.entry(key.wrapping_mul(40_503)).or_default().push(value);
            }
            let mut seen = BTreeMap::new();
            spill.groups(|group| {
                let key = u16::from_be_bytes([group[0][0], group[0][1]]);
                seen.insert(key, group.iter().map(|entry| entry[8]).collect::<Vec<_>>());
                Ok(())
            }).unwrap();
            expected.values_mut().for_each(|values| values.sort());
            prop_assert_eq!(seen, expected);
        }
    }
}

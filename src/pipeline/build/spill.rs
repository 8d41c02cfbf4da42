//! Joins by key that do not fit in memory: rows are spilled to disk by the first bits of their key, and come back a
//! bucket at a time, in order (the partitions of a Grace hash join).

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Buckets at each level.
const BUCKETS: usize = 64;
/// A bucket of more bytes is dealt out again, by the next byte of the keys. What one key alone has is held at once.
const ROOM: u64 = 1 << 24;

/// Entries of `N` bytes whose first eight are a key. A file that the system takes away with the process.
pub(super) struct Spill<const N: usize> {
    folder: PathBuf,
    /// Made when something falls into them.
    buckets: [Option<BufWriter<File>>; BUCKETS],
    /// The byte of a key that names its bucket: the keys are hashes, so any is as good as another.
    byte: usize,
    room: u64,
}

impl<const N: usize> Spill<N> {
    /// Buckets in a folder that is there.
    pub fn create(folder: &Path) -> Self {
        Spill::level(folder, 0, ROOM)
    }

    fn level(folder: &Path, byte: usize, room: u64) -> Self {
        Spill { folder: folder.to_path_buf(), buckets: [const { None }; BUCKETS], byte, room }
    }

    /// Adds an entry.
    pub fn push(&mut self, entry: &[u8; N]) -> Result<()> {
        let bucket = &mut self.buckets[usize::from(entry[self.byte]) % BUCKETS];
        let made = match bucket {
            Some(made) => made,
            None => {
                let file = tempfile::tempfile_in(&self.folder).map_err(|e| full(&self.folder, &e))?;
                bucket.insert(BufWriter::new(file))
            }
        };
        made.write_all(entry).map_err(|e| full(&self.folder, &e))
    }

    /// Hands over all entries with one key, key by key; within a key in the order of their bytes.
    pub fn groups(self, mut each: impl FnMut(&[[u8; N]]) -> Result<()>) -> Result<()> {
        self.sorted(&mut |entries| entries.chunk_by(|a, b| a[..8] == b[..8]).try_for_each(&mut each))
    }

    /// Hands over the entries a bucket at a time, in order; all of a key are in one bucket.
    fn sorted(self, each: &mut dyn FnMut(&[[u8; N]]) -> Result<()>) -> Result<()> {
        for bucket in self.buckets.into_iter().flatten() {
            let failed = |e: &std::io::Error| full(&self.folder, e);
            let mut file = bucket.into_inner().map_err(|e| failed(e.error()))?;
            let length = file.seek(SeekFrom::End(0)).map_err(|e| failed(&e))?;
            file.seek(SeekFrom::Start(0)).map_err(|e| failed(&e))?;
            if length > self.room && self.byte < 7 {
                let mut finer = Spill::level(&self.folder, self.byte + 1, self.room);
                let mut reader = BufReader::new(file);
                let mut entry = [0; N];
                for _ in 0..length / N as u64 {
                    reader.read_exact(&mut entry).map_err(|e| failed(&e))?;
                    finer.push(&entry)?;
                }
                drop(reader);
                finer.sorted(each)?;
                continue;
            }
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).map_err(|e| failed(&e))?;
            let entries = bytes.as_chunks_mut::<N>().0;
            entries.sort_unstable();
            each(entries)?;
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

    /// An entry of nine bytes.
    fn entry(key: u64, value: u8) -> [u8; 9] {
        let mut entry = [value; 9];
        entry[..8].copy_from_slice(&key.to_be_bytes());
        entry
    }

    #[test]
    fn what_is_held_at_once_does_not_grow_with_the_entries() {
        let folder = tempfile::tempdir().unwrap();
        let mut spill = Spill::<9>::level(folder.path(), 0, 900);
        let keys: Vec<u64> = (0..20_000u64).map(|n| n.wrapping_mul(0x9e37_79b9_7f4a_7c15)).collect();
        keys.iter().for_each(|key| spill.push(&entry(*key, 1)).unwrap());
        let (mut most, mut all) = (0, 0);
        spill
            .sorted(&mut |entries| {
                (most, all) = (most.max(entries.len()), all + entries.len());
                Ok(())
            })
            .unwrap();
        assert_eq!(all, keys.len());
        assert!(most <= 100, "{most} entries of 9 bytes held, with room for 900 bytes");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn groups_are_all_and_in_order(
            entries in prop::collection::vec((0u64..40, any::<u8>()), 0..300),
            room in prop::sample::select(vec![0, 50, ROOM]),
            shift in 0u32..64,
        ) {
            let folder = tempfile::tempdir().unwrap();
            let mut spill = Spill::<9>::level(folder.path(), 0, room);
            let mut expected: BTreeMap<u64, Vec<u8>> = BTreeMap::new();
            for (key, value) in entries {
                let key = key.rotate_left(shift);
                spill.push(&entry(key, value)).unwrap();
                expected.entry(key).or_default().push(value);
            }
            let mut seen = BTreeMap::new();
            spill.groups(|group| {
                let key = u64::from_be_bytes(*group[0].first_chunk().unwrap());
                seen.insert(key, group.iter().map(|entry| entry[8]).collect::<Vec<_>>());
                Ok(())
            }).unwrap();
            expected.values_mut().for_each(|values| values.sort());
            prop_assert_eq!(seen, expected);
        }
    }
}

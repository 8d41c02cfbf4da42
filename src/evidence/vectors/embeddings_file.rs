//! Vectors of your own from a NumPy file: float32, one row a segment.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use super::cache::{Key, key};
use super::kernels::add;
use super::npy::Npy;
use super::runs::{LONGEST, Runs};
use super::{Line, Vectors};
use crate::bead::Run;
use crate::error::{Error, ErrorKind, Result};
use crate::input;
use crate::text::sha256;

/// Rows by the text of their segment; a joined run has the mean of its segments' directions.
pub struct EmbeddingsFile {
    rows: OnceLock<HashMap<Key, usize>>,
    values: Vec<f32>,
    count: usize,
    dimension: usize,
    signature: String,
}

impl EmbeddingsFile {
    /// Reads a file.
    ///
    /// # Errors
    /// `Io` where it cannot be read; `Input` where it is no float32 array of two dimensions with sound numbers.
    pub fn read(path: &Path) -> Result<EmbeddingsFile> {
        let file = input::open(path).map_err(|e| e.remedy("see --embeddings-file"))?;
        let bytes = Npy::load(file).map_err(|e| e.at(path))?;
        EmbeddingsFile::parse(&bytes).map_err(|e| e.at(path))
    }

    fn parse(bytes: &[u8]) -> Result<EmbeddingsFile> {
        let npy = Npy::parse(bytes)?;
        let [count, dimension] = match *npy.shape.as_slice() {
            [count, dimension] if dimension > 0 => [count, dimension],
            _ => {
                return Err(Error::new(ErrorKind::Input, "the array does not have two dimensions")
                    .remedy("one row a segment"));
            }
        };
        let mut values = npy.floats()?;
        for row in values.chunks_exact_mut(dimension) {
            let length = row.iter().map(|v| v * v).sum::<f32>().sqrt();
            if length.is_finite() && length > f32::MIN_POSITIVE {
                row.iter_mut().for_each(|v| *v /= length);
            } else {
                row.fill(0.0);
            }
        }
        let signature = format!("embeddings file {}", &sha256(bytes)[..12]);
        Ok(EmbeddingsFile { rows: OnceLock::new(), values, count, dimension, signature })
    }

    fn row(&self, text: &str) -> Result<&[f32]> {
        let row = self.rows.get().and_then(|rows| rows.get(&key([text]))).ok_or_else(|| {
            let start: String = text.chars().take(30).collect();
            Error::new(ErrorKind::Input, format!("the embeddings file has no row for '{start}…'"))
        })?;
        Ok(&self.values[row * self.dimension..(row + 1) * self.dimension])
    }
}

impl Vectors for EmbeddingsFile {
    fn signature(&self) -> String {
        self.signature.clone()
    }

    /// Rows stand for texts article by article, in each en, then zh-Hans, then zh-Hant.
    fn know(&self, texts: &[&str]) -> Result<()> {
        if texts.len() != self.count {
            let message = format!("{} rows of the embeddings file for {} segments", self.count, texts.len());
            return Err(Error::new(ErrorKind::Input, message).remedy(
                "write one row a segment, article by article, in each en, then zh-Hans, then zh-Hant; `trialign segment` shows them",
            ));
        }
        let mut rows = HashMap::new();
        for (k, text) in texts.iter().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
            if self.values[k * self.dimension..(k + 1) * self.dimension].iter().all(|v| *v == 0.0) {
                let message =
                    format!("row {} of the embeddings file is zero; its segment is not empty", k + 1);
                return Err(Error::new(ErrorKind::Input, message));
            }
            rows.entry(key([*text])).or_insert(k);
        }
        // a second run with the same file keeps what the first was told
        let _ = self.rows.set(rows);
        Ok(())
    }

    fn runs(&self, lines: &[Line<'_>]) -> Result<Arc<Runs>> {
        let mut sums: Vec<Option<Vec<f32>>> = Vec::with_capacity(lines.len());
        for line in lines {
            let mut sum = None;
            for segment in line.iter().flat_map(|run| run.iter()).filter(|s| !s.text.trim().is_empty()) {
                add(sum.get_or_insert_with(|| vec![0.0; self.dimension]), self.row(&segment.text)?);
            }
            sums.push(sum);
        }
        let mut runs = Runs::new(lines.len(), self.dimension);
        for first in 0..lines.len() {
            let mut whole: Option<Vec<f32>> = None;
            for len in 1..=LONGEST.min(lines.len() - first) {
                if let Some(sum) = &sums[first + len - 1] {
                    add(whole.get_or_insert_with(|| vec![0.0; self.dimension]), sum);
                }
                if let Some(whole) = &whole {
                    runs.set(Run::new(first, len), whole)?;
                }
            }
        }
        Ok(Arc::new(runs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(rows: usize, dimension: usize, values: &[f32]) -> Vec<u8> {
        let header =
            format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {dimension}), }}\n");
        let mut out = b"\x93NUMPY\x01\x00".to_vec();
        out.extend((header.len() as u16).to_le_bytes());
        out.extend(header.as_bytes());
        values.iter().for_each(|v| out.extend(v.to_le_bytes()));
        out
    }

    #[test]
    fn rows_stand_for_segments() {
        let vectors = EmbeddingsFile::parse(&file(2, 2, &[3.0, 4.0, 0.0, 2.0])).unwrap();
        vectors.know(&["a", "b"]).unwrap();
        assert_eq!(vectors.row("a").unwrap(), [0.6, 0.8]);
        assert!(vectors.row("c").unwrap_err().to_string().contains("no row for 'c…'"));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let error = |bytes: &[u8]| {
            EmbeddingsFile::parse(bytes).and_then(|v| v.know(&["a", "b"])).unwrap_err().to_string()
        };
        assert!(error(&file(3, 1, &[1.0; 3])).contains("3 rows of the embeddings file for 2 segments"));
        assert!(error(&file(1, 1, &[1.0])).contains("1 rows of the embeddings file for 2 segments"));
        assert!(error(&file(2, 1, &[1.0, 0.0])).contains("row 2 of the embeddings file is zero"));
        assert!(error(&file(2, 1, &[f32::NAN, 0.0])).contains("row 1"));
        assert!(error(b"PK").contains("not a NumPy array file"));
    }
}

//! Vectors from the built-in encoder: each sentence summed once, every joined run one pass of the head.

use std::ops::Range;
use std::sync::Arc;

use super::cache::{Cache, key};
use super::encoder::Encoder;
use super::head::SUMMED;
use super::package::{PACKAGE, VERSION};
use super::runs::{LONGEST, Runs};
use super::size::Sum;
use super::table::DIMENSION;
use super::{Line, Vectors};
use crate::bead::Run;
use crate::error::Result;

/// Bytes of sums, and of runs, that are kept.
const MOST_BYTES: usize = 96 << 20;
/// Lines whose sums are held at a time.
const WINDOW: usize = 1_024;
/// Runs that go through the head together.
const BATCH: usize = 256;

/// The encoder as a source of vectors.
pub struct Encoded {
    encoder: Encoder,
    sums: Cache<Sum>,
    runs: Cache<Runs>,
}

impl Encoded {
    /// With nothing kept yet.
    pub fn new(encoder: Encoder) -> Encoded {
        Encoded { encoder, sums: Cache::new(MOST_BYTES), runs: Cache::new(MOST_BYTES) }
    }

    /// The sums of texts, from the cache where they are known.
    fn sums(&self, texts: &[&str]) -> Result<Vec<Arc<Sum>>> {
        let keys: Vec<_> = texts.iter().map(|text| key([*text])).collect();
        let mut found: Vec<Option<Arc<Sum>>> = keys.iter().map(|key| self.sums.get(key)).collect();
        let new: Vec<usize> = (0..texts.len()).filter(|k| found[*k].is_none()).collect();
        let made = self.encoder.sums(&new.iter().map(|k| texts[*k]).collect::<Vec<_>>())?;
        for (k, sum) in new.into_iter().zip(made) {
            let sum = Arc::new(sum);
            self.sums.put(keys[k], sum.clone(), SUMMED * 4);
            found[k] = Some(sum);
        }
        Ok(found.into_iter().flatten().collect())
    }

    /// The sum of each line; `None` for a line without text. The editions of a unit count by half.
    fn lines(&self, lines: &[Line<'_>]) -> Result<Vec<Option<Sum>>> {
        let texts: Vec<&str> =
            lines.iter().flatten().flat_map(|run| run.iter()).map(|s| s.text.as_str()).collect();
        let sums = self.sums(&texts)?;
        let mut next = texts.iter().zip(&sums);
        let mut out = Vec::with_capacity(lines.len());
        for line in lines {
            let mut editions = 0.0;
            let mut whole = Sum { values: vec![0.0; SUMMED], tokens: 0.0 };
            for run in line {
                let mut any = false;
                for (text, sum) in next.by_ref().take(run.len()) {
                    if !text.trim().is_empty() {
                        any = true;
                        whole.add(sum);
                    }
                }
                editions += f32::from(u8::from(any));
            }
            out.push((editions > 0.0).then(|| {
                whole.values.iter_mut().for_each(|v| *v /= editions);
                whole.tokens /= editions;
                whole
            }));
        }
        Ok(out)
    }
}

impl Encoded {
    /// Adds the runs that begin in a window of lines: the sums of a whole book are never held at once.
    fn add(&self, lines: &[Line<'_>], window: Range<usize>, runs: &mut Runs) -> Result<()> {
        let sums = self.lines(&lines[window.start..(window.end + LONGEST - 1).min(lines.len())])?;
        let (mut batch, mut which): (Vec<Sum>, Vec<Run>) = (Vec::new(), Vec::new());
        for first in window.clone() {
            let mut whole: Option<Sum> = None;
            for len in 1..=LONGEST.min(lines.len() - first) {
                match (&mut whole, &sums[first + len - 1 - window.start]) {
                    (Some(whole), Some(sum)) => whole.add(sum),
                    (None, Some(sum)) => whole = Some(sum.clone()),
                    (_, None) => {}
                }
                if let Some(whole) = &whole {
                    batch.push(whole.clone());
                    which.push(Run::new(first, len));
                }
            }
            if batch.len() >= BATCH || first + 1 == window.end {
                for (run, vector) in which.iter().zip(self.encoder.head(&batch)?.chunks_exact(DIMENSION)) {
                    runs.set(*run, vector)?;
                }
                batch.clear();
                which.clear();
            }
        }
        Ok(())
    }
}

impl Sum {
    fn add(&mut self, other: &Sum) {
        super::kernels::add(&mut self.values, &other.values);
        self.tokens += other.tokens;
    }
}

impl Vectors for Encoded {
    fn signature(&self) -> String {
        format!("{PACKAGE} {VERSION}")
    }

    fn runs(&self, lines: &[Line<'_>]) -> Result<Arc<Runs>> {
        let mark = |line: &Line<'_>| line.iter().map(|run| run.len()).sum::<usize>().to_string();
        let marks: Vec<String> = lines.iter().map(mark).collect();
        let texts = lines.iter().zip(&marks).flat_map(|(line, mark)| {
            std::iter::once(mark.as_str())
                .chain(line.iter().flat_map(|run| run.iter()).map(|s| s.text.as_str()))
        });
        let key = key(texts);
        if let Some(runs) = self.runs.get(&key) {
            return Ok(runs);
        }
        let mut runs = Runs::new(lines.len(), DIMENSION);
        for first in (0..lines.len()).step_by(WINDOW) {
            self.add(lines, first..(first + WINDOW).min(lines.len()), &mut runs)?;
        }
        let runs = Arc::new(runs);
        self.runs.put(key, runs.clone(), runs.bytes());
        Ok(runs)
    }
}

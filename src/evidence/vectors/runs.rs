//! The vectors of a side's lines and of its joined runs, a byte a number.

use super::dot::dot;
use crate::bead::Run;
use crate::error::{Error, ErrorKind, Result};

/// Lines of the longest run that has a vector.
pub const LONGEST: usize = 7;

/// A vector for each run of up to [`LONGEST`] lines that has any text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Runs {
    lines: usize,
    dimension: usize,
    codes: Vec<i8>,
    /// What a step of a code is worth; 0 where a run has no vector.
    steps: Vec<f32>,
}

impl Runs {
    /// Room for the runs of `lines` lines with vectors of `dimension` numbers.
    pub fn new(lines: usize, dimension: usize) -> Runs {
        let slots = lines * LONGEST;
        Runs { lines, dimension, codes: vec![0; slots * dimension], steps: vec![0.0; slots] }
    }

    /// How many lines there are.
    pub fn lines(&self) -> usize {
        self.lines
    }

    /// How many numbers a vector has.
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// The bytes all this takes.
    pub fn bytes(&self) -> usize {
        self.codes.len() + self.steps.len() * 4
    }

    /// Every run that can have a vector, by first line and then length.
    pub fn each(lines: usize) -> impl Iterator<Item = Run> {
        (0..lines).flat_map(move |line| (1..=LONGEST.min(lines - line)).map(move |len| Run::new(line, len)))
    }

    /// Sets the vector of a run; it is brought to unit length.
    ///
    /// # Errors
    /// `Input` where it has another dimension, a number that is none, or no length.
    pub fn set(&mut self, run: Run, vector: &[f32]) -> Result<()> {
        let bad = |what: String| Error::new(ErrorKind::Input, what);
        if vector.len() != self.dimension {
            let message = format!("a vector has {} numbers, the others {}", vector.len(), self.dimension);
            return Err(bad(message).remedy("use one embedding model for all texts"));
        }
        let square: f32 = vector.iter().map(|v| v * v).sum();
        if !square.is_finite() || square <= f32::MIN_POSITIVE {
            return Err(bad("a vector is zero or holds a number that is none".to_owned())
                .remedy("look at what the embedding model gives for this text"));
        }
        let Some(slot) = self.slot(run) else { return Ok(()) };
        let most = vector.iter().fold(0.0f32, |m, v| m.max(v.abs()));
        let step = most / 127.0;
        let codes = &mut self.codes[slot * self.dimension..(slot + 1) * self.dimension];
        codes.iter_mut().zip(vector).for_each(|(c, v)| *c = (v / step).round() as i8);
        // rounding changes the length a little: the step makes good for it
        let length = (dot(codes, codes) as f32).sqrt();
        self.steps[slot] = length.recip();
        Ok(())
    }

    /// The cosine of a run and a run of another side; `None` where one has no vector.
    pub fn cosine(&self, run: Run, other: &Runs, with: Run) -> Option<f32> {
        let (a, b) = (self.slot(run)?, other.slot(with)?);
        let step = self.steps[a] * other.steps[b];
        if step == 0.0 || self.dimension != other.dimension {
            return None;
        }
        let d = self.dimension;
        Some(dot(&self.codes[a * d..(a + 1) * d], &other.codes[b * d..(b + 1) * d]) as f32 * step)
    }

    fn slot(&self, run: Run) -> Option<usize> {
        (run.len >= 1 && run.len <= LONGEST && run.end() <= self.lines)
            .then(|| run.start * LONGEST + run.len - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cosines_survive_the_bytes() {
        let mut runs = Runs::new(2, 3);
        runs.set(Run::new(0, 1), &[1.0, 2.0, 2.0]).unwrap();
        runs.set(Run::new(1, 1), &[2.0, 1.0, -2.0]).unwrap();
        let cosine = |a, b| runs.cosine(Run::new(a, 1), &runs, Run::new(b, 1)).unwrap();
        assert!((cosine(0, 0) - 1.0).abs() < 1e-4);
        assert!(cosine(0, 1).abs() < 0.01);
        assert_eq!(runs.cosine(Run::new(0, 2), &runs, Run::new(0, 1)), None);
    }

    #[test]
    fn a_vector_that_is_none_is_an_error() {
        let mut runs = Runs::new(1, 2);
        for vector in [&[0.0, 0.0][..], &[f32::NAN, 1.0], &[f32::INFINITY, 1.0], &[1.0], &[1.0, 1.0, 1.0]] {
            assert!(runs.set(Run::new(0, 1), vector).is_err(), "{vector:?}");
        }
    }
}

//! The encoder's arrays by name, taken out one by one and checked.

use std::collections::BTreeMap;

use fearless_simd::Level;

use super::product::{Matrix, Weights};
use super::size::WIDTH;
use crate::error::{Error, ErrorKind, Result};

/// What is left of the arrays.
pub struct Arrays {
    /// What the processor can do.
    pub level: Level,
    /// Rows of numbers.
    pub rows: BTreeMap<String, Vec<f32>>,
    /// Matrices of whole numbers.
    pub matrices: BTreeMap<String, Matrix>,
}

fn damaged(name: &str) -> Error {
    Error::new(ErrorKind::Input, format!("the encoder's array {name} is damaged"))
        .remedy("add the vectors again with `trialign vectors add`")
}

impl Arrays {
    /// A row of numbers.
    ///
    /// # Errors
    /// `Input` where it is missing, has another length, or holds a number that is none.
    pub fn row(&mut self, name: &str, len: usize) -> Result<Vec<f32>> {
        let sound = |a: &Vec<f32>| a.len() == len && a.iter().all(|v| v.is_finite());
        self.rows.remove(name).filter(sound).ok_or_else(|| damaged(name))
    }

    fn matrix(&mut self, name: &str, len: usize) -> Result<Matrix> {
        let sound = |m: &Matrix| m.values.len() == len && m.step.is_finite();
        self.matrices.remove(name).filter(sound).ok_or_else(|| damaged(name))
    }

    /// Matrices side by side, each with its columns.
    ///
    /// # Errors
    /// As [`Arrays::row`].
    pub fn weights(&mut self, inner: usize, parts: &[(&str, usize)]) -> Result<Weights> {
        let parts = parts
            .iter()
            .map(|(name, columns)| self.matrix(name, inner * columns))
            .collect::<Result<Vec<_>>>()?;
        Ok(Weights::new(self.level, inner, &parts))
    }

    /// A convolution over windows of `n`, a matrix a place.
    ///
    /// # Errors
    /// As [`Arrays::row`].
    pub fn places(&mut self, name: &str, n: usize) -> Result<Vec<Weights>> {
        let level = self.level;
        let place = |part: Matrix| Weights::new(level, WIDTH, &[part]);
        Ok(self.parts(name, n)?.into_iter().map(place).collect())
    }

    /// The same with the places side by side.
    ///
    /// # Errors
    /// As [`Arrays::row`].
    pub fn places_together(&mut self, name: &str, n: usize) -> Result<Weights> {
        Ok(Weights::new(self.level, WIDTH, &self.parts(name, n)?))
    }

    fn parts(&mut self, name: &str, n: usize) -> Result<Vec<Matrix>> {
        let whole = self.matrix(name, n * WIDTH * WIDTH)?;
        let part = |values: &[i8]| Matrix { step: whole.step, values: values.to_vec() };
        Ok(whole.values.chunks_exact(WIDTH * WIDTH).map(part).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_array_with_a_number_that_is_none_is_refused() {
        for (bad, len) in [(vec![f32::NAN; 17], 17), (vec![1.0; 16], 17)] {
            let rows = BTreeMap::from([("scale".to_owned(), bad)]);
            let mut arrays = Arrays { level: Level::new(), rows, matrices: BTreeMap::new() };
            let error = arrays.row("scale", len).unwrap_err().to_string();
            assert!(error.contains("scale is damaged (add the vectors again"), "{error}");
        }
        let matrix = Matrix { step: f32::NAN, values: vec![1; 4] };
        let matrices = BTreeMap::from([("d1".to_owned(), matrix)]);
        let mut arrays = Arrays { level: Level::new(), rows: BTreeMap::new(), matrices };
        assert!(arrays.weights(2, &[("d1", 2)]).unwrap_err().to_string().contains("d1 is damaged"));
    }
}

//! A table of the cosines of runs.

use std::sync::Arc;

use rayon::prelude::*;

use super::Candidate;
use super::matches::Region;
use super::vectors::Runs;
use crate::bead::Run;

/// Most lines of both runs together whose cosine is tabled.
const LARGEST: usize = 8;
/// Cosines are counted from here: what lines that say different things have.
const UNLIKE: f32 = 0.25;

/// What stands for a pair of runs without a cosine.
const NONE: i16 = i16::MIN;
/// What a cosine of 1 is tabled as.
const ONE: f32 = 32_000.0;

/// The cosines of the two sides' runs inside a region.
pub struct Cosines {
    rows: Arc<Runs>,
    columns: Arc<Runs>,
    region: Region,
    starts: Vec<usize>,
    longest: usize,
    /// Per cell and shape that can occur the cosine of the runs that begin there, above that of unlike lines.
    cosines: Vec<i16>,
}

impl Cosines {
    /// Of the vectors of both sides' runs; nothing is tabled yet.
    pub fn new(rows: Arc<Runs>, columns: Arc<Runs>) -> Cosines {
        let (starts, cosines) = (Vec::new(), Vec::new());
        Cosines { rows, columns, region: Region::default(), starts, longest: 0, cosines }
    }

    /// Tables the cosines of the region's runs of up to `longest` lines.
    pub fn prepare(&mut self, region: &Region, longest: usize) {
        self.longest = longest;
        self.region = region.clone();
        self.starts = vec![0];
        for columns in &region.columns {
            self.starts.push(self.starts[self.starts.len() - 1] + columns.len());
        }
        let shapes: Vec<(usize, usize)> =
            (1..=longest).flat_map(|a| (1..=longest.min(LARGEST - a)).map(move |b| (a, b))).collect();
        let mut cosines = vec![NONE; self.starts[region.columns.len()] * shapes.len()];
        let mut rest = cosines.as_mut_slice();
        let mut rows = Vec::with_capacity(region.columns.len());
        for columns in &region.columns {
            let (row, after) = rest.split_at_mut(columns.len() * shapes.len());
            rows.push(row);
            rest = after;
        }
        rows.into_par_iter().zip(&region.columns).enumerate().for_each(|(row, (out, columns))| {
            for (column, cell) in columns.clone().zip(out.chunks_exact_mut(shapes.len())) {
                for (&(a, b), out) in shapes.iter().zip(cell) {
                    let known = self.rows.cosine(Run::new(row, a), &self.columns, Run::new(column, b));
                    *out = known.map_or(NONE, |c| ((c - UNLIKE).max(-1.0) * ONE) as i16);
                }
            }
        });
        self.cosines = cosines;
    }

    /// The cosine of two runs above that of unlike lines; `None` outside the region or without vectors.
    pub fn cosine(&self, rows: Run, columns: Run) -> Option<f32> {
        let range = self.region.columns.get(rows.start)?;
        let fits = rows.len.max(columns.len) <= self.longest && rows.len + columns.len <= LARGEST;
        if rows.len == 0 || columns.len == 0 || !fits || !range.contains(&columns.start) {
            return None;
        }
        let cell = self.starts[rows.start] + columns.start - range.start;
        // places of the shapes before: those with fewer rows, then those with fewer columns
        let wide = |a: usize| self.longest.min(LARGEST - a);
        let shapes: usize = (1..=self.longest).map(wide).sum();
        let before: usize = (1..rows.len).map(wide).sum();
        let value = self.cosines[cell * shapes + before + columns.len - 1];
        (value != NONE).then(|| f32::from(value) / ONE)
    }

    /// The cosine with no likeness for an answer where there is none.
    pub fn like(&self, rows: Run, columns: Run) -> f32 {
        self.cosine(rows, columns).unwrap_or(0.0)
    }

    pub fn null(&self, bead: Candidate) -> f32 {
        let around = |at: usize| [at.checked_sub(1), Some(at)].into_iter().flatten().map(|k| Run::new(k, 1));
        let best = |values: &mut dyn Iterator<Item = f32>| values.fold(0.0, f32::max);
        if bead.columns.len == 0 {
            best(&mut around(bead.columns.start).map(|column| self.like(bead.rows, column)))
        } else {
            best(&mut around(bead.rows.start).map(|row| self.like(row, bead.columns)))
        }
    }

    /// Mean likeness to the lines just outside, and what taking them in would gain, before and after.
    pub fn outside(&self, bead: Candidate, whole: f32) -> [f32; 3] {
        let Candidate { rows, columns } = bead;
        let (mut outside, mut count, mut gains) = (0.0, 0.0f32, [0.0; 2]);
        let mut look = |neighbour: (Run, Run), wider: (Run, Run), side: usize| {
            if let Some(value) = self.cosine(neighbour.0, neighbour.1) {
                outside += value;
                count += 1.0;
            }
            if let Some(value) = self.cosine(wider.0, wider.1) {
                gains[side] += (value - whole).max(0.0);
            }
        };
        if let Some(before) = columns.start.checked_sub(1) {
            look((rows, Run::new(before, 1)), (rows, Run::new(before, columns.len + 1)), 0);
        }
        if let Some(before) = rows.start.checked_sub(1) {
            look((Run::new(before, 1), columns), (Run::new(before, rows.len + 1), columns), 0);
        }
        look((rows, Run::new(columns.end(), 1)), (rows, Run::new(columns.start, columns.len + 1)), 1);
        look((Run::new(rows.end(), 1), columns), (Run::new(rows.start, rows.len + 1), columns), 1);
        [outside / count.max(1.0), gains[0], gains[1]]
    }
}

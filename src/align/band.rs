//! The part of the lattice that is searched: a range of columns for each row.

use crate::evidence::Region;

/// For each row cut the column cuts that are searched, ends included; neither end ever falls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// First and last column cut of row cuts 0 to n.
    pub cuts: Vec<(usize, usize)>,
}

/// Nodes a band may have whatever the texts are like: bounds time and memory.
pub const MOST_NODES: usize = 2_500_000;

impl Band {
    /// Every cut of two texts.
    pub fn whole(rows: usize, columns: usize) -> Band {
        Band { cuts: vec![(0, columns); rows + 1] }
    }

    /// The cuts beside the straight line from the first to the last.
    pub fn diagonal(rows: usize, columns: usize) -> Band {
        let on_line = |row: usize| row * columns / rows.max(1);
        let cuts = (0..=rows).map(|row| (on_line(row).saturating_sub(1), (on_line(row) + 1).min(columns)));
        Band { cuts: cuts.collect() }.joined(rows, columns)
    }

    /// How many cuts it has.
    pub fn nodes(&self) -> usize {
        self.cuts.iter().map(|(low, high)| high + 1 - low).sum()
    }

    /// Ends fixed, neither side falling, each row meeting the next: some path always leads through.
    pub fn joined(mut self, rows: usize, columns: usize) -> Band {
        self.cuts[0].0 = 0;
        self.cuts[rows].1 = columns;
        for row in 1..=rows {
            self.cuts[row].1 = self.cuts[row].1.max(self.cuts[row - 1].1);
        }
        for row in (0..rows).rev() {
            self.cuts[row].0 = self.cuts[row].0.min(self.cuts[row + 1].0);
        }
        for row in 1..=rows {
            let before = self.cuts[row - 1].1;
            self.cuts[row].0 = self.cuts[row].0.min(before);
        }
        for row in (0..rows).rev() {
            self.cuts[row].0 = self.cuts[row].0.min(self.cuts[row + 1].0);
        }
        self
    }

    /// Keeps only cuts `keep` says yes to, `margin` more on both sides, and what joins them.
    pub fn narrowed(&self, margin: usize, keep: impl Fn(usize, usize) -> bool) -> Band {
        let rows = self.cuts.len() - 1;
        let columns = self.cuts[rows].1;
        let cuts = self
            .cuts
            .iter()
            .enumerate()
            .map(|(row, &(low, high))| {
                let kept = || (low..=high).filter(|&c| keep(row, c));
                match (kept().next(), kept().next_back()) {
                    (Some(a), Some(b)) => (a.saturating_sub(margin), (b + margin).min(columns)),
                    _ => (usize::MAX, 0),
                }
            })
            .collect();
        let mut band = Band { cuts };
        // rows without a cut lie inside a bead: they take what joins their neighbours
        let mut last = 0;
        for row in 0..=rows {
            if band.cuts[row].0 == usize::MAX {
                let next =
                    (row..=rows).find(|&r| band.cuts[r].0 != usize::MAX).map_or(columns, |r| band.cuts[r].0);
                band.cuts[row] = (last.min(next), last.max(next));
            }
            last = band.cuts[row].1;
        }
        band.joined(rows, columns)
    }

    /// The lines whose evidence candidates inside the band can ask for.
    pub fn region(&self, longest: usize) -> Region {
        let rows = self.cuts.len() - 1;
        let columns = self.cuts[rows].1;
        let range = |row: usize| {
            let low = self.cuts[row.saturating_sub(longest)].0.saturating_sub(1);
            let high = (self.cuts[(row + longest + 1).min(rows)].1 + 1).min(columns);
            low..high
        };
        Region { columns: (0..rows).map(range).collect() }
    }
}

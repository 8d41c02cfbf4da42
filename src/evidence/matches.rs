//! Which tokens of which lines meet inside a region: one sparse cell a pair of lines.

use super::side::Side;
use super::translations::Translations;

/// For each row (line of the first side), the columns (lines of the second) that are of interest.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Region {
    /// Column ranges; starts and ends never fall from row to row.
    pub columns: Vec<std::ops::Range<usize>>,
}

impl Region {
    /// The rows whose columns hold `column`.
    fn rows_of(&self, column: usize) -> std::ops::Range<usize> {
        let first = self.columns.partition_point(|c| c.end <= column);
        let last = self.columns.partition_point(|c| c.start <= column);
        first..last.max(first)
    }
}

/// A token of a line that has a counterpart in the other line: position within the line, best weights.
#[derive(Debug, Clone, Copy)]
pub struct Matched {
    /// Position among the line's tokens.
    pub at: u32,
    /// Best weight without and with characters' associations.
    pub weights: [f32; 2],
}

/// The matched tokens of each pair of lines in a region, from both sides.
pub struct Matches {
    starts: Vec<usize>,
    firsts: Vec<usize>,
    rows: Cells,
    columns: Cells,
}

#[derive(Default)]
struct Cells {
    starts: Vec<u32>,
    matched: Vec<Matched>,
}

struct Hit {
    cell: u32,
    row_at: u32,
    column_at: u32,
    weights: [f32; 2],
}

impl Matches {
    /// Finds them all; time and memory grow with the region and the matches in it.
    pub fn new(en: &Side, zh: &Side, translations: &Translations, region: &Region) -> Matches {
        let mut starts = vec![0usize];
        for columns in &region.columns {
            starts.push(starts[starts.len() - 1] + columns.len());
        }
        let firsts = region.columns.iter().map(|c| c.start).collect();
        let postings = Postings::new(en);
        let mut hits = Vec::new();
        for (column, line) in zh.lines.iter().enumerate() {
            let rows = region.rows_of(column);
            for (at, token) in zh.tokens[line.tokens.clone()].iter().enumerate() {
                if zh.is_common(token.ty) {
                    continue;
                }
                for rendering in translations.of[token.ty as usize].iter().filter(|r| !en.is_common(r.en)) {
                    for &(row, row_at) in postings.between(rendering.en, rows.clone()) {
                        let columns = &region.columns[row as usize];
                        if !columns.contains(&column) {
                            continue;
                        }
                        let cell = (starts[row as usize] + column - columns.start) as u32;
                        hits.push(Hit {
                            cell,
                            row_at,
                            column_at: at as u32,
                            weights: [rendering.exact, rendering.soft],
                        });
                    }
                }
            }
        }
        let cells = starts[starts.len() - 1];
        let rows = Cells::new(cells, &mut hits, |h| h.row_at);
        let columns = Cells::new(cells, &mut hits, |h| h.column_at);
        Matches { starts, firsts, rows, columns }
    }

    /// The cell of a pair of lines, where the region has it.
    pub fn cell(&self, row: usize, column: usize) -> Option<usize> {
        let first = *self.firsts.get(row)?;
        let cell = self.starts[row] + column.checked_sub(first)?;
        (cell < self.starts[row + 1]).then_some(cell)
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.starts[self.starts.len() - 1]
    }

    /// The matched tokens of the row's line.
    pub fn of_row(&self, cell: usize) -> &[Matched] {
        self.rows.get(cell)
    }

    /// The matched tokens of the column's line.
    pub fn of_column(&self, cell: usize) -> &[Matched] {
        self.columns.get(cell)
    }
}

impl Cells {
    fn new(count: usize, hits: &mut [Hit], at: impl Fn(&Hit) -> u32) -> Cells {
        hits.sort_unstable_by_key(|h| (h.cell, at(h)));
        let mut cells =
            Cells { starts: Vec::with_capacity(count + 1), matched: Vec::with_capacity(hits.len()) };
        let mut last = None;
        for hit in hits.iter() {
            let key = (hit.cell, at(hit));
            while cells.starts.len() <= hit.cell as usize {
                cells.starts.push(cells.matched.len() as u32);
            }
            match cells.matched.last_mut() {
                Some(matched) if last == Some(key) => {
                    for (best, weight) in matched.weights.iter_mut().zip(hit.weights) {
                        *best = best.max(weight);
                    }
                }
                _ => cells.matched.push(Matched { at: key.1, weights: hit.weights }),
            }
            last = Some(key);
        }
        cells.starts.resize(count + 1, cells.matched.len() as u32);
        cells
    }

    fn get(&self, cell: usize) -> &[Matched] {
        &self.matched[self.starts[cell] as usize..self.starts[cell + 1] as usize]
    }
}

/// Where each type of a side stands: (line, position), in order.
pub struct Postings {
    starts: Vec<u32>,
    places: Vec<(u32, u32)>,
}

impl Postings {
    /// Lists the places of every type.
    pub fn new(side: &Side) -> Postings {
        let mut counts = vec![0u32; side.types.texts.len() + 1];
        for token in &side.tokens {
            counts[token.ty as usize + 1] += 1;
        }
        for k in 1..counts.len() {
            counts[k] += counts[k - 1];
        }
        let starts = counts.clone();
        let mut places = vec![(0, 0); side.tokens.len()];
        for (number, line) in side.lines.iter().enumerate() {
            for (at, token) in side.tokens[line.tokens.clone()].iter().enumerate() {
                let next = &mut counts[token.ty as usize];
                places[*next as usize] = (number as u32, at as u32);
                *next += 1;
            }
        }
        Postings { starts, places }
    }

    /// All places of a type.
    pub fn of(&self, ty: u32) -> &[(u32, u32)] {
        &self.places[self.starts[ty as usize] as usize..self.starts[ty as usize + 1] as usize]
    }

    fn between(&self, ty: u32, lines: std::ops::Range<usize>) -> &[(u32, u32)] {
        let places = self.of(ty);
        let from = places.partition_point(|p| (p.0 as usize) < lines.start);
        let to = places.partition_point(|p| (p.0 as usize) < lines.end);
        &places[from..to.max(from)]
    }
}

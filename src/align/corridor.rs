//! The search area: a corridor found on blocks of lines, coarse to fine, by max-marginals.
//!
//! On each level a pair of blocks is worth its likeness against chance; a corner stays where the best path through it
//! is little worse than the best of all. Where words say little the corridor stays wide by itself, and a cluster of
//! false likeness only adds width. No word is trusted alone, and no level asks whether its answer is the best, only
//! whether it may be part of a good one. The idea of coarse to fine is Vecalign's (Thompson and Koehn 2019), that of
//! pruning by max-marginals Sapp, Toshev and Taskar's (2010).

use super::band::{Band, MOST_NODES};
use crate::evidence::{BlockSize, Evidence, Region};

/// Pairs of blocks on the first level, about. Articles come out the same whichever of the numbers here is halved or doubled;
/// they matter to books, on which `SLACK` was measured.
const FIRST_CELLS: f64 = 1e6;
/// How much smaller blocks are on each next level.
const FINER: f64 = 4.0;
/// On the first level words that meet in more pairs of blocks than this are left out: they cost much and say little.
const MOST_MEETINGS: usize = 4_000;
/// Likeness from which a pair of blocks speaks for the path, in standard deviations.
const CHANCE: f32 = 1.5;
/// No pair of blocks speaks louder.
const LOUDEST: f32 = 4.0;
/// What a step along one side alone costs.
const ALONE: f32 = 0.5;
/// A corner stays if the best path through it is at most so much worse than the best. On texts of 19,000 to 39,000
/// lines 3 lost hundreds of true cuts, 6 and more none.
const SLACK: f32 = 12.0;
/// How often the slack is halved to keep within the budget, before one path has to do.
const HALVINGS: usize = 8;
/// Nodes that the lattice of a text may have, so many and so many more a line: a real corridor is 6 to 50 columns wide,
/// only lines that all look alike need more and gain nothing from it.
const FEW_NODES: usize = 40_000;
const NODES_A_LINE: usize = 100;
/// Among so many pairs of blocks one is likelier than chance, unless all are alike.
const MANY_CELLS: usize = 10_000;
/// Cells of a level: bounds time and memory on texts that have nothing in common.
const MOST_CELLS: usize = 2_000_000;

/// The corridor of two texts, `margin` lines wider on both sides than the blocks say.
pub fn corridor<E: Evidence>(evidence: &E, margin: usize) -> Band {
    let (rows, columns) = evidence.size();
    if rows == 0 || columns == 0 {
        return Band::whole(rows, columns);
    }
    let mut level = Level::first(rows, columns);
    let mut band = Band::whole(level.count[0], level.count[1]);
    let mut most = MOST_MEETINGS;
    loop {
        let marginals = Marginals::new(evidence, &level, band, most);
        let finer = level.finer();
        let next = |band: &Band| match &finer {
            Some(finer) => level.refined(band, finer),
            None => level.lines(band, margin),
        };
        let nodes = MOST_NODES.min(FEW_NODES + NODES_A_LINE * (rows + columns));
        let limit = if finer.is_some() { MOST_CELLS } else { nodes };
        let kept = if marginals.are_flat() {
            next(&Band::diagonal(level.count[0], level.count[1]))
        } else {
            (0..=HALVINGS)
                .map(|halved| next(&marginals.kept(SLACK / (1 << halved) as f32)))
                .find(|band| band.nodes() <= limit)
                .unwrap_or_else(|| next(&marginals.best()))
        };
        match finer {
            Some(finer) => (level, band, most) = (finer, kept, usize::MAX),
            None => return kept,
        }
    }
}

/// One size of blocks.
#[derive(Debug, Clone, Copy)]
struct Level {
    lines: [usize; 2],
    /// Lines of a block on a text as long as it is wide.
    scale: f64,
    size: BlockSize,
    count: [usize; 2],
}

impl Level {
    fn first(rows: usize, columns: usize) -> Level {
        let scale = (rows as f64 * columns as f64 / FIRST_CELLS).sqrt().max(1.0);
        Level::new([rows, columns], scale)
    }

    fn new(lines: [usize; 2], scale: f64) -> Level {
        let slope = (lines[0] as f64 / lines[1] as f64).sqrt();
        let size = [scale * slope, scale / slope];
        // small texts are looked at line by line, however unlike their lengths are
        let size = if scale <= 1.0 { [1, 1] } else { size.map(|s| (s.round() as usize).max(1)) };
        Level { lines, scale, size, count: [0, 1].map(|side: usize| lines[side].div_ceil(size[side])) }
    }

    fn finer(&self) -> Option<Level> {
        (self.scale >= FINER).then(|| Level::new(self.lines, self.scale / FINER))
    }

    /// The block corners of row `line` and the ends of what is kept there: first and last line of the columns.
    fn columns_at(&self, band: &Band, line: usize) -> (usize, usize) {
        let [rows, columns] = self.size;
        let exact = line.is_multiple_of(rows);
        // a path between corners may cut anywhere in the block, and by blocks the place of a corner is rough
        let rough = usize::from(self.size != [1, 1]);
        let before = if exact { (line / rows).saturating_sub(rough) } else { line / rows };
        let after = (line.div_ceil(rows) + if exact { rough } else { 0 }).min(self.count[0]);
        let (low, high) = (band.cuts[before].0 * columns, band.cuts[after].1 * columns);
        (low.min(self.lines[1]), high.min(self.lines[1]))
    }

    /// What is kept, in corners of a finer level.
    fn refined(&self, band: &Band, finer: &Level) -> Band {
        let [rows, columns] = finer.size;
        let at = |corner: usize| {
            let (low, high) = self.columns_at(band, (corner * rows).min(self.lines[0]));
            (low / columns, high.div_ceil(columns))
        };
        Band { cuts: (0..=finer.count[0]).map(at).collect() }.joined(finer.count[0], finer.count[1])
    }

    /// What is kept, in cuts of lines.
    fn lines(&self, band: &Band, margin: usize) -> Band {
        let [rows, columns] = self.lines;
        let at = |line: usize| {
            let (low, high) = self.columns_at(band, line);
            (low.saturating_sub(margin), (high + margin).min(columns))
        };
        Band { cuts: (0..=rows).map(at).collect() }.joined(rows, columns)
    }
}

/// For each corner of a level the best path through it.
struct Marginals {
    band: Band,
    starts: Vec<usize>,
    forward: Vec<f32>,
    backward: Vec<f32>,
    worth: Vec<f32>,
    firsts: Vec<usize>,
}

impl Marginals {
    fn new<E: Evidence>(evidence: &E, level: &Level, band: Band, most: usize) -> Marginals {
        let range = |pair: &[(usize, usize)]| pair[0].0..pair[1].1;
        let region = Region { columns: band.cuts.windows(2).map(range).collect() };
        let mut worth = evidence.likeness(level.size, &region, most);
        // What is worth less than a step along each side costs as much as those two; so lines that are all alike are passed
        // straight through, and not around.
        worth.iter_mut().for_each(|z| *z = (*z - CHANCE).clamp(-2.0 * ALONE, LOUDEST));
        let sums = |lengths: &mut dyn Iterator<Item = usize>| {
            let mut sums = vec![0];
            sums.extend(lengths.scan(0, |sum, len| {
                *sum += len;
                Some(*sum)
            }));
            sums
        };
        let starts = sums(&mut band.cuts.iter().map(|(low, high)| high + 1 - low));
        let firsts = sums(&mut region.columns.iter().map(std::ops::Range::len));
        let nodes = starts[band.cuts.len()];
        let (forward, backward) = (vec![f32::NEG_INFINITY; nodes], vec![f32::NEG_INFINITY; nodes]);
        let mut marginals = Marginals { band, starts, forward, backward, worth, firsts };
        marginals.forward();
        marginals.backward();
        marginals
    }

    fn node(&self, row: usize, column: usize) -> Option<usize> {
        let &(low, high) = self.band.cuts.get(row)?;
        (low..=high).contains(&column).then(|| self.starts[row] + column - low)
    }

    /// What the pair of blocks after a corner is worth.
    fn cell(&self, row: usize, column: usize) -> f32 {
        self.worth[self.firsts[row] + column - self.band.cuts[row].0]
    }

    fn forward(&mut self) {
        self.forward[0] = 0.0;
        for row in 0..self.band.cuts.len() {
            let (low, high) = self.band.cuts[row];
            for column in low..=high {
                let node = self.starts[row] + column - low;
                let mut best = self.forward[node];
                if column > low {
                    best = best.max(self.forward[node - 1] - ALONE);
                }
                if let Some(above) = row.checked_sub(1) {
                    if let Some(from) = self.node(above, column) {
                        best = best.max(self.forward[from] - ALONE);
                    }
                    let before = column.checked_sub(1);
                    if let Some((from, before)) = before.and_then(|c| Some((self.node(above, c)?, c))) {
                        best = best.max(self.forward[from] + self.cell(above, before));
                    }
                }
                self.forward[node] = best;
            }
        }
    }

    fn backward(&mut self) {
        let last = self.backward.len() - 1;
        self.backward[last] = 0.0;
        for row in (0..self.band.cuts.len()).rev() {
            let (low, high) = self.band.cuts[row];
            for column in (low..=high).rev() {
                let node = self.starts[row] + column - low;
                let mut best = self.backward[node];
                if column < high {
                    best = best.max(self.backward[node + 1] - ALONE);
                }
                if let Some(to) = self.node(row + 1, column) {
                    best = best.max(self.backward[to] - ALONE);
                }
                if let Some(to) = self.node(row + 1, column + 1) {
                    best = best.max(self.backward[to] + self.cell(row, column));
                }
                self.backward[node] = best;
            }
        }
    }

    /// Whether no pair of blocks speaks for any path: the words say nothing, or every block says the same.
    fn are_flat(&self) -> bool {
        self.worth.len() >= MANY_CELLS && self.worth.iter().all(|worth| *worth <= 0.0)
    }

    /// First and last corner of each row on paths at most `slack` worse than the best.
    fn kept(&self, slack: f32) -> Band {
        let least = self.backward[0] - slack;
        // sums taken in another order differ in the last bits
        let least = least - least.abs() * 1e-5 - 1e-3;
        let of_row = |(row, &(low, high)): (usize, &(usize, usize))| {
            let nodes = self.starts[row]..self.starts[row + 1];
            let good = |node: &usize| self.forward[*node] + self.backward[*node] >= least;
            let first = nodes.clone().find(good).unwrap_or(nodes.start);
            let last = nodes.clone().rev().find(good).unwrap_or(nodes.end - 1);
            (low + first - nodes.start, high + last + 1 - nodes.end)
        };
        Band { cuts: self.band.cuts.iter().enumerate().map(of_row).collect() }
    }

    /// One best path.
    fn best(&self) -> Band {
        let mut cuts = vec![(0, 0)];
        let (mut row, mut column) = (0, 0);
        let (rows, columns) = (self.band.cuts.len() - 1, self.band.cuts[self.band.cuts.len() - 1].1);
        while (row, column) != (rows, columns) {
            let worth = |row: usize, column: usize, step: f32| {
                self.node(row, column).map_or(f32::NEG_INFINITY, |node| self.backward[node] + step)
            };
            let both =
                if row < rows && column < self.band.cuts[row + 1].1 { self.cell(row, column) } else { 0.0 };
            let steps = [
                worth(row + 1, column + 1, both),
                worth(row + 1, column, -ALONE),
                worth(row, column + 1, -ALONE),
            ];
            let best = (1..3).fold(0, |best, k| if steps[k] > steps[best] { k } else { best });
            (row, column) = (row + usize::from(best < 2), column + usize::from(best != 1));
            match cuts.get_mut(row) {
                Some(cut) => cut.1 = column,
                None => cuts.push((column, column)),
            }
        }
        Band { cuts }
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::evidence::{Bilingual, Cut, Learned, LexiconTable, LineTexts, Lines, Tokenizer};

    /// Lines of Han characters that mean nothing, the same for the same seed.
    fn line(seed: u64) -> String {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x1234_5678_9abc_def1);
        let mut next = || {
            state ^= state >> 29;
            state = state.wrapping_mul(0xbf58_476d_1ce4_e5b9).rotate_left(31);
            state
        };
        let length = 8 + next() % 12;
        (0..length).filter_map(|_| char::from_u32(0x4e00 + (next() % 900) as u32)).collect()
    }

    /// Two texts, and the cuts of the path they were made along. One line in `apart` is the same in both; at `gaps`
    /// 300 lines of one side have no counterpart.
    fn bitext(rows: usize, apart: u64, gaps: &[(usize, usize)]) -> ([Vec<String>; 2], Vec<(usize, usize)>) {
        let mut texts = [Vec::new(), Vec::new()];
        let mut cuts = vec![(0, 0)];
        let mut seed = 1_000_000;
        let mut fresh = || {
            seed += 1;
            line(seed)
        };
        for k in 0..rows {
            for &(_, side) in gaps.iter().filter(|(at, _)| *at == k) {
                for _ in 0..300 {
                    texts[side].push(fresh());
                    cuts.push((texts[0].len(), texts[1].len()));
                }
            }
            let same = (k as u64 * 7 + 3).is_multiple_of(apart).then(|| line(k as u64));
            for text in &mut texts {
                text.push(same.clone().unwrap_or_else(&mut fresh));
            }
            cuts.push((texts[0].len(), texts[1].len()));
        }
        (texts, cuts)
    }

    fn laid(texts: &[Vec<String>; 2]) -> Band {
        let lines = |text: &'_ [String]| Lines {
            lines: text
                .iter()
                .map(|t| LineTexts { segments: Vec::new(), folded: vec![Cow::Owned(t.clone())] })
                .collect(),
            cut: Cut::Bigrams,
            segmented: true,
        };
        let (rows, columns) = (lines(&texts[0]), lines(&texts[1]));
        let table = LexiconTable::embedded();
        let evidence = Bilingual::new(&rows, &columns, &Tokenizer::default(), &table, &Learned::default());
        corridor(&evidence, 4)
    }

    fn outside(band: &Band, cuts: &[(usize, usize)]) -> usize {
        let out = |(row, column): &&(usize, usize)| !(band.cuts[*row].0..=band.cuts[*row].1).contains(column);
        cuts.iter().filter(out).count()
    }

    #[test]
    fn few_words_and_long_omissions_keep_the_path_inside() {
        let gaps = [(700, 0), (1_900, 1), (2_600, 0), (3_100, 1)];
        let (texts, cuts) = bitext(4_000, 20, &gaps);
        let band = laid(&texts);
        assert_eq!(outside(&band, &cuts), 0);
        let width = band.nodes() / band.cuts.len();
        assert!(width < 200, "mean width {width}");
    }

    #[test]
    fn a_false_cluster_does_not_move_it() {
        let (mut texts, cuts) = bitext(3_000, 20, &[]);
        let before = laid(&texts);
        assert_eq!(outside(&before, &cuts), 0);
        // twenty lines of one side stand again 800 lines on in the other
        for k in 0..20 {
            texts[1][1_800 + k] = texts[0][1_000 + k].clone();
        }
        let after = laid(&texts);
        assert_eq!(outside(&after, &cuts), 0);
        assert!(after.nodes() < before.nodes() * 2, "{} from {}", after.nodes(), before.nodes());
    }

    #[test]
    fn texts_that_have_nothing_or_everything_in_common_stay_in_the_budget() {
        let apart: Vec<String> = (0..5_000).map(line).collect();
        let others: Vec<String> = (10_000..15_500).map(line).collect();
        let same = [vec![line(1); 2_500], vec![line(1); 2_400]];
        for texts in [[apart, others], same] {
            let band = laid(&texts);
            let budget = FEW_NODES + NODES_A_LINE * (texts[0].len() + texts[1].len());
            assert!(band.nodes() <= budget + band.cuts.len() * 10, "{}", band.nodes());
            assert!(band.nodes() <= MOST_NODES + band.cuts.len() * 10, "{}", band.nodes());
            assert_eq!((band.cuts[0].0, band.cuts[band.cuts.len() - 1].1), (0, texts[1].len()));
            assert!(band.cuts.windows(2).all(|w| w[0].0 <= w[1].0 && w[0].1 <= w[1].1 && w[1].0 <= w[0].1));
        }
    }

    #[test]
    fn lines_that_are_all_alike_are_searched_along_the_diagonal() {
        for (rows, columns) in [(2_500, 2_500), (5_000, 5_000), (5_000, 1_000), (700, 4_000)] {
            let band = laid(&[vec![line(1); rows], vec![line(1); columns]]);
            let lines = rows + columns;
            assert!(band.nodes() <= 60 * lines, "{rows} x {columns}: {}", band.nodes());
            let on_it = |row: usize| (band.cuts[row].0..=band.cuts[row].1).contains(&(row * columns / rows));
            assert!((0..=rows).all(on_it), "{rows} x {columns}");
        }
    }

    #[test]
    fn lines_that_are_alike_between_others_are_searched_straight_through() {
        for rows in [200, 400, 2_000] {
            let text = || [vec![line(1); 1], vec![line(2); rows], vec![line(3); 1]].concat();
            let band = laid(&[text(), text()]);
            let on_it = |row: usize| (band.cuts[row].0..=band.cuts[row].1).contains(&row);
            assert!((0..=rows + 2).all(on_it), "{rows}");
        }
    }

    #[test]
    fn texts_without_lines_have_a_corridor_too() {
        for (rows, columns) in [(0, 0), (0, 3), (3, 0), (1, 1), (1, 40)] {
            let texts = [(0..rows).map(line).collect(), (0..columns).map(line).collect()];
            let band = laid(&texts);
            assert_eq!(band.cuts.len() as u64, rows + 1);
            assert_eq!((band.cuts[0].0, band.cuts[rows as usize].1 as u64), (0, columns));
        }
    }
}

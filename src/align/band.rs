//! The part of the lattice that is searched: around a chain of anchors, wider where anchors are sparse.

use crate::evidence::{Point, Region};

/// For each row cut the column cuts that are searched, ends included; neither end ever falls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// First and last column cut of row cuts 0 to n.
    pub cuts: Vec<(usize, usize)>,
}

/// Half-width beside an anchor.
const HALF_WIDTH: f64 = 7.0;
/// Nodes a band may have whatever the texts are like: bounds time and memory.
const MOST_NODES: usize = 6_000_000;
/// A path this near to the band's edge may have been pressed against it.
const EDGE: usize = 1;
/// How much wider for each line to the next anchor.
const SLACK: f64 = 0.25;

impl Band {
    /// Lays the band around the heaviest chain of `points`; `widen` multiplies its width.
    pub fn new(rows: usize, columns: usize, points: &[Point], widen: f64) -> Band {
        let slope = (columns as f64 + 1.0) / (rows as f64 + 1.0);
        let chain = chain(&supported(points, slope), columns);
        let mut knots = vec![(0.0, 0.0)];
        knots.extend(chain.iter().map(|p| (p.row as f64 + 0.5, p.column as f64 + 0.5)));
        knots.push((rows as f64, columns as f64));
        let mut cuts = Vec::with_capacity(rows + 1);
        let most = (MOST_NODES / (rows + 1) / 2).max(4) as f64;
        let mut next = 1;
        for row in 0..=rows {
            let here = row as f64;
            while next + 1 < knots.len() && knots[next].0 < here {
                next += 1;
            }
            let ((r0, c0), (r1, c1)) = (knots[next - 1], knots[next]);
            let share = if r1 > r0 { ((here - r0) / (r1 - r0)).clamp(0.0, 1.0) } else { 0.0 };
            let center = c0 + share * (c1 - c0);
            let gap = (here - r0).min(r1 - here).max(0.0)
                + ((c1 - c0).abs() / 2.0).min((r1 - r0).abs().max(8.0) * 4.0) * 0.5;
            let half = ((HALF_WIDTH + SLACK * gap) * widen).min(most);
            let low = (center - half).floor().max(0.0) as usize;
            let high = ((center + half).ceil() as usize).min(columns);
            cuts.push((low.min(columns), high));
        }
        Band { cuts }.joined(rows, columns)
    }

    /// Ends fixed, neither side falling, each row meeting the next: some path always leads through.
    fn joined(mut self, rows: usize, columns: usize) -> Band {
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

    /// The band made wider around the row cuts where `path` runs along its edge; `None` where it does not.
    pub fn widened(&self, path: impl Iterator<Item = (usize, usize)>) -> Option<Band> {
        let rows = self.cuts.len() - 1;
        let columns = self.cuts[rows].1;
        let mut wider = vec![false; rows + 1];
        for (row, column) in path {
            let (low, high) = self.cuts[row];
            if (column <= low + EDGE && low > 0) || (column + EDGE >= high && high < columns) {
                let reach = (high - low).max(20);
                wider[row.saturating_sub(reach)..(row + reach + 1).min(rows + 1)].fill(true);
            }
        }
        let nodes: usize = self.cuts.iter().map(|(low, high)| high - low + 1).sum();
        if !wider.contains(&true) || nodes * 3 > MOST_NODES {
            return None;
        }
        let widen = |(&(low, high), &more): (&(usize, usize), &bool)| {
            let by = if more { (high - low).max(10) } else { 0 };
            (low.saturating_sub(by), (high + by).min(columns))
        };
        Some(Band { cuts: self.cuts.iter().zip(&wider).map(widen).collect() }.joined(rows, columns))
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

/// Rows up and down in which a point finds support.
const SUPPORT_ROWS: usize = 12;
/// A point with less support than this, in nats, stands alone by chance.
const LEAST_SUPPORT: f32 = 5.0;
/// Support that is as good as certainty.
const AMPLE_SUPPORT: f32 = 25.0;

/// The points that others near the same diagonal back, weighted by how well.
fn supported(points: &[Point], slope: f64) -> Vec<Point> {
    let mut out = Vec::with_capacity(points.len());
    let (mut from, mut to) = (0, 0);
    for (at, point) in points.iter().enumerate() {
        while points[from].row + SUPPORT_ROWS < point.row {
            from += 1;
        }
        while to < points.len() && points[to].row <= point.row + SUPPORT_ROWS {
            to += 1;
        }
        let mut support = 0.0;
        for (k, other) in points[from..to].iter().enumerate() {
            let rows = other.row as f64 - point.row as f64;
            let off = (other.column as f64 - point.column as f64 - rows * slope).abs();
            if from + k != at && off <= 1.5 + rows.abs() * 0.35 * slope.max(1.0) {
                support += other.weight;
            }
        }
        if support >= LEAST_SUPPORT {
            let trust = support / (support + AMPLE_SUPPORT);
            out.push(Point { weight: (point.weight + 0.2 * support.min(AMPLE_SUPPORT)) * trust, ..*point });
        }
    }
    out
}

/// The heaviest chain of points that rises in both directions (weighted longest increasing subsequence).
fn chain(points: &[Point], columns: usize) -> Vec<Point> {
    let mut best = Fenwick { nodes: vec![(0.0, usize::MAX); columns + 1] };
    let mut totals: Vec<(f32, usize)> = Vec::with_capacity(points.len());
    let mut at = 0;
    while at < points.len() {
        let end = at + points[at..].iter().take_while(|p| p.row == points[at].row).count();
        for point in &points[at..end] {
            let (before, from) = best.up_to(point.column);
            totals.push((before + point.weight, from));
        }
        for k in at..end {
            best.raise(points[k].column + 1, (totals[k].0, k));
        }
        at = end;
    }
    let mut chain = Vec::new();
    let mut next = best.up_to(columns).1;
    while let Some(point) = points.get(next) {
        chain.push(*point);
        next = totals[next].1;
    }
    chain.reverse();
    chain
}

/// Prefix maxima.
struct Fenwick {
    nodes: Vec<(f32, usize)>,
}

impl Fenwick {
    /// The best over columns below `end`.
    fn up_to(&self, end: usize) -> (f32, usize) {
        let (mut at, mut best) = (end, (0.0, usize::MAX));
        while at > 0 {
            if self.nodes[at].0 > best.0 {
                best = self.nodes[at];
            }
            at &= at - 1;
        }
        best
    }

    fn raise(&mut self, column: usize, value: (f32, usize)) {
        let mut at = column;
        while at < self.nodes.len() {
            if value.0 > self.nodes[at].0 {
                self.nodes[at] = value;
            }
            at += at & at.wrapping_neg();
        }
    }
}

//! Two prepared sides, and what a source of evidence is.

use super::Candidate;
use super::cosines::Cosines;
use super::coverage::{Coverage, Mass, sums};
use super::gaps::Gaps;
use super::likeness::{BlockSize, likeness};
use super::matches::Region;
use super::numbers::Numbers;
use super::side::{Line, Side};
use super::tokens::TypeKind;
use super::translations::{Rendering, Translations};
use crate::bead::Run;

/// One source of evidence: numbers on a candidate.
pub trait Source: Numbers {
    /// Its numbers.
    fn of(pair: &Pair, bead: Candidate) -> Self;
}

/// For each line of a side, the lines of the third edition it was aligned with; empty where with none.
pub type Pivot = Vec<Run>;

/// Two prepared sides: what the sources look at.
pub struct Pair {
    sides: [Side; 2],
    translations: Translations,
    coverage: Option<Coverage>,
    lengths: [Vec<f64>; 2],
    /// Characters of the first side for one of the second.
    pub length_ratio: f32,
    /// What a third edition says of both sides' lines.
    pub pivots: Option<[Pivot; 2]>,
    /// Likeness of the two sides' vectors.
    pub cosines: Option<Cosines>,
    /// Log of the lines of the first side for one of the second.
    pub line_ratio: f32,
    /// Where lines are missing; `None` before anybody looked.
    gaps: Option<Gaps>,
}

impl Pair {
    /// Of two sides and what of the first renders what of the second.
    pub fn new(sides: [Side; 2], translations: Translations) -> Pair {
        let lengths = [&sides[0], &sides[1]].map(|side| sums(side.lines.iter().map(|l| l.length)));
        let mut pair = Pair {
            lengths,
            sides,
            translations,
            coverage: None,
            length_ratio: 1.0,
            line_ratio: 0.0,
            pivots: None,
            cosines: None,
            gaps: None,
        };
        pair.take_ratios(|_, _| 1.0);
        pair
    }

    /// How alike pairs of blocks are; see [`super::Evidence::likeness`].
    pub fn likeness(&self, size: BlockSize, region: &Region, most: usize) -> Vec<f32> {
        let [rows, columns] = &self.sides;
        likeness([rows, columns], &self.translations, size, region, most)
    }

    /// Gets ready for candidates inside a region with runs of up to `longest` lines.
    pub fn prepare(&mut self, region: &Region, longest: usize) {
        let [rows, columns] = &self.sides;
        self.coverage = Some(Coverage::new(rows, columns, &self.translations, region, longest));
        if let Some(cosines) = &mut self.cosines {
            cosines.prepare(region, longest);
        }
    }

    /// Hears for each line of both sides the probability that the other side lacks it.
    pub fn take_gaps(&mut self, alone: [&[f32]; 2]) {
        self.gaps = Some(Gaps::new(alone));
    }

    /// How holed the texts are around a candidate, 0 to 1.
    pub fn gaps_around(&self, bead: Candidate) -> f32 {
        self.gaps.as_ref().map_or(0.0, |gaps| gaps.around(bead))
    }

    /// How many lines a side has.
    pub fn lines(&self, side: usize) -> usize {
        self.sides[side].lines.len()
    }

    /// The lines of a run.
    pub fn run_lines(&self, side: usize, run: Run) -> &[Line] {
        &self.sides[side].lines[run.range()]
    }

    /// The last line of a run.
    pub fn last(&self, side: usize, run: Run) -> Option<&Line> {
        self.run_lines(side, run).last()
    }

    /// Characters of a run.
    pub fn length(&self, side: usize, run: Run) -> f32 {
        (self.lengths[side][run.end()] - self.lengths[side][run.start]) as f32
    }

    /// Whether blocks say anything: there are some on both sides. Texts that came one sentence a line have none.
    pub fn has_blocks(&self) -> bool {
        self.sides.iter().all(|s| s.has_blocks)
    }

    /// Whether the bodies have as many blocks: one that is missing from a side would have another one added to it.
    pub fn is_even(&self) -> bool {
        self.sides[0].blocks == self.sides[1].blocks
    }

    /// Whether both sides quote anything.
    pub fn quotes(&self) -> bool {
        self.sides.iter().all(|s| s.quotes)
    }

    /// Whether a block ends with the run.
    pub fn ends_block(&self, side: usize, run: Run) -> bool {
        self.at_break(side, run.end())
    }

    /// Whether a block begins or the text ends at a cut of a side.
    pub fn at_break(&self, side: usize, cut: usize) -> bool {
        self.sides[side].lines.get(cut).is_none_or(|l| l.starts_block)
    }

    /// Whole weight of a run's tokens.
    pub fn total(&self, side: usize, run: Run) -> f32 {
        self.coverage.as_ref().map_or(0.0, |coverage| coverage.total(side, run))
    }

    /// Weight of both sides' tokens but for those that stand in so many lines that meeting them says nothing.
    pub fn telling(&self) -> f32 {
        self.coverage.as_ref().map_or(0.0, |coverage| coverage.telling)
    }

    /// Weight of the rows' tokens that the columns render.
    pub fn row_mass(&self, rows: Run, columns: Run) -> Mass {
        let Some(coverage) = &self.coverage else { return [0.0; 2] };
        sum(rows.range().map(|row| coverage.of_row(row, columns.start, columns.len)))
    }

    /// Weight of the columns' tokens that the rows render.
    pub fn column_mass(&self, columns: Run, rows: Run) -> Mass {
        let Some(coverage) = &self.coverage else { return [0.0; 2] };
        sum(columns.range().map(|column| coverage.of_column(column, rows.start, rows.len)))
    }

    /// The texts of a run's tokens that `keep` says yes to.
    pub fn words<'a>(
        &'a self,
        side: usize,
        run: Run,
        keep: impl Fn(&str, TypeKind) -> bool + 'a,
    ) -> impl Iterator<Item = &'a str> {
        let side = &self.sides[side];
        let tokens = self.run_tokens(side, run);
        tokens.iter().filter_map(move |t| {
            let ty = t.ty as usize;
            keep(&side.types.texts[ty], side.types.kinds[ty]).then_some(side.types.texts[ty].as_str())
        })
    }

    /// The types of a run's tokens.
    pub fn types_of(&self, side: usize, run: Run) -> impl Iterator<Item = u32> {
        self.run_tokens(&self.sides[side], run).iter().map(|t| t.ty)
    }

    /// The text of a type.
    pub fn type_text(&self, side: usize, ty: u32) -> &str {
        &self.sides[side].types.texts[ty as usize]
    }

    /// The English types that render a Chinese one.
    pub fn renderings(&self, ty: u32) -> &[Rendering] {
        &self.translations.of[ty as usize]
    }

    fn run_tokens<'a>(&self, side: &'a Side, run: Run) -> &'a [super::tokens::Token] {
        match (side.lines.get(run.start), run.len) {
            (Some(first), 1..) => &side.tokens[first.tokens.start..side.lines[run.end() - 1].tokens.end],
            _ => &[],
        }
    }

    /// Both masses of a bead: of the rows, of the columns.
    pub fn covered(&self, bead: Candidate) -> [Mass; 2] {
        [self.row_mass(bead.rows, bead.columns), self.column_mass(bead.columns, bead.rows)]
    }
}

impl Pair {
    /// Sets the ratios of lengths and of lines; `weight` says how much a line of a side counts.
    pub fn take_ratios(&mut self, weight: impl Fn(usize, usize) -> f32) {
        let mut sums = [(10.0, 5.0); 2];
        for ((number, side), (length, lines)) in self.sides.iter().enumerate().zip(&mut sums) {
            for (at, line) in side.lines.iter().enumerate() {
                let weight = weight(number, at);
                *length += line.length * weight;
                *lines += weight;
            }
        }
        self.length_ratio = (sums[0].0 / sums[1].0).clamp(0.2, 8.0);
        self.line_ratio = (sums[0].1 / sums[1].1).ln().clamp(-1.5, 1.5);
    }
}

fn sum(masses: impl Iterator<Item = Mass>) -> Mass {
    masses.fold([0.0; 2], |[a, b], [c, d]| [a + c, b + d])
}

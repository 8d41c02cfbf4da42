//! All sources of evidence about a pair of texts, behind the one trait.

use std::sync::Arc;

use super::coverage::{Coverage, Mass, sums};
use super::end_mark::EndMarks;
use super::gaps::Gaps;
use super::length::Length;
use super::lexicon::Lexicon;
use super::lexicon_table::LexiconTable;
use super::likeness::{BlockSize, likeness};
use super::matches::Region;
use super::neighbour::Neighbour;
use super::numbers::Numbers;
use super::paragraph::{self, Paragraph};
use super::pivot::{Pivot, PivotAgreement};
use super::quotes::Quotes;
use super::semantic::{Cosines, Semantic};
use super::shape::ShapeClass;
use super::side::{Cut, Line, LineTexts, Side};
use super::tokens::{Tokenizer, TypeKind};
use super::translations::{Learned, Rendering, Translations};
use super::vectors::Runs;
use super::weakest::Weakest;
use super::{Candidate, Evidence};
use crate::bead::Run;

/// One source of evidence: numbers on a candidate.
pub trait Source: Numbers {
    /// Its numbers.
    fn of(pair: &Pair, bead: Candidate) -> Self;
}

/// The lines of one side and how they are cut.
pub struct Lines<'a> {
    /// The lines.
    pub lines: Vec<LineTexts<'a>>,
    /// How they are cut.
    pub cut: Cut,
}

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

    /// Whether blocks say anything: there are some on both sides, and one of several lines shows that they are no bare
    /// lines. News has a sentence a paragraph in one language where the other has two.
    pub fn has_blocks(&self) -> bool {
        self.sides.iter().all(|s| s.has_blocks) && self.sides.iter().any(|s| s.has_long_blocks)
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
    fn take_ratios(&mut self, weight: impl Fn(usize, usize) -> f32) {
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

/// Evidence about a pair of texts.
pub struct Bilingual {
    pair: Pair,
}

macro_rules! sources {
    ($($source:ty),* $(,)?) => {
        fn all_names() -> Vec<&'static str> {
            [$(<$source as Numbers>::NAMES),*].concat()
        }

        fn all_values(pair: &Pair, bead: Candidate, out: &mut [f32]) {
            let mut rest = out;
            $(
                let (here, after) = rest.split_at_mut(<$source as Numbers>::NAMES.len());
                <$source as Source>::of(pair, bead).write(here);
                rest = after;
            )*
            let _ = rest;
        }
    };
}

sources![
    ShapeClass,
    Length,
    Lexicon,
    Neighbour,
    Weakest,
    EndMarks,
    Quotes,
    Paragraph,
    PivotAgreement,
    Semantic
];

impl Bilingual {
    /// Prepares two sides; they render each other by identity where both are cut into bigrams.
    pub fn new(
        rows: &Lines<'_>,
        columns: &Lines<'_>,
        tokenizer: &Tokenizer,
        table: &LexiconTable,
        learned: &Learned,
    ) -> Self {
        let sides =
            [Side::new(&rows.lines, rows.cut, tokenizer), Side::new(&columns.lines, columns.cut, tokenizer)];
        let translations = if columns.cut == Cut::Bigrams {
            Translations::identity(&sides[0], &sides[1])
        } else {
            Translations::bilingual(&sides[0], &sides[1], table, learned)
        };
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
        Bilingual { pair }
    }

    /// Adds what a third edition says: for each line of both sides, its lines there.
    pub fn with_pivots(mut self, pivots: [Pivot; 2]) -> Self {
        self.pair.pivots = Some(pivots);
        self
    }

    /// Adds the vectors of both sides' runs.
    pub fn with_vectors(mut self, rows: Arc<Runs>, columns: Arc<Runs>) -> Self {
        self.pair.cosines = Some(Cosines::new(rows, columns));
        self
    }

    /// Whether both sides have paragraphs that say anything.
    pub fn has_paragraphs(&self) -> bool {
        self.pair.has_blocks()
    }

    /// What the sources look at.
    pub fn pair(&self) -> &Pair {
        &self.pair
    }
}

impl Evidence for Bilingual {
    fn size(&self) -> (usize, usize) {
        (self.pair.lines(0), self.pair.lines(1))
    }

    fn likeness(&self, size: BlockSize, region: &Region, most: usize) -> Vec<f32> {
        let [rows, columns] = &self.pair.sides;
        likeness([rows, columns], &self.pair.translations, size, region, most)
    }

    fn prepare(&mut self, region: &Region, longest: usize) {
        let [rows, columns] = &self.pair.sides;
        self.pair.coverage = Some(Coverage::new(rows, columns, &self.pair.translations, region, longest));
        if let Some(cosines) = &mut self.pair.cosines {
            cosines.prepare(region, longest);
        }
    }

    fn learn_ratios(&mut self, alone: [&[f32]; 2]) {
        self.pair.take_ratios(|side, at| 1.0 - alone[side].get(at).copied().unwrap_or(0.0));
    }

    fn learn_gaps(&mut self, alone: [&[f32]; 2]) {
        self.pair.gaps = Some(Gaps::new(alone));
    }

    fn gaps(&self, bead: Candidate) -> f32 {
        self.pair.gaps.as_ref().map_or(0.0, |gaps| gaps.around(bead))
    }

    fn rules_out(&self, bead: Candidate) -> bool {
        paragraph::rules_out(&self.pair, bead)
    }

    fn names() -> Vec<&'static str> {
        all_names()
    }

    fn values(&self, bead: Candidate, out: &mut [f32]) {
        all_values(&self.pair, bead, out);
    }
}

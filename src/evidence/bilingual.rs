//! All sources of evidence about a pair of texts, behind the one trait.

use std::sync::Arc;

use super::cosines::Cosines;
use super::end_mark::EndMarks;
use super::length::Length;
use super::lexicon::Lexicon;
use super::lexicon_table::LexiconTable;
use super::likeness::BlockSize;
use super::matches::Region;
use super::neighbour::Neighbour;
use super::numbers::Numbers;
use super::pair::{Pair, Pivot, Source};
use super::paragraph::{self, Paragraph};
use super::pivot::PivotAgreement;
use super::quotes::Quotes;
use super::semantic::Semantic;
use super::shape::ShapeClass;
use super::side::{Cut, Lines, Side};
use super::tokens::Tokenizer;
use super::translations::{Learned, Translations};
use super::vectors::Runs;
use super::weakest::Weakest;
use super::{Candidate, Evidence};

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
        let sides = [rows, columns].map(|side| Side::new(side, tokenizer));
        let translations = if columns.cut == Cut::Bigrams {
            Translations::identity(&sides[0], &sides[1])
        } else {
            Translations::bilingual(&sides[0], &sides[1], table, learned)
        };
        Bilingual { pair: Pair::new(sides, translations) }
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
        self.pair.likeness(size, region, most)
    }

    fn prepare(&mut self, region: &Region, longest: usize) {
        self.pair.prepare(region, longest);
    }

    fn learn_ratios(&mut self, alone: [&[f32]; 2]) {
        self.pair.take_ratios(|side, at| 1.0 - alone[side].get(at).copied().unwrap_or(0.0));
    }

    fn learn_gaps(&mut self, alone: [&[f32]; 2]) {
        self.pair.take_gaps(alone);
    }

    fn gaps(&self, bead: Candidate) -> f32 {
        self.pair.gaps_around(bead)
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

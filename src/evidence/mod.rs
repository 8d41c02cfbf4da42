//! What speaks for a bead. Each source of evidence is one file that turns a candidate into a few numbers;
//! the aligner sees them all through [`Evidence`] and gives each number a weight.

mod bilingual;
mod chinese_words;
mod cosines;
mod coverage;
mod document;
mod end_mark;
mod explain;
mod fold;
mod gaps;
mod insert;
mod learned;
mod length;
mod lexicon;
mod lexicon_table;
mod likeness;
mod matches;
mod neighbour;
mod numbers;
mod overlap;
mod pair;
mod paragraph;
mod pivot;
mod quotes;
mod semantic;
mod shape;
mod side;
mod speech;
mod stem;
mod table;
mod terms;
mod tokens;
mod translations;
mod trie;
pub mod vectors;
mod weakest;

pub use bilingual::Bilingual;
pub use chinese_words::ChineseWords;
pub use document::{DocumentKeys, DocumentReader, Weighted};
pub use explain::{contributions, describe};
pub use fold::Fold;
pub use gaps::Gaps;
pub use learned::Pairs;
pub use lexicon_table::LexiconTable;
pub use likeness::BlockSize;
pub use matches::Region;
pub use numbers::Numbers;
pub(crate) use numbers::numbers;
pub use overlap::Overlap;
pub use pair::Pivot;
pub use side::{Cut, LineTexts, Lines};
#[cfg(feature = "files")]
pub(crate) use stem::English;
pub use terms::{Term, terms};
pub use tokens::Tokenizer;
pub use translations::Learned;

use crate::bead::Run;

/// A bead that may be: a run of rows (first side) and a run of columns (second side).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Candidate {
    /// The first side's run; English, or zh-Hans against zh-Hant.
    pub rows: Run,
    /// The second side's run.
    pub columns: Run,
}

/// All evidence about one pair of texts.
pub trait Evidence {
    /// How many rows and columns the texts have.
    fn size(&self) -> (usize, usize);

    /// How alike the pairs of blocks inside `region` (in blocks) are, in standard deviations against chance, row by
    /// row; words that meet in more than `most` pairs of blocks are left out.
    fn likeness(&self, size: BlockSize, region: &Region, most: usize) -> Vec<f32>;

    /// Gets ready to answer for candidates inside `region` with runs of up to `longest` lines.
    fn prepare(&mut self, region: &Region, longest: usize);

    /// Hears for each line of both sides the probability, 0 to 1, that the other side lacks it, from an earlier look:
    /// what has no counterpart says nothing of how long a counterpart is.
    fn learn_ratios(&mut self, alone: [&[f32]; 2]);

    /// Hears the same to say how holed the texts are.
    fn learn_gaps(&mut self, alone: [&[f32]; 2]);

    /// How holed the texts are around a candidate: 0 where they are whole, 1 where much is missing, on the side that
    /// the candidate has more lines of.
    fn gaps(&self, bead: Candidate) -> f32;

    /// Whether the roles of its lines rule a candidate out: no bead joins a date and the sentence below it.
    fn rules_out(&self, bead: Candidate) -> bool;

    /// Names of the numbers, in order.
    fn names() -> Vec<&'static str>
    where
        Self: Sized;

    /// The numbers that speak for or against a candidate; `out` has as many places as there are names.
    fn values(&self, bead: Candidate, out: &mut [f32]);
}

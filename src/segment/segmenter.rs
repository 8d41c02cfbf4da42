//! What a language's rules are asked.

use std::ops::Range;

/// Cuts the text of one block into sentences.
///
/// What every implementation keeps, whatever the input: the ranges are byte ranges on character boundaries, in order,
/// not empty, not overlapping, trimmed of white space, and everything between them is white space. Cutting a sentence
/// once more gives that sentence.
pub trait Segmenter: Sync {
    /// The byte ranges of the sentences in `text`, a single block: a line break in it is only white space.
    fn cut(&self, text: &str) -> Vec<Range<usize>> {
        self.cut_after(&mut Unclosed::default(), text)
    }

    /// As [`Segmenter::cut`], for a block after others: `unclosed` is what they left open, and then what this one does.
    fn cut_after(&self, unclosed: &mut Unclosed, text: &str) -> Vec<Range<usize>>;
}

/// The quotations that a block leaves open: speech runs over paragraphs.
///
/// ```
/// use trialign::{segment::{Unclosed, segmenter}, text::Edition};
/// let mut unclosed = Unclosed::default();
/// let chinese = segmenter(Edition::ZhHans);
/// assert_eq!(chinese.cut_after(&mut unclosed, "老陈说：“桥会修的。").len(), 1);
/// // “ stands for ”.
/// let text = "钱也有了。“镇上的人不信。";
/// let cuts: Vec<&str> = chinese.cut_after(&mut unclosed, text).into_iter().map(|range| &text[range]).collect();
/// assert_eq!(cuts, ["钱也有了。“", "镇上的人不信。"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unclosed {
    /// By families of marks that may close each other.
    pub(super) families: [Option<Opener>; 3],
}

/// How the mark is written that opened a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opener {
    /// “ 「 『
    Curved,
    /// `"`
    Straight,
}

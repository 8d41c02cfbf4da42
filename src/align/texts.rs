//! The texts of an article ready to compare: segments, folded words, the units of the two Chinese editions.

use std::borrow::Cow;

use crate::bead::{Bead, Run};
use crate::evidence::{Cut, Fold, LineTexts, Lines};
use crate::text::{Article, Edition, PerEdition, Segment};

/// A bead of the two Chinese editions.
pub(super) struct Unit {
    pub(super) hans: Run,
    pub(super) hant: Run,
    /// `None` where there is but one Chinese edition: nothing was computed.
    pub(super) posterior: Option<f64>,
}

impl Unit {
    /// A unit nobody had to find.
    pub(super) fn certain(hans: Run, hant: Run) -> Unit {
        Unit { hans, hant, posterior: None }
    }

    /// The bead of the two Chinese editions alone.
    pub(super) fn bead(&self, confidence: Option<f64>) -> Bead {
        let runs = PerEdition([Run::default(), self.hans, self.hant]);
        Bead { runs, confidence, ..Bead::default() }
    }
}

/// One edition's segments and their folded texts.
pub(super) struct Text<'a> {
    pub(super) edition: Edition,
    pub(super) segments: &'a [Segment],
    pub(super) folded: Vec<Cow<'a, str>>,
    /// Whether it came one sentence a line.
    pub(super) segmented: bool,
}

impl<'a> Text<'a> {
    pub(super) fn new(edition: Edition, article: &'a Article, fold: &Fold) -> Text<'a> {
        let fold = |s: &'a Segment| {
            // English may name something in either script
            if edition == Edition::ZhHans { Cow::Borrowed(s.text.as_str()) } else { fold.fold(&s.text) }
        };
        let segments = article.segments(edition);
        let segmented = article.editions[edition].as_ref().is_some_and(|text| text.segmented);
        Text { edition, segments, folded: segments.iter().map(fold).collect(), segmented }
    }

    pub(super) fn lines(&self, cut: Cut) -> Lines<'_> {
        let line = |k: usize| LineTexts {
            segments: vec![&self.segments[k..=k]],
            folded: vec![Cow::Borrowed(self.folded[k].as_ref())],
        };
        Lines { lines: (0..self.segments.len()).map(line).collect(), cut, segmented: self.segmented }
    }

    pub(super) fn units(&self) -> Vec<Unit> {
        let unit = |k: usize| match self.edition {
            Edition::ZhHans => Unit::certain(Run::new(k, 1), Run::default()),
            _ => Unit::certain(Run::default(), Run::new(k, 1)),
        };
        (0..self.segments.len()).map(unit).collect()
    }

    pub(super) fn text_of(&self, run: Run) -> Option<(&[Segment], String)> {
        (run.len > 0).then(|| (&self.segments[run.range()], self.folded[run.range()].concat()))
    }
}

/// The editions of an article, ready to compare.
pub(super) struct Texts<'a> {
    pub(super) english: bool,
    pub(super) en: Text<'a>,
    pub(super) chinese: Vec<Text<'a>>,
}

impl<'a> Texts<'a> {
    pub(super) fn new(article: &'a Article, fold: &Fold) -> Option<Texts<'a>> {
        let present = article.editions.map(|_, text| text.is_some());
        let text = |edition| Text::new(edition, article, fold);
        let chinese =
            [Edition::ZhHans, Edition::ZhHant].into_iter().filter(|e| present[*e]).map(text).collect();
        present.0.contains(&true).then(|| Texts {
            english: present[Edition::En],
            en: text(Edition::En),
            chinese,
        })
    }

    pub(super) fn unit(&self, unit: &Unit) -> LineTexts<'_> {
        let mut line = LineTexts { segments: Vec::new(), folded: Vec::new() };
        for text in &self.chinese {
            let run = if text.edition == Edition::ZhHans { unit.hans } else { unit.hant };
            if let Some((segments, folded)) = text.text_of(run) {
                line.segments.push(segments);
                line.folded.push(Cow::Owned(folded));
            }
        }
        line
    }
}

//! What compares two texts: dictionary, cutting into words, folding of scripts, vectors.

use std::sync::Arc;

use super::texts::{Text, Texts, Unit};
use crate::error::Result;
use crate::evidence::vectors::{Line, Vectors};
use crate::evidence::{Bilingual, Cut, Fold, Learned, LexiconTable, Lines, Overlap, Term, Tokenizer, terms};
use crate::text::{Article, Edition, PerEdition};

/// Makes the evidence on two texts; shared by all threads.
pub(super) struct Comparer {
    tokenizer: Tokenizer,
    table: LexiconTable,
    fold: Fold,
    vectors: Option<Arc<dyn Vectors>>,
}

impl Comparer {
    /// # Errors
    /// `Io` where the folding of scripts is not to be had.
    pub(super) fn new(vectors: Option<Arc<dyn Vectors>>) -> Result<Comparer> {
        Ok(Comparer {
            tokenizer: Tokenizer::default(),
            table: LexiconTable::embedded(),
            fold: Fold::new()?,
            vectors,
        })
    }

    /// Which tables fold Traditional text.
    pub(super) fn fold_signature(&self) -> String {
        self.fold.signature()
    }

    /// Tells the vectors all texts of a run, in order, before they are asked for.
    pub(super) fn know(&self, articles: &[&Article]) -> Result<()> {
        let Some(vectors) = &self.vectors else { return Ok(()) };
        let segments = articles.iter().flat_map(|a| Edition::ALL.map(|e| a.segments(e))).flatten();
        vectors.know(&segments.map(|s| s.text.as_str()).collect::<Vec<_>>())
    }

    /// The texts of an article; `None` where it has no edition.
    pub(super) fn texts<'a>(&self, article: &'a Article) -> Option<Texts<'a>> {
        Texts::new(article, &self.fold)
    }

    /// A text as zh-Hans has it.
    pub(super) fn folded(&self, edition: Edition, text: &str) -> String {
        if edition == Edition::ZhHans { text.to_owned() } else { self.fold.fold(text).into_owned() }
    }

    /// English against Chinese units.
    ///
    /// # Errors
    /// Where a sentence vector cannot be had; so below.
    pub(super) fn units(&self, texts: &Texts<'_>, units: &[Unit], learned: &Learned) -> Result<Bilingual> {
        let columns = Lines {
            lines: units.iter().map(|u| texts.unit(u)).collect(),
            cut: Cut::Chinese,
            segmented: texts.chinese.iter().any(|text| text.segmented),
        };
        self.with_cosines(&texts.en.lines(Cut::English), &columns, learned)
    }

    /// English against one Chinese edition.
    pub(super) fn english(&self, en: &Text<'_>, chinese: &Text<'_>, learned: &Learned) -> Result<Bilingual> {
        self.with_cosines(&en.lines(Cut::English), &chinese.lines(Cut::Chinese), learned)
    }

    /// What the words alone say of English and one Chinese edition; vectors are not asked.
    pub(super) fn words(&self, en: &Text<'_>, chinese: &Text<'_>) -> Bilingual {
        self.plain(&en.lines(Cut::English), &chinese.lines(Cut::Chinese), &Learned::default())
    }

    /// zh-Hans against zh-Hant.
    pub(super) fn chinese(&self, hans: &Text<'_>, hant: &Text<'_>, vectors: bool) -> Result<Bilingual> {
        if !vectors {
            return Ok(self.characters(hans, hant));
        }
        self.with_cosines(&hans.lines(Cut::Bigrams), &hant.lines(Cut::Bigrams), &Learned::default())
    }

    /// What the characters alone say of two Chinese editions; vectors are not asked.
    pub(super) fn characters(&self, one: &Text<'_>, other: &Text<'_>) -> Bilingual {
        self.plain(&one.lines(Cut::Bigrams), &other.lines(Cut::Bigrams), &Learned::default())
    }

    /// The words of a bead's texts that render each other by the dictionary, an edition each.
    pub(super) fn terms(&self, texts: &PerEdition<String>) -> PerEdition<Vec<Term>> {
        terms(texts, &self.tokenizer, &self.table, &self.fold)
    }

    /// How many words one line of English and one of Chinese share by the dictionary.
    pub(super) fn overlap(&self, en: &Lines<'_>, chinese: &Lines<'_>) -> Overlap {
        Overlap::of_words(en, chinese, &self.tokenizer, &self.table)
    }

    fn plain(&self, rows: &Lines<'_>, columns: &Lines<'_>, learned: &Learned) -> Bilingual {
        Bilingual::new(rows, columns, &self.tokenizer, &self.table, learned)
    }

    fn with_cosines(&self, rows: &Lines<'_>, columns: &Lines<'_>, learned: &Learned) -> Result<Bilingual> {
        let evidence = self.plain(rows, columns, learned);
        let Some(vectors) = &self.vectors else { return Ok(evidence) };
        let runs = |side: &Lines<'_>| {
            let lines: Vec<Line<'_>> = side.lines.iter().map(|l| l.segments.clone()).collect();
            vectors.runs(&lines)
        };
        Ok(evidence.with_vectors(runs(rows)?, runs(columns)?))
    }
}

//! The ladder of an article from the texts of two or three editions.

use std::sync::Arc;

use rayon::prelude::*;

use super::confidence::{Confidence, Judged};
use super::links::{apart, joined, posteriors, unrelated};
use super::omission;
use super::pair::{Area, PairAlignment, align_guided, align_pair, align_roughly};
use super::texts::{Texts, Unit};
use super::weights::Weights;
use crate::bead::{Bead, Ladder};
use crate::error::{Error, ErrorKind, Result};
use crate::evidence::vectors::{Line, Vectors};
use crate::evidence::{
    Bilingual, Candidate, Cut, Evidence, Fold, Learned, LexiconTable, Lines, Pairs, Tokenizer,
};
use crate::text::{Article, Edition, PerEdition};

/// Finds ladders; made once, shared by all threads.
pub struct Aligner {
    pub(super) tokenizer: Tokenizer,
    pub(super) table: LexiconTable,
    pub(super) fold: Fold,
    lines: Vec<f32>,
    paragraphs: Vec<f32>,
    pub(super) chinese: Vec<f32>,
    pub(super) chinese_vectors: bool,
    pub(super) chinese_pivot: Vec<f32>,
    confidence: Confidence,
    omission: [Vec<f64>; 2],
    signature: String,
    vectors: Option<Arc<dyn Vectors>>,
}

/// What aligning an article gives.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Alignment {
    /// The beads; every segment stands in exactly one.
    pub ladder: Ladder,
    /// What a person should know, in plain words.
    pub messages: Vec<String>,
    /// By Chinese edition, for each English segment the probability that nothing renders it, from aligning the two
    /// alone; empty where one of them is missing.
    pub alone: PerEdition<Vec<f64>>,
}

/// Where the first round saw an article's ladder; it spares the second the search.
#[derive(Debug, Clone, Default)]
pub struct Guide(Option<Area>);

impl Aligner {
    /// An aligner with the weights that come with the program.
    pub fn embedded() -> Result<Aligner> {
        Aligner::new(&Weights::embedded()?)
    }

    /// An aligner with weights of its own; errors where they do not fit the evidence or OpenCC is missing.
    pub fn new(weights: &Weights) -> Result<Aligner> {
        let names = Bilingual::names();
        Ok(Aligner {
            tokenizer: Tokenizer::default(),
            table: LexiconTable::embedded(),
            fold: Fold::new()?,
            lines: weights.lines.paired_values(&names)?,
            paragraphs: weights.paragraphs.paired_values(&names)?,
            chinese: weights.chinese.paired_values(&names)?,
            chinese_vectors: false,
            chinese_pivot: weights.chinese_pivot.paired_values(&names)?,
            confidence: weights.confidence,
            omission: omission::tables(&weights.omission)?,
            signature: weights.signature.clone(),
            vectors: None,
        })
    }

    /// The same with sentence vectors and the weights for them; `vectors` must come with `weights` that have some.
    ///
    /// # Errors
    /// `Config` where the weights were trained without vectors.
    pub fn with_vectors(weights: &Weights, vectors: Arc<dyn Vectors>) -> Result<Aligner> {
        let Some(with) = &weights.vectors else {
            return Err(Error::new(ErrorKind::Config, "the weights were trained without vectors")
                .remedy("train them with `trialign train --vectors …`, or leave the vectors out"));
        };
        let names = Bilingual::names();
        // the weights name the vectors they were trained with
        let source = vectors.signature();
        let signature = if with.signature.ends_with(&source) {
            with.signature.clone()
        } else {
            format!("{}; used with {source}", with.signature)
        };
        Ok(Aligner {
            lines: with.lines.paired_values(&names)?,
            paragraphs: with.paragraphs.paired_values(&names)?,
            chinese: with.chinese.as_ref().unwrap_or(&weights.chinese).paired_values(&names)?,
            chinese_vectors: with.chinese.is_some(),
            confidence: with.confidence,
            signature,
            vectors: Some(vectors),
            ..Aligner::new(weights)?
        })
    }

    /// What the weights were trained on.
    pub fn signature(&self) -> &str {
        &self.signature
    }

    /// Aligns one article by itself, in two rounds.
    ///
    /// # Errors
    /// Where a sentence vector cannot be had.
    pub fn align(&self, article: &Article) -> Result<Alignment> {
        Ok(self.align_all(std::slice::from_ref(article))?.pop().unwrap_or_default())
    }

    /// Aligns the articles of a run on all threads; what the first round learns of words serves all in the second.
    ///
    /// The result has an alignment for each article, in order, the same at any number of threads.
    ///
    /// # Errors
    /// Where a sentence vector cannot be had.
    pub fn align_all(&self, articles: &[Article]) -> Result<Vec<Alignment>> {
        let (learned, guides) = self.first_round(&articles.iter().collect::<Vec<_>>())?;
        articles
            .par_iter()
            .zip(&guides)
            .map(|(article, guide)| self.align_guided(article, &learned, guide))
            .collect()
    }

    /// Tells the vectors all texts of a run, in order, before they are asked for.
    ///
    /// # Errors
    /// Where the vectors are of other texts.
    pub fn know(&self, articles: &[&Article]) -> Result<()> {
        let Some(vectors) = &self.vectors else { return Ok(()) };
        let segments = articles.iter().flat_map(|a| Edition::ALL.map(|e| a.segments(e))).flatten();
        vectors.know(&segments.map(|s| s.text.as_str()).collect::<Vec<_>>())
    }

    /// The first round over a run: words that meet in its beads.
    ///
    /// # Errors
    /// Where a sentence vector cannot be had.
    pub fn learn(&self, articles: &[&Article]) -> Result<Learned> {
        Ok(self.first_round(articles)?.0)
    }

    /// The first round over a run: words that meet in its beads, and for each article where its ladder lies.
    ///
    /// # Errors
    /// Where a sentence vector cannot be had.
    pub fn first_round(&self, articles: &[&Article]) -> Result<(Learned, Vec<Guide>)> {
        let counts: Vec<(Pairs, Guide)> =
            articles.par_iter().map(|article| self.count_unless_unfit(article)).collect::<Result<_>>()?;
        let mut all = Pairs::default();
        let mut guides = Vec::with_capacity(counts.len());
        for (pairs, guide) in counts {
            all.merge(&pairs);
            guides.push(guide);
        }
        Ok((all.learned(), guides))
    }

    /// An article whose own vectors are unfit adds nothing here and fails by itself later; what fails all is an error.
    fn count_unless_unfit(&self, article: &Article) -> Result<(Pairs, Guide)> {
        match self.count(article) {
            Err(error) if error.kind() == ErrorKind::Input => Ok((Pairs::default(), Guide(None))),
            counted => counted,
        }
    }

    /// What one article adds to the first round.
    ///
    /// # Errors
    /// Where a sentence vector cannot be had.
    pub fn count(&self, article: &Article) -> Result<(Pairs, Guide)> {
        let mut pairs = Pairs::default();
        let texts = Texts::new(article, &self.fold).filter(|t| t.english && !t.chinese.is_empty());
        let Some(texts) = texts else { return Ok((pairs, Guide(None))) };
        let units = self.units(&texts, None)?;
        let mut evidence = self.evidence(&texts, &units, &Learned::default())?;
        let weights = self.weights_for(&evidence);
        let found = align_roughly(&mut evidence, weights);
        let beads: Vec<Candidate> = found.links.iter().map(|l| l.bead).collect();
        pairs.add(&evidence, &beads);
        // with two Chinese editions the units of the second round are others
        let guide = (texts.chinese.len() == 1).then_some(found.area);
        Ok((pairs, Guide(guide)))
    }

    /// Aligns an article with the words an earlier round learned.
    ///
    /// # Errors
    /// Where a sentence vector cannot be had.
    pub fn align_with(&self, article: &Article, learned: &Learned) -> Result<Alignment> {
        self.align_guided(article, learned, &Guide(None))
    }

    /// As [`Aligner::align_with`], looking only where the first round saw the ladder.
    ///
    /// # Errors
    /// Where a sentence vector cannot be had.
    pub fn align_guided(&self, article: &Article, learned: &Learned, guide: &Guide) -> Result<Alignment> {
        let Some(texts) = Texts::new(article, &self.fold) else { return Ok(Alignment::default()) };
        let mut alignment = Alignment::default();
        let pivots = self.pivots(&texts, learned)?.map(|[hans, hant]| {
            alignment.alone[Edition::ZhHans] = hans.1;
            alignment.alone[Edition::ZhHant] = hant.1;
            [hans.0, hant.0]
        });
        let units = self.units(&texts, pivots)?;
        if !texts.english || texts.chinese.is_empty() {
            alignment.ladder = apart(&texts, &units);
        } else {
            let mut evidence = self.evidence(&texts, &units, learned)?;
            let found = match &guide.0 {
                Some(area) => {
                    let weights = self.weights_for(&evidence);
                    align_guided(&mut evidence, weights, area)
                }
                None => self.align_bilingual(&mut evidence),
            };
            if let [only] = texts.chinese.as_slice() {
                alignment.alone[only.edition].clone_from(&found.alone);
            }
            if unrelated(&evidence, &found) {
                alignment.messages.push(
                    "the English and the Chinese text look like different articles: nothing was aligned"
                        .to_owned(),
                );
                alignment.ladder = apart(&texts, &units);
            } else {
                alignment.ladder.beads = self.join(&texts, &found, &units);
            }
        }
        Ok(alignment)
    }

    /// The weights of the evidence on omissions: those for texts with paragraphs, or without.
    pub(super) fn omission_weights(&self, paragraphs: bool) -> &[f64] {
        &self.omission[usize::from(paragraphs)]
    }

    /// The texts of an article of English and one Chinese edition, ready to compare.
    pub(super) fn texts<'a>(&self, article: &'a Article) -> Option<Texts<'a>> {
        Texts::new(article, &self.fold).filter(|texts| texts.english && texts.chinese.len() == 1)
    }

    /// What makes zh-Hant comparable with zh-Hans.
    pub(super) fn fold(&self) -> &Fold {
        &self.fold
    }

    pub(super) fn lexicon(&self) -> (&Tokenizer, &LexiconTable) {
        (&self.tokenizer, &self.table)
    }

    /// What the words say between the English lines and those of the first Chinese edition; vectors are not asked.
    pub(super) fn of_words(&self, texts: &Texts<'_>) -> Bilingual {
        let (rows, columns) = (texts.en.lines(Cut::English), texts.chinese[0].lines(Cut::Chinese));
        Bilingual::new(&rows, &columns, &self.tokenizer, &self.table, &Learned::default())
    }

    fn evidence(&self, texts: &Texts<'_>, units: &[Unit], learned: &Learned) -> Result<Bilingual> {
        let rows = texts.en.lines(Cut::English);
        let columns = Lines { lines: units.iter().map(|u| texts.unit(u)).collect(), cut: Cut::Chinese };
        self.bilingual(&rows, &columns, learned)
    }

    /// Evidence on English against Chinese, with vectors where there are some.
    pub(super) fn bilingual(
        &self,
        rows: &Lines<'_>,
        columns: &Lines<'_>,
        learned: &Learned,
    ) -> Result<Bilingual> {
        let evidence = Bilingual::new(rows, columns, &self.tokenizer, &self.table, learned);
        self.with_cosines(evidence, rows, columns)
    }

    /// The same with cosines, where there are vectors.
    pub(super) fn with_cosines(
        &self,
        evidence: Bilingual,
        rows: &Lines<'_>,
        columns: &Lines<'_>,
    ) -> Result<Bilingual> {
        let Some(vectors) = &self.vectors else { return Ok(evidence) };
        let runs = |side: &Lines<'_>| {
            let lines: Vec<Line<'_>> = side.lines.iter().map(|l| l.segments.clone()).collect();
            vectors.runs(&lines)
        };
        Ok(evidence.with_vectors(runs(rows)?, runs(columns)?))
    }

    /// Beads of English and units as beads of three editions.
    fn join(&self, texts: &Texts<'_>, found: &PairAlignment, units: &[Unit]) -> Vec<Bead> {
        let three = texts.chinese.len() == 2;
        let confidence = |(link, chinese)| if three { self.confidence.of(link, chinese) } else { link };
        let posteriors = posteriors(found, units);
        joined(found, units)
            .zip(posteriors)
            .map(|(runs, p)| Bead { runs, confidence: Some(confidence(p)), ..Bead::default() })
            .collect()
    }

    /// Aligns an article of three editions and says of each bead what its confidence is made from and whether gold
    /// has it; empty where an edition is missing.
    ///
    /// # Errors
    /// Where a sentence vector cannot be had.
    pub fn judge(&self, article: &Article, gold: &Ladder, learned: &Learned) -> Result<Vec<Judged>> {
        // an empty run has no place of its own
        let key = |bead: &Bead| bead.runs.0.map(|run| (if run.len == 0 { 0 } else { run.start }, run.len));
        let right: std::collections::HashSet<_> = gold.beads.iter().map(key).collect();
        let judged = self.taken_apart(article, learned, |_, _, bead, _, link, chinese| {
            chinese.map(|chinese| Judged { link, chinese, right: right.contains(&key(&bead)) })
        })?;
        Ok(judged.into_iter().flatten().collect())
    }

    /// Aligns an article of English and Chinese and makes something of each bead and its two posteriors.
    pub(super) fn taken_apart<T>(
        &self,
        article: &Article,
        learned: &Learned,
        mut make: impl FnMut(&Bilingual, &[f32], Bead, Candidate, f64, Option<f64>) -> T,
    ) -> Result<Vec<T>> {
        let texts = Texts::new(article, &self.fold).filter(|t| t.english && !t.chinese.is_empty());
        let Some(texts) = texts else { return Ok(Vec::new()) };
        let pivots = self.pivots(&texts, learned)?.map(|both| both.map(|(pivot, _)| pivot));
        let units = self.units(&texts, pivots)?;
        let mut evidence = self.evidence(&texts, &units, learned)?;
        let found = self.align_bilingual(&mut evidence);
        let beads = self.join(&texts, &found, &units);
        let three = texts.chinese.len() == 2;
        let weights = self.weights_for(&evidence);
        let parts = found.links.iter().zip(beads).zip(posteriors(&found, &units));
        let made = parts.map(|((link, bead), (p, chinese))| {
            make(&evidence, weights, bead, link.bead, p, three.then_some(chinese))
        });
        Ok(made.collect())
    }

    pub(super) fn align_bilingual(&self, evidence: &mut Bilingual) -> PairAlignment {
        let weights = self.weights_for(evidence);
        align_pair(evidence, weights)
    }

    pub(super) fn weights_for(&self, evidence: &Bilingual) -> &[f32] {
        if evidence.has_paragraphs() { &self.paragraphs } else { &self.lines }
    }

    /// Evidence on English against given units; `None` where one of the two languages is missing.
    pub(super) fn bilingual_evidence(
        &self,
        article: &Article,
        units: &[Unit],
        learned: &Learned,
    ) -> Result<Option<Bilingual>> {
        let texts = Texts::new(article, &self.fold).filter(|t| t.english && !t.chinese.is_empty());
        texts.map(|texts| self.evidence(&texts, units, learned)).transpose()
    }
}

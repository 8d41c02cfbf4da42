//! Training: gold ladders in, weights out; cross-validation by document.

use rayon::prelude::*;

use std::sync::Arc;

use super::{Gold, omissions, planting, vectors};
use crate::align::{
    self, Aligner, Confidence, Example, Judged, Lessons, OmissionWeights, Sight, TrainOptions, VectorWeights,
    WeightTable, Weights,
};
use crate::bead::Ladder;
use crate::config::Settings;
use crate::error::Result;
use crate::eval::GoldPair;
use crate::evidence::vectors::Vectors;
use crate::evidence::{Bilingual, Evidence, Learned};
use crate::text::Article;

/// How training goes, and what the weights say of it.
#[derive(Debug, Clone)]
pub struct Training {
    /// Penalty and rounds.
    pub options: TrainOptions,
    /// What the weights were trained on.
    pub signature: String,
    /// Weights to start from, which spares the first rounds; without them training starts from nothing.
    pub start: Option<Weights>,
}

impl Training {
    /// The same for weights that only serve to find better ones.
    fn quick(&self) -> Training {
        let options = TrainOptions { rounds: FIRST_ROUNDS, ..self.options };
        Training { options, ..self.clone() }
    }

    /// The weights that stay where gold teaches nothing.
    fn base(&self) -> Result<Weights> {
        self.start.clone().map_or_else(Weights::embedded, Ok)
    }
}

/// An article to learn from: as it came, or with lines taken out.
struct Taught {
    article: Article,
    ladder: Ladder,
    /// Its place among the gold items.
    item: usize,
    whole: bool,
}

/// How much an article counts that was laid out anew or had lines taken out, beside one as it came.
const PLANTED: f64 = 1.0;
/// Rounds of L-BFGS for weights that only serve to find better ones.
const FIRST_ROUNDS: u64 = 40;

/// Trains weights in three rounds: on whole articles; with lines taken out, told which; and with what those weights
/// find themselves: the words learned in each article, and where lines are missing.
///
/// # Errors
/// Where a gold text cannot be read or training does not converge.
pub fn train(gold: &[Gold], settings: &Settings, training: &Training) -> Result<Weights> {
    let taught = teach(gold, settings)?;
    let source = vectors::open(settings)?;
    let source = source.as_ref();
    let keep = vec![true; taught.len()];
    let first = first_weights(&taught, training, source)?;
    let aligner = vectors::aligner(&first, source)?;
    let words = learned(&aligner, &taught)?;
    let weights = {
        let lessons = lessons(&aligner, &taught, &words, Sight::Estimated)?;
        fit_some(&lessons, &keep, training, Some(&first), source)?
    };
    let mut weights = with_confidence(weights, &taught, &keep, source)?;
    if source.is_none() {
        let articles: Vec<(&Article, &Ladder)> =
            taught.iter().filter(|t| t.whole).map(|t| (&t.article, &t.ladder)).collect();
        let found = omissions::lessons(&vectors::aligner(&weights, None)?, &articles)?;
        weights.omission = omissions::fit(found.iter().flatten())?;
    }
    Ok(weights)
}

/// Weights that are good enough to look with: those to start from, or those that a round on whole articles and a round
/// that is told of gaps give.
fn first_weights(
    taught: &[Taught],
    training: &Training,
    source: Option<&Arc<dyn Vectors>>,
) -> Result<Weights> {
    let start = match &training.start {
        Some(start) => with_tables(start.clone(), source.is_some()),
        None => blank(source),
    };
    let aligner = vectors::aligner(&start, source)?;
    aligner.know(&taught.iter().map(|t| &t.article).collect::<Vec<_>>())?;
    if training.start.is_some() {
        return Ok(start);
    }
    let whole: Vec<Lessons> = taught
        .par_iter()
        .filter(|t| t.whole)
        .map(|t| aligner.lessons(&t.article, &t.ladder, &Learned::default(), Sight::Whole))
        .collect::<Result<_>>()?;
    let first = fit_some(&whole, &vec![true; whole.len()], &training.quick(), None, source)?;
    drop(whole);
    let none = vec![Learned::default(); taught.len()];
    let told = lessons(&vectors::aligner(&first, source)?, taught, &none, Sight::Told)?;
    fit_some(&told, &vec![true; taught.len()], &training.quick(), Some(&first), source)
}

/// Trains on all but one of `folds` parts of each set and aligns that part, for every part; documents stay whole.
///
/// The result has a pair of ladders for each gold item, in order.
///
/// # Errors
/// As [`train`].
pub fn cross_validate(
    gold: &[Gold],
    folds: usize,
    settings: &Settings,
    training: &Training,
) -> Result<Vec<GoldPair>> {
    let taught = teach(gold, settings)?;
    let fold = fold_numbers(gold, folds);
    let source = vectors::open(settings)?;
    let source = source.as_ref();
    let none = vec![Learned::default(); taught.len()];
    // Unlikely edges are dropped once for all folds, under weights of all: that saves time and teaches nothing.
    let all = first_weights(&taught, training, source)?;
    let plain = lessons(&vectors::aligner(&all, source)?, &taught, &none, Sight::Told)?;
    let plain = pruned(plain, &all);
    let mut pairs = vec![GoldPair::default(); gold.len()];
    for out in 0..folds {
        let keep: Vec<bool> = taught.iter().map(|t| fold[t.item] != out).collect();
        let first = fit_some(&plain, &keep, &training.quick(), Some(&all), source)?;
        let aligner = vectors::aligner(&first, source)?;
        let words = learned(&aligner, &taught)?;
        let again = pruned(lessons(&aligner, &taught, &words, Sight::Estimated)?, &first);
        let weights = fit_some(&again, &keep, training, Some(&first), source)?;
        drop(again);
        let weights = with_confidence(weights, &taught, &keep, source)?;
        let aligner = vectors::aligner(&weights, source)?;
        for t in taught.iter().zip(&keep).filter(|(t, keep)| t.whole && !**keep).map(|(t, _)| t) {
            let found = aligner.align(&t.article)?;
            pairs[t.item] = gold[t.item].pair(&t.article, &found.ladder);
        }
    }
    Ok(pairs)
}

fn fold_numbers(gold: &[Gold], folds: usize) -> Vec<usize> {
    let mut next = std::collections::BTreeMap::<&str, usize>::new();
    gold.iter()
        .map(|item| {
            let count = next.entry(&item.set).or_default();
            *count += 1;
            (*count - 1) % folds.max(1)
        })
        .collect()
}

/// Every article as it came, and as often with lines taken out as [`planting::variants`] says.
fn teach(gold: &[Gold], settings: &Settings) -> Result<Vec<Taught>> {
    let of_item = |(item, gold): (usize, &Gold)| {
        let (article, ladder) = gold.texts(settings)?;
        let holed = planting::variants(&article, &ladder, item);
        let all = std::iter::once((true, (article, ladder))).chain(holed.into_iter().map(|v| (false, v)));
        Ok(all.map(|(whole, (article, ladder))| Taught { article, ladder, item, whole }).collect())
    };
    let taught: Vec<Vec<Taught>> = gold.par_iter().enumerate().map(of_item).collect::<Result<_>>()?;
    Ok(taught.into_iter().flatten().collect())
}

/// The plain product of odds, until one is fitted.
const PLAIN: Confidence = Confidence { intercept: 0.0, link: 1.0, chinese: 0.5, lower: 0.0, higher: 0.0 };

/// Fits the confidence on how the weights do on what they were trained on.
fn with_confidence(
    mut weights: Weights,
    taught: &[Taught],
    keep: &[bool],
    source: Option<&Arc<dyn Vectors>>,
) -> Result<Weights> {
    let aligner = vectors::aligner(&weights, source)?;
    let judged: Vec<Vec<Judged>> = (0..taught.len())
        .into_par_iter()
        .filter(|at| keep[*at])
        .map(|at| aligner.judge(&taught[at].article, &taught[at].ladder))
        .collect::<Result<_>>()?;
    let judged = judged.concat();
    if !judged.is_empty() {
        let confidence = Confidence::fit(&judged)?;
        match &mut weights.vectors {
            Some(with) if source.is_some() => with.confidence = confidence,
            _ => weights.confidence = confidence,
        }
    }
    Ok(weights)
}

fn blank(source: Option<&Arc<dyn Vectors>>) -> Weights {
    let names = Bilingual::names();
    let zeros = WeightTable::paired(&names, &vec![0.0; 2 * names.len()]);
    Weights {
        signature: String::new(),
        lines: zeros.clone(),
        paragraphs: zeros.clone(),
        chinese: zeros.clone(),
        chinese_pivot: zeros.clone(),
        confidence: PLAIN,
        omission: OmissionWeights::default(),
        vectors: source.map(|_| VectorWeights {
            signature: String::new(),
            lines: zeros.clone(),
            paragraphs: zeros.clone(),
            chinese: Some(zeros),
            confidence: PLAIN,
        }),
    }
}

fn lessons(aligner: &Aligner, taught: &[Taught], learned: &[Learned], sight: Sight) -> Result<Vec<Lessons>> {
    let of = |(t, words): (&Taught, &Learned)| {
        let lessons = aligner.lessons(&t.article, &t.ladder, words, sight)?;
        Ok(if t.whole { lessons } else { lessons.weighted(PLANTED) })
    };
    taught.par_iter().zip(learned).map(of).collect()
}

/// The table for lines that was trained: that with vectors where there is one.
fn lines_of(weights: &Weights) -> &WeightTable {
    weights.vectors.as_ref().map_or(&weights.lines, |v| &v.lines)
}

/// The same for texts with paragraphs.
fn paragraphs_of(weights: &Weights) -> &WeightTable {
    weights.vectors.as_ref().map_or(&weights.paragraphs, |v| &v.paragraphs)
}

/// The same between the Chinese editions.
fn chinese_of(weights: &Weights) -> &WeightTable {
    weights.vectors.as_ref().and_then(|v| v.chinese.as_ref()).unwrap_or(&weights.chinese)
}

fn pruned(lessons: Vec<Lessons>, weights: &Weights) -> Vec<Lessons> {
    let names = Bilingual::names();
    let values = |table: &WeightTable| table.paired_start(&names);
    let [lines, paragraphs, chinese, pivot] =
        [lines_of(weights), paragraphs_of(weights), chinese_of(weights), &weights.chinese_pivot].map(values);
    let prune =
        |examples: Vec<Example>, weights: &[f64]| examples.iter().map(|e| e.pruned(weights)).collect();
    lessons
        .into_par_iter()
        .map(|l| Lessons {
            lines: prune(l.lines, &lines),
            paragraphs: prune(l.paragraphs, &paragraphs),
            chinese: prune(l.chinese, &chinese),
            chinese_pivot: prune(l.chinese_pivot, &pivot),
        })
        .collect()
}

/// What the first round learns from each item, an entry an item.
fn learned(aligner: &Aligner, taught: &[Taught]) -> Result<Vec<Learned>> {
    taught.par_iter().map(|item| aligner.learn(&item.article)).collect()
}

fn fit_some(
    lessons: &[Lessons],
    keep: &[bool],
    training: &Training,
    start: Option<&Weights>,
    source: Option<&Arc<dyn Vectors>>,
) -> Result<Weights> {
    let names = Bilingual::names();
    let base = training.base();
    let table =
        |of: fn(&Lessons) -> &Vec<Example>, old: fn(&Weights) -> &WeightTable| -> Result<WeightTable> {
            let examples: Vec<&Example> =
                lessons.iter().zip(keep).filter(|(_, keep)| **keep).flat_map(|(l, _)| of(l)).collect();
            if examples.is_empty() {
                // no gold of this kind: the weights that were there stay
                return base.as_ref().map(|w| old(w).clone()).map_err(Clone::clone);
            }
            let start = start.map(|w| old(w).paired_start(&names));
            Ok(WeightTable::paired(&names, &align::train(&examples, start.as_deref(), training.options)?))
        };
    if let Some(source) = source {
        // what was learned without vectors stays as it is
        let vectors = VectorWeights {
            signature: format!("{}; {}", training.signature, source.signature()),
            lines: table(|l| &l.lines, lines_of)?,
            paragraphs: table(|l| &l.paragraphs, paragraphs_of)?,
            chinese: Some(table(|l| &l.chinese, chinese_of)?),
            confidence: PLAIN,
        };
        let mut weights = Weights { vectors: Some(vectors), ..base.clone()? };
        if keep.contains(&false) {
            // what is left out must not have been seen by any weights
            weights.chinese_pivot = table(|l| &l.chinese_pivot, |w| &w.chinese_pivot)?;
        }
        return Ok(weights);
    }
    Ok(Weights {
        signature: training.signature.clone(),
        lines: table(|l| &l.lines, lines_of)?,
        paragraphs: table(|l| &l.paragraphs, paragraphs_of)?,
        chinese: table(|l| &l.chinese, |w| &w.chinese)?,
        chinese_pivot: table(|l| &l.chinese_pivot, |w| &w.chinese_pivot)?,
        confidence: PLAIN,
        omission: OmissionWeights::default(),
        vectors: None,
    })
}

/// The weights; where they have none for vectors and some are wanted, those without stand in.
fn with_tables(mut weights: Weights, vectors: bool) -> Weights {
    let (lines, paragraphs) = (weights.lines.clone(), weights.paragraphs.clone());
    let (signature, confidence) = (weights.signature.clone(), weights.confidence);
    let chinese = Some(weights.chinese.clone());
    if vectors {
        weights.vectors.get_or_insert(VectorWeights { signature, lines, paragraphs, chinese, confidence });
    }
    weights
}

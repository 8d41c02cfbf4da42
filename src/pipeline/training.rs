//! Training: gold ladders in, weights out; cross-validation by document.

use rayon::prelude::*;

use std::sync::Arc;

use super::{Gold, omissions, vectors};
use crate::align::{
    self, Aligner, Confidence, Example, Judged, Lessons, OmissionWeights, TrainOptions, VectorWeights,
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
}

struct Taught {
    article: Article,
    ladder: Ladder,
}

/// Trains weights: once without learned words, then with the words that those weights find in each article.
///
/// # Errors
/// Where a gold text cannot be read or training does not converge.
pub fn train(gold: &[Gold], settings: &Settings, training: &Training) -> Result<Weights> {
    let taught = teach(gold, settings)?;
    let source = vectors::open(settings)?;
    let source = source.as_ref();
    let none = vec![Learned::default(); gold.len()];
    let blank = vectors::aligner(&blank(source), source)?;
    blank.know(&taught.iter().map(|t| &t.article).collect::<Vec<_>>())?;
    let first = fit(&lessons(&blank, &taught, &none)?, training, None, source)?;
    let aligner = vectors::aligner(&first, source)?;
    let words = learned(&aligner, &taught)?;
    let weights = fit(&lessons(&aligner, &taught, &words)?, training, Some(&first), source)?;
    let mut weights = with_confidence(weights, &taught, &vec![true; gold.len()], source)?;
    if source.is_none() {
        let articles: Vec<(&Article, &Ladder)> = taught.iter().map(|t| (&t.article, &t.ladder)).collect();
        let found = omissions::lessons(&vectors::aligner(&weights, None)?, &articles)?;
        weights.omission = omissions::fit(found.iter().flatten())?;
    }
    Ok(weights)
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
    let blank = vectors::aligner(&blank(source), source)?;
    blank.know(&taught.iter().map(|t| &t.article).collect::<Vec<_>>())?;
    let none = vec![Learned::default(); gold.len()];
    // Unlikely edges are dropped once for all folds, under weights of all: that saves time and teaches nothing.
    let plain = lessons(&blank, &taught, &none)?;
    let all = fit(&plain, training, None, source)?;
    let plain = pruned(plain, &all);
    let mut pairs = vec![GoldPair::default(); gold.len()];
    for out in 0..folds {
        let keep: Vec<bool> = fold.iter().map(|f| *f != out).collect();
        let first = fit_some(&plain, &keep, training, Some(&all), source)?;
        let aligner = vectors::aligner(&first, source)?;
        let words = learned(&aligner, &taught)?;
        let again = pruned(lessons(&aligner, &taught, &words)?, &first);
        let weights = fit_some(&again, &keep, training, Some(&first), source)?;
        let weights = with_confidence(weights, &taught, &keep, source)?;
        let aligner = vectors::aligner(&weights, source)?;
        for at in (0..gold.len()).filter(|at| !keep[*at]) {
            let found = aligner.align(&taught[at].article)?;
            pairs[at] = gold[at].pair(&taught[at].article, &found.ladder);
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

fn teach(gold: &[Gold], settings: &Settings) -> Result<Vec<Taught>> {
    gold.par_iter()
        .map(|item| item.texts(settings).map(|(article, ladder)| Taught { article, ladder }))
        .collect()
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
    let zeros = WeightTable::new(&names, &vec![0.0; names.len()]);
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

fn lessons(aligner: &Aligner, taught: &[Taught], learned: &[Learned]) -> Result<Vec<Lessons>> {
    taught.par_iter().zip(learned).map(|(t, words)| aligner.lessons(&t.article, &t.ladder, words)).collect()
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
    let values = |table: &WeightTable| {
        names.iter().map(|n| table.0.get(*n).copied().unwrap_or(0.0)).collect::<Vec<f64>>()
    };
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

fn fit(
    lessons: &[Lessons],
    training: &Training,
    start: Option<&Weights>,
    source: Option<&Arc<dyn Vectors>>,
) -> Result<Weights> {
    fit_some(lessons, &vec![true; lessons.len()], training, start, source)
}

fn fit_some(
    lessons: &[Lessons],
    keep: &[bool],
    training: &Training,
    start: Option<&Weights>,
    source: Option<&Arc<dyn Vectors>>,
) -> Result<Weights> {
    let names = Bilingual::names();
    let embedded = if source.is_some() { with_tables() } else { Weights::embedded() };
    let table =
        |of: fn(&Lessons) -> &Vec<Example>, old: fn(&Weights) -> &WeightTable| -> Result<WeightTable> {
            let examples: Vec<&Example> =
                lessons.iter().zip(keep).filter(|(_, keep)| **keep).flat_map(|(l, _)| of(l)).collect();
            if examples.is_empty() {
                // no gold of this kind: the weights that come with the program stay
                return embedded.as_ref().map(|w| old(w).clone()).map_err(Clone::clone);
            }
            let start: Option<Vec<f64>> =
                start.map(|w| names.iter().map(|n| old(w).0.get(*n).copied().unwrap_or(0.0)).collect());
            Ok(WeightTable::new(&names, &align::train(&examples, start.as_deref(), training.options)?))
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
        let mut weights = Weights { vectors: Some(vectors), ..embedded.clone()? };
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

/// The weights that come with the program; where they have none for vectors, those without stand in.
fn with_tables() -> Result<Weights> {
    let mut weights = Weights::embedded()?;
    let (lines, paragraphs) = (weights.lines.clone(), weights.paragraphs.clone());
    let (signature, confidence) = (weights.signature.clone(), weights.confidence);
    let without = VectorWeights { signature, lines, paragraphs, chinese: None, confidence };
    weights.vectors.get_or_insert(without);
    Ok(weights)
}

//! Training: gold ladders in, weights out; cross-validation by document.

use rayon::prelude::*;

use std::sync::Arc;

use super::{Gold, omissions, planting, vectors};
use crate::align::{
    self, Aligner, Confidence, Example, Half, Judged, Lessons, Odds, OmissionWeights, Sight, TrainOptions,
    VectorWeights, WeightTable, Weights,
};
use crate::bead::Ladder;
use crate::config::Settings;
use crate::error::Result;
use crate::eval::GoldPair;
use crate::evidence::vectors::Vectors;
use crate::evidence::{Bilingual, Evidence, Learned};
use crate::text::{Article, Edition, PerEdition};

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
    /// It is as it came.
    own: bool,
    /// From which editions nothing was taken out; the paragraphs may be others than they were.
    whole: PerEdition<bool>,
    /// One line a sentence, nothing known of paragraphs.
    bare: bool,
}

impl Taught {
    /// The Chinese editions are whole, whatever the English lacks.
    fn has_whole_chinese(&self) -> bool {
        self.whole[Edition::ZhHans] && self.whole[Edition::ZhHant]
    }
}

/// What is learned of missing lines counts so much for bare lines. Counted in full, gaps that are believed make more gaps
/// believable in a free translation, which nothing of paragraphs contradicts. Six-fold `mac-dev`, no vectors: 0.898 with
/// 0.85 of it, 0.901 with 0.7, 0.903 with a half, 0.907 with nothing, where bare texts that lack 40 % have 0.878 of the
/// rows right in place of 0.93.
const LINES: f64 = 0.7;
/// Rounds of L-BFGS for weights that only serve to find better ones.
const FIRST_ROUNDS: u64 = 40;

/// Trains weights in two halves: those of whole texts on articles as they came, then, with these fixed, what is added to
/// them where lines are missing, on the same articles and on such with lines taken out. Whatever the second half learns,
/// a text that is found to be whole is aligned as if it were not there. How the Chinese editions stand to each other is
/// learned in the first half from articles with other paragraphs and with a shorter English as well.
///
/// # Errors
/// Where a gold text cannot be read or training does not converge.
pub fn train(gold: &[Gold], settings: &Settings, training: &Training) -> Result<Weights> {
    let taught = teach(gold, settings)?;
    let source = vectors::open(settings)?;
    let source = source.as_ref();
    let keep = vec![true; taught.len()];
    let mut weights = trained(&taught, &keep, training, source)?;
    if source.is_none() {
        let articles: Vec<(&Article, &Ladder)> =
            taught.iter().filter(|t| t.own).map(|t| (&t.article, &t.ladder)).collect();
        let found = omissions::lessons(&vectors::aligner(&weights, None)?, &articles)?;
        weights.omission = omissions::fit(found.iter().flatten())?;
    }
    Ok(weights)
}

/// Both halves, and the confidence that fits them; only what is to keep is learned from.
fn trained(
    taught: &[Taught],
    keep: &[bool],
    training: &Training,
    source: Option<&Arc<dyn Vectors>>,
) -> Result<Weights> {
    let taught: Vec<&Taught> = taught.iter().zip(keep).filter(|(_, keep)| **keep).map(|(t, _)| t).collect();
    let whole: Vec<&Taught> = taught.iter().copied().filter(|t| t.has_whole_chinese()).collect();
    let folds = keep.contains(&false);
    let fit = |lessons: &[Lessons], training: &Training, start: Option<&Weights>, half: Half| {
        fit_some(lessons, training, (start, half), source, folds)
    };
    let known = |aligner: &Aligner| {
        if source.is_some() {
            aligner.know(&taught.iter().map(|t| &t.article).collect::<Vec<_>>())
        } else {
            Ok(())
        }
    };
    let first = match &training.start {
        Some(start) => with_tables(start.clone(), source.is_some()),
        None => {
            let aligner = vectors::aligner(&blank(source), source)?;
            known(&aligner)?;
            let none = vec![Learned::default(); whole.len()];
            fit(
                &plain(lessons(&aligner, &whole, &none, Sight::Whole)?, &whole),
                &training.quick(),
                None,
                Half::Plain,
            )?
        }
    };
    let aligner = vectors::aligner(&first, source)?;
    known(&aligner)?;
    let words = learned(&aligner, &whole)?;
    let lessons_of_whole = plain(lessons(&aligner, &whole, &words, Sight::Whole)?, &whole);
    let mut weights = fit(&lessons_of_whole, training, Some(&holed_as(first.clone(), None)), Half::Plain)?;
    drop(lessons_of_whole);
    if training.start.is_some() {
        weights = holed_as(weights, Some(&first));
    }
    let words = learned(&vectors::aligner(&weights, source)?, &taught)?;
    for (sight, training) in [(Sight::Told, training.quick()), (Sight::Estimated, training.clone())] {
        if sight == Sight::Told && training.start.is_some() {
            continue;
        }
        let lessons = lessons(&vectors::aligner(&weights, source)?, &taught, &words, sight)?;
        weights = fit(&lessons, &training, Some(&weights), Half::Holed)?;
    }
    let lines = weights.vectors.as_mut().filter(|_| source.is_some()).map(|v| &mut v.lines);
    let lines = lines.unwrap_or(&mut weights.lines);
    *lines = lines.holed_by(LINES);
    with_confidence(with_even(weights), &taught, source)
}

/// Weights whose second halves score holed texts as those of `other` do; without it, as whole ones.
fn holed_as(mut weights: Weights, other: Option<&Weights>) -> Weights {
    let pairs = [
        (&mut weights.lines, other.map(|w| &w.lines)),
        (&mut weights.paragraphs, other.map(|w| &w.paragraphs)),
        (&mut weights.chinese, other.map(|w| &w.chinese)),
        (&mut weights.chinese_pivot, other.map(|w| &w.chinese_pivot)),
    ];
    pairs.into_iter().for_each(|(table, other)| *table = table.holed_as(other));
    if let Some(own) = &mut weights.vectors {
        let other = other.and_then(|w| w.vectors.as_ref());
        own.lines = own.lines.holed_as(other.map(|v| &v.lines));
        own.paragraphs = own.paragraphs.holed_as(other.map(|v| &v.paragraphs));
        let chinese = other.and_then(|v| v.chinese.as_ref());
        own.chinese = own.chinese.as_ref().map(|table| table.holed_as(chinese));
    }
    weights
}

/// The lessons of whole texts: the table for bare lines learns from bare lines, not from paragraphs of one sentence. An
/// article in other paragraphs, or one whose English lacks lines, teaches how the Chinese editions stand, nothing of
/// English: it would learn other paragraphs at the cost of those that translators make.
fn plain(mut lessons: Vec<Lessons>, taught: &[&Taught]) -> Vec<Lessons> {
    for (lessons, taught) in lessons.iter_mut().zip(taught) {
        if !taught.bare || !taught.own {
            lessons.lines.clear();
        }
        if !taught.own {
            lessons.paragraphs.clear();
        }
    }
    lessons
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
    let mut pairs = vec![GoldPair::default(); gold.len()];
    for out in 0..folds {
        let keep: Vec<bool> = taught.iter().map(|t| fold[t.item] != out).collect();
        let weights = trained(&taught, &keep, training, source.as_ref())?;
        let aligner = if settings.judge {
            let plain = trained(&taught, &keep, training, None)?;
            vectors::judged(&Weights { vectors: weights.vectors, ..plain }, source.as_ref())?
        } else {
            vectors::aligner(&weights, source.as_ref())?
        };
        let out: Vec<&Taught> =
            taught.iter().zip(&keep).filter(|(t, keep)| t.own && !**keep).map(|(t, _)| t).collect();
        aligner.know(&out.iter().map(|t| &t.article).collect::<Vec<_>>())?;
        let found: Vec<_> = out.par_iter().map(|t| aligner.align(&t.article)).collect::<Result<_>>()?;
        for (t, found) in out.iter().zip(found) {
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
        let variants = planting::variants(&article, &ladder, item);
        let bare = gold.job.segmented;
        let lines = segments(&article);
        let taught = |own: bool, (article, ladder)| {
            let left = segments(&article);
            let whole = left.map(|edition, left| *left == lines[edition]);
            Taught { article, ladder, item, own, whole, bare }
        };
        let own = taught(true, (article, ladder));
        Ok(std::iter::once(own).chain(variants.into_iter().map(|one| taught(false, one))).collect())
    };
    let taught: Vec<Vec<Taught>> = gold.par_iter().enumerate().map(of_item).collect::<Result<_>>()?;
    Ok(taught.into_iter().flatten().collect())
}

/// The log odds against a line without counterpart where both sides have as many lines and no gap was seen. Gold cannot
/// teach it: hardly a text in it has a null bead and as many lines on both sides. News in three editions, a line a
/// paragraph, has 0.992 of the rows right with what is learned, 0.994 at 3.5, 0.998 at 4, 5 and 7.
const EVEN: f64 = 4.0;

/// Weights under which null beads are unlikely where both sides have as many lines.
fn with_even(mut weights: Weights) -> Weights {
    let name = "paragraph:null-even";
    let own = [&mut weights.lines, &mut weights.paragraphs, &mut weights.chinese, &mut weights.chinese_pivot];
    own.into_iter().for_each(|table| table.set(name, -EVEN, EVEN));
    if let Some(vectors) = &mut weights.vectors {
        let own = [&mut vectors.lines, &mut vectors.paragraphs].into_iter().chain(&mut vectors.chinese);
        own.for_each(|table| table.set(name, -EVEN, EVEN));
    }
    weights
}

fn segments(article: &Article) -> PerEdition<usize> {
    PerEdition(Edition::ALL.map(|edition| article.segments(edition).len()))
}

/// The plain product of odds, until one is fitted.
const PLAIN: Confidence = Confidence { whole: Odds::PRODUCT, holed: Odds::PRODUCT };

/// Fits the confidence on how the weights do on what they were trained on.
fn with_confidence(
    mut weights: Weights,
    taught: &[&Taught],
    source: Option<&Arc<dyn Vectors>>,
) -> Result<Weights> {
    let aligner = vectors::aligner(&weights, source)?;
    let judged: Vec<Vec<Judged>> =
        taught.par_iter().map(|t| aligner.judge(&t.article, &t.ladder)).collect::<Result<_>>()?;
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

fn lessons(aligner: &Aligner, taught: &[&Taught], learned: &[Learned], sight: Sight) -> Result<Vec<Lessons>> {
    let of = |(t, words): (&&Taught, &Learned)| aligner.lessons(&t.article, &t.ladder, words, sight);
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

/// What the first round learns from each item, an entry an item.
fn learned(aligner: &Aligner, taught: &[&Taught]) -> Result<Vec<Learned>> {
    taught.par_iter().map(|item| aligner.learn(&item.article)).collect()
}

fn fit_some(
    lessons: &[Lessons],
    training: &Training,
    (start, half): (Option<&Weights>, Half),
    source: Option<&Arc<dyn Vectors>>,
    folds: bool,
) -> Result<Weights> {
    let names = Bilingual::names();
    let base = start.cloned().map_or_else(|| training.base(), Ok);
    let table =
        |of: fn(&Lessons) -> &Vec<Example>, old: fn(&Weights) -> &WeightTable| -> Result<WeightTable> {
            let examples: Vec<&Example> = lessons.iter().flat_map(of).collect();
            if examples.is_empty() {
                // no gold of this kind: the weights that were there stay
                return base.as_ref().map(|w| old(w).clone()).map_err(Clone::clone);
            }
            let start = start.map(|w| old(w).paired_start(&names));
            let found = align::train(&examples, start.as_deref(), half, training.options)?;
            Ok(WeightTable::paired(&names, &found))
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
        if folds {
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

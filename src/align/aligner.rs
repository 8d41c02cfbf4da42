//! The ladder of an article from the texts of two or three editions.

use std::borrow::Cow;

use rayon::prelude::*;

use super::pair::{PairAlignment, align_pair};
use super::weights::Weights;
use crate::bead::{Bead, Ladder, Run};
use crate::error::Result;
use crate::evidence::{
    Bilingual, Candidate, Cut, Evidence, Fold, Learned, LexiconTable, LineTexts, Lines, Pairs, Tokenizer,
};
use crate::text::{Article, Edition, PerEdition, Segment};

/// Finds ladders; made once, shared by all threads.
pub struct Aligner {
    tokenizer: Tokenizer,
    table: LexiconTable,
    fold: Fold,
    bilingual: Vec<f32>,
    chinese: Vec<f32>,
    signature: String,
}

/// What aligning an article gives.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Alignment {
    /// The beads; every segment stands in exactly one.
    pub ladder: Ladder,
    /// What a person should know, in plain words.
    pub messages: Vec<String>,
}

/// Below this share of covered words two texts are not translations of each other.
const UNRELATED: f32 = 0.12;
/// Texts with fewer lines than this are too short to call unrelated.
const FEW_LINES: usize = 8;

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
            bilingual: weights.bilingual.values(&names)?,
            chinese: weights.chinese.values(&names)?,
            signature: weights.signature.clone(),
        })
    }

    /// What the weights were trained on.
    pub fn signature(&self) -> &str {
        &self.signature
    }

    /// Aligns one article by itself, in two rounds.
    pub fn align(&self, article: &Article) -> Alignment {
        self.align_with(article, &self.learn(&[article]))
    }

    /// Aligns the articles of a run on all threads; what the first round learns of words serves all in the second.
    ///
    /// The result has an alignment for each article, in order, the same at any number of threads.
    pub fn align_all(&self, articles: &[Article]) -> Vec<Alignment> {
        let learned = self.learn(&articles.iter().collect::<Vec<_>>());
        articles.par_iter().map(|article| self.align_with(article, &learned)).collect()
    }

    /// The first round over a run: words that meet in its beads.
    pub fn learn(&self, articles: &[&Article]) -> Learned {
        let counts: Vec<Pairs> = articles.par_iter().map(|article| self.count(article)).collect();
        let mut all = Pairs::default();
        for pairs in counts {
            all.merge(pairs);
        }
        all.learned()
    }

    /// What one article adds to the first round.
    pub fn count(&self, article: &Article) -> Pairs {
        let mut pairs = Pairs::default();
        let Some(texts) = Texts::new(article, &self.fold).filter(|t| t.english && !t.chinese.is_empty())
        else {
            return pairs;
        };
        let units = self.units(&texts);
        let mut evidence = self.evidence(&texts, &units, &Learned::default());
        let found = align_pair(&mut evidence, &self.bilingual);
        let beads: Vec<Candidate> = found.links.iter().map(|l| l.bead).collect();
        pairs.add(&evidence, &beads);
        pairs
    }

    /// Aligns an article with the words an earlier round learned.
    pub fn align_with(&self, article: &Article, learned: &Learned) -> Alignment {
        let Some(texts) = Texts::new(article, &self.fold) else { return Alignment::default() };
        let units = self.units(&texts);
        let mut alignment = Alignment::default();
        if !texts.english || texts.chinese.is_empty() {
            alignment.ladder.beads = units.iter().map(|u| u.bead(u.posterior)).collect();
        } else {
            let mut evidence = self.evidence(&texts, &units, learned);
            let found = align_pair(&mut evidence, &self.bilingual);
            if unrelated(&evidence, &found) {
                alignment.messages.push(
                    "the English and the Chinese text look like different articles: nothing was aligned"
                        .to_owned(),
                );
                alignment.ladder = apart(&texts, &units);
            } else {
                alignment.ladder.beads = join(&found, &units);
            }
        }
        alignment
    }

    /// The Chinese units: beads of zh-Hans against zh-Hant, or the lines of the only one.
    fn units(&self, texts: &Texts<'_>) -> Vec<Unit> {
        match texts.chinese.as_slice() {
            [hans, hant] => {
                let learned = Learned::default();
                let mut evidence = Bilingual::new(
                    &hans.lines(Cut::Bigrams),
                    &hant.lines(Cut::Bigrams),
                    &self.tokenizer,
                    &self.table,
                    &learned,
                );
                let found = align_pair(&mut evidence, &self.chinese);
                let cut = |k: usize| found.cuts[k];
                let unit = |(k, link): (usize, &super::search::Link)| Unit {
                    hans: link.bead.rows,
                    hant: link.bead.columns,
                    posterior: link.posterior,
                    start: cut(k),
                    end: cut(k + 1),
                };
                found.links.iter().enumerate().map(unit).collect()
            }
            [only] => {
                let unit = |k: usize| {
                    let run = Run::new(k, 1);
                    let (hans, hant) = if only.edition == Edition::ZhHans {
                        (run, Run::default())
                    } else {
                        (Run::default(), run)
                    };
                    Unit { hans, hant, posterior: 1.0, start: 1.0, end: 1.0 }
                };
                (0..only.segments.len()).map(unit).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The texts of an article, ready to compare.
    pub(super) fn texts<'a>(&self, article: &'a Article) -> Option<Texts<'a>> {
        Texts::new(article, &self.fold).filter(|texts| texts.english && texts.chinese.len() == 1)
    }

    /// Evidence between the English lines and those of the first Chinese edition.
    pub(super) fn of_lines(&self, texts: &Texts<'_>, learned: &Learned) -> Bilingual {
        let columns = texts.chinese[0].lines(Cut::Chinese);
        Bilingual::new(&texts.en.lines(Cut::English), &columns, &self.tokenizer, &self.table, learned)
    }

    fn evidence(&self, texts: &Texts<'_>, units: &[Unit], learned: &Learned) -> Bilingual {
        let rows = texts.en.lines(Cut::English);
        let columns = Lines { lines: units.iter().map(|u| texts.unit(u)).collect(), cut: Cut::Chinese };
        Bilingual::new(&rows, &columns, &self.tokenizer, &self.table, learned)
    }
}

/// A bead of the two Chinese editions.
struct Unit {
    hans: Run,
    hant: Run,
    posterior: f64,
    start: f64,
    end: f64,
}

impl Unit {
    fn bead(&self, confidence: f64) -> Bead {
        let runs = PerEdition([Run::default(), self.hans, self.hant]);
        Bead { runs, confidence: Some(confidence), ..Bead::default() }
    }
}

/// One edition's segments and their folded texts.
struct Text<'a> {
    edition: Edition,
    segments: &'a [Segment],
    folded: Vec<Cow<'a, str>>,
}

impl<'a> Text<'a> {
    fn new(edition: Edition, segments: &'a [Segment], fold: &Fold) -> Text<'a> {
        let fold = |s: &'a Segment| {
            if edition == Edition::ZhHant { fold.fold(&s.text) } else { Cow::Borrowed(s.text.as_str()) }
        };
        Text { edition, segments, folded: segments.iter().map(fold).collect() }
    }

    fn lines(&self, cut: Cut) -> Lines<'_> {
        let line = |k: usize| LineTexts {
            segments: vec![&self.segments[k..=k]],
            folded: vec![Cow::Borrowed(self.folded[k].as_ref())],
        };
        Lines { lines: (0..self.segments.len()).map(line).collect(), cut }
    }

    fn joined(&self, run: Run) -> Option<(&[Segment], String)> {
        (run.len > 0).then(|| (&self.segments[run.range()], self.folded[run.range()].concat()))
    }
}

/// The editions of an article, ready to compare.
pub(super) struct Texts<'a> {
    english: bool,
    en: Text<'a>,
    chinese: Vec<Text<'a>>,
}

impl<'a> Texts<'a> {
    fn new(article: &'a Article, fold: &Fold) -> Option<Texts<'a>> {
        let present = article.editions.map(|_, text| text.is_some());
        let text = |edition| Text::new(edition, article.segments(edition), fold);
        let chinese =
            [Edition::ZhHans, Edition::ZhHant].into_iter().filter(|e| present[*e]).map(text).collect();
        present.0.contains(&true).then(|| Texts {
            english: present[Edition::En],
            en: text(Edition::En),
            chinese,
        })
    }

    fn unit(&self, unit: &Unit) -> LineTexts<'_> {
        let mut line = LineTexts { segments: Vec::new(), folded: Vec::new() };
        for text in &self.chinese {
            let run = if text.edition == Edition::ZhHans { unit.hans } else { unit.hant };
            if let Some((segments, folded)) = text.joined(run) {
                line.segments.push(segments);
                line.folded.push(Cow::Owned(folded));
            }
        }
        line
    }
}

/// Beads of English and units as beads of three editions.
///
/// A bead is right where its English–Chinese link is and both its ends are cuts between the Chinese editions.
fn join(found: &PairAlignment, units: &[Unit]) -> Vec<Bead> {
    let (mut hans, mut hant) = (0, 0);
    let bead = |link: &super::search::Link| {
        let own = &units[link.bead.columns.range()];
        let sum = |run: fn(&Unit) -> Run| own.iter().map(|u| run(u).len).sum::<usize>();
        let (hans_len, hant_len) = (sum(|u| u.hans), sum(|u| u.hant));
        let runs = PerEdition([link.bead.rows, Run::new(hans, hans_len), Run::new(hant, hant_len)]);
        (hans, hant) = (hans + hans_len, hant + hant_len);
        let chinese = match own {
            [] => 1.0,
            [unit] => unit.posterior,
            [first, .., last] => first.start * last.end,
        };
        Bead { runs, confidence: Some(link.posterior * chinese), ..Bead::default() }
    };
    found.links.iter().map(bead).collect()
}

/// How much of the words of both sides the beads cover, null beads counting as nothing.
fn unrelated(evidence: &Bilingual, found: &PairAlignment) -> bool {
    let (rows, columns) = evidence.size();
    if rows < FEW_LINES || columns < FEW_LINES {
        return false;
    }
    let pair = evidence.pair();
    let (mut covered, mut total) = (0.0, 0.0);
    for link in &found.links {
        let [row, column] = pair.covered(link.bead);
        covered += row[0] + column[0];
        total += pair.total(0, link.bead.rows) + pair.total(1, link.bead.columns);
    }
    covered < UNRELATED * total
}

/// Every segment in a null bead of its own: English first, then the Chinese units.
fn apart(texts: &Texts<'_>, units: &[Unit]) -> Ladder {
    let english = (0..texts.en.segments.len()).map(|k| Bead {
        runs: PerEdition([Run::new(k, 1), Run::default(), Run::default()]),
        confidence: Some(1.0),
        ..Bead::default()
    });
    Ladder { beads: english.chain(units.iter().map(|u| u.bead(u.posterior))).collect() }
}

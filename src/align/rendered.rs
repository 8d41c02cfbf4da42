//! Sentences that a larger bead swallows: what each English sentence adds to the rendering of its bead.

use std::borrow::Cow;
use std::collections::HashSet;

use super::aligner::Aligner;
use crate::bead::{Bead, Ladder, Run};
use crate::error::Result;
use crate::evidence::{Bilingual, Evidence, Learned, Region};
use crate::text::{Article, Edition, PerEdition};

/// What one English sentence adds to its bead, in beads of several English sentences.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Addition {
    /// Index of the bead.
    pub bead: usize,
    /// Index of the English segment.
    pub segment: usize,
    /// The part of the Chinese words that only this sentence explains, over its part of the English length.
    pub share: f32,
    /// Chinese length over English length without the sentence, and with it.
    pub ratios: [f32; 2],
}

impl Aligner {
    /// What the first and last sentence of every bead with several English sentences add to an edition's text.
    ///
    /// # Errors
    /// Where a sentence vector cannot be had.
    pub fn additions(&self, article: &Article, ladder: &Ladder, edition: Edition) -> Result<Vec<Addition>> {
        let mut editions = PerEdition::default();
        editions[Edition::En] = article.editions[Edition::En].clone();
        editions[edition] = article.editions[edition].clone();
        let pair = Article { id: article.id.clone(), editions };
        let beads: Vec<(Run, Run)> =
            ladder.beads.iter().map(|b| (b.runs[Edition::En], b.runs[edition])).collect();
        let of_interest = |(rows, columns): &(Run, Run)| rows.len > 1 && columns.len > 0;
        let Some(texts) = self.texts(&pair).filter(|_| beads.iter().any(of_interest)) else {
            return Ok(Vec::new());
        };
        let mut evidence = self.of_lines(&texts, &Learned::default())?;
        let mut region = Region::default();
        let mut end = 0;
        for (rows, columns) in &beads {
            let own = if columns.len > 0 { columns.range() } else { end..end };
            end = own.end;
            region.columns.extend((0..rows.len).map(|_| own.clone()));
        }
        let longest = beads.iter().map(|(rows, columns)| rows.len.max(columns.len)).max().unwrap_or(1);
        // Longer beads are rare, and the tables grow with the length.
        evidence.prepare(&region, longest.min(8));
        let wanted = beads.iter().enumerate().filter(|(_, bead)| of_interest(bead));
        Ok(wanted
            .filter(|(_, (rows, columns))| rows.len.max(columns.len) <= 8)
            .flat_map(|(at, (rows, columns))| additions(&evidence, at, *rows, *columns))
            .collect())
    }
}

impl Aligner {
    /// English segments that an edition lacks because its bead lacks a sentence of the other Chinese edition.
    ///
    /// The two editions share characters, so a sentence of one that stands in the other in no way is plain to
    /// see, even where the aligner has put it into one bead with its neighbour. Gives nothing where one is missing.
    pub fn lacking(&self, article: &Article, ladder: &Ladder, edition: Edition) -> Vec<usize> {
        let other = if edition == Edition::ZhHans { Edition::ZhHant } else { Edition::ZhHans };
        let folded = |e: Edition, run: Run| -> Vec<Vec<char>> {
            let own = article.segments(e).get(run.range()).unwrap_or_default();
            let fold = |text: &str| match e {
                Edition::ZhHant => self.fold().fold(text).into_owned(),
                _ => Cow::Borrowed(text).into_owned(),
            };
            own.iter().map(|s| fold(&s.text).chars().filter(|c| c.is_alphanumeric()).collect()).collect()
        };
        let of_bead = |bead: &Bead| {
            let [en, there, here] = [Edition::En, other, edition].map(|e| bead.runs[e]);
            if en.len < 2 || there.len < 2 || here.len == 0 || here.len >= there.len {
                return Vec::new();
            }
            let english = article.segments(Edition::En).get(en.range()).unwrap_or_default();
            let sizes: Vec<usize> = english.iter().map(|s| s.text.chars().count()).collect();
            let (theirs, own) = (folded(other, there), folded(edition, here).concat());
            missing(&theirs, &own).into_iter().map(|k| en.start + counterpart(&theirs, k, &sizes)).collect()
        };
        let mut found: Vec<usize> = ladder.beads.iter().flat_map(of_bead).collect();
        found.dedup();
        found
    }
}

/// A sentence of which less than this part of the character pairs stands in the other edition is not there.
const FEW_PAIRS: f64 = 0.2;
/// The other sentences of its bead are there with this part at least, so that the editions are worth comparing.
const MOST_PAIRS: f64 = 0.4;

/// The sentences of one edition of which nothing stands in the text of the other, which is shorter by as much.
fn missing(theirs: &[Vec<char>], own: &[char]) -> Vec<usize> {
    let pairs: HashSet<&[char]> = own.windows(2).collect();
    let shares: Vec<f64> = theirs
        .iter()
        .map(|one| {
            let found = one.windows(2).filter(|pair| pairs.contains(pair)).count();
            found as f64 / one.len().saturating_sub(1).max(1) as f64
        })
        .collect();
    let gone: Vec<usize> = (0..theirs.len()).filter(|k| shares[*k] < FEW_PAIRS).collect();
    let kept = shares.iter().all(|share| *share < FEW_PAIRS || *share >= MOST_PAIRS);
    let lost: usize = gone.iter().map(|k| theirs[*k].len()).sum();
    let all: usize = theirs.iter().map(Vec::len).sum();
    // What is said in other words is as long as ever.
    let shorter = own.len() + lost / 2 <= all;
    if kept && shorter && gone.len() < theirs.len() { gone } else { Vec::new() }
}

/// The English sentence that stands where sentence `k` of a Chinese edition does.
fn counterpart(theirs: &[Vec<char>], k: usize, english: &[usize]) -> usize {
    if theirs.len() == english.len() {
        return k;
    }
    let before: usize = theirs[..k].iter().map(Vec::len).sum();
    let all: usize = theirs.iter().map(Vec::len).sum();
    let middle = (before as f64 + theirs[k].len() as f64 / 2.0) / all.max(1) as f64;
    let total: usize = english.iter().sum();
    let mut end = 0;
    let ends = english.iter().map(|size| {
        end += size;
        end as f64 / total.max(1) as f64
    });
    ends.take_while(|end| *end < middle).count().min(english.len().saturating_sub(1))
}

fn additions(evidence: &Bilingual, bead: usize, rows: Run, columns: Run) -> Vec<Addition> {
    let pair = evidence.pair();
    let all = pair.column_mass(columns, rows)[1];
    let length = pair.length(0, rows);
    let chinese = pair.length(1, columns);
    let without = [
        (rows.start, Run::new(rows.start + 1, rows.len - 1)),
        (rows.end() - 1, Run::new(rows.start, rows.len - 1)),
    ];
    let one = |(segment, rest): (usize, Run)| {
        let own = pair.length(0, Run::new(segment, 1));
        let added = (all - pair.column_mass(columns, rest)[1]) / all.max(1e-6);
        let share = added / (own / length.max(1e-6)).max(1e-6);
        let ratios = [chinese / (length - own).max(1.0), chinese / length.max(1.0)];
        Addition { bead, segment, share, ratios }
    };
    without.into_iter().map(one).collect()
}

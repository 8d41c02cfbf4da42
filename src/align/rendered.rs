//! Sentences that a larger bead swallows: what each English sentence adds to the rendering of its bead.

use super::aligner::Aligner;
use crate::bead::{Ladder, Run};
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

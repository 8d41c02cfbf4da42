//! The two Chinese editions against each other, by themselves or with what English says of both.

use super::aligner::Aligner;
use super::chart::Chart;
use super::pair::{Area, Search, align_pair};
use super::search::Link;
use super::texts::{Text, Texts, Unit};
use crate::bead::Run;
use crate::error::Result;
use crate::evidence::{Bilingual, Learned, Pivot};
#[cfg(feature = "train")]
use crate::text::Article;

/// What aligning English with one Chinese edition says.
pub(super) struct Rendered {
    /// The English lines of each Chinese line.
    pub(super) pivot: Pivot,
    /// Of every English line the probability that nothing renders it.
    pub(super) alone: Vec<f64>,
    /// Their beads.
    pub(super) links: Vec<Link>,
    /// The two editions, to be asked about any bead.
    pub(super) chart: Option<Chart>,
}

/// The Chinese editions as one side.
#[derive(Default)]
pub(super) struct Units {
    /// Beads of zh-Hans against zh-Hant, or the lines of the only one.
    pub(super) units: Vec<Unit>,
    /// The evidence on the two.
    pub(super) evidence: Option<Bilingual>,
    /// The beads of the two.
    pub(super) links: Vec<Link>,
    /// The two, to be asked about any bead.
    pub(super) chart: Option<Chart>,
}

impl Aligner {
    /// The Chinese units.
    pub(super) fn units(&self, texts: &Texts<'_>, pivots: Option<[Pivot; 2]>) -> Result<Units> {
        Ok(match texts.chinese.as_slice() {
            [hans, hant] => {
                let mut evidence = self.between_chinese(hans, hant, pivots.is_some())?;
                let weights = self.model.chinese(pivots.is_some());
                if let Some(pivots) = pivots {
                    evidence = evidence.with_pivots(pivots);
                }
                let found = align_pair(&mut evidence, weights, Search::Full);
                let unit = |link: &Link| Unit {
                    hans: link.bead.rows,
                    hant: link.bead.columns,
                    posterior: Some(link.posterior),
                };
                Units {
                    units: found.links.iter().map(unit).collect(),
                    evidence: Some(evidence),
                    links: found.links,
                    chart: found.chart,
                }
            }
            [only] => Units { units: only.units(), ..Units::default() },
            _ => Units::default(),
        })
    }

    /// The English lines of each Chinese line, from aligning English with each Chinese edition alone; `None` where
    /// an article has not all three.
    pub(super) fn pivots(
        &self,
        texts: &Texts<'_>,
        learned: &Learned,
        guide: Option<&Area>,
    ) -> Result<Option<[Rendered; 2]>> {
        let [hans, hant] = texts.chinese.as_slice() else { return Ok(None) };
        if !texts.english {
            return Ok(None);
        }
        let hans = self.pivot(&texts.en, hans, learned, guide.map_or(Search::Full, Search::Within))?;
        Ok(Some([hans, self.pivot(&texts.en, hant, learned, Search::Full)?]))
    }

    fn pivot(
        &self,
        en: &Text<'_>,
        chinese: &Text<'_>,
        learned: &Learned,
        search: Search<'_>,
    ) -> Result<Rendered> {
        let mut evidence = self.comparer.english(en, chinese, learned)?;
        let weights = self.model.bilingual(&evidence);
        let found = align_pair(&mut evidence, weights, search);
        let mut pivot = vec![Run::default(); chinese.segments.len()];
        for link in &found.links {
            pivot[link.bead.columns.range()].fill(link.bead.rows);
        }
        Ok(Rendered { pivot, alone: found.alone, links: found.links, chart: found.chart })
    }

    /// Evidence on zh-Hans against zh-Hant. Where English speaks of both, it does so with vectors, and held-out
    /// articles came out no better with vectors here as well.
    fn between_chinese(&self, hans: &Text<'_>, hant: &Text<'_>, pivot: bool) -> Result<Bilingual> {
        self.comparer.chinese(hans, hant, self.model.chinese_vectors && !pivot)
    }

    /// Evidence on zh-Hans against zh-Hant; `None` where one of them is missing.
    ///
    /// # Errors
    /// Where a sentence vector cannot be had.
    #[cfg(feature = "train")]
    pub(super) fn chinese_evidence(&self, article: &Article, pivot: bool) -> Result<Option<Bilingual>> {
        let Some(texts) = self.comparer.texts(article) else { return Ok(None) };
        match texts.chinese.as_slice() {
            [hans, hant] => self.between_chinese(hans, hant, pivot).map(Some),
            _ => Ok(None),
        }
    }

    /// What English says of the two Chinese editions; `None` where one of the three is missing.
    #[cfg(feature = "train")]
    pub(super) fn pivots_of(&self, article: &Article, learned: &Learned) -> Result<Option<[Pivot; 2]>> {
        let texts = self.comparer.texts(article);
        let both = texts.map(|texts| self.pivots(&texts, learned, None)).transpose()?;
        Ok(both.flatten().map(|both| both.map(|rendered| rendered.pivot)))
    }
}

//! The one way to a ladder, and everything it was read from: links, units, evidence, and what was judged.

use super::aligner::Aligner;
use super::alignment::Alignment;
use super::between::{Rendered, Units};
use super::chart::Chart;
#[cfg(feature = "train")]
use super::confidence::Judged;
use super::confidence::{Support, of_two};
use super::joint::{self, Opinions, places};
use super::links::{self, joined, unrelated};
use super::model::Model;
use super::moves::moves;
use super::pair::{Area, PairAlignment, Search, align_pair};
use super::sameness::sameness;
use super::search::Link;
use super::texts::{Texts, Unit};
use crate::bead::{Bead, Ladder, Run};
use crate::error::{ErrorKind, Result};
use crate::evidence::{Bilingual, Candidate, Gaps, Learned, Pairs};
use crate::text::{Article, Edition, PerEdition};

/// An aligned article and what its ladder was read from.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) alignment: Alignment,
    /// For each bead what it was read from; none where nothing was found to read it from.
    pub(super) parts: Vec<Option<Part>>,
    /// On English and the Chinese units, or on the Chinese editions where there is no English.
    evidence: Option<Bilingual>,
    /// Whether the evidence is on English and Chinese.
    english: bool,
}

/// What a bead was read from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// The bead of the two sides that the evidence is on; `None` where it cuts through a Chinese unit.
    pub(super) bead: Option<Candidate>,
    /// Its posterior, or what comes nearest to it.
    pub(super) link: f64,
    /// What each side says of it, where there are three editions.
    pub(super) support: Option<Support>,
}

/// The sides of three editions; one without lines in an edition says nothing.
struct Sides<'a> {
    hans: Option<&'a Chart>,
    hant: Option<&'a Chart>,
    chinese: Option<&'a Chart>,
}

impl Sides<'_> {
    fn support(&self, runs: &PerEdition<Run>, link: f64, gaps: f64) -> Support {
        let PerEdition([en, hans, hant]) = *runs;
        // an edition without lines lacks every line of the others: that is certain
        let of = |chart: Option<&Chart>, rows, columns| chart.map_or(1.0, |chart| chart.whole(rows, columns));
        Support {
            link,
            hans: of(self.hans, en, hans),
            hant: of(self.hant, en, hant),
            chinese: of(self.chinese, hans, hant),
            gaps,
            present: runs.map(|_, run| run.len > 0),
            same: 1.0,
        }
    }
}

impl Aligner {
    /// Both rounds.
    pub(super) fn read(&self, article: &Article) -> Result<Reading> {
        let (learned, guide) = self.first_round(article)?;
        let reading = self.second_round(article, &learned, guide.as_ref())?;
        self.judged(article, &learned, reading)
    }

    /// Words that meet in the beads of English and one Chinese edition, and where their ladder lies. Folded, both
    /// Chinese editions have the same words: one of them is enough.
    pub(super) fn first_round(&self, article: &Article) -> Result<(Learned, Option<Area>)> {
        let texts = self.comparer.texts(article).filter(|t| t.english && !t.chinese.is_empty());
        let Some(texts) = texts else { return Ok((Learned::default(), None)) };
        let mut evidence = match self.comparer.english(&texts.en, &texts.chinese[0], &Learned::default()) {
            // a text whose own vectors are unfit teaches nothing; it fails in the second round
            Err(error) if error.kind() == ErrorKind::Input => return Ok((Learned::default(), None)),
            evidence => evidence?,
        };
        let weights = self.model.bilingual(&evidence);
        let found = align_pair(&mut evidence, weights, Search::Rough);
        let beads: Vec<Candidate> = found.links.iter().map(|l| l.bead).collect();
        let mut pairs = Pairs::default();
        pairs.add(&evidence, &beads);
        Ok((pairs.learned(), Some(found.area)))
    }

    /// The ladder, with words that were learned; `guide` is where the first round saw that of English and the first
    /// Chinese edition.
    pub(super) fn second_round(
        &self,
        article: &Article,
        learned: &Learned,
        guide: Option<&Area>,
    ) -> Result<Reading> {
        let Some(texts) = self.comparer.texts(article) else { return Ok(Reading::default()) };
        if !texts.english || texts.chinese.is_empty() {
            return self.without_english(&texts);
        }
        let mut alignment = Alignment::default();
        let (pivots, sides) = match self.pivots(&texts, learned, guide)? {
            Some([mut hans, mut hant]) => {
                alignment.alone[Edition::ZhHans] = std::mem::take(&mut hans.alone);
                alignment.alone[Edition::ZhHant] = std::mem::take(&mut hant.alone);
                let pivots = [&mut hans, &mut hant].map(|side| std::mem::take(&mut side.pivot));
                (Some(pivots), Some([hans, hant]))
            }
            None => (None, None),
        };
        let three = pivots.is_some();
        let found_units = self.units(&texts, pivots)?;
        let units = &found_units.units;
        let mut evidence = self.comparer.units(&texts, units, learned)?;
        let search = guide.filter(|_| !three).map_or(Search::Full, Search::Within);
        let weights = self.model.bilingual(&evidence);
        let found = align_pair(&mut evidence, weights, search);
        if let [only] = texts.chinese.as_slice() {
            alignment.alone[only.edition].clone_from(&found.alone);
        }
        if unrelated(&evidence, &found.links) {
            alignment.messages.push(
                "the English and the Chinese text look like different articles: nothing was aligned"
                    .to_owned(),
            );
            alignment.ladder = links::apart(&texts, units);
            let parts = vec![None; alignment.ladder.beads.len()];
            return Ok(Reading { alignment, parts, evidence: Some(evidence), english: true });
        }
        if found_units.evidence.as_ref().is_some_and(|chinese| unrelated(chinese, &found_units.links)) {
            alignment.messages.push(
                "the zh-Hans and the zh-Hant text have next to nothing in common: one may be of another article, or each \
                 have what the other lacks"
                    .to_owned(),
            );
        }
        let read = match &sides {
            Some([hans, hant]) => jointly(&found, &found_units, hans, hant),
            None => each(&found, units),
        };
        let sides = sides.as_ref().map(|[hans, hant]| Sides {
            hans: hans.chart.as_ref(),
            hant: hant.chart.as_ref(),
            chinese: found_units.chart.as_ref(),
        });
        let (ladder, parts) = self.join(&texts, &read, sides, evidence.has_paragraphs());
        alignment.moves = moves(&self.comparer, article, &ladder.beads);
        alignment.ladder = ladder;
        Ok(Reading { alignment, parts, evidence: Some(evidence), english: true })
    }

    /// The Chinese editions with each other, or the only edition there is.
    fn without_english(&self, texts: &Texts<'_>) -> Result<Reading> {
        let Units { units, evidence, .. } = self.units(texts, None)?;
        let alignment = Alignment { ladder: links::apart(texts, &units), ..Alignment::default() };
        let part = |unit: &Unit| {
            let bead = Candidate { rows: unit.hans, columns: unit.hant };
            unit.posterior.map(|link| Part { bead: Some(bead), link, support: None })
        };
        let english = texts.en.segments.iter().map(|_| None);
        let parts = english.chain(units.iter().map(part)).collect();
        Ok(Reading { alignment, parts, evidence, english: false })
    }

    /// The ladder, with a confidence each bead.
    fn join(
        &self,
        texts: &Texts<'_>,
        read: &[Read],
        sides: Option<Sides<'_>>,
        has_paragraphs: bool,
    ) -> (Ladder, Vec<Option<Part>>) {
        let mut ladder = Ladder::default();
        let mut parts = Vec::with_capacity(read.len());
        // English and the Chinese units hide what one Chinese edition lacks: the rows around say how holed it is
        let chinese = texts.chinese.iter().map(|text| text.edition);
        let present: Vec<Edition> = std::iter::once(Edition::En).chain(chinese).collect();
        let lacks = |read: &Read| f32::from(present.iter().any(|edition| read.runs[*edition].len == 0));
        let lacks: Vec<f32> = read.iter().map(lacks).collect();
        let around = Gaps::new([lacks.as_slice(), &[]]);
        let rows: Vec<PerEdition<Run>> = read.iter().map(|read| read.runs).collect();
        let same = sameness(&self.comparer, texts, &rows);
        for (at, &Read { runs, bead, link }) in read.iter().enumerate() {
            let row = Candidate { rows: Run::new(at, 1), columns: Run::default() };
            let gaps = f64::from(around.around(row));
            let support =
                sides.as_ref().map(|sides| Support { same: same[at], ..sides.support(&runs, link, gaps) });
            let confidence = match support {
                Some(support) => self.model.confidence.of(&support),
                None if has_paragraphs => of_two(link, gaps),
                None => link,
            };
            ladder.beads.push(Bead { runs, confidence: Some(confidence), ..Bead::default() });
            parts.push(Some(Part { bead, link, support }));
        }
        (ladder, parts)
    }
}

/// A bead of the ladder before anybody said how sure it is.
struct Read {
    runs: PerEdition<Run>,
    bead: Option<Candidate>,
    link: f64,
}

/// Beads of English and units as beads of three editions.
fn each(found: &PairAlignment, units: &[Unit]) -> Vec<Read> {
    let read =
        |(runs, link): (PerEdition<Run>, &Link)| Read { runs, bead: Some(link.bead), link: link.posterior };
    joined(found, units).zip(&found.links).map(read).collect()
}

/// The same, or what two of the three pairs of editions make better.
fn jointly(found: &PairAlignment, units: &Units, hans: &Rendered, hant: &Rendered) -> Vec<Read> {
    let read = each(found, &units.units);
    let (Some(english), Some(chinese), Some(of_hans), Some(of_hant)) =
        (&found.chart, &units.chart, &hans.chart, &hant.chart)
    else {
        return read;
    };
    let opinions = Opinions { hans: of_hans, hant: of_hant, chinese, english, units: places(&units.units) };
    let ladder: Vec<PerEdition<Run>> = read.iter().map(|read| read.runs).collect();
    let best = joint::best(&ladder, [&hans.links, &hant.links, &units.links], &opinions);
    let mut own = read.into_iter().peekable();
    let mut out = Vec::with_capacity(best.len());
    for runs in best {
        let starts = runs.0.map(|run| run.start);
        while own.next_if(|own| own.runs.0.map(|run| run.start) < starts).is_some() {}
        out.push(match own.next_if(|own| own.runs == runs) {
            Some(own) => own,
            None => {
                let (bead, link) = opinions.link(&runs);
                Read { runs, bead, link }
            }
        });
    }
    out
}

impl Reading {
    /// What a bead was read from, where there is something.
    pub(super) fn part(&self, at: usize) -> Option<(Part, &Bilingual)> {
        Some((self.parts.get(at).copied().flatten()?, self.evidence.as_ref()?))
    }

    /// The weights of the evidence.
    pub(super) fn weights<'m>(&self, model: &'m Model, evidence: &Bilingual) -> &'m [f32] {
        if self.english { model.bilingual(evidence) } else { model.chinese(false) }
    }

    /// What the confidence of each bead of three editions is made from, and whether gold has the bead.
    #[cfg(feature = "train")]
    pub(super) fn judged(&self, gold: &Ladder) -> Vec<Judged> {
        // an empty run has no place of its own
        let key =
            |bead: &Bead| bead.runs.0.map(|run: Run| (if run.len == 0 { 0 } else { run.start }, run.len));
        let right: std::collections::HashSet<_> = gold.beads.iter().map(key).collect();
        let judged = |(bead, part): (&Bead, &Option<Part>)| {
            Some(Judged { support: (*part)?.support?, right: right.contains(&key(bead)) })
        };
        self.alignment.ladder.beads.iter().zip(&self.parts).filter_map(judged).collect()
    }
}

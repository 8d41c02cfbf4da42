//! The rules run over a ladder that is under review, and the bead each finding stands at.

use std::collections::BTreeMap;

use super::{Job, Names, Read, read};
use crate::align::Aligner;
use crate::bead::{Bead, Ladder, Status};
use crate::check::glossary::Glossary;
use crate::check::{self, Finding, Moved, Page, Place, RuleId, Subject};
use crate::config::Settings;
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Article, Edition, PerEdition};

/// What review shows by itself: how sure a bead is.
const SHOWN: RuleId = RuleId::new("L701");

/// What the rules find in an article with these beads, by place, each with the bead it is about; without one it is
/// about the article as a whole. The article comes twice: as it was read, and as people left it.
///
/// # Errors
/// `Input` where the files have changed since they were read, and where a sentence vector cannot be had.
pub fn of_beads(
    job: &Job,
    settings: &Settings,
    glossary: &Glossary,
    expected: PerEdition<bool>,
    beads: &[Bead],
    [source, article]: [&Article; 2],
    aligner: &Aligner,
) -> Result<Vec<(Option<usize>, Finding)>> {
    let Read { article: mut now, pages, files, .. } = read(job, settings, &Names::default());
    if !same_texts(&now, source) {
        return Err(Error::new(
            ErrorKind::Input,
            format!("{}: its files have changed meanwhile", article.id),
        )
        .remedy("start the review again to see what is found in them now"));
    }
    for edition in Edition::ALL {
        if let Some(text) = &mut now.editions[edition] {
            text.segments = article.segments(edition).to_vec();
        }
    }
    let ladder = Ladder { beads: beads.to_vec() };
    let subject = Subject {
        omitted: omitted(&now, &ladder, aligner)?,
        article: &now,
        ladder: &ladder,
        pages: &pages,
        files: &files,
        expected,
        twice: Vec::new(),
        unrelated: false,
        foreign: PerEdition::default(),
        moved: &Moved::default(),
        settings: &settings.check,
        low_confidence: settings.low_confidence,
        lock: None,
        glossary,
        behind: PerEdition::default(),
        known: check::Known::default(),
    };
    let places = Places::new(&subject);
    let found = check::check(&subject).into_iter().filter(|finding| finding.rule != SHOWN);
    Ok(found.map(|finding| (places.bead(&finding), finding)).collect())
}

/// The probability of every omission; what a person confirmed is certain.
fn omitted(article: &Article, ladder: &Ladder, aligner: &Aligner) -> Result<PerEdition<Vec<f64>>> {
    let mut alignment = aligner.align(article)?;
    alignment.ladder = ladder.clone();
    alignment.moves.clear();
    let mut omitted = aligner.omissions(article, &alignment);
    for bead in ladder.beads.iter().filter(|bead| bead.status == Status::Confirmed) {
        for edition in [Edition::ZhHans, Edition::ZhHant] {
            let certain = if bead.runs[edition].len == 0 { 1.0 } else { 0.0 };
            if let Some(own) = omitted[edition].get_mut(bead.runs[Edition::En].range()) {
                own.fill(certain);
            }
        }
    }
    Ok(omitted)
}

fn same_texts(a: &Article, b: &Article) -> bool {
    Edition::ALL.into_iter().all(|edition| {
        let texts = |article| Article::segments(article, edition).iter().map(|s| s.text.as_str());
        texts(a).eq(texts(b))
    })
}

/// Where segments begin and end in a file, and the bead each belongs to.
type Segments = Vec<((usize, usize), (usize, usize), usize)>;

/// The places of all segments, by file.
struct Places(BTreeMap<String, Segments>);

impl Places {
    fn new(subject: &Subject<'_>) -> Places {
        let mut places = BTreeMap::new();
        for (edition, page) in subject.pages.iter() {
            if let Some(page) = page {
                places.insert(short(&page.path).to_owned(), segments(subject, edition, page));
            }
        }
        Places(places)
    }

    /// The English beside a finding tells its bead best: a gap has no place of its own.
    fn bead(&self, finding: &Finding) -> Option<usize> {
        // A finding about a whole file is about no sentence.
        if finding.text.is_none() && finding.related.is_empty() {
            return None;
        }
        let mut places = finding.related.iter().map(|related| &related.place).chain([&finding.place]);
        places.find_map(|place| self.at(place))
    }

    fn at(&self, place: &Place) -> Option<usize> {
        let segments = self.0.get(short(&place.path))?;
        let start = (place.line, place.column);
        let (_, end, bead) = segments.get(segments.partition_point(|s| s.0 <= start).checked_sub(1)?)?;
        (start <= *end).then_some(*bead)
    }
}

fn segments(subject: &Subject<'_>, edition: Edition, page: &Page) -> Segments {
    let all = subject.article.segments(edition);
    let mut out = Vec::with_capacity(all.len());
    for (at, bead) in subject.ladder.beads.iter().enumerate() {
        for segment in all.get(bead.runs[edition].range()).unwrap_or_default() {
            let place = page.place(segment.span);
            out.push(((place.line, place.column), (place.end_line, place.end_column), at));
        }
    }
    out.sort_unstable();
    out
}

fn short(path: &str) -> &str {
    path.strip_prefix("./").unwrap_or(path)
}

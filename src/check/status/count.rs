//! What a status says, counted.

use serde::Serialize;

use crate::text::Edition;

/// How an edition of an article stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EditionStatus {
    /// Its file; `None` where it is missing.
    pub path: Option<String>,
    /// The share of the English characters that it renders, 0 to 1; `None` where that cannot be told.
    pub coverage: Option<f64>,
    /// Sentences whose English changed since they were translated.
    pub stale: usize,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
}

/// How an article stands.
#[derive(Debug, Clone, PartialEq)]
pub struct PageStatus {
    /// The article.
    pub id: String,
    /// Its English file.
    pub english: Option<String>,
    /// Its Chinese editions, those that are missing too.
    pub editions: Vec<(Edition, EditionStatus)>,
}

/// In one word how an edition stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// There is no file.
    Missing,
    /// Its English changed since.
    Stale,
    /// It renders less than it should, or something that cannot be compared.
    Partial,
    /// It is whole and up to date.
    Done,
}

impl State {
    /// As it stands in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Missing => "missing",
            State::Stale => "stale",
            State::Partial => "partial",
            State::Done => "done",
        }
    }
}

/// The sum of an edition over all articles.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Total {
    /// Articles that it should have.
    pub pages: usize,
    /// Of these missing.
    pub missing: usize,
    /// With a sentence whose English changed.
    pub stale: usize,
    /// There, up to date and not whole.
    pub partial: usize,
    /// Whole and up to date.
    pub done: usize,
    /// The mean share of the English that the articles render, 0 to 1; what is missing counts as nothing.
    pub coverage: f64,
}

/// What a status report is about.
#[derive(Debug, Clone)]
pub struct Status<'a> {
    /// The articles, in order.
    pub pages: &'a [PageStatus],
    /// The share from which an edition counts as whole.
    pub whole: f64,
}

impl Status<'_> {
    /// How an edition of an article stands.
    pub fn state(&self, edition: &EditionStatus) -> State {
        match (&edition.path, edition.stale, edition.coverage) {
            (None, ..) => State::Missing,
            (_, stale, _) if stale > 0 => State::Stale,
            (_, _, Some(share)) if share >= self.whole => State::Done,
            _ => State::Partial,
        }
    }

    /// The sums by edition, of articles with an English file; editions that no article has are left out.
    pub fn totals(&self) -> Vec<(Edition, Total)> {
        let mut out = Vec::new();
        for edition in [Edition::ZhHans, Edition::ZhHant] {
            let pages = self.pages.iter().filter(|page| page.english.is_some());
            let all: Vec<&EditionStatus> = pages
                .flat_map(|page| &page.editions)
                .filter(|(e, _)| *e == edition)
                .map(|(_, s)| s)
                .collect();
            if all.is_empty() {
                continue;
            }
            let mut total = Total { pages: all.len(), ..Total::default() };
            for one in &all {
                match self.state(one) {
                    State::Missing => total.missing += 1,
                    State::Stale => total.stale += 1,
                    State::Partial => total.partial += 1,
                    State::Done => total.done += 1,
                }
            }
            let covered: f64 = all.iter().map(|one| one.coverage.unwrap_or(0.0)).sum();
            total.coverage = covered / all.len() as f64;
            out.push((edition, total));
        }
        out
    }

    /// What a page is called: its English file, else its first.
    pub(super) fn name<'p>(&self, page: &'p PageStatus) -> &'p str {
        let first = page.editions.iter().find_map(|(_, one)| one.path.as_deref());
        page.english.as_deref().or(first).unwrap_or(&page.id)
    }

    /// Pages with something to do, those with the least first; then by name.
    pub(super) fn open(&self) -> Vec<(&PageStatus, Edition, &EditionStatus)> {
        let mut out = Vec::new();
        for page in self.pages {
            for (edition, one) in &page.editions {
                if self.state(one) != State::Done {
                    out.push((page, *edition, one));
                }
            }
        }
        out.sort_by(|a, b| {
            let key = |one: &EditionStatus| (self.state(one) as usize, one.coverage.unwrap_or(0.0));
            let ((x, p), (y, q)) = (key(a.2), key(b.2));
            x.cmp(&y).then(p.total_cmp(&q)).then_with(|| self.name(a.0).cmp(self.name(b.0)))
        });
        out
    }
}

pub(super) fn percent(share: Option<f64>) -> String {
    share.map_or("–".to_owned(), |share| format!("{:.1} %", share * 100.0))
}

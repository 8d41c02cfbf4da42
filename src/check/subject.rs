use sha2::{Digest, Sha256};

use super::glossary::Glossary;
use super::lock::LockedArticle;
use super::{Finding, Known, Moved, Page, Place, Related, RuleId};
use crate::bead::{Bead, Ladder};
use crate::config::{Check, Level};
use crate::text::{Article, Edition, PerEdition, Segment, Span};

/// How far a translation is behind its source, by the history of the files.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Behind {
    /// Commits on the source since the translation was made.
    pub commits: usize,
    /// What was compared, in plain words.
    pub how: String,
    /// Whether a sentence is among the changes.
    pub prose: bool,
}

/// An article as the rules see it.
pub struct Subject<'a> {
    /// The article; editions that could not be used are missing in it.
    pub article: &'a Article,
    /// Its ladder.
    pub ladder: &'a Ladder,
    /// Its pages.
    pub pages: &'a PerEdition<Option<Page>>,
    /// The files that are there, whether they could be used or not.
    pub files: &'a PerEdition<Option<String>>,
    /// The editions it should have.
    pub expected: PerEdition<bool>,
    /// Further files of an edition that has one already.
    pub twice: Vec<(Edition, String)>,
    /// The aligner found no kinship between the editions.
    pub unrelated: bool,
    /// Editions in no Chinese at all, or in Chinese where they should be English: they are not aligned.
    pub foreign: PerEdition<bool>,
    /// By edition, for each English segment the probability that the edition does not render it.
    pub omitted: PerEdition<Vec<f64>>,
    /// What the editions have in another place.
    pub moved: &'a Moved,
    /// Settings of the rules.
    pub settings: &'a Check,
    /// Beads below this confidence are for a person to look at.
    pub low_confidence: f64,
    /// What the lock file says of the article.
    pub lock: Option<&'a LockedArticle>,
    /// Terms.
    pub glossary: &'a Glossary,
    /// How far each Chinese edition is behind, where history tells.
    pub behind: PerEdition<Option<Behind>>,
    /// What was worked out of it; nothing at first.
    pub known: Known,
}

impl<'a> Subject<'a> {
    /// Whether there are beads between English and this edition that can be trusted.
    pub fn aligned(&self, edition: Edition) -> bool {
        let foreign = self.foreign[Edition::En] || self.foreign[edition];
        !self.unrelated && !foreign && self.has(Edition::En) && self.has(edition)
    }

    /// Whether the edition is a file of messages.
    pub(crate) fn is_messages(&self, edition: Edition) -> bool {
        self.pages[edition].as_ref().is_some_and(Page::is_messages)
    }

    /// Whether the edition is there.
    pub fn has(&self, edition: Edition) -> bool {
        self.article.editions[edition].is_some()
    }

    /// The Chinese editions that are there and aligned with the English.
    pub fn aligned_chinese(&self) -> impl Iterator<Item = Edition> + '_ {
        self.chinese().filter(|edition| self.aligned(*edition))
    }

    /// The Chinese editions that are there.
    pub fn chinese(&self) -> impl Iterator<Item = Edition> + '_ {
        [Edition::ZhHans, Edition::ZhHant].into_iter().filter(|edition| self.has(*edition))
    }

    /// The segments of a bead in an edition.
    pub fn segments(&self, bead: &Bead, edition: Edition) -> &'a [Segment] {
        self.article.segments(edition).get(bead.runs[edition].range()).unwrap_or_default()
    }

    /// Their texts as one.
    pub fn text(&self, bead: &Bead, edition: Edition) -> String {
        let space = if edition == Edition::En { " " } else { "" };
        self.segments(bead, edition).iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(space)
    }

    /// The source span of a bead in an edition; where it has nothing there, the place where it would stand.
    pub fn span(&self, bead: &Bead, edition: Edition) -> Span {
        let all = self.article.segments(edition);
        let run = bead.runs[edition];
        match (all.get(run.start), all.get(run.end().saturating_sub(1))) {
            (Some(first), Some(last)) if run.len > 0 => Span::new(first.span.start, last.span.end),
            _ => Span::default(),
        }
    }

    /// Where the translation of bead number `at` would stand in an edition: the end of what is before it.
    pub fn gap(&self, at: usize, edition: Edition) -> Span {
        let before = self.ladder.beads[..at].iter().rev().find(|bead| bead.runs[edition].len > 0);
        let end = before.map_or(0, |bead| self.span(bead, edition).end);
        Span::new(end, end)
    }

    /// Whether a comment in the file switches the finding off.
    pub(super) fn disabled(&self, finding: &Finding) -> bool {
        let off = |place: &Place| {
            self.pages.iter().filter_map(|(_, page)| page.as_ref()).any(|page| {
                page.path == place.path && page.disabled.covers(finding.rule.as_str(), place.line)
            })
        };
        off(&finding.place) || finding.related.iter().any(|related| off(&related.place))
    }
}

/// What every finding of a rule says.
#[derive(Debug, Clone)]
pub(super) struct About {
    pub id: RuleId,
    pub name: &'static str,
    pub level: Level,
    pub remedy: &'static str,
}

/// Where a rule puts its findings.
pub struct Sink<'a> {
    subject: &'a Subject<'a>,
    about: About,
    found: Vec<Finding>,
}

impl<'a> Sink<'a> {
    pub(super) fn new(subject: &'a Subject<'a>, about: About) -> Self {
        Sink { subject, about, found: Vec::new() }
    }

    /// A finding at a span of an edition's page, about `text`.
    pub fn add(&mut self, edition: Edition, span: Span, text: &str, message: String) -> &mut Finding {
        let place = match &self.subject.pages[edition] {
            Some(page) => page.place(span),
            None => self.first_line(edition),
        };
        self.push(Some(edition), place, text, message)
    }

    /// A finding about a whole file, at its first line; a file that is not there is shown at the English one.
    pub fn file(&mut self, edition: Edition, message: String) -> &mut Finding {
        let place = self.first_line(edition);
        let about = edition.as_str();
        let finding = self.push(Some(edition), place, about, message);
        finding.text = None;
        finding
    }

    /// A finding about a bead: shown in `edition`, with the English beside it.
    pub fn bead(&mut self, edition: Edition, bead: &Bead, message: String) -> &mut Finding {
        let text = self.subject.text(bead, edition);
        let related = self.english(bead).filter(|_| edition != Edition::En);
        let finding = self.add(edition, self.subject.span(bead, edition), &text, message);
        finding.related.extend(related);
        finding
    }

    /// The English of a bead, as a related place.
    pub fn english(&self, bead: &Bead) -> Option<Related> {
        let page = self.subject.pages[Edition::En].as_ref()?;
        let text = self.subject.text(bead, Edition::En);
        let there = !text.is_empty();
        there.then(|| Related { place: page.place(self.subject.span(bead, Edition::En)), message: text })
    }

    fn first_line(&self, edition: Edition) -> Place {
        let files = self.subject.files;
        let path = files[edition].as_ref().or(files[Edition::En].as_ref());
        let path = path.or_else(|| files.iter().find_map(|(_, file)| file.as_ref()));
        let path = path.cloned().unwrap_or_default();
        Place { path, line: 1, column: 1, end_line: 1, end_column: 1 }
    }

    fn push(&mut self, edition: Option<Edition>, place: Place, text: &str, message: String) -> &mut Finding {
        let finding = Finding {
            rule: self.about.id.clone(),
            name: self.about.name.to_owned(),
            level: self.about.level,
            article: self.subject.article.id.clone(),
            edition,
            fingerprint: fingerprint(self.about.id.as_str(), &place.path, edition, text),
            place,
            message,
            remedy: self.about.remedy.to_owned(),
            text: Some(text.to_owned()).filter(|text| !text.is_empty()),
            confidence: None,
            related: Vec::new(),
        };
        self.found.push(finding);
        // cannot fail: a finding was pushed just now
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    pub(super) fn finish(self) -> Vec<Finding> {
        self.found
    }
}

/// Rule, path, edition and what it is about; never the line.
fn fingerprint(rule: &str, path: &str, edition: Option<Edition>, text: &str) -> String {
    let mut hash = Sha256::new();
    for part in [rule, path, edition.map_or("", Edition::as_str), text] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    crate::text::hex(&hash.finalize()[..8])
}

impl Finding {
    /// Another level than the rule's own.
    pub fn at_level(&mut self, level: Level) -> &mut Self {
        self.level = level;
        self
    }
}

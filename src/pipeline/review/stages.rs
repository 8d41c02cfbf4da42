//! What review needs of evidence, align and check.

use super::{Job, Scripts, between};
use crate::align::Aligner;
use crate::bead::Bead;
use crate::check::Finding;
use crate::check::glossary::Glossary;
use crate::config::Settings;
use crate::error::Result;
use crate::pipeline::check::reviewed;
use crate::review::{Found, Helper, Script, Term};
use crate::text::{Article, PerEdition};

/// The stages that review works with.
pub(super) struct Stages {
    scripts: Scripts,
    aligner: Aligner,
    settings: Settings,
    glossary: Glossary,
    expected: PerEdition<bool>,
    jobs: Vec<Job>,
}

impl Stages {
    pub fn new(jobs: Vec<Job>, aligner: Aligner, settings: &Settings) -> Result<Stages> {
        let glossary = settings.check.glossary.as_deref().map(Glossary::read).transpose()?;
        Ok(Stages {
            scripts: Scripts::new()?,
            aligner,
            settings: settings.clone(),
            glossary: glossary.unwrap_or_default(),
            expected: crate::pipeline::expected(&jobs, settings),
            jobs,
        })
    }
}

impl Script for Stages {
    fn fold(&self, text: &str) -> String {
        self.scripts.fold(text)
    }

    fn characters(&self, text: &str) -> String {
        self.scripts.characters(text)
    }

    fn words(&self, text: &str) -> Vec<usize> {
        self.scripts.words(text)
    }
}

impl Helper for Stages {
    fn terms(&self, texts: &PerEdition<String>) -> PerEdition<Vec<Term>> {
        let found = self.aligner.terms(texts);
        found.map(|_, terms| terms.iter().map(|term| (term.range.clone(), term.key.clone())).collect())
    }

    fn findings(&self, source: &Article, article: &Article, beads: &[Bead]) -> Result<Vec<Found>> {
        let Some(job) = self.jobs.iter().find(|job| job.id == article.id) else { return Ok(Vec::new()) };
        let found = reviewed::of_beads(
            job,
            &self.settings,
            &self.glossary,
            self.expected,
            beads,
            [source, article],
            &self.aligner,
        )?;
        let shown = |(at, finding): (Option<usize>, Finding)| Found {
            at,
            rule: finding.rule.to_string(),
            name: finding.name,
            level: finding.level.as_str(),
            edition: finding.edition.map(|edition| edition.as_str()),
            message: finding.message,
        };
        Ok(found.into_iter().map(shown).collect())
    }

    fn realign(&self, article: &Article, kept: &[Bead]) -> Result<Vec<Bead>> {
        between(article, kept, &self.aligner, self.settings.low_confidence)
    }
}

//! What review needs of evidence, align and check.

use std::collections::HashMap;

use super::between::between;
use super::kept::{Kept, rebase};
use super::scripts::Scripts;
use crate::align::Aligner;
use crate::bead::Bead;
use crate::check::Finding;
use crate::check::glossary::Glossary;
use crate::config::Settings;
use crate::error::{Error, ErrorKind, Result};
use crate::input;
use crate::pipeline::check::reviewed;
use crate::pipeline::flags::aligned;
use crate::pipeline::{Job, expected, prepare, signature};
use crate::review::outlive::human;
use crate::review::{Base, Found, Helper, Reread, Script, State, Term};
use crate::text::{Article, Edition, PerEdition, sha256};

/// What a person should know of an article whose files were read.
pub(super) enum Notice {
    /// What became of the work on an article that changed.
    Kept(Kept),
    /// An article that cannot be reviewed and why.
    Problem(String),
}

/// Takes notices; from any thread.
pub(super) type Tell = Box<dyn Fn(Notice) + Send + Sync>;

/// The stages that review works with.
pub(super) struct Stages {
    scripts: Scripts,
    aligner: Aligner,
    settings: Settings,
    glossary: Glossary,
    expected: PerEdition<bool>,
    jobs: HashMap<String, Job>,
    signature: String,
    tell: Tell,
}

impl Stages {
    pub fn new(jobs: Vec<Job>, aligner: Aligner, settings: &Settings, tell: Tell) -> Result<Stages> {
        let glossary = settings.check.glossary.as_deref().map(Glossary::read).transpose()?;
        Ok(Stages {
            scripts: Scripts::new()?,
            settings: settings.clone(),
            glossary: glossary.unwrap_or_default(),
            expected: expected(&jobs, settings),
            signature: signature(settings, &aligner),
            jobs: jobs.into_iter().map(|job| (job.id.clone(), job)).collect(),
            aligner,
            tell,
        })
    }
}

impl Stages {
    /// Whether the files of an article are, byte by byte, those that it was aligned from in the same way.
    pub fn is_unchanged(&self, state: &State) -> bool {
        let article = &state.base.article;
        let Some(job) = self.jobs.get(&article.id) else { return false };
        let same = |edition: Edition| match (&job.files[edition], &article.editions[edition]) {
            (None, None) => true,
            (Some(file), Some(text)) => {
                let bytes = input::bytes(&file.path, input::CORPUS);
                bytes.is_ok_and(|bytes| sha256(&bytes) == text.sha256)
            }
            _ => false,
        };
        state.base.signature == self.signature && Edition::ALL.into_iter().all(same)
    }

    fn read(&self, id: &str) -> Result<Article> {
        let gone = || Error::new(ErrorKind::Input, "is no longer among the articles of the folder");
        prepare(self.jobs.get(id).ok_or_else(gone)?, &self.settings, &mut Vec::new())
    }

    /// The article with the ladder of the state where that fits, else with a new one.
    fn based(&self, state: &State, article: Article) -> Result<Reread> {
        let known = state.base_id != 0;
        if known && state.same_texts(&article) {
            return Ok(Reread::Same(Box::new(article)));
        }
        let worked = state.beads.iter().any(human) || !state.conflicts.is_empty();
        if known && worked {
            let (base, kept) = rebase(state, article, &self.settings, &self.aligner, &self.signature)?;
            (self.tell)(Notice::Kept(kept));
            return Ok(Reread::New(Box::new(base)));
        }
        self.aligner.know(&[&article])?;
        let done = aligned(&self.aligner, &article, &self.settings)?;
        let base = Base::new(article, done.ladder.beads, Vec::new(), self.signature.clone());
        Ok(Reread::New(Box::new(base)))
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
        let Some(job) = self.jobs.get(&article.id) else { return Ok(Vec::new()) };
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

    fn reread(&self, state: &State) -> Result<Reread> {
        let id = &state.base.article.id;
        let read = self.read(id).and_then(|article| self.based(state, article));
        if let Err(error) = &read {
            (self.tell)(Notice::Problem(format!("{id}: {error}")));
        }
        read
    }
}

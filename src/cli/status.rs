//! `trialign status`: how far are the translations?

use std::io::Write;
use std::path::{Path, PathBuf};

use trialign::check::status::{Status, StatusFormat};
use trialign::config::Partial;
use trialign::error::{Error, Result};
use trialign::pipeline;
use trialign::pipeline::check::{CheckOptions, history};

use super::output::Output;
use super::settings::{Common, Recognition};
use super::summary::{Level, Progress, say, tell};
use super::{FAILED, articles, check, lock};

/// Say how far the translations are: what is missing, partial or stale, by page and edition.
///
/// A page is stale by trialign.lock, or with --history by git. Findings of `trialign check` are counted, not listed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  trialign status docs
  trialign status docs --format html -o status.html
  trialign status docs --format badge -o badge.svg")]
pub struct Args {
    /// Folders with articles; the folder itself without any.
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// table, json, markdown, html or badge.
    #[arg(short, long, value_name = "FORMAT", default_value = "table", value_parser = str::parse::<StatusFormat>)]
    format: StatusFormat,
    /// Where to write the report; standard output without it.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Where no lock file tells, find stale translations by git history.
    #[arg(long)]
    history: bool,
    /// Check frozen versions of Docusaurus too.
    #[arg(long)]
    all_versions: bool,
    /// The lock file; the nearest trialign.lock is used where there is one.
    #[arg(long, value_name = "FILE")]
    lock: Option<PathBuf>,
    #[command(flatten)]
    recognition: Recognition,
    /// Look at what git ignores too.
    #[arg(long)]
    no_ignore: bool,
    /// Remember nothing, and use nothing that was remembered.
    #[arg(long)]
    no_cache: bool,
    /// Where to remember what was found; without it in the user's folder for caches, as `trialign check` does.
    #[arg(long, value_name = "DIR")]
    cache_dir: Option<PathBuf>,
    /// Nothing on standard error but what went wrong.
    #[arg(short, long)]
    quiet: bool,
    #[command(flatten)]
    common: Common,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<u8> {
    args.common.no_embeddings_file("status")?;
    let mut settings = args.common.settings(Partial::default())?;
    let options = args.recognition.options(&settings.check, args.no_ignore)?;
    let versions = args.all_versions || settings.check.all_versions;
    let found = articles::find(&args.paths, &options, versions)?;
    if settings.editions.is_empty() {
        settings.editions = pipeline::expected_editions(&found.jobs, &settings);
    }
    let records = lock::records(args.lock.as_deref(), &found.jobs, &args.paths, &settings)?;
    let lock = records.map(|(_, records)| records.by_id).unwrap_or_default();
    let behind = if args.history { history::behind(&found.jobs, &settings)? } else { Default::default() };
    behind.notices.iter().for_each(|notice| say(Level::Warning, notice));
    let cache = check::cache(args.no_cache, args.cache_dir.as_deref());
    let whole = settings.check.coverage;
    let mut options = CheckOptions::default();
    (options.settings, options.cache) = (settings, cache);
    (options.lock, options.behind) = (lock, behind.behind);
    let progress = Progress::new(found.jobs.len());
    let checked = pipeline::check::run(&found.jobs, &options, &|step| progress.step(step));
    progress.finish();
    let checked = checked?;
    let status = Status { pages: &checked.pages, whole };
    let mut out = Output::open(args.output.as_deref())?;
    let text = status.render(args.format);
    out.write_all(text.as_bytes()).map_err(|e| Error::io(Path::new("the report"), &e))?;
    out.finish()?;
    if !args.quiet {
        articles::taken(&found.explain).for_each(|line| tell(&line.to_string()));
    }
    let problems = found.problems.iter().map(ToString::to_string).chain(checked.problems);
    let count = problems.map(|problem| say(Level::Error, &problem)).count();
    Ok(if count > 0 { FAILED } else { 0 })
}

//! `trialign lock`: records what the translations were made from.

use std::io::Write;
use std::path::PathBuf;

use trialign::check::lock::NAME;
use trialign::config::Partial;
use trialign::discover::Layout;
use trialign::error::{Error, ErrorKind, Result};
use trialign::export::Aside;
use trialign::pipeline::{self, check};

use super::FAILED;
use super::settings::{self, Common};
use super::summary::{Level, say, tell};

/// Record every sentence and its translations in trialign.lock, for `trialign check` to find what is stale.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folders with articles.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// The lock file.
    #[arg(long, value_name = "FILE", default_value = NAME)]
    lock: PathBuf,
    /// A pattern such as `src/@lang/@path` in place of recognising the layout.
    #[arg(long, value_name = "PATTERN")]
    pattern: Option<String>,
    /// The layout in place of recognising it: folder, suffix, docusaurus, tree, root-default or siblings.
    #[arg(long, value_name = "NAME", conflicts_with = "pattern", value_parser = str::parse::<Layout>)]
    layout: Option<Layout>,
    /// Look at what git ignores too.
    #[arg(long)]
    no_ignore: bool,
    #[command(flatten)]
    common: Common,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<u8> {
    let settings = args.common.settings(Partial::default())?;
    let options = settings::discover(&settings.check, args.pattern.as_deref(), args.layout, args.no_ignore)?;
    let found = pipeline::find_by(&args.paths, false, options)?;
    let (lock, problems) = check::lock(&found.jobs, &settings)?;
    // A checkout may hold a link of this name, and what it leads to would be written over.
    if args.lock.as_os_str() == NAME && args.lock.is_symlink() {
        return Err(Error::new(ErrorKind::Config, "is a symbolic link")
            .at(&args.lock)
            .remedy("name the file that it leads to with --lock"));
    }
    let mut aside = Aside::create(&args.lock)?;
    aside.write_all(lock.write().as_bytes()).map_err(|e| Error::io(&args.lock, &e))?;
    aside.commit()?;
    let faults = found.problems.iter().map(ToString::to_string).chain(problems);
    let count = faults.map(|problem| say(Level::Error, &problem)).count();
    tell(&format!("{} articles recorded in {}", lock.articles.len(), args.lock.display()));
    Ok(if count > 0 { FAILED } else { 0 })
}

//! `trialign lock`: records what the translations were made from.

use std::io::Write;
use std::path::{Path, PathBuf};

use trialign::check::lock::{Lock, NAME};
use trialign::config::{self, Partial, Settings};
use trialign::error::{Error, ErrorKind, Result};
use trialign::export::Aside;
use trialign::input;
use trialign::pipeline::Job;
use trialign::pipeline::check::locks;

use super::FAILED;
use super::articles;
use super::settings::{Common, Recognition};
use super::summary::{Level, say, tell};

/// Record every sentence and its translations in trialign.lock, for `trialign check` to find what is stale.
///
/// A translation that is stale and was not changed since stays stale; records of other pages stay as they are.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  trialign lock docs
  trialign lock docs/zh/guide.md
  trialign lock docs --accept docs/zh/guide.md:12
  trialign lock docs --prune")]
pub struct Args {
    /// Folders with articles, or single pages.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// The lock file; without it the nearest trialign.lock from here upwards, else a new one here.
    #[arg(long, value_name = "FILE")]
    lock: Option<PathBuf>,
    /// A translation that is right though its English changed: a file, a folder, or FILE:LINE.
    #[arg(long, value_name = "PATH")]
    accept: Vec<String>,
    /// Take out the records of pages below the paths that are no longer there.
    #[arg(long)]
    prune: bool,
    #[command(flatten)]
    recognition: Recognition,
    /// Look at what git ignores too.
    #[arg(long)]
    no_ignore: bool,
    #[command(flatten)]
    common: Common,
}

/// The lock file of a call: the one named, else the nearest from here up to the root of the repository.
///
/// # Errors
/// `Config` where what has its name is a symbolic link or no file.
pub fn file(named: Option<&Path>) -> Result<Option<PathBuf>> {
    if let Some(path) = named {
        return Ok(Some(path.to_path_buf()));
    }
    if let Ok(own) = Path::new(NAME).symlink_metadata().map(|meta| meta.file_type())
        && !own.is_file()
    {
        let none = || Error::new(ErrorKind::Config, "this is not a file").at(Path::new(NAME));
        return Err(if own.is_symlink() {
            linked(Path::new(NAME))
        } else {
            none().remedy("take it away, or name the lock file with --lock")
        });
    }
    let Some(found) = config::nearest(Path::new("."), &[NAME]) else { return Ok(None) };
    // As it was named until now where it is here.
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).ok();
    let own = found.parent() == here.as_deref();
    let path = if own { PathBuf::from(NAME) } else { found };
    if path.is_symlink() { Err(linked(&path)) } else { Ok(Some(path)) }
}

/// What came with a checkout may be a link to anything of whoever runs the program.
fn linked(path: &Path) -> Error {
    Error::new(ErrorKind::Config, "is a symbolic link")
        .at(path)
        .remedy("name the file that it leads to with --lock")
}

/// Reads a lock file.
pub fn read(path: &Path) -> Result<Lock> {
    let text = input::text(path, input::TABLE)
        .map_err(|e| e.of_kind(ErrorKind::Config).remedy("write it with `trialign lock`"))?;
    Lock::parse(&text, path)
}

/// What is recorded of articles, and in which file; `None` without one.
pub fn records(
    named: Option<&Path>,
    jobs: &[Job],
    paths: &[PathBuf],
    settings: &Settings,
) -> Result<Option<(PathBuf, locks::Records)>> {
    let Some(path) = file(named)? else { return Ok(None) };
    let records = locks::resolve(&read(&path)?, &path, jobs, paths, settings);
    Ok(Some((path, records)))
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<u8> {
    let settings = args.common.settings(Partial::default())?;
    let options = args.recognition.options(&settings.check, args.no_ignore)?;
    let found = articles::find(&args.paths, &options, settings.check.all_versions)?;
    let path = file(args.lock.as_deref())?.unwrap_or_else(|| PathBuf::from(NAME));
    // A checkout may hold a link of this name, and what it leads to would be written over.
    if args.lock.is_none() && path.is_symlink() {
        return Err(linked(&path));
    }
    let mut lock = if path.is_file() { read(&path)? } else { Lock::new() };
    let old = locks::resolve(&lock, &path, &found.jobs, &args.paths, &settings);
    let accepted: Vec<(PathBuf, Option<usize>)> = args.accept.iter().map(|text| accept(text)).collect();
    if let Some((path, _)) = accepted.iter().find(|(path, _)| !path.exists()) {
        return Err(Error::new(ErrorKind::Usage, "--accept names no file or folder").at(path));
    }
    let accepts = |file: &Path, line: usize| {
        let real = file.canonicalize().unwrap_or_else(|_| file.to_path_buf());
        accepted.iter().any(|(path, only)| real.starts_with(path) && only.is_none_or(|only| only == line))
    };
    let done = locks::lock(&found.jobs, &settings, &old.by_id, &accepts)?;
    for job in &found.jobs {
        let Some(key) = locks::key(job, &path) else { continue };
        if let Some(article) = done.articles.get(&job.id) {
            // A page that was renamed takes its record with it.
            if let Some(before) = old.keys.get(&job.id) {
                lock.articles.remove(before);
                lock.unnamed.remove(before);
            }
            lock.articles.insert(key, article.clone());
        }
    }
    if args.prune {
        old.unused.iter().for_each(|key| drop(lock.articles.remove(key)));
    }
    let mut aside = Aside::create(&path)?;
    aside.write_all(lock.write().as_bytes()).map_err(|e| Error::io(&path, &e))?;
    aside.commit()?;
    tell_done(args, &path, &done, &old, &lock);
    let faults = found.problems.iter().map(ToString::to_string).chain(done.problems);
    let count = faults.map(|problem| say(Level::Error, &problem)).count();
    Ok(if count > 0 { FAILED } else { 0 })
}

fn accept(text: &str) -> (PathBuf, Option<usize>) {
    let line = text.rsplit_once(':').and_then(|(path, line)| Some((path, line.parse().ok()?)));
    let (path, line) = line.map_or((text, None), |(path, line)| (path, Some(line)));
    let path = Path::new(path);
    (path.canonicalize().unwrap_or_else(|_| path.to_path_buf()), line)
}

fn tell_done(args: &Args, path: &Path, done: &locks::Recorded, old: &locks::Records, lock: &Lock) {
    tell(&format!("{} articles recorded in {}", done.articles.len(), path.display()));
    let stale: usize = done.stale.values().sum();
    if stale > 0 {
        tell(&format!(
            "{stale} translations in {} articles stay stale, for they were not changed (--accept takes them as they are)",
            done.stale.len()
        ));
    }
    if !old.unused.is_empty() && !args.prune {
        tell(&format!(
            "{} records fit no article: {} (--prune takes them out)",
            old.unused.len(),
            short(&old.unused)
        ));
    }
    if !lock.unnamed.is_empty() {
        tell(&format!(
            "{} records of a lock of version 1 fit none of these articles and are left out",
            lock.unnamed.len()
        ));
    }
}

/// The first few names of a list.
pub fn short(names: &[String]) -> String {
    let shown = names.iter().take(3).map(String::as_str).collect::<Vec<_>>().join(", ");
    if names.len() > 3 { format!("{shown}, …") } else { shown }
}

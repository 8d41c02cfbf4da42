//! What the history of the files says, through the `git` command.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::check::Behind;
use crate::check::lock::hash;
use crate::config::Settings;
use crate::error::{Error, ErrorKind, Result};
use crate::pipeline::Job;
use crate::read::{self, Format, ReadOptions};
use crate::text::{Edition, PerEdition, Tag};

/// Runs git in a folder; its output.
fn git(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>> {
    let done =
        Command::new("git").env("LC_ALL", "C").arg("-C").arg(folder).args(arguments).output().map_err(
            |e| {
                Error::new(ErrorKind::Io, format!("the git command cannot be run: {e}"))
                    .remedy("install git, or leave --changed-since and --history out")
            },
        )?;
    if done.status.success() {
        return Ok(done.stdout);
    }
    let said = String::from_utf8_lossy(&done.stderr).trim().to_owned();
    Err(Error::new(ErrorKind::Io, said).at(folder))
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}

fn folder_of(jobs: &[Job]) -> PathBuf {
    let file = jobs.iter().find_map(|job| job.files.iter().find_map(|(_, file)| file.as_ref()));
    let parent = file.and_then(|file| file.path.parent()).filter(|p| !p.as_os_str().is_empty());
    parent.unwrap_or(Path::new(".")).to_path_buf()
}

fn top(folder: &Path) -> Result<PathBuf> {
    // What git says is in the language of its user; that it fails here means one thing.
    let none = |said: Error| {
        Error::new(ErrorKind::Io, format!("this is not a git repository that can be read: {said}"))
            .at(folder)
            .remedy("leave --changed-since and --history out, or run in a checkout")
    };
    let top = text(git(folder, &["rev-parse", "--show-toplevel"]).map_err(none)?);
    let top = PathBuf::from(top.trim_end_matches(['\n', '\r']));
    Ok(top.canonicalize().unwrap_or(top))
}

/// The jobs with a file that differs from what it was where this branch left `reference`, or that is new. What
/// happened on the other branch since does not count. All jobs where `reference` is the HEAD of a repository without
/// commits.
///
/// # Errors
/// `Io` without git or outside a repository, `Usage` where the reference is unknown.
pub fn changed_since(jobs: Vec<Job>, reference: &str) -> Result<Vec<Job>> {
    let folder = folder_of(&jobs);
    let top = top(&folder)?;
    let unknown = |said: String| {
        Error::new(ErrorKind::Usage, format!("git knows no '{reference}'{said}"))
            .remedy("name a branch, tag or commit; in CI fetch its history (fetch-depth: 0)")
    };
    if reference.starts_with('-') {
        return Err(unknown(String::new()));
    }
    let commit = format!("{reference}^{{commit}}");
    if git(&top, &["rev-parse", "--verify", "--quiet", &commit]).is_err() {
        let unborn = reference == "HEAD" && git(&top, &["rev-list", "-n1", "--all"])?.is_empty();
        return if unborn { Ok(jobs) } else { Err(unknown(String::new())) };
    }
    // Without a common ancestor (a shallow clone, say): the reference itself.
    let base = git(&top, &["merge-base", reference, "HEAD"]).map(text).unwrap_or_default();
    let base = if base.trim().is_empty() { reference } else { base.trim() };
    let names = |arguments: &[&str]| -> Result<BTreeSet<PathBuf>> {
        let listed = git(&top, arguments)?;
        let names = listed.split(|b| *b == 0).filter(|name| !name.is_empty());
        Ok(names.map(|name| top.join(String::from_utf8_lossy(name).as_ref())).collect())
    };
    let mut changed = names(&["diff", "--name-only", "-z", base, "--"])?;
    changed.extend(names(&["ls-files", "--others", "--exclude-standard", "-z"])?);
    let deleted = !names(&["diff", "--name-only", "--diff-filter=D", "-z", base, "--"])?.is_empty();
    let touched = |job: &Job| {
        let file =
            job.files.iter().filter_map(|(_, file)| file.as_ref()).any(|file| {
                changed.contains(&file.path.canonicalize().unwrap_or_else(|_| file.path.clone()))
            });
        // A file that was taken away belongs to an article that lacks one now.
        file || deleted && job.files.iter().any(|(_, file)| file.is_none())
    };
    Ok(jobs.into_iter().filter(touched).collect())
}

/// Commits by path, newest first.
struct Log {
    /// The commits, newest first.
    commits: Vec<String>,
    by_path: HashMap<PathBuf, Vec<usize>>,
}

impl Log {
    fn read(top: &Path) -> Result<Log> {
        let listed = git(top, &["log", "--format=%x01%H", "--name-only", "-z", "--no-renames"])?;
        let mut log = Log { commits: Vec::new(), by_path: HashMap::new() };
        for piece in listed.split(|b| matches!(b, 0 | b'\n')).filter(|piece| !piece.is_empty()) {
            match piece.strip_prefix(b"\x01") {
                Some(commit) => log.commits.push(String::from_utf8_lossy(commit).into_owned()),
                None => {
                    let path = top.join(String::from_utf8_lossy(piece).as_ref());
                    log.by_path.entry(path).or_default().push(log.commits.len().saturating_sub(1));
                }
            }
        }
        Ok(log)
    }

    fn of(&self, path: &Path) -> &[usize] {
        self.by_path.get(path).map_or(&[], Vec::as_slice)
    }
}

/// How far each translation is behind its source: since the commit its front matter names in
/// `l10n.sourceCommit`, else since its own last commit. Changes of white space and markup do not count.
///
/// # Errors
/// `Io` without git or outside a repository.
pub fn behind(jobs: &[Job], settings: &Settings) -> Result<BTreeMap<String, PerEdition<Option<Behind>>>> {
    if jobs.is_empty() {
        return Ok(BTreeMap::new());
    }
    let top = top(&folder_of(jobs))?;
    let log = Log::read(&top)?;
    let mut out = BTreeMap::new();
    for job in jobs {
        let Some(english) = job.files[Edition::En].as_ref().and_then(|file| file.path.canonicalize().ok())
        else {
            continue;
        };
        let mut own = PerEdition::default();
        for edition in [Edition::ZhHans, Edition::ZhHant] {
            if let Some(file) = &job.files[edition] {
                own[edition] = one(&top, &log, &english, &file.path, settings);
            }
        }
        out.insert(job.id.clone(), own);
    }
    Ok(out)
}

fn one(top: &Path, log: &Log, english: &Path, file: &Path, settings: &Settings) -> Option<Behind> {
    let (since, how) = match source_commit(file) {
        Some(commit) => {
            let at = log.commits.iter().position(|known| known.starts_with(&commit))?;
            (at, format!("l10n.sourceCommit {}", &commit[..commit.len().min(8)]))
        }
        None => {
            let at = *log.of(&file.canonicalize().ok()?).first()?;
            (at, "by the history of both files".to_owned())
        }
    };
    let commits = log.of(english).iter().filter(|at| **at < since).count();
    if commits == 0 {
        return Some(Behind { commits, how });
    }
    let name = english.strip_prefix(top).ok()?.to_str()?;
    let old = git(top, &["show", &format!("{}:{name}", log.commits[since])]).ok()?;
    let same =
        sentences(&old, english, settings)? == sentences(&std::fs::read(english).ok()?, english, settings)?;
    Some(Behind { commits: if same { 0 } else { commits }, how })
}

/// The hashes of an English file's sentences.
fn sentences(bytes: &[u8], path: &Path, settings: &Settings) -> Option<Vec<String>> {
    let options = ReadOptions { max_bytes: settings.max_bytes, ..ReadOptions::default() };
    let mut source = read::read_bytes(bytes, path, Format::of(path)?, &options).ok()?;
    let text = super::super::pages::clean_and_cut(&mut source, &Tag::from(Edition::En), settings);
    Some(text.segments.iter().map(|segment| hash(&segment.text)).collect())
}

/// `l10n.sourceCommit` of a file's front matter, nested or with a dot.
fn source_commit(file: &Path) -> Option<String> {
    let text = std::fs::read_to_string(file).ok()?;
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let fence = lines.next().map(str::trim_end).filter(|line| matches!(*line, "---" | "+++"))?;
    let mut inside = false;
    for line in lines.take_while(|line| line.trim_end() != fence) {
        let (key, value) = line.split_once([':', '=']).unwrap_or((line, ""));
        let nested = line.starts_with([' ', '\t']);
        inside = if nested { inside } else { key.trim() == "l10n" };
        let named = key.trim() == "l10n.sourceCommit" || nested && inside && key.trim() == "sourceCommit";
        let commit = value.trim().trim_matches(['"', '\'']);
        if named && commit.len() >= 7 && commit.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Some(commit.to_ascii_lowercase());
        }
    }
    None
}

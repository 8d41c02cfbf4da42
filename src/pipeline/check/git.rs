//! The `git` command, run so that a checkout which nobody trusts starts nothing.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::{Error, ErrorKind, Result};
use crate::pipeline::Job;

/// Settings under which git runs no program that the repository names: a checkout that was unpacked, not cloned,
/// brings its own `.git/config`.
const QUIET: [(&str, &str); 7] = [
    ("core.fsmonitor", "false"),
    ("core.hooksPath", "/dev/null"),
    ("core.pager", "cat"),
    ("core.sshCommand", "false"),
    ("log.showSignature", "false"),
    ("protocol.allow", "never"),
    ("safe.bareRepository", "explicit"),
];

/// A call of git in a folder under [`QUIET`] and `more`.
pub(super) fn command(folder: &Path, more: &[String]) -> Command {
    let mut git = Command::new("git");
    let quiet = QUIET.iter().map(|(name, value)| ((*name).to_owned(), *value));
    let off = |name: &String| if name.ends_with(REQUIRED) { "false" } else { "" };
    let settings: Vec<(String, &str)> =
        quiet.chain(more.iter().map(|name| (name.clone(), off(name)))).collect();
    // What git says is looked at, so it says it in one language.
    git.env("LC_ALL", "C").arg("--no-pager").arg("-C").arg(folder);
    // As variables: a name may hold `=`, which `-c` would split at.
    git.env("GIT_CONFIG_COUNT", settings.len().to_string());
    for (k, (name, value)) in settings.iter().enumerate() {
        git.env(format!("GIT_CONFIG_KEY_{k}"), name).env(format!("GIT_CONFIG_VALUE_{k}"), value);
    }
    git.env("GIT_OPTIONAL_LOCKS", "0").env("GIT_NO_LAZY_FETCH", "1").env("GIT_ALLOW_PROTOCOL", "none");
    git.env("GIT_TERMINAL_PROMPT", "0").stdin(Stdio::null());
    git
}

/// The filters that the settings of a repository name: programs that git runs to compare a file with its index. Git LFS
/// sets that it is an error to go without; the names of those settings are here as well.
fn filters(folder: &Path) -> Vec<String> {
    let listed =
        command(folder, &[]).args(["config", "--null", "--name-only", "--get-regexp", "^filter\\."]).output();
    let listed = listed.map(|done| done.stdout).unwrap_or_default();
    let names = listed.split(|b| *b == 0).map(|name| String::from_utf8_lossy(name).into_owned());
    let is_set =
        |name: &String| [".clean", ".smudge", ".process", REQUIRED].iter().any(|end| name.ends_with(end));
    names.filter(is_set).collect()
}

const REQUIRED: &str = ".required";

/// Runs git in a folder; its output.
pub(super) fn git(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>> {
    // Only `diff` reads files of the checkout through filters.
    let filters = if arguments.first() == Some(&"diff") { filters(folder) } else { Vec::new() };
    let done = command(folder, &filters).args(arguments).output().map_err(|e| {
        Error::new(ErrorKind::Io, format!("the git command cannot be run: {e}"))
            .remedy("install git, or leave --changed-since and --history out")
    })?;
    if done.status.success() {
        return Ok(done.stdout);
    }
    let said = String::from_utf8_lossy(&done.stderr).trim().to_owned();
    Err(Error::new(ErrorKind::Io, said).at(folder))
}

pub(super) fn text(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}

pub(super) fn folder_of(jobs: &[Job]) -> PathBuf {
    let file = jobs.iter().find_map(|job| job.files.iter().find_map(|(_, file)| file.as_ref()));
    let parent = file.and_then(|file| file.path.parent()).filter(|p| !p.as_os_str().is_empty());
    parent.unwrap_or(Path::new(".")).to_path_buf()
}

pub(super) fn top(folder: &Path) -> Result<PathBuf> {
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

/// Why a folder that the program writes for itself cannot be trusted: git tracks it or a file in it, so that it came
/// with the checkout. `None` where it is this machine's own, or lies in no repository.
pub fn tracked(folder: &Path) -> Option<String> {
    // The link may be tracked, and what it leads to: git knows nothing of what lies behind one.
    let names = [std::path::absolute(folder), folder.canonicalize()];
    names.into_iter().flatten().find_map(|name| tracked_name(folder, &name))
}

fn tracked_name(folder: &Path, name: &Path) -> Option<String> {
    let repository = name.ancestors().skip(1).find(|above| above.join(".git").exists())?;
    match git(repository, &["ls-files", "-z", "--", &name.to_string_lossy()]) {
        Ok(listed) if listed.is_empty() => None,
        Ok(_) => Some(format!("git tracks {}, so it came with the checkout", folder.display())),
        Err(error) => Some(format!("whether git tracks {} is not known: {error}", folder.display())),
    }
}

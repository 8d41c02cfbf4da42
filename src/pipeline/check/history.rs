//! What the history of the files says, through the `git` command.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::check::Behind;
use crate::check::lock::hash;
use crate::config::Settings;
use crate::error::{Error, ErrorKind, Result};
use crate::input;
use crate::pipeline::Job;
use crate::read::{self, Format, ReadOptions};
use crate::text::{Edition, PerEdition, Tag};

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
fn command(folder: &Path, more: &[String]) -> Command {
    let mut git = Command::new("git");
    let quiet = QUIET.iter().map(|(name, value)| ((*name).to_owned(), *value));
    let settings: Vec<(String, &str)> = quiet.chain(more.iter().map(|name| (name.clone(), ""))).collect();
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

/// The filters that the settings of a repository name: programs that git runs to compare a file with its index.
fn filters(folder: &Path) -> Vec<String> {
    let listed =
        command(folder, &[]).args(["config", "--null", "--name-only", "--get-regexp", "^filter\\."]).output();
    let listed = listed.map(|done| done.stdout).unwrap_or_default();
    let names = listed.split(|b| *b == 0).map(|name| String::from_utf8_lossy(name).into_owned());
    names.filter(|name| [".clean", ".smudge", ".process"].iter().any(|end| name.ends_with(end))).collect()
}

/// Runs git in a folder; its output.
fn git(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>> {
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

/// Why a folder that the program writes for itself cannot be trusted: git tracks it or a file in it, so that it came
/// with the checkout. `None` where it is this machine's own, or lies in no repository.
pub fn tracked(folder: &Path) -> Option<String> {
    let absolute = std::path::absolute(folder).ok()?;
    let repository = absolute.ancestors().skip(1).find(|above| above.join(".git").exists())?;
    match git(repository, &["ls-files", "-z", "--", &absolute.to_string_lossy()]) {
        Ok(listed) if listed.is_empty() => None,
        Ok(_) => Some(format!("git tracks {}, so it came with the checkout", folder.display())),
        Err(error) => Some(format!("whether git tracks {} is not known: {error}", folder.display())),
    }
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
    let mut changed = names(&[
        "diff",
        "--name-only",
        "--no-ext-diff",
        "--no-textconv",
        "--ignore-submodules=all",
        "-z",
        base,
        "--",
    ])?;
    changed.extend(names(&["ls-files", "--others", "--exclude-standard", "-z"])?);
    let deleted = !names(&[
        "diff",
        "--name-only",
        "--no-ext-diff",
        "--no-textconv",
        "--ignore-submodules=all",
        "--diff-filter=D",
        "-z",
        base,
        "--",
    ])?
    .is_empty();
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

/// What happened to a file in a commit.
#[derive(Debug, Clone)]
struct Touch {
    /// Index of the commit, newest first.
    commit: usize,
    /// The name the file has from this commit on.
    name: PathBuf,
}

/// Commits by path, newest first. A file that was renamed has those of its earlier names.
struct Log {
    /// The commits, newest first.
    commits: Vec<String>,
    by_path: HashMap<PathBuf, Vec<Touch>>,
}

impl Log {
    fn read(top: &Path) -> Result<Log> {
        let listed = git(top, &["log", "--format=%x01%H", "--name-status", "-z", "-M"])?;
        Ok(Log::parse(&listed, top))
    }

    fn parse(listed: &[u8], top: &Path) -> Log {
        let mut log = Log { commits: Vec::new(), by_path: HashMap::new() };
        // The name of today of a file that was called otherwise once.
        let mut today: HashMap<PathBuf, PathBuf> = HashMap::new();
        let mut pieces = listed.split(|b| matches!(b, 0 | b'\n')).filter(|piece| !piece.is_empty());
        let path = |piece: &[u8]| top.join(String::from_utf8_lossy(piece).as_ref());
        while let Some(piece) = pieces.next() {
            if let Some(commit) = piece.strip_prefix(b"\x01") {
                log.commits.push(String::from_utf8_lossy(commit).into_owned());
                continue;
            }
            let commit = log.commits.len().saturating_sub(1);
            let Some(first) = pieces.next().map(path) else { break };
            let renamed = piece.starts_with(b"R");
            let second = if renamed || piece.starts_with(b"C") { pieces.next().map(path) } else { None };
            let name = second.unwrap_or_else(|| first.clone());
            let current = today.get(&name).unwrap_or(&name).clone();
            if renamed {
                today.insert(first, current.clone());
            }
            log.by_path.entry(current).or_default().push(Touch { commit, name });
        }
        log
    }

    fn of(&self, path: &Path) -> &[Touch] {
        self.by_path.get(path).map_or(&[], Vec::as_slice)
    }

    /// What a file was called at a commit.
    fn name_at<'a>(&'a self, path: &'a Path, commit: usize) -> &'a Path {
        let all = self.of(path);
        let touch = all.iter().find(|touch| touch.commit >= commit).or(all.last());
        touch.map_or(path, |touch| &touch.name)
    }
}

/// What the history says of the articles of a run.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// How far each translation is behind, by article id.
    pub behind: BTreeMap<String, PerEdition<Option<Behind>>>,
    /// What the history cannot tell, for people.
    pub notices: Vec<String>,
}

/// How far each translation is behind its source: since the commit its front matter names (`l10n.sourceCommit`,
/// `default_lang_commit`, `i18n_source_sha` and the keys of `source-commit`), else since its own last commit. Changes of
/// white space and markup do not count.
///
/// # Errors
/// `Io` without git or outside a repository.
pub fn behind(jobs: &[Job], settings: &Settings) -> Result<History> {
    if jobs.is_empty() {
        return Ok(History::default());
    }
    let top = top(&folder_of(jobs))?;
    let log = Log::read(&top)?;
    let mut out = History::default();
    if git(&top, &["rev-parse", "--is-shallow-repository"]).is_ok_and(|said| said.starts_with(b"true")) {
        let told = Error::new(
            ErrorKind::Io,
            format!(
                "this clone has only the last {} commits, so what is older is not found",
                log.commits.len()
            ),
        );
        out.notices
            .push(told.remedy("fetch the whole history (git fetch --unshallow; fetch-depth: 0)").to_string());
    }
    for job in jobs {
        let Some(english) = job.files[Edition::En].as_ref().and_then(|file| file.path.canonicalize().ok())
        else {
            continue;
        };
        let mut own = PerEdition::default();
        for edition in [Edition::ZhHans, Edition::ZhHant] {
            let Some(file) = &job.files[edition] else { continue };
            match one(&top, &log, &english, &file.path, settings) {
                Ok(found) => own[edition] = found,
                Err(notice) => out.notices.push(notice.to_string()),
            }
        }
        out.behind.insert(job.id.clone(), own);
    }
    Ok(out)
}

/// # Errors
/// `Input` where the file names a commit that the history does not have.
fn one(top: &Path, log: &Log, english: &Path, file: &Path, settings: &Settings) -> Result<Option<Behind>> {
    let named = source_commit(file, settings);
    let (since, how) = match &named {
        Some((key, commit)) => {
            let at = log.commits.iter().position(|known| known.starts_with(commit)).ok_or_else(|| {
                Error::new(ErrorKind::Input, format!("{key} names {commit}, which the history does not have"))
                    .at(file)
                    .remedy("name a commit of this branch, or fetch its history")
            })?;
            (at, format!("{key} {}", &commit[..commit.len().min(8)]))
        }
        None => {
            let Some(touch) = file.canonicalize().ok().and_then(|file| log.of(&file).first().cloned()) else {
                return Ok(None);
            };
            (touch.commit, "by the history of both files".to_owned())
        }
    };
    let commits = log.of(english).iter().filter(|touch| touch.commit < since).count();
    if commits == 0 {
        return Ok(Some(Behind { commits, how, prose: false }));
    }
    let same = || -> Option<bool> {
        let name = log.name_at(english, since).strip_prefix(top).ok()?.to_str()?;
        let old = git(top, &["cat-file", "blob", &format!("{}:{name}", log.commits[since])]).ok()?;
        let now = input::bytes(english, settings.max_bytes).ok()?;
        Some(sentences(&old, english, settings)? == sentences(&now, english, settings)?)
    };
    let Some(same) = same() else { return Ok(None) };
    // Who names a commit wants to hear of each change of the file; else only sentences count.
    let commits = if same && named.is_none() { 0 } else { commits };
    Ok(Some(Behind { commits, how, prose: !same }))
}

/// The hashes of an English file's sentences.
fn sentences(bytes: &[u8], path: &Path, settings: &Settings) -> Option<Vec<String>> {
    let options = ReadOptions { max_bytes: settings.max_bytes, ..ReadOptions::default() };
    let mut source = read::read_bytes(bytes, path, Format::of(path)?, &options).ok()?;
    let text = super::super::pages::clean_and_cut(&mut source, &Tag::from(Edition::En), settings);
    Some(text.segments.iter().map(|segment| hash(&segment.text)).collect())
}

/// Keys of the front matter that name the commit a translation was made from.
const SOURCE_COMMIT: [&str; 3] = ["l10n.sourceCommit", "default_lang_commit", "i18n_source_sha"];

/// The commit that a file's front matter names, and under which key; `a.b` is `b` nested in `a`, or written with a dot.
fn source_commit(file: &Path, settings: &Settings) -> Option<(String, String)> {
    let text = input::text(file, settings.max_bytes).ok()?;
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let fence = lines.next().map(str::trim_end).filter(|line| matches!(*line, "---" | "+++"))?;
    let mut outer = String::new();
    for line in lines.take_while(|line| line.trim_end() != fence) {
        let (key, value) = line.split_once([':', '=']).unwrap_or((line, ""));
        let key = key.trim();
        let nested = line.starts_with([' ', '\t']);
        // YAML nests by indentation, TOML by tables.
        let opens = if fence == "+++" { line.starts_with('[') } else { !nested };
        let within = if fence == "+++" { !outer.is_empty() } else { nested };
        let whole = if within { format!("{outer}.{key}") } else { key.to_owned() };
        if opens {
            outer = key.trim_matches(['[', ']']).to_owned();
        }
        let mut known =
            SOURCE_COMMIT.into_iter().chain(settings.check.source_commit.iter().map(String::as_str));
        let found = known.find(|known| *known == whole);
        let value = value.split(" #").next().unwrap_or_default();
        let commit = value.trim().trim_matches(['"', '\'']);
        if let Some(found) = found
            && commit.len() >= 7
            && commit.bytes().all(|b| b.is_ascii_hexdigit())
        {
            return Some((found.to_owned(), commit.to_ascii_lowercase()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_renamed_file_has_the_commits_of_its_earlier_names() {
        let listed = b"\x01c3\0\nM\0new.md\0\x01c2\0\nR090\0old.md\0new.md\0\x01c1\0\nA\0old.md\0";
        let log = Log::parse(listed, Path::new("/r"));
        let commits: Vec<usize> = log.of(Path::new("/r/new.md")).iter().map(|touch| touch.commit).collect();
        assert_eq!(commits, [0, 1, 2]);
        assert_eq!(log.name_at(Path::new("/r/new.md"), 2), Path::new("/r/old.md"));
        assert_eq!(log.name_at(Path::new("/r/new.md"), 1), Path::new("/r/new.md"));
    }

    #[test]
    fn each_project_names_the_commit_in_its_own_way() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        let of = |text: &str, more: &[String]| {
            std::fs::write(&path, text).unwrap();
            let mut settings = Settings::default();
            settings.check.source_commit = more.to_vec();
            source_commit(&path, &settings).map(|(key, commit)| format!("{key} {commit}"))
        };
        let own = ["translated_from".to_owned()];
        for (text, key) in [
            ("---\nl10n:\n  sourceCommit: 0123abcd\n---\n", "l10n.sourceCommit"),
            ("---\nl10n.sourceCommit: 0123abcd\n---\n", "l10n.sourceCommit"),
            ("---\ndefault_lang_commit: 0123abcd # patched\n---\n", "default_lang_commit"),
            ("---\ni18n_source_sha: \"0123ABCD\"\n---\n", "i18n_source_sha"),
            ("+++\n[l10n]\nsourceCommit = \"0123abcd\"\n+++\n", "l10n.sourceCommit"),
            ("---\ntranslated_from: 0123abcd\n---\n", "translated_from"),
        ] {
            assert_eq!(of(text, &own), Some(format!("{key} 0123abcd")), "{text}");
        }
        assert_eq!(of("---\ntranslated_from: 0123abcd\n---\n", &[]), None);
        assert_eq!(of("---\nother:\n  sourceCommit: 0123abcd\n---\n", &own), None);
    }
}

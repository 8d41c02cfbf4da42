//! How far each translation is behind, by the history of the files.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use super::git::{folder_of, git, top};
use crate::check::Behind;
use crate::check::lock::hash;
use crate::config::Settings;
use crate::error::{Error, ErrorKind, Result};
use crate::input;
use crate::pipeline::Job;
use crate::read::{self, Format, ReadOptions};
use crate::text::{Edition, PerEdition, Tag};

/// What happened to a file in a commit.
#[derive(Debug, Clone)]
struct Touch {
    /// Index of the commit, newest first.
    commit: usize,
    /// The name the file has from this commit on.
    name: PathBuf,
    /// It was given another name, and its text stayed as it was.
    renamed_only: bool,
}

/// Commits by path, newest first. A file that was renamed has those of its earlier names.
struct Log {
    /// The commits, newest first.
    commits: Vec<String>,
    /// The commits that each was made on, by index.
    parents: Vec<Vec<usize>>,
    by_path: HashMap<PathBuf, Vec<Touch>>,
}

impl Log {
    fn read(top: &Path) -> Result<Log> {
        let listed = git(top, &["log", "--format=%x01%H %P", "--name-status", "-z", "-M"])?;
        Ok(Log::parse(&listed, top))
    }

    fn parse(listed: &[u8], top: &Path) -> Log {
        let mut log = Log { commits: Vec::new(), parents: Vec::new(), by_path: HashMap::new() };
        let mut named: Vec<Vec<String>> = Vec::new();
        // The name of today of a file that was called otherwise once.
        let mut today: HashMap<PathBuf, PathBuf> = HashMap::new();
        let mut pieces = listed.split(|b| matches!(b, 0 | b'\n')).filter(|piece| !piece.is_empty());
        let path = |piece: &[u8]| top.join(String::from_utf8_lossy(piece).as_ref());
        while let Some(piece) = pieces.next() {
            if let Some(commit) = piece.strip_prefix(b"\x01") {
                let names = String::from_utf8_lossy(commit);
                let mut names = names.split_whitespace().map(str::to_owned);
                log.commits.extend(names.next());
                named.push(names.collect());
                continue;
            }
            let commit = log.commits.len().saturating_sub(1);
            let Some(first) = pieces.next().map(path) else { break };
            let renamed = piece.starts_with(b"R");
            let second = if renamed || piece.starts_with(b"C") { pieces.next().map(path) } else { None };
            let renamed_only = piece == b"R100";
            let name = second.unwrap_or_else(|| first.clone());
            let current = today.get(&name).unwrap_or(&name).clone();
            if renamed {
                today.insert(first, current.clone());
            }
            log.by_path.entry(current).or_default().push(Touch { commit, name, renamed_only });
        }
        let index: HashMap<&str, usize> =
            log.commits.iter().enumerate().map(|(at, commit)| (commit.as_str(), at)).collect();
        let known =
            |names: &Vec<String>| names.iter().filter_map(|name| index.get(name.as_str()).copied()).collect();
        log.parents = named.iter().map(known).collect();
        log
    }

    fn of(&self, path: &Path) -> &[Touch] {
        self.by_path.get(path).map_or(&[], Vec::as_slice)
    }

    /// Whether each commit was there when commit `at` was made: another branch may have older ones that came later.
    fn ancestors(&self, at: usize) -> Vec<bool> {
        let mut found = vec![false; self.commits.len()];
        let mut open = vec![at];
        while let Some(commit) = open.pop() {
            if !std::mem::replace(&mut found[commit], true) {
                open.extend(&self.parents[commit]);
            }
        }
        found
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
    let mut ancestors = HashMap::new();
    for job in jobs {
        let Some(english) = job.files[Edition::En].as_ref().and_then(|file| file.path.canonicalize().ok())
        else {
            continue;
        };
        let mut own = PerEdition::default();
        for edition in [Edition::ZhHans, Edition::ZhHant] {
            let Some(file) = &job.files[edition] else { continue };
            match one(&top, &log, &mut ancestors, &english, &file.path, settings) {
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
fn one(
    top: &Path,
    log: &Log,
    ancestors: &mut HashMap<usize, Vec<bool>>,
    english: &Path,
    file: &Path,
    settings: &Settings,
) -> Result<Option<Behind>> {
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
            // A file that was only renamed was not translated anew.
            let written = |file: PathBuf| {
                let touches = log.of(&file);
                touches.iter().find(|touch| !touch.renamed_only).or(touches.first()).cloned()
            };
            let Some(touch) = file.canonicalize().ok().and_then(written) else { return Ok(None) };
            (touch.commit, "by the history of both files".to_owned())
        }
    };
    // Each has a flag for every commit.
    if ancestors.len() > 256 {
        ancestors.clear();
    }
    let known = ancestors.entry(since).or_insert_with(|| log.ancestors(since));
    let new = |touch: &&Touch| !touch.renamed_only && !known[touch.commit];
    let commits = log.of(english).iter().filter(new).count();
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

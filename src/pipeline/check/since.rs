//! What a branch changed since it left another, and which findings were there before.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::process::Stdio;

use super::Names;
use super::git::{command, folder_of, git, text, top};
use crate::check::Finding;
use crate::config::{Level, RuleLevel, Settings};
use crate::error::{Error, ErrorKind, Result};
use crate::pipeline::{Job, JobFile};
use crate::text::{Edition, Tag, split_name};

/// What happened to the files since this branch left `reference`. What happened on the other branch since does not count.
#[derive(Debug, Default)]
pub struct Since {
    top: PathBuf,
    /// The commit where the branch left; `None` in a repository without commits.
    base: Option<String>,
    /// Files that differ from what they were, and new ones.
    changed: BTreeSet<PathBuf>,
    /// Files that are gone, below the top, by what their names say beside their languages.
    deleted: BTreeMap<Vec<String>, Vec<(Tag, PathBuf)>>,
    /// What files that were renamed were called, below the top.
    names: BTreeMap<PathBuf, PathBuf>,
}

/// Git compares the files of the checkout with a commit, through no program of the repository.
const DIFF: [&str; 6] = ["diff", "-M", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all", "-z"];

impl Since {
    /// Asks git.
    ///
    /// # Errors
    /// `Io` without git or outside a repository, `Usage` where the reference is unknown.
    pub fn read(jobs: &[Job], reference: &str) -> Result<Since> {
        let top = top(&folder_of(jobs))?;
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
            return if unborn { Ok(Since { top, ..Since::default() }) } else { Err(unknown(String::new())) };
        }
        // Without a common ancestor (a shallow clone, say): the reference itself.
        let base = git(&top, &["merge-base", reference, "HEAD"]).map(text).unwrap_or_default();
        let base = if base.trim().is_empty() { reference } else { base.trim() };
        let listed = |arguments: &[&str]| -> Result<Vec<PathBuf>> {
            let listed = git(&top, arguments)?;
            let names = listed.split(|b| *b == 0).filter(|name| !name.is_empty());
            Ok(names.map(|name| PathBuf::from(String::from_utf8_lossy(name).as_ref())).collect())
        };
        let diff = |more: &[&'static str]| listed(&[&DIFF[..], more, &[base, "--"]].concat());
        let mut changed = diff(&["--name-only"])?;
        changed.extend(listed(&["ls-files", "--others", "--exclude-standard", "-z"])?);
        let deleted = diff(&["--name-only", "--diff-filter=D"])?;
        // Status, the name before, the name now.
        let renamed = diff(&["--name-status", "--diff-filter=R"])?;
        let names = renamed.chunks_exact(3).map(|one| (one[2].clone(), one[1].clone())).collect();
        let changed = changed.into_iter().map(|name| top.join(name)).collect();
        let mut by_name: BTreeMap<Vec<String>, Vec<(Tag, PathBuf)>> = BTreeMap::new();
        for path in deleted {
            let (name, tag) = untagged(&path);
            by_name.entry(name).or_default().push((tag.unwrap_or_else(|| Edition::En.into()), path));
        }
        Ok(Since { base: Some(base.to_owned()), top, changed, deleted: by_name, names })
    }

    /// The jobs with a file that was changed, is new or was taken away; all in a repository without commits.
    pub fn touched(&self, jobs: Vec<Job>) -> Vec<Job> {
        if self.base.is_none() {
            return jobs;
        }
        let is_touched = |job: &Job| {
            let file = Edition::ALL.into_iter().any(|edition| self.is_changed(job, edition));
            file || Edition::ALL.into_iter().any(|edition| self.taken_away(job, edition).is_some())
        };
        jobs.into_iter().filter(is_touched).collect()
    }

    fn is_changed(&self, job: &Job, edition: Edition) -> bool {
        let Some(file) = &job.files[edition] else { return false };
        // What became a link is changed, whatever it leads to.
        let is_changed = |path: PathBuf| self.changed.contains(&path);
        self.base.is_none() || is_changed(real(&file.path)) || is_changed(own_name(&file.path))
    }

    /// The file of an edition that a job lacks now and had before, of the format of its other files.
    fn taken_away(&self, job: &Job, edition: Edition) -> Option<JobFile> {
        if job.files[edition].is_some() || self.deleted.is_empty() {
            return None;
        }
        let own = job.files.iter().filter_map(|(_, file)| self.below(file.as_ref()?));
        let mut gone = own.flat_map(|own| {
            let (name, _) = untagged(&own);
            let same = self.deleted.get(&name).into_iter().flatten();
            same.filter(move |(_, path)| path.extension() == own.extension())
        });
        let (tag, path) = gone.find(|(tag, _)| tag.edition == edition)?;
        Some(JobFile { path: path.clone(), tag: tag.clone() })
    }

    /// A file's name below the top.
    fn below(&self, file: &JobFile) -> Option<PathBuf> {
        own_name(&file.path).strip_prefix(&self.top).ok().map(Path::to_path_buf)
    }

    /// The jobs as they were, their files written below `folder`, and what each file is called now; jobs that are new are
    /// left out.
    ///
    /// # Errors
    /// `Io` where a file cannot be written, or git ends.
    pub fn before(&self, jobs: &[Job], folder: &Path) -> Result<(Vec<Job>, Names)> {
        let mut shown = Names::default();
        let Some(base) = &self.base else { return Ok((Vec::new(), shown)) };
        let then = |job: &Job, edition: Edition| -> Option<(JobFile, PathBuf)> {
            let Some(file) = &job.files[edition] else {
                let file = self.taken_away(job, edition)?;
                let name = file.path.clone();
                return Some((file, name));
            };
            let name = self.below(file)?;
            let path = self.names.get(&name).cloned().unwrap_or(name);
            Some((JobFile { path, tag: file.tag.clone() }, file.path.clone()))
        };
        let files: Vec<[Option<(JobFile, PathBuf)>; 3]> =
            jobs.iter().map(|job| Edition::ALL.map(|edition| then(job, edition))).collect();
        let wanted: BTreeSet<&Path> =
            files.iter().flatten().flatten().map(|(file, _)| file.path.as_path()).collect();
        let written = self.write(base, &wanted, folder)?;
        let mut out = Vec::new();
        for (job, files) in jobs.iter().zip(files) {
            let mut old = Job { id: job.id.clone(), segmented: job.segmented, ..Job::default() };
            for (edition, file) in Edition::ALL.into_iter().zip(files) {
                let Some((file, name)) = file.filter(|(file, _)| written.contains(&file.path)) else {
                    continue;
                };
                let path = folder.join(&file.path);
                shown.0.insert(path.clone(), name);
                old.files[edition] = Some(JobFile { path, tag: file.tag });
            }
            if old.files.iter().any(|(_, file)| file.is_some()) {
                out.push(old);
            }
        }
        Ok((out, shown))
    }

    /// Writes files as they were at a commit; which of them were there.
    fn write(&self, base: &str, wanted: &BTreeSet<&Path>, folder: &Path) -> Result<BTreeSet<PathBuf>> {
        // A tree of git may hold names that lead out, and one with a line break cannot be asked for in a line.
        let is_plain = |path: &&Path| {
            path.components().all(|part| matches!(part, Component::Normal(_)))
                && path.to_str().is_some_and(|name| !name.contains('\n'))
        };
        let asked: Vec<&Path> = wanted.iter().copied().filter(is_plain).collect();
        if asked.is_empty() {
            return Ok(BTreeSet::new());
        }
        let failed = |e: std::io::Error| Error::io(folder, &e);
        let mut git = command(&self.top, &[]);
        git.args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = git.spawn().map_err(failed)?;
        let lines: String = asked.iter().map(|path| format!("{base}:{}\n", path.display())).collect();
        let mut to = child.stdin.take();
        // Git answers while it is asked, and both pipes are short.
        let asking = std::thread::spawn(move || to.as_mut().map(|to| to.write_all(lines.as_bytes())));
        let done = match child.stdout.take() {
            Some(from) => answers(BufReader::new(from), &asked, folder),
            None => Err(std::io::ErrorKind::BrokenPipe.into()),
        };
        let _ = (asking.join(), child.wait());
        done.map_err(failed)
    }

    /// Takes out what was found `before` as well, and returns how many those are. What is left of an edition whose file
    /// the branch did not touch is a warning at most: the English went on, and nothing broke.
    pub fn keep_new(
        &self,
        findings: &mut Vec<Finding>,
        before: &[Finding],
        jobs: &[Job],
        settings: &Settings,
    ) -> usize {
        let mut known: BTreeMap<Key, Vec<Level>> = BTreeMap::new();
        for finding in before {
            known.entry(key(finding)).or_default().push(finding.level);
        }
        let all = findings.len();
        findings.retain(|finding| {
            let same = known.get_mut(&key(finding));
            let at = same.as_ref().and_then(|levels| levels.iter().position(|level| *level >= finding.level));
            at.zip(same).map(|(at, levels)| levels.swap_remove(at)).is_none()
        });
        let by_id: BTreeMap<&str, &Job> = jobs.iter().map(|job| (job.id.as_str(), job)).collect();
        for finding in findings.iter_mut() {
            let job = by_id.get(finding.article.as_str());
            let edition = finding.edition.filter(|edition| edition.is_chinese());
            let untouched = job.zip(edition).is_some_and(|(job, edition)| {
                !self.is_changed(job, edition) && self.taken_away(job, edition).is_none()
            });
            if untouched {
                finding.level = finding.level.min(Level::Warning);
            }
            // What was there is missing because the branch took it away.
            let gone = job.zip(edition).is_some_and(|(job, edition)| self.taken_away(job, edition).is_some());
            let told =
                settings.check.of("C101", &finding.place.path).is_some_and(|level| level != RuleLevel::On);
            if gone && finding.rule.as_str() == "C101" && !told {
                finding.level = Level::Error;
            }
        }
        all - findings.len()
    }
}

/// The answers of `git cat-file --batch` to the paths that it was asked for, in order: `ID TYPE SIZE` and what is there, or
/// that it is missing. Files are written below `folder`.
fn answers(mut from: impl BufRead, asked: &[&Path], folder: &Path) -> std::io::Result<BTreeSet<PathBuf>> {
    let mut out = BTreeSet::new();
    for path in asked {
        let mut head = String::new();
        if from.read_line(&mut head)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let mut fields = head.trim_end().rsplit(' ');
        let size = fields.next().and_then(|size| size.parse::<u64>().ok());
        let Some(size) = size else { continue };
        let mut content = from.by_ref().take(size);
        if fields.next() == Some("blob") {
            let to = folder.join(path);
            std::fs::create_dir_all(to.parent().unwrap_or(folder))?;
            std::io::copy(&mut content, &mut std::fs::File::create(&to)?)?;
            out.insert(path.to_path_buf());
        } else {
            std::io::copy(&mut content, &mut std::io::sink())?;
        }
        from.read_exact(&mut [0])?;
    }
    Ok(out)
}

/// What git calls a file: links are followed to its folder, and it may be one itself.
fn own_name(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    path.file_name().map_or_else(|| real(path), |name| real(folder).join(name))
}

fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

/// What one finding and another, of the same file at another time, have in common.
type Key = (String, String, Option<Edition>, String);

fn key(finding: &Finding) -> Key {
    let message = || finding.message.chars().filter(|c| !c.is_ascii_digit()).collect();
    let said = finding.text.clone().unwrap_or_else(message);
    (finding.rule.to_string(), finding.article.clone(), finding.edition, said)
}

/// The parts of a name that say no language, without its extension, and the language.
fn untagged(path: &Path) -> (Vec<String>, Option<Tag>) {
    let stem = path.with_extension("");
    let mut tag = None;
    let mut parts = Vec::new();
    for part in stem.components().map(|part| part.as_os_str().to_string_lossy()) {
        if let Ok(whole) = part.parse() {
            tag = tag.or(Some(whole));
            continue;
        }
        let (base, own) = split_name(&part);
        tag = tag.or(own);
        parts.push(base.to_owned());
    }
    (parts, tag)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{answers, untagged};

    /// What is no file is passed over, with all that git says of it.
    #[test]
    fn answers_of_git_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let said = b"1 commit 9\nx blob 3\n\n2 blob 2\nhi\nbase:gone missing\n3 tree 1\nt\n4 blob 0\n\n";
        let asked = ["module", "a/b.md", "gone", "folder", "empty"].map(Path::new);
        let found = answers(&said[..], &asked, folder.path()).unwrap();
        assert_eq!(found.iter().map(|path| path.to_str().unwrap()).collect::<Vec<_>>(), ["a/b.md", "empty"]);
        assert_eq!(std::fs::read_to_string(folder.path().join("a/b.md")).unwrap(), "hi");
        assert!(answers(&b""[..], &asked, folder.path()).is_err());
    }

    #[test]
    fn the_editions_of_a_page_have_one_name_without_their_languages() {
        for (path, edition) in [
            ("docs/a/page.md", None),
            ("docs/zh/a/page.md", Some("zh-Hans")),
            ("docs/a/page.zh-TW.md", Some("zh-Hant-TW")),
            ("docs/en/a/page.md", Some("en")),
        ] {
            let (name, tag) = untagged(path.as_ref());
            assert_eq!(name, ["docs", "a", "page"], "{path}");
            assert_eq!(tag.map(|tag| tag.to_string()).as_deref(), edition, "{path}");
        }
    }
}

//! The articles of a build, a batch at a time.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufReader, Read};

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::{BuildOptions, Said};
use crate::error::{Error, ErrorKind, Result};
use crate::input;
use crate::pipeline::document::Line;
use crate::pipeline::stream::{Text, as_utf8, next_line};
use crate::pipeline::{self, Job};
use crate::text::hex;

/// One article to be.
pub(super) enum Item {
    /// Files of a folder.
    Job(Job),
    /// A document of a JSONL file, and its line.
    Line(usize, Line),
}

/// Some articles, and a digest of all their bytes and names.
pub(super) struct Batch {
    pub items: Vec<Item>,
    pub digest: String,
}

/// Where the articles come from.
pub(super) struct Source {
    from: From,
    size: usize,
    max_document: usize,
    /// Of all lines so far, or of the ids of articles: their files may lie elsewhere on another machine.
    whole: Sha256,
    /// What was found beside the articles.
    pub said: Said,
}

enum From {
    Jobs {
        jobs: std::vec::IntoIter<Job>,
        total: usize,
    },
    /// The lines of files, one file after the other.
    Lines {
        files: VecDeque<PathBuf>,
        open: Option<Box<Open>>,
        number: usize,
        total: usize,
    },
}

/// A file that is being read.
struct Open {
    path: PathBuf,
    reader: BufReader<Text<File>>,
}

/// Texts that belong to no article, in a line that names some.
fn in_none(unused: &[PathBuf]) -> Option<String> {
    let names: Vec<String> = unused.iter().take(8).map(|path| path.display().to_string()).collect();
    let more = match unused.len() - names.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let count = unused.len();
    (count > 0).then(|| format!("texts that belong to no article: {count} ({}{more})", names.join(", ")))
}

impl Source {
    pub fn open(input: &[PathBuf], options: &BuildOptions) -> Result<Self> {
        let mut said = Said::default();
        let from = match all_lines(input)? {
            true => {
                let total = input.iter().map(|path| lines(path)).sum::<Result<usize>>()?;
                From::Lines { files: input.iter().cloned().collect(), open: None, number: 0, total }
            }
            false => {
                let found = pipeline::find(input, false)?;
                if let Some(problem) = found.problems.first().filter(|_| found.jobs.is_empty()) {
                    return Err(problem.clone());
                }
                said.problems = found.problems.iter().map(ToString::to_string).collect();
                said.warnings.extend(in_none(&found.unused));
                From::Jobs { total: found.jobs.len(), jobs: found.jobs.into_iter() }
            }
        };
        if options.shard == 0 {
            return Err(Error::new(ErrorKind::Usage, "a shard holds one article at least"));
        }
        let (size, max_document) = (options.shard, options.max_document);
        Ok(Source { from, size, max_document, whole: Sha256::new(), said })
    }

    /// A digest of what was given so far, which is the same for all parts of one input.
    pub fn digest(&self) -> String {
        hex(&self.whole.clone().finalize())
    }

    /// How many articles there are; empty lines count as well.
    pub fn total(&self) -> usize {
        match &self.from {
            From::Jobs { total, .. } | From::Lines { total, .. } => *total,
        }
    }

    pub fn next(&mut self) -> Result<Option<Batch>> {
        let mut hash = Sha256::new();
        let mut items = Vec::new();
        while items.len() < self.size {
            match &mut self.from {
                From::Jobs { jobs, .. } => {
                    let Some(job) = jobs.next() else { break };
                    digest(&job, &mut hash)?;
                    self.whole.update(job.id.as_bytes());
                    self.whole.update([0]);
                    items.push(Item::Job(job));
                }
                From::Lines { files, open, number, .. } => {
                    let Some(Open { path, reader }) = open.as_deref_mut() else {
                        let Some(path) = files.pop_front() else { break };
                        let reader = BufReader::new(as_utf8(input::open(&path)?));
                        *open = Some(Box::new(Open { path, reader }));
                        continue;
                    };
                    let line = next_line(reader, self.max_document).map_err(|e| Error::io(&*path, &e))?;
                    let Some(line) = line else {
                        *open = None;
                        continue;
                    };
                    *number += 1;
                    match &line {
                        Line::Text(bytes) if bytes.iter().all(u8::is_ascii_whitespace) => continue,
                        Line::Text(bytes) => hash.update(bytes),
                        Line::TooLong => hash.update(b"too long"),
                    }
                    hash.update([0]);
                    items.push(Item::Line(*number, line));
                }
            }
        }
        if items.is_empty() {
            return Ok(None);
        }
        let digest = hex(&hash.finalize());
        if let From::Lines { .. } = self.from {
            self.whole.update(&digest);
        }
        Ok(Some(Batch { items, digest }))
    }
}

/// Bytes at the start of a file that are looked at to tell what it is.
const HEAD: u64 = 1 << 20;
/// What compressed files begin with.
const COMPRESSED: [(&[u8], &str); 4] =
    [(b"\x1f\x8b", "gzip"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"\xfd7zXZ", "xz"), (b"BZh", "bzip2")];

/// Whether the input is documents or records as lines of JSON, in one file or in several, and not articles in files.
///
/// # Errors
/// `Usage` where it is both, or compressed, or lists files.
fn all_lines(input: &[PathBuf]) -> Result<bool> {
    let mut of_lines = Vec::new();
    for path in input.iter().filter(|path| path.is_file()) {
        if holds_lines(path)? {
            of_lines.push(path);
        }
    }
    if of_lines.is_empty() || of_lines.len() == input.len() {
        return Ok(!of_lines.is_empty());
    }
    Err(Error::new(ErrorKind::Usage, "files of documents and articles in files are named together")
        .at(of_lines[0])
        .remedy("name JSONL files, or folders and manifests"))
}

/// Whether a file holds lines of JSON; what is neither that nor a kind of text that is read is taken for it, and its lines are
/// named.
fn holds_lines(path: &Path) -> Result<bool> {
    let mut head = Vec::new();
    let mut file = input::open(path)?.take(HEAD);
    file.read_to_end(&mut head).map_err(|e| Error::io(path, &e))?;
    if let Some((_, name)) = COMPRESSED.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(Error::new(ErrorKind::Input, format!("this is compressed with {name}"))
            .at(path)
            .remedy("decompress it; or pipe it through `trialign stream` and build from the records"));
    }
    let mut text = Vec::new();
    as_utf8(&head[..]).read_to_end(&mut text).map_err(|e| Error::io(path, &e))?;
    let text = String::from_utf8_lossy(&text);
    let first = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    if lists_files(first, path.parent().unwrap_or(Path::new(""))) {
        return Err(Error::new(ErrorKind::Usage, "this lists files, and is no file of documents")
            .at(path)
            .remedy("write the list as CSV; or align it first: trialign align LIST -o records.jsonl"));
    }
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    Ok(first.is_empty() || first.starts_with('{') || ["", "jsonl", "ndjson"].contains(&extension.as_str()))
}

/// Whether a line of JSON names files where a document has its texts. Such a file is not taken for a manifest: documents come from
/// anywhere, and would say which files of this machine are read.
fn lists_files(line: &str, folder: &Path) -> bool {
    let Ok(object) = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(line) else {
        return false;
    };
    let texts = object.iter().filter(|(key, _)| key.starts_with("en") || key.starts_with("zh"));
    let mut names = texts.filter_map(|(_, value)| value.as_str()).filter(|name| !name.is_empty()).peekable();
    names.peek().is_some() && names.all(|name| name.len() < 4096 && folder.join(name).is_file())
}

/// How many lines a file has.
fn lines(path: &Path) -> Result<usize> {
    let mut file = as_utf8(input::open(path)?);
    let mut buffer = [0; 1 << 16];
    let (mut count, mut open) = (0, false);
    loop {
        let read = file.read(&mut buffer).map_err(|e| Error::io(path, &e))?;
        let Some(last) = buffer[..read].last() else { return Ok(count + usize::from(open)) };
        open = *last != b'\n';
        count += buffer[..read].iter().filter(|&&b| b == b'\n').count();
    }
}

/// Names and bytes of a job's files. A file that cannot be read has no bytes: its article becomes an error record.
fn digest(job: &Job, hash: &mut Sha256) -> Result<()> {
    hash.update(job.id.as_bytes());
    for (edition, file) in job.files.iter() {
        let Some(file) = file else { continue };
        hash.update([0]);
        hash.update(edition.as_str().as_bytes());
        hash.update(file.path.to_string_lossy().as_bytes());
        hash.update([0]);
        if let Ok(opened) = input::open(&file.path) {
            bytes(&file.path, opened, hash)?;
        }
    }
    Ok(())
}

fn bytes(path: &Path, mut file: File, hash: &mut Sha256) -> Result<()> {
    let mut buffer = [0; 1 << 16];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(n) => hash.update(&buffer[..n]),
            Err(error) if error.kind() == std::io::ErrorKind::IsADirectory => return Ok(()),
            Err(error) => return Err(Error::io(path, &error)),
        }
    }
}

//! The articles of a build, a batch at a time.

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
    /// What was found beside the articles.
    pub said: Said,
}

enum From {
    Jobs { jobs: std::vec::IntoIter<Job>, total: usize },
    Lines { path: PathBuf, reader: BufReader<Text<File>>, number: usize, total: usize },
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
        let from = match input {
            [path] if path.is_file() => {
                let file = input::open(path)?;
                let total = lines(path)?;
                From::Lines { path: path.clone(), reader: BufReader::new(as_utf8(file)), number: 0, total }
            }
            _ => {
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
        Ok(Source { from, size: options.shard, max_document: options.max_document, said })
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
                    items.push(Item::Job(job));
                }
                From::Lines { path, reader, number, .. } => {
                    let line = next_line(reader, self.max_document).map_err(|e| Error::io(&*path, &e))?;
                    let Some(line) = line else { break };
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
        Ok(Some(Batch { items, digest: hex(&hash.finalize()) }))
    }
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

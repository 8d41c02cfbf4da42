//! What a build has done so far, so that the next run does only the rest; and which part of a corpus a folder holds.

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::write_whole;
use crate::aside;
use crate::error::{Error, ErrorKind, Result};
use crate::input;
use crate::text::sha256;

const NAME: &str = "manifest.json";
const LOCK: &str = ".lock";
/// The layout of this file and of `records/`.
const SCHEMA: u32 = 2;

/// A part of a corpus: its number from 1, and how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// From 1.
    pub number: usize,
    /// How many parts there are.
    pub of: usize,
}

impl Part {
    /// Whether a shard belongs to the part: every `of`-th does.
    pub fn has(self, shard: usize) -> bool {
        shard % self.of == self.number - 1
    }
}

impl std::str::FromStr for Part {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/').and_then(|(k, n)| Some((k.parse().ok()?, n.parse().ok()?)));
        match parts {
            Some((number, of)) if number >= 1 && number <= of => Ok(Part { number, of }),
            _ => Err(format!("'{text}' is no part; the second of eight is 2/8")),
        }
    }
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Content {
    schema: u32,
    /// The settings that shape the records; those of filters, splits and formats may change.
    settings: String,
    /// Where the folder holds a part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    part: Option<Part>,
    /// Shards of the whole corpus, once they are counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    shards_in_all: Option<usize>,
    /// A digest of the whole input, which all parts have read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    input: Option<String>,
    shards: BTreeMap<usize, Entry>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Entry {
    articles: usize,
    input: String,
    records: String,
}

/// The folder of a build and what is in it.
#[derive(Debug)]
pub(super) struct Manifest {
    out: PathBuf,
    content: Content,
    /// Held as long as the build runs.
    _lock: Option<File>,
}

/// Whether a folder holds more than what a run left that was killed while it wrote its manifest.
fn is_used(folder: &Path) -> Result<bool> {
    let mut entries = fs::read_dir(folder).map_err(|e| Error::io(folder, &e))?;
    Ok(entries.any(|entry| entry.map_or(true, |e| !aside::is_part(&e.file_name()) && e.file_name() != LOCK)))
}

/// Keeps a second build out of the folder. The system gives the lock back when the process ends, however it ends.
fn lock(out: &Path) -> Result<Option<File>> {
    let path = out.join(LOCK);
    let file = File::options().create(true).append(true).open(&path).map_err(|e| Error::io(&path, &e))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => {
            Err(Error::new(ErrorKind::Io, "another build is at work in this folder")
                .at(out)
                .remedy("wait for it, or name another folder"))
        }
        // Some file systems of clusters have no locks: there nobody keeps watch.
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

fn read(path: &Path) -> Result<Content> {
    let text = input::text(path, input::TABLE)?;
    let content: Content = serde_json::from_str(&text).map_err(|e| {
        Error::new(ErrorKind::Input, format!("no manifest of this version: {e}"))
            .at(path)
            .remedy("use another folder")
    })?;
    if content.schema == SCHEMA {
        return Ok(content);
    }
    Err(Error::new(ErrorKind::Usage, format!("the layout {} is another version's", content.schema))
        .at(path)
        .remedy("use another folder"))
}

impl Manifest {
    /// Opens the folder of a build, or makes one. Files that a killed run left half-written are removed.
    pub fn open(out: &Path, settings: &str, part: Option<Part>) -> Result<Self> {
        let usage =
            |message: &str, remedy: &str| Error::new(ErrorKind::Usage, message).at(out).remedy(remedy);
        let path = out.join(NAME);
        if !path.is_file() && (out.is_file() || out.is_dir() && is_used(out)?) {
            return Err(usage("is there and is no build", "name a folder that is new or empty"));
        }
        fs::create_dir_all(out).map_err(|e| Error::io(out, &e))?;
        let held = lock(out)?;
        let content = if path.is_file() {
            let content = read(&path)?;
            if content.settings != settings {
                return Err(usage(
                    "its records were made with other settings of reading or aligning",
                    "use the same ones or another folder; filters, splits and formats may change",
                ));
            }
            if content.part != part {
                return Err(usage("holds another part", "name a folder of its own for each part"));
            }
            content
        } else {
            Content { schema: SCHEMA, settings: settings.to_owned(), part, ..Content::default() }
        };
        let manifest = Manifest { out: out.to_path_buf(), content, _lock: held };
        aside::sweep(out);
        // First of all: a run that is killed right after has left a build to go on with.
        manifest.save()?;
        let records = out.join("records");
        fs::create_dir_all(&records).map_err(|e| Error::io(&records, &e))?;
        aside::sweep(&records);
        aside::sweep(&out.join("data"));
        Ok(manifest)
    }

    pub fn out(&self) -> &Path {
        &self.out
    }

    /// The shards that are there, in order.
    pub fn shards(&self) -> impl Iterator<Item = usize> {
        self.content.shards.keys().copied()
    }

    pub fn records(&self, number: usize) -> PathBuf {
        records(&self.out, number)
    }

    /// Whether a shard of this input is there and whole.
    pub fn has(&self, number: usize, input: &str) -> bool {
        let entry = self.content.shards.get(&number);
        entry.is_some_and(|entry| entry.input == input && is_whole(&self.records(number), &entry.records))
    }

    /// Writes a shard, then enters it.
    pub fn add(&mut self, number: usize, input: String, articles: usize, shard: &[u8]) -> Result<()> {
        write_whole(&self.records(number), shard)?;
        let entry = Entry { articles, input, records: sha256(shard) };
        self.content.shards.insert(number, entry);
        self.save()
    }

    /// The input has only so many shards: the rest is from an earlier one. A part keeps the digest of it all.
    pub fn finish(&mut self, shards: usize, input: Option<String>) -> Result<()> {
        if shards == 0 {
            return Err(
                Error::new(ErrorKind::Input, "no articles are there").remedy("name a folder with articles")
            );
        }
        for number in self.content.shards.split_off(&shards).into_keys() {
            let path = self.records(number);
            fs::remove_file(&path).map_err(|e| Error::io(&path, &e))?;
        }
        if self.content.part.is_some() {
            (self.content.shards_in_all, self.content.input) = (Some(shards), input);
        }
        self.save()
    }

    /// Puts the shards of parts together in `out`. What is there already stays.
    ///
    /// # Errors
    /// `Usage` where the parts do not belong together or one is missing.
    pub fn merge(parts: &[PathBuf], out: &Path) -> Result<Self> {
        let parts = parts.iter().map(|path| Ok((path.as_path(), read(&path.join(NAME))?)));
        let parts = parts.collect::<Result<Vec<(&Path, Content)>>>()?;
        let total = belong_together(&parts)?;
        let settings = parts.first().map(|(_, content)| content.settings.clone()).unwrap_or_default();
        let mut merged = Manifest::open(out, &settings, None)?;
        for (path, content) in &parts {
            for (&number, entry) in &content.shards {
                let (from, to) = (records(path, number), merged.records(number));
                if !is_whole(&from, &entry.records) {
                    return Err(Error::new(ErrorKind::Input, "this shard is not whole")
                        .at(&from)
                        .remedy("run the part again: it makes what is missing"));
                }
                if !merged.has(number, &entry.input) || !is_whole(&to, &entry.records) {
                    let bytes = input::bytes(&from, input::CORPUS)?;
                    write_whole(&to, &bytes)?;
                }
                merged.content.shards.insert(number, entry.clone());
            }
        }
        merged.finish(total, None)?;
        Ok(merged)
    }

    fn save(&self) -> Result<()> {
        let text = serde_json::to_string_pretty(&self.content);
        let text = text.map_err(|e| Error::new(ErrorKind::Io, e.to_string()))? + "\n";
        write_whole(&self.out.join(NAME), text.as_bytes())
    }
}

fn records(out: &Path, number: usize) -> PathBuf {
    out.join(format!("records/{number:05}.jsonl"))
}

fn is_whole(path: &Path, hash: &str) -> bool {
    input::bytes(path, input::CORPUS).is_ok_and(|bytes| sha256(&bytes) == hash)
}

/// How many shards the parts have together.
///
/// # Errors
/// `Usage`, naming the part that is missing, unfinished, double or made with other settings.
fn belong_together(parts: &[(&Path, Content)]) -> Result<usize> {
    let wrong = |path: &Path, message: String, remedy: &str| {
        Err(Error::new(ErrorKind::Usage, message).at(path).remedy(remedy))
    };
    let Some((first, like)) = parts.first() else {
        return Err(
            Error::new(ErrorKind::Usage, "no parts are named").remedy("build --merge part-* -o corpus")
        );
    };
    let mut seen: BTreeMap<usize, &Path> = BTreeMap::new();
    let mut count = 0;
    for (path, content) in parts {
        let Some(part) = content.part else {
            return wrong(path, "is a whole build, not a part".into(), "name folders made with --part");
        };
        let Some(total) = content.shards_in_all else {
            return wrong(path, format!("part {} is not finished", part.number), "run it again: it goes on");
        };
        if content.settings != like.settings {
            let message =
                format!("was made with other settings or by another version than {}", first.display());
            return wrong(path, message, "make all parts with one program and one call");
        }
        if Some(part.of) != like.part.map(|p| p.of) || Some(total) != like.shards_in_all {
            let message = format!("is part of another cut or of another input than {}", first.display());
            return wrong(path, message, "make all parts of one input with the same N of --part K/N");
        }
        if content.input != like.input {
            let message = format!("was made of another input than {}", first.display());
            return wrong(path, message, "run all parts again on one input: what did not change stays");
        }
        if let Some(other) = seen.insert(part.number, path) {
            let message = format!("part {} is also in {}", part.number, other.display());
            return wrong(path, message, "name each part once");
        }
        if let Some(lost) = (0..total).find(|n| part.has(*n) && !content.shards.contains_key(n)) {
            return wrong(path, format!("the shard {lost} is missing"), "run the part again");
        }
        count = total;
    }
    let of = like.part.map_or(0, |part| part.of);
    let missing: Vec<String> =
        (1..=of).filter(|n| !seen.contains_key(n)).map(|n| format!("{n}/{of}")).collect();
    if missing.is_empty() {
        return Ok(count);
    }
    wrong(first, format!("the parts {} are missing", missing.join(", ")), "name all of them")
}

//! What a build has done so far, so that the next run does only the rest.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{hex, write_whole};
use crate::aside;
use crate::error::{Error, ErrorKind, Result};
use crate::input;

const NAME: &str = "manifest.json";

#[derive(Debug, Default, Serialize, Deserialize)]
struct Content {
    schema: u32,
    settings: String,
    shards: Vec<Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    articles: usize,
    input: String,
    records: String,
    keys: String,
}

/// A shard about to be written.
#[derive(Debug, Default)]
pub(super) struct Shard {
    /// JSONL.
    pub records: Vec<u8>,
    /// See [`super::keys`].
    pub keys: String,
}

/// The folder of a build and what is in it.
#[derive(Debug)]
pub(super) struct Manifest {
    out: PathBuf,
    content: Content,
}

/// Whether a folder holds more than what a run left that was killed while it wrote its manifest.
fn is_used(folder: &Path) -> Result<bool> {
    let mut entries = fs::read_dir(folder).map_err(|e| Error::io(folder, &e))?;
    Ok(entries.any(|entry| entry.map_or(true, |e| !aside::is_part(&e.file_name()))))
}

impl Manifest {
    /// Opens the folder of a build, or makes one. Files that a killed run left half-written are removed.
    pub fn open(out: &Path, settings: &str) -> Result<Self> {
        let usage =
            |message: &str, remedy: &str| Error::new(ErrorKind::Usage, message).at(out).remedy(remedy);
        let path = out.join(NAME);
        let content = if path.is_file() {
            let text = input::text(&path, input::TABLE)?;
            let content: Content = serde_json::from_str(&text).map_err(|e| {
                Error::new(ErrorKind::Input, e.to_string()).at(&path).remedy("use another folder")
            })?;
            if content.schema != 1 || content.settings != settings {
                return Err(usage(
                    "was built with other settings",
                    "use the same settings or another folder",
                ));
            }
            content
        } else {
            if out.is_file() || out.is_dir() && is_used(out)? {
                return Err(usage("is there and is no build", "name a folder that is new or empty"));
            }
            Content { schema: 1, settings: settings.to_owned(), shards: Vec::new() }
        };
        let manifest = Manifest { out: out.to_path_buf(), content };
        fs::create_dir_all(out).map_err(|e| Error::io(out, &e))?;
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

    pub fn shards(&self) -> usize {
        self.content.shards.len()
    }

    pub fn records(&self, number: usize) -> PathBuf {
        self.out.join(format!("records/{number:05}.jsonl"))
    }

    pub fn keys(&self, number: usize) -> PathBuf {
        self.out.join(format!("records/{number:05}.keys"))
    }

    /// Whether a shard of this input is there and whole.
    pub fn has(&self, number: usize, input: &str) -> bool {
        let same = |path: PathBuf, hash: &str| {
            input::bytes(&path, input::CORPUS).is_ok_and(|bytes| hex(&Sha256::digest(bytes)) == hash)
        };
        self.content.shards.get(number).is_some_and(|entry| {
            entry.input == input
                && same(self.records(number), &entry.records)
                && same(self.keys(number), &entry.keys)
        })
    }

    /// Writes a shard, then enters it.
    pub fn add(&mut self, number: usize, input: String, articles: usize, shard: &Shard) -> Result<()> {
        write_whole(&self.records(number), &shard.records)?;
        write_whole(&self.keys(number), shard.keys.as_bytes())?;
        let records = hex(&Sha256::digest(&shard.records));
        let keys = hex(&Sha256::digest(shard.keys.as_bytes()));
        let entry = Entry { articles, input, records, keys };
        match self.content.shards.get_mut(number) {
            Some(old) => *old = entry,
            None => self.content.shards.push(entry),
        }
        self.save()
    }

    /// The input has only so many shards: the rest is from an earlier one.
    pub fn truncate(&mut self, shards: usize) -> Result<()> {
        if shards == 0 {
            return Err(
                Error::new(ErrorKind::Input, "no articles are there").remedy("name a folder with articles")
            );
        }
        if shards == self.content.shards.len() {
            return Ok(());
        }
        for number in shards..self.content.shards.len() {
            for path in [self.records(number), self.keys(number)] {
                fs::remove_file(&path).map_err(|e| Error::io(&path, &e))?;
            }
        }
        self.content.shards.truncate(shards);
        self.save()
    }

    fn save(&self) -> Result<()> {
        let text = serde_json::to_string_pretty(&self.content);
        let text = text.map_err(|e| Error::new(ErrorKind::Io, e.to_string()))? + "\n";
        write_whole(&self.out.join(NAME), text.as_bytes())
    }
}

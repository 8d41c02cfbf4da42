//! Corpora: aligns everything in batches, marks what filters would take, and writes splits.
//!
//! First pass: a shard of records for each batch of articles, written aside, entered in the manifest.
//! Second pass: the shards in order become the splits. Both give the same bytes at any thread count.

mod assemble;
mod card;
mod filter;
mod keys;
mod manifest;
mod source;

use std::io::Write;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

pub use assemble::{Table, explain};
pub use filter::Limits;

use self::manifest::{Manifest, Shard};
use self::source::{Batch, Item, Source};
use super::{Prepared, Settings, align_read, signature, stream};
use crate::align::Aligner;
use crate::error::{Error, ErrorKind, Result};
use crate::evidence::Fold;
use crate::export::{Aside, Record};
use crate::input;
use crate::text::PerEdition;

/// How a corpus is built.
#[derive(Debug, Clone)]
pub struct BuildOptions {
    /// Settings of reading and aligning.
    pub settings: Settings,
    /// Articles a shard; what the aligner learns, it learns within one.
    pub shard: usize,
    /// A longer line of a JSONL input becomes an error record; bytes.
    pub max_document: usize,
    /// What the filters take.
    pub limits: Limits,
    /// Outputs beside the table: jsonl, moses, tmx.
    pub formats: Vec<crate::config::Format>,
    /// Parts of a thousand that go to dev and test.
    pub held_out: [u32; 2],
    /// The licence named in the dataset card.
    pub license: String,
}

/// How far a build is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BuildStep {
    /// So many articles are done, of so many.
    Aligned {
        /// Done so far.
        done: usize,
        /// All.
        all: usize,
        /// Of those done, those that were there from an earlier run.
        kept: usize,
    },
    /// The splits are being written.
    Writing,
}

/// Builds a corpus from a folder or a JSONL file of documents into the folder `out`.
///
/// # Errors
/// `Usage` where `out` is no build of the same settings; `Io`; `Input` where nothing is found.
pub fn build(
    input: &[PathBuf],
    out: &Path,
    aligner: &Aligner,
    options: &BuildOptions,
    progress: &(dyn Fn(BuildStep) + Sync),
) -> Result<Table> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.settings.threads)
        .build()
        .map_err(|e| Error::new(ErrorKind::Io, e.to_string()).remedy("try --threads 1"))?;
    let made_by = signature(&options.settings, aligner);
    let mut manifest = Manifest::open(out, &settings_hash(options, &made_by))?;
    let mut source = Source::open(input, options)?;
    let fold = Fold::new()?;
    let (mut done, mut kept) = (0, 0);
    for number in 0.. {
        let Some(batch) = source.next()? else {
            manifest.truncate(number)?;
            break;
        };
        if manifest.has(number, &batch.digest) {
            kept += batch.items.len();
        } else {
            let shard = pool.install(|| align(&batch, aligner, &fold, options, &made_by))?;
            manifest.add(number, batch.digest, batch.items.len(), &shard)?;
        }
        done += batch.items.len();
        progress(BuildStep::Aligned { done, all: source.total(), kept });
    }
    progress(BuildStep::Writing);
    pool.install(|| assemble::assemble(&manifest, options, &made_by))
}

/// What a build's settings are, in one number. Threads and places make no difference to the bytes.
fn settings_hash(options: &BuildOptions, made_by: &str) -> String {
    let settings = Settings { threads: 0, weights: None, ..options.settings.clone() };
    let formats: Vec<&str> = options.formats.iter().map(|f| f.as_str()).collect();
    let all = format!(
        "{made_by}\n{}\n{}\n{}\n{:?}\n{formats:?}\n{:?}\n{}",
        settings.dump(),
        options.shard,
        options.max_document,
        options.limits,
        options.held_out,
        options.license
    );
    hex(&Sha256::digest(all.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The records of a batch as JSONL, and the keys of their beads.
fn align(
    batch: &Batch,
    aligner: &Aligner,
    fold: &Fold,
    options: &BuildOptions,
    made_by: &str,
) -> Result<Shard> {
    let read = batch.items.par_iter().map(|item| prepare(item, options)).collect();
    let lines: Result<Vec<(Vec<u8>, String)>> = align_read(read, &options.settings, aligner, &|_| {})?
        .into_par_iter()
        .map(|outcome| {
            let record = outcome.record(made_by);
            let line = serde_json::to_vec(&record);
            let mut line = line.map_err(|e| Error::new(ErrorKind::Io, e.to_string()))?;
            line.push(b'\n');
            Ok((line, keys::of(&record, fold)))
        })
        .collect();
    let mut shard = Shard::default();
    for (line, keys) in lines? {
        shard.records.extend(line);
        shard.keys.push_str(&keys);
    }
    Ok(shard)
}

fn prepare(item: &Item, options: &BuildOptions) -> Prepared {
    match item {
        Item::Job(job) => Prepared::new(job, &options.settings, PerEdition([false; 3])),
        Item::Line(number, line) => {
            let found = stream::document(line, *number, options.max_document, &options.settings);
            let (id, article) = match found {
                Ok(article) => (article.id.clone(), Ok(article)),
                Err((id, error)) => (id, Err(error)),
            };
            Prepared { id, article, problems: Vec::new(), warnings: Vec::new() }
        }
    }
}

/// Writes a whole file of a build, aside and renamed.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut aside = Aside::create(path)?;
    aside.write_all(bytes).map_err(|e| Error::io(path, &e).remedy("is the disk full?"))?;
    aside.commit()
}

/// Reads the records of a shard.
fn read_shard(path: &Path) -> Result<Vec<Record>> {
    let bytes = input::bytes(path, input::CORPUS)?;
    let lines: Vec<&[u8]> = bytes.split(|&b| b == b'\n').filter(|line| !line.is_empty()).collect();
    lines
        .par_iter()
        .map(|line| {
            serde_json::from_slice(line).map_err(|e| Error::new(ErrorKind::Input, e.to_string()).at(path))
        })
        .collect()
}

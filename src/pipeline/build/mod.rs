//! Corpora: aligns everything in batches, marks what filters would take, and writes splits.
//!
//! First pass: a shard of records for each batch of articles, written aside, entered in the manifest. Every article is
//! aligned by itself, so a record does not depend on the others. Second pass: the shards in order become the splits.
//! Settings of filters, splits and formats concern the second pass alone. Both give the same bytes at any thread
//! count, and for any number of parts.

mod assemble;
mod card;
mod filter;
mod glued;
mod joins;
mod keys;
mod manifest;
mod options;
mod output;
mod pair;
pub mod rows;
mod said;
mod source;
mod spill;
mod table;
mod whole;

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use rayon::prelude::*;

pub use manifest::Part;
use options::SPLITS;
pub use options::{BuildOptions, SHARD};
pub use output::explain;
pub use pair::Pair;
use said::Said;
pub use table::Table;
use whole::{read_shard, write_whole};

use self::manifest::Manifest;
use self::source::{Batch, Item, Source};
use super::document::{self, read_line};
use super::{Prepared, Settings, align_read, signature};
use crate::align::Aligner;
use crate::error::{Error, ErrorKind, Result};
use crate::export::Record;
use crate::text::{PerEdition, sha256};

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

/// Builds a corpus from a folder or a JSONL file of documents or records into the folder `out`.
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
    let (manifest, said) = records(input, out, None, aligner, options, progress)?;
    progress(BuildStep::Writing);
    let mut table = pool(options)?.install(|| assemble::assemble(&manifest, options))?;
    table.add(said);
    Ok(table)
}

/// Aligns one part of what [`build`] would, into a folder of its own; [`merge`] makes the corpus of all parts.
///
/// # Errors
/// As [`build`].
pub fn build_part(
    input: &[PathBuf],
    out: &Path,
    part: Part,
    aligner: &Aligner,
    options: &BuildOptions,
    progress: &(dyn Fn(BuildStep) + Sync),
) -> Result<Table> {
    let (manifest, said) = records(input, out, Some(part), aligner, options, progress)?;
    let mut table = assemble::survey(&manifest)?;
    table.add(said);
    Ok(table)
}

/// Makes the corpus of parts, byte for byte that of one [`build`].
///
/// # Errors
/// `Usage` where the parts do not belong together or one is missing; `Io`.
pub fn merge(parts: &[PathBuf], out: &Path, options: &BuildOptions) -> Result<Table> {
    let manifest = Manifest::merge(parts, out)?;
    pool(options)?.install(|| assemble::assemble(&manifest, options))
}

fn pool(options: &BuildOptions) -> Result<rayon::ThreadPool> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(options.settings.threads)
        .build()
        .map_err(|e| Error::new(ErrorKind::Io, e.to_string()).remedy("try --threads 1"))
}

/// The first pass: the shards that are missing, and what a person should know about them.
fn records(
    input: &[PathBuf],
    out: &Path,
    part: Option<Part>,
    aligner: &Aligner,
    options: &BuildOptions,
    progress: &(dyn Fn(BuildStep) + Sync),
) -> Result<(Manifest, Said)> {
    let pool = pool(options)?;
    let made_by = signature(&options.settings, aligner);
    let mut source = Source::open(input, options)?;
    let mut manifest = Manifest::open(out, &records_hash(options, &made_by), part)?;
    let mut said = std::mem::take(&mut source.said);
    let (mut done, mut kept) = (0, 0);
    for number in 0.. {
        let Some(batch) = source.next()? else {
            manifest.finish(number, Some(source.digest()))?;
            break;
        };
        let count = batch.items.len();
        if part.is_some_and(|part| !part.has(number)) || manifest.has(number, &batch.digest) {
            kept += count;
        } else {
            let (shard, warnings) = pool.install(|| align(&batch, aligner, options, &made_by))?;
            said.warnings.extend(warnings);
            manifest.add(number, batch.digest, count, &shard)?;
        }
        done += count;
        progress(BuildStep::Aligned { done, all: source.total(), kept });
    }
    Ok((manifest, said))
}

/// What shapes the records, in one number. Threads and places make no difference, nor does what concerns the corpus
/// alone: filters, splits, formats, licence.
fn records_hash(options: &BuildOptions, made_by: &str) -> String {
    let own = options.settings.clone();
    let settings = Settings {
        editions: own.editions,
        keep_furniture: own.keep_furniture,
        keep_code: own.keep_code,
        drop_notes: own.drop_notes,
        low_confidence: own.low_confidence,
        max_bytes: own.max_bytes,
        max_segments: own.max_segments,
        embeddings: own.embeddings,
        embeddings_model: own.embeddings_model,
        encoding: own.encoding,
        ..Settings::default()
    };
    let all = format!("{made_by}\n{}\n{}\n{}", settings.dump(), options.shard, options.max_document);
    sha256(all.as_bytes())
}

/// The records of a batch as JSONL, and what a person should know.
fn align(
    batch: &Batch,
    aligner: &Aligner,
    options: &BuildOptions,
    made_by: &str,
) -> Result<(Vec<u8>, Vec<String>)> {
    let ready = Mutex::new(Vec::new());
    let read = batch.items.par_iter().enumerate().filter_map(|(index, item)| match prepare(item, options) {
        Made::Article(prepared) => Some((index, *prepared)),
        Made::Record(record) => {
            if let Ok(mut ready) = ready.lock() {
                ready.push((index, *record));
            }
            None
        }
    });
    let (places, read): (Vec<usize>, Vec<Prepared>) = read.collect::<Vec<_>>().into_iter().unzip();
    let outcomes = align_read(read, &options.settings, aligner, &|_| {})?;
    let warnings = outcomes.iter().flat_map(|outcome| outcome.warnings.clone()).collect();
    let mut records = ready.into_inner().unwrap_or_default();
    records.extend(places.into_iter().zip(outcomes.iter().map(|outcome| outcome.record(made_by))));
    records.sort_by_key(|(index, _)| *index);
    let line = |(_, record): (usize, Record)| {
        let mut line = serde_json::to_vec(&record).map_err(|e| Error::new(ErrorKind::Io, e.to_string()))?;
        line.push(b'\n');
        Ok(line)
    };
    let lines: Result<Vec<Vec<u8>>> = records.into_par_iter().map(line).collect();
    Ok((lines?.concat(), warnings))
}

/// What an item gives: an article to align, or a record that was aligned elsewhere.
enum Made {
    Article(Box<Prepared>),
    Record(Box<Record>),
}

fn prepare(item: &Item, options: &BuildOptions) -> Made {
    let (number, line) = match item {
        Item::Job(job) => {
            return Made::Article(Box::new(Prepared::new(job, &options.settings, PerEdition([false; 3]))));
        }
        Item::Line(number, line) => (*number, line),
    };
    let (id, article) = match read_line(line, number, options.max_document, &options.settings) {
        Ok(document::Read::Record(record)) => return Made::Record(record),
        Ok(document::Read::Document(article)) => (article.id.clone(), Ok(*article)),
        Err((id, error)) => (id, Err(error)),
    };
    Made::Article(Box::new(Prepared { id, article, problems: Vec::new(), warnings: Vec::new() }))
}

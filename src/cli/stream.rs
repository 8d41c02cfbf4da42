//! `trialign stream`: documents in, records out, a line for a line.

use std::io::{BufReader, stdin};
use std::sync::Arc;

use trialign::config::Partial;
use trialign::error::Result;
use trialign::pipeline;
use trialign::pipeline::stream::{MAX_DOCUMENT, StreamOptions, run as stream};

use super::FAILED;
use super::output::Output;
use super::settings::Common;

/// Align documents from standard input, a record on standard output for each, in order.
///
/// A line is `{"id","en","zh-Hans","zh-Hant"}`; an edition is a text, a list of blocks, or null. A line that cannot be
/// aligned becomes a record whose `error` says why; the exit code is still 0 unless --strict is given.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  parallel --pipe -N 100 trialign stream < documents.jsonl > records.jsonl")]
pub struct Args {
    /// Exit with 1 if a document could not be aligned.
    #[arg(long)]
    strict: bool,
    /// A longer line becomes an error record.
    #[arg(long, value_name = "BYTES", default_value_t = MAX_DOCUMENT)]
    max_document: usize,
    #[command(flatten)]
    common: Common,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<u8> {
    args.common.no_embeddings_file("stream")?;
    let settings = args.common.settings(Partial::default())?;
    let aligner = pipeline::aligner(&settings)?;
    let signature = pipeline::signature(&settings, &aligner);
    let mut options = StreamOptions::new(settings, signature);
    options.max_document = args.max_document;
    let mut out = Output::open(None)?;
    let done = stream(BufReader::new(stdin()), &mut out, Arc::new(aligner), options)?;
    out.finish()?;
    Ok(if args.strict && done.errors > 0 { FAILED } else { 0 })
}

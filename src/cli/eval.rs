//! `trialign eval`: runs the pipeline on texts with gold ladders and says how right it is.

use std::path::PathBuf;

use trialign::config::Partial;
use trialign::error::{Error, ErrorKind, Result};
use trialign::eval::{self, Report};
use trialign::pipeline::{self, Gold, Job};

use super::output;
use super::settings::Common;

/// Align texts that have gold ladders, and score the result.
///
/// GOLD is a gold.jsonl beside its editions, or a folder with en.txt, zh-Hans.txt and gold.align (one sentence a
/// line), or a folder of such folders, which is one set. Strict: all sides of a bead equal a gold bead's; lax: it
/// shares a segment pair with one.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  trialign eval corpus/*/gold.jsonl --json > scores.json")]
pub struct Args {
    /// Gold records or folders.
    #[arg(value_name = "GOLD", required = true)]
    gold: Vec<PathBuf>,
    /// Gold is aligned by verse: join beads that lie in one verse of en.verse and zh-Hans.verse first.
    #[arg(long)]
    verses: bool,
    /// One line an article, not one a set.
    #[arg(long)]
    per_article: bool,
    /// The report as JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    common: Common,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<u8> {
    let settings = args.common.settings(Partial::default())?;
    let aligner = pipeline::aligner(&settings)?;
    let items = Gold::collect(&args.gold, args.verses)?;
    let mut sets: Vec<(String, Vec<Gold>)> = Vec::new();
    for item in items {
        match sets.last_mut() {
            Some((name, items)) if *name == item.set => items.push(item),
            _ => sets.push((item.set.clone(), vec![item])),
        }
    }
    let mut reports = Vec::new();
    let mut all = Vec::new();
    for (name, items) in sets {
        // A set is a run: what the aligner learns from one article helps the others of its set only.
        let jobs: Vec<Job> = items.iter().map(|item| item.job.clone()).collect();
        let mut pairs = Vec::new();
        for (item, outcome) in items.into_iter().zip(pipeline::run(&jobs, &settings, &aligner, &|_| {})?) {
            let done = outcome.aligned?;
            pairs.push(item.pair(&done.article, &done.ladder));
            if args.per_article {
                reports.push(eval::evaluate(&outcome.id, &pairs[pairs.len() - 1..]));
            }
        }
        if !args.per_article {
            reports.push(eval::evaluate(&name, &pairs));
        }
        all.append(&mut pairs);
    }
    let total = (reports.len() > 1).then(|| eval::evaluate("all", &all));
    let report = Report { signature: pipeline::signature(&settings, &aligner), sets: reports, total };
    let text = if args.json {
        serde_json::to_string_pretty(&report).map_err(|e| Error::new(ErrorKind::Io, e.to_string()))? + "\n"
    } else {
        eval::render(&report)
    };
    output::print(&text).map(|()| 0)
}

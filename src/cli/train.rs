//! `trialign train`: weights from gold ladders.

use std::path::PathBuf;

use trialign::align::TrainOptions;
use trialign::config::Partial;
use trialign::error::{Error, ErrorKind, Result};
use trialign::eval::{self, Report};
use trialign::pipeline::{self, Gold, Refit, Training};

use super::output;
use super::settings::Common;
use super::summary::{Level, say};

/// Train the weights of the evidence on gold ladders.
///
/// GOLD is as for `trialign eval`. With --folds nothing is written: each document is aligned with weights
/// trained without it, and the scores are printed. Lines are taken out of the gold texts as well, so that the weights
/// know texts that are not whole. --weights names weights to start from, which spares the first rounds.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  trialign train corpus/*/gold.jsonl -o weights.toml
  trialign train --folds 6 corpus/*/gold.jsonl
  trialign train corpus --split train --also novels -o weights.toml
  trialign train --refit=all --weights weights.toml corpus/*/gold.jsonl -o new.toml")]
pub struct Args {
    /// Gold records or folders.
    #[arg(value_name = "GOLD", required = true)]
    gold: Vec<PathBuf>,
    /// The weights file to write; without it they go to standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Cross-validate: this many parts of each set, documents whole.
    #[arg(long, value_name = "N", conflicts_with = "output", value_parser = clap::value_parser!(u16).range(2..))]
    folds: Option<u16>,
    /// Only the articles whose article.toml names this split: train, dev or test.
    #[arg(long, value_name = "SPLIT")]
    split: Option<trialign::pipeline::Split>,
    /// More gold, taken whole whatever --split says.
    #[arg(long, value_name = "GOLD", num_args = 1)]
    also: Vec<PathBuf>,
    /// Keep the weights of the evidence (those of --weights, or built in) and fit anew what stands on them: confidence
    /// (of three editions), omissions (without vectors), or all.
    #[arg(long, value_name = "WHAT", conflicts_with = "folds", require_equals = true, num_args = 0..=1, default_missing_value = "all")]
    refit: Option<Refit>,
    /// Strength of the L2 penalty.
    #[arg(long, value_name = "X", default_value_t = 1.0)]
    penalty: f64,
    /// The scores as JSON.
    #[arg(long, requires = "folds")]
    json: bool,
    #[command(flatten)]
    common: Common,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<u8> {
    let settings = args.common.settings(Partial::default())?;
    let mut gold = Gold::of_split(Gold::collect(&args.gold, false)?, args.split)?;
    gold.extend(Gold::collect(&args.also, false)?);
    let (gold, faults) = Gold::usable(gold, &settings);
    for fault in &faults {
        say(Level::Warning, &format!("left out: {fault}"));
    }
    if gold.is_empty() {
        return Err(Error::new(ErrorKind::Input, "no gold is left to train on"));
    }
    let mut options = TrainOptions::default();
    options.penalty = args.penalty;
    let start = settings.weights.is_some().then(|| pipeline::weights(&settings)).transpose()?;
    let training = Training { options, signature: signature(&gold, args.penalty), start };
    pipeline::in_pool(&settings, || match args.folds {
        Some(folds) => validate(args, &gold, usize::from(folds), &settings, &training),
        None => {
            let weights = match args.refit {
                Some(what) => pipeline::refit(&gold, &settings, what)?,
                None => pipeline::train(&gold, &settings, &training)?,
            };
            let text = weights.to_toml()?;
            match &args.output {
                Some(path) => output::write(path, &text),
                None => output::print(&text),
            }
        }
    })?
    .map(|()| 0)
}

fn validate(
    args: &Args,
    gold: &[Gold],
    folds: usize,
    settings: &trialign::config::Settings,
    training: &Training,
) -> Result<()> {
    let pairs = pipeline::cross_validate(gold, folds, settings, training)?;
    let mut sets: Vec<(&str, Vec<eval::GoldPair>)> = Vec::new();
    for (item, pair) in gold.iter().zip(pairs) {
        match sets.iter_mut().find(|(name, _)| *name == item.set) {
            Some((_, list)) => list.push(pair),
            None => sets.push((&item.set, vec![pair])),
        }
    }
    let reports = sets.iter().map(|(name, pairs)| eval::evaluate(name, pairs)).collect();
    let report = Report {
        signature: format!("{folds}-fold by document; {}", training.signature),
        sets: reports,
        total: None,
        groups: Vec::new(),
    };
    let text = if args.json {
        serde_json::to_string_pretty(&report).map_err(|e| Error::new(ErrorKind::Io, e.to_string()))? + "\n"
    } else {
        eval::render(&report)
    };
    output::print(&text)
}

/// Sets with their documents and beads, so that a weights file says where it comes from.
fn signature(gold: &[Gold], penalty: f64) -> String {
    let mut sets: Vec<(&str, usize, usize)> = Vec::new();
    for item in gold {
        match sets.iter_mut().find(|(name, _, _)| *name == item.set) {
            Some((_, documents, beads)) => (*documents, *beads) = (*documents + 1, *beads + item.beads.len()),
            None => sets.push((&item.set, 1, item.beads.len())),
        }
    }
    let list: Vec<String> =
        sets.iter().map(|(name, d, b)| format!("{name} ({d} documents, {b} beads)")).collect();
    format!("trained on {}; penalty {penalty}", list.join(", "))
}

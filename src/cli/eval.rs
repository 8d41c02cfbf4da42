//! `trialign eval`: runs the pipeline on texts with gold ladders and says how right it is.

use std::path::PathBuf;

use trialign::config::Partial;
use trialign::error::{Error, ErrorKind, Result};
use trialign::eval::{self, GoldPair, Group, Report};
use trialign::pipeline::{self, About, Gold, Job, Split};

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
    /// Only the articles whose article.toml names this split: train, dev or test.
    #[arg(long, value_name = "SPLIT")]
    split: Option<Split>,
    /// Align nothing: say what cannot be right in the gold itself; exit code 2 where there is something.
    #[arg(long, conflicts_with_all = ["verses", "per_article", "json", "split"])]
    gold_check: bool,
    /// One line an article, not one a set.
    #[arg(long)]
    per_article: bool,
    /// The report as JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    common: Common,
}

/// What scores are also shown by.
const PROPERTIES: [&str; 3] = ["kind", "relation", "split"];

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<u8> {
    if args.gold_check {
        return gold_check(&args.gold);
    }
    let settings = args.common.settings(Partial::default())?;
    let aligner = pipeline::aligner(&settings)?;
    let items = Gold::of_split(Gold::collect(&args.gold, args.verses)?, args.split)?;
    let about: Vec<About> = items.iter().map(|item| item.about.clone()).collect();
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
    let report = Report {
        signature: pipeline::signature(&settings, &aligner),
        sets: reports,
        total,
        groups: groups(&about, &all),
    };
    let text = if args.json {
        serde_json::to_string_pretty(&report).map_err(|e| Error::new(ErrorKind::Io, e.to_string()))? + "\n"
    } else {
        eval::render(&report)
    };
    output::print(&text).map(|()| 0)
}

/// The articles by each property that distinguishes them.
fn groups(about: &[About], pairs: &[GoldPair]) -> Vec<Group> {
    let by = |property: &'static str| {
        let mut values: Vec<String> = about.iter().filter_map(|about| about.get(property)).collect();
        values.sort_unstable();
        values.dedup();
        let of = |value: &String| {
            let matches = |about: &About| about.get(property).as_ref() == Some(value);
            let chosen: Vec<GoldPair> = about
                .iter()
                .zip(pairs)
                .filter(|(about, _)| matches(about))
                .map(|(_, pair)| pair.clone())
                .collect();
            eval::evaluate(value, &chosen)
        };
        Group { by: property, sets: values.iter().map(of).collect() }
    };
    PROPERTIES.into_iter().map(by).filter(|group| group.sets.len() > 1).collect()
}

fn gold_check(paths: &[PathBuf]) -> Result<u8> {
    let (mut records, mut faults) = (0, Vec::new());
    for path in paths {
        let (files, found) = pipeline::check_gold(path)?;
        records += files;
        faults.extend(found);
    }
    let mut text: String = faults.iter().map(|fault| format!("{fault}\n")).collect();
    text += &format!("{records} gold files, {} faults\n", faults.len());
    output::print(&text).map(|()| if faults.is_empty() { 0 } else { super::FAULTS })
}

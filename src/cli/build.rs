//! `trialign build`: a folder or a file of documents becomes a corpus.

use std::io::{IsTerminal, stderr};
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{HumanDuration, ProgressBar, ProgressStyle};
use trialign::config::{Format, Partial};
use trialign::error::{Error, ErrorKind, Result};
use trialign::pipeline;
use trialign::pipeline::build::{BuildOptions, BuildStep, Limits, build, explain};

use super::output;
use super::settings::Common;
use super::summary::{Level, say};

/// How often a line is written where there is no terminal.
const REPORT: Duration = Duration::from_secs(60);
/// What a build can write beside its table.
const FORMATS: [Format; 5] = [Format::Jsonl, Format::Tsv, Format::Moses, Format::Tmx, Format::Parquet];

/// Build a corpus: align all articles, mark what filters take, find duplicates, write splits.
///
/// PATH is a folder with articles, or one file with documents as `trialign stream` reads them. A run that was stopped
/// goes on where it was; the same settings give the same bytes at any thread count.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  trialign build articles -o corpus --min-confidence 0.99 -f moses,tmx
  trialign build articles -o corpus --explain b0123456789abcdef")]
pub struct Args {
    /// A folder with articles, or a JSONL file with documents.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// The folder of the corpus: new, empty, or a build of the same settings.
    #[arg(short, long, value_name = "FOLDER")]
    output: PathBuf,
    /// Outputs beside the table (tsv), which is always written: jsonl, moses, tmx, parquet.
    #[arg(short, long, value_name = "FORMATS", value_delimiter = ',', value_parser = str::parse::<Format>)]
    format: Vec<Format>,
    /// Beads below this confidence are taken out of what is kept.
    #[arg(long, value_name = "P", default_value_t = Limits::default().min_confidence)]
    min_confidence: f64,
    /// Beads with fewer English characters for each Chinese one.
    #[arg(long, value_name = "R", default_value_t = Limits::default().len_ratio[0])]
    min_len_ratio: f64,
    /// Beads with more English characters for each Chinese one.
    #[arg(long, value_name = "R", default_value_t = Limits::default().len_ratio[1])]
    max_len_ratio: f64,
    /// Beads with a smaller share of numbers on both sides.
    #[arg(long, value_name = "SHARE", default_value_t = Limits::default().min_num_overlap)]
    min_num_overlap: f64,
    /// Thousandths of the clusters of articles that go to dev, and to test.
    #[arg(long, value_name = "DEV,TEST", default_value = "10,10")]
    held_out: String,
    /// Articles a shard; the aligner learns words within one.
    #[arg(long, value_name = "N", default_value_t = 64)]
    shard: usize,
    /// A longer line of a JSONL file becomes an error record.
    #[arg(long, value_name = "BYTES", default_value_t = 32 << 20)]
    max_document: usize,
    /// The licence that the dataset card names.
    #[arg(long, value_name = "NAME", default_value = "other")]
    license: String,
    /// Say why a bead is kept or not.
    #[arg(long, value_name = "BEAD")]
    explain: Option<String>,
    /// No table at the end.
    #[arg(short, long)]
    quiet: bool,
    #[command(flatten)]
    common: Common,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<u8> {
    let options = args.options()?;
    let aligner = pipeline::aligner(&options.settings)?;
    let progress = Progress::new();
    let table = build(&args.paths, &args.output, &aligner, &options, &|step| progress.step(step));
    progress.bar.finish_and_clear();
    let table = table?;
    if let Some(bead) = &args.explain {
        return output::print(&explain(&args.output, bead)?).map(|()| 0);
    }
    if !args.quiet {
        output::print(&table.render())?;
        let [articles, failed] = table.articles;
        say(
            Level::Note,
            &format!(
                "{articles} articles ({failed} not aligned), {} of {} beads kept -> {}",
                table.kept(),
                table.beads,
                args.output.display()
            ),
        );
    }
    Ok(0)
}

impl Args {
    fn options(&self) -> Result<BuildOptions> {
        let usage = |message: String, remedy: &str| Error::new(ErrorKind::Usage, message).remedy(remedy);
        let held: Vec<u32> = self.held_out.split(',').filter_map(|n| n.trim().parse().ok()).collect();
        let held_out = match held[..] {
            [dev, test] if dev + test < 1000 => [dev, test],
            _ => return Err(usage(format!("--held-out {}", self.held_out), "two numbers below 1000: 10,10")),
        };
        if let Some(format) = self.format.iter().find(|f| !FORMATS.contains(f)) {
            return Err(usage(
                format!("build writes no {}", format.as_str()),
                "use jsonl, tsv, moses, tmx, parquet",
            ));
        }
        if !(0.0..=1.0).contains(&self.min_confidence) {
            return Err(usage("--min-confidence is a probability".into(), "give a number from 0 to 1"));
        }
        let mut formats = self.format.clone();
        formats.sort_by_key(|f| f.as_str());
        formats.dedup();
        Ok(BuildOptions {
            settings: self.common.settings(Partial::default())?,
            shard: self.shard,
            max_document: self.max_document,
            limits: Limits {
                min_confidence: self.min_confidence,
                len_ratio: [self.min_len_ratio, self.max_len_ratio],
                min_num_overlap: self.min_num_overlap,
            },
            formats,
            held_out,
            license: self.license.clone(),
        })
    }
}

/// A bar with rate and time left on a terminal, a line a minute elsewhere.
struct Progress {
    bar: ProgressBar,
    start: Instant,
    last: Mutex<Instant>,
}

impl Progress {
    fn new() -> Self {
        let bar = if stderr().is_terminal() { ProgressBar::new(0) } else { ProgressBar::hidden() };
        if let Ok(style) =
            ProgressStyle::with_template("{msg:8} [{bar:40}] {pos}/{len} articles, {per_sec}, {eta} left")
        {
            bar.set_style(style.progress_chars("=> "));
        }
        Progress { bar, start: Instant::now(), last: Mutex::new(Instant::now()) }
    }

    fn step(&self, step: BuildStep) {
        let BuildStep::Aligned { done, all, kept } = step else {
            return self.bar.set_message("writing");
        };
        self.bar.set_message("aligning");
        self.bar.set_length(all as u64);
        self.bar.set_position(done as u64);
        let Ok(mut last) = self.last.lock() else { return };
        if !self.bar.is_hidden() || last.elapsed() < REPORT {
            return;
        }
        *last = Instant::now();
        let seconds = self.start.elapsed().as_secs_f64();
        let rate = (done - kept) as f64 / seconds;
        let left = if rate > 0.0 {
            let left = Duration::from_secs_f64(all.saturating_sub(done) as f64 / rate);
            format!(", {} left", HumanDuration(left))
        } else {
            String::new()
        };
        say(Level::Note, &format!("{done} of {all} articles, {rate:.1}/s{left}"));
    }
}

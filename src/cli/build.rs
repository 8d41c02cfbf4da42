//! `trialign build`: a folder or a file of documents becomes a corpus.

use std::io::{IsTerminal, stderr};
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{HumanDuration, ProgressBar, ProgressStyle};
use trialign::config::{Format, Limits, Partial};
use trialign::error::{Error, ErrorKind, Result};
use trialign::pipeline;
use trialign::pipeline::build::{
    BuildOptions, BuildStep, Pair, Part, SHARD, Table, build, build_part, explain, merge,
};
use trialign::pipeline::stream::MAX_DOCUMENT;

use super::settings::Common;
use super::summary::{Level, say};
use super::{FAILED, output};

/// How often a line is written where there is no terminal.
const REPORT: Duration = Duration::from_secs(60);
/// Messages of one kind that are said one by one.
const MESSAGES: usize = 50;
/// What a build can write beside its table.
const FORMATS: [Format; 5] = [Format::Jsonl, Format::Tsv, Format::Moses, Format::Tmx, Format::Parquet];

/// Build a corpus: align all articles, mark what filters take, find duplicates and leaks, write splits.
///
/// PATH is a folder with articles or a manifest of them, or JSONL files with documents as `trialign stream` reads them or
/// records as it writes them. A run that was stopped goes on where it was; filters, splits, formats and licence of a finished one can be
/// changed without aligning again. The same settings give the same bytes at any thread count and in any number of parts.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  trialign build articles -o corpus --min-confidence 0.99 -f moses,tmx
  trialign build articles -o corpus --explain b0123456789abcdef
  trialign build documents.jsonl -o part-2 --part 2/8
  trialign build --merge part-* -o corpus --min-confidence 0.99 -f parquet")]
pub struct Args {
    /// Folders with articles or manifests, or JSONL files with documents or records; with --merge the folders of all parts.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// The folder of the corpus: new, empty, or a build of the same settings.
    #[arg(short, long, value_name = "FOLDER")]
    output: PathBuf,
    /// Outputs beside the table (tsv), which is always written: jsonl, moses, tmx, parquet.
    #[arg(short, long, value_name = "FORMATS", value_delimiter = ',', value_parser = str::parse::<Format>)]
    format: Vec<Format>,
    /// Align only every N-th shard, from the K-th on, for --merge.
    #[arg(long, value_name = "K/N", value_parser = str::parse::<Part>, conflicts_with_all = ["merge", "explain"])]
    part: Option<Part>,
    /// Make the corpus of parts that were aligned with --part.
    #[arg(long)]
    merge: bool,
    /// The pairs of editions that are judged and written: en-zh-Hans,en-zh-Hant,zh-Hans-zh-Hant; all without it.
    #[arg(long, value_name = "PAIRS", value_delimiter = ',', value_parser = str::parse::<Pair>)]
    pairs: Vec<Pair>,
    /// Exit with 1 if dev or test is off by more than a factor of two from what --held-out asks for.
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    limits: LimitArgs,
    /// Thousandths of the articles that go to dev, and to test.
    #[arg(long, value_name = "DEV,TEST", default_value = "10,10")]
    held_out: String,
    /// Articles a shard: what is written at once, and what --part deals out.
    #[arg(long, value_name = "N", default_value_t = SHARD)]
    shard: usize,
    /// A longer line of a JSONL file becomes an error record.
    #[arg(long, value_name = "BYTES", default_value_t = MAX_DOCUMENT)]
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

/// What the filters take; without a flag, what `[build]` of `trialign.toml` says.
#[derive(Debug, clap::Args)]
struct LimitArgs {
    /// Beads below this confidence are taken out of what is kept; 0.9 without it, as for all limits where
    /// [build] in trialign.toml says nothing.
    #[arg(long, value_name = "P")]
    min_confidence: Option<f64>,
    /// Beads with fewer English characters for each Chinese one; 1 without it.
    #[arg(long, value_name = "R")]
    min_len_ratio: Option<f64>,
    /// Beads with more English characters for each Chinese one; 9 without it.
    #[arg(long, value_name = "R")]
    max_len_ratio: Option<f64>,
    /// Beads with a smaller share of numbers on both sides; 0.5 without it.
    #[arg(long, value_name = "SHARE")]
    min_num_overlap: Option<f64>,
    /// Pairs with a side of fewer words; a Han character is one, and so is a figure; 2 without it.
    #[arg(long, value_name = "N")]
    min_words: Option<usize>,
    /// Pairs with a side that has a smaller share of letters and figures; 0.5 without it.
    #[arg(long, value_name = "SHARE")]
    min_letters: Option<f64>,
}

impl LimitArgs {
    fn lay_over(&self, limits: &mut Limits) -> Result<()> {
        let set = |to: &mut f64, said: Option<f64>| *to = said.unwrap_or(*to);
        set(&mut limits.min_confidence, self.min_confidence);
        set(&mut limits.min_len_ratio, self.min_len_ratio);
        set(&mut limits.max_len_ratio, self.max_len_ratio);
        set(&mut limits.min_num_overlap, self.min_num_overlap);
        set(&mut limits.min_letters, self.min_letters);
        limits.min_words = self.min_words.unwrap_or(limits.min_words);
        match limits.fault() {
            Some(fault) => {
                Err(Error::new(ErrorKind::Usage, fault).remedy("see [build] of trialign.toml, and the flags"))
            }
            None => Ok(()),
        }
    }
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<u8> {
    let options = args.options()?;
    if let Some(bead) = args.explain.as_ref().filter(|_| args.output.join("train.tsv").is_file()) {
        return output::print(&explain(&args.output, bead)?).map(|()| 0);
    }
    let progress = Progress::new();
    let step = |step| progress.step(step);
    let table = if args.merge {
        merge(&args.paths, &args.output, &options)
    } else {
        let aligner = pipeline::aligner(&options.settings)?;
        match args.part {
            Some(part) => build_part(&args.paths, &args.output, part, &aligner, &options, &step),
            None => build(&args.paths, &args.output, &aligner, &options, &step),
        }
    };
    progress.bar.finish_and_clear();
    let table = table?;
    if let Some(bead) = &args.explain {
        return output::print(&explain(&args.output, bead)?).map(|()| 0);
    }
    args.report(&table)?;
    let missed = args.strict && !table.missed.is_empty();
    let whole = table.failed.is_empty() && table.problems.is_empty();
    Ok(if whole && !missed { 0 } else { FAILED })
}

/// Says each of the first messages, and how many more there are.
fn say_all(level: Level, messages: &[String]) {
    messages.iter().take(MESSAGES).for_each(|message| say(level, message));
    if messages.len() > MESSAGES {
        say(level, &format!("and {} more", messages.len() - MESSAGES));
    }
}

impl Args {
    fn report(&self, table: &Table) -> Result<()> {
        say_all(Level::Warning, &table.warnings);
        say_all(Level::Error, &table.problems);
        let failed: Vec<String> = table.failed.iter().map(|(id, why)| format!("{id}: {why}")).collect();
        say_all(Level::Error, &failed);
        say_all(if self.strict { Level::Error } else { Level::Warning }, &table.missed);
        if self.quiet {
            return Ok(());
        }
        let [articles, failed] = table.articles;
        let counts = if self.part.is_some() {
            format!("{} beads", table.beads)
        } else {
            output::print(&table.render())?;
            format!("{} of {} beads kept", table.kept(), table.beads)
        };
        let out = self.output.display();
        say(Level::Note, &format!("{articles} articles ({failed} not aligned), {counts} -> {out}"));
        Ok(())
    }

    fn options(&self) -> Result<BuildOptions> {
        let usage = |message: String, remedy: &str| Error::new(ErrorKind::Usage, message).remedy(remedy);
        let held: Vec<u32> = self.held_out.split(',').filter_map(|n| n.trim().parse().ok()).collect();
        let held_out = match held[..] {
            [dev, test] if dev.saturating_add(test) < 1000 => [dev, test],
            _ => return Err(usage(format!("--held-out {}", self.held_out), "two numbers below 1000: 10,10")),
        };
        if let Some(format) = self.format.iter().find(|f| !FORMATS.contains(f)) {
            return Err(usage(
                format!("build writes no {}", format.as_str()),
                "use jsonl, tsv, moses, tmx, parquet",
            ));
        }
        let mut formats = self.format.clone();
        formats.sort_by_key(|f| f.as_str());
        formats.dedup();
        self.common.no_embeddings_file("build")?;
        let mut settings = self.common.settings(Partial::default())?;
        self.limits.lay_over(&mut settings.build)?;
        let mut pairs = if self.pairs.is_empty() { Pair::ALL.to_vec() } else { self.pairs.clone() };
        pairs.sort();
        pairs.dedup();
        let mut options = BuildOptions::new(settings);
        (options.pairs, options.formats, options.held_out) = (pairs, formats, held_out);
        (options.shard, options.max_document) = (self.shard, self.max_document);
        options.license.clone_from(&self.license);
        Ok(options)
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

//! `trialign export`: a record in, any format out.

use std::io::{BufRead, BufReader, stdin};
use std::path::{Path, PathBuf};

use trialign::error::{Error, ErrorKind, Result};
use trialign::export::{self, Record, Records};
use trialign::input;

use super::FAILED;
use super::settings::Common;
use super::sink::{Sink, Target};
use super::summary::{Level, say};

/// Write a record in another format.
///
/// What the format cannot hold is counted on standard error. A line that is no record is reported, the others
/// are written, and the exit code is 1.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  trialign export corpus.jsonl -f tmx -o corpus.tmx --tmx-langs zh-CN,zh-TW
  trialign export corpus.jsonl -f moses -o moses
  trialign export corpus.jsonl -o report.html")]
pub struct Args {
    /// The record, as `trialign align -f jsonl` writes it; - is standard input.
    #[arg(value_name = "FILE.jsonl")]
    file: PathBuf,
    #[command(flatten)]
    target: Target,
    /// No line at the end.
    #[arg(short, long)]
    quiet: bool,
    #[command(flatten)]
    common: Common,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<u8> {
    args.common.no_embeddings_file("export")?;
    let settings = args.common.settings(args.target.partial())?;
    let (input, name): (Box<dyn BufRead>, &Path) = if args.file.as_os_str() == "-" {
        (Box::new(stdin().lock()), Path::new("standard input"))
    } else {
        let file = input::open_named(&args.file)?;
        (Box::new(BufReader::new(file)), &args.file)
    };
    let mut records = Records::new(input, name);
    let mut written = Written::new(args.target.open(&settings)?);
    while let Some(record) = records.next() {
        let line = records.line();
        match record {
            Ok(record) => written.add(&record, |error| error.at(name).line(line))?,
            Err(error) if error.kind() == ErrorKind::Io => return Err(error),
            Err(error) => written.problem(&error),
        }
    }
    written.finish(&args.target.name(), args.quiet)
}

/// What was written so far.
pub struct Written {
    sink: Sink,
    articles: usize,
    beads: usize,
    problems: usize,
}

impl Written {
    /// Nothing yet.
    pub fn new(sink: Sink) -> Self {
        Written { sink, articles: 0, beads: 0, problems: 0 }
    }

    /// Checks a record and writes it; `place` says where it came from. Only errors of the output come back.
    pub fn add(&mut self, record: &Record, place: impl Fn(Error) -> Error) -> Result<()> {
        match export::check(record).map_err(&place).and_then(|()| self.sink.article(record)) {
            Err(error) if error.kind() == ErrorKind::Io => return Err(error),
            Err(error) => self.problem(&error),
            Ok(()) => {
                self.articles += 1;
                self.beads += record.beads.len();
            }
        }
        Ok(())
    }

    /// Says and counts a problem.
    pub fn problem(&mut self, error: &Error) {
        self.problems += 1;
        say(Level::Error, &error.to_string());
    }

    /// The output takes its name; gives the exit code.
    pub fn finish(self, target: &str, quiet: bool) -> Result<u8> {
        let Written { sink, articles, beads, problems } = self;
        for warning in sink.finish()? {
            say(Level::Warning, &warning);
        }
        if !quiet {
            say(Level::Note, &format!("{articles} articles, {beads} beads, {problems} problems -> {target}"));
        }
        Ok(if problems > 0 { FAILED } else { 0 })
    }
}

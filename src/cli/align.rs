//! `trialign align`: articles in, an aligned sheet or record out.

use std::path::{Path, PathBuf};

use trialign::config::{Format, Partial, Settings};
use trialign::error::{Error, ErrorKind, Result};
use trialign::pipeline::{self, Job, JobFile, Outcome};
use trialign::read::Format as ReadFormat;
use trialign::text::{Edition, PerEdition, Tag, split_name};

use super::FAILED;
use super::output;
use super::settings::{Common, encodings};
use super::sink::{Sink, Target};
use super::summary::{Progress, Summary};

/// Align articles sentence by sentence.
///
/// PATH is a folder with articles (`<article>/en.txt`, zh-Hans.txt, zh-Hant.txt, or one of the usual layouts
/// of sites and manuals). Or name the editions of one article with --en, --zh-hans and --zh-hant.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  trialign align corpus -o corpus.csv
  trialign align corpus -o sheet.csv --excel
  trialign align --en book.txt --zh-hant book.zh.txt -f vecalign")]
pub struct Args {
    /// Folders with articles.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    target: Target,
    /// The English edition.
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    en: Option<PathBuf>,
    /// The Simplified Chinese edition.
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    zh_hans: Option<PathBuf>,
    /// The Traditional Chinese edition.
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    zh_hant: Option<PathBuf>,
    /// The texts hold one sentence a line, kept as it is; empty lines are empty segments.
    #[arg(long)]
    segmented: bool,
    /// Keep page furniture (language line, section, page foot) in the ladder.
    #[arg(long)]
    keep_furniture: bool,
    /// Keep code blocks in the ladder, each whole.
    #[arg(long)]
    keep_code: bool,
    /// Leave the reference marks behind sentences ([1], ①, †) out of the ladder.
    #[arg(long)]
    drop_notes: bool,
    /// Encoding in place of detection, for all editions or for one: big5, zh-Hant=big5.
    #[arg(long, value_name = "[EDITION=]LABEL")]
    encoding: Vec<String>,
    /// Print the settings this call would use, as a settings file.
    #[arg(long)]
    dump_config: bool,
    /// No summary at the end.
    #[arg(short, long)]
    quiet: bool,
    #[command(flatten)]
    common: Common,
}

/// Runs the subcommand.
pub fn run(args: Args) -> Result<u8> {
    let settings = args.settings()?;
    if args.dump_config {
        return output::print(&settings.dump()).map(|()| 0);
    }
    let format = args.target.format(&settings)?;
    let mut summary = Summary::default();
    let jobs = args.jobs(&mut summary)?;
    if format == Format::Vecalign && jobs.len() > 1 {
        let message = format!("a vecalign file holds one article, these are {}", jobs.len());
        return Err(usage(message, "align one article at a time, or use -f jsonl"));
    }
    // Opened before the work, so that a folder that is not there costs no time.
    let sink = args.target.open(&settings)?;
    let aligner = pipeline::aligner(&settings)?;
    let progress = Progress::new(jobs.len());
    let outcomes = pipeline::run(&jobs, &settings, &aligner, &|step| progress.step(step));
    progress.finish();
    let mut outcomes = outcomes?;
    let kept = pipeline::review::keep(&args.paths, &mut outcomes, &settings, &aligner)?;
    super::review::tell(&kept);
    write(&outcomes, &pipeline::signature(&settings, &aligner), sink, &mut summary)?;
    if !args.quiet {
        summary.print(&args.target.name());
    }
    Ok(if summary.problems > 0 { FAILED } else { 0 })
}

fn write(outcomes: &[Outcome], signature: &str, mut sink: Sink, summary: &mut Summary) -> Result<()> {
    for outcome in outcomes {
        summary.add(outcome);
        match sink.article(&outcome.record(signature)) {
            Err(error) if error.kind() == ErrorKind::Io => return Err(error),
            Err(error) => summary.problem(&error.to_string()),
            Ok(()) => {}
        }
    }
    sink.finish()?.iter().for_each(|warning| summary.warn(warning));
    Ok(())
}

fn usage(message: impl Into<String>, remedy: &str) -> Error {
    Error::new(ErrorKind::Usage, message).remedy(remedy)
}

impl Args {
    fn settings(&self) -> Result<Settings> {
        let on = |flag: bool| flag.then_some(true);
        self.common.settings(Partial {
            keep_furniture: on(self.keep_furniture),
            keep_code: on(self.keep_code),
            drop_notes: on(self.drop_notes),
            encoding: encodings(&self.encoding)?,
            ..self.target.partial()
        })
    }

    fn jobs(&self, summary: &mut Summary) -> Result<Vec<Job>> {
        let named = PerEdition([&self.en, &self.zh_hans, &self.zh_hant]);
        let count = named.iter().filter(|(_, path)| path.is_some()).count();
        match (count, self.paths.is_empty()) {
            (0, true) => {
                Err(usage("nothing to align", "name a folder, or two of --en, --zh-hans, --zh-hant"))
            }
            (0, false) => {
                let found = pipeline::find(&self.paths, self.segmented)?;
                found.problems.iter().for_each(|problem| summary.problem(&problem.to_string()));
                summary.explain = found.explain;
                summary.unused = found.unused;
                let documents = found.unread.into_iter().filter(|path| ReadFormat::remedy(path).is_some());
                summary.unused.extend(documents);
                Ok(found.jobs)
            }
            (1, _) => {
                Err(usage("one edition has no partner", "name two or three of --en, --zh-hans, --zh-hant"))
            }
            _ => {
                let file = |edition: Edition, path: &&Option<PathBuf>| {
                    path.as_ref().map(|path| JobFile::named(path, edition))
                };
                Ok(vec![Job { id: id(&named), files: named.map(file), segmented: self.segmented }])
            }
        }
    }
}

/// The id of an article named by its files: the stem of the first, without an edition's tag; else its folder.
fn id(files: &PerEdition<&Option<PathBuf>>) -> String {
    let Some(path) = files.iter().find_map(|(_, path)| path.as_ref()) else { return String::new() };
    let name = |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned());
    let stem = name(path.file_stem()).unwrap_or_default();
    let stem = if stem.parse::<Tag>().is_ok() { stem } else { split_name(&stem).0.to_owned() };
    if stem.parse::<Tag>().is_err() {
        return stem;
    }
    name(path.parent().and_then(Path::file_name)).unwrap_or(stem)
}

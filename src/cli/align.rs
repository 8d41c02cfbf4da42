//! `trialign align`: articles in, an aligned sheet or record out.

use std::path::{Path, PathBuf};

use trialign::config::{Format, Partial, Settings};
use trialign::error::{Error, ErrorKind, Result};
use trialign::export;
use trialign::pipeline::{self, Job, JobFile, Outcome};
use trialign::text::{Edition, PerEdition, Tag};

use super::FAILED;
use super::output::{self, Output};
use super::settings::{Common, encodings};
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
    /// Where to write; standard output without it. The old file stays until the new one is whole.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// csv, tsv, jsonl or vecalign; without it the extension of the output file decides, else csv.
    #[arg(short, long, value_name = "FORMAT", value_parser = str::parse::<Format>)]
    format: Option<Format>,
    /// CSV that Excel opens correctly: BOM, CRLF, all cells quoted, Excel's limits checked.
    #[arg(long)]
    excel: bool,
    /// Write cells that a spreadsheet would run as a formula as they are.
    #[arg(long)]
    no_formula_guard: bool,
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
    let format = format(&settings, args.output.as_deref())?;
    let mut summary = Summary::default();
    let jobs = args.jobs(&mut summary)?;
    if format == Format::Vecalign && jobs.len() > 1 {
        let message = format!("a vecalign file holds one article, these are {}", jobs.len());
        return Err(usage(message, "align one article at a time, or use -f jsonl"));
    }
    // Opened before the work, so that a folder that is not there costs no time.
    let mut out = Output::open(args.output.as_deref())?;
    let aligner = pipeline::aligner(&settings)?;
    let progress = Progress::new(jobs.len());
    let outcomes = pipeline::run(&jobs, &settings, &aligner, &|step| progress.step(step));
    progress.finish();
    let mut outcomes = outcomes?;
    let kept = pipeline::review::keep(&args.paths, &mut outcomes, &settings, &aligner)?;
    super::review::tell(&kept);
    let signature = pipeline::signature(&settings, &aligner);
    write(&outcomes, format, &settings, &signature, &mut out, &mut summary)?;
    out.finish()?;
    if !args.quiet {
        let target = args.output.as_ref().map_or("standard output".into(), |path| path.display().to_string());
        summary.print(&target);
    }
    Ok(if summary.problems > 0 { FAILED } else { 0 })
}

fn write(
    outcomes: &[Outcome],
    format: Format,
    settings: &Settings,
    signature: &str,
    out: &mut Output,
    summary: &mut Summary,
) -> Result<()> {
    let mut writer = export::writer(format, settings.excel, settings.formula_guard);
    writer.begin(out)?;
    for outcome in outcomes {
        summary.add(outcome);
        match writer.article(&outcome.record(signature), out) {
            Err(error) if error.kind() == ErrorKind::Io => return Err(error),
            Err(error) => summary.problem(&error.to_string()),
            Ok(()) => {}
        }
    }
    writer.warnings().iter().for_each(|warning| summary.warn(warning));
    Ok(())
}

fn usage(message: impl Into<String>, remedy: &str) -> Error {
    Error::new(ErrorKind::Usage, message).remedy(remedy)
}

/// The format asked for, else the one the output file is named after, else CSV.
fn format(settings: &Settings, output: Option<&Path>) -> Result<Format> {
    let format = match (settings.format, output) {
        (Some(format), _) => format,
        (None, None) => Format::Csv,
        (None, Some(path)) if path.starts_with("/dev") => Format::Csv,
        (None, Some(path)) => {
            let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
            extension.parse().map_err(|_| {
                usage(
                    format!("{}: the name tells no format", path.display()),
                    "use -f csv, tsv, jsonl or vecalign",
                )
            })?
        }
    };
    if settings.excel && format != Format::Csv {
        return Err(usage(format!("--excel is for csv, not for {}", format.as_str()), "use -f csv"));
    }
    Ok(format)
}

impl Args {
    fn settings(&self) -> Result<Settings> {
        let on = |flag: bool| flag.then_some(true);
        self.common.settings(Partial {
            format: self.format,
            excel: on(self.excel),
            formula_guard: self.no_formula_guard.then_some(false),
            keep_furniture: on(self.keep_furniture),
            keep_code: on(self.keep_code),
            encoding: encodings(&self.encoding)?,
            ..Partial::default()
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
                Ok(found.jobs)
            }
            (1, _) => {
                Err(usage("one edition has no partner", "name two or three of --en, --zh-hans, --zh-hant"))
            }
            _ => {
                let file = |edition: Edition, path: &&Option<PathBuf>| {
                    path.as_ref().map(|path| JobFile { path: path.clone(), tag: Tag::from(edition) })
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
    let stem = match stem.rsplit_once(['.', '_']) {
        Some((rest, tag)) if tag.parse::<Tag>().is_ok() => rest.to_owned(),
        _ => stem,
    };
    if stem.parse::<Tag>().is_err() {
        return stem;
    }
    name(path.parent().and_then(Path::file_name)).unwrap_or(stem)
}

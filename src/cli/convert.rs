//! `trialign convert`: from any format that can be read to any that can be written.

use std::path::PathBuf;

use trialign::config::Format;
use trialign::error::{Error, ErrorKind, Result};
use trialign::pipeline::{self, Job, JobFile};
use trialign::text::{Article, Edition, PerEdition};

use super::export::Written;
use super::settings::Common;
use super::sink::Target;
use super::summary::{Level, say};

/// Convert ladders between formats: csv, xlsx, tsv, jsonl, vecalign, ladder, intertext, xces and tmx are read.
///
/// A ladder without texts (vecalign, ladder) gets them from --en, --zh-hans and --zh-hant, one sentence a line.
/// For intertext and xces IN is the file of the links; the texts it names lie beside it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  trialign convert sheet.csv -o sheet.tmx
  trialign convert a.en.zh-Hans.alignment.xml --from intertext -o a.jsonl
  trialign convert a.ladder --en a.en.txt --zh-hans a.zh.txt -o a.csv")]
pub struct Args {
    /// What to read.
    #[arg(value_name = "IN")]
    file: PathBuf,
    /// Its format; without it the extension decides.
    #[arg(long, value_name = "FORMAT", value_parser = str::parse::<Format>)]
    from: Option<Format>,
    /// The English text of the ladder, one sentence a line.
    #[arg(long, value_name = "FILE")]
    en: Option<PathBuf>,
    /// The Simplified Chinese text of the ladder.
    #[arg(long, value_name = "FILE")]
    zh_hans: Option<PathBuf>,
    /// The Traditional Chinese text of the ladder.
    #[arg(long, value_name = "FILE")]
    zh_hant: Option<PathBuf>,
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
    args.common.no_embeddings_file("convert")?;
    let settings = args.common.settings(args.target.partial())?;
    let from = match args.from {
        Some(from) => from,
        None => pipeline::format_of(&args.file)?,
    };
    let texts = args.texts(&settings)?;
    let numbers = matches!(from, Format::Vecalign | Format::Ladder);
    let to = args.target.format(&settings)?;
    if numbers && texts.is_none() && !matches!(to, Format::Vecalign | Format::Ladder) {
        return Err(Error::new(ErrorKind::Usage, format!("{} holds numbers, no texts", from.as_str()))
            .remedy("name the texts: --en, --zh-hans, --zh-hant"));
    }
    let found = pipeline::read_ladders(&args.file, Some(from), texts.as_ref())?;
    found.warnings.iter().for_each(|warning| say(Level::Warning, warning));
    let mut written = Written::new(args.target.open(&settings)?);
    for record in &found.records {
        written.add(record, |error| error.at(&args.file))?;
    }
    written.finish(&args.target.name(), args.quiet)
}

impl Args {
    /// The texts of the ladder, where they are named.
    fn texts(&self, settings: &trialign::config::Settings) -> Result<Option<Article>> {
        let named = PerEdition([&self.en, &self.zh_hans, &self.zh_hant]);
        if named.0.iter().all(|path| path.is_none()) {
            return Ok(None);
        }
        let file = |edition: Edition, path: &&Option<PathBuf>| {
            path.as_ref().map(|path| JobFile::named(path, edition))
        };
        let stem = self.file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let job = Job { id: stem, files: named.map(file), segmented: true };
        let (article, warnings) = pipeline::article(&job, settings)?;
        warnings.iter().for_each(|warning| say(Level::Warning, warning));
        Ok(Some(article))
    }
}

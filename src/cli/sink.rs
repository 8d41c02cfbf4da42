//! Where an export goes: its flags, its format, its writer, its stream.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use trialign::config::{Format, Partial, Settings};
use trialign::error::{Error, ErrorKind, Result};
use trialign::export::{self, Langs, Options, Record, Select, Writer};
use trialign::pipeline::review::Scripts;
use trialign::text::calendar;

use super::output::Output;

/// Flags of every subcommand that writes an export.
#[derive(Debug, clap::Args)]
pub struct Target {
    /// Where to write: a file, or a folder for a format with several files; standard output without it.
    /// An old file stays until the new one is whole.
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// csv, xlsx, tsv, jsonl, vecalign, ladder, intertext, xces, tmx, xliff, moses, bitextor, parquet, html or docx; without
    /// it the extension of the output decides, else csv.
    #[arg(short, long, value_name = "FORMAT", value_parser = str::parse::<Format>)]
    pub format: Option<Format>,
    /// CSV that Excel opens correctly: BOM, CRLF, all cells quoted, Excel's limits checked.
    #[arg(long)]
    pub excel: bool,
    /// Write cells that a spreadsheet would run as a formula as they are.
    #[arg(long)]
    pub no_formula_guard: bool,
    /// Language tags in TMX and XLIFF in place of zh-CN and zh-TW (or the region a file is named after): zh-SG,zh-HK.
    #[arg(long, value_name = "TAGS", value_parser = str::parse::<Langs>)]
    pub tmx_langs: Option<Langs>,
    /// TMX: a file for each pair of editions, in a folder.
    #[arg(long)]
    pub bilingual: bool,
    /// Leave out rows below this confidence, unless a person confirmed them: TMX, XLIFF, Moses, Bitextor.
    #[arg(long, value_name = "P", value_parser = probability)]
    pub min_confidence: Option<f64>,
    /// Leave out rows that say what a row before them says: TMX, XLIFF, Moses, Bitextor.
    #[arg(long)]
    pub no_duplicates: bool,
    /// Leave out rows without a letter, such as the numbers of a table: TMX, XLIFF, Moses, Bitextor.
    #[arg(long)]
    pub no_numbers: bool,
    /// Parquet: a folder with the layout and dataset card that Hugging Face reads.
    #[arg(long)]
    pub hf: bool,
}

impl Target {
    /// What these flags say of the settings.
    pub fn partial(&self) -> Partial {
        Partial {
            format: self.format,
            excel: self.excel.then_some(true),
            formula_guard: self.no_formula_guard.then_some(false),
            ..Partial::default()
        }
    }

    /// The format asked for, else the one the output file is named after, else CSV.
    pub fn format(&self, settings: &Settings) -> Result<Format> {
        let format = match (settings.format, self.output.as_deref()) {
            (Some(format), _) => format,
            (None, None) => Format::Csv,
            (None, Some(path)) if path.starts_with("/dev") => Format::Csv,
            (None, Some(path)) => named_after(path).ok_or_else(|| {
                let message = format!("{}: the name tells no format", path.display());
                usage(message, &format!("use -f with one of {}", Format::names()))
            })?,
        };
        let only = |flag: bool, name: &str, of: &[Format]| {
            if flag && !of.contains(&format) {
                let names: Vec<&str> = of.iter().map(|f| f.as_str()).collect();
                let message = format!("{name} is for {}, not for {}", names.join(" and "), format.as_str());
                return Err(usage(message, &format!("use -f {}", names[0])));
            }
            Ok(())
        };
        only(settings.excel, "--excel", &[Format::Csv])?;
        only(self.bilingual, "--bilingual", &[Format::Tmx])?;
        only(self.hf, "--hf", &[Format::Parquet])?;
        only(self.tmx_langs.is_some(), "--tmx-langs", &[Format::Tmx, Format::Xliff])?;
        let each = [Format::Tmx, Format::Xliff, Format::Moses, Format::Bitextor];
        only(self.min_confidence.is_some(), "--min-confidence", &each)?;
        only(self.no_duplicates, "--no-duplicates", &each)?;
        only(self.no_numbers, "--no-numbers", &each)?;
        Ok(format)
    }

    /// Opens what is to be written, before any work is done.
    pub fn open(&self, settings: &Settings) -> Result<Sink> {
        self.open_with(settings, false)
    }

    /// As [`Target::open`]; with `base` a sheet says what it was made from, so that it can come back.
    pub fn open_with(&self, settings: &Settings, base: bool) -> Result<Sink> {
        let format = self.format(settings)?;
        let mut options = Options::default();
        (options.excel, options.guard) = (settings.excel, settings.formula_guard);
        (options.base, options.date) = (base, Some(today()));
        options.select = Select {
            min_confidence: self.min_confidence,
            no_duplicates: self.no_duplicates,
            no_numbers: self.no_numbers,
        };
        options.langs = self.tmx_langs.clone().unwrap_or_default();
        (options.bilingual, options.hub) = (self.bilingual, self.hf);
        let itself = export::opens_itself(format, &options);
        let out = if itself {
            options.folder.clone_from(&self.output);
            Output::open(None)?
        } else {
            Output::open(self.output.as_deref())?
        };
        // What the two Chinese editions say otherwise is for people to read.
        let people = matches!(format, Format::Xlsx | Format::Html) || (format == Format::Csv && base);
        let scripts = if people { Some(Scripts::new()?) } else { None };
        let mut sink = Sink { writer: export::writer(format, &options)?, scripts, out, name: self.name() };
        sink.writer.begin(&mut sink.out).map_err(|e| named(e, &sink.name))?;
        Ok(sink)
    }

    /// What the output is called in a summary.
    pub fn name(&self) -> String {
        self.output.as_ref().map_or("standard output".into(), |path| path.display().to_string())
    }
}

fn probability(text: &str) -> std::result::Result<f64, String> {
    let value = text.parse().ok().filter(|p| (0.0..=1.0).contains(p));
    value.ok_or_else(|| format!("'{text}' is no confidence between 0 and 1"))
}

/// The day, as TMX has it: whole days, so that two runs on one day write the same bytes. `SOURCE_DATE_EPOCH` (see
/// reproducible-builds.org) replaces the clock.
pub fn today() -> String {
    let said = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.trim().parse::<i64>().ok());
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs() as i64);
    let (year, month, day) = calendar::civil(said.unwrap_or_else(clock).div_euclid(86_400));
    format!("{year:04}{month:02}{day:02}T000000Z")
}

/// The format an extension names.
pub fn named_after(path: &Path) -> Option<Format> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "htm" => "html".parse().ok(),
        "xlf" => Some(Format::Xliff),
        extension => extension.parse().ok(),
    }
}

fn usage(message: impl Into<String>, remedy: &str) -> Error {
    Error::new(ErrorKind::Usage, message).remedy(remedy)
}

/// An export that is being written.
pub struct Sink {
    writer: Box<dyn Writer>,
    scripts: Option<Scripts>,
    out: Output,
    name: String,
}

/// A writer does not know what its stream is called.
fn named(error: Error, name: &str) -> Error {
    match (error.kind(), error.path()) {
        (ErrorKind::Io, None) => error.at(name).remedy("make room, or write somewhere else"),
        _ => error,
    }
}

impl Sink {
    /// Writes an article. An error that is not `Io` concerns this article only.
    pub fn article(&mut self, record: &Record) -> Result<()> {
        let compared = self.scripts.as_ref().map(|scripts| {
            let mut record = record.clone();
            scripts.compare(&mut record);
            record
        });
        let record = compared.as_ref().unwrap_or(record);
        self.writer.article(record, &mut self.out).map_err(|e| named(e, &self.name))
    }

    /// All is written: the files take their names. Gives what a person should know.
    pub fn finish(mut self) -> Result<Vec<String>> {
        self.writer.end(&mut self.out).map_err(|e| named(e, &self.name))?;
        self.out.finish()?;
        Ok(self.writer.warnings().to_vec())
    }
}

//! The Python module `trialign._trialign`: the aligner, the segmenter, the check, and the command.

mod attend;
// The command is a module of two programs: `trialign` itself, and this one, so that one wheel brings both.
#[path = "../../src/cli/mod.rs"]
#[allow(dead_code)] // its `main` is for the other
mod cli;
mod corpus;
mod engine;

use std::ffi::OsString;
use std::path::PathBuf;

use pyo3::create_exception;
use pyo3::exceptions::{PyException, PyValueError};
use pyo3::prelude::*;
use trialign::check::glossary::Glossary;
use trialign::check::render::{Report, ReportFormat};
use trialign::config::{Format, Partial, Settings};
use trialign::error::{Error, ErrorKind, Result};
use trialign::pipeline;
use trialign::pipeline::build::rows;
use trialign::pipeline::check::{CheckOptions, known_rules};
use trialign::segment::cut_text;
use trialign::text::Tag;

use attend::attended;
use engine::Engine;

create_exception!(
    trialign,
    TrialignError,
    PyException,
    "Something could not be done; the message names the place and the remedy."
);

fn failed(error: Error) -> PyErr {
    TrialignError::new_err(error.to_string())
}

/// Settings from JSON with the keys of `trialign.toml`.
fn settings(config: &str) -> PyResult<Settings> {
    let wrong = |message: String| PyValueError::new_err(format!("config: {message}"));
    let partial: Partial = serde_json::from_str(config).map_err(|e| wrong(e.to_string()))?;
    // The same checks as for the file.
    let settings = partial.resolve();
    trialign::config::parse(&settings.dump(), "config".as_ref()).map_err(|e| wrong(e.to_string()))?;
    Ok(settings)
}

/// The sentences of a text, as pairs of the first character and one past the last.
#[pyfunction]
fn segment(py: Python<'_>, text: String, lang: &str) -> PyResult<Vec<(usize, usize)>> {
    let tag: Tag = lang.parse().map_err(PyValueError::new_err)?;
    attended(py, move || {
        let ranges = cut_text(tag.edition, &text);
        // Python counts characters, not bytes; the ranges go forward.
        let (mut at, mut count) = (0, 0);
        let mut place = |byte: usize| {
            if byte < at {
                (at, count) = (0, 0);
            }
            count += text[at..byte].chars().count();
            at = byte;
            count
        };
        ranges.into_iter().map(|range| (place(range.start), place(range.end))).collect()
    })
}

/// What `trialign check` reports of some folders, as its JSON, and what could not be read.
#[pyfunction]
fn check(py: Python<'_>, paths: Vec<PathBuf>, config: &str) -> PyResult<(String, Vec<String>)> {
    let settings = settings(config)?;
    attended(py, move || checked(&paths, settings))?.map_err(failed)
}

fn checked(paths: &[PathBuf], mut settings: Settings) -> Result<(String, Vec<String>)> {
    known_rules(&settings)?;
    let options = cli::settings::Recognition::default().options(&settings.check, false)?;
    let found = cli::articles::find(paths, &options, settings.check.all_versions)?;
    if settings.editions.is_empty() {
        settings.editions = trialign::pipeline::expected_editions(&found.jobs, &settings);
    }
    let glossary = settings.check.glossary.as_deref().map(Glossary::read).transpose()?.unwrap_or_default();
    let mut options = CheckOptions::default();
    (options.settings, options.glossary, options.twice) = (settings, glossary, found.twice);
    let checked = pipeline::check::run(&found.jobs, &options, &|_| {})?;
    let report = Report { findings: &checked.findings, articles: &checked.articles, colour: false };
    let problems = found.problems.iter().map(ToString::to_string).chain(checked.problems.iter().cloned());
    Ok((report.render(ReportFormat::Json), problems.collect()))
}

/// The records in a file of any format that `trialign convert` reads, as JSONL.
#[pyfunction]
fn read(py: Python<'_>, path: PathBuf, format: Option<&str>) -> PyResult<Vec<String>> {
    let format: Option<Format> = format.map(str::parse).transpose().map_err(PyValueError::new_err)?;
    let work = move || {
        let found = pipeline::read_ladders(&path, format, None)?;
        let line =
            |record| serde_json::to_string(record).map_err(|e| Error::new(ErrorKind::Input, e.to_string()));
        found.records.iter().map(line).collect::<Result<Vec<String>>>()
    };
    attended(py, work)?.map_err(failed)
}

/// The command: its arguments, without its name; gives the exit code.
#[pyfunction]
fn run(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    let call: Vec<OsString> = std::iter::once(OsString::from("trialign")).chain(arguments).collect();
    py.detach(|| cli::run_from(call))
}

#[pymodule]
fn _trialign(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("TrialignError", module.py().get_type::<TrialignError>())?;
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<Engine>()?;
    module.add_class::<corpus::Corpus>()?;
    module.add_class::<corpus::NearDuplicates>()?;
    module.add("FILTERS", rows::NAMES.to_vec())?;
    module.add("COLUMNS", rows::COLUMNS.to_vec())?;
    for function in [
        wrap_pyfunction!(segment, module)?,
        wrap_pyfunction!(check, module)?,
        wrap_pyfunction!(read, module)?,
        wrap_pyfunction!(run, module)?,
        wrap_pyfunction!(corpus::rank, module)?,
        wrap_pyfunction!(corpus::exact_key, module)?,
        wrap_pyfunction!(corpus::near_keys, module)?,
        wrap_pyfunction!(corpus::side_keys, module)?,
        wrap_pyfunction!(corpus::leaks, module)?,
    ] {
        module.add_function(function)?;
    }
    Ok(())
}

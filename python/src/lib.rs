//! The Python module `trialign._trialign`: the aligner, the segmenter, the check, and the command.

#[path = "../../src/cli/mod.rs"]
mod cli;

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use pyo3::create_exception;
use pyo3::exceptions::{PyException, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use trialign::align::Aligner;
use trialign::check::glossary::Glossary;
use trialign::check::render::{Report, ReportFormat};
use trialign::config::{Format, Partial, Settings};
use trialign::error::Error;
use trialign::export::read::{Input, read as read_format};
use trialign::pipeline;
use trialign::pipeline::check::CheckOptions;
use trialign::pipeline::stream::{StreamOptions, records};
use trialign::segment::cut_text;
use trialign::text::Tag;

create_exception!(
    trialign,
    TrialignError,
    PyException,
    "Something could not be done; the message names the place and the remedy."
);

/// Documents between two looks at whether Ctrl+C was pressed, for each thread.
const AT_ONCE: usize = 8;

fn failed(error: Error) -> PyErr {
    TrialignError::new_err(error.to_string())
}

/// Settings from JSON with the keys of `trialign.toml`.
fn settings(config: &str) -> PyResult<Settings> {
    let partial: Partial =
        serde_json::from_str(config).map_err(|e| PyValueError::new_err(format!("config: {e}")))?;
    Ok(partial.resolve())
}

/// Aligns lines of JSONL as `trialign stream` does.
#[pyclass(frozen, module = "trialign._trialign")]
struct Engine {
    aligner: Arc<Aligner>,
    options: StreamOptions,
}

#[pymethods]
impl Engine {
    #[new]
    fn new(py: Python<'_>, config: &str, max_document: usize) -> PyResult<Self> {
        let settings = settings(config)?;
        if settings.embeddings_file.is_some() {
            return Err(PyValueError::new_err("embeddings-file is for articles that are known before"));
        }
        let aligner = py.detach(|| pipeline::aligner(&settings)).map_err(failed)?;
        let signature = pipeline::signature(&settings, &aligner);
        Ok(Engine {
            aligner: Arc::new(aligner),
            options: StreamOptions { settings, signature, max_document },
        })
    }

    /// What made the records: version, weights, settings.
    #[getter]
    fn signature(&self) -> &str {
        &self.options.signature
    }

    /// A record for each line, in order, on `threads` threads that end with the call.
    fn records<'py>(
        &self,
        py: Python<'py>,
        lines: Vec<Vec<u8>>,
        first: usize,
        threads: usize,
    ) -> PyResult<Vec<Bound<'py, PyBytes>>> {
        let mut options = self.options.clone();
        options.settings.threads = threads;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let step = AT_ONCE * if threads == 0 { cores } else { threads };
        let mut out = Vec::with_capacity(lines.len());
        let mut lines = lines.into_iter();
        loop {
            let some: Vec<Vec<u8>> = lines.by_ref().take(step).collect();
            if some.is_empty() {
                return Ok(out);
            }
            let number = first + out.len();
            let done = py.detach(|| records(some, number, &self.aligner, &options)).map_err(failed)?;
            out.extend(done.iter().map(|record| PyBytes::new(py, record)));
            py.check_signals()?;
        }
    }
}

/// The sentences of a text, as pairs of the first character and one past the last.
#[pyfunction]
fn segment(py: Python<'_>, text: &str, lang: &str) -> PyResult<Vec<(usize, usize)>> {
    let tag: Tag = lang.parse().map_err(PyValueError::new_err)?;
    let ranges = py.detach(|| cut_text(tag.edition, text));
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
    Ok(ranges.into_iter().map(|range| (place(range.start), place(range.end))).collect())
}

/// What `trialign check` reports of some folders, as its JSON.
#[pyfunction]
fn check(py: Python<'_>, paths: Vec<PathBuf>, config: &str) -> PyResult<String> {
    let mut settings = settings(config)?;
    py.detach(|| {
        let found = pipeline::find(&paths, false)?;
        if settings.editions.is_empty() {
            let any = |e: &trialign::text::Edition| found.jobs.iter().any(|job| job.files[*e].is_some());
            settings.editions = trialign::text::Edition::ALL.into_iter().filter(any).collect();
        }
        let glossary =
            settings.check.glossary.as_deref().map(Glossary::read).transpose()?.unwrap_or_default();
        let options = CheckOptions {
            settings,
            glossary,
            lock: Default::default(),
            behind: Default::default(),
            twice: Default::default(),
            cache: None,
        };
        let checked = pipeline::check::run(&found.jobs, &options, &|_| {})?;
        let report = Report { findings: &checked.findings, articles: &checked.articles, colour: false };
        Ok(report.render(ReportFormat::Json))
    })
    .map_err(failed)
}

/// The records in a file that trialign reads back (JSONL, CSV, TSV, TMX), as JSONL.
#[pyfunction]
fn read(py: Python<'_>, path: PathBuf) -> PyResult<Vec<String>> {
    py.detach(|| {
        let wrong = |message: String| Error::new(trialign::error::ErrorKind::Usage, message);
        let name = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        let format: Format = name.parse().map_err(wrong)?;
        let bytes = std::fs::read(&path).map_err(|e| Error::io(&path, &e))?;
        let cut = |edition, text: &str| {
            cut_text(edition, text).into_iter().map(|range| text[range].trim().to_owned()).collect()
        };
        let open = |other: &std::path::Path| std::fs::read(other).map_err(|e| Error::io(other, &e));
        let input = Input { path: &path, texts: None, cut: &cut, open: &open };
        let found = read_format(format, &bytes, &input)?;
        let line = |record| serde_json::to_string(record).map_err(|e| wrong(e.to_string()));
        found.records.iter().map(line).collect::<Result<Vec<String>, Error>>()
    })
    .map_err(failed)
}

/// The command: its arguments, without its name; gives the exit code.
#[pyfunction]
fn run(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    let call = std::iter::once(OsString::from("trialign")).chain(arguments);
    let call: Vec<OsString> = call.collect();
    py.detach(|| cli::run_from(call))
}

#[pymodule]
fn _trialign(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("TrialignError", module.py().get_type::<TrialignError>())?;
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<Engine>()?;
    for function in [
        wrap_pyfunction!(segment, module)?,
        wrap_pyfunction!(check, module)?,
        wrap_pyfunction!(read, module)?,
        wrap_pyfunction!(run, module)?,
    ] {
        module.add_function(function)?;
    }
    Ok(())
}

//! The aligner, for lines of JSONL.

use std::sync::Arc;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use trialign::align::Aligner;
use trialign::config::MAX_THREADS;
use trialign::pipeline;
use trialign::pipeline::stream::{StreamOptions, records};

use crate::attend::attended;
use crate::{failed, settings};

/// Documents a thread that are worked on between two results.
const AT_ONCE: usize = 8;

/// Aligns lines of JSONL as `trialign stream` does.
#[pyclass(frozen, module = "trialign._trialign")]
pub struct Engine {
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
        let own = settings.clone();
        let aligner = attended(py, move || pipeline::aligner(&own))?.map_err(failed)?;
        let signature = pipeline::signature(&settings, &aligner);
        let mut options = StreamOptions::new(settings, signature);
        options.max_document = max_document;
        Ok(Engine { aligner: Arc::new(aligner), options })
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
        if threads > MAX_THREADS {
            return Err(PyValueError::new_err(format!(
                "threads is at most {MAX_THREADS}; 0 means as many as there are cores"
            )));
        }
        let mut options = self.options.clone();
        options.settings.threads = threads;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let step = AT_ONCE * if threads == 0 { cores } else { threads };
        let options = Arc::new(options);
        let mut out = Vec::with_capacity(lines.len());
        let mut lines = lines.into_iter();
        loop {
            let some: Vec<Vec<u8>> = lines.by_ref().take(step).collect();
            if some.is_empty() {
                return Ok(out);
            }
            let number = first + out.len();
            let (aligner, options) = (Arc::clone(&self.aligner), Arc::clone(&options));
            let done = attended(py, move || records(some, number, &aligner, &options))?.map_err(failed)?;
            out.extend(done.iter().map(|record| PyBytes::new(py, record)));
        }
    }
}

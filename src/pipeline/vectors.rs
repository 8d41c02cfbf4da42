//! The sentence vectors that the settings of a run ask for.

use std::path::Path;
use std::sync::Arc;

use crate::align::{Aligner, Weights};
use crate::config::Settings;
use crate::error::{Error, ErrorKind, Result};
use crate::evidence::vectors::{self, EmbeddingsFile, EmbeddingsServer, ServerOptions, Vectors};

/// The environment variable with the key of an embeddings server.
pub const KEY_VARIABLE: &str = "TRIALIGN_EMBEDDINGS_KEY";

/// The source of vectors; `None` for none.
///
/// # Errors
/// `Usage` where two are named; as the source where it cannot be opened.
pub fn open(settings: &Settings) -> Result<Option<Arc<dyn Vectors>>> {
    let named =
        [settings.vectors != "off", settings.embeddings.is_some(), settings.embeddings_file.is_some()];
    if named.iter().filter(|n| **n).count() > 1 {
        return Err(Error::new(ErrorKind::Usage, "more than one source of sentence vectors")
            .remedy("use one of --vectors, --embeddings and --embeddings-file"));
    }
    if let Some(url) = &settings.embeddings {
        let mut options = ServerOptions::new(url);
        options.key = std::env::var(KEY_VARIABLE).ok().filter(|key| !key.is_empty());
        if let Some(model) = &settings.embeddings_model {
            options.model.clone_from(model);
        }
        return Ok(Some(Arc::new(EmbeddingsServer::new(options)?)));
    }
    if let Some(path) = &settings.embeddings_file {
        return Ok(Some(Arc::new(EmbeddingsFile::read(path)?)));
    }
    match settings.vectors.as_str() {
        "off" => Ok(None),
        "auto" => vectors::open_stored(),
        path => vectors::open(Path::new(path)).map(Some),
    }
}

/// An aligner with these weights, and with these vectors where there are some.
///
/// # Errors
/// As [`Aligner::new`] and [`Aligner::with_vectors`].
pub(super) fn aligner(weights: &Weights, vectors: Option<&Arc<dyn Vectors>>) -> Result<Aligner> {
    match vectors {
        None => Aligner::new(weights),
        Some(vectors) => Aligner::with_vectors(weights, vectors.clone()),
    }
}

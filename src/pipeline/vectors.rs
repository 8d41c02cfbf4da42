//! The sentence vectors that the settings of a run ask for.

#[cfg(feature = "encoder")]
use std::path::Path;
use std::sync::Arc;

use crate::align::{Aligner, Weights};
use crate::config::Settings;
use crate::error::{Error, ErrorKind, Result};
#[cfg(feature = "encoder")]
use crate::evidence::vectors;
use crate::evidence::vectors::Vectors;
#[cfg(feature = "embeddings")]
use crate::evidence::vectors::{EmbeddingsFile, EmbeddingsServer, ServerOptions};

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
    #[cfg(feature = "embeddings")]
    if let Some(url) = &settings.embeddings {
        let mut options = ServerOptions::new(url);
        options.key = std::env::var(KEY_VARIABLE).ok().filter(|key| !key.is_empty());
        if let Some(model) = &settings.embeddings_model {
            options.model.clone_from(model);
        }
        return Ok(Some(Arc::new(EmbeddingsServer::new(options)?)));
    }
    #[cfg(feature = "embeddings")]
    if let Some(path) = &settings.embeddings_file {
        return Ok(Some(Arc::new(EmbeddingsFile::read(path)?)));
    }
    #[cfg(not(feature = "embeddings"))]
    if settings.embeddings.is_some() || settings.embeddings_file.is_some() {
        return Err(left_out("embeddings"));
    }
    match settings.vectors.as_str() {
        "off" => Ok(None),
        #[cfg(feature = "encoder")]
        "auto" => vectors::open_stored(),
        #[cfg(feature = "encoder")]
        path => vectors::open(Path::new(path)).map(Some),
        #[cfg(not(feature = "encoder"))]
        _ => Err(left_out("encoder")),
    }
}

/// Vectors that this build was made without.
#[cfg(not(all(feature = "embeddings", feature = "encoder")))]
fn left_out(feature: &str) -> Error {
    Error::new(ErrorKind::Usage, "this build has no such sentence vectors")
        .remedy(format!("build it with the feature `{feature}`"))
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

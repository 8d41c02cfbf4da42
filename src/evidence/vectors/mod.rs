//! Sentence vectors: from the built-in encoder, from an embeddings server, or from a file of your own.

#[cfg(feature = "encoder")]
mod arrays;
#[cfg(feature = "encoder")]
mod cache;
mod dot;
#[cfg(feature = "embeddings")]
mod embeddings_file;
#[cfg(feature = "embeddings")]
mod embeddings_server;
#[cfg(feature = "encoder")]
mod encoded;
#[cfg(feature = "encoder")]
mod encoder;
#[cfg(feature = "encoder")]
mod head;
#[cfg(feature = "encoder")]
mod kernels;
#[cfg(feature = "encoder")]
mod npy;
#[cfg(feature = "encoder")]
mod package;
#[cfg(feature = "encoder")]
mod pieces;
#[cfg(feature = "encoder")]
mod product;
#[cfg(feature = "encoder")]
mod rows;
mod runs;
#[cfg(feature = "encoder")]
mod size;
mod source;
#[cfg(feature = "encoder")]
mod store;
#[cfg(feature = "encoder")]
mod table;
#[cfg(feature = "encoder")]
mod tokenizer;
#[cfg(feature = "encoder")]
mod trie;

#[cfg(feature = "encoder")]
use std::path::Path;
#[cfg(feature = "encoder")]
use std::sync::Arc;

#[cfg(feature = "embeddings")]
pub use embeddings_file::EmbeddingsFile;
#[cfg(feature = "embeddings")]
pub use embeddings_server::{EmbeddingsServer, ServerOptions};
#[cfg(feature = "encoder")]
pub use encoder::Encoder;
#[cfg(feature = "encoder")]
pub use package::{PACKAGE, VERSION};
pub use runs::Runs;
#[cfg(feature = "encoder")]
pub use size::Sum;
pub use source::{Line, Vectors};
#[cfg(feature = "encoder")]
pub use store::{FOLDER_VARIABLE, Stored, folder, list, verify};
#[cfg(feature = "encoder")]
pub use table::DIMENSION;

#[cfg(feature = "encoder")]
use crate::error::Result;

/// Opens the encoder: a wheel, an unpacked folder, or a stored file.
///
/// # Errors
/// `Io` or `Input` where it is not there, damaged, or of another version.
#[cfg(feature = "encoder")]
pub fn encoder(path: &Path) -> Result<Encoder> {
    let model = if store::is_stored(path) { store::read(path)? } else { package::read(path)? };
    Encoder::new(model).map_err(|e| e.at(path))
}

/// The encoder of a path as a source of vectors.
///
/// # Errors
/// See [`encoder`].
#[cfg(feature = "encoder")]
pub fn open(path: &Path) -> Result<Arc<dyn Vectors>> {
    Ok(Arc::new(encoded::Encoded::new(encoder(path)?)))
}

/// The encoder kept in the user's data folder; `None` where none was added.
///
/// # Errors
/// Where it is there and damaged.
#[cfg(feature = "encoder")]
pub fn open_stored() -> Result<Option<Arc<dyn Vectors>>> {
    let Ok(folder) = folder() else { return Ok(None) };
    list(&folder).first().map(|stored| open(&stored.path)).transpose()
}

/// Checks a package and keeps it in `folder`.
///
/// # Errors
/// `Input` where it is another package or damaged, `Io` where it cannot be kept.
#[cfg(feature = "encoder")]
pub fn add(package: &Path, folder: &Path) -> Result<Stored> {
    store::write(&package::read(package)?, folder)
}

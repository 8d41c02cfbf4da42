//! Sentence vectors: from the built-in encoder, from an embeddings server, or from a file of your own.

mod arrays;
mod cache;
mod embeddings_file;
mod embeddings_server;
mod encoded;
mod encoder;
mod head;
mod kernels;
mod npy;
mod package;
mod pieces;
mod product;
mod rows;
mod runs;
mod store;
mod table;
mod tokenizer;
mod trie;

use std::path::Path;
use std::sync::Arc;

pub use embeddings_file::EmbeddingsFile;
pub use embeddings_server::{EmbeddingsServer, ServerOptions};
pub use encoder::{Encoder, Sum};
pub use package::{PACKAGE, VERSION};
pub use runs::Runs;
pub use store::{FOLDER_VARIABLE, Stored, folder, list, verify};
pub use table::DIMENSION;

use crate::error::Result;
use crate::text::Segment;

/// The segments of one line, a run for each edition it has.
pub type Line<'a> = Vec<&'a [Segment]>;

/// Where vectors come from; shared by all threads.
pub trait Vectors: Send + Sync {
    /// What made the vectors, for the signature of a record.
    fn signature(&self) -> String;

    /// Hears all texts of a run, in order, before any vector is asked for.
    ///
    /// # Errors
    /// Where it has vectors for other texts.
    fn know(&self, texts: &[&str]) -> Result<()> {
        let _ = texts;
        Ok(())
    }

    /// The vectors of a side's joined runs.
    ///
    /// # Errors
    /// Where a vector cannot be had: there is never a made-up one.
    fn runs(&self, lines: &[Line<'_>]) -> Result<Arc<Runs>>;
}

/// Opens the encoder: a wheel, an unpacked folder, or a stored file.
///
/// # Errors
/// `Io` or `Input` where it is not there, damaged, or of another version.
pub fn encoder(path: &Path) -> Result<Encoder> {
    let model = if store::is_stored(path) { store::read(path)? } else { package::read(path)? };
    Encoder::new(model).map_err(|e| e.at(path))
}

/// The encoder of a path as a source of vectors.
///
/// # Errors
/// See [`encoder`].
pub fn open(path: &Path) -> Result<Arc<dyn Vectors>> {
    Ok(Arc::new(encoded::Encoded::new(encoder(path)?)))
}

/// The encoder kept in the user's data folder; `None` where none was added.
///
/// # Errors
/// Where it is there and damaged.
pub fn open_stored() -> Result<Option<Arc<dyn Vectors>>> {
    let Ok(folder) = folder() else { return Ok(None) };
    list(&folder).first().map(|stored| open(&stored.path)).transpose()
}

/// Checks a package and keeps it in `folder`.
///
/// # Errors
/// `Input` where it is another package or damaged, `Io` where it cannot be kept.
pub fn add(package: &Path, folder: &Path) -> Result<Stored> {
    store::write(&package::read(package)?, folder)
}

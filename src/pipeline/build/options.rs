//! What `build` is asked for.

use super::Pair;
use crate::config::Settings;
use crate::pipeline::stream::MAX_DOCUMENT;

/// Articles a shard, where nobody says otherwise.
pub const SHARD: usize = 64;

/// The splits; text of one is kept out of those after it.
pub(super) const SPLITS: [&str; 3] = ["train", "dev", "test"];

/// How a corpus is built.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct BuildOptions {
    /// Settings of reading and aligning, and what the filters take.
    pub settings: Settings,
    /// Articles a shard.
    pub shard: usize,
    /// A longer line of a JSONL input becomes an error record; bytes.
    pub max_document: usize,
    /// The pairs of editions that are judged and written.
    pub pairs: Vec<Pair>,
    /// Outputs beside the table: jsonl, moses, tmx, parquet.
    pub formats: Vec<crate::config::Format>,
    /// Parts of a thousand of the articles that go to dev and test.
    pub held_out: [u32; 2],
    /// The licence named in the dataset card.
    pub license: String,
}

impl BuildOptions {
    /// All pairs, the table alone, ten articles in a thousand each for dev and test, no licence.
    pub fn new(settings: Settings) -> BuildOptions {
        BuildOptions {
            settings,
            shard: SHARD,
            max_document: MAX_DOCUMENT,
            pairs: Pair::ALL.to_vec(),
            formats: Vec::new(),
            held_out: [10, 10],
            license: String::new(),
        }
    }
}

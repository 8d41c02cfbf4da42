//! Makes the tables of `trialign-data` from CC-CEDICT, jieba's dictionary and OpenCC's tables.

mod association;
mod gloss;
mod opencc;
mod sources;
#[path = "../../src/evidence/stem.rs"]
#[allow(dead_code)]
mod stem;
pub mod tables;

pub use sources::Sources;

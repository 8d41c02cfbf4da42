//! Makes the tables of `trialign-data` from CC-CEDICT, jieba's dictionary and OpenCC's tables, and the list of crates in
//! THIRD-PARTY.md.

mod association;
mod gloss;
pub mod licences;
mod opencc;
mod sources;
#[path = "../../src/evidence/stem.rs"]
#[allow(dead_code)]
mod stem;
pub mod tables;
#[path = "."]
mod text {
    #[path = "../../src/text/han.rs"]
    #[allow(dead_code)]
    pub mod han;
}

pub use sources::Sources;

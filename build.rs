//! Makes the compact lexicon tables from CC-CEDICT (in the `chinese_dictionary` crate, CC BY-SA 4.0) and the
//! word counts of jieba's dictionary (in the `jieba-rs` crate, MIT). See `build/` for the parts.

#[path = "build/association.rs"]
mod association;
#[path = "build/dictionary.rs"]
mod dictionary;
#[path = "build/gloss.rs"]
mod gloss;
#[path = "src/evidence/stem.rs"]
#[allow(dead_code)]
mod stem;
#[path = "build/tables.rs"]
mod tables;

use std::path::PathBuf;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=build");
    println!("cargo:rerun-if-changed=src/evidence/stem.rs");
    println!("cargo:rerun-if-changed=Cargo.lock");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let sources = dictionary::Sources::locate();
    let entries = dictionary::entries(&sources);
    tables::write_all(&out, &entries, &dictionary::word_counts(&sources));
}

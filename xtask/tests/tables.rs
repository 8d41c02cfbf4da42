//! The tables that are checked in are those that their sources make.

use xtask::{Sources, tables};

#[test]
fn checked_in_tables_are_what_the_sources_make() {
    let sources = Sources::installed();
    if !sources.missing().is_empty() {
        eprintln!("SKIPPED: not installed: {} (see data/README.md)", sources.missing().join(", "));
        return;
    }
    let made = tables::all(&sources).unwrap();
    let checked_in = [
        ("lexicon.bin", trialign_data::LEXICON),
        ("hans_only.txt", trialign_data::HANS_ONLY.as_bytes()),
        ("hant_only.txt", trialign_data::HANT_ONLY.as_bytes()),
        ("fold.bin", trialign_data::FOLD),
        ("region_terms.tsv", trialign_data::REGION_TERMS.as_bytes()),
    ];
    for ((name, bytes), (expected, table)) in made.iter().zip(checked_in) {
        assert_eq!(*name, expected);
        assert!(bytes == table, "data/tables/{name} is not what its sources make: run `cargo xtask tables`");
    }
    assert_eq!(made.len(), checked_in.len());
}

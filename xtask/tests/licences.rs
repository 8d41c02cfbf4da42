//! THIRD-PARTY.md names every crate that is compiled into the command.

use std::path::Path;

use xtask::licences;

#[test]
fn every_crate_in_the_command_is_named() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let Some(made) = licences::third_party(&root).unwrap() else {
        eprintln!("SKIPPED: cargo has not fetched the crates of every system: run `cargo fetch`");
        return;
    };
    let there = std::fs::read_to_string(root.join("THIRD-PARTY.md")).unwrap();
    assert!(there == made, "THIRD-PARTY.md is not what is compiled in: run `cargo xtask licences`");
    assert!(made.contains("| MPL-2.0 |") && made.lines().count() > 100, "the list is not whole");
}

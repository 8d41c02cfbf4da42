//! Tests that need what is not on every machine.

use std::io::Write;

/// Says that a test did not run because `needs` is missing; fails where `TRIALIGN_REQUIRE` names it, or says `all`.
///
/// Written past the test harness, which hides what a passing test prints: a skip that nobody sees is a test that
/// nobody has.
#[track_caller]
pub fn skip(needs: &str, why: &str) {
    let required = std::env::var("TRIALIGN_REQUIRE").unwrap_or_default();
    let wanted = required.split(',').map(str::trim).any(|name| name == "all" || name == needs);
    assert!(!wanted, "TRIALIGN_REQUIRE names {needs}, and it is not here: {why}");
    let test = std::thread::current().name().unwrap_or("a test").to_owned();
    let _ = writeln!(std::io::stderr(), "SKIPPED {test}, needs {needs}: {why}");
}

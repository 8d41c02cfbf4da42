//! The `trialign` command.
fn main() {}

//! What `trialign check` finds in a folder.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

/// The findings of a run without settings and cache, in the order of the report.
pub fn findings(folder: &Path) -> Vec<Value> {
    let done = Command::new(env!("CARGO_BIN_EXE_trialign"))
        .args(["check", ".", "--format", "json", "--quiet", "--no-cache", "--isolated"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&done.stdout).unwrap();
    report["findings"].as_array().unwrap().clone()
}

/// A field of a finding that is a text.
pub fn text(finding: &Value, key: &str) -> String {
    finding[key].as_str().unwrap_or_default().to_owned()
}

//! The public face of the library: what somebody may build on is listed, and the list changes only on purpose.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

const LISTING: &str = "tests/public-api.txt";

/// The file of a module that is declared in `file`.
fn module(file: &Path, name: &str) -> PathBuf {
    let own = match file.file_stem().and_then(|stem| stem.to_str()) {
        Some("lib" | "mod") => file.parent().unwrap().to_path_buf(),
        _ => file.with_extension(""),
    };
    let flat = own.join(format!("{name}.rs"));
    if flat.is_file() { flat } else { own.join(name).join("mod.rs") }
}

/// Adds what a file shows: its items, and what can be used of its public types. The code is as rustfmt sets it.
fn list(file: &Path, path: &str, out: &mut String) {
    let text = fs::read_to_string(file).unwrap();
    let code = text.split("\n#[cfg(test)]\nmod tests").next().unwrap();
    let mut lines = code.lines().peekable();
    let (mut outer, mut hidden) = (None::<String>, false);
    while let Some(line) = lines.next() {
        if line.trim() == "#[doc(hidden)]" {
            hidden = true;
            continue;
        }
        let depth = line.len() - line.trim_start().len();
        if depth == 0 && line.starts_with('}') {
            outer = None;
        }
        if depth == 0 && (line.starts_with("impl ") || line.starts_with("impl<")) {
            outer = Some(line.trim_end_matches(" {").to_owned());
            continue;
        }
        let shown = line.trim_start();
        // What a module hands on of one that is its own is public too.
        let own = line.strip_prefix("mod ").map(|rest| rest.trim_end_matches(';'));
        if let Some(name) = own.filter(|name| code.contains(&format!("\npub use {name}::"))) {
            list(&module(file, name), &format!("{path}::{name}"), out);
            continue;
        }
        let public = shown.starts_with("pub ") && (depth == 0 || depth == 4 && outer.is_some());
        let variant = depth == 4 && outer.as_ref().is_some_and(|outer| outer.starts_with("pub enum "));
        let asked = depth == 4 && outer.as_ref().is_some_and(|outer| outer.starts_with("pub trait "));
        let declares =
            public || variant && shown.starts_with(char::is_uppercase) || asked && shown.starts_with("fn ");
        if !declares {
            hidden &= shown.starts_with("//") || shown.starts_with('#');
            continue;
        }
        let mut item = shown.to_owned();
        while !item.ends_with(['{', ';', ',', '}']) {
            let Some(more) = lines.next() else { break };
            item.push(' ');
            item.push_str(more.trim());
        }
        if item.starts_with("pub use ") {
            while !item.ends_with(';') {
                item.push_str(lines.next().unwrap_or(";").trim());
            }
        } else if item.contains("fn ") && !item.ends_with(['{', ';']) {
            while !item.ends_with(['{', ';']) {
                item.push_str(lines.next().unwrap_or(";").trim());
            }
        }
        if depth == 0 && item.ends_with('{') && !item.contains("fn ") {
            outer = Some(item.clone());
        }
        let item = item.trim_end_matches([' ', '{', ';', ',']);
        if std::mem::take(&mut hidden) {
            continue;
        }
        match item.strip_prefix("pub mod ") {
            Some(name) => list(&module(file, name), &format!("{path}::{name}"), out),
            None => {
                let inner = outer.as_ref().filter(|_| depth == 4).map(|outer| format!("{outer}: "));
                let inner =
                    inner.map(|inner| inner.replace(" {", "").replace("pub ", "")).unwrap_or_default();
                writeln!(out, "{path}: {inner}{item}").unwrap();
            }
        }
    }
}

#[test]
fn the_public_face_changes_only_on_purpose() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = String::new();
    list(&root.join("src/lib.rs"), "trialign", &mut found);
    let path = root.join(LISTING);
    if std::env::var_os("TRIALIGN_UPDATE").is_some() {
        fs::write(&path, found).unwrap();
        return;
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    let only = |a: &str, b: &str| {
        a.lines().filter(|line| !b.lines().any(|l| l == *line)).collect::<Vec<_>>().join("\n  ")
    };
    assert!(
        known == found,
        "{LISTING} says otherwise (run with TRIALIGN_UPDATE=1 where that is meant)\nnew:\n  {}\ngone:\n  {}",
        only(&found, &known),
        only(&known, &found)
    );
}

//! A stage depends on `error`, `text`, `bead` and `config`, never on another stage.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What every stage may use.
const GROUND: [&str; 4] = ["error", "text", "bead", "config"];
/// Modules that are plain data, and what each may use.
const DATA: [(&str, &[&str]); 4] =
    [("error", &[]), ("text", &[]), ("bead", &["text", "error"]), ("config", &["text", "error"])];
/// These see everything.
const TOP: [&str; 4] = ["pipeline", "cli", "main", "lib"];

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// The modules named after `crate::` in the code of a file; documentation is left out.
fn uses(text: &str) -> BTreeSet<String> {
    let code: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line.trim(), " "])
        .collect();
    let mut found = BTreeSet::new();
    for after in code.split("crate::").skip(1) {
        let list = match after.strip_prefix('{') {
            Some(group) => top_level(group),
            None => vec![after.to_owned()],
        };
        for item in list {
            let name: String =
                item.trim().chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            if !name.is_empty() && name.starts_with(|c: char| c.is_ascii_lowercase()) {
                found.insert(name);
            }
        }
    }
    found
}

/// The items of a `{…}` group, without what is nested in them.
fn top_level(group: &str) -> Vec<String> {
    let (mut depth, mut items) = (0, vec![String::new()]);
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => items.push(String::new()),
            _ if depth == 0 => items.last_mut().unwrap().push(c),
            _ => {}
        }
    }
    items
}

fn allowed(module: &str, used: &str) -> bool {
    if module == used || TOP.contains(&module) {
        return true;
    }
    if let Some((_, may)) = DATA.iter().find(|(name, _)| *name == module) {
        return may.contains(&used);
    }
    GROUND.contains(&used) || (module, used) == ("align", "evidence")
}

#[test]
fn no_stage_depends_on_another() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    files.sort();
    let mut breaches = Vec::new();
    for path in files {
        let below = path.strip_prefix(&root).unwrap();
        let first = below.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
        let module = first.trim_end_matches(".rs");
        for used in uses(&fs::read_to_string(&path).unwrap()) {
            if !allowed(module, &used) {
                breaches.push(format!("src/{}: {module} uses {used}", below.display()));
            }
        }
    }
    assert!(breaches.is_empty(), "a stage depends on another:\n{}", breaches.join("\n"));
}

#[test]
fn the_library_never_prints_or_exits() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    for path in files.iter().filter(|p| !p.starts_with(root.join("cli")) && **p != root.join("main.rs")) {
        let text = fs::read_to_string(path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in lines {
            for word in ["println!", "eprintln!", "process::exit"] {
                assert!(!line.contains(word), "{}: {line}", path.display());
            }
        }
    }
}

#[test]
fn nested_groups_are_seen() {
    let found = uses("use crate::{read::{A, b}, text};\nfn f() { crate::clean::x() }\n// crate::docs\n");
    assert_eq!(found.into_iter().collect::<Vec<_>>(), ["clean", "read", "text"]);
}

//! What ARCHITECTURE.md says is so: its table of imports, and the paths it names.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

pub fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
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

/// What each module may use, from the table of ARCHITECTURE.md; `None` for everything.
fn imports() -> BTreeMap<String, Option<BTreeSet<String>>> {
    let text = document("ARCHITECTURE.md");
    let table = text.split("<!-- imports:").nth(1).unwrap();
    let rows = table.lines().skip(3).filter_map(|line| line.strip_prefix("| "));
    rows.map(|row| {
        let (module, may) = row.trim_end_matches(['|', ' ']).split_once('|').unwrap_or((row, ""));
        let may: BTreeSet<String> = may.split_whitespace().map(str::to_owned).collect();
        (module.trim_matches([' ', '|']).to_owned(), (!may.contains("everything")).then_some(may))
    })
    .collect()
}

fn document(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// Every module is in the table, so that a new folder is a decision and not an accident.
#[test]
fn the_table_names_every_module() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let there: BTreeSet<String> = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().trim_end_matches(".rs").to_owned())
        .collect();
    assert_eq!(imports().into_keys().collect::<BTreeSet<_>>(), there);
}

#[test]
fn paths_in_the_documents_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut missing = Vec::new();
    for name in ["ARCHITECTURE.md", "CONTRIBUTING.md", "corpus/README.md", "SECURITY.md"] {
        let text = document(name);
        let quoted = text.split('`').skip(1).step_by(2);
        let starts = ["src/", "tests/", "benches/", "docs/", "fuzz/", "data/"];
        for path in quoted.filter(|q| starts.iter().any(|start| q.starts_with(start)) && !q.contains(' ')) {
            if !root.join(path).exists() {
                missing.push(format!("{name}: {path}"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn no_stage_depends_on_another() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    files.sort();
    let (table, mut breaches) = (imports(), Vec::new());
    for path in files {
        let below = path.strip_prefix(&root).unwrap();
        let first = below.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
        let module = first.trim_end_matches(".rs");
        for used in uses(&fs::read_to_string(&path).unwrap()) {
            let fine = module == used
                || table.get(module).is_some_and(|may| may.as_ref().is_none_or(|may| may.contains(&used)));
            if !fine {
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

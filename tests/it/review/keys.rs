//! The keys in the help of the page, on its buttons and in the documentation are the same.

use std::collections::BTreeSet;
use std::fs;

fn read(path: &str) -> String {
    fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The strings of a list of the page, `const NAME = [ … ];`, an entry `["…", "…"]` each.
fn entries(text: &str, name: &str) -> Vec<Vec<String>> {
    let list = text.split_once(&format!("const {name} = [\n")).unwrap().1.split_once("\n];").unwrap().0;
    let entry = |entry: &str| -> Vec<String> {
        let inside = entry.trim_start_matches('[').trim_end_matches(',').trim_end_matches(']');
        let inside = inside.strip_prefix('"').unwrap_or(inside);
        inside.strip_suffix('"').unwrap_or(inside).split("\", \"").map(str::to_owned).collect()
    };
    list.lines().flat_map(|line| line.trim().split("\"], ")).map(entry).collect()
}

#[test]
fn help_buttons_and_documentation_name_the_same_keys() {
    let help: BTreeSet<String> = entries(&read("src/review/page/keys.js"), "KEYS")
        .iter()
        .map(|entry| entry[0].split(" or ").next().unwrap().to_owned())
        .collect();
    assert!(help.len() > 25 && help.contains("Ctrl+Shift+Z"), "{help:?}");
    for name in ["translators.md", "translators.zh-Hans.md", "translators.zh-Hant.md"] {
        let docs = read(&format!("docs/{name}")).replace("`+`", "+");
        for key in &help {
            assert!(docs.contains(&format!("`{key}`")), "docs/{name}: {key}");
        }
    }
    let tools = entries(&read("src/review/page/keys.js"), "TOOLS");
    assert_eq!(tools.len(), 17, "{tools:?}");
    for tool in tools {
        let key = tool[2].replace("Control", "Ctrl");
        assert!(help.contains(&key), "{tool:?} has no key in the help");
    }
}

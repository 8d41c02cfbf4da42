//! No file of the library or the command needs one that needs it: what two files share stands in a third.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::architecture::sources;

/// Names from the root of the crate to a file, or to an item: `["text", "numbers"]`.
type Names = Vec<String>;

/// The words and signs of Rust source that matter here; comments, texts, characters and test modules are left out.
fn tokens(source: &str) -> Vec<&str> {
    let mut out: Vec<&str> = Vec::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let len = match c {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            'r' if rest.starts_with("r#\"") => rest[3..].find("\"#").map_or(rest.len(), |end| end + 5),
            '"' => text_len(rest),
            // A lifetime has no second mark.
            '\'' => match rest[1..].chars().next() {
                Some('\\') => rest[2..].find('\'').map_or(rest.len(), |end| end + 3),
                Some(c) if rest[1 + c.len_utf8()..].starts_with('\'') => c.len_utf8() + 2,
                _ => 1,
            },
            c if c.is_alphabetic() || c == '_' => {
                let len = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
                out.push(&rest[..len]);
                len
            }
            _ if rest.starts_with("::") => {
                out.push("::");
                2
            }
            c => {
                if !c.is_whitespace() {
                    out.push(&rest[..c.len_utf8()]);
                }
                c.len_utf8()
            }
        };
        rest = &rest[len..];
    }
    without_tests(out)
}

/// The length of a text in quotation marks.
fn text_len(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 1;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(bytes.len())
}

fn without_tests(all: Vec<&str>) -> Vec<&str> {
    const HEAD: [&str; 8] = ["#", "[", "cfg", "(", "test", ")", "]", "mod"];
    let (mut out, mut at) = (Vec::new(), 0);
    while at < all.len() {
        if all[at..].starts_with(&HEAD) && all.get(at + 9) == Some(&"{") {
            let mut depth = 0;
            at += 9;
            loop {
                depth += i32::from(all[at] == "{") - i32::from(all[at] == "}");
                at += 1;
                if depth == 0 {
                    break;
                }
            }
        } else {
            out.push(all[at]);
            at += 1;
        }
    }
    out
}

/// A file: what it defines, the names it imports with where they come from, and all paths that it takes.
struct File {
    defines: BTreeSet<String>,
    imports: BTreeMap<String, Names>,
    paths: BTreeSet<Names>,
}

impl File {
    fn read(source: &str) -> File {
        let all = tokens(source);
        let mut file = File { defines: BTreeSet::new(), imports: BTreeMap::new(), paths: BTreeSet::new() };
        let (mut at, mut alone) = (0, BTreeSet::new());
        while at < all.len() {
            match all[at] {
                "use" => {
                    at = file.import(&all, at + 1, &[]);
                    continue;
                }
                "fn" | "struct" | "enum" | "trait" | "type" | "const" | "static" => {
                    file.defines.extend(all.get(at + 1).map(|name| (*name).to_owned()));
                }
                word if is_name(word) => {
                    let mut path = vec![word.to_owned()];
                    while all.get(at + 1) == Some(&"::") && all.get(at + 2).is_some_and(|next| is_name(next))
                    {
                        path.push(all[at + 2].to_owned());
                        at += 2;
                    }
                    match path.as_slice() {
                        [name] => drop(alone.insert(name.clone())),
                        _ => drop(file.paths.insert(path)),
                    }
                }
                _ => {}
            }
            at += 1;
        }
        // What is only handed on is needed by those who take it from here.
        let first: BTreeSet<String> = file.paths.iter().map(|path| path[0].clone()).collect();
        let used = file.imports.iter().filter(|(name, _)| alone.contains(*name) || first.contains(*name));
        let used: Vec<Names> = used.map(|(_, path)| path.clone()).collect();
        file.paths.extend(used);
        file
    }

    /// Reads a tree of `use` from `at`; gives where it ends.
    fn import(&mut self, all: &[&str], mut at: usize, before: &[String]) -> usize {
        let mut path = before.to_vec();
        while let Some(word) = all.get(at) {
            match *word {
                "::" => {}
                "{" => {
                    at += 1;
                    while all[at] != "}" {
                        at = self.import(all, at, &path);
                        at += usize::from(all[at] == ",");
                    }
                    return at + 1;
                }
                "as" => {
                    self.imports.insert(all[at + 1].to_owned(), path);
                    return at + 2;
                }
                "self" if !path.is_empty() => {}
                word if is_name(word) => path.push(word.to_owned()),
                _ => break,
            }
            at += 1;
        }
        if let Some(name) = path.last().cloned() {
            self.imports.insert(name, path);
        }
        at
    }
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// The file that holds what `path` means in the file `from`.
fn holder(files: &BTreeMap<Names, File>, from: &Names, path: &[String], depth: usize) -> Option<Names> {
    let (mut place, mut rest) = (from.clone(), path);
    match rest.first()?.as_str() {
        "crate" | "trialign" => (place, rest) = (Vec::new(), &rest[1..]),
        "self" => rest = &rest[1..],
        "super" => {
            while rest.first().is_some_and(|part| part == "super") {
                place.pop();
                rest = &rest[1..];
            }
        }
        name if files.contains_key(&below(from, name)) => {}
        name => {
            let import =
                files[from].imports.get(name).filter(|import| import.as_slice() != path && depth < 8)?;
            let whole: Names = import.iter().chain(&path[1..]).cloned().collect();
            return holder(files, from, &whole, depth + 1);
        }
    }
    while let Some(inner) = rest.first().map(|name| below(&place, name)).filter(|f| files.contains_key(f)) {
        (place, rest) = (inner, &rest[1..]);
    }
    let (file, name) = (files.get(&place)?, rest.first()?);
    match file.imports.get(name).filter(|_| !file.defines.contains(name) && depth < 8) {
        Some(import) => {
            let whole: Names = import.iter().chain(&rest[1..]).cloned().collect();
            holder(files, &place, &whole, depth + 1)
        }
        None => Some(place),
    }
}

fn below(place: &[String], name: &str) -> Names {
    place.iter().cloned().chain([name.to_owned()]).collect()
}

/// What remains when files that need nothing of the rest are taken away again and again, and those that none needs.
fn circles(mut needs: BTreeMap<Names, BTreeSet<Names>>) -> BTreeMap<Names, BTreeSet<Names>> {
    loop {
        let before = needs.len();
        let there: BTreeSet<Names> = needs.keys().cloned().collect();
        for of in needs.values_mut() {
            of.retain(|file| there.contains(file));
        }
        needs.retain(|_, of| !of.is_empty());
        let needed: BTreeSet<Names> = needs.values().flatten().cloned().collect();
        needs.retain(|file, _| needed.contains(file));
        if needs.len() == before {
            return needs;
        }
    }
}

fn needs(files: &BTreeMap<Names, File>) -> BTreeMap<Names, BTreeSet<Names>> {
    let of = |name: &Names, file: &File| {
        let all = file.paths.iter().filter_map(|path| holder(files, name, path, 0));
        all.filter(|other| other != name).collect::<BTreeSet<_>>()
    };
    files.iter().map(|(name, file)| (name.clone(), of(name, file))).collect()
}

#[test]
fn files_do_not_need_each_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&root, &mut paths);
    let mut files = BTreeMap::new();
    for path in paths {
        let inner = path.strip_prefix(&root).unwrap().with_extension("");
        let mut name: Names = inner.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        if name.iter().any(|part| part == "tests") || name == ["main"] {
            continue;
        }
        if name.last().is_some_and(|last| last == "mod") || name == ["lib"] {
            name.pop();
        }
        files.insert(name, File::read(&fs::read_to_string(&path).unwrap()));
    }
    assert!(files.len() > 400, "only {} files were read", files.len());
    let found = circles(needs(&files));
    let told: Vec<String> = found
        .iter()
        .map(|(file, of)| {
            let of: Vec<String> = of.iter().map(|other| other.join("/")).collect();
            format!("{} needs {}", file.join("/"), of.join(", "))
        })
        .collect();
    assert!(found.is_empty(), "put what these share into a file of its own:\n{}", told.join("\n"));
}

#[test]
fn a_circle_is_seen_through_what_a_module_hands_on() {
    let of = |all: &[(&str, &str)]| -> Vec<String> {
        let name =
            |path: &str| path.split('/').filter(|p| !p.is_empty()).map(str::to_owned).collect::<Names>();
        let files = all.iter().map(|(path, source)| (name(path), File::read(source))).collect();
        circles(needs(&files)).into_keys().map(|file| file.join("/")).collect()
    };
    let list = ("rules", "mod a;\npub use rule::Rule;\nmod rule;\nconst ALL: &[Rule] = &[a::RULE];");
    let rule = ("rules/rule", "pub struct Rule; // use super::a;\nconst NAME: &str = \"super::a\";");
    let a = (
        "rules/a",
        "use super::Rule;\npub const RULE: Rule = Rule;\n#[cfg(test)]\nmod tests { use super::super::ALL; }",
    );
    assert_eq!(of(&[list, rule, a]), [""; 0]);
    let list = ("rules", "mod a;\npub struct Rule;\nconst ALL: &[Rule] = &[a::RULE];");
    assert_eq!(of(&[list, a]), ["rules", "rules/a"]);
    let b = ("rules/b", "use crate::rules::{a::{self, RULE as R}};\npub fn f<'a>() { R; 'x' }\n");
    let c = ("rules/a", "pub const RULE: u8 = 0;\nfn g() { super::b::f(); }");
    assert_eq!(of(&[("rules", "mod a; mod b;"), b, c]), ["rules/a", "rules/b"]);
}

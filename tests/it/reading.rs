//! Reading and cleaning against the gold files of the sample articles.

use std::path::{Path, PathBuf};

use trialign::clean::{clean, metadata};
use trialign::discover::{DiscoverOptions, Layout, discover};
use trialign::read::{ReadOptions, read_file};
use trialign::text::{Edition, Role, fold_white_space};

/// The articles whose pages are read exactly as gold has them. The others show what is not: furniture like none before,
/// tables that were copied as text, hard-wrapped lines.
const EXACT: [&str; 18] = [
    "ai-translators-interview",
    "bridge-reopens",
    "commencement-speech",
    "deep-sea-sponges",
    "labour-ruling",
    "night-market-clinic",
    "paper-lantern-makers",
    "port-city-opinion",
    "quarterly-shipping",
    "rate-decision",
    "relay-final",
    "school-lunch-history",
    "seed-librarian",
    "slow-train-east",
    "sodium-batteries",
    "two-kitchens",
    "water-treaty",
    "wetland-opinion",
];

fn is_exact(folder: &Path) -> bool {
    folder.file_name().is_some_and(|name| EXACT.iter().any(|exact| name == *exact))
}

/// The sample articles; `TRIALIGN_CORPUS` names another folder.
fn corpus() -> PathBuf {
    std::env::var_os("TRIALIGN_CORPUS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"), PathBuf::from)
}

#[test]
fn samples_keep_their_metadata_furniture_and_blocks() {
    let Ok(folders) = std::fs::read_dir(corpus()) else {
        crate::skip::skip("corpus", &format!("no corpus at {}", corpus().display()));
        return;
    };
    let mut wrong = Vec::new();
    let mut editions = 0;
    for folder in folders.flatten().map(|entry| entry.path()).filter(|folder| is_exact(folder)) {
        let Ok(gold) = std::fs::read_to_string(folder.join("gold.jsonl")) else { continue };
        let gold: serde_json::Value = serde_json::from_str(gold.lines().next().unwrap_or("{}")).unwrap();
        for edition in Edition::ALL {
            let gold = &gold["editions"][edition.as_str()];
            if gold.is_object() {
                editions += 1;
                wrong.extend(compare(&folder, edition, gold));
            }
        }
    }
    eprintln!("{editions} editions");
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

fn folded(value: &serde_json::Value) -> String {
    match value.as_str() {
        Some(text) => serde_json::json!(fold_white_space(text)).to_string(),
        None => value.to_string(),
    }
}

fn compare(folder: &Path, edition: Edition, gold: &serde_json::Value) -> Vec<String> {
    let path = folder.join(gold["path"].as_str().unwrap());
    let mut source = read_file(&path, &ReadOptions::default()).unwrap();
    clean(&mut source.blocks, edition);
    let mut wrong = Vec::new();
    let mut expect = |what: &str, found: String, gold: String| {
        if found != gold {
            wrong.push(format!("{}: {what}: found {found}, gold {gold}", path.display()));
        }
    };
    let found = metadata(&source.blocks);
    expect("title", serde_json::json!(found.title).to_string(), folded(&gold["title"]));
    expect("date", serde_json::json!(found.date).to_string(), gold["date"].to_string());
    expect("byline", serde_json::json!(found.byline).to_string(), gold["byline"].to_string());
    let list = |role: Role| matches!(role, Role::Language | Role::Section | Role::Foot);
    let furniture: Vec<(String, String)> = source
        .blocks
        .iter()
        .filter(|b| list(b.role))
        .map(|b| (format!("{:?}", b.role).to_lowercase(), fold_white_space(&b.text)))
        .collect();
    let gold_furniture: Vec<(String, String)> = gold["furniture"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|f| (f["role"].as_str().unwrap_or("").to_owned(), f["text"].as_str().unwrap_or("").to_owned()))
        .collect();
    expect("furniture", format!("{furniture:?}"), format!("{gold_furniture:?}"));
    let starts: Vec<usize> = source
        .blocks
        .iter()
        .filter(|b| !b.role.is_furniture())
        .map(|b| b.offsets.span(0..b.text.len()).start)
        .collect();
    let mut gold_starts: Vec<(u64, usize)> = Vec::new();
    for segment in gold["segments"].as_array().into_iter().flatten() {
        let (block, start) =
            (segment["block"].as_u64().unwrap(), segment["start"].as_u64().unwrap() as usize);
        if gold_starts.last().is_none_or(|last| last.0 != block) {
            gold_starts.push((block, start));
        }
    }
    let gold_starts: Vec<usize> = gold_starts.into_iter().map(|(_, start)| start).collect();
    expect("block starts", format!("{starts:?}"), format!("{gold_starts:?}"));
    wrong
}

/// HTML that nobody here wrote: the folder of Debian's `debian-reference-{en,zh-cn,zh-tw}` in `TRIALIGN_DEBIAN_REFERENCE`.
#[test]
fn debian_reference_is_recognised_and_read_whole() {
    let Some(root) = std::env::var_os("TRIALIGN_DEBIAN_REFERENCE").map(PathBuf::from) else {
        crate::skip::skip("debian-reference", "TRIALIGN_DEBIAN_REFERENCE names no folder");
        return;
    };
    let found = discover(&[root], &DiscoverOptions::default()).unwrap();
    found.explain.iter().for_each(|line| eprintln!("{line}"));
    assert_eq!(found.layouts[0].1, Layout::Suffix);
    let (mut blocks, mut characters) = (0, 0);
    for article in &found.articles {
        assert_eq!(article.editions(), 3, "{}", article.id);
        for (edition, file) in article.files.iter() {
            let path = &file.as_ref().unwrap().path;
            let mut source = read_file(path, &ReadOptions::default()).unwrap();
            clean(&mut source.blocks, edition);
            assert!(source.warnings.is_empty(), "{:?}", source.warnings);
            let read: String = source.blocks.iter().map(|b| b.text.as_str()).collect();
            let expected = visible(&source.text);
            assert_eq!(letters(&read), letters(&expected), "{}", path.display());
            blocks += source.blocks.len();
            characters += letters(&read).len();
            if let Some(dump) = std::env::var_os("TRIALIGN_DUMP") {
                let lines: Vec<String> = source
                    .blocks
                    .iter()
                    .map(|b| format!("{:?}\t{:?}\t{}", b.role, b.kind, fold_white_space(&b.text)))
                    .collect();
                std::fs::write(PathBuf::from(dump).join(path.file_name().unwrap()), lines.join("\n"))
                    .unwrap();
            }
        }
    }
    eprintln!("{} articles, {blocks} blocks, {characters} bytes of text", found.articles.len());
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// All text of the body, by the plainest means: no tags, no head, the references that occur replaced.
fn visible(html: &str) -> String {
    let body = html.split("<body>").nth(1).unwrap_or(html);
    let mut out = String::new();
    for piece in body.split('<').skip(1) {
        out.push_str(piece.split_once('>').map_or("", |(_, text)| text));
    }
    for (reference, text) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#160;", " "), ("&amp;", "&")]
    {
        out = out.replace(reference, text);
    }
    out
}

#[test]
fn the_seed_page_is_told_from_its_body() {
    let shared = std::env::var_os("TRIALIGN_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let path = shared.join("seed/en.txt");
    if !path.exists() {
        crate::skip::skip("seed", &format!("no seed page at {}", path.display()));
        return;
    }
    let mut source = read_file(&path, &ReadOptions::default()).unwrap();
    clean(&mut source.blocks, Edition::En);
    use Role::{Body, Byline, Date, Foot, Language, Section, Title};
    let roles: Vec<Role> = source.blocks.iter().map(|b| b.role).collect();
    assert_eq!(roles[..6], [Language, Section, Title, Date, Byline, Byline]);
    assert_eq!(roles[roles.len() - 2..], [Foot, Foot]);
    assert!(roles[6..roles.len() - 2].iter().all(|role| *role == Body));
    assert_eq!(
        letters(&source.text).len() - "•".len(),
        source.blocks.iter().map(|b| letters(&b.text).len()).sum::<usize>()
    );
}

#[test]
fn samples_are_decoded_from_every_encoding() {
    let Ok(folders) = std::fs::read_dir(corpus()) else {
        crate::skip::skip("corpus", &format!("no corpus at {}", corpus().display()));
        return;
    };
    let mut wrong = Vec::new();
    let mut tried = 0;
    let files =
        folders.flatten().filter_map(|entry| std::fs::read_dir(entry.path()).ok()).flatten().flatten();
    for path in files.map(|entry| entry.path()).filter(|path| trialign::read::Format::of(path).is_some()) {
        let text = std::fs::read_to_string(&path).unwrap();
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let mut cases = vec![("UTF-8", text.clone().into_bytes()), ("UTF-16LE", little), ("UTF-16BE", big)];
        if path.file_stem().is_none_or(|stem| stem != "en") {
            for encoding in [encoding_rs::GB18030, encoding_rs::BIG5] {
                let (bytes, _, unmappable) = encoding.encode(&text);
                if !unmappable {
                    cases.push((encoding.name(), bytes.into_owned()));
                }
            }
        }
        for (name, bytes) in cases {
            tried += 1;
            let decoded = trialign::read::decode(&bytes, false, None).unwrap();
            if decoded.text != text {
                wrong.push(format!("{}: {name} read as {}", path.display(), decoded.encoding));
            }
        }
    }
    eprintln!("{tried} files in all encodings");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn wrapped_samples_read_as_unwrapped() {
    let Ok(folders) = std::fs::read_dir(corpus()) else {
        crate::skip::skip("corpus", &format!("no corpus at {}", corpus().display()));
        return;
    };
    let mut wrong = Vec::new();
    for path in folders
        .flatten()
        .filter(|entry| is_exact(&entry.path()))
        .flat_map(|entry| ["en.txt", "zh-Hans.txt", "zh-Hant.txt"].map(|f| entry.path().join(f)))
    {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let read = |text: &str| -> Vec<String> {
            let format = trialign::read::Format::Text;
            let source =
                trialign::read::read_bytes(text.as_bytes(), &path, format, &ReadOptions::default()).unwrap();
            source.blocks.iter().map(|b| fold_white_space(&b.text)).collect()
        };
        let (flat, wrapped) = (read(&text), read(&wrap(&text, 72)));
        if let Some((a, b)) = flat.iter().zip(&wrapped).find(|(a, b)| a != b) {
            wrong.push(format!("{}: {a}\n    {b}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Each line wrapped greedily: Latin text at spaces, Han text anywhere.
fn wrap(text: &str, width: usize) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut column = 0;
        for word in line.split_inclusive(|c: char| c == ' ' || c as u32 > 0x2E80) {
            let columns: usize = word.trim_end().chars().map(|c| if c as u32 > 0x2E80 { 2 } else { 1 }).sum();
            if column > 4 && column + columns > width {
                out.truncate(out.trim_end_matches(' ').len());
                out.push('\n');
                column = 0;
            }
            out.push_str(word);
            column += columns + (word.len() - word.trim_end().len());
        }
        out.push('\n');
    }
    out
}

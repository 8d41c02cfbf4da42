//! Finds the sources of the tables and reads them.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// Where the sources are; `None` where they are not installed.
#[derive(Debug, Default)]
pub struct Sources {
    /// CC-CEDICT: `data.dictionary` of the crate `chinese_dictionary` 2.1.8, or the dictionary's own text file.
    pub cedict: Option<PathBuf>,
    /// jieba's `dict.txt`.
    pub jieba: Option<PathBuf>,
    /// OpenCC's dictionaries, as text or as its `.ocd2` files.
    pub opencc: Option<PathBuf>,
}

/// An entry of CC-CEDICT, as far as it is used here.
pub struct Entry {
    pub traditional: String,
    pub simplified: String,
    pub english: Vec<String>,
}

impl Sources {
    /// What is installed: crates in cargo's registry, and OpenCC with its tool.
    pub fn installed() -> Sources {
        let there = |path: &str| Some(PathBuf::from(path)).filter(|p| p.is_dir());
        let tool = std::process::Command::new("opencc_dict").arg("--version").output().is_ok();
        Sources {
            cedict: in_registry("chinese_dictionary-2.1.8/data/data.dictionary"),
            jieba: in_registry("jieba-rs-0.11.0/src/data/dict.txt"),
            opencc: there("/usr/share/opencc").filter(|_| tool),
        }
    }

    /// The sources that are missing.
    pub fn missing(&self) -> Vec<&'static str> {
        let all = [
            (&self.cedict, "CC-CEDICT"),
            (&self.jieba, "jieba's dictionary"),
            (&self.opencc, "OpenCC's tables"),
        ];
        all.into_iter().filter(|(path, _)| path.is_none()).map(|(_, name)| name).collect()
    }
}

/// A file of a crate that cargo has unpacked.
fn in_registry(file: &str) -> Option<PathBuf> {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cargo")))?;
    let registries = std::fs::read_dir(home.join("registry/src")).ok()?;
    registries.filter_map(|entry| Some(entry.ok()?.path().join(file))).find(|path| path.is_file())
}

/// Every entry of CC-CEDICT, in a fixed order.
///
/// # Errors
/// Where the file cannot be read or is cut off.
pub fn entries(path: &Path) -> Result<Vec<Entry>, String> {
    let bytes = read(path)?;
    if path.extension().is_some_and(|e| e == "dictionary") {
        return packed(&bytes)
            .ok_or_else(|| format!("{}: not the data of chinese_dictionary 2.1", path.display()));
    }
    let text = String::from_utf8(bytes).map_err(|_| format!("{}: not UTF-8", path.display()))?;
    Ok(text.lines().filter_map(line).collect())
}

/// `傳統 传统 [chuan2 tong3] /tradition/traditional/`
fn line(line: &str) -> Option<Entry> {
    let (heads, rest) = line.split_once(" [").filter(|_| !line.starts_with('#'))?;
    let (traditional, simplified) = heads.split_once(' ')?;
    let (_, glosses) = rest.split_once("] /")?;
    Some(Entry {
        traditional: traditional.to_owned(),
        simplified: simplified.to_owned(),
        english: glosses.trim().split('/').filter(|g| !g.is_empty()).map(str::to_owned).collect(),
    })
}

/// bincode 1: a map of numbers to entries, each length a `u64`, numbers little-endian.
fn packed(bytes: &[u8]) -> Option<Vec<Entry>> {
    let mut rest = Rest(bytes);
    let mut entries = BTreeMap::new();
    for _ in 0..rest.length()? {
        let key = u32::from_le_bytes(rest.take(4)?.try_into().ok()?);
        let (traditional, simplified) = (rest.text()?, rest.text()?);
        (rest.text()?, rest.text()?); // pinyin
        let english = (0..rest.length()?).map(|_| rest.text()).collect::<Option<Vec<_>>>()?;
        let tones = rest.length()?;
        rest.take(tones + 8)?; // tone marks, hash
        for _ in 0..4 * rest.length()? {
            rest.text()?; // measure words
        }
        rest.take(5)?; // HSK level, number
        entries.insert(key, Entry { traditional, simplified, english });
    }
    rest.0.is_empty().then(|| entries.into_values().collect())
}

struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(head)
    }

    fn length(&mut self) -> Option<usize> {
        usize::try_from(u64::from_le_bytes(self.take(8)?.try_into().ok()?)).ok()
    }

    fn text(&mut self) -> Option<String> {
        let length = self.length()?;
        String::from_utf8(self.take(length)?.to_vec()).ok()
    }
}

/// How often jieba's training text has each word.
///
/// # Errors
/// Where the file cannot be read.
pub fn word_counts(path: &Path) -> Result<HashMap<String, u32>, String> {
    let text = String::from_utf8(read(path)?).map_err(|_| format!("{}: not UTF-8", path.display()))?;
    let count = |line: &str| {
        let mut fields = line.split(' ');
        Some((fields.next()?.to_owned(), fields.next()?.parse().ok()?))
    };
    Ok(text.lines().filter_map(count).collect())
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))
}

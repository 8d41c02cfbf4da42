//! Finds the data files inside the two crates that carry them and reads them.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::process::Command;

pub use chinese_dictionary::WordEntry;

pub struct Sources {
    cedict: PathBuf,
    jieba: PathBuf,
}

impl Sources {
    /// The crates' folders, as cargo itself knows them (a registry, a vendored copy, a patch).
    pub fn locate() -> Sources {
        let cargo = std::env::var_os("CARGO").expect("cargo sets CARGO");
        let manifest = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
        let output = Command::new(cargo)
            .args(["metadata", "--format-version", "1", "--offline", "--manifest-path"])
            .arg(manifest.join("Cargo.toml"))
            .arg("--filter-platform")
            .arg(std::env::var_os("HOST").expect("cargo sets HOST"))
            .output()
            .expect("cargo metadata runs");
        assert!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
        let metadata: serde_json::Value =
            serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
        let folder = |name: &str| -> PathBuf {
            let packages = metadata["packages"].as_array().expect("packages");
            let package = packages.iter().find(|p| p["name"] == name).unwrap_or_else(|| panic!("no {name}"));
            let path = package["manifest_path"].as_str().expect("manifest_path");
            Path::new(path).parent().expect("a manifest lies in a folder").to_path_buf()
        };
        Sources {
            cedict: folder("chinese_dictionary").join("data/data.dictionary"),
            jieba: folder("jieba-rs").join("src/data/dict.txt"),
        }
    }
}

/// Every entry of CC-CEDICT, in a fixed order.
pub fn entries(sources: &Sources) -> Vec<WordEntry> {
    let bytes = std::fs::read(&sources.cedict).expect("CC-CEDICT's data file");
    let map: HashMap<u32, WordEntry> = bincode::deserialize(&bytes).expect("CC-CEDICT's data file is whole");
    let sorted: BTreeMap<u32, WordEntry> = map.into_iter().collect();
    sorted.into_values().collect()
}

/// How often jieba's training text has each word.
pub fn word_counts(sources: &Sources) -> HashMap<String, u32> {
    let text = std::fs::read_to_string(&sources.jieba).expect("jieba's dictionary");
    text.lines()
        .filter_map(|line| {
            let mut fields = line.split(' ');
            Some((fields.next()?.to_owned(), fields.next()?.parse().ok()?))
        })
        .collect()
}

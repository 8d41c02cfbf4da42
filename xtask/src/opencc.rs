//! OpenCC's dictionaries as double-array tries.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// The dictionaries of `tw2sp`, in the order `trialign_data::FOLD_TABLES` gives.
const TABLES: [&str; 5] =
    ["TWPhrasesRev", "TWVariantsRevPhrases", "TWVariantsRev", "TSPhrases", "TSCharacters"];

/// All renderings, and a trie for each dictionary whose values are positions among them.
pub struct Tries {
    pub renderings: Vec<String>,
    pub tries: Vec<Vec<u8>>,
}

/// Reads the dictionaries in `folder`.
pub fn tries(folder: &Path) -> Result<Tries, String> {
    let tables: Vec<BTreeMap<String, String>> =
        TABLES.iter().map(|name| Ok(parse(&text(folder, name)?))).collect::<Result<_, String>>()?;
    let positions: BTreeMap<&str, u32> =
        tables.iter().flat_map(BTreeMap::values).map(|v| (v.as_str(), 0)).collect();
    let renderings: Vec<String> = positions.keys().map(|v| (*v).to_owned()).collect();
    let positions: BTreeMap<&str, u32> = positions.into_keys().zip(0u32..).collect();
    let tries = tables
        .iter()
        .zip(TABLES)
        .map(|(table, name)| {
            let keys: Vec<(&str, u32)> =
                table.iter().map(|(k, v)| (k.as_str(), positions[v.as_str()])).collect();
            yada::builder::DoubleArrayBuilder::build(&keys).map_err(|_| format!("{name} makes no trie"))
        })
        .collect::<Result<_, _>>()?;
    Ok(Tries { renderings, tries })
}

/// Words of the mainland and of Taiwan: both in Traditional script, both in Simplified script. What Taiwan says as well is
/// left out.
pub fn region_terms(folder: &Path) -> Result<String, String> {
    let script = parse(&text(folder, "TSCharacters")?);
    let simplified = |word: &str| -> String {
        word.chars().map(|c| script.get(&c.to_string()).cloned().unwrap_or_else(|| c.to_string())).collect()
    };
    let mut rows = std::collections::BTreeSet::new();
    for line in text(folder, "TWPhrases")?.lines() {
        let Some((mainland, taiwan)) = line.split_once('\t') else { continue };
        let all: Vec<&str> = taiwan.split(' ').collect();
        if !all.contains(&mainland) {
            let row = [mainland, all[0], &simplified(mainland), &simplified(all[0])].join("\t");
            rows.insert(row + "\n");
        }
    }
    Ok(rows.into_iter().collect())
}

/// A dictionary as text: `.txt` where it is one, or what `opencc_dict` makes of the `.ocd2`.
fn text(folder: &Path, name: &str) -> Result<String, String> {
    let plain = folder.join(name).with_extension("txt");
    if plain.is_file() {
        return std::fs::read_to_string(&plain).map_err(|e| format!("{}: {e}", plain.display()));
    }
    let packed = folder.join(name).with_extension("ocd2");
    let out = std::env::temp_dir().join(format!("trialign-{}-{name}.txt", std::process::id()));
    let done = Command::new("opencc_dict")
        .args(["-f", "ocd2", "-t", "text", "-i"])
        .arg(&packed)
        .arg("-o")
        .arg(&out)
        .output()
        .map_err(|e| format!("opencc_dict: {e}"))?;
    if !done.status.success() {
        return Err(format!("opencc_dict {}: {}", packed.display(), String::from_utf8_lossy(&done.stderr)));
    }
    let text = std::fs::read_to_string(&out).map_err(|e| format!("{}: {e}", out.display()));
    let _ = std::fs::remove_file(&out);
    text
}

/// `key<TAB>first second …`: the first rendering is the one that OpenCC writes.
fn parse(text: &str) -> BTreeMap<String, String> {
    text.lines()
        .filter_map(|line| {
            let (key, values) = line.split_once('\t')?;
            Some((key.to_owned(), values.split(' ').next()?.to_owned()))
        })
        .collect()
}

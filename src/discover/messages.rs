//! Files of messages: JSON and YAML are laid out as pages are, and never miss an edition that is not there; a `.po` file holds
//! English and its translation.

use std::path::{Path, PathBuf};

use super::entry::head;
use super::{DiscoverOptions, Discovery, Entry, Explanation, File, is_safe_id, layout, recognise, walk};
use crate::error::Result;
use crate::text::{Edition, Tag, split_name};

/// The entries of files: pages by their layout, messages by theirs.
pub(super) fn recognise_all(
    root: &Path,
    files: &[File],
    options: &DiscoverOptions,
    found: &mut Discovery,
) -> Result<Vec<Entry>> {
    let (gettext, rest): (Vec<&File>, Vec<&File>) =
        files.iter().partition(|file| walk::is_gettext(&file.path));
    let (data, pages): (Vec<&File>, Vec<&File>) =
        rest.into_iter().partition(|file| walk::is_message(&file.path, root));
    let pages: Vec<File> = pages.into_iter().cloned().collect();
    let mut out = recognise(root, &pages, options, found)?;
    let data: Vec<File> = data.into_iter().cloned().collect();
    out.extend(messages(root, &data, options, found));
    for file in gettext {
        match tag(file) {
            Some(tag) => {
                let id = format!("{}.po", layout::without_extension(&file.name));
                let entry = |tag: Tag| Entry { id: id.clone(), tag, path: file.path.clone() };
                out.extend(
                    [entry(Tag::from(Edition::En)), entry(tag)].into_iter().filter(|e| is_safe_id(&e.id)),
                );
            }
            // Of another language.
            None => found.unused.push(file.path.clone()),
        }
    }
    Ok(out)
}

/// The entries of data files that stand for each other; what stands alone is data of another kind.
fn messages(root: &Path, files: &[File], options: &DiscoverOptions, found: &mut Discovery) -> Vec<Entry> {
    if files.is_empty() {
        return Vec::new();
    }
    let own = DiscoverOptions { layout: None, ..options.clone() };
    let mut apart = Discovery::default();
    // Where two layouts fit, nothing is said: it is not known whether these are messages at all.
    let mut entries = recognise(root, files, &own, &mut apart).unwrap_or_default();
    entries.retain(|entry| !is_another_language(root, &entry.path));
    let editions = |id: &str| {
        let all = entries.iter().filter(|entry| entry.id == id).map(|entry| entry.tag.edition);
        all.collect::<std::collections::BTreeSet<_>>().len()
    };
    let mut out = Vec::new();
    let mut used: Vec<PathBuf> = Vec::new();
    for entry in entries.iter().filter(|entry| editions(&entry.id) > 1) {
        let extension =
            entry.path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        used.push(entry.path.clone());
        // A page of the same name is another article.
        out.push(Entry { id: format!("{}.{extension}", entry.id), ..entry.clone() });
    }
    let unused = files.iter().filter(|file| !used.contains(&file.path));
    found.unused.extend(unused.map(|file| file.path.clone()));
    if let Some((_, layout)) = apart.layouts.first().filter(|_| !out.is_empty()) {
        found
            .explain
            .push(Explanation::Taken(format!("{}: messages recognised as {layout}", root.display())));
    }
    out
}

/// The Chinese edition that a `.po` file holds: by its path, else by its header.
fn tag(file: &File) -> Option<Tag> {
    let stem = layout::without_extension(&file.name);
    let of = |part: &str| part.parse::<Tag>().ok().or_else(|| split_name(part).1);
    let named = stem.rsplit('/').find_map(of).filter(|_| !is_named_otherwise(stem, &file.path));
    named.or_else(|| header(&file.path)).filter(|tag| tag.edition.is_chinese())
}

/// Codes of ISO 639 for other languages that people take for Chinese ones: Sardinian and Chinook.
const OTHERS: [&str; 2] = ["sc", "chn"];
/// Languages written in the characters of the Traditional script, with texts of their own: Cantonese, Classical Chinese …
const SINITIC: [&str; 7] = ["yue", "lzh", "nan", "hak", "gan", "wuu", "hsn"];

/// Whether a part of a name is a code of another language, and nothing in the file is Chinese, or it says which.
fn is_named_otherwise(name: &str, path: &Path) -> bool {
    let lower = name.to_lowercase();
    // yue_Hant
    let is_written = |part: &str| {
        let mut words = part.split(['_', '-', '.']);
        let language = words.next().is_some_and(|word| SINITIC.contains(&word));
        language && words.next().is_some_and(|word| ["hant", "hans"].contains(&word))
    };
    if lower.split('/').any(is_written) {
        return true;
    }
    let others = lower.split(['/', '_', '-', '.']).any(|word| OTHERS.contains(&word));
    others && !lower.contains("zh") && !has_han(path)
}

fn is_another_language(root: &Path, path: &Path) -> bool {
    let name = path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
    is_named_otherwise(&name, path)
}

/// So many bytes are looked at for a first Chinese character.
const MANY: u64 = 64 * 1024;

/// Whether a Chinese character stands near the beginning of a file.
fn has_han(path: &Path) -> bool {
    head(path, MANY).is_some_and(|head| head.chars().any(crate::text::han::is_han))
}

/// What `Language:` says near the beginning of a file.
fn header(path: &Path) -> Option<Tag> {
    let head = head(path, 8192)?;
    let line = head.lines().find_map(|line| line.trim().strip_prefix("\"Language:"))?;
    let name = line.trim().trim_end_matches("\\n\"").trim_matches('"').trim();
    (!is_named_otherwise(name, path)).then(|| name.parse().ok())?
}

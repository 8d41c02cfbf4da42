//! Which files are editions of one article: layouts, pattern, manifest.

mod entry;
mod found;
mod layout;
mod manifest;
mod messages;
mod pattern;
mod recognise;
mod several;
mod walk;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};
use crate::text::{Edition, Tag};

use entry::{Entry, File, is_safe_id};
pub use found::{DiscoverOptions, Discovery, Explanation, Found, FoundFile};
pub use layout::Layout;
use recognise::recognise;

/// All files below folders that can be editions of something, whatever they are called. A folder that cannot be read is
/// among the problems.
///
/// # Errors
/// `Io` where a path is not there.
pub fn texts(paths: &[PathBuf], problems: &mut Vec<Error>) -> Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    let walk = walk::Walk::new(paths.iter().filter(|path| path.is_dir()), true);
    for path in paths {
        let missing =
            |e: std::io::Error| Error::io(path, &e).remedy("name a folder that is there and may be read");
        if std::fs::metadata(path).map_err(missing)?.is_file() {
            out.extend(walk::named(path, problems).map(|file| file.path));
            continue;
        }
        let mut found = walk.files(path, path);
        problems.append(&mut found.problems);
        out.extend(found.files.into_iter().map(|file| file.path));
    }
    Ok(out)
}

/// Finds the articles in folders, manifests (`.csv`, `.jsonl`) and files.
///
/// # Errors
/// `Io` where a path is not there, `Config` for a bad pattern, `Input` where no article is found or two layouts fit
/// equally well (`Config`).
pub fn discover(paths: &[PathBuf], options: &DiscoverOptions) -> Result<Discovery> {
    let mut found = Discovery::default();
    let mut entries: Vec<Vec<Entry>> = Vec::new();
    let mut named: Vec<File> = Vec::new();
    let siblings = sibling_root(paths);
    // Whoever aligns names data; whoever checks names a checkout, where generated pages lie about.
    let all = !options.checking || options.no_ignore;
    let walk = walk::Walk::new(paths.iter().filter(|path| path.is_dir()), all);
    let walked = |path: &Path, root: &Path, found: &mut Discovery| {
        let mut files = walk.files(path, root);
        found.problems.append(&mut files.problems);
        found.unread.append(&mut files.unread);
        found.explain.append(&mut files.explain);
        if !options.checking {
            found.unused.extend(files.tables.into_iter().filter(|path| several::is_table(path, false)));
        }
        files.files
    };
    for path in paths {
        let missing = |e: std::io::Error| {
            Error::io(path, &e).remedy("name a folder, a file or a manifest that is there and may be read")
        };
        let metadata = std::fs::metadata(path).map_err(missing)?;
        if metadata.is_file() && several::is_table(path, true) {
            found.unused.push(path.clone());
        } else if metadata.is_file() && is_manifest(path) {
            entries.push(manifest::read(path, &mut found.problems)?);
            found.layouts.push((path.clone(), Layout::Manifest));
        } else if metadata.is_file() {
            named.extend(walk::named(path, &mut found.problems));
        } else if !metadata.is_dir() {
            return Err(Error::new(ErrorKind::Io, "this is neither a file nor a folder")
                .at(path)
                .remedy("name a folder, a file or a manifest"));
        } else if siblings.is_none() {
            let files = walked(path, path, &mut found);
            entries.push(messages::recognise_all(path, &files, options, &mut found)?);
        }
    }
    if let Some(root) = siblings {
        let files: Vec<File> = paths.iter().flat_map(|path| walked(path, &root, &mut found)).collect();
        entries.push(messages::recognise_all(&root, &files, options, &mut found)?);
    }
    if !named.is_empty() {
        let root = named[0].path.parent().map(Path::to_path_buf).unwrap_or_default();
        entries.push(messages::recognise_all(&root, &named, options, &mut found)?);
    }
    entries.push(several::entries(&mut found.unused, options));
    found.articles = articles(entries, &options.regions);
    if found.articles.is_empty() {
        return Err(nothing_found(paths, &found));
    }
    let [en, hans, hant] = Edition::ALL.map(|edition| found.articles.len() - found.missing(edition));
    found.explain.push(Explanation::Taken(format!(
        "{} articles: {en} en, {hans} zh-Hans, {hant} zh-Hant",
        found.articles.len()
    )));
    let also: Vec<&FoundFile> = found.articles.iter().flat_map(|article| &article.also).collect();
    if let Some(first) = also.first() {
        found.explain.push(Explanation::Taken(format!(
            "{} files of a further region or form are left out, the first {}",
            also.len(),
            first.path.display()
        )));
    }
    Ok(found)
}

/// Why no articles were found, and what to do.
pub(crate) fn nothing_found(paths: &[PathBuf], found: &Discovery) -> Error {
    let not_read: Vec<String> = found.unread.iter().map(|path| path.display().to_string()).collect();
    let error = match (found.problems.first(), not_read.as_slice()) {
        (Some(problem), _) => Error::new(ErrorKind::Input, format!("no articles were found; {problem}")),
        (None, []) => Error::new(ErrorKind::Input, "no articles were found"),
        (None, all) => {
            let message =
                format!("no articles were found; this kind of file is not read: {}", all.join(", "));
            Error::new(ErrorKind::Input, message)
        }
    };
    if !not_read.is_empty() {
        let error = error.remedy("save them as .docx, .xlsx, .epub or .txt");
        return match paths.first() {
            Some(path) => error.at(path),
            None => error,
        };
    }
    let error = error.remedy(
        "name the files like ARTICLE/en.txt and ARTICLE/zh-Hans.txt, or about.en.md and about.zh-TW.md, or give a pattern",
    );
    match paths.first() {
        Some(path) => error.at(path),
        None => error,
    }
}

fn is_manifest(path: &Path) -> bool {
    path.extension()
        .is_some_and(|e| ["csv", "jsonl", "ndjson"].iter().any(|known| e.eq_ignore_ascii_case(known)))
}

/// The folder of sibling repositories, where the paths given are such.
fn sibling_root(paths: &[PathBuf]) -> Option<PathBuf> {
    let root = paths.first()?.parent()?;
    let split = |path: &PathBuf| {
        let name = path.file_name()?.to_str()?;
        let (base, tag) = crate::text::split_name(name);
        Some((base.to_owned(), tag.is_some()))
    };
    let names: Vec<(String, bool)> = paths.iter().filter_map(split).collect();
    let all =
        names.len() == paths.len() && paths.iter().all(|path| path.is_dir() && path.parent() == Some(root));
    let same = names.iter().all(|(base, _)| *base == names[0].0);
    (all && paths.len() > 1 && same && names.iter().any(|(_, tagged)| *tagged)).then(|| root.to_path_buf())
}

/// Groups entries by id; where two roots give the same id, the second gets a number.
fn articles(roots: Vec<Vec<Entry>>, regions: &[String]) -> Vec<Found> {
    let mut all: BTreeMap<String, Found> = BTreeMap::new();
    for entries in roots {
        let mut groups: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
        for entry in entries {
            groups.entry(entry.id.clone()).or_default().push(entry);
        }
        for (id, group) in groups {
            let numbered = (2..).map(|n| format!("{id}~{n}"));
            let free = std::iter::once(id.clone()).chain(numbered).find(|id| !all.contains_key(id));
            let id = free.unwrap_or(id);
            all.insert(id.clone(), article(id, group, regions));
        }
    }
    all.into_values().collect()
}

fn article(id: String, mut group: Vec<Entry>, regions: &[String]) -> Found {
    let rank = |tag: &Tag| match &tag.region {
        Some(region) => 1 + regions.iter().position(|known| known == region).unwrap_or(regions.len()),
        None => 0,
    };
    let key = |entry: &Entry| {
        (entry.tag.bare, rank(&entry.tag), walk::is_document(&entry.path), entry.path.clone())
    };
    group.sort_by_cached_key(key);
    let mut found = Found { id, ..Found::default() };
    for entry in group {
        let file = FoundFile { path: entry.path, tag: entry.tag };
        match &found.files[file.tag.edition] {
            None => {
                let edition = file.tag.edition;
                found.files[edition] = Some(file);
            }
            Some(taken) if taken.tag != file.tag => found.also.push(file),
            // A text beside the document it was taken from.
            Some(taken) if walk::is_document(&taken.path) != walk::is_document(&file.path) => {
                found.also.push(file);
            }
            Some(_) => found.twice.push(file),
        }
    }
    found
}

#[cfg(test)]
mod tests;

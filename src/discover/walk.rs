//! The files below a folder.

use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::File;
use crate::error::{Error, ErrorKind};

/// Folders are followed this deep.
const DEEPEST: usize = 64;
/// Extensions of files that can be editions.
const EXTENSIONS: [&str; 16] = [
    "txt", "text", "md", "mdx", "markdown", "html", "htm", "xhtml", "docx", "docm", "odt", "epub", "pdf",
    "srt", "vtt", "xlsx",
];
/// Extensions of documents that somebody may take for editions and that are not read.
const NOT_READ: [&str; 14] =
    ["doc", "rtf", "wps", "pages", "xls", "xlsb", "ods", "ppt", "pptx", "odp", "mobi", "azw3", "ass", "ssa"];

/// The files below `folder` that can be editions, named relative to `root`, in the order of their names.
/// Hidden folders and `node_modules` are left out; what cannot be read or named is a problem.
pub(super) fn files(folder: &Path, root: &Path, problems: &mut Vec<Error>) -> Vec<File> {
    let walk = WalkDir::new(folder).follow_links(true).max_depth(DEEPEST).sort_by_file_name();
    let mut out = Vec::new();
    for entry in walk.into_iter().filter_entry(is_wanted) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => out.extend(file(entry.path(), root, problems)),
            Ok(_) => {}
            Err(error) => problems.push(problem(&error, folder)),
        }
    }
    out
}

/// Whether a file is a document that a text may have been taken from.
pub(super) fn is_document(path: &Path) -> bool {
    let extension = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
    let documents = ["docx", "docm", "odt", "epub", "pdf", "srt", "vtt", "xlsx"];
    extension.is_some_and(|extension| documents.contains(&extension.as_str()))
}

/// Whether a file is of a kind that is not read.
pub(super) fn is_not_read(path: &Path) -> bool {
    let extension = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
    extension.is_some_and(|extension| NOT_READ.contains(&extension.as_str()))
}

/// A file that was named itself.
pub(super) fn named(path: &Path, problems: &mut Vec<Error>) -> Option<File> {
    file(path, path.parent().unwrap_or(Path::new("")), problems)
}

fn is_wanted(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() == 0 || !entry.file_type().is_dir() || !(name.starts_with('.') || name == "node_modules")
}

fn file(path: &Path, root: &Path, problems: &mut Vec<Error>) -> Option<File> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    if !EXTENSIONS.contains(&extension.as_str()) && !NOT_READ.contains(&extension.as_str()) {
        return None;
    }
    // What an office program keeps beside a document that is open.
    if path
        .file_name()
        .is_some_and(|name| ["~$", "._", ".~"].iter().any(|start| name.to_string_lossy().starts_with(start)))
    {
        return None;
    }
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Option<Vec<&str>> = below.components().map(|part| part.as_os_str().to_str()).collect();
    match parts {
        Some(parts) => Some(File { name: parts.join("/"), path: path.to_path_buf() }),
        None => {
            problems.push(
                Error::new(ErrorKind::Input, "the path is not UTF-8")
                    .at(path)
                    .remedy("rename the file or folder"),
            );
            None
        }
    }
}

fn problem(error: &walkdir::Error, folder: &Path) -> Error {
    let path = error.path().unwrap_or(folder);
    if error.loop_ancestor().is_some() {
        return Error::new(ErrorKind::Io, "a symbolic link leads back to a folder above it")
            .at(path)
            .remedy("remove the link");
    }
    match error.io_error() {
        Some(source) => Error::io(path, source).remedy("check that it is there and may be read"),
        None => Error::new(ErrorKind::Io, error.to_string()).at(path),
    }
}

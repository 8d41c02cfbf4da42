//! The files below a folder.

use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use super::{File, layout};
use crate::error::{Error, ErrorKind};
use crate::text::Tag;

/// Folders are followed this deep.
const DEEPEST: usize = 64;
/// Extensions of files that can be editions.
const EXTENSIONS: [&str; 8] = ["txt", "text", "md", "mdx", "markdown", "html", "htm", "xhtml"];
/// Extensions of texts that are translated and not read.
const UNREAD: [&str; 17] = [
    "adoc", "asc", "asciidoc", "po", "pot", "rst", "json", "json5", "yml", "yaml", "org", "textile", "wiki",
    "xml", "ipynb", "docx", "tex",
];

/// What a walk finds.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// Files that can be editions, named relative to the root, in the order of their names.
    pub files: Vec<File>,
    /// Texts of formats that are not read.
    pub unread: Vec<PathBuf>,
    /// What could not be read or named.
    pub problems: Vec<Error>,
}

/// Walks `folder`. Hidden folders and `node_modules` are left out, with `gitignore` what git leaves out too.
pub(super) fn files(folder: &Path, root: &Path, gitignore: bool) -> Walk {
    let mut builder = WalkBuilder::new(folder);
    builder.standard_filters(false).follow_links(true).max_depth(Some(DEEPEST)).filter_entry(is_wanted);
    if gitignore {
        builder.git_ignore(true).git_exclude(true).git_global(true).parents(true);
    }
    builder.sort_by_file_name(|a, b| a.cmp(b));
    let real = folder.canonicalize().ok();
    let mut out = Walk::default();
    for entry in builder.build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                // What a link shows outside of the tree is nobody's text here.
                if gitignore && entry.path_is_symlink() && leads_out(entry.path(), real.as_deref()) {
                    if is_text(entry.path()) {
                        out.problems.push(out_of_tree(entry.path()));
                    }
                } else {
                    file(entry.path(), root, &mut out);
                }
            }
            Ok(_) => {}
            Err(error) => out.problems.push(problem(&error, folder)),
        }
    }
    out
}

/// A file that was named itself.
pub(super) fn named(path: &Path, problems: &mut Vec<Error>) -> Option<File> {
    let mut out = Walk::default();
    file(path, path.parent().unwrap_or(Path::new("")), &mut out);
    problems.append(&mut out.problems);
    out.files.pop()
}

fn is_wanted(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    entry.depth() == 0 || !folder || !(name.starts_with('.') || name == "node_modules")
}

fn leads_out(path: &Path, root: Option<&Path>) -> bool {
    let real = path.canonicalize().ok();
    real.zip(root).is_some_and(|(real, root)| !real.starts_with(root))
}

fn out_of_tree(path: &Path) -> Error {
    Error::new(ErrorKind::Input, "a symbolic link leads out of the folder and is not followed")
        .at(path)
        .remedy("put the file itself there, or name the folder that holds both")
}

fn extension(path: &Path) -> String {
    path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase).unwrap_or_default()
}

fn is_text(path: &Path) -> bool {
    EXTENSIONS.contains(&extension(path).as_str())
}

/// Texts that nothing here reads; data files only where their path names a language.
fn is_unread(path: &Path, root: &Path) -> bool {
    let extension = extension(path);
    let data = ["json", "json5", "yml", "yaml", "xml"].contains(&extension.as_str());
    let name = path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
    let tagged = || {
        let stem = layout::without_extension(&name);
        stem.split('/').any(|part| part.parse::<Tag>().is_ok() || layout::split_tag(part).1.is_some())
    };
    UNREAD.contains(&extension.as_str()) && (!data || tagged())
}

fn file(path: &Path, root: &Path, out: &mut Walk) {
    if !is_text(path) {
        if is_unread(path, root) {
            out.unread.push(path.to_path_buf());
        }
        return;
    }
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Option<Vec<&str>> = below.components().map(|part| part.as_os_str().to_str()).collect();
    match parts {
        Some(parts) => out.files.push(File { name: parts.join("/"), path: path.to_path_buf() }),
        None => out.problems.push(
            Error::new(ErrorKind::Input, "the path is not UTF-8")
                .at(path)
                .remedy("rename the file or folder"),
        ),
    }
}

fn problem(error: &ignore::Error, folder: &Path) -> Error {
    let path = path_of(error).unwrap_or(folder);
    if is_loop(error) {
        return Error::new(ErrorKind::Io, "a symbolic link leads back to a folder above it")
            .at(path)
            .remedy("remove the link");
    }
    match error.io_error() {
        Some(source) => Error::io(path, source).remedy("check that it is there and may be read"),
        None => Error::new(ErrorKind::Io, error.to_string()).at(path),
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::Loop { child, .. } => Some(child),
        ignore::Error::WithLineNumber { err, .. } | ignore::Error::WithDepth { err, .. } => path_of(err),
        _ => None,
    }
}

fn is_loop(error: &ignore::Error) -> bool {
    match error {
        ignore::Error::Loop { .. } => true,
        ignore::Error::WithPath { err, .. }
        | ignore::Error::WithLineNumber { err, .. }
        | ignore::Error::WithDepth { err, .. } => is_loop(err),
        _ => false,
    }
}

//! The files below the named folders, links and all.
//!
//! A link is followed only to what a walk of the named folders reads anyway: one that leads elsewhere would show the
//! files of whoever runs the program to whoever reads its report. So the folders are walked without links first, and a
//! link then gives files of that list under a second name; nothing is walked twice, and no loop is ever entered.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::{DirEntry, WalkBuilder};

use super::Explanation;
use super::{File, layout};
use crate::error::{Error, ErrorKind};
use crate::input;
use crate::text::Tag;

/// Folders are followed this deep.
const DEEPEST: usize = 64;
/// Extensions of files that can be editions.
const EXTENSIONS: [&str; 21] = [
    "txt", "text", "md", "mdx", "markdown", "html", "htm", "xhtml", "docx", "docm", "odt", "epub", "pdf",
    "srt", "vtt", "xlsx", "adoc", "asc", "asciidoc", "rst", "po",
];
/// Extensions of data that may be messages, where the path names a language.
const DATA: [&str; 3] = ["json", "yml", "yaml"];
/// Extensions of texts that are translated and not read.
const UNREAD: [&str; 36] = [
    "pot",
    "json5",
    "org",
    "textile",
    "wiki",
    "xml",
    "ipynb",
    "tex",
    "doc",
    "rtf",
    "wps",
    "pages",
    "xls",
    "xlsb",
    "ods",
    "ppt",
    "pptx",
    "odp",
    "mobi",
    "azw3",
    "ass",
    "ssa",
    "fodt",
    "xlsm",
    "numbers",
    "et",
    "azw",
    "fb2",
    "sub",
    "arb",
    "properties",
    "strings",
    "xliff",
    "xlf",
    "toml",
    "resx",
];

/// Extensions of tables, which may hold texts or list files.
const TABLES: [&str; 2] = ["csv", "tsv"];

/// All named folders, each walked once.
pub(super) struct Walk {
    folders: Vec<Folder>,
    /// Every file that can be an edition, by its real path.
    real: BTreeSet<PathBuf>,
}

/// A named folder and what is in it, in the order of the names.
struct Folder {
    path: PathBuf,
    real: PathBuf,
    /// Files that are looked at, read or not.
    files: Vec<PathBuf>,
    links: Vec<PathBuf>,
    problems: Vec<Error>,
}

/// What a folder gives.
#[derive(Default)]
pub(super) struct Files {
    /// Files that can be editions, named relative to the root.
    pub files: Vec<File>,
    /// Texts of formats that are not read.
    pub unread: Vec<PathBuf>,
    /// Tables that may hold texts.
    pub tables: Vec<PathBuf>,
    /// What could not be read or named.
    pub problems: Vec<Error>,
    /// What was left out, for people.
    pub explain: Vec<Explanation>,
}

impl Walk {
    /// Walks `folders`. Hidden folders, `node_modules` and, unless `all`, what git ignores are left out.
    pub fn new<'a>(folders: impl Iterator<Item = &'a PathBuf>, all: bool) -> Walk {
        let folders: Vec<Folder> = folders.map(|path| walk(path, all)).collect();
        let inside = |f: &Folder| {
            let texts = f.files.iter().filter(|path| is_text(path));
            texts.filter_map(|path| Some(f.real.join(path.strip_prefix(&f.path).ok()?))).collect()
        };
        let real = folders.iter().flat_map(|folder| -> Vec<PathBuf> { inside(folder) }).collect();
        Walk { folders, real }
    }

    /// What the named folder `path` gives, named relative to `root`.
    pub fn files(&self, path: &Path, root: &Path) -> Files {
        let mut out = Files::default();
        let Some(folder) = self.folders.iter().find(|folder| folder.path == path) else { return out };
        out.problems.clone_from(&folder.problems);
        let mut paths = folder.files.clone();
        paths.extend(self.follow(folder, &mut out));
        paths.sort();
        paths.iter().for_each(|path| file(path, root, &mut out));
        out
    }

    /// The files that the links of a folder give, under the names of the links.
    fn follow(&self, folder: &Folder, out: &mut Files) -> Vec<PathBuf> {
        let (mut given, mut entered) = (Vec::new(), BTreeMap::new());
        let (mut loops, mut again) = (Vec::new(), Vec::new());
        for link in &folder.links {
            let target = match link.canonicalize() {
                Ok(target) => target,
                Err(error) => {
                    let told = Error::io(link, &error).remedy("check that it is there and may be read");
                    out.problems.extend(is_text(link).then_some(told));
                    continue;
                }
            };
            let here = link.parent().and_then(|parent| parent.canonicalize().ok()).unwrap_or_default();
            if !target.is_dir() {
                match self.real.contains(&target) {
                    _ if !is_text(link) => {}
                    true => given.push(link.clone()),
                    false => out.problems.push(self.outside(link, &target)),
                }
            } else if here.starts_with(&target) {
                loops.push(link);
            } else if !self.holds(&target) {
                out.problems.push(self.outside(link, &target));
            } else if entered.insert(target.clone(), link).is_some() {
                again.push(link);
            } else {
                let below = self.real.range(target.clone()..).take_while(|file| file.starts_with(&target));
                given.extend(below.filter_map(|file| Some(link.join(file.strip_prefix(&target).ok()?))));
            }
        }
        if let Some(first) = loops.first() {
            let message = format!("{}leads back to a folder above it", counted(loops.len()));
            out.problems.push(Error::new(ErrorKind::Io, message).at(first).remedy("remove it"));
        }
        if let Some(first) = again.first() {
            let path = first.display();
            out.explain.push(Explanation::Taken(format!(
                "{}leads to a folder that another link gave: {path}",
                counted(again.len())
            )));
        }
        given
    }

    /// Whether a folder lies in one of the named ones.
    fn holds(&self, target: &Path) -> bool {
        self.folders.iter().any(|folder| target.starts_with(&folder.real))
    }

    fn outside(&self, link: &Path, target: &Path) -> Error {
        let message = match self.holds(target) {
            true => "a symbolic link leads to something that is not read here",
            false => "a symbolic link leads out of the folders that were named; it is not followed",
        };
        Error::new(ErrorKind::Input, message).at(link).remedy("put the file itself there")
    }
}

/// The first of some links, and how many more there are.
fn counted(links: usize) -> String {
    match links {
        1 => "a symbolic link ".to_owned(),
        more => format!("one of {more} such symbolic links "),
    }
}

fn walk(path: &Path, all: bool) -> Folder {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let mut out =
        Folder { path: path.to_path_buf(), real, files: Vec::new(), links: Vec::new(), problems: Vec::new() };
    let above = out.real.ancestors().find_map(odd).filter(|_| !all);
    let gitignore = !all && above.is_none();
    out.problems.extend(above.map(|path| unusable(&path)));
    let found = Arc::new(Mutex::new(Vec::new()));
    let wanted = {
        let found = Arc::clone(&found);
        move |entry: &DirEntry| {
            let bad = is_folder(entry).then(|| odd(entry.path())).flatten().filter(|_| gitignore);
            let fine = bad.is_none();
            found.lock().unwrap_or_else(PoisonError::into_inner).extend(bad);
            fine && is_wanted(entry)
        }
    };
    let mut builder = WalkBuilder::new(path);
    builder.standard_filters(false).follow_links(false).max_depth(Some(DEEPEST)).filter_entry(wanted);
    builder.git_ignore(gitignore).git_exclude(gitignore).git_global(gitignore).parents(gitignore);
    builder.sort_by_file_name(Ord::cmp);
    for entry in builder.build() {
        match entry {
            Ok(entry) if entry.depth() > 0 && entry.path_is_symlink() => out.links.push(entry.into_path()),
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) && is_known(entry.path()) => {
                out.files.push(entry.into_path());
            }
            // A pipe, a device, a socket: why it is no file.
            Ok(entry) if !is_folder(&entry) && is_text(entry.path()) => {
                out.problems.extend(input::open(entry.path()).err());
            }
            Ok(_) => {}
            Err(error) => out.problems.push(problem(&error, path)),
        }
    }
    let odd = std::mem::take(&mut *found.lock().unwrap_or_else(PoisonError::into_inner));
    out.problems.extend(odd.iter().map(|path| unusable(path)));
    out
}

/// A list of ignored files in a folder that would not end, or would wait for ever: the walk opens it by name.
fn odd(folder: &Path) -> Option<PathBuf> {
    let lists = [".gitignore", ".git/info/exclude"].map(|name| folder.join(name));
    lists.into_iter().find(|list| {
        list.metadata()
            .is_ok_and(|found| found.len() > input::SETTINGS || input::open(list).is_err() && !found.is_dir())
    })
}

fn unusable(path: &Path) -> Error {
    Error::new(ErrorKind::Input, "cannot be used as a list of what git ignores; nothing beside it is read")
        .at(path)
        .remedy("remove it, or use --no-ignore")
}

/// A file that was named itself. In a repository a link may lead to its other files and no further: lists of changed
/// files come from whoever changed them.
pub(super) fn named(path: &Path, problems: &mut Vec<Error>) -> Option<File> {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let top = absolute.ancestors().skip(1).find(|folder| folder.join(".git").exists());
    let top = top.and_then(|folder| folder.canonicalize().ok());
    let inside = |top: &Path| {
        let real = path.canonicalize().ok();
        real.is_some_and(|real| real.strip_prefix(top).is_ok_and(|below| !below.starts_with(".git")))
    };
    if path.is_symlink() && is_text(path) && top.is_some_and(|top| !inside(&top)) {
        let error =
            Error::new(ErrorKind::Input, "a symbolic link leads out of the repository; it is not followed");
        problems.push(error.at(path).remedy("name the file itself"));
        return None;
    }
    let mut out = Files::default();
    if is_known(path) {
        file(path, path.parent().unwrap_or(Path::new("")), &mut out);
    }
    problems.append(&mut out.problems);
    out.files.pop()
}

/// Whether a file is a document that a text may have been taken from.
pub(super) fn is_document(path: &Path) -> bool {
    ["docx", "docm", "odt", "epub", "pdf", "srt", "vtt", "xlsx"].contains(&extension(path).as_str())
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

fn is_wanted(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let folder = is_folder(entry) || entry.path_is_symlink() && !is_text(entry.path());
    entry.depth() == 0 || !folder || !(name.starts_with('.') || name == "node_modules")
}

pub(super) fn extension(path: &Path) -> String {
    path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase).unwrap_or_default()
}

/// Whether a file holds messages in one language a file: data whose path names a language. Hidden data are some program's own.
pub(super) fn is_message(path: &Path, root: &Path) -> bool {
    let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    !hidden && DATA.contains(&extension(path).as_str()) && names_a_language(path, root)
}

/// Whether a file holds messages and their translation.
pub(super) fn is_gettext(path: &Path) -> bool {
    extension(path) == "po"
}

pub(super) fn is_text(path: &Path) -> bool {
    EXTENSIONS.contains(&extension(path).as_str())
}

/// Texts that nothing here reads; data files only where their path names a language.
fn is_unread(path: &Path, root: &Path) -> bool {
    let extension = extension(path);
    let data = ["json5", "xml", "properties", "strings", "toml", "resx"].contains(&extension.as_str());
    UNREAD.contains(&extension.as_str()) && (!data || names_a_language(path, root))
}

fn names_a_language(path: &Path, root: &Path) -> bool {
    let name = path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
    let stem = layout::without_extension(&name);
    stem.split('/').any(|part| part.parse::<Tag>().is_ok() || crate::text::split_name(part).1.is_some())
}

/// Whether a file is one that is looked at, read or not.
fn is_known(path: &Path) -> bool {
    // What an office program keeps beside a document that is open.
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let own = ["~$", "._", ".~"].iter().any(|start| name.starts_with(start));
    !own && (is_text(path) || [&UNREAD[..], &DATA, &TABLES].concat().contains(&extension(path).as_str()))
}

fn file(path: &Path, root: &Path, out: &mut Files) {
    if !is_text(path) && !is_message(path, root) {
        if is_unread(path, root) {
            out.unread.push(path.to_path_buf());
        } else if TABLES.contains(&extension(path).as_str()) {
            out.tables.push(path.to_path_buf());
        }
        return;
    }
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Option<Vec<&str>> = below.components().map(|part| part.as_os_str().to_str()).collect();
    match parts {
        Some(parts) => out.files.push(File::new(parts.join("/"), path.to_path_buf())),
        None => out.problems.push(
            Error::new(ErrorKind::Input, "the path is not UTF-8")
                .at(path)
                .remedy("rename the file or folder"),
        ),
    }
}

fn problem(error: &ignore::Error, folder: &Path) -> Error {
    let path = path_of(error).unwrap_or(folder);
    match error.io_error() {
        Some(source) => Error::io(path, source).remedy("check that it is there and may be read"),
        None => Error::new(ErrorKind::Io, error.to_string()).at(path),
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithLineNumber { err, .. } | ignore::Error::WithDepth { err, .. } => path_of(err),
        _ => None,
    }
}

//! A folder of output files, each written aside; all take their names at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::{Aside, stream};
use crate::error::{Error, ErrorKind, Result};

/// Longest file name made from an article's id, in bytes.
const MAX_NAME: usize = 200;

/// The folder a format with several files writes into.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    open: BTreeMap<String, Aside>,
    whole: BTreeSet<String>,
}

impl Folder {
    /// Makes the folder where it is missing; its parent has to be there.
    ///
    /// # Errors
    /// `Io` where it cannot be made or is a file.
    pub fn create(path: &Path) -> Result<Self> {
        if path.exists() && !path.is_dir() {
            return Err(Error::new(ErrorKind::Io, "is a file, and this format writes several files")
                .at(path)
                .remedy("name a folder"));
        }
        if !path.is_dir() {
            fs::create_dir(path)
                .map_err(|e| Error::io(path, &e).remedy("create the folder above it first"))?;
        }
        Ok(Folder { path: path.to_path_buf(), open: BTreeMap::new(), whole: BTreeSet::new() })
    }

    /// A file that stays open until [`Folder::commit`]; `start` is written when it is opened.
    pub fn file(&mut self, name: &str, start: &str) -> Result<&mut Aside> {
        if !self.open.contains_key(name) {
            let mut aside = Aside::create(&self.path.join(name))?;
            aside.write_all(start.as_bytes()).map_err(stream)?;
            self.open.insert(name.to_owned(), aside);
        }
        self.open.get_mut(name).ok_or_else(|| Error::new(ErrorKind::Io, format!("{name} is not open")))
    }

    /// A whole file at once.
    ///
    /// # Errors
    /// `Input` where it was written before: two articles have one id.
    pub fn write(&mut self, name: &str, content: &str) -> Result<()> {
        let path = self.path.join(name);
        if !self.whole.insert(name.to_owned()) {
            return Err(Error::new(ErrorKind::Input, "written already: two articles have the same id")
                .at(path)
                .remedy("give every article an id of its own"));
        }
        let mut aside = Aside::create(&path)?;
        aside.write_all(content.as_bytes()).map_err(|e| Error::io(&path, &e))?;
        aside.commit()
    }

    /// All open files get `end` and take their names.
    pub fn commit(&mut self, end: &str) -> Result<()> {
        for (name, mut aside) in std::mem::take(&mut self.open) {
            aside.write_all(end.as_bytes()).map_err(|e| Error::io(self.path.join(name), &e))?;
            aside.commit()?;
        }
        Ok(())
    }
}

/// A file name for an article's id: different ids have different names, and none leaves the folder.
///
/// ```
/// use trialign::export::file_name;
/// assert_eq!(file_name("2024/a story")?, "2024%2Fa story");
/// assert_eq!(file_name("../x")?, "%2E.%2Fx");
/// # Ok::<(), trialign::error::Error>(())
/// ```
///
/// # Errors
/// `Input` where the id is empty or too long for a file name.
pub fn file_name(id: &str) -> Result<String> {
    let mut out = String::new();
    for (index, c) in id.char_indices() {
        let plain = !c.is_control() && !r#"/\%:*?"<>|"#.contains(c) && (index > 0 || c != '.');
        if plain {
            out.push(c);
        } else {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        }
    }
    if out.is_empty() || out.len() > MAX_NAME {
        return Err(Error::new(ErrorKind::Input, format!("{id}: the article's id makes no file name"))
            .remedy("use a format with one file, such as jsonl, or a shorter id"));
    }
    Ok(out)
}

//! A folder of output files, filled aside; all take their names at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::stream;
use crate::aside::AsideFolder;
use crate::error::{Error, ErrorKind, Result};

/// Longest file name made from an article's id, in bytes.
const MAX_NAME: usize = 200;

/// The folder a format with several files writes into: it appears whole, or not at all.
#[derive(Debug)]
pub struct Folder {
    target: PathBuf,
    aside: Option<AsideFolder>,
    open: BTreeMap<String, BufWriter<File>>,
    whole: BTreeSet<String>,
}

impl Folder {
    /// Begins the folder; the one above it has to be there.
    ///
    /// # Errors
    /// `Io` where it cannot be made or is a file.
    pub fn create(path: &Path) -> Result<Self> {
        let aside = Some(AsideFolder::create(path)?);
        Ok(Folder { target: path.to_path_buf(), aside, open: BTreeMap::new(), whole: BTreeSet::new() })
    }

    /// Where a file of this name is written now; folders in the name are made.
    ///
    /// # Errors
    /// `Io` where they cannot be made, or all was put in place already.
    pub fn place(&self, name: &str) -> Result<PathBuf> {
        let aside =
            self.aside.as_ref().ok_or_else(|| Error::new(ErrorKind::Io, "is closed").at(&self.target))?;
        let path = aside.path().join(name);
        if let Some(above) = path.parent().filter(|above| *above != aside.path()) {
            fs::create_dir_all(above).map_err(|e| Error::io(self.target.join(name), &e))?;
        }
        Ok(path)
    }

    /// A file that stays open until [`Folder::commit`]; `start` is written when it is opened.
    pub fn file(&mut self, name: &str, start: &str) -> Result<&mut BufWriter<File>> {
        if !self.open.contains_key(name) {
            let file = File::create(self.place(name)?).map_err(|e| Error::io(self.target.join(name), &e))?;
            let mut file = BufWriter::new(file);
            file.write_all(start.as_bytes()).map_err(stream)?;
            self.open.insert(name.to_owned(), file);
        }
        self.open.get_mut(name).ok_or_else(|| Error::new(ErrorKind::Io, format!("{name} is not open")))
    }

    /// A whole file at once.
    ///
    /// # Errors
    /// `Input` where it was written before: two articles have one id.
    pub fn write(&mut self, name: &str, content: &str) -> Result<()> {
        let path = self.target.join(name);
        if !self.whole.insert(name.to_owned()) {
            return Err(Error::new(ErrorKind::Input, "written already: two articles have the same id")
                .at(path)
                .remedy("give every article an id of its own"));
        }
        let written = File::create(self.place(name)?).and_then(|mut file| {
            file.write_all(content.as_bytes())?;
            file.sync_all()
        });
        written.map_err(|e| Error::io(&path, &e))
    }

    /// All open files get `end`, and the folder takes its name.
    ///
    /// # Errors
    /// `Io` where the rest cannot be written or put in place.
    pub fn commit(&mut self, end: &str) -> Result<()> {
        for (name, mut file) in std::mem::take(&mut self.open) {
            let io = |e: std::io::Error| Error::io(self.target.join(&name), &e);
            file.write_all(end.as_bytes()).map_err(io)?;
            file.into_inner().map_err(|e| io(e.into_error()))?.sync_all().map_err(io)?;
        }
        self.aside.take().map_or(Ok(()), AsideFolder::commit)
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

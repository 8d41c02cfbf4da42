//! A folder that is filled aside and takes its name when all of it is there.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::parts::{self, Part};
use super::{parent, remedy};
use crate::error::{Error, ErrorKind, Result};

/// Filled under another name: beside its target where that is not there yet, else in it. [`AsideFolder::commit`] puts
/// what it holds in place; dropped without, it leaves nothing behind.
///
/// Other files of a target that is there stay.
#[derive(Debug)]
pub struct AsideFolder {
    target: PathBuf,
    // Before the part: the folder is taken away while it is still locked.
    made: TempDir,
    part: Part,
}

impl AsideFolder {
    /// Begins to fill a folder; the one above it has to be there.
    ///
    /// # Errors
    /// `Io` where it cannot be made, or `path` is a file.
    pub fn create(path: &Path) -> Result<Self> {
        if path.exists() && !path.is_dir() {
            return Err(Error::new(ErrorKind::Io, "is a file, and this format writes several files")
                .at(path)
                .remedy("name a folder"));
        }
        let beside = if path.is_dir() { path.to_path_buf() } else { parent(path) };
        let failed = |e: io::Error| {
            let remedy = match e.kind() {
                io::ErrorKind::NotFound => "create the folder above it first",
                _ => remedy(&e),
            };
            Error::io(path, &e).remedy(remedy)
        };
        let (made, part) = parts::directory(&beside).map_err(failed)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // A temporary folder is its owner's alone; this one is to be as any new folder: a file tells how.
            let probe = made.path().join("probe");
            let mode =
                fs::File::create(&probe).and_then(|file| file.metadata()).map(|m| m.permissions().mode());
            let mode = mode.map_err(failed)? & 0o666;
            fs::remove_file(&probe).map_err(failed)?;
            let folder = fs::Permissions::from_mode(mode | (mode & 0o444) >> 2);
            fs::set_permissions(made.path(), folder).map_err(failed)?;
        }
        Ok(AsideFolder { target: path.to_path_buf(), made, part })
    }

    /// Where to write now.
    pub fn path(&self) -> &Path {
        self.made.path()
    }

    /// Where it will be.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// All is written: everything takes its place. An interruption comes before or after it.
    ///
    /// # Errors
    /// `Io` where something cannot be put in place.
    pub fn commit(self) -> Result<()> {
        let AsideFolder { target, made, part } = self;
        let done = part.place(|| {
            if target.exists() {
                merge(made.path(), &target)?;
                // Here and not when it is dropped: an interruption in between would leave it.
                return fs::remove_dir_all(made.path()).map_err(|e| (made.path().to_path_buf(), e));
            }
            fs::rename(made.path(), &target).map_err(|e| (target.clone(), e))
        });
        if target.exists() && !made.path().exists() {
            // It has its name now: there is nothing to take away.
            let _ = made.keep();
        }
        done.map_err(|(path, e)| Error::io(path, &e).remedy(remedy(&e)))
    }
}

/// Moves what is in one folder into another, the place of old files included.
fn merge(from: &Path, to: &Path) -> Result<(), (PathBuf, io::Error)> {
    let at = |path: &Path| {
        let path = path.to_path_buf();
        move |e: io::Error| (path, e)
    };
    for entry in fs::read_dir(from).map_err(at(from))? {
        let entry = entry.map_err(at(from))?;
        let place = to.join(entry.file_name());
        if entry.path().is_dir() && place.is_dir() {
            merge(&entry.path(), &place)?;
        } else {
            fs::rename(entry.path(), &place).map_err(at(&place))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_appears_whole_and_what_was_there_stays() {
        let root = tempfile::tempdir().unwrap();
        let target = root.path().join("out");
        let aside = AsideFolder::create(&target).unwrap();
        fs::create_dir(aside.path().join("data")).unwrap();
        fs::write(aside.path().join("data/a"), "1").unwrap();
        fs::write(aside.path().join("b"), "1").unwrap();
        assert!(!target.exists());
        aside.commit().unwrap();
        assert_eq!(fs::read_to_string(target.join("data/a")).unwrap(), "1");
        fs::write(target.join("own"), "mine").unwrap();
        let again = AsideFolder::create(&target).unwrap();
        fs::create_dir(again.path().join("data")).unwrap();
        fs::write(again.path().join("data/a"), "2").unwrap();
        assert_eq!(fs::read_to_string(target.join("data/a")).unwrap(), "1", "until it is whole");
        again.commit().unwrap();
        assert_eq!(fs::read_to_string(target.join("data/a")).unwrap(), "2");
        assert_eq!(fs::read_to_string(target.join("own")).unwrap(), "mine");
        let left: Vec<_> = fs::read_dir(&target).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(left.len(), 3, "{left:?}");
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    }

    #[test]
    fn dropped_it_leaves_nothing() {
        let root = tempfile::tempdir().unwrap();
        let aside = AsideFolder::create(&root.path().join("out")).unwrap();
        fs::write(aside.path().join("b"), "1").unwrap();
        drop(aside);
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
    }
}

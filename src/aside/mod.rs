//! What is written aside and takes its name only when it is whole: a file, or a folder of files.

mod folder;
mod parts;

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::error::{Error, ErrorKind, Result};
use parts::Part;

pub use folder::AsideFolder;
pub use parts::{Abandoned, abandon, is_part, sweep};

/// Written in the folder of its target under another name, then renamed by [`Aside::commit`].
///
/// Dropped without a commit it leaves nothing behind; an interrupted run leaves the old file whole.
/// Devices and pipes (`/dev/stdout`) are written to directly.
#[derive(Debug)]
pub struct Aside {
    target: PathBuf,
    out: Out,
}

#[derive(Debug)]
enum Out {
    File(BufWriter<NamedTempFile>, Part),
    Device(BufWriter<File>),
}

impl Aside {
    /// Opens a file beside `path`. The folder has to be there.
    pub fn create(path: &Path) -> Result<Self> {
        // A link is followed, so that the file it names is replaced and not the link.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        if let Ok(meta) = fs::metadata(&target) {
            if meta.is_dir() {
                return Err(Error::new(ErrorKind::Io, "is a folder")
                    .at(path)
                    .remedy("name a file to write, such as out/corpus.csv"));
            }
            if !meta.is_file() {
                let device = File::options().write(true).open(&target).map_err(|e| Error::io(path, &e))?;
                return Ok(Aside { target, out: Out::Device(BufWriter::new(device)) });
            }
        }
        let folder = parent(&target);
        if !folder.is_dir() {
            return Err(Error::new(ErrorKind::Io, format!("the folder {} does not exist", folder.display()))
                .at(path)
                .remedy("create it first, or write somewhere else"));
        }
        let (file, part) = parts::file(&folder, |builder| permissions(builder, &target)).map_err(|e| {
            Error::new(ErrorKind::Io, format!("cannot write into {}: {e}", folder.display()))
                .at(path)
                .remedy(remedy(&e))
        })?;
        Ok(Aside { target, out: Out::File(BufWriter::new(file), part) })
    }

    /// Everything is written: the file takes the place of the old one.
    pub fn commit(self) -> Result<()> {
        let Aside { target, out } = self;
        let failed = |e: &io::Error| Error::io(&target, e).remedy(remedy(e));
        match out {
            Out::Device(mut device) => device.flush().map_err(|e| failed(&e)),
            Out::File(buffer, part) => {
                let file = buffer.into_inner().map_err(|e| failed(e.error()))?;
                file.as_file().sync_all().map_err(|e| failed(&e))?;
                part.place(|| file.persist(&target)).map(drop).map_err(|e| failed(&e.error))
            }
        }
    }
}

/// The folder a path lies in.
fn parent(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

/// What to do about a fault of writing, by its true cause.
fn remedy(error: &io::Error) -> &'static str {
    use io::ErrorKind::{NotFound, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    match error.kind() {
        StorageFull | QuotaExceeded => "make room, or write somewhere else",
        PermissionDenied => "check the permissions of the folder",
        ReadOnlyFilesystem => "write somewhere else: nothing can be written there",
        NotFound => "the folder was taken away meanwhile: make it again",
        _ => "write somewhere else, or try again",
    }
}

/// The permissions of the file that is replaced, or those any new file gets.
fn permissions(builder: &mut tempfile::Builder<'static, 'static>, target: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(target).map_or(0o666, |meta| meta.permissions().mode() & 0o777);
        builder.permissions(fs::Permissions::from_mode(mode));
    }
    #[cfg(not(unix))]
    let _ = (builder, target);
}

impl Write for Aside {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.out {
            Out::File(file, _) => file.write(bytes),
            Out::Device(device) => device.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.out {
            Out::File(file, _) => file.flush(),
            Out::Device(device) => device.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_old_file_stays_until_the_new_one_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        fs::write(&path, "old").unwrap();
        let mut aside = Aside::create(&path).unwrap();
        aside.write_all(b"half").unwrap();
        drop(aside);
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
        let mut aside = Aside::create(&path).unwrap();
        aside.write_all(b"new").unwrap();
        aside.commit().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    }

    #[test]
    fn what_a_killed_run_left_goes_and_what_is_being_written_stays() {
        let folder = tempfile::tempdir().unwrap();
        let dead = [folder.path().join(".trialign-abcdef.part"), folder.path().join(".trialign-fedcba.part")];
        fs::write(&dead[0], "half").unwrap();
        fs::create_dir(&dead[1]).unwrap();
        fs::write(dead[1].join("a"), "half").unwrap();
        fs::write(folder.path().join("mine.part"), "").unwrap();
        let mut aside = Aside::create(&folder.path().join("a.csv")).unwrap();
        aside.write_all(b"new").unwrap();
        assert!(dead.iter().all(|path| !path.exists()));
        sweep(folder.path());
        aside.commit().unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("a.csv")).unwrap(), "new");
        assert!(folder.path().join("mine.part").exists());
    }

    #[test]
    fn a_missing_folder_is_named() {
        let error = Aside::create(Path::new("no/such/folder/a.csv")).unwrap_err();
        assert!(error.to_string().contains("the folder no/such/folder does not exist"), "{error}");
    }
}

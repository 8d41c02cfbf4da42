//! What is half-written: known to the process, so that an interruption takes it away, and locked, so that a later run
//! can tell what a killed one left from what another is writing.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::{NamedTempFile, TempDir};

/// How the names of what is half-written begin and end.
const PREFIX: &str = ".trialign-";
const SUFFIX: &str = ".part";
/// How often a part is made again that another run took for a dead one's before it was locked.
const TRIES: usize = 16;

#[derive(Default)]
struct Known {
    parts: BTreeSet<PathBuf>,
    /// Folders that were swept by this process.
    swept: BTreeSet<PathBuf>,
}

static KNOWN: Mutex<Known> = Mutex::new(Known { parts: BTreeSet::new(), swept: BTreeSet::new() });

fn known() -> MutexGuard<'static, Known> {
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What is half-written was taken away; while this is held nothing takes its name and nothing new is begun.
pub struct Abandoned {
    _known: MutexGuard<'static, Known>,
}

/// Takes away all that this process has half-written: it is about to end.
pub fn abandon() -> Abandoned {
    let mut known = known();
    for part in std::mem::take(&mut known.parts) {
        remove(&part);
    }
    Abandoned { _known: known }
}

/// Takes away what killed runs left half-written in a folder; what a run is writing now, on this or another machine,
/// stays, and so does what cannot be removed.
pub fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        // A link is no part, and opening a pipe would wait.
        let plain = entry.file_type().is_ok_and(|kind| kind.is_file() || kind.is_dir());
        if plain && is_part(&entry.file_name()) && File::open(&path).is_ok_and(|part| part.try_lock().is_ok())
        {
            remove(&path);
        }
    }
}

/// Whether a name is that of something half-written.
pub fn is_part(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with(PREFIX) && name.ends_with(SUFFIX)
}

fn remove(path: &Path) {
    // What is gone already needs no removing.
    if !path.is_dir() {
        return drop(fs::remove_file(path));
    }
    // Under another name nothing more is put into it by whoever fills it; what was on its way may still come.
    let name =
        path.file_name().unwrap_or_default().to_string_lossy().replacen(PREFIX, &format!("{PREFIX}gone-"), 1);
    let gone = path.with_file_name(name);
    let gone = if fs::rename(path, &gone).is_ok() { &gone } else { path };
    for _ in 0..TRIES {
        if fs::remove_dir_all(gone).is_ok() || !gone.exists() {
            return;
        }
    }
}

/// A part that this process is writing. Dropped, it is forgotten here; its owner takes it away.
#[derive(Debug)]
pub(super) struct Part {
    path: PathBuf,
    _lock: Option<File>,
}

impl Part {
    /// Gives a part its place: `rename` is not interrupted.
    pub fn place<T>(&self, rename: impl FnOnce() -> T) -> T {
        let mut known = known();
        let done = rename();
        known.parts.remove(&self.path);
        done
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        known().parts.remove(&self.path);
    }
}

fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    builder
}

/// A new part in `folder`, made by `make`; the folder is swept before the first.
fn begin<T>(
    folder: &Path,
    make: impl Fn(&tempfile::Builder<'_, '_>) -> io::Result<T>,
    path: impl Fn(&T) -> PathBuf,
    adapt: impl Fn(&mut tempfile::Builder<'static, 'static>),
) -> io::Result<(T, Part)> {
    let mut known = known();
    if known.swept.insert(folder.to_path_buf()) {
        sweep(folder);
    }
    let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
    for _ in 0..TRIES {
        let mut builder = builder();
        adapt(&mut builder);
        let made = make(&builder)?;
        let part = path(&made);
        match locked(&part) {
            Ok(lock) => {
                known.parts.insert(part.clone());
                return Ok((made, Part { path: part, _lock: lock }));
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// Locks a part that was just made. `None` where the file system knows no locks: nothing is swept there either.
fn locked(part: &Path) -> io::Result<Option<File>> {
    let Ok(file) = File::open(part) else {
        return if part.exists() { Ok(None) } else { Err(io::ErrorKind::NotFound.into()) };
    };
    match file.try_lock() {
        // Another run may have swept it before it was locked.
        Ok(()) if part.exists() => Ok(Some(file)),
        Ok(()) | Err(fs::TryLockError::WouldBlock) => Err(io::ErrorKind::NotFound.into()),
        Err(fs::TryLockError::Error(_)) => Ok(None),
    }
}

/// A file that is written aside in `folder`.
pub(super) fn file(
    folder: &Path,
    adapt: impl Fn(&mut tempfile::Builder<'static, 'static>),
) -> io::Result<(NamedTempFile, Part)> {
    begin(folder, |builder| builder.tempfile_in(folder), |file| file.path().to_path_buf(), adapt)
}

/// A folder that is filled aside in `folder`.
pub(super) fn directory(folder: &Path) -> io::Result<(TempDir, Part)> {
    begin(folder, |builder| builder.tempdir_in(folder), |made| made.path().to_path_buf(), |_| {})
}

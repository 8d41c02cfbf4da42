//! The one way files are read: real files only, and never more of one than its reader allows for.
//!
//! A pipe that nobody writes to blocks for ever, a device may have no end, and what the kernel shows under `/proc` is
//! nobody's text. A name in a manifest, in the settings or behind a link may lead to any of them.

use std::fs::{self, File, Metadata};
use std::io::Read as _;
use std::path::Path;

use crate::error::{Error, ErrorKind, Result};

/// The largest settings file, in bytes.
pub const SETTINGS: u64 = 1 << 20;
/// The largest table that is held whole: weights, glossary, lock, baseline, manifest.
pub const TABLE: u64 = 64 << 20;
/// The largest file of many articles: an export that is read back, a sheet, a shard of a build.
pub const CORPUS: u64 = 4 << 30;

/// Opens a file to be read in pieces.
///
/// # Errors
/// `Io` where it is not there, may not be read, or is no file.
pub fn open(path: &Path) -> Result<File> {
    opened(path, false)
}

/// As [`open`], for a file the caller of the program named: what the shell opened for it (`/dev/stdin`, `<(…)`) is a
/// file too.
///
/// # Errors
/// As [`open`].
pub fn open_named(path: &Path) -> Result<File> {
    opened(path, true)
}

/// Reads a whole file of at most `most` bytes.
///
/// # Errors
/// As [`open`]; `Input` where it is larger, and then no more than `most` bytes were read.
///
/// ```
/// use trialign::error::ErrorKind;
/// let manifest = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
/// assert!(!trialign::input::bytes(&manifest, 1 << 20)?.is_empty());
/// assert_eq!(trialign::input::bytes(&manifest, 3).unwrap_err().kind(), ErrorKind::Input);
/// # Ok::<(), trialign::error::Error>(())
/// ```
pub fn bytes(path: &Path, most: u64) -> Result<Vec<u8>> {
    whole(opened(path, false)?, path, most)
}

/// As [`bytes`], for a file as [`open_named`] takes it.
///
/// # Errors
/// As [`bytes`].
pub fn bytes_named(path: &Path, most: u64) -> Result<Vec<u8>> {
    whole(opened(path, true)?, path, most)
}

/// Reads a whole file of UTF-8.
///
/// # Errors
/// As [`bytes`]; `Input` where it is not UTF-8.
pub fn text(path: &Path, most: u64) -> Result<String> {
    String::from_utf8(bytes(path, most)?)
        .map_err(|_| Error::new(ErrorKind::Input, "this is not UTF-8").at(path).remedy("save it as UTF-8"))
}

fn whole(file: File, path: &Path, most: u64) -> Result<Vec<u8>> {
    let io = |error: std::io::Error| Error::io(path, &error);
    let size = file.metadata().map_err(io)?.len();
    if size > most {
        return Err(too_large(path, size, most));
    }
    let mut bytes = Vec::new();
    // One byte more than allowed shows a file that grew after it was measured.
    file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(io)?;
    match bytes.len() as u64 {
        read if read > most => Err(too_large(path, read, most)),
        _ => Ok(bytes),
    }
}

/// The error for a file of `size` bytes where `most` are allowed.
pub(crate) fn too_large(path: &Path, size: u64, most: u64) -> Error {
    let message = format!("the file has {size} bytes, the limit is {most}");
    Error::new(ErrorKind::Input, message).at(path).remedy("split it")
}

fn opened(path: &Path, named: bool) -> Result<File> {
    let io = |error: std::io::Error| Error::io(path, &error).remedy("check that it is there and may be read");
    let fine = |metadata: &Metadata| match special(metadata) {
        Some(_) if named && is_descriptor(path) && !metadata.is_dir() => Ok(()),
        Some(kind) => Err(Error::new(ErrorKind::Io, kind).at(path).remedy("name a text file")),
        None => Ok(()),
    };
    // Before it is opened: opening a pipe waits for its other end.
    fine(&fs::metadata(path).map_err(io)?)?;
    let file = File::open(path).map_err(io)?;
    fine(&file.metadata().map_err(io)?)?;
    Ok(file)
}

/// What the program itself was given open.
fn is_descriptor(path: &Path) -> bool {
    path == Path::new("/dev/stdin") || path.starts_with("/dev/fd") || path.starts_with("/proc/self/fd")
}

/// Why something is no file that can be read to its end.
fn special(metadata: &Metadata) -> Option<&'static str> {
    if metadata.is_file() {
        return kernels(metadata).then_some("this is not a file but a view of the system");
    }
    Some(kind(metadata))
}

#[cfg(unix)]
fn kind(metadata: &Metadata) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    let kind = metadata.file_type();
    if kind.is_fifo() {
        "this is not a file but a pipe"
    } else if kind.is_socket() {
        "this is not a file but a socket"
    } else if kind.is_char_device() || kind.is_block_device() {
        "this is not a file but a device"
    } else {
        "this is not a file"
    }
}

#[cfg(not(unix))]
fn kind(_: &Metadata) -> &'static str {
    "this is not a file"
}

/// Whether a file lies in one of the file systems in which Linux shows itself; its size says nothing there.
#[cfg(target_os = "linux")]
fn kernels(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    use std::sync::OnceLock;
    static DEVICES: OnceLock<Vec<u64>> = OnceLock::new();
    let devices = DEVICES.get_or_init(|| {
        let device = |path: &str| fs::metadata(path).ok().map(|metadata| metadata.dev());
        let root = device("/");
        ["/proc", "/sys"].into_iter().filter_map(device).filter(|found| Some(*found) != root).collect()
    });
    devices.contains(&metadata.dev())
}

#[cfg(not(target_os = "linux"))]
fn kernels(_: &Metadata) -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_end_is_refused_before_it_is_opened() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("en.txt");
        std::os::unix::fs::symlink("/dev/zero", &link).unwrap();
        for path in [Path::new("/dev/zero"), &link] {
            let error = bytes(path, 10).unwrap_err();
            assert!(error.to_string().contains("a device"), "{error}");
            assert!(open_named(path).is_err(), "a device is none of the caller's descriptors");
        }
        let socket = folder.path().join("s.txt");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert!(bytes(&socket, 10).unwrap_err().to_string().contains("a socket"));
        assert!(bytes(folder.path(), 10).unwrap_err().to_string().contains("this is not a file"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_kernel_s_own_files_are_no_texts() {
        for path in ["/proc/self/environ", "/proc/version"] {
            assert!(
                bytes(Path::new(path), 1 << 20).unwrap_err().to_string().contains("the system"),
                "{path}"
            );
        }
    }
}

//! Jobs: files that were given to the page, aligned, and kept in a folder with what was decided on them.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::session::Session;
use super::sheet::Compared;
use crate::error::{Error, ErrorKind, Result};

/// What the files of one job may hold together, in bytes.
pub const MAX_UPLOAD: u64 = 256 << 20;
/// A job has at most so many files.
pub const MAX_FILES: usize = 200;

/// A file that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its name, without a folder.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A fault with a file that was given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Fault {
    /// The file; empty where it is about none of them.
    pub file: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

impl From<&Error> for Fault {
    fn from(error: &Error) -> Fault {
        let file = error.path().map(|path| path.display().to_string()).unwrap_or_default();
        Fault {
            file,
            message: error.message().to_owned(),
            remedy: error.advice().unwrap_or_default().to_owned(),
        }
    }
}

/// A job that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// What it is called.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// The names of the files it was made from.
    pub files: Vec<String>,
    /// When something was last decided, in milliseconds since 1970.
    pub changed: i64,
}

/// A job that was opened.
pub struct Opened {
    /// The articles.
    pub session: Session,
    /// What a person should know.
    pub warnings: Vec<String>,
    /// Files that were not used, and why.
    pub faults: Vec<Fault>,
}

/// What is to be exported, and how.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Wanted {
    /// The format, as `-f` has it.
    pub format: String,
    /// The language of what a person reads in it: `en`, `zh-Hans` or `zh-Hant`.
    pub language: String,
    /// Rows below this confidence are left out, unless a person confirmed them.
    pub min_confidence: Option<f64>,
    /// Rows that say what a row before them says are left out.
    pub no_duplicates: bool,
    /// Rows without a letter are left out.
    pub no_numbers: bool,
}

/// A file to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// What it is called.
    pub name: String,
    /// Its MIME type.
    pub mime: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Work that is done away from the session, which others wait for.
pub type Later<T> = Box<dyn FnOnce() -> Result<T> + Send>;

/// What the page needs of the other stages to make jobs and to give them back; the pipeline gives it.
pub trait Desk: Send + Sync {
    /// The folder that new jobs are kept in.
    fn home(&self) -> PathBuf;

    /// The endings of files that can be read.
    fn kinds(&self) -> &'static [&'static str];

    /// The jobs there, the newest first.
    fn jobs(&self) -> Vec<Kept>;

    /// Makes a job of files, or finds the one that was made of the same files, and opens it.
    ///
    /// # Errors
    /// All that is wrong with the files, where no article can be made of them; nothing is kept then.
    fn receive(&self, files: Vec<Upload>) -> Result<Opened, Vec<Fault>>;

    /// Opens a job.
    ///
    /// # Errors
    /// `Input` where the folder is none of the jobs, and as opening a corpus.
    fn open(&self, folder: &Path) -> Result<Opened>;

    /// What a session is as a file.
    ///
    /// # Errors
    /// `Usage` where nobody knows the format, and as its writer.
    fn export(&self, session: &Session, wanted: &Wanted) -> Result<Later<Exported>>;

    /// What a sheet changed.
    ///
    /// # Errors
    /// `Input` where it is no sheet.
    fn compare(&self, session: &Session, sheet: &Upload) -> Result<Compared>;

    /// Applies what a sheet changed; gives how many rows that were and how many conflicts.
    ///
    /// # Errors
    /// `Io` where a decision cannot be stored.
    fn apply(&self, session: &mut Session, compared: &Compared) -> Result<(usize, usize)>;
}

/// The files in the body of a request: a line of JSON, `[{"name":"a.docx","size":5},…]`, then their bytes one after the
/// other.
///
/// # Errors
/// `Input` where the line is none, or the sizes do not add up.
pub fn unpack(body: &[u8]) -> Result<Vec<Upload>> {
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Head {
        name: String,
        size: usize,
    }
    let broken = || Error::new(ErrorKind::Input, "the files did not arrive whole").remedy("drop them again");
    let end = body.iter().position(|byte| *byte == b'\n').ok_or_else(broken)?;
    let heads: Vec<Head> = serde_json::from_slice(&body[..end]).map_err(|_| broken())?;
    if heads.len() > MAX_FILES {
        return Err(Error::new(ErrorKind::Input, format!("more than {MAX_FILES} files at once"))
            .remedy("use `trialign review FOLDER` for a folder of articles"));
    }
    let mut rest = &body[end + 1..];
    let mut files = Vec::with_capacity(heads.len());
    for Head { name, size } in heads {
        let (bytes, after) = rest.split_at_checked(size).ok_or_else(broken)?;
        files.push(Upload { name: plain_name(&name), bytes: bytes.to_vec() });
        rest = after;
    }
    if rest.is_empty() { Ok(files) } else { Err(broken()) }
}

/// A name without a folder, of characters that every file system takes.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last
        .chars()
        .map(|c| if c.is_control() || ":*?\"<>|".contains(c) { '_' } else { c })
        .take(150)
        .collect();
    match clean.trim_matches([' ', '.']) {
        "" => "file".to_owned(),
        plain => plain.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_whole_or_not_at_all() {
        let body =
            b"[{\"name\":\"../a/\xE6\x96\x87.docx\",\"size\":3},{\"name\":\"b?.txt\",\"size\":0}]\n1\n2";
        let files = unpack(body).unwrap();
        assert_eq!((files[0].name.as_str(), files[0].bytes.as_slice()), ("文.docx", b"1\n2".as_slice()));
        assert_eq!((files[1].name.as_str(), files[1].bytes.len()), ("b_.txt", 0));
        for broken in [
            &b""[..],
            b"[]",
            b"{}\n",
            b"[{\"name\":\"a\",\"size\":9}]\n1",
            b"[{\"name\":\"a\",\"size\":1}]\n12",
        ] {
            assert!(unpack(broken).unwrap_err().to_string().contains("drop them again"));
        }
        assert_eq!(plain_name(" .. "), "file");
    }
}

//! The one error type: what went wrong, in which file, where in it, and what to do about it.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What kind of thing went wrong; decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file could not be read, written or found.
    Io,
    /// The bytes of an input are not what they should be.
    Input,
    /// A configuration file or setting is wrong.
    Config,
    /// The call itself is wrong (flags that do not go together).
    Usage,
}

/// An error a person can act on.
///
/// Displays as `FILE:LINE: message (remedy)`; the parts that are unknown are left out.
///
/// ```
/// use trialign::error::{Error, ErrorKind};
/// let error = Error::new(ErrorKind::Input, "the file is empty")
///     .at("a/en.txt")
///     .line(1)
///     .remedy("remove it or give it a text");
/// assert_eq!(error.to_string(), "a/en.txt:1: the file is empty (remove it or give it a text)");
/// assert_eq!((error.message(), error.line_number()), ("the file is empty", Some(1)));
/// ```
#[derive(Debug, Clone)]
pub struct Error {
    kind: ErrorKind,
    path: Option<PathBuf>,
    line: Option<usize>,
    message: Box<str>,
    remedy: Option<Box<str>>,
    source: Option<Arc<std::io::Error>>,
}

/// `Result` with this crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error of `kind` with a message in plain words.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error { kind, path: None, line: None, message: message.into().into(), remedy: None, source: None }
    }

    /// An input/output error of the operating system on `path`; it is the [`source`](std::error::Error::source).
    pub fn io(path: impl AsRef<Path>, source: &std::io::Error) -> Self {
        let again = match source.raw_os_error() {
            Some(code) => std::io::Error::from_raw_os_error(code),
            None => std::io::Error::new(source.kind(), source.to_string()),
        };
        let error = Error::new(ErrorKind::Io, source.to_string()).at(path);
        Error { source: Some(Arc::new(again)), ..error }
    }

    /// Names the file.
    #[must_use]
    pub fn at(mut self, path: impl AsRef<Path>) -> Self {
        self.path = Some(path.as_ref().to_path_buf());
        self
    }

    /// Names the line, counted from 1.
    #[must_use]
    pub fn line(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }

    /// Says what to do about it.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into().into());
        self
    }

    /// What went wrong, without file, line and remedy.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it, where somebody knows.
    pub fn advice(&self) -> Option<&str> {
        self.remedy.as_deref()
    }

    /// The same error as one of another kind.
    #[must_use]
    pub fn of_kind(mut self, kind: ErrorKind) -> Self {
        self.kind = kind;
        self
    }

    /// The kind.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The file, where one is known.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The line, counted from 1, where one is known.
    pub fn line_number(&self) -> Option<usize> {
        self.line
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{}:", path.display())?;
            if let Some(line) = self.line {
                write!(f, "{line}:")?;
            }
            write!(f, " ")?;
        }
        write!(f, "{}", self.message)?;
        match &self.remedy {
            Some(remedy) => write!(f, " ({remedy})"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;
    use std::io;

    use super::*;

    #[test]
    fn what_the_system_said_can_be_asked() {
        let missing = std::fs::read("no/such/file").unwrap_err();
        let error = Error::io("no/such/file", &missing).remedy("name another");
        let source = error.source().and_then(|source| source.downcast_ref::<io::Error>());
        assert_eq!(source.map(io::Error::kind), Some(io::ErrorKind::NotFound));
        assert!(Error::new(ErrorKind::Input, "is empty").source().is_none());
    }
}

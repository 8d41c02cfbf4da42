//! Where output goes: a file written aside, or standard output, where a closed pipe is no fault.

use std::io::{self, BufWriter, Stdout, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use trialign::aside::Aside;
use trialign::error::{Error, Result};

use super::closed;

static PIPE_CLOSED: AtomicBool = AtomicBool::new(false);

/// Whether whoever read our standard output has gone.
pub fn pipe_closed() -> bool {
    PIPE_CLOSED.load(Ordering::Relaxed)
}

/// A file or standard output.
pub enum Output {
    File(Aside),
    Standard(BufWriter<Stdout>),
}

impl Output {
    /// Opens `path` aside, or standard output without one.
    pub fn open(path: Option<&Path>) -> Result<Self> {
        match path {
            Some(path) => Ok(Output::File(Aside::create(path)?)),
            None if closed::is_closed() => {
                Err(Error::io("standard output", &io::ErrorKind::NotConnected.into())
                    .remedy("it is closed: name a file with -o, or send it to /dev/null"))
            }
            None => Ok(Output::Standard(BufWriter::new(io::stdout()))),
        }
    }

    /// All is written.
    pub fn finish(self) -> Result<()> {
        match self {
            Output::File(aside) => aside.commit(),
            Output::Standard(mut out) => note(out.flush()).map_err(|e| Error::io("standard output", &e)),
        }
    }
}

/// Remembers a closed pipe.
fn note<T>(result: io::Result<T>) -> io::Result<T> {
    if let Err(error) = &result
        && error.kind() == io::ErrorKind::BrokenPipe
    {
        PIPE_CLOSED.store(true, Ordering::Relaxed);
    }
    result
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Output::File(aside) => aside.write(bytes),
            Output::Standard(out) => note(out.write(bytes)),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::File(aside) => aside.flush(),
            Output::Standard(out) => note(out.flush()),
        }
    }
}

/// Prints text to standard output.
pub fn print(text: &str) -> Result<()> {
    let mut out = Output::open(None)?;
    out.write_all(text.as_bytes()).map_err(|e| Error::io("standard output", &e))?;
    out.finish()
}

/// Writes a whole text file, aside and then renamed.
pub fn write(path: &Path, text: &str) -> Result<()> {
    let mut output = Output::open(Some(path))?;
    output.write_all(text.as_bytes()).map_err(|e| Error::io(path, &e))?;
    output.finish()
}

/// The first few names of a list.
pub fn short(names: &[String]) -> String {
    let shown = names.iter().take(3).map(String::as_str).collect::<Vec<_>>().join(", ");
    if names.len() > 3 { format!("{shown}, …") } else { shown }
}

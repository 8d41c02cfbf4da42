//! An interrupted run: the half-written file goes, the old output stays.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, PoisonError};

/// The exit code of a run that was interrupted, as shells count it.
const INTERRUPTED: i32 = 130;

static PART: Mutex<Option<PathBuf>> = Mutex::new(None);
static WATCH: Once = Once::new();

/// From now on an interruption (Ctrl-C, a closed terminal, a polite kill) removes `part`; `None`: nothing is half-written.
pub fn guard(part: Option<&Path>) {
    *PART.lock().unwrap_or_else(PoisonError::into_inner) = part.map(Path::to_path_buf);
    // Without a handler the system ends the run as ever, and the hidden part file stays.
    WATCH.call_once(|| drop(ctrlc::set_handler(stop)));
}

fn stop() {
    // The lock is kept, so that nothing is written after this.
    let part = PART.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(path) = part.as_deref() {
        let _ = fs::remove_file(path);
    }
    std::process::exit(INTERRUPTED);
}

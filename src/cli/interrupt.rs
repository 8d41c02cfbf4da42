//! An interrupted run: what is half-written goes, the old output stays.

use std::sync::{Mutex, PoisonError};

use trialign::aside;

/// The exit code of a run that was interrupted, as shells count it.
const INTERRUPTED: i32 = 130;

type Stop = Box<dyn Fn() + Send>;

/// What an interruption does in place of ending the run.
static STOP: Mutex<Option<Stop>> = Mutex::new(None);

/// From now on an interruption (Ctrl-C, a closed terminal, a polite kill) takes away what is half-written and ends the
/// run with 130.
pub fn watch() {
    // Whoever has a run outlive its terminal (`nohup`) means it; without a handler the system decides as ever, and what
    // is left half-written a later run removes.
    if !hang_up_is_ignored() {
        drop(ctrlc::set_handler(interrupted));
    }
}

/// From now on an interruption calls `stop`, which brings the run to its end; a second one ends it at once.
pub fn on(stop: Stop) {
    *STOP.lock().unwrap_or_else(PoisonError::into_inner) = Some(stop);
}

fn interrupted() {
    if let Some(stop) = STOP.lock().unwrap_or_else(PoisonError::into_inner).take() {
        return stop();
    }
    // Held to the end, so that nothing takes its name after this.
    let _abandoned = aside::abandon();
    std::process::exit(INTERRUPTED);
}

/// Whether SIGHUP, the first signal, is among those that this process was told to ignore (Linux says).
fn hang_up_is_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 1 == 1)
}

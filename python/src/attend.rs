//! Work on a thread of its own, while the calling thread waits without the GIL and listens for Ctrl+C.

use std::sync::Mutex;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;

use pyo3::prelude::*;

use crate::TrialignError;

/// How often it is asked whether Ctrl+C was pressed.
const LOOK: Duration = Duration::from_millis(100);

/// What `work` gives. No thread outlives the work, so there is nothing that a `fork()` could lose; after Ctrl+C the work
/// runs to its end, unheard.
///
/// # Errors
/// `KeyboardInterrupt`, or what another handler of a signal raised; `TrialignError` where the work broke off.
pub fn attended<T: Send + 'static>(py: Python<'_>, work: impl FnOnce() -> T + Send + 'static) -> PyResult<T> {
    let (send, receive) = sync_channel(1);
    std::thread::Builder::new().name("trialign".to_owned()).spawn(move || {
        // Where nobody listens any more, the result goes.
        let _ = send.send(work());
    })?;
    let receive = Mutex::new(receive);
    loop {
        let next = py.detach(|| match receive.lock() {
            Ok(receive) => receive.recv_timeout(LOOK),
            Err(_) => Err(RecvTimeoutError::Disconnected),
        });
        match next {
            Ok(done) => return Ok(done),
            Err(RecvTimeoutError::Timeout) => py.check_signals()?,
            Err(RecvTimeoutError::Disconnected) => {
                return Err(TrialignError::new_err("a fault of the program; please report it with the text"));
            }
        }
    }
}

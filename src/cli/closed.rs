//! Whether standard output was closed when the program began: Rust's runtime puts `/dev/null` in its place before `main`
//! (`std::rt`), and what is written vanishes without a fault. Only what runs before it can tell.

use std::sync::atomic::{AtomicBool, Ordering};

static CLOSED: AtomicBool = AtomicBool::new(false);

/// Whether nobody can have what is printed.
pub fn is_closed() -> bool {
    CLOSED.load(Ordering::Relaxed)
}

// The section is what is unsafe: what it lists runs before the runtime. It asks the system and stores the answer.
#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
#[used]
#[unsafe(link_section = ".init_array")]
static LOOK: extern "C" fn() = {
    extern "C" fn look() {
        CLOSED.store(rustix::io::fcntl_getfd(rustix::stdio::stdout()).is_err(), Ordering::Relaxed);
    }
    look
};

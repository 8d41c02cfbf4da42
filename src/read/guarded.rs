//! Readers of others that end where a file breaks what they rely on.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static WITHIN: Cell<bool> = const { Cell::new(false) };
}

/// Runs a reader; `None` where it ended. What it would print of that is for those who wrote it.
pub(super) fn guarded<T>(read: impl FnOnce() -> T) -> Option<T> {
    static SILENT: Once = Once::new();
    SILENT.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            if !WITHIN.get() {
                before(info);
            }
        }));
    });
    WITHIN.set(true);
    let done = catch_unwind(AssertUnwindSafe(read));
    WITHIN.set(false);
    done.ok()
}

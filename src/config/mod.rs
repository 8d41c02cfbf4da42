//! Settings: what a file or a call says, laid over the defaults, and resolved once.

mod check;
mod encodings;
mod file;
mod format;
mod limits;
mod partial;
mod patterns;
mod settings;

pub use check::{Check, Level, PathSettings, RuleLevel};
pub use encodings::Encodings;
pub use file::{MAX_THREADS, NAMES, parse, read, read_found};
#[cfg(feature = "files")]
pub use file::{find, nearest, own};
pub use format::Format;
pub use limits::Limits;
pub use partial::Partial;
pub use patterns::Patterns;
pub use settings::Settings;

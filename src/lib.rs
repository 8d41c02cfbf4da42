//! Aligns the English, Simplified and Traditional Chinese editions of articles, sentence by sentence.
//!
//! [`pipeline`] does the whole way: it finds articles, reads, cleans and cuts them, aligns them, and gives an
//! [`Outcome`](pipeline::Outcome) each. The stages can be used alone: [`read`], [`segment`], [`align`], [`export`].
//! The data they share are in [`text`] and [`bead`]. Nothing here prints or ends the process; every
//! [`Error`](error::Error) names the file, the place and what to do.
//!
//! # Example
//!
//! Two editions, three sentences each; the Chinese joins the last two.
//!
//! ```
//! use trialign::config::Settings;
//! use trialign::pipeline::{self, Job, JobFile};
//! use trialign::text::{Edition, Tag};
//!
//! let folder = tempfile::tempdir()?;
//! let mut job = Job { id: "trade".to_owned(), ..Job::default() };
//! for (edition, text) in [
//!     (Edition::En, "Trade began here in 1911. It made us richer. It also made us freer."),
//!     (Edition::ZhHans, "贸易于1911年在此开始。它让我们更富有，也让我们更自由。"),
//! ] {
//!     let path = folder.path().join(format!("{edition}.txt"));
//!     std::fs::write(&path, text)?;
//!     job.files[edition] = Some(JobFile { path, tag: Tag::from(edition) });
//! }
//!
//! let settings = Settings::default();
//! let aligner = pipeline::aligner(&settings)?;
//! let outcome = pipeline::run(&[job], &settings, &aligner, &|_| {})?.remove(0);
//! let done = outcome.aligned?;
//! let shapes: Vec<String> = done.ladder.beads.iter().map(|bead| bead.shape().to_string()).collect();
//! assert_eq!(shapes, ["1-1-0", "2-1-0"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod align;
pub mod aside;
pub mod bead;
pub mod check;
pub mod clean;
pub mod config;
pub mod discover;
pub mod error;
pub mod eval;
pub mod evidence;
pub mod export;
pub mod input;
pub mod pipeline;
pub mod read;
pub mod review;
pub mod segment;
pub mod text;

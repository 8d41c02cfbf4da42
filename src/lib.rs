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
//! use trialign::align::Aligner;
//! use trialign::text::{Article, Edition};
//!
//! let article = Article::of_texts("trade", [
//!     (Edition::En, "Trade began here in 1911. It made us richer. It also made us freer."),
//!     (Edition::ZhHans, "贸易于1911年在此开始。它让我们更富有，也让我们更自由。"),
//! ])?;
//! let found = Aligner::embedded()?.align(&article)?;
//! let shapes: Vec<String> = found.ladder.beads.iter().map(|bead| bead.shape().to_string()).collect();
//! assert_eq!(shapes, ["1-1-0", "2-1-0"]);
//! # Ok::<(), trialign::error::Error>(())
//! ```

pub mod align;
pub mod bead;
pub mod check;
pub mod clean;
pub mod config;
pub mod discover;
pub mod error;
pub mod eval;
pub mod evidence;
pub mod export;
pub mod pipeline;
pub mod read;
pub mod review;
pub mod segment;
pub mod text;

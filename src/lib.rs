//! Aligns the English, Simplified and Traditional Chinese editions of articles, sentence by sentence.
//!
//! [`pipeline`] does the whole way: it finds articles, reads, cleans and cuts them, aligns them, and gives an
//! [`Outcome`](pipeline::Outcome) each. The stages can be used alone: [`read`], [`segment`], [`align`], `export`.
//! The data they share are in [`text`] and [`bead`]. Nothing here prints or ends the process; every
//! [`Error`](error::Error) names the file, the place and what to do.
//!
//! # Features
//!
//! All but the last are on by default. Without any, the library aligns texts in memory, and plain text from files.
//!
//! | feature | adds |
//! |---|---|
//! | `files` | Markdown, office documents and all formats of output; `check`, `eval`, `export` |
//! | `html`, `parquet` | the format of that name; with `files` |
//! | `review` | decisions of people, and the server with the page to make them on |
//! | `encoder`, `embeddings` | sentence vectors: built in; from a server or a file |
//! | `train` | weights of your own |
//! | `cli` | the command, which has all of these |
//! | `system-opencc` | the system's OpenCC in place of the tables inside |
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

#![forbid(unsafe_code)]

pub mod align;
#[cfg(any(feature = "files", feature = "encoder"))]
pub mod aside;
pub mod bead;
#[cfg(feature = "files")]
pub mod check;
pub mod clean;
pub mod config;
pub mod discover;
pub mod error;
#[cfg(feature = "files")]
pub mod eval;
pub mod evidence;
#[cfg(feature = "files")]
pub mod export;
pub mod input;
#[cfg(feature = "files")]
pub mod markup;
pub mod pipeline;
// What only some formats need stays in the files that all share.
#[cfg_attr(not(feature = "html"), allow(dead_code))]
pub mod read;
#[cfg(feature = "review")]
pub mod review;
pub mod segment;
pub mod text;

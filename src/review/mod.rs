//! Review by people: decisions that last, and a local server with the page to make them on.
//!
//! The state of an article is its automatic ladder (the base) plus the decisions on it, replayed. A decision is never
//! deleted; undo is a decision too. When a source changes, what people decided is carried to a new base
//! ([`outlive`]).

pub mod decisions;
pub mod differences;
mod http;
pub mod operations;
pub mod outlive;
mod page;
pub mod queue;
mod routes;
mod safety;
pub mod server;
mod session;
pub mod sheet;
pub mod state;

pub use decisions::Store;
#[doc(hidden)]
pub use http::understood;
pub use operations::{Operation, Splice};
pub use server::{Server, Stop};
pub use session::Session;
pub use state::{Base, Conflict, Counts, State};

use std::ops::Range;

use crate::bead::Bead;
use crate::error::Result;
use crate::text::{Article, PerEdition};

/// A place in the text of one edition, in bytes, and a key: places of equal key render each other.
pub type Term = (Range<usize>, String);

/// What a check found, for people to see.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Found {
    /// The bead it is about, from 0; `None` where it is about the whole article.
    pub at: Option<usize>,
    /// The id of the rule, such as `C106`.
    pub rule: String,
    /// Its name, such as `untranslated-sentence`.
    pub name: String,
    /// `note`, `warning` or `error`.
    pub level: &'static str,
    /// The edition at fault.
    pub edition: Option<&'static str>,
    /// What is wrong, in plain words.
    pub message: String,
}

/// What review needs of the other stages; the pipeline gives it.
pub trait Helper: Send + Sync {
    /// Traditional text folded to Simplified script.
    fn fold(&self, text: &str) -> String;

    /// The words of a bead that render each other by the dictionary, in order; `texts` is what it says, an edition
    /// each, empty where it says nothing.
    fn terms(&self, texts: &PerEdition<String>) -> PerEdition<Vec<Term>>;

    /// What the checks find in an article with these beads, by place.
    ///
    /// # Errors
    /// Where they cannot be run.
    fn findings(&self, article: &Article, beads: &[Bead]) -> Result<Vec<Found>>;

    /// A new ladder that holds the `kept` beads as they are; they are in order and do not overlap.
    ///
    /// # Errors
    /// Where the aligner cannot be opened.
    fn realign(&self, article: &Article, kept: &[Bead]) -> Result<Vec<Bead>>;
}

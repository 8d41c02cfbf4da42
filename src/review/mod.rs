//! Review by people: decisions that last, and a local server with the page to make them on.
//!
//! The state of an article is its automatic ladder (the base) plus the decisions on it, replayed. A decision is never
//! deleted; undo is a decision too. When a source changes, what people decided is carried to a new base
//! ([`outlive`]).

pub mod contrast;
mod correct;
mod counter;
pub mod decisions;
pub mod desk;
pub mod differences;
mod http;
mod loaded;
pub mod matching;
pub mod operations;
pub mod outlive;
mod page;
mod paired;
mod plan;
pub mod queue;
pub mod reread;
pub mod rewrite;
mod routes;
mod safety;
mod sealed;
pub mod search;
pub mod server;
mod session;
pub mod sheet;
pub mod state;
mod stored;
pub mod unread;

pub use decisions::Store;
pub use desk::Desk;
#[doc(hidden)]
pub use http::understood;
pub use operations::{Correction, Operation, Splice};
pub use reread::settle_all;
pub use rewrite::{Rewrite, Texts};
pub use server::{Server, Stop};
pub use session::Session;
pub use state::{Base, Conflict, Counts, Hand, State, Stored};
pub use unread::Reread;

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

/// What comparing the two Chinese scripts needs.
pub trait Script: Send + Sync {
    /// Traditional text folded to Simplified script, words of Taiwan to those of the mainland.
    fn fold(&self, text: &str) -> String;

    /// Traditional characters made Simplified, words as they are.
    fn characters(&self, text: &str) -> String;

    /// A text cut into words: how many characters each is long.
    fn words(&self, text: &str) -> Vec<usize>;
}

/// What review needs of the other stages; the pipeline gives it.
pub trait Helper: Script {
    /// The words of a bead that render each other by the dictionary, in order; `texts` is what it says, an edition
    /// each, empty where it says nothing.
    fn terms(&self, texts: &PerEdition<String>) -> PerEdition<Vec<Term>>;

    /// What the checks find in an article with these beads, by place: `source` is it as it was read, `article` as
    /// people left it.
    ///
    /// # Errors
    /// Where they cannot be run.
    fn findings(&self, source: &Article, article: &Article, beads: &[Bead]) -> Result<Vec<Found>>;

    /// A new ladder that holds the `kept` beads as they are; they are in order and do not overlap.
    ///
    /// # Errors
    /// Where the aligner cannot be opened.
    fn realign(&self, article: &Article, kept: &[Bead]) -> Result<Vec<Bead>>;

    /// What the files of an article say now; a state without a base (number 0) is one that was never aligned.
    ///
    /// # Errors
    /// Where they cannot be read or aligned.
    fn reread(&self, state: &State) -> Result<Reread>;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A helper for tests that knows a few characters and words.
    pub(super) struct Words;

    impl Script for Words {
        fn fold(&self, text: &str) -> String {
            let table = [
                ('軟', '软'),
                ('體', '体'),
                ('賣', '卖'),
                ('萬', '万'),
                ('說', '说'),
                ('來', '来'),
                ('閩', '闽'),
            ];
            text.chars().map(|c| table.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to)).collect()
        }

        fn characters(&self, text: &str) -> String {
            self.fold(text)
        }

        fn words(&self, text: &str) -> Vec<usize> {
            let known = ["软件", "软体", "卖出", "5万", "6万", "昨天", "下午", "2021", "民國110"];
            let (mut rest, mut out) = (text, Vec::new());
            while let Some(first) = rest.chars().next() {
                let word = known.iter().find(|word| rest.starts_with(**word));
                let length = word.map_or(first.len_utf8(), |word| word.len());
                out.push(rest[..length].chars().count());
                rest = &rest[length..];
            }
            out
        }
    }
}

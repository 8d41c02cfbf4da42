//! Terms of a bead, for people to see.

use super::aligner::Aligner;
use crate::evidence::{Term, terms};
use crate::text::PerEdition;

impl Aligner {
    /// The words of a bead's texts, an edition each, that render each other by the dictionary, with their places.
    pub fn terms(&self, texts: &PerEdition<String>) -> PerEdition<Vec<Term>> {
        let (tokenizer, table) = self.lexicon();
        terms(texts, tokenizer, table, self.fold())
    }
}

//! A double-array trie as darts-clone lays it out: the vocabulary and the normaliser's table are both one.

use crate::evidence::trie::prefixes;

/// Units of 32 bits.
#[derive(Debug, Clone, Default)]
pub struct Trie {
    units: Vec<u32>,
}

impl Trie {
    /// A trie from its bytes, little-endian.
    pub fn new(bytes: &[u8]) -> Trie {
        Trie { units: bytes.as_chunks::<4>().0.iter().map(|b| u32::from_le_bytes(*b)).collect() }
    }

    /// Calls `found` with length and value of every key that `text` starts with, shortest first.
    pub fn prefixes(&self, text: &[u8], found: impl FnMut(usize, u32)) {
        prefixes(|at| self.units.get(at).copied(), text, found);
    }
}

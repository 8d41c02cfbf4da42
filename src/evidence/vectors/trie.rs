//! A double-array trie as darts-clone lays it out: the vocabulary and the normaliser's table are both one.

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
    pub fn prefixes(&self, text: &[u8], mut found: impl FnMut(usize, u32)) {
        let unit = |at: usize| self.units.get(at).copied();
        let Some(mut node) = unit(0).map(offset) else { return };
        for (at, &byte) in text.iter().enumerate() {
            node ^= usize::from(byte);
            let Some(here) = unit(node).filter(|u| u & 0x8000_00FF == u32::from(byte)) else { return };
            node ^= offset(here);
            if here & 0x100 != 0
                && let Some(leaf) = unit(node)
            {
                found(at + 1, leaf & 0x7FFF_FFFF);
            }
        }
    }
}

fn offset(unit: u32) -> usize {
    ((unit >> 10) << ((unit & 0x200) >> 6)) as usize
}

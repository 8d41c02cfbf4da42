//! A double-array trie as Darts-clone lays it out, walked where its units lie.

/// Calls `found` with length and value of every key that `text` starts with, shortest first; `unit` gives the units by
/// their position.
pub(super) fn prefixes(unit: impl Fn(usize) -> Option<u32>, text: &[u8], mut found: impl FnMut(usize, u32)) {
    let Some(mut node) = unit(0).map(offset) else { return };
    // No key holds a NUL, and an unused unit looks like one.
    for (at, &byte) in text.iter().enumerate().take_while(|(_, byte)| **byte != 0) {
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

fn offset(unit: u32) -> usize {
    ((unit >> 10) << ((unit & 0x200) >> 6)) as usize
}

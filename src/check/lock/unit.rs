//! What the lock keeps of a sentence: its hash.

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

/// Hashes of the sentences of a bead: English, Chinese.
pub type LockedUnit = (Vec<String>, Vec<String>);

/// The hash of a sentence. White space and the form of characters (NFC, full width) do not count.
pub fn hash(text: &str) -> String {
    let mut digest = Sha256::new();
    let folded: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    digest.update(folded.as_bytes());
    crate::text::hex(&digest.finalize()[..8])
}

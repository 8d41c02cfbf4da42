//! What two texts have to share to be the same, or nearly the same, for joins by key.

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::evidence::Fold;
use crate::text::Edition;
use crate::text::numbers::{Number, chinese, english};

/// Characters of a shingle.
const SHINGLE: usize = 5;
/// Hashes of a signature (Broder 1997): an estimate of a resemblance of 0.8 is off by 0.035.
pub(super) const HASHES: usize = 128;
/// Hashes of a band: texts that agree on all of them are compared.
pub(super) const BAND: usize = 4;

/// The keys of one side of a bead. Traditional text is folded to Simplified before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Keys {
    /// All characters, NFKC. 0 for an empty side.
    pub exact: u64,
    /// Letters alone, in small letters. 0 where there are none.
    pub letters: u64,
    /// The numbers, by value: rows that differ in numbers are not the same.
    pub numbers: u64,
    /// MinHash of the shingles of letters and figures, a byte a hash.
    pub signature: [u8; HASHES],
}

impl Default for Keys {
    fn default() -> Self {
        Keys { exact: 0, letters: 0, numbers: 0, signature: [0; HASHES] }
    }
}

impl Keys {
    /// Bytes of a side.
    pub const SIZE: usize = 24 + HASHES;

    /// The keys of a text.
    pub fn of(edition: Edition, text: &str, fold: &Fold) -> Keys {
        if text.is_empty() {
            return Keys::default();
        }
        let folded = if edition == Edition::ZhHant { fold.fold(text) } else { text.into() };
        let plain: String = folded.nfkc().collect();
        let small: Vec<char> =
            plain.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let letters: String = small.iter().filter(|c| c.is_alphabetic()).collect();
        Keys {
            exact: hash(plain.trim()),
            letters: if letters.is_empty() { 0 } else { hash(&letters) },
            numbers: numbers(edition, &folded),
            signature: signature(&small),
        }
    }

    /// Written as [`Keys::SIZE`] bytes.
    pub fn write(&self, out: &mut Vec<u8>) {
        for number in [self.exact, self.letters, self.numbers] {
            out.extend(number.to_le_bytes());
        }
        out.extend(self.signature);
    }

    /// What [`Keys::write`] wrote; shorter bytes are an empty side.
    pub fn read(bytes: &[u8]) -> Keys {
        let number = |at: usize| {
            let bytes = bytes.get(8 * at..8 * at + 8).and_then(|b| b.try_into().ok());
            bytes.map_or(0, u64::from_le_bytes)
        };
        let mut signature = [0; HASHES];
        if let Some(bytes) = bytes.get(24..Self::SIZE) {
            signature.copy_from_slice(bytes);
        }
        Keys { exact: number(0), letters: number(1), numbers: number(2), signature }
    }

    /// A key for each band in `bands`.
    pub fn bands(&self, bands: std::ops::Range<usize>) -> impl Iterator<Item = u64> + '_ {
        bands.filter_map(|band| {
            let hashes = self.signature.get(band * BAND..(band + 1) * BAND)?;
            Some(hashes.iter().fold(band as u64, |all, &hash| all << 8 | u64::from(hash)))
        })
    }
}

/// The resemblance of two texts (Jaccard, of their shingles), estimated from the hashes they share.
pub(super) fn resemblance(a: &[u8; HASHES], b: &[u8; HASHES]) -> f64 {
    let same = a.iter().zip(b).filter(|(a, b)| a == b).count() as f64 / HASHES as f64;
    // One byte in 256 is the same by chance.
    ((same - 1.0 / 256.0) / (255.0 / 256.0)).max(0.0)
}

/// 64 bits of a hash, never 0.
pub(super) fn hash(text: &str) -> u64 {
    let digest = Sha256::digest(text.as_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    u64::from_le_bytes(first).max(1)
}

/// One number of several.
pub(super) fn join(parts: &[u64]) -> u64 {
    parts.iter().fold(0, |all, &part| mix(all ^ mix(part))).max(1)
}

/// The finisher of SplitMix64 (Steele, Lea and Flood 2014).
fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ z >> 31
}

/// The numbers of a text, whatever way and order they are written in.
fn numbers(edition: Edition, text: &str) -> u64 {
    let found = if edition.is_chinese() { chinese(text) } else { english(text) };
    let mut keys: Vec<_> = found.iter().map(Number::key).collect();
    keys.sort();
    let all: Vec<String> = keys.iter().map(ToString::to_string).collect();
    hash(&all.join(" "))
}

fn signature(text: &[char]) -> [u8; HASHES] {
    let mut least = [u64::MAX; HASHES];
    // A text shorter than a shingle is one.
    for shingle in text.windows(SHINGLE.min(text.len().max(1))) {
        let value = shingle.iter().fold(0, |all, &c| mix(all ^ u64::from(c as u32)));
        let (mut own, step) = (mix(value), mix(value ^ 1) | 1);
        for least in &mut least {
            // Two hashes stand for many (Kirsch and Mitzenmacher 2006); mixed again, for the order matters here.
            own = own.wrapping_add(step);
            *least = (*least).min(own ^ own >> 29);
        }
    }
    least.map(|least| (mix(least) & 0xFF) as u8)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys(text: &str) -> Keys {
        Keys::of(Edition::En, text, &Fold::new().unwrap())
    }

    fn true_resemblance(a: &str, b: &str) -> f64 {
        let set = |text: &str| {
            let chars: Vec<char> = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
            chars.windows(SHINGLE).map(<[char]>::to_vec).collect::<BTreeSet<_>>()
        };
        let (a, b) = (set(a), set(b));
        a.intersection(&b).count() as f64 / a.union(&b).count() as f64
    }

    #[test]
    fn the_estimate_is_near_the_truth() {
        let base = "The ferry to the island leaves twice a day, except in winter, when the storms \
                    come down from the north and the harbour master keeps every boat at its moorings.";
        let words: Vec<&str> = base.split(' ').collect();
        for changed in 0..words.len() {
            let mut other = words.clone();
            for place in other.iter_mut().take(changed) {
                *place = "lorry";
            }
            let other = other.join(" ");
            let estimate = resemblance(&keys(base).signature, &keys(&other).signature);
            let truth = true_resemblance(base, &other);
            // Four times the standard error of 128 hashes.
            assert!((estimate - truth).abs() < 0.18, "{changed}: {estimate} for {truth}");
        }
    }

    #[test]
    fn keys_see_what_they_should() {
        let (a, b) = (keys("Item 5 is on the shelf."), keys("Item 7 is on the shelf."));
        assert!(a.exact != b.exact && a.numbers != b.numbers && a.letters == b.letters);
        assert_eq!(keys("ＡＢＣ").exact, keys("ABC").exact);
        assert_eq!(keys("...").letters, 0);
        let fold = Fold::new().unwrap();
        let hans = Keys::of(Edition::ZhHans, "这里下雨了。", &fold);
        assert_eq!(hans, Keys::of(Edition::ZhHant, "這裡下雨了。", &fold));
        let mut bytes = Vec::new();
        hans.write(&mut bytes);
        assert_eq!((bytes.len(), Keys::read(&bytes)), (Keys::SIZE, hans));
    }
}

//! The lexicon of `trialign-data`, read where it lies in the binary: nothing is loaded or copied.
//!
//! CC-CEDICT (CC BY-SA 4.0) gives, for each Simplified headword, the English stems of its glosses, and for each
//! character the stems that go with it over the whole dictionary; jieba's dictionary how often the headword occurs.

use super::table::{Array, Lists, Reader, Strings};

/// The embedded lexicon.
pub struct LexiconTable {
    stems: Strings,
    heads: Strings,
    glosses: Lists,
    characters: Array,
    associations: Lists,
    counts: Array,
    total: Array,
    firsts: Array,
    first_heads: Array,
}

/// A stem of the lexicon and how surely it renders the word, 0 to 1.
pub type Weighted = (u32, f32);

fn weighted(entry: u32) -> Weighted {
    (entry >> 8, (entry & 0xff) as f32 / 255.0)
}

impl LexiconTable {
    /// Opens the table; costs nothing.
    pub fn embedded() -> Self {
        let mut reader = Reader(trialign_data::LEXICON);
        LexiconTable {
            stems: reader.strings(),
            heads: reader.strings(),
            glosses: reader.lists(),
            characters: reader.array(),
            associations: reader.lists(),
            counts: reader.array(),
            total: reader.array(),
            firsts: reader.array(),
            first_heads: reader.array(),
        }
    }

    /// Calls `found` with length in bytes and number of every headword that `text` starts with, shortest first.
    pub(super) fn heads_at(&self, text: &str, mut found: impl FnMut(usize, usize)) {
        let mut chars = text.char_indices();
        let Some((_, first)) = chars.next() else { return };
        let Some(at) = self.firsts.find(u32::from(first)) else { return };
        let (mut low, mut high) = (self.first_heads.get(at) as usize, self.first_heads.get(at + 1) as usize);
        let mut length = first.len_utf8();
        loop {
            // The shortest of those that share a prefix comes first.
            if low < high && self.heads.get(low).len() == length {
                found(length, low);
                low += 1;
            }
            let Some((_, next)) = chars.next().filter(|_| low < high) else { return };
            let wanted = &text.as_bytes()[length..length + next.len_utf8()];
            let part = |at: usize| {
                let rest = self.heads.get(at).get(length..).unwrap_or_default();
                rest.get(..wanted.len()).unwrap_or(rest)
            };
            low = partition(low, high, |at| part(at) < wanted);
            high = partition(low, high, |at| part(at) <= wanted);
            length += wanted.len();
        }
    }

    /// How often a headword occurs in the text that jieba's dictionary was counted on.
    pub(super) fn count(&self, head: usize) -> u32 {
        self.counts.get(head)
    }

    /// All headwords with their counts.
    #[cfg(test)]
    pub(super) fn words(&self) -> impl Iterator<Item = (&'static str, u32)> {
        (0..self.heads.len()).map(|at| (self.heads.text(at), self.count(at)))
    }

    /// The sum of all counts.
    pub(super) fn total(&self) -> u32 {
        self.total.get(0)
    }

    /// How many stems there are; ids are below it.
    pub fn stem_count(&self) -> usize {
        self.stems.len()
    }

    /// The id of an English stem.
    pub fn stem(&self, stem: &str) -> Option<u32> {
        self.stems.find(stem).map(|id| id as u32)
    }

    /// The stems of a Simplified headword's glosses; `None` where the word is no headword.
    pub fn glosses(&self, word: &str) -> Option<impl Iterator<Item = Weighted> + use<>> {
        self.heads.find(word).map(|at| self.glosses.get(at).map(weighted))
    }

    /// The stems that go with a character over the whole dictionary.
    pub fn associations(&self, c: char) -> impl Iterator<Item = Weighted> + use<> {
        let lists = self.associations;
        self.characters.find(u32::from(c)).into_iter().flat_map(move |at| lists.get(at).map(weighted))
    }
}

/// The first position from `low` to `high` for which `before` does not hold.
fn partition(mut low: usize, mut high: usize, before: impl Fn(usize) -> bool) -> usize {
    while low < high {
        let middle = low.midpoint(high);
        if before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::LexiconTable;

    #[test]
    fn embedded_words() {
        let table = LexiconTable::embedded();
        let anger = table.stem("anger").expect("a common word");
        assert!(table.glosses("怒").expect("a headword").any(|(stem, _)| stem == anger));
        assert!(table.associations('怒').any(|(stem, _)| stem == anger));
        assert!(table.glosses("怒怒怒怒").is_none());
    }
}

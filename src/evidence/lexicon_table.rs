//! The lexicon that `build.rs` made, read where it lies in the binary: nothing is loaded or copied.
//!
//! CC-CEDICT (CC BY-SA 4.0) gives, for each Simplified headword, the English stems of its glosses, and for each
//! character the stems that go with it over the whole dictionary.

/// A list of little-endian u32.
#[derive(Clone, Copy)]
struct Array(&'static [u8]);

impl Array {
    fn len(self) -> usize {
        self.0.len() / 4
    }

    fn get(self, at: usize) -> u32 {
        match self.0.get(at * 4..at * 4 + 4) {
            Some(&[a, b, c, d]) => u32::from_le_bytes([a, b, c, d]),
            _ => 0,
        }
    }

    fn find(self, wanted: u32) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.get(middle).cmp(&wanted) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

/// Sorted strings.
#[derive(Clone, Copy)]
struct Strings {
    starts: Array,
    bytes: &'static [u8],
}

impl Strings {
    fn get(&self, at: usize) -> &'static [u8] {
        let range = self.starts.get(at) as usize..self.starts.get(at + 1) as usize;
        self.bytes.get(range).unwrap_or_default()
    }

    fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    fn find(&self, wanted: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.get(middle).cmp(wanted.as_bytes()) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

/// Lists behind a common array of starts.
#[derive(Clone, Copy)]
struct Lists {
    starts: Array,
    entries: Array,
}

impl Lists {
    fn get(&self, at: usize) -> impl Iterator<Item = u32> + use<> {
        let entries = self.entries;
        (self.starts.get(at) as usize..self.starts.get(at + 1) as usize).map(move |k| entries.get(k))
    }
}

struct Reader(&'static [u8]);

impl Reader {
    fn array(&mut self) -> Array {
        let (head, rest) = self.0.split_at(4);
        let len = Array(head).get(0) as usize * 4;
        let (body, rest) = rest.split_at(len.min(rest.len()));
        self.0 = rest;
        Array(body)
    }

    fn strings(&mut self) -> Strings {
        let starts = self.array();
        Strings { starts, bytes: self.array().0 }
    }

    fn lists(&mut self) -> Lists {
        Lists { starts: self.array(), entries: self.array() }
    }
}

/// The embedded lexicon.
pub struct LexiconTable {
    stems: Strings,
    heads: Strings,
    glosses: Lists,
    characters: Array,
    associations: Lists,
}

/// A stem of the lexicon and how surely it renders the word, 0 to 1.
pub type Weighted = (u32, f32);

fn weighted(entry: u32) -> Weighted {
    (entry >> 8, (entry & 0xff) as f32 / 255.0)
}

impl LexiconTable {
    /// Opens the table; costs nothing.
    pub fn embedded() -> Self {
        let mut reader = Reader(include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin")));
        LexiconTable {
            stems: reader.strings(),
            heads: reader.strings(),
            glosses: reader.lists(),
            characters: reader.array(),
            associations: reader.lists(),
        }
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

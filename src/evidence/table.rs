//! The parts of the tables in `trialign-data`, read where they lie; a table that is cut off reads as zeros.

/// Numbers.
#[derive(Clone, Copy)]
pub(super) struct Array(&'static [u8]);

impl Array {
    pub(super) fn len(self) -> usize {
        self.0.len() / 4
    }

    /// The number at a position; 0 past the end.
    pub(super) fn get(self, at: usize) -> u32 {
        self.at(at).unwrap_or(0)
    }

    /// The number at a position; `None` past the end.
    pub(super) fn at(self, at: usize) -> Option<u32> {
        let bytes = self.0.get(at * 4..at * 4 + 4)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    }

    /// The position of a number in a sorted array.
    pub(super) fn find(self, wanted: u32) -> Option<usize> {
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
pub(super) struct Strings {
    starts: Array,
    bytes: &'static [u8],
}

impl Strings {
    /// A string's bytes; empty past the end.
    pub(super) fn get(&self, at: usize) -> &'static [u8] {
        let range = self.starts.get(at) as usize..self.starts.get(at + 1) as usize;
        self.bytes.get(range).unwrap_or_default()
    }

    /// A string as text.
    pub(super) fn text(&self, at: usize) -> &'static str {
        std::str::from_utf8(self.get(at)).unwrap_or_default()
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The position of a string among sorted ones.
    pub(super) fn find(&self, wanted: &str) -> Option<usize> {
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
pub(super) struct Lists {
    starts: Array,
    entries: Array,
}

impl Lists {
    pub(super) fn get(&self, at: usize) -> impl Iterator<Item = u32> + use<> {
        let entries = self.entries;
        (self.starts.get(at) as usize..self.starts.get(at + 1) as usize).map(move |k| entries.get(k))
    }
}

/// Reads one part of a table after the other.
pub(super) struct Reader(pub &'static [u8]);

impl Reader {
    pub(super) fn array(&mut self) -> Array {
        let (head, rest) = self.0.split_at(4);
        let len = Array(head).get(0) as usize * 4;
        let (body, rest) = rest.split_at(len.min(rest.len()));
        self.0 = rest;
        Array(body)
    }

    pub(super) fn strings(&mut self) -> Strings {
        let starts = self.array();
        Strings { starts, bytes: self.array().0 }
    }

    pub(super) fn lists(&mut self) -> Lists {
        Lists { starts: self.array(), entries: self.array() }
    }
}

//! What a person asked to leave out of a translation memory.

use std::collections::HashSet;

use sha2::{Digest, Sha256};

use super::{BeadRecord, Lost};
use crate::bead::Status;
use crate::error::{Error, ErrorKind, Result};

/// What is left out where the beads of a format stand each by itself: TMX, XLIFF, Moses, Bitextor.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Select {
    /// Beads below this confidence, 0 to 1, unless a person confirmed or edited them.
    pub min_confidence: Option<f64>,
    /// Beads whose texts stood in the same file before.
    pub no_duplicates: bool,
    /// Beads without a letter in any text, such as the numbers of a table.
    pub no_numbers: bool,
}

/// Applies a [`Select`] and counts what it left out and what was written.
#[derive(Debug, Default)]
pub(super) struct Selector {
    select: Select,
    seen: HashSet<[u8; 32]>,
    left: Lost,
    written: usize,
}

const UNSURE: &str = "beads below the confidence asked for";
const TWICE: &str = "beads that were there before";
const NUMBERS: &str = "beads without a letter";

impl Selector {
    pub fn new(select: Select) -> Self {
        Selector { select, ..Selector::default() }
    }

    /// Whether a bead with these texts belongs into the file; what does is counted as written.
    pub fn keep(&mut self, bead: &BeadRecord, file: &str, texts: &[&str]) -> bool {
        let Select { min_confidence, no_duplicates, no_numbers } = self.select;
        let human = matches!(bead.status, Status::Confirmed | Status::Edited);
        let unsure = bead.confidence.zip(min_confidence).is_some_and(|(has, least)| has < least);
        let why = if unsure && !human {
            UNSURE
        } else if no_numbers && !texts.iter().any(|text| text.contains(char::is_alphabetic)) {
            NUMBERS
        } else if no_duplicates && !self.seen.insert(key(file, texts)) {
            TWICE
        } else {
            self.written += 1;
            return true;
        };
        self.left.add(why, 1);
        false
    }

    /// What a person should know at the end, with what the format could not hold.
    ///
    /// # Errors
    /// `Input` where something was there and nothing was written: an empty file would look like success.
    pub fn finish(&self, lost: &Lost, format: &str) -> Result<Vec<String>> {
        let mut lines = lost.lines(format);
        lines.extend(self.left.lines_after("left out as asked"));
        if self.written == 0 && !lines.is_empty() {
            return Err(Error::new(
                ErrorKind::Input,
                format!("nothing is left to write: {}", lines.join("; ")),
            )
            .remedy("align at least two editions, ask for less to be left out, or write JSONL"));
        }
        Ok(lines)
    }
}

fn key(file: &str, texts: &[&str]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in [file].iter().chain(texts) {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().into()
}

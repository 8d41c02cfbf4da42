//! What is needed to compare the two Chinese scripts, and what their editions say otherwise, put into records.

use crate::error::Result;
use crate::evidence::{ChineseWords, Fold};
use crate::export::{Record, Row};
use crate::review::Script;
use crate::review::contrast::{Kind, contrasts};
use crate::text::Edition;

/// The tables that fold Traditional text and cut Chinese into words.
pub struct Scripts {
    fold: Fold,
    words: ChineseWords,
}

impl Scripts {
    /// Opens the tables.
    ///
    /// # Errors
    /// `Io` where the system's OpenCC is wanted and its data are not installed.
    pub fn new() -> Result<Scripts> {
        Ok(Scripts { fold: Fold::new()?, words: ChineseWords::default() })
    }

    /// Writes into each bead of a record the numbers and words that its Simplified and its Traditional text have
    /// otherwise, for sheets and reports.
    pub fn compare(&self, record: &mut Record) {
        if record.editions[Edition::ZhHans].is_none() || record.editions[Edition::ZhHant].is_none() {
            return;
        }
        let pairs = |row: Row<'_>| -> Vec<(String, String)> {
            let said = |edition: Edition| row.texts[edition].as_ref().map_or("", |(_, text)| text.as_str());
            let found = contrasts(said(Edition::ZhHans), said(Edition::ZhHant), self);
            // Where a text is told otherwise, its rows show that themselves.
            let named = found.into_iter().filter(|contrast| contrast.kind != Kind::Wording);
            named.map(|contrast| (contrast.hans, contrast.hant)).collect()
        };
        let all: Vec<_> = Row::of(record).map(pairs).collect();
        for (bead, differences) in record.beads.iter_mut().zip(all) {
            bead.differences = differences;
        }
    }
}

impl Script for Scripts {
    fn fold(&self, text: &str) -> String {
        self.fold.fold(text).into_owned()
    }

    fn characters(&self, text: &str) -> String {
        self.fold.characters(text).into_owned()
    }

    fn words(&self, text: &str) -> Vec<usize> {
        self.words.cut(text).into_iter().map(|word| word.chars().count()).collect()
    }
}

//! Traditional text folded to Simplified with OpenCC's phrase tables, so that one lexicon serves both.

use std::borrow::Cow;

#[cfg(feature = "system-opencc")]
use opencc_rust::{DefaultConfig, OpenCC};

use super::table::{Array, Reader, Strings};
use super::trie::prefixes;
use crate::error::Result;
#[cfg(feature = "system-opencc")]
use crate::error::{Error, ErrorKind};
use crate::text::han::is_han;

/// Folds Traditional (Taiwan, Hong Kong) wording to Simplified.
pub struct Fold {
    tables: Tables,
    #[cfg(feature = "system-opencc")]
    system: Option<OpenCC>,
}

impl Fold {
    /// Opens the tables of the build: those in the program, or with the feature `system-opencc` the system's.
    ///
    /// # Errors
    /// `Io` where the system's OpenCC is wanted and its data are not installed.
    pub fn new() -> Result<Fold> {
        #[cfg(feature = "system-opencc")]
        return Self::system();
        #[cfg(not(feature = "system-opencc"))]
        Ok(Self::built_in())
    }

    /// The tables in the program.
    pub fn built_in() -> Fold {
        Fold {
            tables: Tables::embedded(),
            #[cfg(feature = "system-opencc")]
            system: None,
        }
    }

    /// The system's OpenCC.
    ///
    /// # Errors
    /// `Io` where its data are not installed.
    #[cfg(feature = "system-opencc")]
    pub fn system() -> Result<Fold> {
        let opencc = OpenCC::new(DefaultConfig::TW2SP).map_err(|e| {
            Error::new(ErrorKind::Io, format!("OpenCC cannot open its table tw2sp.json: {e}"))
                .remedy("install OpenCC 1.1 with its data (Debian: apt-get install libopencc-dev), or build without system-opencc")
        })?;
        Ok(Fold { tables: Tables::embedded(), system: Some(opencc) })
    }

    /// Which tables these are, for the signature of what is made with them.
    pub fn signature(&self) -> String {
        #[cfg(feature = "system-opencc")]
        if self.system.is_some() {
            return "system OpenCC".to_owned();
        }
        format!("OpenCC {} tw2sp", trialign_data::OPENCC)
    }

    /// The text in Simplified script; text without Han characters comes back as it is.
    pub fn fold<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if !text.chars().any(is_han) {
            return Cow::Borrowed(text);
        }
        #[cfg(feature = "system-opencc")]
        if let Some(opencc) = &self.system {
            // OpenCC takes text that ends at the first NUL
            return if text.contains('\0') { Cow::Borrowed(text) } else { Cow::Owned(opencc.convert(text)) };
        }
        Cow::Owned(self.tables.convert(text, &self.tables.taiwan))
    }

    /// The text in Simplified characters, its words as they are: 軟體 becomes 软体 and not 软件.
    pub fn characters<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if !text.chars().any(is_han) {
            return Cow::Borrowed(text);
        }
        Cow::Owned(self.tables.convert(text, &self.tables.taiwan[1..]))
    }
}

/// OpenCC's `tw2sp`, used where it lies in the program.
struct Tables {
    renderings: Strings,
    /// Words of Taiwan, phrases with its variants, its variants.
    taiwan: [Array; 3],
    /// Phrases, characters.
    script: [Array; 2],
}

impl Tables {
    fn embedded() -> Tables {
        let mut reader = Reader(trialign_data::FOLD);
        let renderings = reader.strings();
        let mut next = || reader.array();
        Tables { renderings, taiwan: [next(), next(), next()], script: [next(), next()] }
    }

    /// As OpenCC does it: cut at the phrases of the script, then each piece rendered by one group after the other.
    fn convert(&self, text: &str, taiwan: &[Array]) -> String {
        let mut out = String::with_capacity(text.len());
        let mut middle = String::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (piece, tail) = rest.split_at(self.piece(rest));
            middle.clear();
            self.render(taiwan, piece, &mut middle);
            self.render(&self.script, &middle, &mut out);
            rest = tail;
        }
        out
    }

    /// The length of the first piece: a phrase, or all up to the next phrase.
    fn piece(&self, text: &str) -> usize {
        let phrase = |text: &str| longest(self.script[0], text);
        if let Some((length, _)) = phrase(text) {
            return length;
        }
        let next = text.char_indices().skip(1).find(|(at, _)| phrase(&text[*at..]).is_some());
        next.map_or(text.len(), |(at, _)| at)
    }

    /// Renders a piece by a group of dictionaries: at each place the first that has an entry decides, with its longest.
    fn render(&self, group: &[Array], piece: &str, out: &mut String) {
        let mut rest = piece;
        while let Some(first) = rest.chars().next() {
            let length = match group.iter().find_map(|table| longest(*table, rest)) {
                Some((length, rendering)) => {
                    out.push_str(self.renderings.text(rendering as usize));
                    length
                }
                None => {
                    out.push(first);
                    first.len_utf8()
                }
            };
            rest = &rest[length..];
        }
    }
}

/// Length and value of the longest key that the text starts with.
fn longest(table: Array, text: &str) -> Option<(usize, u32)> {
    let mut found = None;
    prefixes(|at| table.at(at), text.as_bytes(), |length, value| found = Some((length, value)));
    found
}

#[cfg(test)]
mod tests {
    use super::Fold;

    #[test]
    fn words_phrases_and_characters() {
        let fold = Fold::built_in();
        for (hant, hans) in [
            ("這個軟體", "这个软件"),
            ("乾坤", "乾坤"),
            ("乾淨的水", "干净的水"),
            ("他顯著進步", "他显著进步"),
            ("裡面有滑鼠，NASA 也有。", "里面有鼠标，NASA 也有。"),
            ("no Han", "no Han"),
            ("\0裡", "\0里"),
        ] {
            assert_eq!(fold.fold(hant), hans);
        }
    }

    #[test]
    fn characters_without_words() {
        let fold = Fold::built_in();
        for (hant, hans) in
            [("這個軟體在裡面", "这个软体在里面"), ("乾淨的滑鼠", "干净的滑鼠"), ("NASA", "NASA")]
        {
            assert_eq!(fold.characters(hant), hans);
        }
    }
}

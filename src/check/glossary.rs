//! A table of terms: what each Chinese edition has to say for an English term, and what it must not.

use std::path::Path;

use crate::error::{Error, ErrorKind, Result};
use crate::input;
use crate::text::{Edition, PerEdition};

/// A term.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Term {
    /// The English term.
    pub english: String,
    /// Translations of which one is required, by edition.
    pub required: PerEdition<Vec<String>>,
    /// Words that are not to be used, by edition.
    pub forbidden: PerEdition<Vec<String>>,
}

/// The terms, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Glossary {
    /// All of them.
    pub terms: Vec<Term>,
}

impl Glossary {
    /// Reads a CSV table with the columns `en`, `zh-Hans`, `zh-Hant`, `not-zh-Hans`, `not-zh-Hant`; several
    /// words in a cell stand apart by `|`.
    ///
    /// ```
    /// use trialign::check::glossary::Glossary;
    /// let found = Glossary::parse("en,zh-Hans,not-zh-Hans\nmemory,内存|存储器,记忆体\n", "g.csv".as_ref())?;
    /// assert_eq!(found.terms[0].required.0[1], ["内存", "存储器"]);
    /// # Ok::<(), trialign::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// `Config` where it is no such table.
    pub fn parse(text: &str, path: &Path) -> Result<Glossary> {
        let wrong = |message: String| {
            Error::new(ErrorKind::Config, message)
                .at(path)
                .remedy("the columns are en, zh-Hans, zh-Hant, not-zh-Hans, not-zh-Hant")
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let headers = reader.headers().map_err(|e| wrong(e.to_string()))?.clone();
        let known = ["en", "zh-Hans", "zh-Hant", "not-zh-Hans", "not-zh-Hant"];
        if let Some(other) = headers.iter().find(|name| !known.contains(&name.trim())) {
            return Err(wrong(format!("'{other}' is no column of a glossary")).line(1));
        }
        let column = |name: &str| headers.iter().position(|header| header.trim() == name);
        let english = column("en").ok_or_else(|| wrong("the column 'en' is missing".into()).line(1))?;
        let mut terms = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|e| wrong(e.to_string()))?;
            let words = |name: &str| -> Vec<String> {
                let cell = column(name).and_then(|at| record.get(at)).unwrap_or_default();
                cell.split('|').map(str::trim).filter(|w| !w.is_empty()).map(str::to_owned).collect()
            };
            let term = record.get(english).unwrap_or_default().trim().to_lowercase();
            if !term.is_empty() {
                let required = PerEdition([Vec::new(), words("zh-Hans"), words("zh-Hant")]);
                let forbidden = PerEdition([Vec::new(), words("not-zh-Hans"), words("not-zh-Hant")]);
                terms.push(Term { english: term, required, forbidden });
            }
        }
        Ok(Glossary { terms })
    }

    /// Reads the table of a file.
    ///
    /// # Errors
    /// `Config` where it cannot be read or is no such table.
    pub fn read(path: &Path) -> Result<Glossary> {
        let text = input::text(path, input::TABLE)
            .map_err(|e| e.of_kind(ErrorKind::Config).remedy("see glossary under [check]"))?;
        Glossary::parse(&text, path)
    }
}

impl Term {
    /// Whether an English text uses the term, as whole words, in any case, with or without a plural s.
    pub fn stands_in(&self, english: &str) -> bool {
        let lower = english.to_lowercase();
        lower.match_indices(&self.english).any(|(at, found)| {
            let before = lower[..at].chars().next_back();
            let rest = &lower[at + found.len()..];
            let rest = rest.strip_prefix('s').unwrap_or(rest);
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !letter(before) && !letter(rest.chars().next())
        })
    }

    /// The Chinese editions.
    pub const EDITIONS: [Edition; 2] = [Edition::ZhHans, Edition::ZhHant];
}

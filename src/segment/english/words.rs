//! Word lists of the English rules, each a file of `words/`, sorted by bytes for a binary search.

use super::super::lists::sorted_words;

/// Stand before a name: never the end of a sentence. Lower case, without the dot.
pub(super) const TITLES: &[&str] = sorted_words!("words/titles.txt");

/// Never the end of a sentence: what they introduce must follow. Lower case.
pub(super) const NEVER: &[&str] = sorted_words!("words/never.txt");

/// Stand before a number. Lower case.
pub(super) const NUMBERED: &[&str] = sorted_words!("words/numbered.txt");

/// Inside a sentence unless a sentence starter follows. Lower case.
pub(super) const WEAK: &[&str] = sorted_words!("words/weak.txt");

/// Abbreviations that end a sentence whenever a capital follows. Lower case.
pub(super) const LOWER_ENDS: &[&str] = sorted_words!("words/lower_ends.txt");

/// Dotted names of countries, bodies and places. Upper case, without the last dot.
pub(super) const ACRONYMS: &[&str] = sorted_words!("words/acronyms.txt");

/// A country or capital after a dotted acronym starts a sentence if a verb follows it.
pub(super) const PLACES: &[&str] = sorted_words!("words/places.txt");

/// Nouns that go on after a dotted acronym.
pub(super) const AFTER_ACRONYM: &[&str] = sorted_words!("words/after_acronym.txt");

/// Finite verbs that show their subject before them.
pub(super) const FINITE: &[&str] = sorted_words!("words/finite.txt");

/// Words that, capitalised, nearly always start a sentence after an abbreviation.
pub(super) const STARTERS: &[&str] = sorted_words!("words/starters.txt");

/// Nouns that a letter numbers, as in vitamin C. Lower case.
pub(super) const LETTERED: &[&str] = sorted_words!("words/lettered.txt");

/// Names that carry an exclamation mark.
pub(super) const BRANDS: &[&str] = sorted_words!("words/brands.txt");

/// Verbs that say who spoke. Past and present.
pub(super) const SPEECH: &[&str] = sorted_words!("words/speech.txt");

/// What a time of day takes after it.
pub(super) const ZONES: &[&str] = sorted_words!("words/zones.txt");

/// Small words that start a sentence in careless writing, after a full stop.
pub(super) const CARELESS: &[&str] = sorted_words!("words/careless.txt");

/// Words that want a number after them: it is no marker of a list item. Lower case.
pub(super) const BEFORE_NUMBER: &[&str] = sorted_words!("words/before_number.txt");

//! Characters that exist in one Chinese script only, from the two columns of CC-CEDICT.

use std::sync::LazyLock;

use super::Edition;
use super::han::is_han;

static HANS_ONLY: LazyLock<Vec<char>> = LazyLock::new(|| trialign_data::HANS_ONLY.chars().collect());
static HANT_ONLY: LazyLock<Vec<char>> = LazyLock::new(|| trialign_data::HANT_ONLY.chars().collect());

/// Whether only Simplified text uses the character.
///
/// ```
/// use trialign::text::script::{is_hans_only, is_hant_only};
/// assert!(is_hans_only('们') && is_hant_only('們'));
/// assert!(!is_hans_only('人') && !is_hant_only('人'));
/// ```
pub fn is_hans_only(c: char) -> bool {
    HANS_ONLY.binary_search(&c).is_ok()
}

/// Whether only Traditional text uses the character.
pub fn is_hant_only(c: char) -> bool {
    HANT_ONLY.binary_search(&c).is_ok()
}

/// Characters of a text, by what they tell about language and script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Judgement {
    /// Characters only Simplified text has.
    pub hans_only: usize,
    /// Characters only Traditional text has.
    pub hant_only: usize,
    /// All Han characters.
    pub han: usize,
    /// Latin letters.
    pub latin: usize,
    /// Hiragana and katakana.
    pub kana: usize,
}

/// Characters that a judgement needs at least.
const ENOUGH: usize = 5;

impl Judgement {
    /// Adds the characters of another text.
    pub fn add(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\u{3041}'..='\u{30FF}' if !matches!(c, '\u{30FB}' | '\u{30FC}') => self.kana += 1,
                c if is_han(c) => {
                    self.han += 1;
                    self.hans_only += usize::from(is_hans_only(c));
                    self.hant_only += usize::from(is_hant_only(c));
                }
                _ => self.latin += usize::from(c.is_alphabetic() && (c as u32) < 0x250),
            }
        }
    }

    /// Whether it has the syllables of Japanese, and not in a name only.
    pub fn is_japanese(&self) -> bool {
        self.kana >= ENOUGH && self.kana * 10 > self.han
    }

    /// Whether more is said in Latin letters than in Han characters, each of which carries about as much as three.
    pub(crate) fn is_latin(&self) -> bool {
        self.latin > self.han * 3
    }

    /// As [`Judgement::edition`], where a little has to do: a table of a few rows. Chinese that does not tell is `None`.
    pub fn likely(&self) -> Option<Edition> {
        let chinese = self.han > 0 && self.kana == 0 && !self.is_latin();
        let few = match self.hans_only.cmp(&self.hant_only) {
            std::cmp::Ordering::Greater => Some(Edition::ZhHans),
            std::cmp::Ordering::Less => Some(Edition::ZhHant),
            std::cmp::Ordering::Equal => None,
        };
        self.edition().or(few.filter(|_| chinese))
    }

    /// The edition the text looks like; `None` where too little tells, or it is another language.
    pub fn edition(&self) -> Option<Edition> {
        if self.is_japanese() {
            return None;
        }
        if self.is_latin() {
            return (self.latin >= ENOUGH).then_some(Edition::En);
        }
        self.script(ENOUGH)
    }

    /// The script of the Chinese in the text, whatever else is in it; `None` where fewer than `least` characters tell.
    pub fn script(&self, least: usize) -> Option<Edition> {
        match (self.hans_only, self.hant_only) {
            (hans, hant) if hans >= least && hans >= hant * 3 => Some(Edition::ZhHans),
            (hans, hant) if hant >= least && hant >= hans * 3 => Some(Edition::ZhHant),
            _ => None,
        }
    }
}

/// Counts the characters of a text.
///
/// ```
/// use trialign::text::script::judge;
/// use trialign::text::Edition;
/// assert_eq!(judge("我们说这个国家的经济发展").edition(), Some(Edition::ZhHans));
/// assert_eq!(judge("我們說這個國家的經濟發展").edition(), Some(Edition::ZhHant));
/// ```
pub fn judge(text: &str) -> Judgement {
    let mut out = Judgement::default();
    out.add(text);
    out
}

//! Is an edition in the script its name says? By characters that only one script has.

use crate::text::han::is_han;
use crate::text::script::{is_hans_only, is_hant_only};
use crate::text::{Edition, EditionText, Tag};

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

    /// The edition the text looks like; `None` where too little tells, or it is another language.
    pub fn edition(&self) -> Option<Edition> {
        if self.kana * 10 > self.han && self.kana >= ENOUGH {
            return None;
        }
        // A Han character carries about as much as three Latin letters.
        if self.latin > self.han * 3 {
            return (self.latin >= ENOUGH).then_some(Edition::En);
        }
        match (self.hans_only, self.hant_only) {
            (hans, hant) if hans >= ENOUGH && hans >= hant * 3 => Some(Edition::ZhHans),
            (hans, hant) if hant >= ENOUGH && hant >= hans * 3 => Some(Edition::ZhHant),
            _ => None,
        }
    }
}

/// Counts the characters of a text.
///
/// ```
/// use trialign::clean::script::judge;
/// use trialign::text::Edition;
/// assert_eq!(judge("我们说这个国家的经济发展").edition(), Some(Edition::ZhHans));
/// assert_eq!(judge("我們說這個國家的經濟發展").edition(), Some(Edition::ZhHant));
/// ```
pub fn judge(text: &str) -> Judgement {
    let mut out = Judgement::default();
    out.add(text);
    out
}

/// The tag with a bare `zh` resolved by content; other tags, and texts that do not tell, stay as they are.
pub fn resolve(tag: &Tag, text: &str) -> Tag {
    match judge(text).edition() {
        Some(edition) if tag.bare && edition.is_chinese() => Tag { edition, ..tag.clone() },
        _ => tag.clone(),
    }
}

/// What to tell the user where an edition is in another script or language than its name says.
pub fn mismatch(edition: Edition, text: &EditionText) -> Option<String> {
    let mut found = Judgement::default();
    for segment in &text.segments {
        found.add(&segment.text);
    }
    if edition.is_chinese() && found.kana >= ENOUGH && found.kana * 10 > found.han {
        return Some(format!("the {edition} edition looks like Japanese"));
    }
    let seen = found.edition().filter(|seen| *seen != edition)?;
    let counts = match seen {
        Edition::En => format!("{} Latin letters, {} Han characters", found.latin, found.han),
        _ => format!(
            "{} characters only Simplified text has, {} only Traditional",
            found.hans_only, found.hant_only
        ),
    };
    Some(format!("the {edition} edition looks like {seen} ({counts})"))
}

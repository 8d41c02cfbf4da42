//! What script and language a Chinese edition's prose is in. Code, and names in tables, say nothing of that.

use super::{licence, literature, words};
use crate::text::script::{is_hans_only, is_hant_only, judge};
use crate::text::{BlockKind, EditionText, Role, Segment, is_reference};

/// Characters of an edition's prose by what they tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Prose {
    /// Characters only Simplified text has.
    pub hans: usize,
    /// Characters only Traditional text has.
    pub hant: usize,
    /// Han characters.
    pub han: usize,
    /// Latin letters of running text.
    pub latin: usize,
    /// Of these, those of list items and table cells.
    pub listed: usize,
    /// Hiragana and katakana.
    pub kana: usize,
    /// Hangul.
    pub hangul: usize,
}

/// Latin words that make a table cell or a list item running text.
const WORDS: usize = 4;

/// Han characters that are a paragraph.
const CHINESE: usize = 40;

impl Prose {
    /// Counts the characters of segments, without the text of a licence and what is given as sources where something else
    /// is left.
    pub fn of(segments: &[Segment]) -> Prose {
        let (legal, sources) = (licence::of(segments), literature::of(segments));
        let kept = segments.iter().enumerate().filter(|(at, _)| !legal[*at] && !sources[*at]);
        let rest = Prose::counted(kept.map(|(_, s)| s));
        if rest.han > 0 { rest } else { Prose::counted(segments) }
    }

    fn counted<'a>(segments: impl IntoIterator<Item = &'a Segment>) -> Prose {
        let mut out = Prose::default();
        // Entries of a bibliography stay as they are.
        let told =
            |s: &&Segment| s.kind != BlockKind::Code && s.role != Role::Byline && !is_reference(&s.text);
        for segment in segments.into_iter().filter(told) {
            let mut latin = 0;
            for c in segment.text.chars() {
                if words::is_han(c) {
                    out.han += 1;
                    out.hans += usize::from(is_hans_only(c));
                    out.hant += usize::from(is_hant_only(c));
                } else {
                    latin += usize::from((c as u32) < 0x250 && c.is_alphabetic());
                    out.kana += usize::from(matches!(c, '\u{3041}'..='\u{30FA}'));
                    out.hangul += usize::from(matches!(c, '\u{AC00}'..='\u{D7A3}'));
                }
            }
            if latin > 0 && is_running(segment) {
                out.latin += latin;
                let listed = matches!(segment.kind, BlockKind::ListItem | BlockKind::TableCell);
                out.listed += if listed { latin } else { 0 };
            }
        }
        out
    }

    /// The language, where it is not Chinese.
    pub fn foreign(&self) -> Option<&'static str> {
        // A Han character carries about as much as three Latin letters. Names below a Chinese title are no text, and what
        // paragraphs in Chinese list may be an index.
        let index = self.han >= CHINESE && self.latin - self.listed <= self.han;
        if self.kana >= 5 && self.kana * 10 > self.han {
            Some("Japanese")
        } else if self.hangul >= 5 && self.hangul > self.han {
            Some("Korean")
        } else if self.latin >= if self.han == 0 { 20 } else { 100 } && self.latin > self.han * 9 && !index {
            Some("not Chinese: it is in Latin script")
        } else {
            None
        }
    }
}

fn is_running(segment: &Segment) -> bool {
    // What a program fills in says nothing: {name} of Ash, Kent.
    let outside: String =
        segment.text.split('{').map(|part| part.rsplit('}').next().unwrap_or(part)).collect();
    // An address, or what somebody is called there, is in no language.
    let said = |word: &&str| !word.contains("://") && !word.contains('@');
    let outside = outside.split_whitespace().filter(said).collect::<Vec<_>>().join(" ");
    let latin = words::latin_words(&outside);
    // Names of people and places, of which each word begins with a capital: Santa Bárbara, Brazil.
    let names = !latin.iter().any(|word| word.len() > 2 && word.starts_with(char::is_lowercase));
    // A heading of one word may be what a part of a program is called: `tools.babel`.
    let heading = matches!(segment.kind, BlockKind::Heading(_)) && outside.contains(' ') && latin.len() > 1;
    !((latin.len() < WORDS || names) && !heading || words::looks_like_code(&segment.text))
}

/// Whether an English edition is in Chinese, so that aligning it says nothing.
pub fn is_chinese(text: &EditionText) -> bool {
    // A glossary gives Chinese in its table.
    let told =
        |s: &&Segment| matches!(s.kind, BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Quote);
    let mut found = judge("");
    text.segments.iter().filter(told).for_each(|segment| found.add(&segment.text));
    // A Han character carries about as much as three Latin letters.
    found.han >= CHINESE && found.han * 3 > found.latin && !found.is_japanese()
}

/// Whether an edition is in no Chinese at all, so that aligning it says nothing.
pub fn is_foreign(text: &EditionText) -> bool {
    Prose::of(&text.segments).foreign().is_some()
}

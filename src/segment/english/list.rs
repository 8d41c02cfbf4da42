//! Lists within a paragraph: `1. The first item 2. The second item`.

use super::super::chars::{char_at, listed};
use super::word_before;
use super::{at_gap, in_word, words};

/// How the items are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Count {
    None,
    /// A number, the next one expected.
    Number(u32),
    /// A letter, the next one expected.
    Letter(u8),
    /// Only a bullet.
    Bullet,
}

/// The list that the sentence is an item of, if it is one.
#[derive(Debug)]
pub(super) struct InlineList {
    count: Count,
    bullet: Option<char>,
    /// What follows the number: `.`, `)` or `.)`
    tail: &'static str,
    /// Past the marker.
    pub past: usize,
}

const TAILS: [&str; 3] = [".)", ")", "."];

impl InlineList {
    /// Reads the marker at the head of a sentence.
    pub(super) fn at(text: &str, from: usize) -> Self {
        let none = InlineList { count: Count::None, bullet: None, tail: "", past: from };
        let bullet = char_at(text, from).filter(|c| matches!(c, '•' | '⁃' | '‣' | '▪' | '●'));
        let start = bullet.map_or(from, |c| from + c.len_utf8());
        let start = if bullet.is_some() { super::skip_space(text, start) } else { start };
        match read_marker(text, start) {
            Some((count, tail, past)) => InlineList { count, bullet, tail, past },
            None if bullet.is_some() => InlineList { count: Count::Bullet, bullet, tail: "", past: start },
            None => none,
        }
    }

    /// Whether the next item of the list starts at `at`, after a space.
    pub(super) fn next_at(&self, text: &str, at: usize) -> bool {
        if self.count == Count::None || at <= self.past {
            return false;
        }
        let start = match self.bullet {
            None => at,
            Some(bullet) => {
                if char_at(text, at) != Some(bullet) {
                    return false;
                }
                if self.count == Count::Bullet {
                    return true;
                }
                super::skip_space(text, at + bullet.len_utf8())
            }
        };
        let Some((count, tail, past)) = read_marker(text, start) else { return false };
        let follows = match (self.count, count) {
            (Count::Number(n), Count::Number(m)) => m == n + 1,
            (Count::Letter(n), Count::Letter(m)) => m == n + 1,
            _ => false,
        };
        follows && tail == self.tail && (self.bullet.is_some() || plausible(text, at, past))
    }
}

/// Whether an item can start between `at` and `past`: not after a word that wants a number, and before a capital.
fn plausible(text: &str, at: usize, past: usize) -> bool {
    let head = &text[..at];
    let before = word_before(text, head.trim_end().len());
    let after = text[past..].trim_start().chars().next();
    !listed(words::BEFORE_NUMBER, &before.to_lowercase())
        && after.is_some_and(|c| c.is_uppercase() || c == '“' || c == '"')
}

/// The count and style of the marker at `at`, and where it ends; white space must follow.
fn read_marker(text: &str, at: usize) -> Option<(Count, &'static str, usize)> {
    let rest = text.get(at..)?;
    if in_word(text, at) {
        return None;
    }
    let digits = rest.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let (count, length) = match digits {
        0 => match *rest.as_bytes().first()? {
            letter @ b'a'..=b'y' => (Count::Letter(letter), 1),
            _ => return None,
        },
        1..=3 => (Count::Number(rest[..digits].parse().ok()?), digits),
        _ => return None,
    };
    let tail = TAILS.iter().find(|tail| rest[length..].starts_with(**tail))?;
    let past = at + length + tail.len();
    (at_gap(text, past) && past < text.len()).then_some((count, *tail, past))
}

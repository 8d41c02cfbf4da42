//! Reads a line from left to right, piece by piece.

use super::words::{MONTHS, is_space};

pub(super) struct Cursor<'a> {
    pub text: &'a str,
    pub at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    pub(super) fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn before(&self) -> Option<char> {
        self.text.get(..self.at).and_then(|head| head.chars().next_back())
    }

    pub(super) fn done(&self) -> bool {
        self.at >= self.text.len()
    }

    /// Runs `parse`; where it fails, the cursor stays.
    pub(super) fn attempt<T>(&mut self, parse: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let at = self.at;
        let found = parse(self);
        if found.is_none() {
            self.at = at;
        }
        found
    }

    /// Skips white space; how many characters of it.
    pub(super) fn spaces(&mut self) -> usize {
        let rest = self.rest();
        let trimmed = rest.trim_start_matches(is_space);
        self.at += rest.len() - trimmed.len();
        rest[..rest.len() - trimmed.len()].chars().count()
    }

    /// What stands between the parts of an English date: spaces, a comma, a dot, hyphens.
    pub(super) fn joint(&mut self) {
        let rest = self.rest();
        let trimmed = rest.trim_start_matches(|c| is_space(c) || matches!(c, ',' | '.' | '-' | '，'));
        self.at += rest.len() - trimmed.len();
    }

    /// Takes the first of these that stands here.
    pub(super) fn any_of(&mut self, these: &[&str]) -> bool {
        let found = these.iter().find(|word| self.rest().starts_with(**word));
        self.at += found.map_or(0, |word| word.len());
        found.is_some()
    }

    /// The word of letters here, at most 20 of them.
    fn word(&self) -> &'a str {
        let rest = self.rest();
        let end = rest.char_indices().take(20).take_while(|(_, c)| c.is_ascii_alphabetic()).count();
        &rest[..end]
    }

    /// Takes one of these words, in any case, where it stands as a whole word.
    pub(super) fn words(&mut self, these: &[&str]) -> bool {
        if self.before().is_some_and(|c| c.is_ascii_alphabetic()) {
            return false;
        }
        self.glued_word(these)
    }

    /// As [`Cursor::words`], also right behind a figure.
    pub(super) fn glued_word(&mut self, these: &[&str]) -> bool {
        let word = self.word();
        let found = !word.is_empty() && these.iter().any(|known| word.eq_ignore_ascii_case(known));
        self.at += if found { word.len() } else { 0 };
        found
    }

    pub(super) fn month(&mut self) -> Option<u32> {
        let word = self.word().to_ascii_lowercase();
        let long = word.len() >= 3;
        let at = MONTHS.iter().position(|month| {
            *month == word
                || long && word.len() <= 4 && month.starts_with(&word) && word.len() == 3
                || word == "sept" && *month == "september"
        })?;
        self.at += word.len();
        Some(at as u32 + 1)
    }

    /// A run of figures of half or full width: value and how many.
    pub(super) fn digits(&mut self) -> Option<(u32, usize)> {
        let (mut value, mut count, mut end) = (0u32, 0usize, self.at);
        for c in self.rest().chars().take(9) {
            let Some(digit) = digit(c) else { break };
            value = value.saturating_mul(10).saturating_add(digit);
            count += 1;
            end += c.len_utf8();
        }
        if count == 0
            || self
                .text
                .get(end..)
                .is_some_and(|rest| rest.chars().next().is_some_and(|c| digit(c).is_some()))
        {
            return None;
        }
        self.at = end;
        Some((value, count))
    }

    /// Figures, `most` of them at most; all of them where four or eight are asked for.
    pub(super) fn figures(&mut self, most: usize) -> Option<u32> {
        self.attempt(|cursor| {
            let (value, count) = cursor.digits()?;
            (count == most || most < 4 && count < most).then_some(value)
        })
    }

    /// A number in figures or in Chinese numerals: 109, 一百零九, 二〇二〇, 廿三, 初五.
    pub(super) fn count(&mut self) -> Option<u32> {
        if let Some((value, count)) = self.digits() {
            return (count <= 4).then_some(value);
        }
        self.any_of(&["初"]);
        let rest = self.rest();
        let run: Vec<char> =
            rest.chars().take(8).take_while(|c| "〇零○一二三四五六七八九十百廿卅".contains(*c)).collect();
        let value = numerals(&run)?;
        self.at += run.iter().map(|c| c.len_utf8()).sum::<usize>();
        Some(value)
    }
}

fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

fn numerals(run: &[char]) -> Option<u32> {
    let one = |c: char| "〇一二三四五六七八九".chars().position(|n| n == c).map(|n| n as u32);
    let digit = |c: char| if matches!(c, '零' | '○') { Some(0) } else { one(c) };
    if run.is_empty() {
        return None;
    }
    if run.len() > 1 && run.iter().all(|c| digit(*c).is_some()) {
        return run.iter().try_fold(0u32, |value, c| Some(value.checked_mul(10)? + digit(*c)?));
    }
    let (mut total, mut last) = (0, None);
    for c in run {
        match c {
            '十' => total += last.take().filter(|n| *n > 0).unwrap_or(1) * 10,
            '百' => total += last.take().filter(|n| *n > 0).unwrap_or(1) * 100,
            '廿' => total += 20,
            '卅' => total += 30,
            c => last = Some(digit(*c)?),
        }
    }
    Some(total + last.unwrap_or(0))
}

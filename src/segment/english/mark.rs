//! The marks that may end a sentence, and what comes after them.

use super::super::chars::{char_at, is_han, skip_emoji, skip_notes, skip_space};

/// What a run of marks is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One dot.
    Stop,
    /// `!`, `?` or a full-width mark among them.
    Strong,
    /// Two dots or more, or `…`.
    Ellipsis,
}

/// A run of marks with its closers and reference marks.
#[derive(Debug)]
pub(super) struct Mark {
    /// Where it starts.
    pub start: usize,
    /// Past the marks.
    pub core: usize,
    /// Past the closers and notes.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// Dots in it, `…` counted as three.
    pub dots: u32,
    /// The dots have spaces between them: `. . .`
    pub spaced: bool,
    /// Quotation marks closed after it.
    pub quotes: u32,
    /// Parentheses and brackets closed after it.
    pub rounds: u32,
    /// A reference mark follows: `[1]`, `¹`.
    pub noted: bool,
}

impl Mark {
    /// Reads the mark at `start`; `None` if there is none.
    pub(super) fn read(text: &str, start: usize) -> Option<Mark> {
        if !is_mark(char_at(text, start)?) {
            return None;
        }
        let mut mark = Mark {
            start,
            core: start,
            end: start,
            kind: Kind::Stop,
            dots: 0,
            spaced: false,
            quotes: 0,
            rounds: 0,
            noted: false,
        };
        mark.read_core(text);
        mark.read_closers(text);
        let past = match bare_note(text, &mark) {
            // Mr. [3] is no sentence.
            0 if text[mark.end..].starts_with([' ', '\u{a0}'])
                && super::known::is_abbreviation(super::word_before(text, start)) =>
            {
                mark.end
            }
            0 => skip_notes(text, mark.end),
            digits => mark.end + digits,
        };
        mark.noted = past > mark.end;
        mark.end = skip_emoji(text, past);
        Some(mark)
    }

    fn read_core(&mut self, text: &str) {
        let mut at = self.start;
        let mut strong = false;
        while let Some(c) = char_at(text, at) {
            match c {
                '.' => self.dots += 1,
                '…' | '⋯' => self.dots += 3,
                ' ' | '\u{a0}' if self.dots > 0 && !strong && text[at + c.len_utf8()..].starts_with('.') => {
                    // `. .` joins, but `rose. ...and fell` is a sentence and an ellipsis.
                    if text[at + c.len_utf8()..].starts_with("..") {
                        break;
                    }
                    self.spaced = true;
                }
                _ if is_mark(c) => strong = true,
                _ => break,
            }
            at += c.len_utf8();
        }
        self.core = at;
        self.end = at;
        self.kind = match (strong, self.dots) {
            (true, _) => Kind::Strong,
            (false, 0 | 1) => Kind::Stop,
            (false, _) => Kind::Ellipsis,
        };
    }

    fn read_closers(&mut self, text: &str) {
        while let Some(c) = char_at(text, self.end) {
            let next = self.end + c.len_utf8();
            match c {
                '”' | '’' | '»' | '›' | '」' | '』' => self.quotes += 1,
                '"' | '\''
                    if !char_at(text, next).is_some_and(char::is_alphanumeric)
                        || c == '"' && figures_of_note(&text[next..]) > 0 =>
                {
                    self.quotes += 1;
                }
                // Only a closer has a space behind it and none before.
                '“' | '‘' if char_at(text, next).is_none_or(char::is_whitespace) => self.quotes += 1,
                ')' | ']' | '}' => self.rounds += 1,
                '*' | '_'
                    if !char_at(text, next).is_some_and(char::is_alphanumeric) && at_most(text, next, c) => {}
                // `fun.).` and `(sic!)?`
                '.' | '!' | '?' if self.rounds > 0 || self.quotes > 0 => {
                    self.kind = if c == '.' { self.kind } else { Kind::Strong };
                }
                _ => break,
            }
            self.end = next;
        }
    }

    /// Whether a dash after a closed quotation names its source: `“…” — Mark Twain`.
    pub(super) fn dashed(&self, next: &Next) -> bool {
        self.quotes > 0 && next.dash
    }

    /// Whether a space stands before the mark, as in `Wait ... I know`.
    pub(super) fn before_space(&self, text: &str) -> bool {
        text[..self.start].ends_with([' ', '\u{a0}'])
    }
}

/// The digits of a reference mark that lost its raised form: `rose.1 Prices`; not those of `No.1 Court` or `3.5`.
fn bare_note(text: &str, mark: &Mark) -> usize {
    let rest = &text[mark.end..];
    let digits = figures_of_note(rest);
    if digits == 0 || mark.kind == Kind::Ellipsis {
        return 0;
    }
    let word = super::word_before(text, mark.start);
    // in 1958.1 Prices: a year, and no figure with a decimal.
    let year = word.len() == 4 && word.starts_with(['1', '2']) && word.bytes().all(|b| b.is_ascii_digit());
    let plain = mark.quotes > 0 || word.len() > 2 && word.chars().all(char::is_lowercase) || year;
    if plain && !super::known::is_abbreviation(word) { digits } else { 0 }
}

/// The length of `2`, `1,2` or `1-3` at the head of `rest` where a sentence starts behind it, or 0.
fn figures_of_note(rest: &str) -> usize {
    let mut length = 0;
    for _ in 0..4 {
        let digits = rest[length..].bytes().take(3).take_while(u8::is_ascii_digit).count();
        if !(1..=2).contains(&digits) {
            return 0;
        }
        length += digits;
        let tail = &rest[length..];
        let Some(joint) = tail.chars().next().filter(|c| matches!(c, ',' | '-' | '–')) else {
            let starts = |c: char| c.is_uppercase() || matches!(c, '“' | '‘' | '"');
            return if tail.starts_with(' ') && tail.chars().nth(1).is_some_and(starts) { length } else { 0 };
        };
        length += joint.len_utf8();
    }
    0
}

/// Emphasis closes once or twice, a row of stars is a line of its own.
fn at_most(text: &str, at: usize, c: char) -> bool {
    let rest = &text[at..];
    !rest.starts_with(c) || !rest[c.len_utf8()..].starts_with(c)
}

fn is_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '⋯' | '。' | '！' | '？' | '‽' | '‼' | '⁇' | '⁈' | '⁉')
}

/// What follows a mark.
#[derive(Debug)]
pub(super) struct Next<'t> {
    /// White space stands between.
    pub gap: bool,
    /// The first character after openers and dashes.
    pub first: char,
    /// The word that starts with it, up to a bound.
    pub word: &'t str,
    /// Where that word starts.
    pub at: usize,
    /// A quotation mark opens before the word.
    pub quoted: bool,
    /// A parenthesis opens before the word.
    pub parenthesis: bool,
    /// A dash stands before the word.
    pub dash: bool,
    /// A bullet or another symbol stands before the word.
    pub bullet: bool,
    /// The first thing is a closing mark after a space: the sentence is not over.
    pub closes: bool,
}

impl<'t> Next<'t> {
    /// Reads on from `end`; `None` at the end of the text.
    pub(super) fn read(text: &'t str, end: usize) -> Option<Next<'t>> {
        let start = skip_space(text, end);
        let mut next = Next {
            gap: start > end,
            first: char_at(text, start)?,
            word: "",
            at: start,
            quoted: false,
            parenthesis: false,
            dash: false,
            bullet: false,
            closes: false,
        };
        next.closes = matches!(next.first, '”' | ')' | ']' | '»');
        for _ in 0..8 {
            match char_at(text, next.at) {
                Some('“' | '"' | '‘' | '\'' | '«' | '「' | '『') => next.quoted = true,
                Some('(' | '[') => next.parenthesis = true,
                Some('-' | '–' | '—') => next.dash = true,
                Some('•' | '*' | '⁃' | '·' | '►' | '◦' | '_' | '#' | '>' | '=' | '~' | '|' | '¿' | '¡') => {
                    next.bullet = true
                }
                Some(c) if c.is_whitespace() => {}
                _ => break,
            }
            next.at += char_at(text, next.at).map_or(0, char::len_utf8);
        }
        if let Some(first) = char_at(text, next.at).filter(|c| !c.is_whitespace()) {
            next.first = first;
        }
        next.word = word_at(text, next.at);
        Some(next)
    }

    /// Whether a small letter comes next.
    pub(super) fn is_lower(&self) -> bool {
        self.first.is_lowercase()
    }

    /// Whether what comes next can start a sentence.
    pub(super) fn starts_sentence(&self) -> bool {
        if self.first.is_uppercase() || self.first.is_numeric() || is_han(self.first) {
            return true;
        }
        if self.is_lower() {
            return self.is_camel();
        }
        self.bullet
            || self.first.is_alphabetic()
            || matches!(self.first, '$' | '£' | '€' | '¥' | ':' | '@' | '&' | '.' | '…' | '<' | '+')
            || !self.first.is_ascii()
    }

    /// `eBay`, `iPhone`, `macOS`: a small letter, then a capital.
    fn is_camel(&self) -> bool {
        let mut chars = self.word.chars();
        let small = chars.by_ref().take_while(|c| c.is_lowercase()).count();
        let capital = self.word.chars().nth(small).is_some_and(char::is_uppercase);
        capital && small <= 3
    }
}

/// The word at `at`, inner apostrophes and dots kept, at most 40 bytes or so.
pub(super) fn word_at(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or("");
    let mut end = 0;
    for (offset, c) in rest.char_indices().take(40) {
        let inner = matches!(c, '\'' | '’' | '-')
            && rest[offset + c.len_utf8()..].chars().next().is_some_and(char::is_alphanumeric);
        if !c.is_alphanumeric() && !inner {
            break;
        }
        end = offset + c.len_utf8();
    }
    &rest[..end]
}

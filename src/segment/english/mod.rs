//! English: abbreviations, initials, quotations with what is said about them, ellipses, inline lists.

mod glued;
mod known;
mod list;
mod mark;
mod place;
mod quotation;
mod stop;
mod words;

use std::ops::Range;

use super::chars::{listed, skip_space};
use super::credit::with_credit;
use super::stable::{settled, with_marks};
use super::{Segmenter, Unclosed};
use crate::text::is_reference;
pub(super) use known::{is_abbreviation, is_brand};
use list::InlineList;
use mark::{Kind, Mark, Next};
use place::{at_gap, in_word, word_before};

/// The segmenter for English.
pub struct English;

impl Segmenter for English {
    fn cut_after(&self, _: &mut Unclosed, text: &str) -> Vec<Range<usize>> {
        settled(text, cut(text), cut)
    }
}

fn cut(text: &str) -> Vec<Range<usize>> {
    if is_reference(text) {
        return std::iter::once(skip_space(text, 0)..text.trim_end().len()).collect();
    }
    with_credit(text, with_marks(text, settled(text, scan(text), scan)))
}

/// The sentence being read.
struct Sentence {
    from: usize,
    /// The outermost parenthesis that is open, and how many are.
    round: usize,
    depth: u32,
    list: InlineList,
}

impl Sentence {
    /// The sentence after `at`; also where to read on.
    fn start(text: &str, at: usize) -> (Self, usize) {
        let from = skip_space(text, at);
        let list = InlineList::at(text, from);
        let past = list.past;
        (Sentence { from, round: from, depth: 0, list }, past)
    }
}

fn scan(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let bytes = text.as_bytes();
    let (mut sentence, mut at) = Sentence::start(text, 0);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b' ' if sentence.list.next_at(text, at + 1) => {
                let end = text[..at].trim_end().len();
                out.push(sentence.from..end);
                (sentence, at) = Sentence::start(text, at + 1);
                continue;
            }
            b':' | b';' => {
                if let Some(end) = smiley_ends(text, at) {
                    out.push(sentence.from..end);
                    (sentence, at) = Sentence::start(text, end);
                    continue;
                }
            }
            b'(' | b'[' => {
                if sentence.depth == 0 {
                    sentence.round = at;
                }
                sentence.depth += 1;
            }
            b')' | b']' => sentence.depth = sentence.depth.saturating_sub(1),
            b'.' | b'!' | b'?' | 0xE2 | 0xE3 | 0xEF => {
                if let Some(mark) = Mark::read(text, at) {
                    let opened = sentence.depth > 0;
                    sentence.depth = sentence.depth.saturating_sub(mark.rounds);
                    at = mark.end;
                    if ends(text, &sentence, &mark, opened) {
                        out.push(sentence.from..mark.end);
                        (sentence, at) = Sentence::start(text, mark.end);
                    }
                    continue;
                }
            }
            _ => {}
        }
        at += 1;
    }
    let end = text.trim_end().len();
    if sentence.from < end {
        out.push(sentence.from..end);
    }
    out
}

/// Whether `sentence` ends with `mark`; `opened` says that a parenthesis was open before the mark.
fn ends(text: &str, sentence: &Sentence, mark: &Mark, opened: bool) -> bool {
    let Some(next) = Next::read(text, mark.end) else { return true };
    if mark.start == sentence.from && mark.quotes == 0 && mark.kind != Kind::Strong {
        return false;
    }
    if !next.gap {
        return glued::ends(text, sentence.from, mark, &next);
    }
    if next.closes || matches!(next.first, ',' | ';' | ':') {
        return false;
    }
    let aside = opened && sentence.round > sentence.from;
    if aside && mark.rounds == 0 && closes_soon(text, mark.end) {
        return false;
    }
    if mark.dashed(&next) {
        return false;
    }
    let starts = next.starts_sentence();
    if !starts && (!next.quoted || next.is_lower()) {
        return lower_start(text, mark, &next);
    }
    if mark.quotes > 0 && quotation::attributed(text, sentence.from, mark, &next) {
        return false;
    }
    match mark.kind {
        // `[...]` alone belongs to what follows, and so does its source in parentheses.
        Kind::Ellipsis if mark.rounds > 0 => !next.parenthesis && sentence.round > sentence.from,
        // “I… I do not know”: who stammers has not ended.
        Kind::Ellipsis if !next.word.is_empty() && word_before(text, mark.start) == next.word => false,
        Kind::Ellipsis => next.word != "I" || !mark.before_space(text),
        Kind::Strong => !strong_joins(text, mark, &next),
        Kind::Stop => stop::ends(text, sentence.from, mark, &next, aside && mark.rounds > 0),
    }
}

/// A small letter follows: only what is plainly another sentence, begun carelessly, is one.
///
/// `it is small. i want it`, `Why not? just ask!`; never after an abbreviation, a quotation or a brand.
fn lower_start(text: &str, mark: &Mark, next: &Next) -> bool {
    if mark.kind == Kind::Ellipsis || mark.quotes > 0 || mark.rounds > 0 || next.quoted {
        return false;
    }
    if next.parenthesis && !next.is_lower()
        || text[next.at..].starts_with("http")
        || text[next.at..].starts_with("www.")
    {
        return true;
    }
    let word = word_before(text, mark.start);
    if is_brand(word) || next.dash || next.parenthesis {
        return false;
    }
    let rest = skip_space(text, next.at + next.word.len());
    // Would it work? he wondered.
    let thought = listed(words::SPEECH, mark::word_at(text, rest));
    let careless = listed(words::CARELESS, next.word) && !thought;
    match mark.kind {
        Kind::Strong => careless || mark.core - mark.start > 1 && !thought,
        _ => {
            careless
                && word.chars().count() > 1
                && word.chars().all(char::is_alphanumeric)
                && !is_abbreviation(word)
                && !stop::is_old_money(word)
        }
    }
}

/// `Yahoo! Japan`, `Jeopardy! Champion`: the mark belongs to the name.
fn strong_joins(text: &str, mark: &Mark, next: &Next) -> bool {
    if mark.core - mark.start > 1 || mark.quotes > 0 {
        return false;
    }
    let word = word_before(text, mark.start);
    is_brand(word) && !next.quoted && !listed(words::STARTERS, next.word)
}

/// Past the `:-)` at `at`, if a capital follows it.
fn smiley_ends(text: &str, at: usize) -> Option<usize> {
    let rest = text[at + 1..].strip_prefix('-').unwrap_or(&text[at + 1..]);
    let tail = rest.strip_prefix([')', '(', 'D', 'P'])?.trim_start_matches([')', '(']);
    let end = text.len() - tail.len();
    let capital = tail.trim_start().starts_with(char::is_uppercase);
    (tail.starts_with(' ') && text[..at].ends_with(' ') && capital).then_some(end)
}

/// Whether an open parenthesis closes before long: then it is an aside, and stays whole.
fn closes_soon(text: &str, from: usize) -> bool {
    const REACH: usize = 160;
    text.as_bytes()[from..].iter().take(REACH).any(|byte| matches!(byte, b')' | b']'))
}

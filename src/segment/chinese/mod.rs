//! Chinese in either script: full-width marks, half-width marks, quotations with what is said about them.

mod brackets;
mod dots;
mod ends;
mod marks;
mod quotation;
mod speech;
mod statement;
mod words;

use std::ops::Range;

use super::chars::{char_at, char_before, is_han, skip_emoji, skip_notes, skip_space, trim_end};
use super::credit::with_credit;
use super::figures::bare_figure;
use super::stable::{settled, with_marks};
use super::{Segmenter, Unclosed};
use crate::text::is_reference;
use brackets::{Brackets, Kind, Open};
use ends::Ends;
use marks::{continues, is_dot, is_mark, is_strong};

/// The segmenter for both Chinese editions; which script or which quotation marks are used makes no difference.
pub struct Chinese;

impl Segmenter for Chinese {
    fn cut_after(&self, unclosed: &mut Unclosed, text: &str) -> Vec<Range<usize>> {
        let alone = |text: &str| cut(text, Ends::after(&mut Unclosed::default(), text));
        settled(text, cut(text, Ends::after(unclosed, text)), alone)
    }
}

fn cut(text: &str, ends: Ends) -> Vec<Range<usize>> {
    if is_reference(text) {
        return std::iter::once(skip_space(text, 0)..text.trim_end().len()).collect();
    }
    let alone = |text: &str| scan(text, Ends::after(&mut Unclosed::default(), text));
    with_credit(text, with_marks(text, settled(text, scan(text, ends), alone)))
}

/// A run of marks that may end a sentence, with the closers and reference marks after it.
struct Mark {
    /// Where the run starts.
    start: usize,
    /// Past the run, its closers and notes.
    end: usize,
    /// Past the first run of marks, before any closer.
    core: usize,
    /// The run holds 。 ！ ？ or their half-width forms `｡ ! ?`.
    strong: bool,
    /// How many dots of any kind it holds; an ellipsis character counts three.
    dots: usize,
    /// The outermost bracket or quotation closed after the last mark, and where it was opened if that is known.
    closed: Option<(Kind, Option<Open>)>,
}

fn scan(text: &str, marks: Ends) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = skip_space(text, 0);
    let mut brackets = Brackets::new(marks);
    let mut at = from;
    while let Some(c) = char_at(text, at) {
        if !is_mark(c) {
            brackets.see(c, at);
            at += c.len_utf8();
            continue;
        }
        let mark = read_mark(text, at, &mut brackets);
        at = mark.end;
        if ends(text, from, &mark, &mut brackets) {
            out.push(from..mark.end);
            from = skip_space(text, mark.end);
            at = from;
            brackets.restart();
        }
    }
    let end = text.trim_end().len();
    if from < end {
        out.push(from..end);
    }
    out
}

fn read_mark(text: &str, start: usize, brackets: &mut Brackets) -> Mark {
    let mut mark = Mark { start, end: start, core: start, strong: false, dots: 0, closed: None };
    let mut closed_any = false;
    while let Some(c) = char_at(text, mark.end) {
        let next = mark.end + c.len_utf8();
        if is_mark(c) {
            if (mark.strong || mark.dots >= 6) && opens_with_ellipsis(text, mark.end) {
                break;
            }
            // A decimal or an ellipsis that opens the next thing said is not part of the run.
            if closed_any && is_dot(c) && c != '.' && c != '．' {
                break;
            }
            mark.strong |= is_strong(c);
            mark.dots += match c {
                '…' | '⋯' | '︙' => 3,
                '.' | '．' | '。' | '﹒' => 1,
                _ => 0,
            };
            mark.closed = None;
            mark.end = next;
            if !closed_any {
                mark.core = next;
            }
        } else if let Some(closed) = brackets.close_at(text, mark.end, c) {
            closed_any = true;
            mark.closed = Some(closed);
            mark.end = next;
        } else if c == ' ' && char_at(text, next).is_some_and(|c| brackets.is_closer(c, next)) {
            mark.end = next;
        } else {
            break;
        }
    }
    let figure = mark.end + bare_figure(text, mark.end);
    mark.end = skip_emoji(text, skip_notes(text, figure));
    mark
}

/// Whether the ellipsis at `at`, right after another mark, opens what follows: 不要紧。……但按照你的说法.
fn opens_with_ellipsis(text: &str, at: usize) -> bool {
    // One more than counts, so that a long run of dots is not walked again and again.
    let dots = text[at..].chars().take(5).take_while(|c| matches!(c, '…' | '⋯')).count();
    (2..=4).contains(&dots) && text[at..].chars().nth(dots).is_some_and(is_han)
}

/// Whether a sentence that began at `from` ends with `mark`.
fn ends(text: &str, from: usize, mark: &Mark, brackets: &mut Brackets) -> bool {
    let next_at = skip_space(text, mark.end);
    let Some(next) = char_at(text, next_at) else { return true };
    if continues(next) || brackets.held_inside(text, from) {
        return false;
    }
    if mark.start == from && mark.closed.is_none() && mark.dots > 0 {
        // Nothing but dots so far: they belong to what follows.
        return false;
    }
    let ellipsis = mark.dots >= 3 && !text[mark.start..mark.core].contains(['！', '？', '!', '?']);
    let ellipsis = ellipsis && (!mark.strong || text[mark.start..mark.core].matches('。').count() != 1);
    let real = if ellipsis {
        mark.closed.is_some() || dots::ellipsis_ends(text, from, mark.start, next_at)
    } else if mark.strong {
        !joins_latin(text, mark, next_at)
    } else {
        dots::stop_ends(text, from, mark.start, mark.end, mark.closed.is_some())
    };
    real && match mark.closed {
        None => true,
        Some((Kind::Title | Kind::Label, _)) => false,
        Some((Kind::Round, open)) => open.is_none_or(|open| open.at == from),
        Some((_, open)) => {
            let within = brackets.is_quoted();
            let open = open.map(|open| open.at);
            !quotation::goes_on(text, from, open, next_at, tone(text, mark, ellipsis), within)
        }
    }
}

fn tone(text: &str, mark: &Mark, ellipsis: bool) -> quotation::Tone {
    if ellipsis {
        quotation::Tone::Trailing
    } else if text[mark.start..mark.core].contains(['！', '？', '!', '?', '﹗', '﹖']) {
        quotation::Tone::Raised
    } else {
        quotation::Tone::Plain
    }
}

/// `!` and `?` inside an address or after a brand, as in `a?b=c`, `Yahoo!奇摩`.
fn joins_latin(text: &str, mark: &Mark, next_at: usize) -> bool {
    if mark.closed.is_some() || mark.core - mark.start > 3 {
        return false;
    }
    let (Some(before), Some(next)) = (char_before(text, mark.start), char_at(text, next_at)) else {
        return false;
    };
    let half = matches!(char_at(text, mark.start), Some('!' | '?'));
    let gap = next_at > mark.end;
    // `/a/?next=b`
    if before == '/' && half && !gap && next.is_ascii_alphanumeric() {
        return true;
    }
    if !before.is_ascii_alphanumeric() {
        return false;
    }
    if next.is_ascii_alphanumeric() && half && (!gap || next.is_ascii_lowercase()) {
        return true;
    }
    let word = text[..mark.start].rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
    // 新一期Yes!送我: one capitalised word within Chinese is a name.
    let embedded = char_before(text, mark.start - word.len()).is_some_and(is_han);
    if half && !gap && embedded && is_han(next) && word.starts_with(|c: char| c.is_ascii_uppercase()) {
        return mark.core - mark.start == 1 && char_at(text, mark.start) == Some('!');
    }
    super::english::is_brand(word) && (is_han(next) || next.is_ascii_alphanumeric()) && {
        let head = &text[..trim_end(text, mark.start - word.len())];
        !head.is_empty() || is_han(next)
    }
}

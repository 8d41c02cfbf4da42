//! Classes of characters, and bounded looks to both sides of a position.

/// The character that starts at `at`.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..).and_then(|rest| rest.chars().next())
}

/// The character that ends at `at`.
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at).and_then(|rest| rest.chars().next_back())
}

/// The first position from `at` on that is not white space.
pub(super) fn skip_space(text: &str, at: usize) -> usize {
    text.get(at..).map_or(at, |rest| text.len() - rest.trim_start().len())
}

/// The position after the last character before `at` that is not white space.
pub(super) fn trim_end(text: &str, at: usize) -> usize {
    text.get(..at).map_or(at, |head| head.trim_end().len())
}

/// An ideograph, or kana: what a Chinese sentence is written with.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30FF}' | '\u{20000}'..='\u{323AF}')
}

/// A digit, of half or full width.
pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// Past a reference mark that stands after a sentence: `[1]`, `[2, 3]`, `[注1]`, `¹`, `†`; `at` itself where there is none.
pub(super) fn skip_notes(text: &str, at: usize) -> usize {
    const SUPER: [char; 13] = ['¹', '²', '³', '⁰', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '†', '‡', '⁎'];
    let mut at = at;
    loop {
        let rest = &text[at..];
        let raised = rest.len() - rest.trim_start_matches(SUPER).len();
        // ①…⑳ count items of a list elsewhere; at the very end they can only be a note.
        let circled =
            rest.len() < 16 && rest.trim_end().len() == 3 && rest.starts_with(|c| ('①'..='⑳').contains(&c));
        if circled {
            return at + 3;
        }
        let next = at + raised + bracketed_note(&rest[raised..]);
        if next == at {
            return at;
        }
        at = next;
    }
}

/// The length of a `[12]` at the head of `rest`, or 0.
fn bracketed_note(rest: &str) -> usize {
    let mut chars = rest.char_indices();
    let close = match chars.next() {
        Some((_, '[')) => ']',
        Some((_, '［')) => '］',
        Some((_, '〔')) => '〕',
        _ => return 0,
    };
    let mut digits = 0;
    for (at, c) in chars.take(12) {
        if c == close {
            return if digits > 0 { at + c.len_utf8() } else { 0 };
        }
        match c {
            _ if is_digit(c) => digits += 1,
            '注' | '註' | 'n' | 'a' | ',' | ' ' | '-' | '–' => {}
            _ => return 0,
        }
    }
    0
}

/// Whether `words`, sorted, holds `word`.
pub(super) fn listed(words: &[&str], word: &str) -> bool {
    words.binary_search(&word).is_ok()
}

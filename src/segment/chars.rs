//! Classes of characters, and bounded looks to both sides of a position.

use crate::text::bracketed_note;
pub(super) use crate::text::han::is_han_or_kana as is_han;

/// The character that starts at `at`.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..).and_then(|rest| rest.chars().next())
}

/// The character that ends at `at`.
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at).and_then(|rest| rest.chars().next_back())
}

/// The first position from `at` on where a character starts.
pub(super) fn char_from(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// The first position from `at` on that is not white space.
pub(super) fn skip_space(text: &str, at: usize) -> usize {
    text.get(at..).map_or(at, |rest| text.len() - rest.trim_start().len())
}

/// The position after the last character before `at` that is not white space.
pub(super) fn trim_end(text: &str, at: usize) -> usize {
    text.get(..at).map_or(at, |head| head.trim_end().len())
}

/// A digit, of half or full width.
pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// Past the reference marks that stand right after a sentence: `[1]`, `[2, 3]`, `[注1]`, 註3, `[4]:15`, `(1)`, `¹`, `†`, ①, ※;
/// `at` itself where there is none.
pub(super) fn skip_notes(text: &str, at: usize) -> usize {
    const SUPER: [char; 13] = ['¹', '²', '³', '⁰', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '†', '‡', '⁎'];
    let start = at;
    let mut at = at;
    loop {
        let rest = &text[at..];
        let raised = rest.len() - rest.trim_start_matches(SUPER).len();
        let mut next = at + raised + bracketed_label(&rest[raised..]);
        if next == at {
            next += counted_note(text, at);
        }
        if next == at {
            next += spaced_note(text, at);
        }
        if next == at {
            next += named_note(text, at);
        }
        if next == at {
            next += appended_note(text, at);
        }
        if next == at {
            return at + pages(rest, at > start);
        }
        at = next;
    }
}

/// The length of a note in brackets behind a sentence, with the space before it: （译注：…）, `^[…]`.
fn appended_note(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let inner = rest.trim_start_matches([' ', '\u{a0}', '\u{3000}']);
    let gap = rest.len() - inner.len();
    let length = if gap <= 3 && inner.starts_with(['^', '(', '（', '[', '［', '〔', '【']) {
        bracketed_note(inner)
    } else {
        0
    };
    if length > 0 && behind_sentence(text, at) { gap + length } else { 0 }
}

/// Where the reference marks that end `sentence` begin; its length where there are none, or nothing but marks.
pub(super) fn notes_from(sentence: &str) -> usize {
    let from = char_from(sentence, sentence.len().saturating_sub(LONGEST_NOTES));
    let starts = sentence[from..].char_indices().map(|(offset, _)| from + offset);
    let behind = |at: usize| at > 0 && behind_sentence(sentence, at);
    // From the left: of several marks the first is found first.
    starts
        .filter(|&at| behind(at) && skip_notes(sentence, at) == sentence.len())
        .map(|at| trim_end(sentence, at))
        .next()
        .unwrap_or(sentence.len())
}

/// No row of notes behind one sentence is longer, in bytes.
const LONGEST_NOTES: usize = 1000;

/// The length of a `[12]`, `[a]`, `〔三〕` or `[citation needed]` at the head of `rest`, or 0.
fn bracketed_label(rest: &str) -> usize {
    let Some(open) = rest.chars().next() else { return 0 };
    let close = match open {
        '[' => ']',
        '［' => '］',
        '〔' => '〕',
        _ => return 0,
    };
    let inner = &rest[open.len_utf8()..];
    let Some((length, _)) = inner.char_indices().take(LONGEST_LABEL).find(|(_, c)| *c == close) else {
        return 0;
    };
    let past = open.len_utf8() + length + close.len_utf8();
    // He saw.[a]nd: a letter in brackets is part of a word.
    let apart = || !rest[past..].starts_with(|c: char| c.is_ascii_lowercase());
    let label = &inner[..length];
    if is_numbered(label) || (is_lettered(label) || is_request(label)) && apart() { past } else { 0 }
}

/// No label of a note is longer, in characters.
const LONGEST_LABEL: usize = 24;

/// `12`, `2, 3`, `注1`, `n 4`.
fn is_numbered(label: &str) -> bool {
    let known = |c: char| is_digit(c) || matches!(c, '注' | '註' | 'n' | 'a' | ',' | ' ' | '-' | '–');
    label.chars().take(12).count() < 12 && label.chars().any(is_digit) && label.chars().all(known)
}

/// `a`, `三`, `注三`.
fn is_lettered(label: &str) -> bool {
    let bare = label.strip_prefix(['注', '註']).unwrap_or(label);
    let count = bare.chars().take(4).count();
    (count == 1 && bare.chars().all(|c| c.is_ascii_lowercase()))
        || (1..=3).contains(&count) && bare.chars().all(|c| "一二三四五六七八九十百〇".contains(c))
}

/// What a wiki asks of its writers behind a sentence: `citation needed`, 来源请求.
fn is_request(label: &str) -> bool {
    ["needed", "请求", "請求"].iter().any(|end| label.strip_suffix(end).is_some_and(|head| !head.is_empty()))
        || [
            "when?",
            "who?",
            "by whom?",
            "which?",
            "何时？",
            "何時？",
            "谁？",
            "誰？",
            "原创研究？",
            "原創研究？",
        ]
        .contains(&label)
}

/// The length of ` [3]`, with the space before it, behind a sentence; in a text that starts with one, the marks count
/// what follows them.
fn spaced_note(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let inner = rest.trim_start_matches([' ', '\u{a0}']);
    let gap = rest.len() - inner.len();
    if !(1..=2).contains(&gap) || !inner.starts_with('[') || text.trim_start().starts_with('[') {
        return 0;
    }
    let length = bracketed_label(inner);
    let figures = length > 0
        && inner[1..length - 1].chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '-' | ' '));
    let after = inner[length..].chars().next();
    let apart = after.is_none_or(|c| c.is_whitespace() || is_han(c) || c == '[');
    if figures && apart && behind_sentence(text, at) { gap + length } else { 0 }
}

/// The length of 註3 behind a sentence; what opens the note itself is 註3：….
fn named_note(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let Some(inner) = rest.strip_prefix(['注', '註']) else { return 0 };
    let figures: usize = inner.chars().take(4).take_while(|c| is_digit(*c)).map(char::len_utf8).sum();
    let count = inner[..figures].chars().count();
    let after = inner[figures..].chars().next();
    let apart = after.is_none_or(|c| c.is_whitespace() || is_han(c));
    if (1..=3).contains(&count) && apart && behind_sentence(text, at) {
        rest.len() - inner.len() + figures
    } else {
        0
    }
}

/// Past the emoji behind a sentence, a space before them or none: 今天真好！😀. Where a text starts with one, they stand
/// before what they belong to.
pub(super) fn skip_emoji(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let inner = rest.strip_prefix(' ').unwrap_or(rest);
    let past = inner.trim_start_matches(|c| is_emoji(c) || matches!(c, '\u{200d}' | '\u{fe0f}'));
    let found = inner.starts_with(is_emoji);
    let apart = past.chars().next().is_none_or(|c| c.is_whitespace() || is_han(c) || is_opening(c));
    if found && apart && !text.trim_start().starts_with(is_emoji) { text.len() - past.len() } else { at }
}

fn is_opening(c: char) -> bool {
    "“「『‘\"'（(".contains(c)
}

/// Pictures, flags and skin tones (UTS #51), without the dingbats that serve as bullets and stars.
fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1f300}'..='\u{1faff}' | '\u{1f1e6}'..='\u{1f1ff}' | '☀'..='☄' | '☕' | '☹'..='☻' | '♥' | '⚡' | '✨' | '❤')
}

/// The length of `:15` or `：15–16` behind a note: the pages that it names.
fn pages(rest: &str, noted: bool) -> usize {
    let Some(inner) = rest.strip_prefix([':', '：']).filter(|_| noted) else { return 0 };
    let figures =
        inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '–')).len();
    let ends = inner[figures..].chars().next().is_none_or(|c| c.is_whitespace() || is_han(c));
    if (1..=9).contains(&figures) && ends { rest.len() - inner.len() + figures } else { 0 }
}

/// The length of a mark that counts items of a list elsewhere: ①, ※, `*`, (1), （1）, 【1】. It is a note where no mark of
/// its kind near by stands anywhere but behind a sentence: in 有三點：①…。②… the first does not.
fn counted_note(text: &str, at: usize) -> usize {
    let Some(len) = counter(&text[at..]) else { return 0 };
    let first = text[at..].chars().next();
    let like = |c: char| first.is_some_and(|f| f == c || is_circled(f) && is_circled(c));
    let from = char_from(text, at.saturating_sub(WINDOW));
    let elsewhere = text[from..at].char_indices().any(|(offset, c)| {
        like(c) && counter(&text[from + offset..]).is_some() && !behind_sentence(text, from + offset)
    });
    // A lone star may be emphasis, a bracket with a number the start of an item: text has to go on right behind.
    let after = text[at + len..].chars().next();
    let closed = match first {
        // A star that another one follows opens emphasis.
        Some('*') if text[at + len..].bytes().take(600).any(|b| b == b'*') => false,
        Some('*' | '＊') => {
            after.is_none_or(|c| c.is_whitespace() || is_han(c)) && behind_sentence(text, at)
        }
        Some('(') => after.is_none_or(|c| c.is_whitespace() || is_han(c)),
        _ => true,
    };
    if elsewhere || !closed || !behind_sentence(text, at) { 0 } else { len }
}

/// How far back marks of one kind are looked for, in bytes.
const WINDOW: usize = 1500;

fn is_circled(c: char) -> bool {
    matches!(c, '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿' | '⑴'..='⒇' | '㈠'..='㈩' | '㊀'..='㊉' | '❶'..='❿')
}

/// The length of ①, ※, `*`, `(1)`, （1） or 【1】 at the head of `rest`.
fn counter(rest: &str) -> Option<usize> {
    let first = rest.chars().next()?;
    if is_circled(first) || first == '※' {
        return Some(first.len_utf8());
    }
    if matches!(first, '*' | '＊') {
        return (!rest[first.len_utf8()..].starts_with(first)).then_some(first.len_utf8());
    }
    let close = match first {
        '(' => ')',
        '（' => '）',
        '【' => '】',
        _ => return None,
    };
    let inner = &rest[first.len_utf8()..];
    let inner = inner.strip_prefix(['注', '註']).unwrap_or(inner);
    let digits: usize = inner.chars().take(4).take_while(|c| is_digit(*c)).map(char::len_utf8).sum();
    let figures = inner[..digits].chars().count();
    ((1..=3).contains(&figures) && inner[digits..].starts_with(close))
        .then(|| rest.len() - inner.len() + digits + close.len_utf8())
}

/// Whether an end mark, with closers and further notes behind it, stands right before `at`.
pub(super) fn behind_sentence(text: &str, at: usize) -> bool {
    let closers = |c: char| "”’」』）)》\"'】]".contains(c) || is_circled(c);
    let head = text[..at].trim_end_matches(|c: char| closers(c) || c.is_ascii_digit());
    let limit = at - head.len() < 60;
    limit && head.ends_with(['。', '！', '？', '.', '!', '?', '…', '．', '｡'])
}

/// Whether `words`, sorted, holds `word`.
pub(super) fn listed(words: &[&str], word: &str) -> bool {
    words.binary_search(&word).is_ok()
}

//! What stands behind a sentence and is no part of it: a note in brackets, the credit of a picture.

use std::sync::LazyLock;

/// The lines of a word list without its head; a checkout may have made CRLF of the line breaks.
pub(crate) fn word_list(text: &'static str) -> Vec<&'static str> {
    text.lines().filter(|line| !line.starts_with("# ") && !line.is_empty()).collect()
}

static NOTE_WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| word_list(include_str!("note_words.txt")));
static NOTE_ENDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| word_list(include_str!("note_ends.txt")));
static CREDITS: LazyLock<Vec<&'static str>> = LazyLock::new(|| word_list(include_str!("credits.txt")));
static CREDIT_INSIDE: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| word_list(include_str!("credit_inside.txt")));

/// Words a line begins with that says who took or lent a picture, in lower case.
pub(crate) fn credit_words() -> &'static [&'static str] {
    &CREDITS
}

/// Whether what stands in brackets, in lower case, says who took or lent a picture.
pub(crate) fn is_bracketed_credit(inside: &str) -> bool {
    CREDIT_INSIDE.iter().any(|word| inside.contains(word))
        || CREDITS.iter().any(|word| inside.starts_with(word))
}

/// No note in brackets is longer, in bytes.
const LONGEST: usize = 900;

/// The length in bytes of a translator's note in brackets at the head of `text`, or 0: （译注：…）,
/// `[Translator's note: …]`, （……——译者注）; and of an inline note of Markdown, `^[…]` (Pandoc).
///
/// ```
/// use trialign::text::bracketed_note;
/// let text = "（译注：河名。）下雨了。";
/// assert_eq!(&text[..bracketed_note(text)], "（译注：河名。）");
/// assert_eq!(bracketed_note("（河名）下雨了。"), 0);
/// assert_eq!(bracketed_note("^[See there.] It rained."), 13);
/// ```
pub fn bracketed_note(text: &str) -> usize {
    let inline = text.starts_with("^[");
    let brackets = if inline { &text[1..] } else { text };
    let Some((inner, past)) = bracketed(brackets) else { return 0 };
    if inline {
        return past + 1;
    }
    let inner = inner.trim();
    if opens_note(inner) || closes_note(inner) { past } else { 0 }
}

/// What stands between the bracket that `text` begins with and the one that closes it, and past that.
fn bracketed(text: &str) -> Option<(&str, usize)> {
    let open = text.chars().next()?;
    let close = match open {
        '(' => ')',
        '（' => '）',
        '[' => ']',
        '［' => '］',
        '〔' => '〕',
        '【' => '】',
        _ => return None,
    };
    let mut depth = 0usize;
    for (at, c) in text.char_indices().take_while(|(at, _)| *at < LONGEST) {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return Some((&text[open.len_utf8()..at], at + c.len_utf8()));
            }
        }
    }
    None
}

fn opens_note(inner: &str) -> bool {
    let head: String = inner.chars().take(40).flat_map(char::to_lowercase).collect();
    NOTE_WORDS.iter().any(|word| {
        head.strip_prefix(word).is_some_and(|rest| {
            rest.trim_start().starts_with([':', '：', '—', '–', '︰'])
                || rest.is_empty() && word.chars().count() > 2
        })
    })
}

fn closes_note(inner: &str) -> bool {
    let dash = ['—', '–', '─', '－', '-'];
    let Some((_, tail)) = inner.rsplit_once(dash) else { return false };
    let tail = tail.trim().trim_end_matches(['。', '，']).to_lowercase();
    let tail = tail.as_str();
    NOTE_ENDS.contains(&tail)
}

/// Where the credit at the end of a caption begins, be it in brackets or behind a mark: the pier. (Photo: Jo Park),
/// the pier. Credit: Jo Park, 码头。图：朴乔. `None` where a text has none, or is nothing else.
///
/// ```
/// use trialign::text::credit_from;
/// let text = "The pier after the storm. Credit: Jo Park";
/// assert_eq!(credit_from(text).map(|at| &text[at..]), Some("Credit: Jo Park"));
/// assert_eq!(credit_from("He gave her credit: none."), None);
/// ```
pub fn credit_from(text: &str) -> Option<usize> {
    let text = text.trim_end();
    if text.len() > LONGEST {
        return None;
    }
    in_brackets(text).or_else(|| behind_mark(text))
}

fn in_brackets(text: &str) -> Option<usize> {
    let inner = text.trim_end_matches(['.', '。']).strip_suffix([')', '）', ']', '】'])?;
    let open = inner.rfind(['(', '（', '[', '【']).filter(|open| *open > 0)?;
    let inside = inner[open..].trim_start_matches(['(', '（', '[', '【']).to_lowercase();
    (is_bracketed_credit(&inside) && inside.chars().count() <= 40).then_some(open)
}

/// A credit that closes the text: behind the end of a sentence or a bar, and itself without an end.
fn behind_mark(text: &str) -> Option<usize> {
    let tail = |at: usize| -> Option<usize> {
        let start =
            at + (text[at..].len() - text[at..].trim_start_matches([' ', '\u{a0}', '\u{3000}']).len());
        is_credit_tail(&text[start..]).then_some(start)
    };
    let marks = text.char_indices().rev().take(60).filter(|(_, c)| "。！？.!?”」』|｜／—".contains(*c));
    let found = marks.filter_map(|(at, c)| tail(at + c.len_utf8())).last();
    found.filter(|at| text[..*at].chars().any(char::is_alphanumeric))
}

/// Whether what is left of a caption says who took the picture, and no more.
fn is_credit_tail(tail: &str) -> bool {
    // 新华社记者 李安 摄
    let taken = ["摄", "攝", "供图", "供圖"].iter().any(|word| tail.ends_with(word));
    if taken && (3..=20).contains(&tail.chars().count()) && !tail.contains(['，', '。', '、', '的', '了'])
    {
        return true;
    }
    let lower = tail.to_lowercase();
    let Some(rest) = CREDITS.iter().filter_map(|word| lower.strip_prefix(word)).min_by_key(|rest| rest.len())
    else {
        return false;
    };
    let word = &lower[..lower.len() - rest.len()];
    let joined =
        word.ends_with([':', '：', '/', '／']) || word.ends_with(" by") || word.ends_with("courtesy");
    let given = rest.trim_start();
    let named = given.strip_prefix([':', '：', '/', '／', '由', '自']).unwrap_or(given).trim();
    let ended = named.ends_with(['。', '！', '？', '!', '?', ',', '，', ';', '；', ':', '：']);
    let size =
        if named.is_ascii() { named.split_whitespace().count() <= 8 } else { named.chars().count() <= 24 };
    // A name is written with capitals; a colon may introduce anything.
    let start = tail.len().saturating_sub(named.len());
    let capital = tail.get(start..).and_then(|name| name.chars().next()).is_some_and(|c| !c.is_lowercase());
    !named.is_empty() && (joined || named.len() < given.len()) && !ended && size && capital
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_in_brackets_say_whose_they_are() {
        for note in [
            "（译注：河名。）",
            "（譯者按：此處有誤。）",
            "（指镇上的河。——译者注）",
            "（譯註：新臺幣）",
            "[Translator’s note: a river]",
            "(Trans.: sic)",
            "(a river — Trans.)",
            "^[See [there] too.]",
        ] {
            assert_eq!(bracketed_note(note), note.len(), "{note}");
        }
        for text in [
            "（注意安全）",
            "（按月付款）",
            "(noted)",
            "(Edward: a life)",
            "（译）",
            "(see below)",
            "（注：新币）",
            "（编注：原文如此）",
            "[Ed.: sic]",
            "(Note: it is dry.)",
            "（译注：没有关",
        ] {
            assert_eq!(bracketed_note(text), 0, "{text}");
        }
    }

    #[test]
    fn a_credit_closes_a_caption() {
        for (caption, credit) in [
            ("The wheel in winter. Credit: Anna Bell", "Credit: Anna Bell"),
            ("The wheel in winter. Photo by Anna Bell / Reuters", "Photo by Anna Bell / Reuters"),
            ("The wheel in winter | Photo: Anna Bell", "Photo: Anna Bell"),
            ("冬天的水轮。图源：安娜·贝尔", "图源：安娜·贝尔"),
            ("冬天的水輪。 圖片來源：安娜．貝爾", "圖片來源：安娜．貝爾"),
            ("冬天的水輪（圖／陳怡君）", "（圖／陳怡君）"),
            ("图为冬天的水轮。新华社记者 李安 摄", "新华社记者 李安 摄"),
            ("The pier. (AP Photo/Jo Park)", "(AP Photo/Jo Park)"),
        ] {
            assert_eq!(credit_from(caption).map(|at| &caption[at..]), Some(credit), "{caption}");
        }
        for text in [
            "Photo: Anna Bell",
            "He took credit. Photo: what to bring.",
            "They left. Image by image, the film came back",
            "她走了。图书馆关了",
            "She left. Photographs hung there",
        ] {
            assert_eq!(credit_from(text), None, "{text}");
        }
    }
}

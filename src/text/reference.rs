//! Entries of a bibliography: blocks whose stops end no sentence, and which stay as they are in every language.

use super::han::is_han_or_kana;

/// No entry is longer, in bytes.
const LONGEST: usize = 900;

/// Whether a block is one entry of a bibliography (APA, MLA, Chicago, IEEE, Harvard, GB/T 7714): who wrote what, where and
/// when. Its stops stand between its parts.
pub(crate) fn is_reference(text: &str) -> bool {
    let text = text.trim();
    if text.len() > LONGEST || !has_year(text) {
        return false;
    }
    let entry = without_label(text);
    let numbered = text.starts_with(['[', '［', '〔']) && entry.len() < text.len();
    let typed = has_type(entry);
    let sourced = typed || names_source(entry);
    let author = latin_author(entry);
    match author {
        // Reed, T. / Reed, T., & Lin, M.
        Some(Author::Initials) => true,
        Some(Author::InitialsFirst) => sourced,
        Some(Author::Names) => sourced || numbered,
        None => typed || organisation(entry) && sourced || chinese_entry(entry),
    }
}

/// The entry behind its number or bullet: `[12] `, `3. `, `• `.
fn without_label(text: &str) -> &str {
    let bare = text.trim_start_matches(['•', '-', '*', '^', ' ', '\u{a0}']);
    let open = bare.trim_start_matches(['[', '［', '〔', '(', '（']);
    let digits = open.trim_start_matches(|c: char| c.is_ascii_digit());
    if digits.len() == open.len() || open.len() - digits.len() > 3 {
        return bare;
    }
    let rest = digits.trim_start_matches([']', '］', '〕', ')', '）', '.', '．', '、']);
    if rest.len() == digits.len() { bare } else { rest.trim_start() }
}

fn has_year(text: &str) -> bool {
    let bytes = text.as_bytes();
    let years = bytes.windows(4).enumerate().filter(|(at, four)| {
        let apart = |at: Option<&u8>| at.is_none_or(|b| !b.is_ascii_digit());
        four.iter().all(u8::is_ascii_digit)
            && (four.starts_with(b"20") || four[0] == b'1' && four[1] >= b'5')
            && apart(at.checked_sub(1).and_then(|k| bytes.get(k)))
            && apart(bytes.get(at + 4))
    });
    years.count() > 0 || ["(n.d.)", "in press", "forthcoming"].iter().any(|word| text.contains(word))
}

/// The type of a document, by GB/T 7714: `[M]`, `[J/OL]`, ［EB/OL］.
fn has_type(text: &str) -> bool {
    let opened = text.match_indices(['[', '［']).take(6);
    opened.into_iter().any(|(at, open)| {
        let inner = &text[at + open.len()..];
        let length = inner.find([']', '］']).filter(|length| (1..=5).contains(length));
        length.is_some_and(|length| {
            let mut parts = inner[..length].split('/');
            let kind = parts.next().is_some_and(|kind| {
                ["M", "C", "N", "J", "D", "R", "S", "P", "G", "DB", "CP", "EB", "A", "CM", "DS", "Z"]
                    .contains(&kind)
            });
            kind && parts.all(|part| ["OL", "CD", "DK", "MT"].contains(&part))
        })
    })
}

/// What only entries say of where something came out.
fn names_source(text: &str) -> bool {
    let lower = text.to_lowercase();
    const WORDS: [&str; 22] = [
        "doi.org",
        "doi:",
        "http://",
        "https://",
        " pp. ",
        " p. ",
        ", pp.",
        " vol. ",
        ", vol",
        " no. ",
        "isbn",
        "issn",
        "retrieved ",
        "accessed ",
        " press",
        "publish",
        "(ed.)",
        "(eds.)",
        " eds.",
        "university",
        "proceedings",
        "arxiv",
    ];
    // Bread 12(3), 45–67; Millford: Valley Press, 2011.
    let pages = text.match_indices('(').any(|(at, _)| {
        let (head, tail) = (&text[..at], &text[at + 1..]);
        let digits =
            tail.len() - tail.trim_start_matches(|c: char| c.is_ascii_digit() || "-–/".contains(c)).len();
        head.ends_with(|c: char| c.is_ascii_digit()) && digits > 0 && tail[digits..].starts_with(')')
    });
    let closes = text.trim_end_matches(['.', '。', ')']);
    let dated = closes.len() >= 6
        && closes.is_char_boundary(closes.len() - 6)
        && closes[closes.len() - 6..].starts_with(", ")
        && closes
            .rsplit_once(": ")
            .is_some_and(|(_, place)| place.len() < 60 && place.starts_with(char::is_uppercase));
    pages || dated || WORDS.iter().any(|word| lower.contains(word))
}

enum Author {
    /// `Reed, T.`
    Initials,
    /// `T. Reed,`
    InitialsFirst,
    /// `Reed, Thomas.`
    Names,
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn is_initials(word: &str) -> bool {
    let bare = word.trim_end_matches([',', '.', ';']);
    let parts = bare.split(['.', '-']);
    word.trim_end_matches([',', ';']).ends_with('.')
        && parts.into_iter().all(|part| part.chars().count() <= 2 && part.chars().all(char::is_uppercase))
}

fn latin_author(entry: &str) -> Option<Author> {
    let words: Vec<&str> = entry.split_whitespace().take(8).collect();
    let first = words.first()?;
    let particle = |word: &&str| {
        ["van", "von", "de", "der", "den", "da", "di", "del", "la", "le", "el", "al", "bin", "ter", "ten"]
            .contains(word)
    };
    if is_initials(first) {
        let name = words.iter().skip(1).find(|word| !is_initials(word) && !particle(word))?;
        return (is_capital(name) && name.ends_with(',')).then_some(Author::InitialsFirst);
    }
    let comma = words.iter().position(|word| word.ends_with(',')).filter(|at| *at <= 3)?;
    let surname = words[..=comma].iter().all(|word| particle(word) || is_capital(word));
    let given = words.get(comma + 1)?;
    if !surname || first.len() < 3 {
        return None;
    }
    if is_initials(given) {
        return Some(Author::Initials);
    }
    let name = given.trim_end_matches(['.', ',']);
    let stop = words[comma + 1..].iter().take(3).any(|word| word.ends_with('.') || word.ends_with(','));
    (is_capital(name) && name.chars().skip(1).all(|c| c.is_lowercase() || c == '-') && stop)
        .then_some(Author::Names)
}

/// `World Health Organization. (2019). Title.`: names before a year in brackets with a stop behind.
fn organisation(entry: &str) -> bool {
    let Some((head, tail)) = entry.split_once(" (") else { return false };
    let dated =
        tail.split_once(").").is_some_and(|(date, _)| date.len() <= 24 && (has_year(date) || date == "n.d."));
    let small = ["and", "&", "of", "the", "for", "et", "in", "on", "al."];
    let words = head.split_whitespace();
    let names = words.clone().count() <= 12
        && words.into_iter().all(|word| is_capital(word) || small.contains(&word));
    dated && names
}

/// 李明. 面包的历史. 北京: 商务印书馆, 2011.
fn chinese_entry(entry: &str) -> bool {
    let Some((author, rest)) = entry.split_once(['.', '．']) else { return false };
    let named = (2..=24).contains(&author.chars().count())
        && author.chars().all(|c| is_han_or_kana(c) || matches!(c, '，' | ',' | '、' | ' ' | '·' | '．'));
    let published = [
        "出版",
        "书局",
        "書局",
        "印书馆",
        "印書館",
        "书店",
        "書店",
        "学报",
        "學報",
        "杂志",
        "雜誌",
        "大学",
        "大學",
        "期",
    ];
    named && rest.contains(['.', '．']) && published.iter().any(|word| rest.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_every_style_are_told() {
        for entry in [
            "Smith, J. (2019). The bread of the valley. Journal of Mills, 12(3), 45–67. https://doi.org/10.1/abc",
            "[1] Reed, T. Bread. Millford, 2011.",
            "Smith, J., & Lin, M.-Y. (2018, March 4). Who grinds? The Valley Post.",
            "Smith, John. “The Last Mill.” Journal of Mills 12, no. 3 (2019): 45–67.",
            "Smith, John. The Last Mill. Millford: Valley Press, 2019.",
            "3. T. Reed, “Bread,” Mills Today, vol. 3, no. 2, pp. 45–67, 2019.",
            "World Health Organization. (2019). Flour and health. Retrieved May 3, 2020, from https://example.org",
            "van der Berg, A. B. (2001) Water and wheels. Hilltown: Quay.",
            "[3] 王晓明. 磨坊史[M]. 北京: 某某出版社, 2011.",
            "李明．面包的历史．北京：商务印书馆，2011．",
            "佐々木．面包的历史．北京：商务印书馆，2011．",
            "• Lin, M. (n.d.). Wheels. Hilltown.",
        ] {
            assert!(is_reference(entry), "{entry}");
        }
    }

    #[test]
    fn prose_is_no_entry() {
        for text in [
            "Reed, the baker, left in 2011. He never came back.",
            "T. Reed, a baker, died in 1911. His son took over.",
            "In May, John. left. It was 2011.",
            "Yes, Sir. We left in 2019. It rained.",
            "Well, John was there in 2011. So was I.",
            "The War of the Worlds (1898). It is a novel.",
            "Smith, J. went home. Nobody saw him.",
            "老陈. 2011年走了. 没有回来.",
            "他1990年出生。2011年离开。",
        ] {
            assert!(!is_reference(text), "{text}");
        }
    }
}

//! Text of neighbouring inline elements that a converter joined: “BACK TO BASICS The process”, “Next9.11.”.

/// Capital words in a row that make a heading.
const HEADING: usize = 2;

/// Words of a link to a neighbouring page, which has no space after it where its elements are joined.
const BACK: [&str; 2] = ["Prev", "Previous"];
const FORTH: &str = "Next";
/// What a link to the next page names; no product is called so.
const PARTS: [&str; 14] = [
    "Chapter",
    "Appendix",
    "Part",
    "Section",
    "Table",
    "Contents",
    "Preface",
    "Foreword",
    "Introduction",
    "Index",
    "Glossary",
    "Bibliography",
    "Conclusion",
    "Acknowledgments",
];

/// The same in Chinese, and what follows it there.
const CHINESE_LINKS: [&str; 8] =
    ["上一页", "下一页", "前一页", "后一页", "上一頁", "下一頁", "前一頁", "後一頁"];
const CHINESE_PARTS: [&str; 8] = ["章", "附录", "附錄", "目录", "目錄", "前言", "序言", "索引"];

/// Whether English text looks glued. A word that the other side has as well is a name or an identifier.
pub(super) fn is_glued(english: &str, other: &str) -> bool {
    let odd =
        |word: &str| is_joined(word) && !other.contains(word.trim_matches(|c: char| !c.is_alphanumeric()));
    english.split_whitespace().any(odd) || heading_runs_on(english) || is_link(english)
}

/// A text that an element was lost from: it begins with a mark that ends or divides, or has two commas with nothing between;
/// or a Chinese link to a neighbouring page (“下一页第 3 章 绳索”).
pub(super) fn is_torn(text: &str) -> bool {
    is_chinese_link(text) || lacks_element(text)
}

fn is_chinese_link(text: &str) -> bool {
    let Some(rest) = CHINESE_LINKS.iter().find_map(|link| text.strip_prefix(link)) else { return false };
    // 下一页第二段 is of a sentence.
    let chapter = rest.starts_with('第') && rest.chars().take(6).any(|c| "章节節篇".contains(c));
    chapter
        || rest.starts_with(|c: char| c.is_ascii_alphanumeric())
        || CHINESE_PARTS.iter().any(|part| rest.starts_with(part))
}

fn lacks_element(text: &str) -> bool {
    let mut chars = text.chars();
    let (first, second) = (chars.next(), chars.next());
    match first {
        Some('，' | '。' | '、' | '；' | '：' | '）' | '？' | '！') => true,
        // Not `.NET` nor an ellipsis.
        Some(',' | '.' | ';' | ':' | ')') => second.is_some_and(char::is_whitespace),
        _ => [", ,", "，，", "、、", "，、", "、，", ",，"].iter().any(|pair| text.contains(pair)),
    }
}

/// A link to a neighbouring page and its name: “PrevAppendix B. Boats”, “NextB.4.”.
fn is_link(text: &str) -> bool {
    if let Some(rest) = BACK.iter().find_map(|word| text.strip_prefix(word)) {
        return rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    }
    text.strip_prefix(FORTH).is_some_and(|rest| {
        let mut chars = rest.chars();
        let lettered = matches!((chars.next(), chars.next()), (Some(c), Some('.')) if c.is_ascii_uppercase());
        lettered || PARTS.iter().any(|part| rest.starts_with(part))
    })
}

/// A word whose form only a lost space explains: a stop within (`done.Next`), a small letter before a capitalised
/// word (`basicsThe`), a word before a section number (`Next9.11.`).
fn is_joined(word: &str) -> bool {
    if word.contains("://") || word.contains(['/', '\\', '@', '_', '=', '(', '<', '&', '#', '$']) {
        return false;
    }
    let chars: Vec<char> = word.chars().collect();
    (1..chars.len()).any(|at| {
        let (before, after) = (&chars[..at], &chars[at..]);
        let small = before.iter().rev().take_while(|c| c.is_lowercase()).count();
        match after[0] {
            '.' | '!' | '?' => small >= 3 && is_capitalised(&after[1..]),
            c if c.is_uppercase() => small >= 4 && is_article(after),
            c if c.is_ascii_digit() => small >= 3 && is_section(after),
            _ => false,
        }
    })
}

/// A capital and at least two small letters.
fn is_capitalised(rest: &[char]) -> bool {
    rest.len() >= 3 && rest[0].is_uppercase() && rest[1..3].iter().all(|c| c.is_lowercase())
}

/// Words that begin a sentence and no part of a CamelCase name.
fn is_article(rest: &[char]) -> bool {
    let word: String = rest.iter().take_while(|c| c.is_alphabetic()).collect();
    ["The", "This", "That", "These", "Those", "If", "When", "In", "It", "You", "We", "For", "To", "A", "An"]
        .contains(&word.as_str())
}

/// Other words that begin sentences; in a name of capitals within a word they may stand.
const STARTS: [&str; 24] = [
    "Please", "There", "Here", "After", "Before", "All", "How", "What", "Why", "Read", "Click", "See", "Our",
    "Your", "My", "He", "She", "They", "As", "At", "On", "By", "From", "With",
];

/// `9.11.`: two numbers with a stop between.
fn is_section(rest: &[char]) -> bool {
    let mut parts = rest.split(|c| *c == '.');
    let digits =
        |part: Option<&[char]>| part.is_some_and(|p| !p.is_empty() && p.iter().all(char::is_ascii_digit));
    digits(parts.next()) && digits(parts.next())
}

/// A heading in capitals, then a sentence.
fn heading_runs_on(text: &str) -> bool {
    let mut capitals = 0;
    let words: Vec<&str> = text.split_whitespace().collect();
    for (at, word) in words.iter().enumerate() {
        let chars: Vec<char> = word.chars().collect();
        if chars.len() >= 2 && chars.iter().all(|c| c.is_uppercase()) {
            capitals += 1;
            continue;
        }
        let next_small = words.get(at + 1).is_some_and(|w| w.starts_with(char::is_lowercase));
        // Three words in capitals are no name; after two, only a word that begins sentences tells.
        let starts =
            is_article(&chars) || STARTS.contains(word) || capitals > HEADING && is_capitalised(&chars);
        // At the start of the text; two acronyms in a sentence are no heading.
        return capitals >= HEADING && at == capitals && starts && next_small;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{is_glued, is_torn};

    #[test]
    fn a_lost_space_shows() {
        for text in [
            "BACK TO BASICS The process of installing",
            "Next9.11. Printing",
            "Press the button.Then wait for the light.",
            "See the basicsThe process starts.",
            "PrevThe Keeper of the Lighthouse",
            "Prev3.1. Ropes",
            "NextChapter 7. Anchors",
            "NextB.4.",
        ] {
            assert!(is_glued(text, "返回"), "{text}");
        }
    }

    #[test]
    fn a_lost_element_shows() {
        for text in [
            "下一页第 3 章 绳索",
            "前一頁6.2. 船錨",
            "上一页附录 B",
            ", , (for two)",
            "。然后离开。",
            "red, , green",
            "红，，绿",
            ") and so on",
        ] {
            assert!(is_torn(text), "{text}");
        }
        for text in [
            ".NET and .orig",
            "...and then",
            "red, ..., green",
            "“Yes,” she said.",
            "1,,2",
            "“是，”她说。",
            ":)",
        ] {
            assert!(!is_torn(text), "{text}");
        }
    }

    #[test]
    fn names_numbers_and_sentences_stand() {
        for text in [
            "JavaScript and LibreOffice on Windows95",
            "The NATO UN summit ended.",
            "Read http://example.org/The.Page now",
            "Debian 12.5 came out. Then came 12.6.",
            "IBM and HP sell it.",
            "Version 2.4.1 of node.js",
            "THE END",
            "NextGen engines are quieter.",
            "Next is the harbour.",
            "Previously he sailed.",
        ] {
            assert!(!is_glued(text, "某个"), "{text}");
        }
        assert!(!is_glued("Call Logger.Info first", "先调用 Logger.Info"));
    }
}

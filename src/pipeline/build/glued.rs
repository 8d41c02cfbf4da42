//! Text of neighbouring inline elements that a converter joined: “BACK TO BASICS The process”, “Next9.11.”.

/// Capital words in a row that make a heading.
const HEADING: usize = 2;

/// Whether English text looks glued. A word that the other side has as well is a name or an identifier.
///
pub(super) fn is_glued(english: &str, other: &str) -> bool {
    let odd =
        |word: &str| is_joined(word) && !other.contains(word.trim_matches(|c: char| !c.is_alphanumeric()));
    english.split_whitespace().any(odd) || heading_runs_on(english)
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
        let starts = is_article(&chars) || capitals > HEADING && is_capitalised(&chars);
        // At the start of the text; two acronyms in a sentence are no heading.
        return capitals >= HEADING && at == capitals && starts && next_small;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is_glued;

    #[test]
    fn a_lost_space_shows() {
        for text in [
            "BACK TO BASICS The process of installing",
            "Next9.11. Printing",
            "Press the button.Then wait for the light.",
            "See the basicsThe process starts.",
        ] {
            assert!(is_glued(text, "返回"), "{text}");
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
        ] {
            assert!(!is_glued(text, "某个"), "{text}");
        }
        assert!(!is_glued("Call Logger.Info first", "先调用 Logger.Info"));
    }
}

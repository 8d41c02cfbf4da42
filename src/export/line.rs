//! A text on one line, without characters that nobody sees and that tools stumble over.

use std::borrow::Cow;

/// What becomes of a character.
enum Fate {
    Keep,
    Space,
    Drop,
}

fn fate(c: char) -> Fate {
    match c {
        ' ' => Fate::Keep,
        // Everything that some tool takes for the end of a line or of a cell; Python's `splitlines` takes most of them.
        '\t' | '\n' | '\u{B}' | '\u{C}' | '\r' | '\u{1C}'..='\u{1F}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
            Fate::Space
        }
        // Zero-width space, word joiner, byte order mark; marks of direction, which Chinese and English do not need.
        '\u{200B}'
        | '\u{2060}'
        | '\u{FEFF}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}' => Fate::Drop,
        c if c.is_control() => Fate::Drop,
        _ => Fate::Keep,
    }
}

/// The text on one line: what ends lines or cells becomes a space, other control characters and invisible ones go.
///
/// ```
/// use trialign::export::one_line;
/// assert_eq!(one_line("a\u{1c}b\u{0}c \u{200b}\u{2028} d"), "a bc d");
/// assert_eq!(one_line("as it is"), "as it is");
/// ```
pub fn one_line(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| matches!(fate(c), Fate::Keep)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match fate(c) {
            Fate::Keep if c == ' ' && out.ends_with(' ') => {}
            Fate::Keep => out.push(c),
            Fate::Space if out.is_empty() || out.ends_with(' ') => {}
            Fate::Space => out.push(' '),
            Fate::Drop => {}
        }
    }
    out.truncate(out.trim_end().len());
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn one_line_stays_one_line(text in any::<String>()) {
            let line = one_line(&text);
            prop_assert!(!line.contains(char::is_control));
            prop_assert_eq!(one_line(&line).into_owned(), line.clone().into_owned());
            // No letter is lost.
            let letters = |t: &str| t.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            prop_assert_eq!(letters(&line), letters(&text));
        }
    }
}

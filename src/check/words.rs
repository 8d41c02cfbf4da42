//! What several rules ask of a text.

use std::borrow::Cow;

pub use crate::text::han::is_han;
use crate::text::script::{is_hans_only, is_hant_only};

/// How many characters of a text are Han.
pub fn han(text: &str) -> usize {
    text.chars().filter(|c| is_han(*c)).count()
}

/// Characters that only Simplified, and that only Traditional text has.
pub fn scripts(text: &str) -> (usize, usize) {
    text.chars().fold((0, 0), |(hans, hant), c| {
        (hans + usize::from(is_hans_only(c)), hant + usize::from(is_hant_only(c)))
    })
}

/// The words of Latin script, in order, as written.
///
/// ```
/// use trialign::check::words::latin_words;
/// assert_eq!(latin_words("用 git's `rebase` 命令"), ["git's", "rebase"]);
/// ```
pub fn latin_words(text: &str) -> Vec<&str> {
    let inner = |c: char| c.is_alphabetic() && !is_han(c) && (c as u32) < 0x250 || matches!(c, '\'' | '’');
    text.split(|c: char| !inner(c))
        .map(|word| word.trim_matches(['\'', '’']))
        .filter(|word| !word.is_empty())
        .collect()
}

/// Lower-case letters and digits of a text, word by word: what is left when punctuation and case do not count.
pub fn plain(text: &str) -> String {
    let mut out = String::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    out
}

/// The text without the tags of HTML that messages have in it.
pub fn without_tags(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 300;
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once('<') {
        let opens = tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        match tag.find('>').filter(|end| opens && *end < LONGEST) {
            Some(end) => {
                out.extend([before, " "]);
                rest = &tag[end + 1..];
            }
            None => {
                out.extend([before, "<"]);
                rest = tag;
            }
        }
    }
    if out.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(out + rest) }
}

/// The head of a text for a message: at most `limit` characters.
pub fn short(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

const C_TYPES: [&str; 14] = [
    "int", "char", "void", "unsigned", "signed", "struct", "const", "bool", "long", "short", "double",
    "float", "size_t", "enum",
];

/// Whether a text is a command, a type or the like, and no prose: signs that prose does not have.
pub fn looks_like_code(text: &str) -> bool {
    let signs = text
        .chars()
        .filter(|c| matches!(c, '{' | '}' | '=' | '<' | '>' | '$' | '|' | '\\' | '/' | '_'))
        .count();
    let options = text.split_whitespace().filter(|word| word.starts_with('-') && word.len() > 1).count();
    // Types of TypeScript, tags of template languages, arrows of functions.
    let typed = ["=>", "?:", "{%", "{{", "::", "();", "```"].iter().any(|sign| text.contains(sign));
    let union = text.contains(" | ") && text.contains(['{', '(', '[', '<', '\'', '"', '`']);
    // How a command is called: `stash list [<options>]`, `unlock <path>`.
    let filled = text.split('<').skip(1).any(|rest| {
        let name = rest.split('>').next().unwrap_or_default();
        let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
        !name.is_empty() && name.len() < rest.len() && name.chars().all(word)
    });
    let called =
        text.contains("[<") || text.contains("[-") || filled && !text.ends_with(['.', '!', '?', ':']);
    // `oldstable = a; stable = b`, `a = b + c`, `cat a | sort > b`.
    let sentence = text.ends_with(['.', '!', '?', ':']);
    let equals = text.matches(" = ").count();
    let equation = !sentence && (equals > 1 || equals == 1 && text.contains(" + "));
    let command = text.starts_with(|c: char| c.is_ascii_lowercase()) && !sentence;
    let piped =
        text.contains(" | ") && (command || [" > ", " -", " /"].iter().any(|sign| text.contains(sign)));
    // Arguments of a function of C.
    let tokens = text.split_whitespace().count();
    let types =
        text.split_whitespace().filter(|word| C_TYPES.contains(&word.trim_matches(['(', ',', '*']))).count();
    signs * 12 > text.chars().count()
        || types > 1 && types * 3 >= tokens
        || options > 1
        || equation
        || piped
        || typed
        || union
        || called
}

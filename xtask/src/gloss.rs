//! Dictionary glosses reduced to stems.

use crate::stem::{English, words};

/// Glosses longer than this describe rather than translate.
const LONGEST: usize = 4;

/// Openings of glosses that are about the entry and not its meaning.
const NOT_A_MEANING: [&str; 13] = [
    "CL:",
    "variant of",
    "old variant",
    "see ",
    "see also",
    "also written",
    "Taiwan pr",
    "abbr. for",
    "used in",
    "Japanese variant",
    "erhua variant",
    "also pr.",
    "(old) variant",
];

/// The stems of one gloss, content words only, in order; `None` where the gloss does not translate.
pub fn stems(english: &English, gloss: &str) -> Option<Vec<String>> {
    let bare = without_brackets(gloss);
    if NOT_A_MEANING.iter().any(|opening| gloss.starts_with(opening) || bare.starts_with(opening)) {
        return None;
    }
    let lower = bare.trim_start_matches("surname ").to_lowercase();
    let all: Vec<&str> = words(&lower).map(|range| &lower[range]).collect();
    let mut content: Vec<String> =
        all.iter().filter(|w| !english.is_stop(w)).map(|w| english.stem(w).into_owned()).collect();
    content.dedup();
    if content.is_empty() || content.len() > LONGEST {
        return None;
    }
    Some(content)
}

fn without_brackets(gloss: &str) -> String {
    let mut depth = 0usize;
    let mut out = String::with_capacity(gloss.len());
    for c in gloss.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out.trim().to_owned()
}

//! One dot before a space: the end of a sentence, or of an abbreviation, an initial, a list marker.

use super::super::chars::{listed, trim_end};
use super::mark::{Mark, Next, word_at};
use super::place::word_before;
use super::words;

/// Whether the sentence that began at `from` ends with the dot of `mark`; `aside` says that the mark is the last thing in a
/// parenthesis within the sentence.
pub(super) fn ends(text: &str, from: usize, mark: &Mark, next: &Next, aside: bool) -> bool {
    let word = word_before(text, mark.start);
    let head_end = trim_end(text, mark.start - word.len());
    let head = &text[from.min(head_end)..head_end];
    if word.is_empty() || mark.noted {
        return true;
    }
    if head.len() <= 3 && is_list_marker(word, head) && mark.end == mark.core {
        return false;
    }
    // Co., Ltd. (“the Company”): the name is given another one.
    let starter =
        !next.parenthesis && (next.quoted || listed(words::STARTERS, next.word) && !hyphenated(text, next));
    // c. 1500, fl. 1320
    if matches!(word, "c" | "ca" | "fl") && next.first.is_ascii_digit() && !head.is_empty() {
        return false;
    }
    // 5 ft. 6 in.
    let measure = matches!(word, "ft" | "lb" | "lbs" | "hr" | "hrs" | "min" | "oz");
    if next.first.is_numeric() && (measure || is_old_money(word)) {
        return false;
    }
    match abbreviation(word) {
        Some(_) if aside => false,
        Some(Abbreviation::Title) => title_ends(word, head, next, starter),
        Some(Abbreviation::Never) => false,
        Some(Abbreviation::Number) => number_ends(word, head, next, starter),
        Some(Abbreviation::Weak) => starter && !next.first.is_numeric(),
        Some(Abbreviation::Ends) => !next.first.is_numeric(),
        Some(Abbreviation::Initial) => initial_ends(word, head, next, starter),
        Some(Abbreviation::Time) => time_ends(head, next, starter),
        Some(Abbreviation::Dotted) => dotted_ends(text, word, head, next, starter),
        None => true,
    }
}

enum Abbreviation {
    Title,
    Never,
    Number,
    Weak,
    Ends,
    Initial,
    Time,
    Dotted,
}

fn abbreviation(word: &str) -> Option<Abbreviation> {
    let last = word.rsplit('-').next().unwrap_or(word);
    if last.chars().count() == 1 && last.chars().all(char::is_uppercase) {
        return Some(Abbreviation::Initial);
    }
    if word.len() > 12 {
        return None;
    }
    let lower = word.to_lowercase();
    let lower = lower.as_str();
    if matches!(lower, "a.m" | "p.m" | "am" | "pm") && lower.contains('.') {
        return Some(Abbreviation::Time);
    }
    if listed(words::LOWER_ENDS, lower) {
        return Some(Abbreviation::Ends);
    }
    if listed(words::TITLES, lower) && (word != lower || lower == "messrs") {
        return Some(Abbreviation::Title);
    }
    if listed(words::NEVER, lower) {
        return Some(Abbreviation::Never);
    }
    if listed(words::NUMBERED, lower) {
        return Some(Abbreviation::Number);
    }
    // Months, states and the like are abbreviations only with a capital: `He fell in the sun.`, `on the mar.`
    if listed(words::WEAK, lower)
        && (word != lower || ["co", "est", "al", "st", "dept", "approx", "ave"].contains(&lower))
    {
        return Some(Abbreviation::Weak);
    }
    if word.contains('.')
        && word
            .split('.')
            .all(|part| (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic))
    {
        return Some(Abbreviation::Dotted);
    }
    None
}

fn title_ends(word: &str, head: &str, next: &Next, starter: bool) -> bool {
    // `on Wall St. The` and `at Ft. It`: only a title that is also a place name or a degree can end a sentence.
    let after_name =
        head.rsplit(' ').next().is_some_and(|w| w.chars().next().is_some_and(char::is_uppercase));
    starter && !next.quoted && after_name && matches!(word, "Ft" | "Rt" | "Dir" | "Ed")
}

/// `No. 5`, `pp. 12`; but `No. Will he go?` and `She said no. Then`.
fn number_ends(word: &str, head: &str, next: &Next, starter: bool) -> bool {
    if next.first.is_numeric() || next.first == '#' {
        return false;
    }
    if word.eq_ignore_ascii_case("no") {
        return word == "no" || word == "NO" || head.is_empty() || starter;
    }
    if word.len() >= 2 && word.chars().all(char::is_lowercase) && matches!(word, "art" | "para" | "ex") {
        return true;
    }
    starter || word.chars().all(char::is_lowercase) && word.len() > 2
}

/// A single capital: an initial, unless it is the pronoun, numbers something, or a sentence plainly starts.
fn initial_ends(word: &str, head: &str, next: &Next, starter: bool) -> bool {
    if word.len() > 1 && word.contains('-') {
        return starter || !next.first.is_uppercase();
    }
    let previous = head.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("");
    let capital = previous.chars().next().is_some_and(char::is_uppercase);
    if listed(words::LETTERED, previous.to_lowercase().as_str()) {
        return true;
    }
    if word == "I" {
        return starter || !capital;
    }
    starter
        && !next.quoted
        && !matches!(next.word, "A" | "I")
        && !previous.is_empty()
        && !previous.ends_with('.')
}

/// `9:30 a.m. Eastern time` goes on, `at 4 p.m. It closes` ends; `At 5 a.m. Mr. Smith went` has had no verb yet.
fn time_ends(head: &str, next: &Next, starter: bool) -> bool {
    if next.first.is_numeric() || next.parenthesis || listed(words::ZONES, next.word) {
        return false;
    }
    let opening =
        head.split_whitespace().take(4).count() <= 3 && head.starts_with(|c: char| c.is_uppercase());
    let adverbial = ["At ", "By ", "Around ", "About ", "Before ", "After ", "Until ", "From ", "Since "]
        .iter()
        .any(|w| head.starts_with(w));
    if opening && adverbial {
        return false;
    }
    starter || next.first.is_uppercase()
}

/// `U.S. President` goes on, `in the U.S. That was` ends, `the E.U. Britain has` ends too.
fn dotted_ends(text: &str, word: &str, head: &str, next: &Next, starter: bool) -> bool {
    if next.first.is_numeric() || head.is_empty() {
        return false;
    }
    if word.chars().all(|c| c.is_lowercase() || c == '.') {
        return starter;
    }
    // J. K. and J.K. are initials; the name follows.
    if starter {
        return next.word != "A" || listed(words::ACRONYMS, word);
    }
    let possessor = next.word.strip_suffix("'s").or_else(|| next.word.strip_suffix("’s"));
    let place = listed(words::PLACES, possessor.unwrap_or(next.word));
    // A name and its verb: in the U.S. Rosa will. Only behind a preposition, where the acronym can stand by itself.
    let alone =
        head.split_whitespace().rev().take(3).any(|w| {
            matches!(w, "in" | "to" | "from" | "of" | "with" | "by" | "against" | "outside" | "across")
        });
    let name = alone
        && next.word.len() > 2
        && next.word.chars().skip(1).all(char::is_lowercase)
        && !listed(words::AFTER_ACRONYM, next.word);
    if !listed(words::ACRONYMS, word) || !place && !name {
        return false;
    }
    if possessor.is_some() {
        return place;
    }
    let after = next.at + next.word.len();
    let verb = text.get(after..).map_or(after, |rest| after + (rest.len() - rest.trim_start().len()));
    let verb = word_at(text, verb);
    let finite = listed(words::FINITE, verb) || verb.ends_with("ed") && verb.starts_with(char::is_lowercase);
    finite && head.split_whitespace().take(3).count() >= 2
}

/// The shillings and pence of `2s. 3d.`
pub(super) fn is_old_money(word: &str) -> bool {
    let figures = word.strip_suffix(['s', 'd']).unwrap_or_default();
    !figures.is_empty() && figures.chars().all(|c| c.is_ascii_digit() || matches!(c, '½' | '¼' | '¾'))
}

/// `1.`, `a.`, `IV.`, `12.` at the start of a sentence, `head` being what stands before: nothing or a bullet.
fn is_list_marker(word: &str, head: &str) -> bool {
    let bare = head.chars().all(|c| !c.is_alphanumeric() && !matches!(c, '“' | '"' | '‘' | '$'));
    // 2. and 2.4.
    let parts = word
        .split('.')
        .take(5)
        .all(|part| (1..=3).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit()));
    let number = word.len() <= 9 && parts;
    let letter = word.len() == 1 && word.chars().all(char::is_alphabetic);
    let roman = word.len() <= 4 && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    bare && (number || letter || roman)
}

/// `All-Star`: the word goes on beyond the starter.
fn hyphenated(text: &str, next: &Next) -> bool {
    text[next.at + next.word.len()..].starts_with('-')
}

//! Numbers in English text.

use super::{Kind, Number, parse_digits};

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const ORDINALS: [&str; 20] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];
/// The months in lower case, January first.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The numbers of an English text, in order. A bare `one` is too common to count, as is `second` alone.
pub fn english(text: &str) -> Vec<Number> {
    let words = tokens(text);
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match number_at(text, &words, at) {
            Some((number, next)) => {
                out.push(number);
                at = next;
            }
            None => at += 1,
        }
    }
    out
}

struct Word<'a> {
    start: usize,
    text: &'a str,
    lower: String,
}

impl Word<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// Words, digit runs with their separators, and `%` signs.
fn tokens(text: &str) -> Vec<Word<'_>> {
    let mut out = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        if c.is_ascii_digit() {
            while let Some(&(i, c)) = chars.peek() {
                let next_is_digit = text[i + c.len_utf8()..].starts_with(|d: char| d.is_ascii_digit());
                if !(c.is_ascii_digit() || (c == '.' || c == ',') && next_is_digit) {
                    break;
                }
                end = i + c.len_utf8();
                chars.next();
            }
        } else if c.is_alphabetic() {
            while let Some(&(i, c)) = chars.peek() {
                if !c.is_alphabetic() {
                    break;
                }
                end = i + c.len_utf8();
                chars.next();
            }
        } else if c != '%' {
            continue;
        }
        out.push(Word { start, text: &text[start..end], lower: text[start..end].to_lowercase() });
    }
    out
}

fn number_at(text: &str, words: &[Word<'_>], at: usize) -> Option<(Number, usize)> {
    let word = &words[at];
    if let Some(month) = month(word, words.get(at + 1)) {
        let number = Number { range: word.start..word.end(), kind: Kind::Month, value: month, sure: true };
        return Some((number, at + 1));
    }
    let (mut value, mut next, mut sure) = match word.text.starts_with(|c: char| c.is_ascii_digit()) {
        true => (parse_digits(word.text)?, at + 1, true),
        false => spelled(text, words, at)?,
    };
    if sure
        && words.get(next).is_some_and(|w| {
            joined(text, words, next) && matches!(w.lower.as_str(), "st" | "nd" | "rd" | "th")
        })
    {
        next += 1;
    }
    while let Some(scale) = words.get(next).and_then(|w| scale(&w.lower)) {
        value *= scale;
        sure = true;
        next += 1;
    }
    let (mut kind, after) = suffix(words, next);
    let mut end = after;
    if kind == Kind::Plain
        && let Some(parts) = words.get(next).and_then(|w| denominator(&w.lower, value))
    {
        (value, kind, end, sure) = (value / parts, Kind::Fraction, next + 1, true);
    }
    if kind == Kind::Plain && !sure && value == 1.0 {
        return None;
    }
    let range = word.start..words[end - 1].end();
    Some((Number { range, kind, value, sure: sure || kind != Kind::Plain }, end))
}

/// Whether nothing but a hyphen or nothing at all stands between a word and the one before it.
fn joined(text: &str, words: &[Word<'_>], at: usize) -> bool {
    at > 0 && matches!(&text[words[at - 1].end()..words[at].start], "" | "-")
}

/// `May` and `March` need a number beside them or they are words.
fn month(word: &Word<'_>, next: Option<&Word<'_>>) -> Option<f64> {
    if !word.text.starts_with(|c: char| c.is_uppercase()) || word.lower.len() < 3 {
        return None;
    }
    let full = MONTHS.iter().position(|m| *m == word.lower);
    let short = || {
        MONTHS
            .iter()
            .position(|m| m.starts_with(&word.lower) && (word.lower.len() == 3 || word.lower == "sept"))
    };
    let before_digit = next.is_some_and(|w| w.text.starts_with(|c: char| c.is_ascii_digit()));
    let month = match full {
        Some(m) if !matches!(word.lower.as_str(), "may" | "march") || before_digit => m,
        Some(_) => return None,
        None if before_digit => short()?,
        None => return None,
    };
    Some((month + 1) as f64)
}

fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "hundred" => 1e2,
        "thousand" => 1e3,
        "million" | "mn" => 1e6,
        "billion" | "bn" => 1e9,
        "trillion" => 1e12,
        _ => return None,
    })
}

fn suffix(words: &[Word<'_>], next: usize) -> (Kind, usize) {
    let lower = |k: usize| words.get(next + k).map(|w| w.lower.as_str());
    match (lower(0), lower(1)) {
        (Some("%" | "percent"), _) => (Kind::Percent, next + 1),
        (Some("per"), Some("cent")) => (Kind::Percent, next + 2),
        _ => (Kind::Plain, next),
    }
}

fn denominator(word: &str, value: f64) -> Option<f64> {
    if !(1.0..20.0).contains(&value) || value.fract() != 0.0 {
        return None;
    }
    let singular = word.strip_suffix('s').unwrap_or(word);
    if (singular == word) != (value == 1.0) {
        return None;
    }
    match singular {
        "quarter" => Some(4.0),
        "third" | "fourth" | "fifth" | "sixth" | "seventh" | "eighth" | "ninth" | "tenth" => {
            ordinal(singular)
        }
        _ => None,
    }
}

fn ordinal(word: &str) -> Option<f64> {
    ORDINALS.iter().position(|w| *w == word).map(|n| n as f64)
}

/// A spelled number from `at` on: its value, the next word, and whether it is past doubt.
fn spelled(text: &str, words: &[Word<'_>], at: usize) -> Option<(f64, usize, bool)> {
    let small = |w: &str| UNITS.iter().position(|u| *u == w).map(|n| n as f64);
    let tens = |w: &str| TENS.iter().position(|t| *t == w).map(|n| (n + 2) as f64 * 10.0);
    let first = words[at].lower.as_str();
    if let Some(value) = ordinal(first) {
        let counts = value >= 1.0 && first != "second" && first != "third";
        return counts.then_some((value, at + 1, false));
    }
    let (mut total, mut part, mut next) = (0.0, small(first).or_else(|| tens(first))?, at + 1);
    let mut last_tens = tens(first).is_some();
    let mut sure = false;
    while let Some(word) = words.get(next) {
        let near = text[words[next - 1].end()..word.start].chars().all(|c| c == ' ' || c == '-');
        let lower = word.lower.as_str();
        if !near {
            break;
        }
        if let (true, Some(unit)) =
            (last_tens, small(lower).or_else(|| ordinal(lower)).filter(|u| (1.0..10.0).contains(u)))
        {
            part += unit;
            last_tens = false;
        } else if let Some(scale) = scale(lower) {
            (part, sure, last_tens) = (part * scale, true, false);
            if scale > 100.0 {
                (total, part) = (total + part, 0.0);
            }
        } else if lower == "and"
            && sure
            && words.get(next + 1).is_some_and(|w| small(&w.lower).or(tens(&w.lower)).is_some())
        {
        } else if let (true, Some(more)) = (sure, small(lower).or_else(|| tens(lower))) {
            part += more;
            last_tens = tens(lower).is_some();
        } else {
            break;
        }
        next += 1;
    }
    Some((total + part, next, sure || total + part > 12.0))
}

#[cfg(test)]
mod tests {
    use super::english;

    fn keys(text: &str) -> Vec<String> {
        english(text).iter().map(|n| n.key().to_string()).collect()
    }

    #[test]
    fn numbers_of_english() {
        assert_eq!(
            keys("a 3.5 million-dollar deal, 1,234 ships and $2 billion"),
            ["3500000", "1234", "2000000000"]
        );
        assert_eq!(
            keys("thirty-five million; two hundred and six; twenty-first century"),
            ["35000000", "206", "21"]
        );
        assert_eq!(keys("two thirds, three-quarters, a 19th-century house"), ["0.666667", "0.75", "19"]);
        assert_eq!(keys("up 12.5 per cent on 3 May 2021; you may go"), ["12.5%", "3", "m5", "2021"]);
        assert_eq!(keys("one of them waited a second"), Vec::<String>::new());
        assert_eq!(keys("the fourth of 12 items"), ["4", "12"]);
    }
}

//! Numbers in English text.

use std::borrow::Cow;

use super::super::dates::{self, MONTHS};
use super::number::{LONGEST_GROUPS, groups};
use super::scale::{power, share_range};
use super::units::{currency_before, english_after, is_gap};
use super::{Kind, Number, named_version, of_date, parse_digits, scale_letter, version};

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
/// The numbers of an English text, in order. A bare `one` is too common to count, as is `second` alone.
pub fn english(text: &str) -> Vec<Number> {
    let words = tokens(text);
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if let Some(date) = dates::in_figures(text, words[at].start) {
            out.extend(of_date(&date));
            while words.get(at).is_some_and(|word| word.start < date.end()) {
                at += 1;
            }
            continue;
        }
        match number_at(text, &words, at) {
            Some((number, next)) => {
                out.push(number);
                at = next;
            }
            None => at += 1,
        }
    }
    share_range(text, &mut out);
    out
}

struct Word<'a> {
    start: usize,
    text: &'a str,
    lower: Cow<'a, str>,
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
                let rest = &text[i + c.len_utf8()..];
                let next_is_digit = rest.starts_with(|d: char| d.is_ascii_digit());
                let short = i - start <= LONGEST_GROUPS;
                let group = is_gap(c) && short && groups(&text[start..i]) && three_digits(rest);
                // `40,0` is no number of English, nor are the figures of `1,2,3` one.
                let comma = c == ',' && rest.chars().take(4).take_while(char::is_ascii_digit).count() == 3;
                if !(c.is_ascii_digit() || c == '.' && next_is_digit || comma || group) {
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
        out.push(Word { start, text: &text[start..end], lower: lowered(&text[start..end]) });
    }
    out
}

/// In small letters; most words are.
fn lowered(word: &str) -> Cow<'_, str> {
    let small = word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
    if small { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

fn three_digits(rest: &str) -> bool {
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    digits == 3 && !rest[3..].starts_with([',', '/', ':', '-'])
}

fn number_at(text: &str, words: &[Word<'_>], at: usize) -> Option<(Number, usize)> {
    let word = &words[at];
    if let Some(month) = month(word, words.get(at + 1)) {
        let range = word.start..word.end();
        return Some((Number { range, kind: Kind::Month, value: month, sure: true, unit: None }, at + 1));
    }
    let figure = word.text.starts_with(|c: char| c.is_ascii_digit());
    if figure && let Some((kind, value)) = version(word.text, named_version(text, word.start)) {
        let range = word.start..word.end();
        return Some((Number { range, kind, value, sure: true, unit: None }, at + 1));
    }
    let (mut value, mut next, mut sure) = match figure {
        true => (parse_digits(word.text)?, at + 1, true),
        false => spelled(text, words, at)?,
    };
    let money = currency_before(text, word.start);
    if figure && let Some((factor, end)) = power(text, word.end()) {
        value *= factor;
        next += words[next..].iter().take_while(|word| word.start < end).count();
    } else if figure && let Some((scale, _)) = scale_letter(text, word.end(), money.is_some(), false) {
        (value, next) = (value * scale, next + 1);
    }
    if sure
        && words.get(next).is_some_and(|w| {
            joined(text, words, next) && matches!(w.lower.as_ref(), "st" | "nd" | "rd" | "th")
        })
    {
        next += 1;
    }
    // `1+ million` is a million and more.
    let beside = |next: usize| near(text, words, next) || text[words[next - 1].end()..].starts_with("+ ");
    while let Some(scale) = words.get(next).filter(|_| beside(next)).and_then(|w| scale(&w.lower)) {
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
    let behind = || english_after(text, range.end).filter(|(unit, _)| unit.fits(value)).map(|(unit, _)| unit);
    let unit = if kind == Kind::Plain { money.or_else(behind) } else { None };
    Some((Number { range, kind, value, sure: sure || kind != Kind::Plain, unit }, end))
}

/// Whether only white space or a hyphen stands between a word and the one before it.
fn near(text: &str, words: &[Word<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).map_or(0, |k| words[k].end());
    text[before..words[at].start].chars().all(|c| is_gap(c) || c == '-' || c == '\n')
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
        MONTHS.iter().position(|m| {
            m.starts_with(word.lower.as_ref()) && (word.lower.len() == 3 || word.lower == "sept")
        })
    };
    let before_digit = next.is_some_and(|w| w.text.starts_with(|c: char| c.is_ascii_digit()));
    let month = match full {
        Some(m) if !matches!(word.lower.as_ref(), "may" | "march") || before_digit => m,
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
        "million" | "millions" | "mn" | "mln" => 1e6,
        "billion" | "billions" | "bn" | "bln" => 1e9,
        "trillion" | "trillions" | "tn" | "trn" => 1e12,
        _ => return None,
    })
}

fn suffix(words: &[Word<'_>], next: usize) -> (Kind, usize) {
    let lower = |k: usize| words.get(next + k).map(|w| w.lower.as_ref());
    match (lower(0), lower(1)) {
        (Some("%" | "percent" | "pct"), _) => (Kind::Percent, next + 1),
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

/// The kind of number word that came last.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    Article,
    Unit,
    Tens,
    Scale,
}

/// A spelled number from `at` on: its value, the next word, and whether it is past doubt.
fn spelled(text: &str, words: &[Word<'_>], at: usize) -> Option<(f64, usize, bool)> {
    let first = words[at].lower.as_ref();
    if let Some(value) = ordinal(first) {
        let counts = value >= 1.0 && first != "second" && first != "third";
        return counts.then_some((value, at + 1, false));
    }
    let scale_follows = || words.get(at + 1).is_some_and(|w| scale(&w.lower).is_some());
    let (mut last, mut part) = match (small(first), tens(first)) {
        (Some(value), _) => (Last::Unit, value),
        (_, Some(value)) => (Last::Tens, value),
        _ if matches!(first, "a" | "an" | "the") && scale_follows() => (Last::Article, 1.0),
        _ => return None,
    };
    let between = at > 0 && words[at - 1].lower == "between";
    let (mut total, mut next, mut sure, mut old) = (0.0, at + 1, false, false);
    while let Some(word) = words.get(next) {
        if !near(text, words, next) {
            break;
        }
        let lower = word.lower.as_ref();
        let after = words.get(next + 1).map_or("", |w| w.lower.as_ref());
        let unit = small(lower).or_else(|| ordinal(lower)).filter(|u| (1.0..10.0).contains(u));
        match (last, unit) {
            (Last::Tens, Some(unit)) => (part, last) = (part + unit, Last::Unit),
            _ if scale(lower).is_some() => {
                let scale = scale(lower).unwrap_or(1.0);
                sure |= last != Last::Article;
                (part, last) = (part * scale, Last::Scale);
                if scale > 100.0 {
                    (total, part) = (total + part, 0.0);
                }
            }
            (Last::Scale, _) if small(lower).or(tens(lower)).is_some() => {
                last = if tens(lower).is_some() { Last::Tens } else { Last::Unit };
                (part, sure) = (part + small(lower).or(tens(lower)).unwrap_or(0.0), true);
            }
            (Last::Scale, _) if lower == "and" && small(after).or(tens(after)).is_some() => {}
            // Five and thirty, twenty and eight, threescore and fifteen: in old books; elsewhere two numbers.
            (Last::Unit, _) if lower == "and" && part % 100.0 < 10.0 && tens(after).is_some() && !between => {
                (part, last, old) = (part + tens(after).unwrap_or(0.0), Last::Tens, true);
                next += 1;
            }
            (Last::Tens, _) if lower == "and" && !between && small(after).is_some_and(|u| u < 20.0) => {
                (part, last, old) = (part + small(after).unwrap_or(0.0), Last::Unit, true);
                next += 1;
            }
            _ => break,
        }
        next += 1;
    }
    Some((total + part, next, !old && (sure || last != Last::Scale && total + part > 12.0)))
}

fn small(word: &str) -> Option<f64> {
    UNITS.iter().position(|u| *u == word).map(|n| n as f64)
}

fn tens(word: &str) -> Option<f64> {
    match word {
        "threescore" => Some(60.0),
        "fourscore" => Some(80.0),
        _ => TENS.iter().position(|t| *t == word).map(|n| (n + 2) as f64 * 10.0),
    }
}

#[cfg(test)]
mod tests {
    use super::english;

    fn keys(text: &str) -> Vec<String> {
        english(text).iter().map(|n| n.key().to_string()).collect()
    }

    #[test]
    fn letters_currencies_versions_and_dates_in_figures() {
        assert_eq!(
            keys("€40m, $1.5bn, US$ 7m, £3b, 2.8k stars, 10K, 40M users, a 7B model"),
            ["40000000", "1500000000", "7000000", "3000000000", "2800", "10000", "40000000", "7000000000"]
        );
        assert_eq!(
            keys("a 5m pole, 4 km, 8 MB, 60W, 3\u{a0}million, 12\u{202f}000"),
            ["5", "4", "8", "60", "3000000", "12000"]
        );
        assert_eq!(keys("from 1.9.12 to v2.10, not 2.1"), ["v1.9.12", "v2.10", "2.1"]);
        assert_eq!(keys("on 2022-04-07, by 31/12/2022"), ["2022", "m4", "7", "31", "m12", "2022"]);
        assert_eq!(keys("in chapter 3. Million is a town"), ["3"]);
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
        assert_eq!(
            keys("nearly 100 000 particles, 1 234 567 of them; in 2021 300 people"),
            ["100000", "1234567", "2021", "300"]
        );
        assert_eq!(keys("a hundred and thirty years, a million, a man"), ["130", "1000000"]);
        assert_eq!(keys("seven and twenty, twenty and eight, threescore and fifteen"), ["27", "28", "75"]);
        assert_eq!(keys("an hundred and seven and twenty years old"), ["127"]);
        assert_eq!(
            keys("between five and twenty people, a thousand seven hundred and six"),
            ["5", "20", "1706"]
        );
    }
}

//! Numbers as both languages write them, brought to one value: 三千五百万 = 3500万 = 35 million.
//!
//! Dates come out as their parts: a year and a day are plain numbers (民國109年 is 2020), a month is a [`Kind::Month`].

mod chinese;
mod english;

use std::fmt;
use std::ops::Range;

pub use chinese::chinese;
pub use english::{MONTHS, english};

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A plain number, an ordinal, a year or a day.
    Plain,
    /// A share of a hundred.
    Percent,
    /// A month of the year, 1 to 12.
    Month,
    /// A fraction; the value is its size.
    Fraction,
}

/// A number in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What it counts.
    pub kind: Kind,
    /// Its value.
    pub value: f64,
    /// Written with digits or with a unit of a hundred and more: sure to be meant as a number.
    pub sure: bool,
}

impl Number {
    /// One key for one value, however it was written.
    ///
    /// ```
    /// use trialign::text::numbers::{chinese, english};
    /// let en = english("35 million people, 5 percent, on Dec. 18, 2020");
    /// let zh = chinese("三千五百万人，百分之五，民國109年12月18日");
    /// let keys = |n: Vec<trialign::text::numbers::Number>| n.iter().map(|n| n.key().to_string()).collect::<Vec<_>>();
    /// assert_eq!(keys(en), ["35000000", "5%", "m12", "18", "2020"]);
    /// assert_eq!(keys(zh), ["35000000", "5%", "2020", "m12", "18"]);
    /// ```
    pub fn key(&self) -> Key {
        Key { kind: self.kind, millionths: (self.value * 1e6).round() as i128 }
    }
}

/// The identity of a number: kind and value to six decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    kind: Kind,
    millionths: i128,
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.kind == Kind::Month {
            f.write_str("m")?;
        }
        let (whole, rest) = (self.millionths / 1_000_000, self.millionths % 1_000_000);
        write!(f, "{whole}")?;
        if rest != 0 {
            let digits = format!("{:06}", rest.abs());
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        if self.kind == Kind::Percent { f.write_str("%") } else { Ok(()) }
    }
}

/// The value of a run of digits with thousands separators and one decimal point; `None` past 1e15.
fn parse_digits(text: &str) -> Option<f64> {
    let plain: String = text
        .chars()
        .filter_map(|c| match c {
            '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32),
            '．' => Some('.'),
            ',' | '，' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' => None,
            c => Some(c),
        })
        .collect();
    plain.parse().ok().filter(|v: &f64| *v < 1e15)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In quadratic time each of these would take minutes.
    #[test]
    fn long_runs_of_digits_take_linear_time() {
        for run in ["9", "９", "9,999", "9.", "百分之9", "9,999,"] {
            let text = run.repeat(300_000);
            chinese(&text);
            english(&text);
        }
        assert!(chinese(&"９".repeat(300_000)).is_empty());
        english(&"100 ".repeat(300_000));
        english(&"1 ".repeat(300_000));
        chinese(&"二〇".repeat(300_000));
        chinese(&"三点二".repeat(300_000));
        chinese(&"1分之".repeat(300_000));
    }
}

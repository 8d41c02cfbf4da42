//! A number, whatever its notation.

use std::fmt;
use std::ops::Range;

use super::units::{self, Unit, is_gap};

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
    /// A version such as 1.10.2 or v2.4: up to four parts of 16 bits. The value is that of the first two.
    Version(u64),
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
    /// What it counts, where a unit of measure or a currency stands beside it.
    pub unit: Option<Unit>,
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

    /// Whether the two say one quantity in two units, as far as their figures go: 10 miles and 16 km, 77 °F and 25 °C,
    /// 2000 ms and 2 s, 50 megawatts and 5000萬瓦.
    ///
    /// ```
    /// use trialign::text::numbers::{chinese, english};
    /// let same = |en, zh| english(en)[0].same_quantity(&chinese(zh)[0]);
    /// assert!(same("77 degrees Fahrenheit", "25攝氏度") && same("a 10-mile walk", "走了 16 公里"));
    /// assert!(!same("5 kg", "5 克") && !same("77 degrees", "25攝氏度"));
    /// ```
    pub fn same_quantity(&self, other: &Number) -> bool {
        let size = |n: &Number| n.unit.map(|unit| (n.value, unit));
        size(self).zip(size(other)).is_some_and(|(a, b)| units::same(a, b))
    }

    /// Its size as a plain number: 75 % is 0.75.
    pub fn size(&self) -> f64 {
        if self.kind == Kind::Percent { self.value / 100.0 } else { self.value }
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
        if let Kind::Version(packed) = self.kind {
            let parts: Vec<String> = version_parts(packed).map(|part| part.to_string()).collect();
            return write!(f, "v{}", parts.join("."));
        }
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

/// The parts of a packed version; each was stored one higher, so that none is no part.
pub(super) fn version_parts(packed: u64) -> impl Iterator<Item = u64> {
    (0..4).rev().map(move |k| packed >> (16 * k) & 0xffff).filter(|part| *part > 0).map(|part| part - 1)
}

/// `1.10.2`, and with `named` (a `v` before it) also `2.4`: the version and its first two parts as a number.
pub(super) fn version(digits: &str, named: bool) -> Option<(Kind, f64)> {
    let parts: Vec<&str> = digits.split('.').collect();
    if !((3..=4).contains(&parts.len()) || named && parts.len() == 2) {
        return None;
    }
    let mut packed = 0;
    for part in &parts {
        let part: u16 = part.parse().ok().filter(|part| *part < u16::MAX)?;
        packed = packed << 16 | (u64::from(part) + 1);
    }
    let value = format!("{}.{}", parts[0], parts[1]).parse().ok()?;
    Some((Kind::Version(packed), value))
}

/// Whether the figure at `at` has the `v` of a version right before it.
pub(super) fn named_version(text: &str, at: usize) -> bool {
    text.get(..at)
        .and_then(|head| head.strip_suffix(['v', 'V']))
        .is_some_and(|head| !head.ends_with(|c: char| c.is_ascii_alphanumeric()))
}

/// What `k`, `K`, `M` and the like right behind a figure make of it: the scale, and the bytes it takes.
/// `money` says that a currency stands before the figure, so that `m` is no metre.
pub(super) fn scale_letter(text: &str, at: usize, money: bool, chinese: bool) -> Option<(f64, usize)> {
    let rest = text.get(at..)?;
    let gap = rest.len() - rest.trim_start_matches(units::is_gap).len();
    let letters = rest[gap..].bytes().take(4).take_while(u8::is_ascii_alphabetic).count();
    let end = gap + letters;
    let scale = match &rest[gap..end] {
        "k" | "K" => 1e3,
        "M" | "mn" | "Mn" | "mln" => 1e6,
        "B" | "bn" | "Bn" | "bln" => 1e9,
        "tn" | "trn" => 1e12,
        "m" if money => 1e6,
        "b" if money => 1e9,
        "T" | "t" if money => 1e12,
        "w" if chinese => 1e4,
        _ => return None,
    };
    // 3 M users: apart from the figure a capital stands before what is counted, or behind a currency.
    let capital = matches!(&rest[gap..end], "M" | "K" | "B");
    let counted = rest[end..].trim_start_matches(units::is_gap);
    let noun = counted.len() < rest[end..].len() && counted.starts_with(|c: char| c.is_lowercase())
        || chinese && counted.starts_with(|c: char| !c.is_ascii());
    let end_of_text = chinese && counted.is_empty();
    if gap > 0 && !(money || rest[gap..end].len() > 1) && !(capital && (noun || end_of_text)) {
        return None;
    }
    // 8K字节 are eight kilobytes: the letter is part of the unit.
    if chinese && is_bytes(counted) {
        return None;
    }
    // 4K-video and 5M_x are names.
    let name = rest[end..].starts_with(|c: char| c.is_ascii_digit() || matches!(c, '_' | '²' | '³'));
    (!name).then_some((scale, end))
}

/// Whether a text begins with what is counted in thousands of 1,024, or with the second end of a range of it: 到8K字节.
fn is_bytes(text: &str) -> bool {
    let unit = |text: &str| {
        let text = text.trim_start_matches(units::is_gap);
        ["字节", "字節", "位元", "比特", "字元"].iter().any(|unit| text.starts_with(unit))
    };
    let second = text.trim_start_matches(|c| "到至-–~～".contains(c)).trim_start_matches(units::is_gap);
    let behind = second.trim_start_matches(|c: char| c.is_ascii_digit());
    let letter = behind.trim_start_matches(units::is_gap).trim_start_matches(['k', 'K', 'M', 'G']);
    unit(text) || second.len() < text.len() && behind.len() < second.len() && unit(letter)
}

/// The value of a run of digits with thousands separators and one decimal point; `None` past 1e15.
pub(super) fn parse_digits(text: &str) -> Option<f64> {
    let plain: String = text
        .chars()
        .filter_map(|c| match c {
            '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32),
            '．' => Some('.'),
            c if units::is_gap(c) => None,
            ',' | '，' => None,
            c => Some(c),
        })
        .collect();
    plain.parse().ok().filter(|v: &f64| *v < 1e15)
}

/// Bytes before one more group of three digits: longer ones are past any number, and must not cost.
pub(super) const LONGEST_GROUPS: usize = 32;

/// Whether digits with spaces so far may go on with another group of three (ISO 80000-1): 1, 100, 1 000.
pub(super) fn groups(digits: &str) -> bool {
    let mut parts = digits.split(is_gap);
    let first = parts.next().is_some_and(|p| (1..=3).contains(&p.len()) && !p.starts_with('0'));
    first && digits.chars().all(|c| c.is_ascii_digit() || is_gap(c)) && parts.all(|p| p.len() == 3)
}

//! Numbers of a bead compared. When unsure, nothing is said.

use std::collections::HashSet;

use super::super::{Subject, words};
use super::spelled;
use crate::text::Edition;
use crate::text::numbers::{self, Key, Kind, Number, chinese, english};

/// A number in its text.
struct Found<'a> {
    number: Number,
    text: &'a str,
    /// It may be a number of something else than it seems: nothing is said of it.
    doubtful: bool,
    /// Its size in a unit without a prefix, where it has one with: 50 of 50 megawatts are 50,000,000.
    base: Option<f64>,
}

impl Found<'_> {
    fn said(&self) -> String {
        self.text.get(self.number.range.clone()).unwrap_or_default().to_owned()
    }
}

/// The number of the English and the one that stands for it, where a bead's numbers differ for sure.
///
/// The third says that there is no doubt: the same digits, another power of ten.
pub(super) fn differ(subject: &Subject<'_>, at: usize, edition: Edition) -> Option<(String, String, bool)> {
    let bead = &subject.ladder.beads[at];
    if bead.confidence.is_some_and(|p| p < 0.5) {
        return None;
    }
    let said = |bead: &crate::bead::Bead| {
        (spelled::english(&subject.text(bead, Edition::En)), spelled::chinese(&subject.text(bead, edition)))
    };
    let (en, zh) = said(bead);
    // Still English: C110 says so, and Chinese numbers are read otherwise.
    let untranslated = !zh.chars().any(words::is_han);
    if en.is_empty() || zh.is_empty() || untranslated || has_era(&zh) {
        return None;
    }
    let (mut missing, mut extra) = unmatched(of_english(&en), of_chinese(&zh));
    if missing.is_empty() && extra.is_empty() {
        return None;
    }
    // A number may stand one bead further on, where it is as much too many as it is too few here.
    for neighbour in [at.checked_sub(1), Some(at + 1)].into_iter().flatten() {
        let Some(bead) = subject.ladder.beads.get(neighbour) else { continue };
        let (en, zh) = said(bead);
        let (spare_english, spare_chinese) = unmatched(of_english(&en), of_chinese(&zh));
        take(&mut missing, &spare_chinese);
        take(&mut extra, &spare_english);
    }
    let (missing, extra) = (told(missing), told(extra));
    let sure = shifted(&missing, &extra).is_some();
    pair(&missing, &extra).map(|(a, b)| (a, b, sure))
}

/// Takes out what `spare` has as well.
fn take(own: &mut Vec<Found<'_>>, spare: &[Found<'_>]) {
    let left = pair_off(own, spare).0;
    keep(own, &left);
}

/// A number of Hans and one of Hant that differ, where English has neither.
pub(super) fn between_chinese(en: &str, hans: &str, hant: &str) -> Option<(String, String)> {
    if has_era(hans) || has_era(hant) {
        return None;
    }
    let (only_hans, only_hant) = unmatched(of_chinese(hans), of_chinese(hant));
    let (only_hans, only_hant) = (told(only_hans), told(only_hant));
    // Where the English has one of the two, P301 has said it.
    let known: HashSet<Key> = english(en).iter().map(Number::key).collect();
    let new = |all: &[Said]| all.iter().all(|said| !known.contains(&said.number.key()));
    (new(&only_hans) && new(&only_hant)).then(|| pair(&only_hans, &only_hant))?
}

/// Years of an era: 民國六十年代, 昭和.
fn has_era(text: &str) -> bool {
    ["民國", "民国", "昭和", "平成", "令和", "明治"].iter().any(|era| text.contains(era))
}

fn of_english(text: &str) -> Vec<Found<'_>> {
    let doubtful = |n: &Number| {
        let before = text.get(..n.range.start).and_then(|t| t.chars().next_back());
        let after = text.get(n.range.end..).and_then(|t| t.chars().next());
        // Times (3:02.41), names (A380, 5G, COVID-19), sums of their own (4x400).
        let part =
            |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() || matches!(c, ':' | '/' | '_' | '.'));
        let digits = text.get(n.range.clone()).is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()));
        digits && (part(before) || before == Some('-') || part(after) && after != Some('.'))
    };
    let found = |number: Number| Found {
        doubtful: doubtful(&number),
        base: text.get(number.range.end..).and_then(english_prefix).map(|scale| scale * number.value),
        number,
        text,
    };
    english(text).into_iter().map(found).collect()
}

fn of_chinese(text: &str) -> Vec<Found<'_>> {
    let doubtful = |n: &Number| {
        let before = text.get(..n.range.start).and_then(|t| t.chars().next_back());
        let rest = text.get(n.range.end..).unwrap_or_default();
        let after = rest.chars().next();
        let said = text.get(n.range.clone()).unwrap_or_default();
        let digit_before = |mark: &[char]| {
            let cut = text.get(..n.range.start).and_then(|t| t.strip_suffix(mark));
            cut.is_some_and(|t| t.ends_with(|c: char| c.is_numeric() || "一二三四五六七八九十".contains(c)))
        };
        // Interest is told in 厘, and 3:02 and 3分02秒 are times.
        let measure = rest.starts_with('厘') && !rest.starts_with("厘米");
        let time = digit_before(&['秒', '分', ':', '：'])
            || rest.starts_with([':', '：'])
                && rest[after.map_or(0, char::len_utf8)..].starts_with(|c: char| c.is_numeric());
        let name = before.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '/' | '_' | '.'))
            || after.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '_' | '-'));
        let half = after == Some('半')
            || said.contains('成')
            || matches!(after, Some('多' | '余' | '餘' | '几' | '幾'));
        measure || time || name || half
    };
    let found = |number: Number| Found {
        doubtful: doubtful(&number),
        base: text.get(number.range.end..).and_then(chinese_prefix).map(|scale| scale * number.value),
        number,
        text,
    };
    chinese(text).into_iter().map(found).collect()
}

/// A number and how its text says it.
struct Said {
    number: Number,
    said: String,
    doubtful: bool,
}

/// The numbers of each side that the other says in no way; each number answers for one of the other side.
fn unmatched<'a, 'b>(mut a: Vec<Found<'a>>, mut b: Vec<Found<'b>>) -> (Vec<Found<'a>>, Vec<Found<'b>>) {
    a.retain(|n| n.number.kind != Kind::Month);
    b.retain(|n| n.number.kind != Kind::Month);
    let (only_a, only_b) = pair_off(&a, &b);
    keep(&mut a, &only_a);
    keep(&mut b, &only_b);
    (a, b)
}

/// The places of those that nothing on the other side says.
fn pair_off(a: &[Found<'_>], b: &[Found<'_>]) -> (Vec<usize>, Vec<usize>) {
    let of = |all: &[Found<'_>]| all.iter().map(|found| found.number.clone()).collect::<Vec<Number>>();
    numbers::unmatched(&of(a), &of(b), |x, y| same_in_other_words(&a[x], &b[y]))
}

/// Keeps what stands at these places, which rise.
fn keep(all: &mut Vec<Found<'_>>, places: &[usize]) {
    let mut wanted = places.iter().copied().peekable();
    let mut at = 0;
    all.retain(|_| {
        let here = wanted.next_if_eq(&at).is_some();
        at += 1;
        here
    });
}

/// Those of which something can be said: sure ones, and those in doubt, which keep the others from being told.
fn told(all: Vec<Found<'_>>) -> Vec<Said> {
    let told = all.into_iter().filter(|n| n.number.sure || n.doubtful);
    told.map(|n| Said { said: n.said(), number: n.number, doubtful: n.doubtful }).collect()
}

/// A missing and an extra number that are likely one number gone wrong.
fn pair(missing: &[Said], extra: &[Said]) -> Option<(String, String)> {
    let said = |a: &Said, b: &Said| Some((a.said.clone(), b.said.clone()));
    if let Some((a, b)) = shifted(missing, extra) {
        return said(a, b);
    }
    // As many on both sides, in order: each stands for the one in its place. One in doubt silences all.
    let doubt = missing.iter().chain(extra).any(|n| n.doubtful);
    if doubt || missing.is_empty() || missing.len() != extra.len() {
        return None;
    }
    let same_kind =
        |(a, b): &(&Said, &Said)| (a.number.kind == Kind::Fraction) == (b.number.kind == Kind::Fraction);
    // Miles in one text and kilometres in the other.
    let converted = |(a, b): &(&Said, &Said)| {
        let (x, y) = (size(&a.number), size(&b.number));
        is_conversion(x.max(y) / x.min(y).max(1e-9))
    };
    let found = missing.iter().zip(extra).find(|pair| same_kind(pair) && !converted(pair))?;
    said(found.0, found.1)
}

/// The only two numbers of one bead with the same digits and another power of ten: one of them is wrong, whatever
/// else stands beside them.
fn shifted<'a>(missing: &'a [Said], extra: &'a [Said]) -> Option<(&'a Said, &'a Said)> {
    let power = |a: &Said, b: &Said| {
        let (x, y) = (size(&a.number), size(&b.number));
        let places = (x.max(y) / x.min(y).max(1e-9)).log10();
        let kinds = a.number.kind == b.number.kind && a.number.kind != Kind::Fraction;
        kinds && x > 0.0 && y > 0.0 && places > 0.5 && (places - places.round()).abs() < 1e-6
    };
    // Of very many nothing can be said, and every pair of them would have to be looked at.
    if missing.len().saturating_mul(extra.len()) > 4096 {
        return None;
    }
    let sure = |all: &'a [Said]| all.iter().filter(|n| n.number.sure && !n.said.is_empty());
    let mut pairs = sure(missing).flat_map(|a| sure(extra).map(move |b| (a, b))).filter(|(a, b)| power(a, b));
    let first = pairs.next()?;
    pairs.next().is_none().then_some(first)
}

/// How many of its unit a prefix makes: kilowatt-hours, MW, GHz.
fn english_prefix(rest: &str) -> Option<f64> {
    let rest = rest.trim_start_matches([' ', '-', '\u{a0}']);
    if rest.starts_with("basis point") {
        return Some(1e-4);
    }
    if rest.starts_with("percentage point") {
        return Some(1e-2);
    }
    let word: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
    let lower = word.to_ascii_lowercase();
    let long = [("kilo", 1e3), ("mega", 1e6), ("giga", 1e9), ("tera", 1e12), ("peta", 1e15)];
    let short = [('k', 1e3), ('K', 1e3), ('M', 1e6), ('G', 1e9), ('T', 1e12), ('P', 1e15)];
    let units = ["W", "Wh", "Hz", "B", "b", "V", "eV", "Pa", "J", "m", "g", "t", "N"];
    let by_word = long.iter().find(|(name, _)| lower.starts_with(name) && lower.len() > name.len());
    let by_letter =
        || short.iter().find(|(c, _)| word.strip_prefix(*c).is_some_and(|unit| units.contains(&unit)));
    let plain = ["watt", "hertz", "byte", "volt", "joule", "metre", "meter", "gram"];
    let none = || plain.iter().any(|unit| lower.starts_with(unit)).then_some(1.0);
    by_word.map(|(_, scale)| *scale).or_else(|| by_letter().map(|(_, scale)| *scale)).or_else(none)
}

/// The same in Chinese. 千, 百万 and 十亿 were read as part of the number.
fn chinese_prefix(rest: &str) -> Option<f64> {
    let units = ['瓦', '赫', '帕', '焦', '伏', '电', '電', '字', '位', '比', '米', '克'];
    let prefixed = [('兆', 1e6), ('吉', 1e9), ('太', 1e12), ('拍', 1e15)];
    let own = [("公里", 1e3), ("公斤", 1e3), ("瓩", 1e3), ("公尺", 1.0), ("公克", 1.0), ("度", 1e3)];
    let points = [
        ("个百分点", 1e-2),
        ("個百分點", 1e-2),
        ("个基点", 1e-4),
        ("個基點", 1e-4),
        ("基点", 1e-4),
        ("基點", 1e-4),
    ];
    if rest.starts_with('厘') && !rest.starts_with("厘米") {
        return Some(1e-2);
    }
    if let Some((_, scale)) = points.iter().find(|(name, _)| rest.starts_with(name)) {
        return Some(*scale);
    }
    let by_prefix = prefixed
        .iter()
        .find(|(c, _)| rest.strip_prefix(*c).is_some_and(|t| t.starts_with(units) || t.starts_with('瓩')));
    let by_name = || own.iter().find(|(name, _)| rest.starts_with(name)).map(|(_, scale)| *scale);
    by_prefix.map(|(_, scale)| *scale).or_else(by_name).or_else(|| rest.starts_with(units).then_some(1.0))
}

/// Numbers that mean one thing though their values differ.
fn same_in_other_words(a: &Found<'_>, b: &Found<'_>) -> bool {
    let based = a.base.zip(b.base).is_some_and(|(x, y)| (x / y.max(1e-9) - 1.0).abs() < 1e-9);
    let (a, b) = (&a.number, &b.number);
    let (x, y) = (size(a), size(b));
    if based || a.same_quantity(b) {
        return true;
    }
    // 10 to 15 percent and 10%至15%; 34分 of a mark of 34 percent; 4.25厘.
    if x == y || a.value == b.value && a.kind != Kind::Month && b.kind != Kind::Month {
        return true;
    }
    let (low, high) = if x < y { (x, y) } else { (y, x) };
    let plain = a.kind == Kind::Plain && b.kind == Kind::Plain;
    // 1990s and 90年代; 3 p.m. and 15时; the 20th century and 1900年代.
    let decade = plain && (1000.0..2100.0).contains(&high) && high % 100.0 == low && low % 10.0 == 0.0;
    let clock = plain && low <= 12.0 && low + 12.0 == high;
    // A third and 三成: shares are rounded.
    let share = a.kind != Kind::Plain && b.kind != Kind::Plain && a.kind != b.kind && high / low < 1.15;
    let rounded = plain && low >= 1000.0 && high / low < 1.05 && (digits(x) <= 2 || digits(y) <= 2);
    decade || clock || share || rounded
}

/// Its size as a plain number: 75 % is 0.75.
fn size(n: &Number) -> f64 {
    n.size()
}

/// How many digits of a value are not zeros at its end.
fn digits(value: f64) -> usize {
    let text = format!("{value:.0}");
    text.trim_end_matches('0').len()
}

/// Whether a ratio is that of two units: miles, feet, yards, pounds, acres, inches, gallons, dozens.
fn is_conversion(ratio: f64) -> bool {
    let known = [1.609, 3.281, 1.094, 2.205, 2.471, 2.54, 3.785, 30.48, 28.35, 1.852, 12.0, 6.07, 15.0, 2.59];
    known.iter().any(|unit| (ratio / unit - 1.0).abs() < 0.02)
}

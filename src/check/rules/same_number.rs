//! Numbers that mean one thing though their values or their signs differ: 6 p.m. and 18点, the 1990s and 90年代.

use crate::text::numbers::{Kind, Number, Quantity};

/// A number in its text.
pub(super) struct Found<'a> {
    pub number: Number,
    pub text: &'a str,
    /// It may be a number of something else than it seems: nothing is said of it.
    pub doubtful: bool,
}

impl Found<'_> {
    pub(super) fn said(&self) -> String {
        self.text.get(self.number.range.clone()).unwrap_or_default().to_owned()
    }
}

/// What stands where the time of day is told.
const HOURS: [&str; 10] = ["p.m", "pm", "PM", "P.M", "noon", "evening", "o’clock", "下午", "晚", "夜"];

/// Whether a number of one text and one of another mean one thing, though their values differ: 6 p.m. and 18点, the 1990s
/// and 90年代, miles and kilometres.
pub(crate) fn is_same(a: (&Number, &str), b: (&Number, &str)) -> bool {
    let found = |(number, text): (&Number, _)| Found { number: number.clone(), text, doubtful: false };
    said_otherwise(&found(a), &found(b))
}

/// Numbers that mean one thing though their values differ, or one of them is rounded.
pub(super) fn same_in_other_words(a: &Found<'_>, b: &Found<'_>) -> bool {
    let (x, y) = (size(&a.number), size(&b.number));
    let (low, high) = if x < y { (x, y) } else { (y, x) };
    let plain = a.number.kind == Kind::Plain && b.number.kind == Kind::Plain;
    let year = |n: &Found<'_>| {
        n.text.get(n.number.range.end..).is_some_and(|rest| rest.trim_start().starts_with('年'))
    };
    let whole = !year(a) && !year(b);
    let rounded = plain && whole && low >= 1000.0 && high / low < 1.05 && (digits(x) <= 2 || digits(y) <= 2);
    rounded || is_european(a, b) || is_european(b, a) || said_otherwise(a, b)
}

/// Whether a point parts thousands: 2.600 and 2,600.
fn is_european(point: &Found<'_>, other: &Found<'_>) -> bool {
    let said = point.said();
    let groups = said.split_once('.').is_some_and(|(head, tail)| {
        head.len() < 4 && tail.len() == 3 && (head.to_owned() + tail).bytes().all(|b| b.is_ascii_digit())
    });
    groups && (other.number.value - point.number.value * 1000.0).abs() < 1e-6
}

/// Numbers that mean one thing though their values differ.
fn said_otherwise(a: &Found<'_>, b: &Found<'_>) -> bool {
    // in ’58 and 一九五八年.
    let century = |n: &Found<'_>| {
        let head = n.text.get(..n.number.range.start).unwrap_or_default();
        head.ends_with(['’', '\'', '‘']).then_some(n.number.value)
    };
    let short = century(a)
        .is_some_and(|year| (1000.0..2100.0).contains(&b.number.value) && b.number.value % 100.0 == year);
    let short = short || is_short_year(a, b) || is_short_year(b, a);
    let of_one = |x: f64, y: f64| (x / y.max(1e-12) - 1.0).abs() < 1e-9;
    // 25 basis points are 0.25 percent, 60 megawatt-hours 60,000 度.
    let shares = share(a).zip(share(b)).is_some_and(|(x, y)| of_one(x, y));
    let energies = energy(a).zip(energy(b)).is_some_and(|(x, y)| of_one(x, y));
    let shortened = is_shortened(a, b) || is_shortened(b, a);
    // Twelve apart are hours where the texts tell the time, and else two numbers.
    let hours = || {
        [a, b].iter().any(|n| {
            let rest = n.text.get(n.number.range.end..).unwrap_or_default().trim_start();
            rest.starts_with(['点', '點', '时', '時']) || HOURS.iter().any(|word| n.text.contains(word))
        })
    };
    let twelve = |low: f64, high: f64| low <= 12.0 && low + 12.0 == high && hours();
    let (a, b) = (&a.number, &b.number);
    if short || shares || energies || shortened || a.same_quantity(b) {
        return true;
    }
    // Versions are what they are: 1.2.3 is not 1.2.4, nor 1.20 1.2.
    if let (Kind::Version(_), Kind::Version(_)) = (a.kind, b.kind) {
        return false;
    }
    let (x, y) = (size(a), size(b));
    // 10 to 15 percent and 10%至15%; 34分 of a mark of 34 percent; 4.25厘.
    if x == y || a.value == b.value && a.kind != Kind::Month && b.kind != Kind::Month {
        return true;
    }
    let (low, high) = if x < y { (x, y) } else { (y, x) };
    let plain = a.kind == Kind::Plain && b.kind == Kind::Plain;
    // 1990s and 90年代; 3 p.m. and 15时; the 20th century and 1900年代.
    let decade = plain && (1000.0..2100.0).contains(&high) && high % 100.0 == low && low % 10.0 == 0.0;
    let clock = plain && twelve(low, high);
    // A third and 三成: shares are rounded.
    let share = a.kind != Kind::Plain && b.kind != Kind::Plain && a.kind != b.kind && high / low < 1.15;
    decade || clock || share
}

/// 23年11月 for November 2023: two figures, and the month behind them.
fn is_short_year(short: &Found<'_>, long: &Found<'_>) -> bool {
    let rest = short.text.get(short.number.range.end..).unwrap_or_default().trim_start();
    let month = rest.strip_prefix('年').unwrap_or_default().trim_start();
    let behind = month.trim_start_matches(|c: char| c.is_ascii_digit());
    let dated = behind.len() < month.len() && behind.trim_start().starts_with('月');
    let (year, figures) = (long.number.value, short.said().bytes().take_while(u8::is_ascii_digit).count());
    dated && figures == 2 && (1900.0..2100.0).contains(&year) && year % 100.0 == short.number.value
}

/// Whether a figure of four decimals and more is the other with some of them left off: 0.19304 and 0.19.
fn is_shortened(long: &Found<'_>, short: &Found<'_>) -> bool {
    let decimals = |n: &Found<'_>| {
        n.said().split_once('.').map_or(0, |(_, tail)| tail.bytes().take_while(u8::is_ascii_digit).count())
    };
    let (many, few) = (decimals(long), decimals(short));
    let unit = 10f64.powi(i32::try_from(few).unwrap_or(0));
    let off = (long.number.value - short.number.value).abs();
    many >= 4 && (2..many).contains(&few) && off * unit < 1.0 - 1e-9 && long.number.kind == short.number.kind
}

/// A share as a part of one; 厘 of interest is a hundredth.
fn share(n: &Found<'_>) -> Option<f64> {
    let rest = n.text.get(n.number.range.end..).unwrap_or_default();
    match n.number.unit {
        Some(unit) if unit.quantity() == Quantity::Share => Some(unit.base(n.number.value)),
        _ if n.number.kind == Kind::Percent => Some(size(&n.number)),
        _ => (rest.starts_with('厘') && !rest.starts_with("厘米")).then_some(n.number.value / 100.0),
    }
}

/// Watt-hours; 度 of electricity is a thousand.
fn energy(n: &Found<'_>) -> Option<f64> {
    let rest = n.text.get(n.number.range.end..).unwrap_or_default();
    match n.number.unit {
        Some(unit) if unit.quantity() == Quantity::Energy => Some(unit.base(n.number.value)),
        _ => rest.starts_with('度').then_some(n.number.value * 1e3),
    }
}

/// Its size as a plain number: 75 % is 0.75.
pub(super) fn size(n: &Number) -> f64 {
    n.size()
}

/// How many digits of a value are not zeros at its end.
pub(super) fn digits(value: f64) -> usize {
    let text = format!("{value:.0}");
    text.trim_end_matches('0').len()
}

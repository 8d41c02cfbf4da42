//! Numbers of a bead compared. When unsure, nothing is said.

use std::collections::HashSet;

use super::super::{Subject, words};
use super::figure::{has_letter_apart, is_plain_figure, is_range, label};
use super::same_number::{Found, digits, same_in_other_words, size};
use super::units::{self, Counted, numbers_of};
use crate::text::Edition;
use crate::text::numbers::{self, Key, Kind, Number, Quantity, Unit};

/// The number of the English and the one that stands for it, where a bead's numbers differ for sure.
///
/// The third says that there is no doubt: the same digits, another power of ten.
pub(super) fn differ(subject: &Subject<'_>, at: usize, edition: Edition) -> Option<(String, String, bool)> {
    let bead = &subject.ladder.beads[at];
    if bead.confidence.is_some_and(|p| p < 0.5) {
        return None;
    }
    let said = |bead: &crate::bead::Bead| {
        let (en, zh) = (subject.text(bead, Edition::En), subject.text(bead, edition));
        // Numbers of notes and of lists are counted anew in each edition.
        match (label(&en), label(&zh)) {
            (Some(a), Some(b)) => (en[a..].to_owned(), zh[b..].to_owned(), true),
            _ => (en, zh, false),
        }
    };
    let numbers = |at: usize, e: Edition, text: &str, cut: bool| match cut {
        true => numbers::numbers(e, text),
        false => numbers_of(subject, at, e).to_vec(),
    };
    let (en, zh, cut) = said(bead);
    // Still English: C110 says so. A figure in a cell is a figure.
    let untranslated = |zh: &str| words::han(zh) == 0 && words::latin_words(zh).len() > WORDS;
    if en.is_empty() || zh.is_empty() || en == zh || untranslated(&zh) || has_era(&zh) {
        return None;
    }
    // Where one side has no number there is nothing to compare.
    let counted = |all: &[Found<'_>]| all.iter().any(|n| n.number.kind != Kind::Month);
    let chinese = Some(of_chinese(&zh, numbers(at, edition, &zh, cut))).filter(|all| counted(all))?;
    let english = Some(of_english(&en, numbers(at, Edition::En, &en, cut))).filter(|all| counted(all))?;
    // P302 tells of dates and units.
    if units::dates(&of_found(Edition::En, &en, &english), &of_found(edition, &zh, &chinese)).is_some() {
        return None;
    }
    let (mut missing, mut extra) = unmatched(english, chinese);
    if missing.is_empty() && extra.is_empty() {
        return None;
    }
    // A number may stand one bead further on, or in another item of its list, where it is as much too many as it is too
    // few here.
    for other in super::beside::around(subject, at).filter(|other| *other != at) {
        let (en, zh, cut) = said(&subject.ladder.beads[other]);
        let (spare_english, spare_chinese) = unmatched(
            of_english(&en, numbers(other, Edition::En, &en, cut)),
            of_chinese(&zh, numbers(other, edition, &zh, cut)),
        );
        take(&mut missing, &spare_chinese);
        take(&mut extra, &spare_english);
    }
    let (missing, extra) = (told(missing), told(extra));
    let (missing, extra) = (once(&missing, &extra), once(&extra, &missing));
    let plain = |n: &Said| is_plain_figure(&n.said);
    // A lone 1 may be where something starts, or what is only mentioned.
    let one = |n: &Said| size(&n.number) == 1.0;
    let sure = shifted(&missing, &extra).is_some_and(|(a, b)| plain(a) && plain(b) && !one(a) && !one(b));
    let measures = || {
        has_measures(numbers_of(subject, at, Edition::En), &en)
            || has_measures(numbers_of(subject, at, edition), "")
    };
    pair(&missing, &extra, measures).map(|(a, b)| (a, b, sure))
}

/// Whether a text measures something, so that its translation may give the figure in another unit.
fn has_measures(numbers: &[Number], text: &str) -> bool {
    let measured = |n: &Number| {
        n.unit.is_some_and(|unit| {
            !matches!(
                unit.quantity(),
                Quantity::Money
                    | Quantity::Time
                    | Quantity::Share
                    | Quantity::Data
                    | Quantity::DataRate
                    | Quantity::Angle
            )
        })
    };
    let words = [
        "dozen", "quarter", "score", "acre", "-foot", "-inch", "-mile", "-yard", "-pound", "-gallon",
        "-ounce",
    ];
    numbers.iter().any(measured) || words.iter().any(|word| text.contains(word))
}

/// Numbers that were found already.
fn of_found<'a>(edition: Edition, text: &'a str, found: &[Found<'_>]) -> Counted<'a> {
    Counted::new(edition, text, found.iter().map(|n| n.number.clone()).collect())
}

/// Latin words that what stands beside a figure has at most.
const WORDS: usize = 2;

/// Takes out what `spare` has as well.
fn take(own: &mut Vec<Found<'_>>, spare: &[Found<'_>]) {
    let left = pair_off(own, spare).0;
    keep(own, &left);
}

/// A number of Hans and one of Hant that differ, where English has neither.
pub(super) fn between_chinese(subject: &Subject<'_>, at: usize) -> Option<(String, String)> {
    let bead = &subject.ladder.beads[at];
    let [hans, hant] = [Edition::ZhHans, Edition::ZhHant].map(|e| subject.text(bead, e));
    let (hans, hant) = (hans.as_str(), hant.as_str());
    if hans == hant || has_era(hans) || has_era(hant) {
        return None;
    }
    let (only_hans, only_hant) = unmatched(
        of_chinese(hans, numbers_of(subject, at, Edition::ZhHans).to_vec()),
        of_chinese(hant, numbers_of(subject, at, Edition::ZhHant).to_vec()),
    );
    let (only_hans, only_hant) = (told(only_hans), told(only_hant));
    if only_hans.is_empty() || only_hant.is_empty() {
        return None;
    }
    // Where the English has one of the two, P301 has said it.
    let known: HashSet<Key> = numbers_of(subject, at, Edition::En).iter().map(Number::key).collect();
    let new = |all: &[Said]| all.iter().all(|said| !known.contains(&said.number.key()));
    let measures =
        || [Edition::ZhHans, Edition::ZhHant].iter().any(|e| has_measures(numbers_of(subject, at, *e), ""));
    (new(&only_hans) && new(&only_hant)).then(|| pair(&only_hans, &only_hant, measures))?
}

/// Years of an era: 民國六十年代, 昭和.
fn has_era(text: &str) -> bool {
    ["民國", "民国", "昭和", "平成", "令和", "明治"].iter().any(|era| text.contains(era))
}

fn of_english(text: &str, numbers: Vec<Number>) -> Vec<Found<'_>> {
    let doubtful = |n: &Number| {
        let before = text.get(..n.range.start).and_then(|t| t.chars().next_back());
        let after = text.get(n.range.end..).and_then(|t| t.chars().next());
        // Times (3:02.41), names (A380, 5G, COVID-19), sums of their own (4x400).
        let part =
            |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() || matches!(c, ':' | '/' | '_' | '.'));
        let digits = text.get(n.range.clone()).is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()));
        let version = matches!(n.kind, Kind::Version(_));
        // `%1` is an argument.
        digits
            && !version
            && (part(before)
                || has_letter_apart(text, &n.range)
                || before == Some('%')
                || before == Some('-') && !is_range(text, n.range.start)
                || part(after) && after != Some('.'))
    };
    let found = |number: Number| Found { doubtful: doubtful(&number), number, text };
    numbers.into_iter().map(found).collect()
}

fn of_chinese(text: &str, numbers: Vec<Number>) -> Vec<Found<'_>> {
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
                && !is_range(text, n.range.start)
            // 112萬TEU is a number with its unit, A380 a name.
            || said.ends_with(|c: char| c.is_ascii_digit())
                && after.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '_' | '-'));
        let near = rest.trim_start();
        let half = near.starts_with('半')
            // 一年半, 3 个半月
            || near.chars().nth(1) == Some('半')
            || said.contains('成')
            // 9 折 is 10 % off.
            || near.starts_with('折')
            // 16k of paper are 十六开.
            || near.starts_with(['开', '開'])
            || matches!(after, Some('多' | '余' | '餘' | '几' | '幾'));
        let version = matches!(n.kind, Kind::Version(_));
        let word = near.get(..8).unwrap_or(near).to_ascii_lowercase();
        // The scale is still in English: 100 Million.
        let apart = has_letter_apart(text, &n.range)
            || ["thousand", "million", "billion", "trillion"].iter().any(|scale| word.starts_with(scale));
        !version && (measure || time || name || half || apart || before == Some('%'))
    };
    let found = |number: Number| Found { doubtful: doubtful(&number), number, text };
    numbers.into_iter().map(found).collect()
}

/// A number and how its text says it.
#[derive(Clone)]
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

/// Without those that stand there in a second unit which the other side does not count in: 52°F (11°C).
fn once(all: &[Said], others: &[Said]) -> Vec<Said> {
    let counted = |n: &Said| {
        n.number
            .unit
            .is_some_and(|unit| others.iter().filter_map(|o| o.number.unit).any(|o| is_as_many(unit, o)))
    };
    let again = |n: &Said| all.iter().any(|o| counted(o) && o.number.same_quantity(&n.number));
    all.iter().filter(|n| counted(n) || !again(n)).cloned().collect()
}

/// Whether a figure of one unit counts as many of the other: the same, or a bare 度, which is of Celsius where it is of heat.
fn is_as_many(a: Unit, b: Unit) -> bool {
    let bare = |a: Unit, b: Unit| a.quantity() == Quantity::Angle && b.name() == "degree Celsius";
    a == b || bare(a, b) || bare(b, a)
}

/// A missing and an extra number that are likely one number gone wrong, in texts of which one may have other `measures`.
fn pair(missing: &[Said], extra: &[Said], measures: impl Fn() -> bool) -> Option<(String, String)> {
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
    // Sums in two currencies are not compared.
    let money = |n: &Said| n.number.unit.filter(|unit| unit.quantity() == Quantity::Money);
    let exchanged = |(a, b): &(&Said, &Said)| money(a).zip(money(b)).is_some_and(|(x, y)| !x.may_be(y));
    // Miles in one text and kilometres in the other.
    let converted = |(a, b): &(&Said, &Said)| {
        let one_unit = a.number.unit.is_some() && a.number.unit == b.number.unit;
        if matches!(a.number.kind, Kind::Version(_)) || one_unit {
            return false;
        }
        let (x, y) = (size(&a.number), size(&b.number));
        is_conversion(x.max(y) / x.min(y).max(1e-9)) && measures()
    };
    let found =
        missing.iter().zip(extra).find(|pair| same_kind(pair) && !converted(pair) && !exchanged(pair))?;
    said(found.0, found.1)
}

/// The only two numbers of one bead with the same digits and another power of ten: one of them is wrong, whatever
/// else stands beside them.
fn shifted<'a>(missing: &'a [Said], extra: &'a [Said]) -> Option<(&'a Said, &'a Said)> {
    let power = |a: &Said, b: &Said| {
        let (x, y) = (size(&a.number), size(&b.number));
        let places = (x.max(y) / x.min(y).max(1e-9)).log10();
        let kinds = a.number.kind == b.number.kind
            && !matches!(a.number.kind, Kind::Fraction | Kind::Version(_))
            && a.number.unit.zip(b.number.unit).is_none_or(|(x, y)| x.quantity() == y.quantity());
        // 1K到8K字节 is between 1 and 8 kibibytes.
        let lettered = |n: &Said| {
            let mut back = n.said.chars().rev();
            let letter = back.next().is_some_and(|c| c.is_ascii_alphabetic());
            letter && back.next().is_some_and(|c| c.is_ascii_digit())
        };
        let sure = !a.doubtful && !b.doubtful && lettered(a) == lettered(b);
        let exact = (x.max(y) / (x.min(y) * 10f64.powf(places.round())) - 1.0).abs() < 1e-12;
        // Where other figures differ as well, 10 and 0.1 may have nothing to do with each other.
        let chance = missing.len() + extra.len() > 2 && digits(x) < 2;
        !chance && kinds && sure && x > 0.0 && y > 0.0 && places > 0.5 && exact
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

/// Whether a ratio is that of two units: miles, feet, yards, pounds, acres, inches, gallons, dozens.
fn is_conversion(ratio: f64) -> bool {
    let known = [1.609, 3.281, 1.094, 2.205, 2.471, 2.54, 3.785, 30.48, 28.35, 1.852, 12.0, 6.07, 15.0, 2.59];
    known.iter().any(|unit| (ratio / unit - 1.0).abs() < 0.02)
}

//! What a spreadsheet makes of a text that looks like a number, a date, a time or a truth value, and back: the value is
//! the same, the characters are not.
//!
//! Both readings of `03/04/2024` count, and so does a date whose year the spreadsheet left out or added: the question is
//! only whether a person changed something.

use crate::text::calendar::days;
use crate::text::numbers::MONTHS;

/// The day number 0 of spreadsheets, 30 December 1899, and that of old ones on a Mac, 1 January 1904, in days since 1970.
const EPOCHS: [i64; 2] = [-25_569, -24_107];
/// Whether `cell` can be what a spreadsheet made of `old` by itself.
///
/// ```
/// use trialign::review::sheet::mangled;
/// assert!(mangled("September 30, 2024", "09/30/2024"));
/// assert!(mangled("2024年9月30日", "2024/9/30"));
/// assert!(mangled("18,400", "18400") && mangled("5 %", "0.05") && mangled("1/2", "2-Jan"));
/// assert!(!mangled("18,400", "18401") && !mangled("September 30, 2024", "09/29/2024") && !mangled("one", "1"));
/// ```
pub fn mangled(old: &str, cell: &str) -> bool {
    let (old, cell) = (plain(old), plain(cell));
    if old.len() > 64 || cell.len() > 64 {
        return false;
    }
    same_number(&old, &cell)
        || same_time(&old, &cell)
        || same_day(&old, &cell)
        || ["true", "false"]
            .iter()
            .any(|word| old.eq_ignore_ascii_case(word) && cell.eq_ignore_ascii_case(word))
}

/// Full-width digits and marks to ASCII, white space folded.
fn plain(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{2212}' | '\u{2010}'..='\u{2015}' => '-',
        _ => c,
    };
    crate::text::fold_white_space(&text.chars().map(narrow).collect::<String>())
}

/// What a number as typed can stand for (signs, groups, percent, currency, parentheses for a loss, an exponent, a
/// fraction), each with how many digits it was written with.
fn numbers(text: &str) -> Vec<(f64, usize)> {
    let mut text = text.trim();
    let loss = text.strip_prefix('(').and_then(|t| t.strip_suffix(')'));
    text = loss.unwrap_or(text).trim();
    let negative = text.starts_with('-') || loss.is_some();
    text = text.trim_start_matches(['-', '+']).trim();
    for mark in ["US$", "NT$", "HK$", "$", "€", "£", "¥"] {
        text = text.trim_start_matches(mark).trim_end_matches(mark).trim();
    }
    let percent = text.ends_with('%');
    text = text.trim_end_matches('%').trim();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let values = fraction(text).map_or_else(|| decimals(text), |value| vec![value]);
    let signed = |value: f64| if negative { -value } else { value } / if percent { 100.0 } else { 1.0 };
    let values = values.into_iter().map(signed).filter(|value| digits > 0 && value.is_finite());
    values.map(|value| (value, digits)).collect()
}

/// `1/2`, `3 1/2`.
fn fraction(text: &str) -> Option<f64> {
    let (top, below) = text.split_once('/')?;
    let (whole, top) = top.rsplit_once(' ').unwrap_or(("0", top));
    let number = |text: &str| text.parse::<u32>().ok().map(f64::from);
    Some(number(whole)? + number(top)? / number(below)?)
}

/// `18,400.5`, `18 400`, `1.2E+05`, and the same where the comma is the decimal mark.
fn decimals(text: &str) -> Vec<f64> {
    let known = |c: char| c.is_ascii_digit() || ".,' eE+-".contains(c);
    if !text.starts_with(|c: char| c.is_ascii_digit() || c == '.') || !text.chars().all(known) {
        return Vec::new();
    }
    let bare: String = text.chars().filter(|c| !"' ".contains(*c)).collect();
    let read = |group: char, mark: char| {
        let (whole, rest) = bare.split_once(mark).unwrap_or((&bare, ""));
        let whole_groups = whole.split(group).skip(1).all(|part| part.len() == 3);
        let fits = whole_groups && !rest.contains([group, mark]);
        fits.then(|| bare.replace(group, "").replace(mark, ".").parse::<f64>().ok()).flatten()
    };
    [read(',', '.'), read('.', ',')].into_iter().flatten().collect()
}

fn same_number(old: &str, cell: &str) -> bool {
    let is = numbers(cell);
    numbers(old).iter().any(|&(a, _)| {
        is.iter().any(|&(b, shown)| {
            // Long numbers are shown with an exponent and rounded.
            let mantissa = i32::try_from(shown).unwrap_or(15).saturating_sub(2).clamp(1, 15);
            let rounded = cell.contains(['e', 'E']) && a != 0.0;
            let slack = if rounded { 0.51 * 10f64.powi(1 - mantissa) } else { 1e-14 };
            (a - b).abs() <= a.abs() * slack
        })
    })
}

/// A time of day or a duration, in seconds.
fn time(text: &str) -> Option<u32> {
    let lower = text.to_lowercase();
    let (clock, half) = ["am", "pm", "a.m.", "p.m."]
        .into_iter()
        .find_map(|mark| Some((lower.strip_suffix(mark)?.trim(), Some(mark.starts_with('p')))))
        .unwrap_or((lower.as_str(), None));
    let parts: Vec<u32> = clock.split(':').map(str::parse).collect::<Result<_, _>>().ok()?;
    let (hours, minutes, seconds) = match parts[..] {
        [h, m] => (h, m, 0),
        [h, m, s] => (h, m, s),
        _ => return None,
    };
    let hours = match half {
        Some(after) if hours <= 12 => hours % 12 + if after { 12 } else { 0 },
        Some(_) => return None,
        None => hours,
    };
    (hours < 10_000 && minutes < 60 && seconds < 60).then_some((hours * 60 + minutes) * 60 + seconds)
}

fn same_time(old: &str, cell: &str) -> bool {
    let Some(was) = time(old) else { return false };
    let shown = time(cell).is_some_and(|is| is == was);
    // What the cell holds is the fraction of a day.
    shown || numbers(cell).iter().any(|(value, _)| (value * 86_400.0 - f64::from(was)).abs() < 0.6)
}

/// A date as far as it is said: year, month, day.
type Said = (Option<i64>, Option<u32>, Option<u32>);

fn same_day(old: &str, cell: &str) -> bool {
    let was = readings(old);
    if was.is_empty() {
        return false;
    }
    let is = readings(cell);
    let agree = |a: &Said, b: &Said| {
        let same = |a: Option<i64>, b: Option<i64>| a.is_none() || b.is_none() || a == b;
        let day = |d: Option<u32>| d.map(i64::from);
        // `Sep 2024` becomes the first of the month.
        let first = |one: &Said, other: &Said| one.2.is_some() || other.2.is_none_or(|d| d == 1);
        same(a.0, b.0) && day(a.1) == day(b.1) && same(day(a.2), day(b.2)) && first(a, b)
    };
    if was.iter().any(|a| is.iter().any(|b| agree(a, b))) {
        return true;
    }
    let Ok(serial) = cell.parse::<i64>() else { return false };
    was.iter().any(|&(year, month, day)| {
        let known = year.zip(month).and_then(|(y, m)| days(y, m, day.unwrap_or(1)));
        known.is_some_and(|d| EPOCHS.iter().any(|epoch| d - epoch == serial))
    })
}

/// All dates a text can be taken for.
fn readings(text: &str) -> Vec<Said> {
    let lower = text.to_lowercase();
    let date = without_time(&lower);
    let Some(parts) = parts(date) else { return Vec::new() };
    let named = parts.iter().position(|part| matches!(part, Part::Month(_)));
    let numbers: Vec<(u32, usize)> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Number(n, len) => Some((*n, *len)),
            Part::Month(_) => None,
        })
        .collect();
    let month = parts.iter().find_map(|part| if let Part::Month(m) = part { Some(*m) } else { None });
    let mut out = Vec::new();
    match (month, numbers.as_slice()) {
        (Some(m), [(n, len)]) => {
            out.push((None, Some(m), Some(*n)));
            out.extend(years(*n, *len).map(|y| (Some(y), Some(m), None)));
        }
        (Some(m), [(a, la), (b, lb)]) => {
            // The day stands before the year, whatever stands where.
            out.extend(years(*b, *lb).map(|y| (Some(y), Some(m), Some(*a))));
            if named != Some(0) || *la == 4 {
                out.extend(years(*a, *la).map(|y| (Some(y), Some(m), Some(*b))));
            }
        }
        (None, [(a, la), (b, _), (c, lc)]) => {
            out.extend(
                years(*c, *lc).flat_map(|y| [(Some(y), Some(*a), Some(*b)), (Some(y), Some(*b), Some(*a))]),
            );
            out.extend(years(*a, *la).map(|y| (Some(y), Some(*b), Some(*c))));
        }
        (None, [(a, la), (b, lb)]) => {
            out.extend([(None, Some(*a), Some(*b)), (None, Some(*b), Some(*a))]);
            out.extend(years(*a, *la).map(|y| (Some(y), Some(*b), None)));
            out.extend(years(*b, *lb).map(|y| (Some(y), Some(*a), None)));
        }
        _ => {}
    }
    out.retain(|(_, month, day)| {
        month.is_some_and(|m| (1..=12).contains(&m)) && day.is_none_or(|d| (1..=31).contains(&d))
    });
    out
}

/// The years a number stands for; two digits are of this century or the last.
fn years(n: u32, len: usize) -> impl Iterator<Item = i64> {
    let short = (len == 2).then_some([1900 + i64::from(n), 2000 + i64::from(n)]);
    short.into_iter().flatten().chain((len == 4).then_some(i64::from(n)))
}

/// `2024-09-30 00:00:00` and `2024-09-30T00:00:00Z` without the time.
fn without_time(text: &str) -> &str {
    match text.split_once([' ', 't']) {
        Some((date, clock)) if clock.contains(':') && date.starts_with(|c: char| c.is_ascii_digit()) => date,
        _ => text,
    }
}

enum Part {
    /// A number and with how many digits it was written.
    Number(u32, usize),
    Month(u32),
}

/// The numbers and month names of a date; `None` where anything else is in it.
fn parts(text: &str) -> Option<Vec<Part>> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let run = |same: fn(char) -> bool| rest.find(|c| !same(c)).unwrap_or(rest.len());
        if c.is_ascii_digit() {
            let end = run(|c| c.is_ascii_digit());
            out.push(Part::Number(rest[..end].parse().ok()?, end));
            rest = &rest[end..];
        } else if c.is_ascii_alphabetic() {
            let end = run(|c| c.is_ascii_alphabetic());
            out.extend(word(&rest[..end])?);
            rest = &rest[end..];
        } else if " ,./-年月日号號()星期一二三四五六天週周礼拜".contains(c) {
            rest = &rest[c.len_utf8()..];
        } else {
            return None;
        }
        if out.len() > 3 {
            return None;
        }
    }
    Some(out)
}

/// The month a word names; nothing for a day of the week or the ending of an ordinal.
fn word(word: &str) -> Option<Option<Part>> {
    let short_for = |full: &&str| word.len() >= 3 && full.starts_with(word);
    let named = MONTHS.iter().position(|full| short_for(full) || (word, *full) == ("sept", "september"));
    if let Some(at) = named {
        return Some(Some(Part::Month(u32::try_from(at).ok()? + 1)));
    }
    let mut week = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].iter();
    (week.any(short_for) || ["st", "nd", "rd", "th", "of"].contains(&word)).then_some(None)
}

#[cfg(test)]
mod tests {
    use super::mangled;

    #[test]
    fn what_spreadsheets_do_by_themselves_is_no_change() {
        let same = [
            ("18,400", "18400"),
            ("18,400", "18,4"),
            ("1,020.50", "1020.5"),
            ("1,020.50", "1020,5"),
            ("7,150", "7150.00"),
            ("007", "7"),
            ("+3", "3"),
            ("(500)", "-500"),
            ("12%", "0.12"),
            ("12.5 %", "12.50%"),
            ("$1,200", "1200"),
            ("$1,200", "$1,200.00"),
            ("４２", "42"),
            ("123456789012345678", "1.23457E+17"),
            ("1e5", "100000"),
            ("2024", "2024"),
            ("1/2", "2-Jan"),
            ("1/2", "1月2日"),
            ("1/2", "0.5"),
            ("1-2", "2026/1/2"),
            ("3-5", "5-Mar"),
            ("3月5日", "5-Mar"),
            ("3月5日", "2026/3/5"),
            ("September 30, 2024", "09/30/2024"),
            ("September 30, 2024", "30-Sep-24"),
            ("September 30, 2024", "2024-09-30"),
            ("September 30, 2024", "2024-09-30 00:00:00"),
            ("September 30, 2024", "45565"),
            ("30 September 2024", "30/09/24"),
            ("30th of September 2024", "30/09/2024"),
            ("Sept. 30, 2024", "30.09.2024"),
            ("Sep 2024", "Sep-24"),
            ("September 2024", "2024/9/1"),
            ("2024年9月", "Sep-24"),
            ("2024年9月30日", "09/30/2024"),
            ("2024 年 9 月 30 日", "2024/9/30"),
            ("2024-09-30", "9/30/2024"),
            ("Monday, 30 September 2024", "30/09/2024"),
            ("12:30", "12:30:00"),
            ("1:30 PM", "13:30"),
            ("12:30", "0.520833333333333"),
            ("true", "TRUE"),
        ];
        for (old, cell) in same {
            assert!(mangled(old, cell), "{old} -> {cell}");
        }
    }

    #[test]
    fn what_a_person_changed_is_a_change() {
        let changed = [
            ("18,400", "18401"),
            ("18,400", "1840"),
            ("12%", "0.13"),
            ("123456789012345678", "1.33457E+17"),
            ("1/2", "3-Jan"),
            ("September 30, 2024", "09/29/2024"),
            ("September 30, 2024", "10/30/2024"),
            ("September 30, 2024", "09/30/2023"),
            ("September 30, 2024", "45566"),
            ("September 30, 2024", "about September 30, 2024"),
            ("2024年9月30日", "2024/9/3"),
            ("Sep 2024", "2024/9/2"),
            ("12:30", "12:31"),
            ("In 2024", "2024"),
            ("one", "1"),
            ("true", "false"),
            ("", "0"),
            ("5", ""),
        ];
        for (old, cell) in changed {
            assert!(!mangled(old, cell), "{old} -> {cell}");
        }
    }
}

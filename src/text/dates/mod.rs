//! Dates as Chinese and English pages write them: one grammar for the cleaning of pages, for anchors and for rules.

mod cursor;
mod line;
mod parts;
mod words;

use std::ops::Range;

use super::numbers::Kind;
use cursor::Cursor;

pub use line::{DateLine, date_line};
pub use words::MONTHS;

/// A date. Years of the republic (民國109年) are turned into those of the common era.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    /// Year of the common era.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31, where it is given.
    pub day: Option<u8>,
}

/// A date in figures within a text: where its parts stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// What it says; the day is always there.
    pub date: Date,
    /// Whether the order of day and month is past doubt.
    pub sure: bool,
    year: Range<usize>,
    month: Range<usize>,
    day: Range<usize>,
}

impl Dated {
    /// One past its last byte.
    pub fn end(&self) -> usize {
        self.year.end.max(self.month.end).max(self.day.end)
    }

    /// Its parts in the order of the text: bytes, kind and value.
    pub(super) fn parts(&self) -> [(Range<usize>, Kind, u32); 3] {
        let mut parts = [
            (self.year.clone(), Kind::Plain, u32::from(self.date.year)),
            (self.month.clone(), Kind::Month, u32::from(self.date.month)),
            (self.day.clone(), Kind::Plain, u32::from(self.date.day.unwrap_or(0))),
        ];
        parts.sort_by_key(|(range, ..)| range.start);
        parts
    }
}

/// The date in figures that starts at `at`: 2020-12-18, 2020/12/18, 18.12.2020, 12/18/2020.
///
/// `None` where a figure goes on before or behind it, and where day and month cannot be told apart.
///
/// ```
/// use trialign::text::dates::in_figures;
/// let date = |text| in_figures(text, 0).map(|found| (found.date.year, found.date.month, found.date.day));
/// assert_eq!(date("2020-12-18T09:30"), Some((2020, 12, Some(18))));
/// assert_eq!(date("12/18/2020"), Some((2020, 12, Some(18))));
/// assert_eq!(date("05/03/2021"), None);
/// assert_eq!(date("1.10.2"), None);
/// ```
pub fn in_figures(text: &str, at: usize) -> Option<Dated> {
    let before = text.get(..at)?.chars().next_back();
    if before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '-' | '_')) {
        return None;
    }
    let bytes = text.as_bytes();
    let run = |from: usize| {
        let digits = bytes.get(from..)?.iter().take(5).take_while(|b| b.is_ascii_digit()).count();
        (1..=4).contains(&digits).then_some(from..from + digits)
    };
    let first = run(at)?;
    let sign = bytes.get(first.end).filter(|b| matches!(b, b'-' | b'/' | b'.'))?;
    let second = run(first.end + 1)?;
    if bytes.get(second.end) != Some(sign) {
        return None;
    }
    let third = run(second.end + 1)?;
    let rest = &text[third.end..];
    let goes_on = rest.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_alphabetic() && c != 'T')
        || rest.starts_with(['-', '/', '.', '_'])
            && rest[1..].starts_with(|c: char| c.is_ascii_alphanumeric());
    if goes_on {
        return None;
    }
    let value = |range: &Range<usize>| text[range.clone()].parse::<u32>().unwrap_or(0);
    let [a, b, c] = [&first, &second, &third].map(value);
    let (year, month, day) = match (first.len(), third.len()) {
        (4, 1 | 2) => (first, second, third),
        (1 | 2, 4) if a > 12 && b <= 12 => (third, second, first),
        (1 | 2, 4) if b > 12 && a <= 12 && *sign != b'.' => (third, first, second),
        _ => return None,
    };
    let _ = c;
    let date = checked(value(&year), value(&month), Some(value(&day)))?;
    Some(Dated { date, sure: true, year, month, day })
}

/// The date of these numbers, where they can be one.
fn checked(year: u32, month: u32, day: Option<u32>) -> Option<Date> {
    let plausible = (1000..=2999).contains(&year)
        && (1..=12).contains(&month)
        && day.is_none_or(|day| (1..=31).contains(&day));
    plausible.then_some(Date { year: year as u16, month: month as u8, day: day.map(|day| day as u8) })
}

impl Cursor<'_> {
    /// A date of any form; the cursor stays where none is.
    fn date(&mut self) -> Option<Date> {
        self.attempt(Self::chinese_date)
            .or_else(|| self.attempt(Self::english_date))
            .or_else(|| self.attempt(Self::date_in_figures))
            .or_else(|| self.attempt(Self::season))
    }

    /// Spring 2021, 2021年春季: its first month, the winter's being the December of the year that is named.
    fn season(&mut self) -> Option<Date> {
        const SEASONS: [&[&str]; 4] = [&["spring"], &["summer"], &["autumn", "fall"], &["winter"]];
        let english = |cursor: &mut Self| {
            let at = SEASONS.iter().position(|words| cursor.words(words))?;
            cursor.attempt(|cursor| {
                (cursor.any_of(&["/", "–", "-"]) && SEASONS.iter().any(|words| cursor.glued_word(words)))
                    .then_some(())
            });
            cursor.joint();
            Some((at, cursor.western_year()?))
        };
        let chinese = |cursor: &mut Self| {
            let year = cursor.chinese_year()?;
            cursor.spaces();
            let at = ["春", "夏", "秋", "冬"].iter().position(|word| cursor.any_of(&[word]))?;
            cursor.any_of(&["季号", "季號", "季刊", "季", "天", "号", "號"]);
            Some((at, year))
        };
        let (at, year) = self.attempt(english).or_else(|| self.attempt(chinese))?;
        checked(year, 3 * (at as u32 + 1), None)
    }

    /// The other end of a range of days: 3–5 March, March 30 – April 2, 3日至5日.
    fn until(&mut self) {
        self.attempt(|cursor| {
            cursor.spaces();
            if !cursor.any_of(&["–", "—", "－", "-", "~", "～", "至", "到", "&"])
                && !cursor.words(&["to", "and"])
            {
                return None;
            }
            cursor.spaces();
            cursor.month();
            cursor.joint();
            let day = cursor.day()?;
            cursor.any_of(&["日", "号", "號"]);
            // 3-Mar-2021 has one day, and so has 3月3日-2021.
            (cursor.next() != Some('月')).then_some(day)
        });
    }

    /// 2020年12月18日, 中華民國一百零九年十二月十八日, 12月18日，2020年, 一月 5, 2019.
    fn chinese_date(&mut self) -> Option<Date> {
        if let Some(year) = self.attempt(Self::chinese_year) {
            self.spaces();
            let (month, day) = self.chinese_month_day()?;
            // 110年3月3日 is of the republic even where nothing says so.
            let year = if year < 1000 && day.is_some() { year + 1911 } else { year };
            self.until();
            return checked(year, month, day);
        }
        // 3 三月 2021
        let turned = self.attempt(|cursor| {
            let day = cursor.figures(2)?;
            (cursor.spaces() > 0).then_some(())?;
            let (month, none) = cursor.chinese_month_day()?;
            cursor.joint();
            let year = cursor.western_year().filter(|_| none.is_none())?;
            checked(year, month, Some(day))
        });
        if turned.is_some() {
            return turned;
        }
        let (month, day) = self.chinese_month_day()?;
        self.spaces();
        self.any_of(&["，", ",", "、"]);
        self.spaces();
        if day.is_some() {
            let year = self.attempt(Self::chinese_year).or_else(|| self.attempt(Self::western_year))?;
            return checked(year, month, day);
        }
        let day = self.figures(2)?;
        self.spaces();
        self.any_of(&["日", "号", "號"]);
        self.any_of(&[",", "，"]);
        self.spaces();
        let year = self.attempt(Self::western_year)?;
        self.any_of(&["年"]);
        checked(year, month, Some(day))
    }

    fn chinese_year(&mut self) -> Option<u32> {
        self.any_of(&["公元", "西元", "公历", "公曆"]);
        let republic = self.any_of(&["中華民國", "中华民国", "民國", "民国"]);
        self.spaces();
        let year = if self.any_of(&["元年"]) {
            1
        } else {
            let year = self.count()?;
            self.spaces();
            if !self.any_of(&["年"]) {
                return None;
            }
            year
        };
        let year = if republic && year < 200 { year + 1911 } else { year };
        (60..=199).contains(&year).then_some(year).or((1000..=2999).contains(&year).then_some(year))
    }

    fn chinese_month_day(&mut self) -> Option<(u32, Option<u32>)> {
        let month = self.count().filter(|month| (1..=12).contains(month))?;
        self.spaces();
        if !self.any_of(&["月"]) {
            return None;
        }
        let day = self.attempt(|cursor| {
            cursor.spaces();
            let day = cursor.count().filter(|day| (1..=31).contains(day))?;
            cursor.spaces();
            cursor.any_of(&["日", "号", "號"]).then_some(day)
        });
        Some((month, day))
    }

    fn western_year(&mut self) -> Option<u32> {
        self.figures(4).filter(|year| (1800..=2199).contains(year))
    }

    /// Dec. 18, 2020; 18th of December 2020; December 2020; 2020 December 18.
    fn english_date(&mut self) -> Option<Date> {
        if let Some(year) = self.attempt(Self::western_year) {
            self.joint();
            let month = self.month()?;
            self.joint();
            let day = self.attempt(Self::day);
            return checked(year, month, day);
        }
        if let Some(day) = self.attempt(Self::day) {
            self.until();
            self.joint();
            self.words(&["of"]);
            self.spaces();
            let month = self.month()?;
            self.joint();
            let year = self.western_year()?;
            return checked(year, month, Some(day));
        }
        let month = self.month()?;
        self.joint();
        if let Some(year) = self.attempt(Self::western_year) {
            return checked(year, month, None);
        }
        let day = self.day()?;
        self.until();
        self.joint();
        // Wed Mar 3 16:05:00 CST 2021: a clock may stand before the year.
        self.attempt(|cursor| {
            parts::time(cursor)?;
            cursor.spaces();
            parts::zone(cursor);
            cursor.spaces();
            cursor.next().filter(char::is_ascii_digit)
        });
        let year = self.western_year()?;
        checked(year, month, Some(day))
    }

    fn day(&mut self) -> Option<u32> {
        let day = self.figures(2).filter(|day| (1..=31).contains(day))?;
        self.glued_word(&["st", "nd", "rd", "th"]);
        Some(day)
    }

    /// 2020-12-18, 12/18/2020, 05/03/2021 (either), 20201218, and years of the republic: 109-12-18, 109.12.18.
    fn date_in_figures(&mut self) -> Option<Date> {
        let republic = self.any_of(&["中華民國", "中华民国", "民國", "民国"]);
        self.spaces();
        if let Some(found) = in_figures(self.text, self.at).filter(|_| !republic) {
            self.at = found.end();
            return Some(found.date);
        }
        if let Some(whole) = self.attempt(|cursor| cursor.figures(8)) {
            return checked(whole / 10000, whole / 100 % 100, Some(whole % 100));
        }
        let first = self.digits()?;
        let sign = self.next().filter(|c| matches!(c, '-' | '/' | '.' | '－' | '／' | '．'))?;
        self.at += sign.len_utf8();
        let second = self.figures(2)?;
        if self.next() != Some(sign) {
            return None;
        }
        self.at += sign.len_utf8();
        let third = self.digits()?;
        match (first.1, third.1) {
            // Years of the republic are written with two or three figures: 98, 109.
            (2 | 3, 1 | 2) if (60..=199).contains(&first.0) || republic && first.0 > 0 => {
                checked(first.0 + 1911, second, Some(third.0))
            }
            (4, 1 | 2) => checked(first.0, second, Some(third.0)),
            _ if republic => None,
            // 3/3/21: nobody writes a version with strokes.
            (1 | 2, 2) if sign == '/' && first.1 <= 2 => {
                let year = 2000 + third.0;
                checked(year, first.0, Some(second)).or_else(|| checked(year, second, Some(first.0)))
            }
            (1 | 2, 4) => {
                checked(third.0, first.0, Some(second)).or_else(|| checked(third.0, second, Some(first.0)))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;

//! A line of a page that is nothing but a date, with what pages put around one.

use super::words::{
    AUTHORS, AUTHORS_ZH, COUNTS, COUNTS_ZH, DAY_PARTS_ZH, LABELS, LABELS_ZH, READING_ZH, SOURCES, SOURCES_ZH,
    WEEKDAYS, ZONE_PLACES, ZONES, ZONES_ZH, is_space,
};
use super::{Cursor, Date};
use crate::text::han::is_han;

/// A line longer than this, in characters, is no date line.
const LONGEST: usize = 120;

/// What a date line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateLine {
    /// The first date on it.
    pub date: Date,
    /// A name stands on it without a word that says whose: `Ann Lee | Jan 5, 2019`.
    pub named: bool,
}

/// Reads a line that is a date with at most labels, a weekday, a time, a time zone, a source, an author, a reading
/// time and counters around it; `None` for every other line.
///
/// ```
/// use trialign::text::dates::date_line;
/// for line in [
///     "Posted on Monday, Oct. 21, 2024, 9:15 p.m. ET", "2019-01-05T21:15:00Z", "Jan 5, 2019 | 6 min read",
///     "发布时间：2019-01-05 21:15 来源：港口日报", "中華民國108年1月5日", "更新日期：108/01/05", "1月5日，2019年",
/// ] {
///     assert!(date_line(line).is_some(), "{line}");
/// }
/// assert!(date_line("In May 2020 he left").is_none() && date_line("2020年12月18日他走了").is_none());
/// ```
pub fn date_line(text: &str) -> Option<DateLine> {
    let text = text.trim_matches(is_space);
    if text.is_empty() || text.chars().count() > LONGEST {
        return None;
    }
    let mut cursor = Cursor { text, at: 0 };
    let (mut date, mut named) = (None, false);
    // Whether a mark stands here behind which a name may come without a label.
    let mut parted = true;
    while !cursor.done() {
        if let Some(strong) = separator(&mut cursor) {
            parted |= strong;
            continue;
        }
        if let Some(found) = cursor.date() {
            date.get_or_insert(found);
        } else if !around(&mut cursor) {
            // 2023-12-02 老唐: a short name behind the date and white space, to the end.
            let rest = cursor.rest();
            let apart = cursor.text[..cursor.at].ends_with(is_space);
            let tail = date.is_some()
                && apart
                && rest.chars().all(is_han)
                && (2..=4).contains(&rest.chars().count());
            let taken = (parted || tail) && !named && name(&mut cursor, 28);
            if !taken {
                return None;
            }
            named = true;
        }
        parted = false;
    }
    date.map(|date| DateLine { date, named })
}

/// Skips white space and marks between the parts of a line; whether they part it as `|` does.
fn separator(cursor: &mut Cursor<'_>) -> Option<bool> {
    let rest = cursor.rest();
    let gap: &str = &rest[..rest.len()
        - rest
            .trim_start_matches(|c| is_space(c) || ",，.。;；|｜·•・‧/／—–-－:：()（）[]【】〔〕".contains(c))
            .len()];
    if gap.is_empty() {
        return None;
    }
    cursor.at += gap.len();
    Some(
        gap.contains(['|', '｜', '·', '•', '・', '—', '–', '／', '　'])
            || gap.trim() == "/"
            || gap.trim() == "-",
    )
}

/// What may stand beside a date.
fn around(cursor: &mut Cursor<'_>) -> bool {
    let parts: [fn(&mut Cursor<'_>) -> Option<()>; 8] =
        [reading, time, weekday, counter, labelled, zone, label, lunar];
    parts.into_iter().any(|part| cursor.attempt(part).is_some())
}

fn said(found: bool) -> Option<()> {
    found.then_some(())
}

fn label(cursor: &mut Cursor<'_>) -> Option<()> {
    said(cursor.words(LABELS) || cursor.any_of(LABELS_ZH))
}

fn weekday(cursor: &mut Cursor<'_>) -> Option<()> {
    if cursor.words(WEEKDAYS) {
        return Some(());
    }
    let week = cursor.any_of(&["星期", "礼拜", "禮拜", "周", "週"]);
    said(week && cursor.any_of(&["一", "二", "三", "四", "五", "六", "日", "天"]))
}

/// 农历 and what follows it, to the end of the bracket or line.
fn lunar(cursor: &mut Cursor<'_>) -> Option<()> {
    if !cursor.any_of(&["农历", "農曆", "夏历", "阴历", "陰曆"]) {
        return None;
    }
    let rest = cursor.rest();
    let len =
        rest.chars().take(14).take_while(|c| !"）)，, |".contains(*c)).map(char::len_utf8).sum::<usize>();
    cursor.at += len;
    Some(())
}

/// 21:15, 9:15:30.5 p.m., 9 a.m., 下午3时15分, T21:15:00.
fn time(cursor: &mut Cursor<'_>) -> Option<()> {
    cursor.glued_word(&["t"]);
    let part = cursor.any_of(DAY_PARTS_ZH);
    cursor.spaces();
    let hour = cursor.figures(2).or_else(|| part.then(|| cursor.count()).flatten())?;
    if hour > 24 {
        return None;
    }
    let clock = cursor.attempt(|cursor| {
        let mut parts = 0;
        while cursor.any_of(&[":", "：", "h"]) && parts < 3 {
            cursor.figures(2).filter(|part| *part < 60)?;
            parts += 1;
        }
        if parts > 0 {
            cursor.attempt(|cursor| said(cursor.any_of(&["."]) && cursor.digits().is_some()));
        }
        said(parts > 0)
    });
    let spoken = clock.is_none() && cursor.any_of(&["时", "時", "点", "點"]);
    if spoken {
        cursor.attempt(|cursor| {
            cursor.count()?;
            said(cursor.any_of(&["分", "秒"]))
        });
        cursor.any_of(&["整", "半"]);
    }
    cursor.spaces();
    let half = ["a.m.", "p.m.", "a.m", "p.m", "A.M.", "P.M."];
    let half = cursor.any_of(&half) || cursor.glued_word(&["am", "pm"]);
    said(clock.is_some() || spoken || half || part)
}

/// ET, GMT+8, +08:00, Eastern Time, 香港時間.
fn zone(cursor: &mut Cursor<'_>) -> Option<()> {
    if cursor.any_of(ZONES_ZH) {
        return Some(());
    }
    let named = cursor.glued_word(ZONES) || cursor.words(ZONE_PLACES);
    let offset = cursor.attempt(|cursor| {
        said(cursor.any_of(&["+", "-", "−"]))?;
        let (value, count) = cursor.digits()?;
        said(count <= 2 && value <= 14 || count == 4)?;
        cursor.attempt(|cursor| said(cursor.any_of(&[":"]) && cursor.figures(2).is_some()));
        Some(())
    });
    let behind_time = cursor.text[..cursor.at].contains(':') || named;
    said(named || offset.is_some() && behind_time)
}

/// `6 min read`, 阅读时间：4分钟.
fn reading(cursor: &mut Cursor<'_>) -> Option<()> {
    let chinese = cursor.any_of(READING_ZH);
    if chinese {
        cursor.any_of(&["：", ":"]);
        cursor.any_of(&["约", "約", "需", "大约"]);
    } else if cursor.words(&["reading", "read"]) {
        cursor.spaces();
        cursor.words(&["time"]);
        cursor.any_of(&[":", "："]);
    }
    cursor.spaces();
    cursor.count()?;
    cursor.spaces();
    cursor.any_of(&["-"]);
    if cursor.any_of(&["分钟", "分鐘", "分"]) {
        cursor.spaces();
        cursor.any_of(&["阅读", "閱讀", "读完", "讀完", "可读完"]);
        return Some(());
    }
    said(cursor.words(&["min", "mins", "minute", "minutes"]) || cursor.glued_word(&["min"]))?;
    cursor.any_of(&["."]);
    cursor.spaces();
    cursor.words(&["read", "reading"]);
    Some(())
}

/// `1,024 views`, 浏览：1024次.
fn counter(cursor: &mut Cursor<'_>) -> Option<()> {
    let number = |cursor: &mut Cursor<'_>| {
        cursor.digits()?;
        while cursor.attempt(|cursor| said(cursor.any_of(&[",", "."]) && cursor.digits().is_some())).is_some()
        {
        }
        cursor.spaces();
        cursor.any_of(&["次", "人", "万", "萬", "k", "w", "条", "則", "则"]);
        Some(())
    };
    if cursor.any_of(COUNTS_ZH) {
        cursor.spaces();
        cursor.any_of(&["：", ":"]);
        cursor.spaces();
        return number(cursor);
    }
    number(cursor)?;
    cursor.spaces();
    said(cursor.words(COUNTS) || cursor.any_of(COUNTS_ZH))
}

/// A word that says who, and a name: `Source: Harbour Daily`, 来源：港口日报, `By Ann Lee`, 文／李安.
fn labelled(cursor: &mut Cursor<'_>) -> Option<()> {
    let english = cursor.words(SOURCES) || cursor.words(AUTHORS);
    let chinese = !english && (cursor.any_of(SOURCES_ZH) || cursor.any_of(AUTHORS_ZH));
    let gap = cursor.spaces();
    let colon = cursor.any_of(&["：", ":", "／", "/", "｜", "|"]);
    cursor.spaces();
    said(english && (gap > 0 || colon) || chinese && colon)?;
    said(name(cursor, 44))
}

/// A name without a label: a few words with capitals, or a few Han characters, up to the next mark.
fn name(cursor: &mut Cursor<'_>, longest: usize) -> bool {
    const SMALL: [&str; 8] = ["of", "the", "and", "de", "van", "von", "da", "for"];
    let rest = cursor.rest();
    let mut end = 0;
    for (count, (at, c)) in rest.char_indices().enumerate() {
        let gap = is_space(c);
        let follows = rest[at + c.len_utf8()..].trim_start_matches(is_space);
        let han_before = rest[..at].chars().next_back().is_some_and(is_han);
        let over = "|｜·•，,;；（(—–".contains(c) && !(c == '·' && han_before)
            || gap && (han_before || follows.starts_with(|c: char| c.is_ascii_digit()))
            || (c == ' ' && rest[at..].starts_with("  "));
        if over {
            break;
        }
        if count >= longest || c.is_ascii_digit() {
            return false;
        }
        end = at + c.len_utf8();
    }
    let name = rest[..end].trim_matches(is_space);
    if name.is_empty() {
        return false;
    }
    let han = name.chars().filter(|c| is_han(*c)).count();
    let fits = if han > 0 {
        han <= 14 && !name.contains(['。', '！', '？', '：'])
    } else {
        let mut words = name.split(' ').filter(|word| !word.is_empty());
        name.split(' ').count() <= 5
            && words.all(|word| {
                word.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic()) || SMALL.contains(&word)
            })
    };
    // What reads as the start of a date is none of the name.
    let mut inner = Cursor { text: name, at: 0 };
    let fits = fits && inner.date().is_none();
    cursor.at += if fits { end } else { 0 };
    fits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_dates_of_every_form() {
        let lines = [
            ("Mar. 9, 2021, 7:05 a.m. PT", 2021, 3, Some(9)),
            ("Last updated: 9th March 2021 at 19:05 GMT+8", 2021, 3, Some(9)),
            ("Tuesday 9 March 2021", 2021, 3, Some(9)),
            ("March 2021", 2021, 3, None),
            ("03/09/2021 7:05 PM", 2021, 3, Some(9)),
            ("Updated 2021-03-09T07:05:00.000+08:00", 2021, 3, Some(9)),
            ("2021.03.09", 2021, 3, Some(9)),
            ("Mar 9, 2021 · 12 min read", 2021, 3, Some(9)),
            ("By Jo Park | March 9, 2021", 2021, 3, Some(9)),
            ("March 9, 2021 — Jo Park", 2021, 3, Some(9)),
            ("Source: The Quay Times, March 9, 2021", 2021, 3, Some(9)),
            ("2021年3月9日（星期二）下午7时05分", 2021, 3, Some(9)),
            ("２０２１年３月９日", 2021, 3, Some(9)),
            ("二〇二一年三月九日", 2021, 3, Some(9)),
            ("2021 年 3 月 9 日 19:05", 2021, 3, Some(9)),
            ("3月9日，2021年", 2021, 3, Some(9)),
            ("三月 9, 2021", 2021, 3, Some(9)),
            ("最后更新于：2021-03-09 19:05:33", 2021, 3, Some(9)),
            ("2021-03-09 07:05 来源: 码头时报 作者：朴乔", 2021, 3, Some(9)),
            ("稿源：码头时报 2021-03-09", 2021, 3, Some(9)),
            ("發稿時間：2021/03/09 07:05", 2021, 3, Some(9)),
            ("中華民國一一〇年三月九日", 2021, 3, Some(9)),
            ("民國一百一十年三月九日", 2021, 3, Some(9)),
            ("民國 110 年 3 月 9 日", 2021, 3, Some(9)),
            ("張貼日期：110-03-09", 2021, 3, Some(9)),
            ("110.3.9", 2021, 3, Some(9)),
            ("2021年3月9日 · 阅读约 6 分钟", 2021, 3, Some(9)),
            ("2021-03-09 浏览：1024次", 2021, 3, Some(9)),
            ("2021年3月9日｜朴喬", 2021, 3, Some(9)),
            ("3月9日 2021年", 2021, 3, Some(9)),
        ];
        for (line, year, month, day) in lines {
            let found = date_line(line).map(|found| found.date);
            assert_eq!(found, Some(Date { year, month, day }), "{line}");
        }
    }

    #[test]
    fn a_sentence_or_a_title_is_no_date_line() {
        let lines = [
            "The harbour in March 2021",
            "March 2021 was the wettest month on record",
            "2021年3月9日，港口关闭。",
            "2021年的港口",
            "五月的鲜花",
            "Top 10 of 2021",
            "1984",
            "9:15",
            "Version 1.10.2",
            "6 min read",
            "3月9日",
            "2021年3月9日港口大火紀實",
            "9 March",
            "",
        ];
        for line in lines {
            assert_eq!(date_line(line), None, "{line}");
        }
    }
}

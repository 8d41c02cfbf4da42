//! A line of a page that is nothing but a date, with what pages put around one.

use super::parts::{
    control, counter, day_and_month, issue, label, lunar, reading, said, time, weekday, zone,
};
use super::words::{AUTHORS, AUTHORS_ZH, ORGANISATIONS_ZH, REPORTERS_ZH, SOURCES, SOURCES_ZH, is_space};
use super::{Cursor, Date};
use crate::text::han::{NAME_DOTS, is_han, is_han_with_dots};

/// A line longer than this, in characters, is no date line.
const LONGEST: usize = 120;
/// More names than these without a word that says whose are no line of a date.
const MOST_NAMES: usize = 2;

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
    let (mut date, mut names) = (None, 0);
    // Whether a mark stands here behind which a name may come without a label.
    let mut parted = true;
    while !cursor.done() {
        if let Some(strong) = separator(&mut cursor) {
            parted |= strong;
            continue;
        }
        let from = cursor.at;
        if let Some(found) = cursor.date() {
            date.get_or_insert(found);
        } else if !(date.is_some()
            && (cursor.attempt(day_and_month).is_some() || cursor.words(&["to", "until"])))
            && !around(&mut cursor)
        {
            let taken =
                names < MOST_NAMES && (parted && name(&mut cursor, 28) || tail(&mut cursor, date.is_some()));
            if !taken {
                return None;
            }
            names += 1;
        }
        // `| The Valley Post`: the article is part of the name.
        parted &= text[from..cursor.at].trim().eq_ignore_ascii_case("the");
    }
    date.map(|date| DateLine { date, named: names > 0 })
}

/// A name behind the date and white space: 2023-12-02 老唐, 2021年3月3日 汤姆·里德, 2021-03-03 16:05 聯合報.
fn tail(cursor: &mut Cursor<'_>, dated: bool) -> bool {
    if !dated || !cursor.text[..cursor.at].ends_with(is_space) {
        return false;
    }
    let rest = cursor.rest();
    let word = rest.split(is_space).next().unwrap_or(rest);
    let count = word.chars().count();
    let whole = word.len() == rest.len();
    let dotted = word.contains(NAME_DOTS) && is_han_with_dots(word);
    let han = word.chars().all(is_han);
    let fits = whole && (han && (2..=4).contains(&count) || dotted && count <= 14)
        || han && count <= 10 && ORGANISATIONS_ZH.iter().any(|end| word.ends_with(end));
    cursor.at += if fits { word.len() } else { 0 };
    fits
}

/// Skips white space and marks between the parts of a line; whether they part it as `|` does.
fn separator(cursor: &mut Cursor<'_>) -> Option<bool> {
    let rest = cursor.rest();
    let gap: &str = &rest[..rest.len()
        - rest
            .trim_start_matches(|c| {
                is_space(c) || ",，.。．;；|｜·•・‧/／—–-－~～:：()（）[]【】〔〕".contains(c)
            })
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
    let parts: [fn(&mut Cursor<'_>) -> Option<()>; 11] =
        [reading, time, weekday, counter, reporter, labelled, zone, issue, control, label, lunar];
    parts.into_iter().any(|part| cursor.attempt(part).is_some())
}

/// 記者陶本和／台北報導, 本报记者 王珂: no colon, a name, and where it was written.
fn reporter(cursor: &mut Cursor<'_>) -> Option<()> {
    said(cursor.any_of(REPORTERS_ZH))?;
    cursor.spaces();
    cursor.any_of(&["：", ":"]);
    cursor.spaces();
    let rest = cursor.rest();
    let word = rest.split(|c| is_space(c) || "／/|｜（(，,、".contains(c)).next().unwrap_or(rest);
    said(is_han_with_dots(word) && (2..=12).contains(&word.chars().count()))?;
    cursor.at += word.len();
    cursor.attempt(|cursor| {
        said(cursor.any_of(&["／", "/"]))?;
        let rest = cursor.rest();
        let place = rest.split(|c| is_space(c) || "|｜（(".contains(c)).next().unwrap_or(rest);
        let said_there = ["報導", "报道", "報道", "電", "电", "專電", "综合报道", "綜合報導"];
        said(said_there.iter().any(|end| place.ends_with(end)) && place.chars().count() <= 12)?;
        cursor.at += place.len();
        Some(())
    });
    Some(())
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
    const SMALL: [&str; 9] = ["of", "the", "and", "de", "van", "von", "da", "for", "in"];
    let rest = cursor.rest();
    let mut end = 0;
    for (count, (at, c)) in rest.char_indices().enumerate() {
        let gap = is_space(c);
        let follows = rest[at + c.len_utf8()..].trim_start_matches(is_space);
        let han_before = rest[..at].chars().next_back().is_some_and(is_han);
        let over = "|｜·•，,;；（(—–".contains(c) && !(c == '·' && han_before)
            || gap && (han_before || follows.starts_with(|c: char| c.is_ascii_digit()))
            || gap && ["on ", "at "].iter().any(|word| follows.starts_with(word))
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

//! What stands beside a date on its line: weekday, time, zone, reading time, counters, controls, the number of an issue.

use super::Cursor;
use super::words::{
    CONTROLS_ZH, COUNTS, COUNTS_ZH, DAY_PARTS_ZH, ISSUES, LABELS, LABELS_ZH, READING_ZH, WEEKDAYS,
    ZONE_PLACES, ZONES, ZONES_ZH, is_space,
};

pub(super) fn said(found: bool) -> Option<()> {
    found.then_some(())
}

pub(super) fn label(cursor: &mut Cursor<'_>) -> Option<()> {
    said(cursor.words(LABELS) || cursor.any_of(LABELS_ZH))
}

pub(super) fn weekday(cursor: &mut Cursor<'_>) -> Option<()> {
    if cursor.words(WEEKDAYS) {
        return Some(());
    }
    const DAYS: &[&str] = &["一", "二", "三", "四", "五", "六", "日", "天"];
    let week = cursor.any_of(&["星期", "礼拜", "禮拜", "周", "週"]);
    // 2021/3/3 (三): in Taiwan the day alone, in brackets.
    let bracket = cursor.before().is_some_and(|c| "(（".contains(c));
    said(week || bracket)?;
    said(cursor.any_of(DAYS))?;
    said(week || cursor.next().is_some_and(|c| ")）".contains(c)))
}

/// 农历 and what follows it, to the end of the bracket or line.
pub(super) fn lunar(cursor: &mut Cursor<'_>) -> Option<()> {
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
pub(super) fn time(cursor: &mut Cursor<'_>) -> Option<()> {
    cursor.glued_word(&["t"]);
    let part = cursor.any_of(DAY_PARTS_ZH);
    cursor.spaces();
    let hour = cursor.figures(2).or_else(|| part.then(|| cursor.count()).flatten())?;
    if hour > 24 {
        return None;
    }
    // 06.00 GMT: a full stop does it too, before exactly two figures.
    let stop = cursor.attempt(|cursor| {
        said(cursor.any_of(&["."]))?;
        let (minute, count) = cursor.digits()?;
        said(count == 2 && minute < 60 && cursor.next() != Some('.'))
    });
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
    let clock = clock.or(stop);
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
pub(super) fn zone(cursor: &mut Cursor<'_>) -> Option<()> {
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
pub(super) fn reading(cursor: &mut Cursor<'_>) -> Option<()> {
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
pub(super) fn counter(cursor: &mut Cursor<'_>) -> Option<()> {
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

/// `Vol. 12, No. 3`, 第12卷, 第3期, 总第96期.
pub(super) fn issue(cursor: &mut Cursor<'_>) -> Option<()> {
    if cursor.words(ISSUES) {
        cursor.any_of(&["."]);
        cursor.spaces();
        return cursor.count().map(|_| ());
    }
    cursor.any_of(&["总", "總"]);
    said(cursor.any_of(&["第"]))?;
    cursor.spaces();
    cursor.count()?;
    cursor.spaces();
    said(cursor.any_of(&["期", "卷", "号", "號", "辑", "輯", "集"]))
}

/// What a page lets one do with it: 字号：大 中 小, 【打印本页】, 【关闭窗口】.
pub(super) fn control(cursor: &mut Cursor<'_>) -> Option<()> {
    if !cursor.any_of(&["字号", "字號", "字体", "字體", "字级", "字級"]) {
        return said(cursor.any_of(CONTROLS_ZH));
    }
    cursor.any_of(&["大小"]);
    let rest = cursor.rest();
    let left = rest.trim_start_matches(|c| is_space(c) || "：:[]［］【】（）()大中小特|｜/A+-".contains(c));
    cursor.at += rest.len() - left.len();
    Some(())
}

/// Day and month of a second date, which has the year of the first: `Updated Mar. 4`, （3/4 09:00 更新）, 至3月5日.
pub(super) fn day_and_month(cursor: &mut Cursor<'_>) -> Option<()> {
    let chinese = cursor.attempt(|cursor| {
        cursor.count().filter(|month| (1..=12).contains(month))?;
        cursor.spaces();
        said(cursor.any_of(&["月"]))?;
        cursor.spaces();
        cursor.count().filter(|day| (1..=31).contains(day))?;
        said(cursor.any_of(&["日", "号", "號"]))
    });
    let figures = |cursor: &mut Cursor<'_>| {
        cursor.figures(2).filter(|month| (1..=12).contains(month))?;
        said(cursor.any_of(&["/", "／"]))?;
        cursor.figures(2).filter(|day| (1..=31).contains(day)).map(|_| ())
    };
    let english = |cursor: &mut Cursor<'_>| {
        let day = cursor.attempt(Cursor::day);
        cursor.joint();
        cursor.month()?;
        cursor.joint();
        day.or_else(|| cursor.attempt(Cursor::day)).map(|_| ())
    };
    chinese.or_else(|| cursor.attempt(figures)).or_else(|| cursor.attempt(english))
}

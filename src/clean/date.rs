//! Is a line nothing but a date, in English or Chinese?

use crate::text::numbers::MONTHS;

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const AROUND: [&str; 20] = [
    "date",
    "published",
    "posted",
    "updated",
    "last",
    "on",
    "at",
    "of",
    "the",
    "am",
    "pm",
    "a",
    "p",
    "m",
    "gmt",
    "utc",
    "est",
    "edt",
    "hkt",
    "t",
];

/// Whether the text is a date line: a date with at most a weekday, a time and a label around it.
///
/// ```
/// use trialign::clean::is_date;
/// for date in ["Dec 18, 2020", "18 December 2020", "2020-12-18", "Monday, Oct. 21, 2024", "2020年12月18日", "民國109年12月18日"] {
///     assert!(is_date(date), "{date}");
/// }
/// assert!(!is_date("In May 2020 he left"));
/// assert!(!is_date("2020年12月18日他走了"));
/// ```
pub fn is_date(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 60 {
        return false;
    }
    if text.contains(['年', '月']) { is_chinese(text) } else { is_western(text) }
}

fn is_western(text: &str) -> bool {
    let (mut month, mut year, mut numbers) = (false, false, 0);
    let lower = text.to_lowercase();
    for token in lower.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty()) {
        let digits = token.trim_end_matches(char::is_alphabetic);
        if let Ok(number) = digits.parse::<u32>() {
            let suffix = &token[digits.len()..];
            if !matches!(suffix, "" | "st" | "nd" | "rd" | "th" | "am" | "pm" | "z" | "t") {
                return false;
            }
            numbers += 1;
            match (digits.len(), number) {
                (4, 1800..=2199) => year = true,
                (1 | 2, 0..=60) => {}
                _ => return false,
            }
        } else if is_month(token) {
            month = true;
        } else if !is_weekday(token) && !AROUND.contains(&token) {
            return false;
        }
    }
    let numeric = text.starts_with(|c: char| c.is_ascii_digit())
        && (text.contains('-') || text.contains('/') || text.contains('.'))
        && numbers >= 3;
    year && (month || numeric) && numbers <= 7
}

fn is_month(token: &str) -> bool {
    MONTHS.iter().any(|month| *month == token || token.len() == 3 && month.starts_with(token))
        || token == "sept"
}

fn is_weekday(token: &str) -> bool {
    token.len() >= 3 && DAYS.iter().any(|day| day.starts_with(token))
}

fn is_chinese(text: &str) -> bool {
    const LABELS: [&str; 14] = [
        "发布时间",
        "發布時間",
        "發佈時間",
        "更新时间",
        "更新時間",
        "发布于",
        "發布於",
        "發佈於",
        "发表于",
        "發表於",
        "日期",
        "更新",
        "發布",
        "时间",
    ];
    let mut rest = text;
    for label in LABELS {
        rest = rest.strip_prefix(label).unwrap_or(rest);
    }
    let allowed = |c: char| {
        c.is_numeric()
            || c.is_whitespace()
            || "〇零○一二三四五六七八九十廿卅元正年月日号號民國国公西農农历曆星期周週礼禮拜上下中午晚早晨时時点點分秒:：,，()（）-–—/·|　".contains(c)
    };
    let number = |c: char| c.is_numeric() || "〇零○一二三四五六七八九十元".contains(c);
    let dated = rest.find('年').is_some_and(|at| {
        at > 0 && rest[at..].contains('月') && rest[..at].chars().next_back().is_some_and(number)
    });
    dated && rest.chars().all(allowed)
}

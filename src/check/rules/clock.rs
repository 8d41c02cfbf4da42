//! Times of day compared: 6:30 p.m., 18:30, 下午6点半.

/// Words that say in whose time it is told: another text may tell it in its own.
const ZONES: [&str; 16] = [
    "UTC",
    "GMT",
    "EST",
    "EDT",
    "CST",
    "PST",
    "PDT",
    "CET",
    "CEST",
    "BST",
    "HKT",
    "JST",
    "北京时间",
    "北京時間",
    "当地时间",
    "當地時間",
];

/// A time, on a dial of twelve hours: who writes 18:30 and who 6:30 p.m. says the same.
#[derive(Debug, PartialEq, Eq)]
struct Time<'a> {
    said: &'a str,
    minutes: u32,
}

/// The only time that each of two texts tells, where they differ.
pub(super) fn differ(english: &str, chinese: &str) -> Option<(String, String)> {
    let zoned = |text: &str| ZONES.iter().any(|zone| text.contains(zone));
    if zoned(english) || zoned(chinese) {
        return None;
    }
    let (there, here) = (times(english), times(chinese));
    let ([a], [b]) = (there.as_slice(), here.as_slice()) else { return None };
    (a.minutes != b.minutes).then(|| (a.said.to_owned(), b.said.to_owned()))
}

fn times(text: &str) -> Vec<Time<'_>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|k| at + k) {
        let (hours, end) = figure(text, start);
        at = end;
        let whole = text[..start].chars().next_back().is_none_or(|c| {
            !(c.is_ascii_alphanumeric() || matches!(c, ':' | '：' | '.' | ',' | '/' | '-' | '_' | '$'))
        });
        if let Some((minutes, end)) = minutes(text, end).filter(|_| whole && hours < 25 && at - start < 3) {
            out.push(Time { said: &text[start..end], minutes: hours % 12 * 60 + minutes });
            at = end;
        }
    }
    out
}

/// A run of digits and where it ends; of a long one nothing is known.
fn figure(text: &str, start: usize) -> (u32, usize) {
    let end = text[start..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |k| start + k);
    (text[start..end].parse().unwrap_or(u32::MAX), end)
}

/// What stands behind the hours: `:30`, ` p.m.`, 点半, 时30分.
fn minutes(text: &str, at: usize) -> Option<(u32, usize)> {
    let rest = &text[at..];
    if let Some(tail) = rest.strip_prefix([':', '：']) {
        let start = text.len() - tail.len();
        let (minutes, end) = figure(text, start);
        let more = text[end..].strip_prefix([':', '：', '.']);
        let ends = more.is_none_or(|more| !more.starts_with(|c: char| c.is_ascii_digit()))
            && !text[end..].starts_with(['%', '-', '/']);
        return (end - start == 2 && minutes < 60 && ends).then_some((minutes, end));
    }
    let spaced = rest.trim_start_matches(' ');
    let gap = rest.len() - spaced.len();
    if gap < 2 {
        if let Some(word) = ["a.m", "p.m", "am", "pm", "AM", "PM", "o'clock", "o’clock"]
            .iter()
            .find(|w| spaced.starts_with(**w))
        {
            let end = at + gap + word.len();
            return (!text[end..].starts_with(char::is_alphanumeric)).then_some((0, end));
        }
        if let Some(tail) = spaced.strip_prefix(['点', '點', '时', '時']) {
            return Some(chinese_minutes(text, text.len() - tail.len()));
        }
    }
    None
}

fn chinese_minutes(text: &str, at: usize) -> (u32, usize) {
    let spaced = text[at..].trim_start_matches(' ');
    let start = text.len() - spaced.len();
    if spaced.starts_with('半') {
        return (30, start + '半'.len_utf8());
    }
    let (minutes, end) = figure(text, start);
    if end > start && minutes < 60 { (minutes, end) } else { (0, at) }
}

#[cfg(test)]
mod tests {
    use super::{differ, times};

    #[test]
    fn times_on_a_dial() {
        let of = |text: &str| times(text).iter().map(|time| time.minutes).collect::<Vec<_>>();
        assert_eq!(of("at 6:30 p.m., 18:30, 6 am, 12:05"), [390, 390, 360, 5]);
        assert_eq!(of("下午6点半、18 时 30 分、18：30、早上 7 點"), [390, 390, 390, 420]);
        assert_eq!(of("1:2, 3:02.41, 2:45:30, v6:30, 8小时, 1.5:30, 7 amps"), [0; 0]);
    }

    #[test]
    fn only_one_time_each_is_compared() {
        assert!(differ("It opens at 6:30 p.m.", "19:30 开").is_some());
        assert!(differ("It opens at 6:30 p.m.", "下午六点半开").is_none());
        assert!(differ("It opens at 6:30 GMT.", "14:30 开").is_none());
        assert!(differ("From 6:30 to 7:30.", "从 6:30 到 8:30").is_none());
    }
}

//! Dates, currencies and units of measure of a bead compared.

use std::cell::OnceCell;

use super::super::Subject;
use super::placeholders;
use crate::text::Edition;
use crate::text::numbers::{Kind, Number, Quantity, Unit, numbers};

/// The text of an edition and its numbers.
pub(super) struct Counted<'a> {
    text: &'a str,
    numbers: Vec<Number>,
    edition: Edition,
}

impl<'a> Counted<'a> {
    /// A text with the numbers that stand in it.
    pub(super) fn new(edition: Edition, text: &'a str, numbers: Vec<Number>) -> Self {
        Counted { text, numbers, edition }
    }

    fn figure(&self, number: &Number) -> &'a str {
        self.text.get(number.range.clone()).unwrap_or_default()
    }

    /// What stands between two numbers that follow each other.
    fn between(&self, a: &Number, b: &Number) -> Option<&'a str> {
        self.text.get(a.range.end..b.range.start).map(str::trim)
    }

    fn behind(&self, number: &Number) -> &'a str {
        self.text.get(number.range.end..).unwrap_or_default().trim_start()
    }
}

/// The numbers of an edition in bead number `at`.
pub(super) fn numbers_of<'s>(subject: &'s Subject<'_>, at: usize, edition: Edition) -> &'s [Number] {
    let beads = &subject.ladder.beads;
    let all = subject.known.numbers[edition].get_or_init(|| vec![OnceCell::new(); beads.len()]);
    let of = || {
        let text = beads.get(at).map_or(String::new(), |bead| subject.text(bead, edition));
        numbers(edition, &placeholders::without_arguments(text, subject.pages[edition].as_ref()))
    };
    all.get(at).map_or(&[], |own| own.get_or_init(of).as_slice())
}

/// A day of a month, with its year where it is given.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Day {
    year: Option<u32>,
    month: u32,
    day: Option<u32>,
}

impl Day {
    /// Whether the two may be one: what only one of them says does not count.
    fn may_be(&self, other: &Day) -> bool {
        let open = |a: Option<u32>, b: Option<u32>| a.is_none() || b.is_none() || a == b;
        self.month == other.month && open(self.day, other.day) && open(self.year, other.year)
    }

    fn shown(&self) -> String {
        let mut out = self.year.map_or(String::new(), |year| format!("{year}-"));
        out.push_str(&format!("{:02}", self.month));
        if let Some(day) = self.day {
            out.push_str(&format!("-{day:02}"));
        }
        if self.year.is_none() && self.day.is_none() { format!("month {}", self.month) } else { out }
    }
}

/// The dates of a text that name a month.
fn days(text: &Counted<'_>) -> Vec<Day> {
    let whole = |n: &Number, low: f64, high: f64| {
        let fits = n.kind == Kind::Plain && (low..=high).contains(&n.value) && n.value.fract() == 0.0;
        fits.then_some(n.value as u32)
    };
    let chinese = text.edition.is_chinese();
    let all = &text.numbers;
    // Only marks and the endings of ordinals stand between the parts of one date.
    let joined = |a: &Number, b: &Number| {
        text.between(a, b).is_some_and(|gap| {
            matches!(gap, "" | "," | "/" | "-" | "." | "of" | "th" | "st" | "nd" | "rd" | "年" | "月" | "，")
                || matches!(gap, "th," | "st," | "nd," | "rd," | "th of" | "st of" | "nd of" | "rd of")
        })
    };
    let months = all.iter().enumerate().filter(|(_, n)| n.kind == Kind::Month);
    months
        .map(|(at, month)| {
            let before = at.checked_sub(1).and_then(|k| all.get(k)).filter(|n| joined(n, month));
            let after = all.get(at + 1).filter(|n| joined(month, n));
            let last = after.and_then(|day| all.get(at + 2).filter(|n| joined(day, n)));
            // 2024-02-01 has no 日.
            let is_day = |n: &&Number| {
                let dashed = || matches!(text.between(month, n), Some("-" | "/"));
                !chinese || text.behind(n).starts_with(['日', '号', '號']) || dashed()
            };
            let figures = text.figure(month).starts_with(|c: char| c.is_ascii_digit()) && !chinese;
            let day = after.filter(|n| figures || is_day(n)).and_then(|n| whole(n, 1.0, 31.0));
            let day = day.or_else(|| before.filter(|_| !chinese).and_then(|n| whole(n, 1.0, 31.0)));
            // “Nov 25, 2025 - Jan 27, 2026”: in words the year stands behind.
            let years = if chinese || figures { [before, after, last] } else { [after, last, before] };
            let years = years.into_iter().flatten();
            let year = years.filter_map(|n| whole(n, 1000.0, 2999.0)).next();
            Day { year, month: month.value as u32, day }
        })
        .collect()
}

/// A date of the English and another in its place, where each side has one that the other has not.
pub(super) fn dates(en: &Counted<'_>, zh: &Counted<'_>) -> Option<(String, String)> {
    let (there, here) = (days(en), days(zh));
    let only = |these: &[Day], those: &[Day]| -> Vec<Day> {
        let lone = |day: &&Day| !those.iter().any(|other| other.may_be(day));
        let mut out: Vec<Day> = these.iter().filter(lone).copied().collect();
        out.dedup();
        out
    };
    match (only(&there, &here).as_slice(), only(&here, &there).as_slice()) {
        ([a], [b]) => Some((a.shown(), b.shown())),
        _ => None,
    }
}

/// A figure of the English that counts another thing here: 5 kg and 5 克, $8 and 8 英镑.
///
/// The third says that it may be meant: in Simplified text 元 is a yuan unless the page counts in dollars throughout.
pub(super) fn differ(en: &Counted<'_>, zh: &Counted<'_>) -> Option<(String, String, bool)> {
    let plain = |n: &&Number| matches!(n.kind, Kind::Plain | Kind::Percent);
    let there: Vec<&Number> = en.numbers.iter().filter(plain).collect();
    let here: Vec<&Number> = zh.numbers.iter().filter(plain).collect();
    // Of very many nothing can be said, and each would be compared with each.
    if there.len().saturating_mul(here.len()) > 4096 {
        return None;
    }
    let fits = |a: &Number, b: &Number| match (a.unit, b.unit) {
        // Nothing is converted between currencies.
        (Some(x), Some(y)) if x.quantity() == Quantity::Money && y.quantity() == Quantity::Money => {
            a.value == b.value && alike(x, y)
        }
        (Some(_), Some(y)) if y.quantity() == Quantity::Angle => a.value == b.value || a.same_quantity(b),
        (Some(x), Some(y)) => a.value == b.value && alike(x, y) || a.same_quantity(b),
        _ => a.value == b.value,
    };
    let said = |text: &Counted<'_>, n: &Number| format!("{} {}", text.figure(n), name(n));
    for a in there.iter().filter(|n| n.unit.is_some()) {
        if here.iter().any(|b| fits(a, b)) {
            continue;
        }
        let other = |b: &&&Number| {
            // 三度 may be three times.
            let counted = b.unit.is_some_and(|unit| unit.quantity() != Quantity::Angle);
            let counts = counted && b.value == a.value && (a.sure || b.sure);
            counts && !there.iter().any(|other| fits(other, b))
        };
        if let Some(b) = here.iter().find(other) {
            return Some((said(en, a), said(zh, b), false));
        }
    }
    yuan(&there, &here, en, zh).map(|(a, b)| (said(en, a), said(zh, b), true))
}

fn name(number: &Number) -> &'static str {
    match number.unit.map(Unit::name) {
        Some("dollar") => "dollar (元)",
        Some(name) => name,
        None => "",
    }
}

/// Whether two units may name one thing in two languages.
fn alike(a: Unit, b: Unit) -> bool {
    let (x, y) = (a.name(), b.name());
    let dollar = |name: &str| name.ends_with("dollar");
    let money = a.quantity() == Quantity::Money && b.quantity() == Quantity::Money;
    if money {
        // ¥ is a yuan or a yen.
        let yen = x == "yuan" && y == "yen";
        // 元 of a text that has said whose; a dollar that is not said whose.
        return a == b
            || dollar(x) && dollar(y) && (x == "dollar" || y == "dollar")
            || y == "dollar" && x == "yuan"
            || yen;
    }
    // `m` is a metre or a minute, a pound of weight no currency; calories are mostly meant by the thousand.
    let pair = |p: &str, q: &str| x == p && y == q || x == q && y == p;
    a == b
        || pair("metre", "minute")
        || pair("pound weight", "pound")
        || a.quantity() == Quantity::Heat && b.quantity() == Quantity::Heat
}

/// `$8` that is 8 元 in Simplified text that names no dollar.
fn yuan<'n>(
    there: &[&'n Number],
    here: &[&'n Number],
    en: &Counted<'_>,
    zh: &Counted<'_>,
) -> Option<(&'n Number, &'n Number)> {
    let dollars = |n: &Number| n.unit.is_some_and(|unit| unit.name() == "dollar");
    let named = ["美元", "美金", "港元", "港币", "澳元", "加元", "新元", "台币", "刀", "$"];
    if zh.edition != Edition::ZhHans || named.iter().any(|word| zh.text.contains(word)) {
        return None;
    }
    let signed = |n: &Number| en.text.get(..n.range.start).is_some_and(|head| head.trim_end().ends_with('$'));
    let a = there
        .iter()
        .find(|n| n.unit.is_some_and(|unit| unit.name() == "US dollar") || dollars(n) && signed(n))?;
    let b = here.iter().find(|n| n.value == a.value && dollars(n))?;
    Some((a, b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(en: &str, zh: &str) -> (Option<(String, String)>, bool) {
        let counted = |edition, text| Counted::new(edition, text, numbers(edition, text));
        let (en, zh) = (counted(Edition::En, en), counted(Edition::ZhHans, zh));
        (dates(&en, &zh), differ(&en, &zh).is_some())
    }

    #[test]
    fn days_are_compared_as_days() {
        for (en, zh) in [
            ("Released on March 5, 2024.", "发布于 2024 年 5 月 3 日。"),
            ("It opened on 4 June 2021.", "2021年6月8日开放。"),
            ("On the 4th of June 2021 it opened.", "2020 年 6 月 4 日开放。"),
            ("Updated 2021-06-04.", "更新于2021年6月14日。"),
            ("In October they left.", "他们十一月离开。"),
        ] {
            assert!(of(en, zh).0.is_some(), "{en} {zh}");
        }
        for (en, zh) in [
            ("Released on March 5, 2024.", "发布于 2024 年 3 月 5 日。"),
            ("It opened on 4 June 2021 at 6 p.m.", "2021年6月4日下午6时开放。"),
            ("From 3 May to 7 June 2019.", "2019年5月3日至6月7日。"),
            ("On March 5 it rained.", "3月5日下雨。"),
            ("In June 2021, 14 people came.", "2021年6月，来了14个人。"),
            (
                "Until now (Nov 25, 2025 - Jan 27, 2026).",
                "至今（2025 年 11 月 25 日 - 2026 年 1 月 27 日）。",
            ),
        ] {
            assert_eq!(of(en, zh).0, None, "{en} {zh}");
        }
    }

    #[test]
    fn a_figure_counts_the_same_in_both_texts() {
        for (en, zh) in [
            ("It weighs 5 kg in total.", "它总共重 5 克。"),
            ("The cache holds 48 MB.", "缓存大小为 48 GB。"),
            ("Wait 30 minutes.", "请等 30 秒。"),
            ("The mast is 12 feet high.", "桅杆高12米。"),
            ("The plan costs $8.", "该套餐 8 元。"),
            ("It took €30 million.", "花了3000万英镑。"),
            ("It runs at 40 km.", "行驶40英里。"),
        ] {
            assert!(of(en, zh).1, "{en} {zh}");
        }
        for (en, zh) in [
            ("It weighs 5 kg in total.", "它总共重 5 公斤。"),
            ("9 miles from the finish", "距终点14公里"),
            ("a 1.1-mile climb with 24 miles to go", "还有39公里，爬坡长1.8公里"),
            ("Wait 90 minutes.", "请等一个半小时。"),
            ("The plan costs $8.", "该套餐 8 美元。"),
            ("It costs 8 yuan.", "价格8元。"),
            ("The timeout is 10m.", "超时为 10 分钟。"),
            ("5 miles and 5 minutes", "5分钟走了8公里"),
            ("The firm is 5 years old.", "公司成立 5 周年。"),
        ] {
            assert!(!of(en, zh).1, "{en} {zh}");
        }
    }
}

//! Numbers in Chinese text of either script.

use std::ops::Range;

use super::super::dates;
use super::number::{LONGEST_GROUPS, groups};
use super::scale::{power, share_range};
use super::units::{chinese_after, currency_before, degrees_around, is_gap};
use super::{Kind, Number, named_version, of_date, parse_digits, scale_letter, version};

/// Measure words and nouns before which a single numeral is a number.
const MEASURES: &str = "个個位名年月日天岁歲次人条條只隻张張件家座国國种種项項层層倍分点點小周週星时時公里米元块塊美欧歐本部篇章节節号號届屆成度户戶\
艘架辆輛台臺间間头頭支枝对對双雙口匹棵颗顆群批份场場代世级級线線路所处處段句字页頁卷册冊行步杯碗瓶箱包顿頓趟遍番回英吨噸公尺寸斤两兩克升亩畝平方海立秒季任期大者名方省市县縣区區州";

/// The numbers of a Chinese text, in order. A bare 一 is too common to count, as are numerals inside other words.
pub fn chinese(text: &str) -> Vec<Number> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let scan = Scan { text, chars: &chars };
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if let Some(date) =
            chars[at].1.is_ascii_digit().then(|| dates::in_figures(text, chars[at].0)).flatten()
        {
            out.extend(of_date(&date));
            at += date.end() - chars[at].0;
            continue;
        }
        match scan.number_at(at) {
            Some((number, next)) => {
                out.push(number);
                at = next;
            }
            None => at = scan.skip(at),
        }
    }
    share_range(text, &mut out);
    out
}

struct Scan<'a> {
    text: &'a str,
    chars: &'a [(usize, char)],
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn numeral(c: char) -> Option<f64> {
    Some(match c {
        '〇' | '零' => 0.0,
        '一' => 1.0,
        '二' | '两' | '兩' => 2.0,
        '三' => 3.0,
        '四' => 4.0,
        '五' => 5.0,
        '六' => 6.0,
        '七' => 7.0,
        '八' => 8.0,
        '九' => 9.0,
        _ => return None,
    })
}

fn small_unit(c: char) -> Option<f64> {
    Some(match c {
        '十' => 10.0,
        '百' => 100.0,
        '千' => 1000.0,
        _ => return None,
    })
}

fn large_unit(c: char) -> Option<f64> {
    Some(match c {
        '万' | '萬' => 1e4,
        '亿' | '億' => 1e8,
        '兆' => 1e12,
        _ => return None,
    })
}

fn is_numeral(c: char) -> bool {
    numeral(c).is_some() || small_unit(c).is_some() || large_unit(c).is_some()
}

impl Scan<'_> {
    fn get(&self, at: usize) -> Option<char> {
        self.chars.get(at).map(|&(_, c)| c)
    }

    fn bytes(&self, from: usize, to: usize) -> Range<usize> {
        let byte = |k: usize| self.chars.get(k).map_or(self.text.len(), |&(i, _)| i);
        byte(from)..byte(to)
    }

    /// Past a run of numerals or digits that was no number.
    fn skip(&self, at: usize) -> usize {
        let mut next = self.digit_run(at).max(at + 1);
        if self.get(at).is_some_and(is_numeral) {
            while self.get(next).is_some_and(is_numeral) {
                next += 1;
            }
        }
        next
    }

    fn number_at(&self, at: usize) -> Option<(Number, usize)> {
        let percent = self.starts_with(at, "百分之");
        let from = if percent { self.skip_gap(at + 3) } else { at };
        if let Some(found) = self.version_at(from) {
            return Some(found);
        }
        let (value, next, sure) = self.digits(from).or_else(|| self.numerals(from))?;
        let plain = |kind, value, next| {
            (Number { range: self.bytes(at, next), kind, value, sure: true, unit: None }, next)
        };
        if percent {
            return Some(plain(Kind::Percent, value, next));
        }
        let spaced = self.skip_gap(next);
        match (self.get(spaced), self.get(spaced + 1)) {
            (Some('%' | '％'), _) => return Some(plain(Kind::Percent, value, spaced + 1)),
            (Some('月'), _) if (1.0..=12.0).contains(&value) && self.month_follows(spaced) => {
                return Some(plain(Kind::Month, value, spaced + 1));
            }
            (Some('成'), after)
                if (1.0..10.0).contains(&value)
                    && !matches!(after, Some('为' | '為' | '功' | '立' | '了')) =>
            {
                return Some(plain(Kind::Percent, value * 10.0, spaced + 1));
            }
            (Some('分'), Some('之')) => {
                if let Some((top, end, _)) = self
                    .digits(self.skip_gap(spaced + 2))
                    .or_else(|| self.numerals(self.skip_gap(spaced + 2)))
                    && value > 0.0
                {
                    return Some(plain(Kind::Fraction, top / value, end));
                }
            }
            (Some('年'), _) if self.ends_with_republic(at) && value < 200.0 => {
                return Some(plain(Kind::Plain, value + 1911.0, next));
            }
            _ => {}
        }
        let ordinal = at > 0 && self.get(at - 1) == Some('第');
        let counts = sure || ordinal || self.single_counts(at, next);
        if !counts || (value == 1.0 && !sure && !ordinal) {
            return None;
        }
        let range = self.bytes(at, next);
        // 度 alone would be degrees of anything.
        let unit = degrees_around(self.text, range.start, range.end);
        let behind = || chinese_after(self.text, range.end).map(|(unit, _)| unit);
        let unit = unit.or_else(|| behind().filter(|unit| unit.fits(value)));
        let unit = unit.or_else(|| currency_before(self.text, range.start));
        Some((Number { range, kind: Kind::Plain, value, sure, unit }, next))
    }

    /// 1.10.2, v2.4.
    fn version_at(&self, at: usize) -> Option<(Number, usize)> {
        let next = self.digit_run(at);
        let range = self.bytes(at, next);
        let digits = self.text.get(range.clone()).filter(|digits| digits.contains('.'))?;
        let (kind, value) = version(digits, named_version(self.text, range.start))?;
        Some((Number { range, kind, value, sure: true, unit: None }, next))
    }

    /// Past white space between a figure and what belongs to it: 240 萬, 2020 年.
    fn skip_gap(&self, at: usize) -> usize {
        at + (0..2).take_while(|k| self.get(at + k).is_some_and(is_gap)).count()
    }

    fn starts_with(&self, at: usize, word: &str) -> bool {
        self.chars.get(at).is_some_and(|&(i, _)| self.text[i..].starts_with(word))
    }

    fn ends_with_republic(&self, at: usize) -> bool {
        let before = &self.text[..self.bytes(at, at).start];
        let before = before.trim_end();
        before.ends_with("民國") || before.ends_with("民国")
    }

    /// 三月 and 12月 are months; 三个月 never comes here, 三月份 does.
    fn month_follows(&self, at: usize) -> bool {
        !matches!(self.get(at + 1), Some('饼' | '餅' | '球' | '光' | '亮'))
    }

    /// The end of digits with separators.
    fn digit_run(&self, at: usize) -> usize {
        let mut next = at;
        while let Some(c) = self.get(next) {
            let separates =
                matches!(c, '.' | ',' | '．' | '，') && next > at && self.get(next + 1).is_some_and(is_digit);
            let thousands = !matches!(c, ',' | '，') || self.three_digits(next + 1);
            if !(is_digit(c) || separates && thousands || self.next_group(at, next)) {
                break;
            }
            next += 1;
        }
        next
    }

    /// Whether a space at `next` parts two groups of three digits (ISO 80000-1): 150 000.
    fn next_group(&self, at: usize, next: usize) -> bool {
        let gap = next > at && next - at <= LONGEST_GROUPS && self.get(next).is_some_and(is_gap);
        gap && groups(&self.text[self.bytes(at, next)])
            && self.three_digits(next + 1)
            && !self.get(next + 4).is_some_and(|c| "年月日号號".contains(c))
            && !(self.get(next + 4).is_some_and(|c| ",，/:-.．".contains(c))
                && self.get(next + 5).is_some_and(is_digit))
    }

    /// Digits with separators, then units: 3500万, 1.2亿, 3千.
    fn digits(&self, at: usize) -> Option<(f64, usize, bool)> {
        let mut next = self.digit_run(at);
        if next == at {
            return None;
        }
        let mut value = parse_digits(&self.text[self.bytes(at, next)])?;
        let spaced = self.skip_gap(next);
        if matches!(self.get(spaced), Some('余' | '餘' | '多'))
            && self.get(spaced + 1).is_some_and(|c| large_unit(c).is_some())
        {
            next = spaced + 1;
        }
        let money = currency_before(self.text, self.bytes(at, at).start).is_some();
        let end = self.bytes(at, next).end;
        let behind = power(self.text, end);
        let letters = || scale_letter(self.text, end, money, true).map(|(scale, len)| (scale, end + len));
        if let Some((factor, end)) = behind.or_else(letters) {
            let past = self.chars[next..].iter().take_while(|(at, _)| *at < end).count();
            return Some((value * factor, next + past, true));
        }
        // 44秒38 is 44.38 seconds.
        if let Some((hundredths, end)) = self.hundredths(next).filter(|_| value.fract() == 0.0) {
            return Some((value + hundredths, end, true));
        }
        loop {
            let spaced = self.skip_gap(next);
            let Some(unit) = self.get(spaced).and_then(|c| small_unit(c).or(large_unit(c))) else { break };
            if self.is_mega(spaced) || self.is_kilo(spaced) || self.is_word(spaced) {
                break;
            }
            value *= unit;
            next = spaced + 1;
            if let Some((rest, after)) = self.tail(next).filter(|_| unit >= 1e4) {
                (value, next) = (value + rest, after);
            }
        }
        Some((value, next, true))
    }

    /// 十 or 百 behind a figure that begins a word of its own: 8 十六进制字节, 64 十进制数字, 第 90 百分位.
    fn is_word(&self, at: usize) -> bool {
        let next = |past: usize| self.get(at + past);
        match self.get(at) {
            Some('十') => next(1).is_some_and(|c| numeral(c).is_some() || "进進度分字".contains(c)),
            Some('百') => next(1) == Some('分') && next(2).is_some_and(|c| "位点點比制数數".contains(c)),
            _ => false,
        }
    }

    /// 兆 before a unit of measure is a million of it, and part of the unit: 50兆瓦 are 50 megawatts.
    fn is_mega(&self, at: usize) -> bool {
        self.get(at) == Some('兆')
            && self.get(at + 1).is_some_and(|c| "瓦瓩赫帕焦伏位比字歐欧電电噸吨".contains(c))
    }

    /// 千 that is part of the unit: 3千米 are three kilometres.
    fn is_kilo(&self, at: usize) -> bool {
        self.get(at) == Some('千') && self.get(at + 1).is_some_and(|c| "米克瓦赫帕焦卡伏字".contains(c))
    }

    /// The two digits behind 秒, as a part of a second.
    fn hundredths(&self, at: usize) -> Option<(f64, usize)> {
        let (value, end, _) = self.digits_plain(at + 1).filter(|_| self.get(at) == Some('秒'))?;
        (end == at + 3).then_some((value / 100.0, end))
    }

    /// What stands behind 万 or 亿 : 1萬5,000, 9万2千, 3亿5000万, 4億8,000.
    fn tail(&self, at: usize) -> Option<(f64, usize)> {
        let mut next = at;
        while next < at + 6
            && self.get(next).is_some_and(|c| is_digit(c) || matches!(c, ',' | '，') && next == at + 1)
        {
            next += 1;
        }
        let value = parse_digits(&self.text[self.bytes(at, next)]).filter(|_| next > at)?;
        let (mut scale, digits_end) = (1.0, next);
        while let Some(by) = self.get(next).and_then(|c| small_unit(c).or(large_unit(c))) {
            scale *= by;
            next += 1;
        }
        // Without a comma, what stands before 年 is a year.
        let year = self.get(next) == Some('年')
            && !(at..digits_end).any(|k| matches!(self.get(k), Some(',' | '，')));
        let ends =
            !year && !self.get(next).is_some_and(|c| is_digit(c) || is_numeral(c) || ".%％月".contains(c));
        let plain = next == digits_end && (100.0..1e4).contains(&value);
        (ends && (plain || scale > 1.0)).then_some((value * scale, next))
    }

    fn digits_plain(&self, at: usize) -> Option<(f64, usize, bool)> {
        let mut next = at;
        while self.get(next).is_some_and(is_digit) {
            next += 1;
        }
        (next > at).then(|| Some((parse_digits(&self.text[self.bytes(at, next)])?, next, true)))?
    }

    fn three_digits(&self, at: usize) -> bool {
        (at..at + 3).all(|k| self.get(k).is_some_and(is_digit)) && !self.get(at + 3).is_some_and(is_digit)
    }

    /// 三千五百万, 二〇二〇, 十二, 两; sure where a unit from ten up or several numerals stand in it.
    fn numerals(&self, at: usize) -> Option<(f64, usize, bool)> {
        let mut next = at;
        while self.get(next).is_some_and(is_numeral) {
            next += 1;
        }
        let mut run: Vec<char> = (at..next).filter_map(|k| self.get(k)).collect();
        // 一百、千万: a bare unit begins no number, but 十 and 十二 do
        if run.is_empty() || (numeral(run[0]).is_none() && run[0] != '十') {
            return None;
        }
        if run.len() > 1 && run.iter().all(|&c| numeral(c).is_some()) {
            // 二〇二〇 is a year; 三四 and 七八 are guesses
            let value = run.iter().fold(0.0, |v, &c| v * 10.0 + numeral(c).unwrap_or(0.0));
            return (run.len() >= 4 || run.contains(&'〇')).then_some((value, next, run.len() < 16));
        }
        // 五十两: the last is a weight.
        if run.len() > 1 && matches!(run[run.len() - 1], '两' | '兩') {
            run.pop();
            next -= 1;
        }
        let mut value = combined(&run)?;
        // 一百多亿
        if matches!(self.get(next), Some('多' | '余' | '餘' | '几' | '幾'))
            && let Some(unit) = self.get(next + 1).and_then(large_unit)
        {
            (value, next) = (value * unit, next + 2);
            run.push('万');
        }
        let decimal = self.decimal_part(next);
        let (value, next) = decimal.map_or((value, next), |(d, end)| (value + d, end));
        Some((
            value,
            next,
            decimal.is_some() || run.len() > 1 && !run.ends_with(&['千', '万']) || run.len() > 2,
        ))
    }

    /// 三点五
    fn decimal_part(&self, at: usize) -> Option<(f64, usize)> {
        if !matches!(self.get(at), Some('点' | '點')) {
            return None;
        }
        let (mut value, mut scale, mut next) = (0.0, 0.1, at + 1);
        while let Some(n) = self.get(next).and_then(numeral) {
            value += n * scale;
            scale /= 10.0;
            next += 1;
        }
        // 三点二十, 四点三刻 are times of day
        (next > at + 1
            && !self.get(next).is_some_and(|c| small_unit(c).is_some() || matches!(c, '分' | '刻')))
        .then_some((value, next))
    }

    fn single_counts(&self, at: usize, next: usize) -> bool {
        let before_is_numeral = at > 0 && self.get(at - 1).is_some_and(is_numeral);
        let very = next == at + 1 && self.starts_with(at, "十分");
        let follows = self.get(self.skip_gap(next));
        // 三到五百万: the first end of a range.
        let range = matches!(self.get(next), Some('到' | '至' | '—' | '~' | '～' | '－'))
            && self.get(next + 1).is_some_and(|c| numeral(c).is_some())
            && self.get(next + 2).is_some_and(|c| small_unit(c).or(large_unit(c)).is_some());
        !before_is_numeral && !very && (range || follows.is_some_and(|c| MEASURES.contains(c)))
    }
}

/// 三千五百万 → 35000000; `None` where the order of units makes no number.
fn combined(run: &[char]) -> Option<f64> {
    let (mut total, mut section, mut digit) = (0.0, 0.0, None::<f64>);
    for &c in run {
        if let Some(n) = numeral(c) {
            if digit.is_some_and(|d| d != 0.0) {
                return None;
            }
            digit = Some(n);
        } else if let Some(unit) = small_unit(c) {
            section += digit.take().filter(|d| *d != 0.0).unwrap_or(1.0) * unit;
        } else if let Some(unit) = large_unit(c) {
            section += digit.take().unwrap_or(0.0);
            if section == 0.0 && total == 0.0 {
                return None;
            }
            if total > 0.0 && unit > 1e4 && section == 0.0 {
                total *= unit;
            } else {
                total += section * unit;
            }
            section = 0.0;
        }
    }
    Some(total + section + digit.unwrap_or(0.0))
}

#[cfg(test)]
mod tests {
    use super::chinese;

    fn keys(text: &str) -> Vec<String> {
        chinese(text).iter().map(|n| n.key().to_string()).collect()
    }

    #[test]
    fn white_space_is_forgiven() {
        assert_eq!(
            keys("三年花了 340 萬元，1.7 亿人，85\u{a0}萬，9\u{2009}億"),
            ["3", "3400000", "170000000", "850000", "900000000"]
        );
        assert_eq!(keys("7 百萬棵、3 千人、20 多万"), ["7000000", "3000", "200000"]);
        assert_eq!(keys("2023 年 11 月 6 日，民國 112 年 3 月"), ["2023", "m11", "6", "2023", "m3"]);
        assert_eq!(keys("约 12 %，百分之 8，4 分之 1"), ["12%", "8%", "0.25"]);
        assert_eq!(keys("三 月初，第 5 章"), ["m3", "5"]);
        assert_eq!(
            keys("约 150 000，克朗，2\u{a0}400\u{202f}000 人，第 8 100 页，12 300 万"),
            ["150000", "2400000", "8100", "123000000"]
        );
        assert_eq!(keys("2024 100 个，12 100年，3 1000"), ["2024", "100", "12", "100", "3", "1000"]);
    }

    #[test]
    fn letters_versions_and_dates_in_figures() {
        assert_eq!(
            keys("3.4k 颗星，25w 次下载，7K 分辨率，￥3m，40M 用户"),
            ["3400", "250000", "7000", "3000000", "40000000"]
        );
        assert_eq!(keys("1 至 8 K位元組、16K字节、1K到8K字节"), ["1", "8", "16", "1", "8"]);
        assert_eq!(keys("升级到 2.10.4，或 v3.2；不是 2.1.4"), ["v2.10.4", "v3.2", "v2.1.4"]);
        assert_eq!(keys("发布于 2022-04-07 和 2022/04/08"), ["2022", "m4", "7", "2022", "m4", "8"]);
        assert_eq!(keys("3千米、60w灯泡、5 m 长、8 千克"), ["3", "600000", "5", "8"]);
        assert_eq!(keys("四点三刻"), ["4"]);
    }

    #[test]
    fn numbers_of_chinese() {
        assert_eq!(
            keys("三千五百萬人、3,500萬元、1.2亿美元、3亿5000万"),
            ["35000000", "35000000", "120000000", "350000000"]
        );
        assert_eq!(keys("二〇二〇年十二月十八日，百分之五，３．５％"), ["2020", "m12", "18", "5%", "3.5%"]);
        assert_eq!(keys("三分之二的人，两个国家，第四名"), ["0.666667", "2", "4"]);
        assert_eq!(keys("民國109年"), ["2020"]);
        assert_eq!(keys("1萬5,000美元、2萬4000公升、3万，100个"), ["15000", "24000", "30000", "100"]);
        assert_eq!(keys("一些人十分高兴，万一下雨，三明治"), Vec::<String>::new());
        assert_eq!(keys("七八个人，一个人，十个人，三成，三点五公里"), ["10", "30%", "3.5"]);
        assert_eq!(
            keys("9萬2千字、4億8,000瓩、3亿5000万、1億2千萬人"),
            ["92000", "400008000", "350000000", "120000000"]
        );
        assert_eq!(keys("五十两本钱，一百多亿年前"), ["50", "10000000000"]);
        assert_eq!(keys("50兆瓦时、3兆元、44秒97"), ["50", "3000000000000", "44.97"]);
        assert_eq!(keys("一百二十五、两万三千、一百零六"), ["125", "23000", "106"]);
    }
}

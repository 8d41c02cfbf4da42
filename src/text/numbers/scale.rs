//! What makes a figure larger than it looks: powers of ten behind it, and the scale that two ends of a range share.

use super::units::{is_gap, skip_gap};
use super::{Kind, Number, parse_digits};

/// Exponents past this are no count of anything.
const LARGEST_EXPONENT: i32 = 15;

/// ` × 10^6`, `x10⁶`, `·10**6`, `e6` behind the figure that ends at `at`: the factor, and where it ends.
pub(super) fn power(text: &str, at: usize) -> Option<(f64, usize)> {
    let rest = text.get(at..)?;
    if let Some(short) = rest.strip_prefix(['e', 'E']) {
        let (exponent, len) = exponent(short)?;
        let whole = !short[len..].starts_with(|c: char| c.is_alphanumeric());
        return whole.then(|| (10f64.powi(exponent), at + 1 + len));
    }
    let sign = skip_gap(text, at);
    let times =
        text.get(sign..)?.chars().next().filter(|c| matches!(c, '×' | 'x' | '·' | '⋅' | '*' | '∙'))?;
    let ten = skip_gap(text, sign + times.len_utf8());
    let behind = text.get(ten..)?.strip_prefix("10")?;
    let raised = |c: char| "⁻⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c);
    let start = ten + 2;
    if behind.starts_with(raised) {
        let len = behind.len() - behind.trim_start_matches(raised).len();
        let plain: String = behind[..len].chars().filter_map(lowered).collect();
        let exponent = plain.parse().ok().filter(|e: &i32| e.abs() <= LARGEST_EXPONENT)?;
        return Some((10f64.powi(exponent), start + len));
    }
    let mark = ["**", "^"].iter().find(|mark| behind.starts_with(**mark))?.len();
    let (exponent, len) = exponent(&behind[mark..])?;
    Some((10f64.powi(exponent), start + mark + len))
}

/// A small exponent, its sign before it or in braces: value and bytes.
fn exponent(text: &str) -> Option<(i32, usize)> {
    let brace = usize::from(text.starts_with('{'));
    let inner = &text[brace..];
    let signed = usize::from(inner.starts_with(['-', '+']));
    let digits = inner[signed..].bytes().take(3).take_while(u8::is_ascii_digit).count();
    let value: i32 = inner[signed..signed + digits].parse().ok()?;
    let value = if inner.starts_with('-') { -value } else { value };
    let len = brace + signed + digits;
    let closed = brace == 0 || text[len..].starts_with('}');
    (closed && value.abs() <= LARGEST_EXPONENT).then_some((value, len + brace))
}

fn lowered(c: char) -> Option<char> {
    let at = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|raised| raised == c);
    if c == '⁻' { Some('-') } else { at.and_then(|at| char::from_digit(at as u32, 10)) }
}

/// Gives the first figure of a range what the second alone says: 3–5 million, 3至5万人, 20 to 30 percent, 10-15 km.
pub(super) fn share_range(text: &str, numbers: &mut [Number]) {
    for at in 1..numbers.len() {
        let (head, tail) = numbers.split_at_mut(at);
        let (Some(first), Some(second)) = (head.last_mut(), tail.first()) else { continue };
        let gap = text.get(first.range.end..second.range.start).unwrap_or(".");
        if !is_range(gap)
            || first.kind != Kind::Plain
            || first.unit.is_some_and(|unit| !second.unit.is_some_and(|other| unit.may_be(other)))
        {
            continue;
        }
        // Only a bare figure takes anything: 300 to 5 million, 3千至5万.
        let bare = text.get(first.range.clone()).and_then(bare_figure) == Some(first.value);
        let Some(base) = text.get(second.range.clone()).and_then(leading) else { continue };
        if !bare || base < first.value {
            continue;
        }
        match second.kind {
            Kind::Percent => first.kind = Kind::Percent,
            Kind::Plain if second.value > base => {
                (first.value, first.sure) = (first.value * second.value / base, true)
            }
            Kind::Plain => {}
            _ => continue,
        }
        first.unit = second.unit;
    }
}

fn is_range(gap: &str) -> bool {
    // $3 to $5 billion
    let gap = gap.trim_end_matches(|c| is_gap(c) || "$€£¥￥".contains(c));
    let sign = gap.trim_matches(is_gap);
    matches!(sign, "-" | "–" | "—" | "－" | "~" | "～" | "〜" | "至" | "到") || sign == "to" && gap.len() > 2
}

/// The value of a text that is one figure, or one spelled digit, and nothing else.
fn bare_figure(text: &str) -> Option<f64> {
    let digits = text.chars().all(|c| c.is_numeric() || matches!(c, ',' | '.' | '．' | '，'));
    if digits { leading(text) } else { spelled(text) }
}

/// The value of the figure, or of the spelled digit, that a number begins with.
fn leading(text: &str) -> Option<f64> {
    let figure = text.trim_start_matches(|c: char| c.is_alphabetic() && !is_numeral(c));
    let figure = if figure.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c)) {
        figure
    } else {
        text
    };
    let end = figure
        .find(|c: char| {
            !(c.is_ascii_digit() || ('０'..='９').contains(&c) || matches!(c, ',' | '.' | '．' | '，'))
        })
        .unwrap_or(figure.len());
    let digits = figure[..end].trim_end_matches([',', '.', '．', '，']);
    if digits.is_empty() { spelled(text) } else { parse_digits(digits) }
}

fn is_numeral(c: char) -> bool {
    "一二三四五六七八九".contains(c)
}

fn spelled(text: &str) -> Option<f64> {
    const WORDS: [&str; 9] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    let word = text.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("").to_lowercase();
    let english = WORDS.iter().position(|known| *known == word);
    let chinese = || text.chars().next().and_then(|c| "一二三四五六七八九".chars().position(|n| n == c));
    let second = text.chars().nth(1);
    // 十五 has no leading digit, and 五十 does.
    let place = english.or_else(|| chinese().filter(|_| !second.is_some_and(is_numeral)))?;
    Some(place as f64 + 1.0)
}

#[cfg(test)]
mod tests {
    use super::super::{chinese, english};

    fn en(text: &str) -> Vec<String> {
        english(text).iter().map(|n| n.key().to_string()).collect()
    }

    fn zh(text: &str) -> Vec<String> {
        chinese(text).iter().map(|n| n.key().to_string()).collect()
    }

    /// Found by fuzzing: the bracket was taken to be there.
    #[test]
    fn a_brace_that_is_not_closed_is_no_exponent() {
        assert_eq!(super::exponent("{6}"), Some((6, 3)));
        assert_eq!(super::exponent("{-3}x"), Some((-3, 4)));
        assert_eq!(super::exponent("{0"), None);
        assert_eq!(super::power("9e{0", 1), None);
        assert_eq!(super::power("2 × 10^{3", 1), None);
    }

    #[test]
    fn both_ends_of_a_range_have_its_scale_and_its_unit() {
        assert_eq!(en("3–5 million people"), ["3000000", "5000000"]);
        assert_eq!(en("$3 to $5 billion, 20-30 percent"), ["3000000000", "5000000000", "20%", "30%"]);
        assert_eq!(en("two to three thousand men"), ["2000", "3000"]);
        assert_eq!(
            zh("3至5万人，三到五百万人，20~30%"),
            ["30000", "50000", "3000000", "5000000", "20%", "30%"]
        );
        assert_eq!(zh("２－３億元"), ["200000000", "300000000"]);
        assert_eq!(zh("$500–$1000 万美元"), ["5000000", "10000000"]);
        assert_eq!(zh("€3–8 万英镑"), ["3", "80000"]);
        let km = english("a walk of 10-15 km");
        assert!(km[0].unit.is_some() && km[0].unit == km[1].unit);
        // What is no range, or says its own scale, keeps it.
        assert_eq!(en("from 800 to 5 million"), ["800", "5000000"]);
        assert_eq!(en("in 2019, 5 million"), ["2019", "5000000"]);
        assert_eq!(zh("3千至5万人"), ["3000", "50000"]);
        assert_eq!(zh("2019至2020年"), ["2019", "2020"]);
        assert_eq!(zh("3月到5月"), ["m3", "m5"]);
    }

    #[test]
    fn powers_of_ten_are_read() {
        assert_eq!(en("1.2 × 10^6 cells, 5x10³ and 2e3 more"), ["1200000", "5000", "2000"]);
        assert_eq!(en("3·10^-3 of it, 2.5 × 10^{4} of them"), ["0.003", "25000"]);
        assert_eq!(zh("1.2×10⁶个细胞，3 × 10^5 次"), ["1200000", "300000"]);
        assert_eq!(en("a 4 x 100 relay, 3 × 10 metres, 5e"), ["4", "100", "3", "10", "5"]);
    }

    #[test]
    fn a_letter_of_scale_may_stand_apart() {
        assert_eq!(
            en("3 M users, 12 K followers, $5 M, € 3 bn"),
            ["3000000", "12000", "5000000", "3000000000"]
        );
        assert_eq!(en("Gate 3 M, 5 M. Lee"), ["3", "5"]);
        assert_eq!(zh("3 M 用户，粉丝 12 K"), ["3000000", "12000"]);
    }
}

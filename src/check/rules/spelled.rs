//! Numbers as technical texts write them, brought to the form that is read elsewhere: `200 万`, `10K`, `12w`, `£125m`.

/// English: `10K` is `10 thousand`, `£125m` is `£125 million`.
pub(super) fn english(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    for (at, c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|k| chars.get(k));
        let ends = chars.get(at + 1).is_none_or(|next| !next.is_alphanumeric());
        let digit = before.is_some_and(char::is_ascii_digit);
        let money = digit && is_money(&chars[..at]);
        match c {
            'k' | 'K' if digit && ends => out.push_str(" thousand"),
            'm' | 'M' if money && ends => out.push_str(" million"),
            'b' | 'B' if money && ends => out.push_str(" billion"),
            c => out.push(*c),
        }
    }
    out
}

/// Whether a sign of money stands before the number at the end.
fn is_money(before: &[char]) -> bool {
    let number = |c: &&char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let sign = before.iter().rev().find(|c| !number(c));
    sign.is_some_and(|c| matches!(c, '$' | '£' | '€' | '¥'))
}

/// Chinese: no space between a number and what it counts in, `12w` is `12万`, `3k` is `3千`.
pub(super) fn chinese(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    for (at, c) in chars.iter().enumerate() {
        let digit = at.checked_sub(1).and_then(|k| chars.get(k)).is_some_and(char::is_ascii_digit);
        let next = chars.get(at + 1);
        let ends = next.is_none_or(|next| !next.is_ascii_alphanumeric());
        match c {
            ' ' | '\u{a0}' | '\u{202f}' if digit && next.is_some_and(|c| COUNTED.contains(*c)) => {}
            // 年 5 月: what stands before the next number of a date.
            ' ' | '\u{a0}' if next.is_some_and(char::is_ascii_digit) && dated(&chars[..at]) => {}
            'w' | 'W' if digit && ends => out.push('万'),
            'k' | 'K' if digit && ends => out.push('千'),
            c => out.push(*c),
        }
    }
    out
}

/// What numbers are counted in.
const COUNTED: &str = "万萬亿億千百十年月日号號时時点點";

fn dated(before: &[char]) -> bool {
    before.last().is_some_and(|c| "年月".contains(*c))
        && before.iter().rev().nth(1).is_some_and(|c| c.is_ascii_digit() || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_come_to_one_form() {
        assert_eq!(super::chinese("共有 200 万人，2024 年 5 月 3 日"), "共有 200万人，2024年5月3日");
        assert_eq!(super::chinese("12w 次，3k 个，3 kg"), "12万 次，3千 个，3 kg");
        assert_eq!(
            super::english("10K users paid £125m for 3 km"),
            "10 thousand users paid £125 million for 3 km"
        );
        assert_eq!(super::english("1.1K"), "1.1 thousand");
    }
}

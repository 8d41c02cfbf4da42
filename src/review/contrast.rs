//! Where the two Chinese editions of a row differ in more than script, as pairs of words: terms, names, numbers.

use serde::Serialize;

use super::Script;
use super::paired::{Column, Folded, Paired};

/// Longer than this (in characters), a difference is one of wording.
const TERM: usize = 8;

/// What kind of difference it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A number, date or amount.
    Number,
    /// Another word for a thing, or another name.
    Term,
    /// One edition says more, or says it otherwise.
    Wording,
}

/// What the two editions say in one place; one side can be empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Contrast {
    /// What kind it is.
    pub kind: Kind,
    /// As the Simplified edition has it.
    pub hans: String,
    /// As the Traditional edition has it.
    pub hant: String,
}

/// The differences of two texts once both are in one script, in whole words; punctuation and spaces are none.
pub fn contrasts(hans: &str, hant: &str, helper: &dyn Script) -> Vec<Contrast> {
    if hans.is_empty() || hant.is_empty() {
        return Vec::new();
    }
    let paired = Paired::new(hans, hant, helper);
    let (from, to): (Vec<char>, Vec<char>) = (hans.chars().collect(), hant.chars().collect());
    let mut out = Vec::new();
    let mut rest = paired.columns.as_slice();
    while let Some(start) = rest.iter().position(|column| column.differs) {
        let length = rest[start..].iter().position(|column| !column.differs).unwrap_or(rest.len() - start);
        let piece = &rest[start..start + length];
        let said = |text: &[char], places: &[Folded], side: fn(&Column) -> Option<usize>| {
            let mut places = piece.iter().filter_map(side).filter_map(|k| places.get(k));
            let first = places.next();
            let last = places.next_back().or(first);
            let range = first.zip(last).map(|(first, last)| first.start..last.end);
            range.and_then(|range| text.get(range)).unwrap_or_default().iter().collect::<String>()
        };
        let (one, other) = (said(&from, &paired.hans, |c| c.hans), said(&to, &paired.hant, |c| c.hant));
        out.extend(contrast(&one, &other, helper));
        rest = &rest[start + length..];
    }
    out
}

/// What stands in one place, without punctuation at its ends; `None` where nothing is left, or both say the same.
fn contrast(hans: &str, hant: &str, helper: &dyn Script) -> Option<Contrast> {
    let mark = |c: char| !c.is_alphanumeric() && !"%％‰℃°$¥￥€£+−".contains(c);
    let (hans, hant) = (hans.trim_matches(mark), hant.trim_matches(mark));
    // One character more or less (的, 了, 個) is style.
    let little = (hans.is_empty() || hant.is_empty()) && hans.chars().count() + hant.chars().count() < 2;
    if little || helper.characters(hans) == helper.characters(hant) {
        return None;
    }
    let number = |text: &str| !text.is_empty() && text.chars().all(numeral);
    let short = [hans, hant].iter().all(|text| text.chars().count() <= TERM);
    // 2021／民國110, 4.25%／4.25厘: numbers with their words.
    let figures = |text: &str| text.chars().any(|c| c.is_ascii_digit());
    let kind = if (number(hans) && number(hant)) || (short && figures(hans) && figures(hant)) {
        Kind::Number
    } else if !hans.is_empty() && !hant.is_empty() && short {
        Kind::Term
    } else {
        Kind::Wording
    };
    Some(Contrast { kind, hans: hans.to_owned(), hant: hant.to_owned() })
}

fn numeral(c: char) -> bool {
    c.is_numeric()
        || ".,，．%％‰点點零〇一二三四五六七八九十百千万萬亿億兆两兩半几幾第年月日时時分号號約约".contains(c)
}

#[cfg(test)]
mod tests {
    use super::super::tests::Words;
    use super::*;

    fn said(hans: &str, hant: &str) -> Vec<(Kind, String, String)> {
        contrasts(hans, hant, &Words).into_iter().map(|c| (c.kind, c.hans, c.hant)).collect()
    }

    #[test]
    fn words_and_numbers_are_told_from_script() {
        let one = |kind, hans: &str, hant: &str| vec![(kind, hans.to_owned(), hant.to_owned())];
        assert_eq!(said("软件卖出了5万套。", "軟體賣出了5萬套。"), one(Kind::Term, "软件", "軟體"));
        assert_eq!(said("软件卖出了5万套。", "軟件賣出了6萬套。"), one(Kind::Number, "5万", "6萬"));
        assert_eq!(said("2021年的船", "民國110年的船"), one(Kind::Number, "2021", "民國110"));
        assert_eq!(said("他说：“好。”", "他說：「好。」"), []);
        assert_eq!(said("他来了。", "他昨天下午來了。"), one(Kind::Wording, "", "昨天下午"));
        assert_eq!(said("", "他來了。"), []);
    }
}

//! Two Chinese texts in one script, character beside character; what differs differs in whole numbers and words.

use super::Script;
use super::differences::{Folded, folded, unequal};

/// Marks that stand inside a number or a Latin word, such as 1,250.5, 10:30, COVID-19, o'clock.
const INSIDE: &str = ".,:/-–'’&@_";
/// Numerals of one number, in Simplified script.
const NUMERALS: &str = "零〇一二两三四五六七八九十百千万亿兆点";
/// What follows the digits of a number and belongs to it.
const SCALES: &str = "十百千万亿兆";

/// A place of the two texts side by side: a character of each, or of one of them.
pub(super) struct Column {
    pub hans: Option<usize>,
    pub hant: Option<usize>,
    pub differs: bool,
}

/// Two texts, folded, and their places side by side.
pub(super) struct Paired {
    pub hans: Vec<Folded>,
    pub hant: Vec<Folded>,
    pub columns: Vec<Column>,
}

impl Paired {
    pub fn new(hans: &str, hant: &str, helper: &dyn Script) -> Paired {
        let fold = |text: &str| helper.characters(text);
        let (hans, hant) = (folded(hans, &fold), folded(hant, &fold));
        let (left, right) = unequal(&hans, &hant);
        let mut columns = side_by_side(&left, &right);
        if columns.iter().any(|column| column.differs) {
            let (one, other) = (tokens(&hans, helper), tokens(&hant, helper));
            // What widens one side can cut a word of the other.
            while widen(&mut columns, &one, |column| column.hans)
                | widen(&mut columns, &other, |column| column.hant)
            {}
        }
        Paired { hans, hant, columns }
    }

    /// Which characters of each side differ.
    pub fn differing(&self) -> (Vec<bool>, Vec<bool>) {
        let (mut left, mut right) = (vec![false; self.hans.len()], vec![false; self.hant.len()]);
        for column in self.columns.iter().filter(|column| column.differs) {
            let places = [(&mut left, column.hans), (&mut right, column.hant)];
            for (side, place) in places {
                if let Some(differs) = place.and_then(|place| side.get_mut(place)) {
                    *differs = true;
                }
            }
        }
        (left, right)
    }
}

/// The columns of two texts, by what is in no longest common subsequence.
fn side_by_side(left: &[bool], right: &[bool]) -> Vec<Column> {
    let (mut i, mut j, mut out) = (0, 0, Vec::with_capacity(left.len().max(right.len())));
    while i < left.len() || j < right.len() {
        let (one, other) = (left.get(i).copied(), right.get(j).copied());
        match (one, other) {
            (Some(true), _) | (Some(_), None) => {
                out.push(Column { hans: Some(i), hant: None, differs: true });
                i += 1;
            }
            (_, Some(true)) | (None, Some(_)) => {
                out.push(Column { hans: None, hant: Some(j), differs: true });
                j += 1;
            }
            _ => {
                out.push(Column { hans: Some(i), hant: Some(j), differs: false });
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    out
}

/// The token each folded character belongs to: a word by the dictionary, a number or a Latin word, whichever is longer.
fn tokens(text: &[Folded], helper: &dyn Script) -> Vec<usize> {
    let raw: Vec<char> = text.iter().map(|folded| folded.raw).collect();
    let plain: String = raw.iter().collect();
    let mut starts = vec![false; raw.len()];
    let mut place = 0;
    for length in helper.words(&plain) {
        if let Some(start) = starts.get_mut(place) {
            *start = true;
        }
        place += length;
    }
    let mut token = 0;
    let number = |place: usize| {
        if place > 0 && starts[place] && !joined(&raw, place) {
            token += 1;
        }
        token
    };
    (0..raw.len()).map(number).collect()
}

/// Whether a number or a Latin word goes on from the character before `place`.
fn joined(text: &[char], place: usize) -> bool {
    let latin = |c: char| c.is_alphanumeric() && (c < '\u{2E80}' || ('０'..='ｚ').contains(&c));
    let at = |place: usize| text.get(place).copied().unwrap_or(' ');
    let (before, here, after) = (at(place - 1), at(place), at(place + 1));
    let earlier = if place > 1 { at(place - 2) } else { ' ' };
    (latin(before) && latin(here))
        || (latin(before) && INSIDE.contains(here) && latin(after))
        || (latin(earlier) && INSIDE.contains(before) && latin(here))
        || (before.is_numeric() && SCALES.contains(here))
        || (NUMERALS.contains(before) && NUMERALS.contains(here))
}

/// A token of which one character differs differs as a whole; whether that changed anything.
fn widen(columns: &mut [Column], tokens: &[usize], side: fn(&Column) -> Option<usize>) -> bool {
    let token = |column: &Column| side(column).and_then(|place| tokens.get(place).copied());
    let mut differing: Vec<usize> =
        columns.iter().filter(|column| column.differs).filter_map(token).collect();
    differing.dedup();
    let mut widened = false;
    for column in columns.iter_mut().filter(|column| !column.differs) {
        if token(column).is_some_and(|token| differing.binary_search(&token).is_ok()) {
            column.differs = true;
            widened = true;
        }
    }
    widened
}

#[cfg(test)]
mod tests {
    use super::super::differences::differences;
    use super::super::tests::Words;

    fn marked(hans: &str, hant: &str) -> (Vec<String>, Vec<String>) {
        let (left, right) = differences(hans, hant, &Words);
        let cut = |text: &str, marks: Vec<super::super::differences::Mark>| {
            let units: Vec<u16> = text.encode_utf16().collect();
            marks.iter().map(|mark| String::from_utf16_lossy(&units[mark.start..mark.end])).collect()
        };
        (cut(hans, left), cut(hant, right))
    }

    #[test]
    fn marks_do_not_cut_a_number_or_a_word() {
        for (hans, hant, left, right) in [
            ("在2021年。", "在2022年。", "2021", "2022"),
            ("在2021年。", "在110年。", "2021", "110"),
            ("共1,250.5元", "共1,350.5元", "1,250.5", "1,350.5"),
            ("10:30开门", "10:45开门", "10:30", "10:45"),
            ("用COVID-19检测", "用COVID-18检测", "COVID-19", "COVID-18"),
            ("他在Android上", "他在Andrews上", "Android", "Andrews"),
            ("二十三人", "二十五人", "二十三", "二十五"),
            ("共15万人", "共16萬人", "15万", "16萬"),
            ("新软件", "新軟體", "软件", "軟體"),
            ("他说：“好。”", "他說：「好。」", "", ""),
        ] {
            let one = |text: &str| if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
            assert_eq!(marked(hans, hant), (one(left), one(right)), "{hans} {hant}");
        }
    }

    proptest::proptest! {
        #[test]
        fn equal_texts_have_no_mark_and_every_other_pair_has_one(text in "[一二三软件a1.,年]{0,12}", other in "[一二三软件a1.,年]{0,12}") {
            let (left, right) = marked(&text, &other);
            proptest::prop_assert_eq!(left.is_empty() && right.is_empty(), text == other);
        }
    }
}

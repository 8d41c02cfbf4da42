//! Two Chinese texts in one script, character beside character; what differs differs in whole numbers and words.

use super::Script;

/// Texts longer than this (in characters) are compared as a whole.
const LONGEST: usize = 600;
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

/// A folded character and the characters of the text it came from.
pub(super) struct Folded {
    /// Without what differs by script only, such as the shape of quotation marks.
    folded: char,
    /// As it was folded.
    pub raw: char,
    /// First character of the text.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// Folds clause by clause; where a clause keeps its length, character stands for character, else it stands as a whole.
pub(super) fn folded(text: &str, fold: &dyn Fn(&str) -> String) -> Vec<Folded> {
    let mut out = Vec::new();
    let mut place = 0;
    for clause in text.split_inclusive(|c: char| {
        c.is_ascii_punctuation() || "，。、；：？！「」『』“”‘’（）《》".contains(c)
    }) {
        let (length, changed) = (clause.chars().count(), fold(clause));
        let same = changed.chars().count() == length;
        for (k, c) in changed.chars().enumerate() {
            let (start, end) = if same { (place + k, place + k + 1) } else { (place, place + length) };
            out.push(Folded { folded: plain(c), raw: c, start, end });
        }
        place += length;
    }
    out
}

/// Quotation marks differ by script, not by meaning.
fn plain(c: char) -> char {
    match c {
        '「' | '“' => '“',
        '」' | '”' => '”',
        '『' | '‘' => '‘',
        '』' | '’' => '’',
        c => c,
    }
}

/// For each side, whether a character is in no longest common subsequence.
fn unequal(a: &[Folded], b: &[Folded]) -> (Vec<bool>, Vec<bool>) {
    let (mut left, mut right) = (vec![false; a.len()], vec![false; b.len()]);
    let equal = |(x, y): &(&Folded, &Folded)| x.folded == y.folded;
    let head = a.iter().zip(b).take_while(equal).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(equal).count();
    let (n, m) = (a.len() - tail - head, b.len() - tail - head);
    if n > LONGEST || m > LONGEST {
        left[head..head + n].fill(true);
        right[head..head + m].fill(true);
        return (left, right);
    }
    let (a, b) = (&a[head..head + n], &b[head..head + m]);
    let mut table = vec![0u16; (n + 1) * (m + 1)];
    let at = |i: usize, j: usize| i * (m + 1) + j;
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            table[at(i, j)] = if a[i].folded == b[j].folded {
                table[at(i + 1, j + 1)] + 1
            } else {
                table[at(i + 1, j)].max(table[at(i, j + 1)])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < n || j < m {
        if i < n && j < m && a[i].folded == b[j].folded {
            (i, j) = (i + 1, j + 1);
        } else if j == m || (i < n && table[at(i + 1, j)] >= table[at(i, j + 1)]) {
            left[head + i] = true;
            i += 1;
        } else {
            right[head + j] = true;
            j += 1;
        }
    }
    (left, right)
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

//! The columns of a table that are editions: by the row that names them, else by what stands in them.

use crate::text::script::Judgement;
use crate::text::{Edition, HEAD_WITHIN, Head, PerEdition, Tag, head};

/// A table whose columns nobody names has at least so many rows.
const ROWS: usize = 2;

/// The columns of the editions in a table, and the row their text begins in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Columns {
    /// The column of each edition, from 0.
    pub of: PerEdition<Option<usize>>,
    /// The first row of text.
    pub first: usize,
    /// Whether a row names them.
    pub named: bool,
    /// Further columns with text of an edition, and what stands above them.
    pub unused: Vec<(usize, String)>,
}

impl Columns {
    /// How many editions have a column.
    pub fn count(&self) -> usize {
        self.of.iter().filter(|(_, column)| column.is_some()).count()
    }
}

type Rows<'a> = &'a [Vec<String>];

/// The columns of a table that holds editions side by side; `None` for other tables.
pub(super) fn columns(rows: Rows<'_>) -> Option<Columns> {
    let mut found = named(rows).or_else(|| told(rows))?;
    found.unused = unused(rows, &found);
    Some(found)
}

/// The first row that names two editions. A column with nothing below its head is no edition.
fn named(rows: Rows<'_>) -> Option<Columns> {
    rows.iter().take(HEAD_WITHIN).enumerate().find_map(|(number, row)| {
        let first = number + 1;
        let mut tags: Vec<(usize, Tag)> = Vec::new();
        for (column, cell) in row.iter().enumerate() {
            if let Some(Head::Edition(tag)) = head(cell) {
                tags.push((column, tag));
            }
        }
        let named = tags.iter().map(|(_, tag)| (tag.edition, tag.bare)).collect::<Vec<_>>();
        (named.len() > 1 && named.iter().any(|one| *one != named[0])).then_some(())?;
        let mut of = PerEdition([None; 3]);
        // What says only `中文` is told by its text, and gives way to what says more.
        let filled = |column: usize| cells(rows, first, column).any(|cell| !cell.trim().is_empty());
        for bare in [false, true] {
            for (column, tag) in tags.iter().filter(|(column, tag)| tag.bare == bare && filled(*column)) {
                let edition = if bare { chinese(rows, first, *column) } else { tag.edition };
                of[edition].get_or_insert(*column);
            }
        }
        let columns = Columns { of, first, named: true, ..Columns::default() };
        (columns.count() > 0).then_some(columns)
    })
}

/// The Chinese edition a column is most likely in.
fn chinese(rows: Rows<'_>, first: usize, column: usize) -> Edition {
    match judge(rows, first, column).likely() {
        Some(Edition::ZhHant) => Edition::ZhHant,
        _ => Edition::ZhHans,
    }
}

/// The columns by their texts, where no row names them: one an edition, filled side by side, English in words.
fn told(rows: Rows<'_>) -> Option<Columns> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    // `原文`, `译文`, `备注`: a head that names no edition is no text.
    let is_head = |row: &Vec<String>| row.iter().all(|cell| cell.trim().is_empty() || head(cell).is_some());
    let first = rows.iter().take(HEAD_WITHIN).position(|row| !is_head(row))?;
    let there = rows[first..].iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).count();
    let mut best: PerEdition<Vec<(usize, usize)>> = PerEdition::default();
    let mut alike = Vec::new();
    for column in 0..width {
        let (mut filled, mut words, mut size) = (0, 0, 0);
        for cell in cells(rows, first, column).map(|cell| cell.trim()).filter(|cell| !cell.is_empty()) {
            (filled, size) = (filled + 1, size + cell.len());
            words += usize::from(cell.contains(char::is_whitespace));
        }
        if filled < ROWS || filled * 10 < there * 6 {
            continue;
        }
        let judgement = judge(rows, first, column);
        match judgement.likely() {
            Some(Edition::En) if words * 2 < filled => {}
            Some(edition) => best[edition].push((size, column)),
            None if judgement.han > 0 && judgement.latin <= judgement.han && !judgement.is_japanese() => {
                alike.push((size, column));
            }
            None => {}
        }
    }
    // Chinese that does not tell its script is Simplified where it is the only Chinese.
    if let ([one], true) = (alike.as_slice(), best.0[1].is_empty() && best.0[2].is_empty()) {
        best[Edition::ZhHans].push(*one);
    }
    let mut of = PerEdition([None; 3]);
    for edition in Edition::ALL {
        let all = &mut best[edition];
        all.sort_by_key(|(size, column)| (std::cmp::Reverse(*size), *column));
        of[edition] = match all.as_slice() {
            [] => None,
            [(_, column)] => Some(*column),
            // Remarks are shorter than the text they are about.
            [(size, column), (next, _), ..] if *size >= next * 2 => Some(*column),
            _ => return None,
        };
    }
    let columns = Columns { of, first, ..Columns::default() };
    (columns.count() > 1).then_some(columns)
}

/// Columns with text of an edition that no edition takes.
fn unused(rows: Rows<'_>, found: &Columns) -> Vec<(usize, String)> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |row: usize, column: usize| {
        rows.get(row).and_then(|row| row.get(column)).map_or("", |cell| cell.trim())
    };
    let title = |column: usize| {
        let above = if found.named { cell(found.first - 1, column) } else { "" };
        above.to_owned()
    };
    let rest = rows.len().saturating_sub(found.first);
    let is_text = |column: usize| {
        let filled =
            cells(rows, found.first, column).filter(|cell| cell.contains(char::is_alphabetic)).count();
        let other = head(&title(column)) == Some(Head::Other);
        !other && filled > 0 && filled * 2 >= rest && judge(rows, found.first, column).likely().is_some()
    };
    (0..width)
        .filter(|column| found.of.iter().all(|(_, own)| own != &Some(*column)) && is_text(*column))
        .map(|column| (column, title(column)))
        .collect()
}

fn judge(rows: Rows<'_>, first: usize, column: usize) -> Judgement {
    let mut judgement = Judgement::default();
    cells(rows, first, column).for_each(|cell| judgement.add(cell));
    judgement
}

fn cells(rows: Rows<'_>, first: usize, column: usize) -> impl Iterator<Item = &String> {
    rows.iter().skip(first).filter_map(move |row| row.get(column))
}

/// The column with most text in the script of an edition and the row it begins in, where no row names the columns.
pub(super) fn only(rows: Rows<'_>, edition: Option<Edition>) -> Option<(usize, usize)> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let weight = |column: usize| -> usize {
        let letters = cells(rows, 0, column).flat_map(|cell| cell.chars()).filter(|c| c.is_alphabetic());
        let wide = super::lines::is_wide;
        letters.filter(|c| edition.is_none_or(|edition| wide(*c) == edition.is_chinese())).count()
    };
    let column = (0..width)
        .map(|column| (weight(column), column))
        .filter(|(weight, _)| *weight > 0)
        .max_by_key(|(weight, column)| (*weight, usize::MAX - column))
        .map(|(_, column)| column)?;
    let said = |row: &Vec<String>| row.get(column).is_some_and(|cell| !cell.trim().is_empty());
    let top = rows.iter().position(said).unwrap_or(0);
    let headed = rows.get(top).and_then(|row| row.get(column)).is_some_and(|cell| head(cell).is_some());
    Some((column, top + usize::from(headed && rows.iter().skip(top + 1).any(said))))
}

/// `A`, `B`, … `Z`, `AA`.
pub(super) fn letters(column: usize) -> String {
    let mut out = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        out.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    out.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    fn found(rows: &[&[&str]]) -> Option<([Option<usize>; 3], usize)> {
        columns(&table(rows)).map(|columns| (columns.of.0, columns.first))
    }

    const COW: [&str; 3] = ["The cow sleeps.", "奶牛睡着了。", "乳牛睡著了，還沒醒。"];
    const BUS: [&str; 3] = ["The bus is late.", "公共汽车晚点了。", "公車誤點了。"];

    #[test]
    fn columns_by_their_heads() {
        let heads: [[&str; 3]; 5] = [
            ["English", "简体", "繁體"],
            ["Source (English)", "Target (Simplified Chinese)", "Target (Traditional Chinese)"],
            ["英文：", "简体：", "繁體："],
            ["en-GB", "zh-CN", "zh-HK"],
            ["原文（英文）", "译文（简体）", "譯文（繁體）"],
        ];
        for head in heads {
            assert_eq!(found(&[&head, &COW, &BUS]), Some(([Some(0), Some(1), Some(2)], 1)), "{head:?}");
            assert_eq!(found(&[&["Project X"], &[], &head, &COW]), Some(([Some(0), Some(1), Some(2)], 3)));
        }
        // A column with nothing below its head is no edition; what says only Chinese is told by its text.
        assert_eq!(
            found(&[&["en", "zh_hans", "zh_hant"], &["A cow.", "一头牛。", " "]]).unwrap().0,
            [Some(0), Some(1), None]
        );
        assert_eq!(found(&[&["EN", "中文"], &[COW[0], COW[2]]]).unwrap().0, [Some(0), None, Some(1)]);
        assert_eq!(found(&[&["EN", "中文"], &[COW[0], COW[1]]]).unwrap().0, [Some(0), Some(1), None]);
        assert_eq!(
            found(&[&["中文", "繁體", "EN"], &[COW[1], COW[2], COW[0]]]).unwrap().0,
            [Some(2), Some(0), Some(1)]
        );
    }

    #[test]
    fn columns_by_their_texts() {
        assert_eq!(found(&[&COW, &BUS]), Some(([Some(0), Some(1), Some(2)], 0)));
        assert_eq!(found(&[&["原文", "译文"], &COW[..2], &BUS[..2]]), Some(([Some(0), Some(1), None], 1)));
        assert_eq!(
            found(&[&["Target", "Source"], &[COW[2], COW[0]], &[BUS[2], BUS[0]]]),
            Some(([Some(1), None, Some(0)], 1))
        );
        // Numbers and short remarks beside the texts.
        let rows: [&[&str]; 3] =
            [&["#", "原文", "译文", "备注"], &["1", COW[0], COW[1], "好"], &["2", BUS[0], BUS[1], "改"]];
        assert_eq!(found(&rows), Some(([Some(1), Some(2), None], 1)));
    }

    #[test]
    fn tables_of_other_kinds() {
        for rows in [
            table(&[&["btn_ok", "确定"], &["btn_no", "取消"]]),
            table(&[&["A cow sleeps.", "A bus comes."], &["It is 7.", "It is 8."]]),
            table(&[&["Name", "Ort"], &["Zhang", "北京"], &["Li", "上海"]]),
            table(&[&["1", "2"], &["3", "4"]]),
            table(&[&COW]),
            table(&[
                &[COW[0], "She sleeps all day long.", COW[1]],
                &[BUS[0], "It is late every day.", BUS[1]],
            ]),
            Vec::new(),
        ] {
            assert_eq!(columns(&rows), None, "{rows:?}");
        }
    }

    #[test]
    fn what_is_left_out_is_known() {
        let rows = table(&[
            &["id", "English", "简体", "English (second draft)", "Remark"],
            &["7", COW[0], COW[1], "A cow is asleep now.", "Check the tone."],
            &["8", BUS[0], BUS[1], "The bus comes later.", "Check the tone."],
        ]);
        let found = columns(&rows).unwrap();
        assert_eq!(found.unused, [(3, "English (second draft)".to_owned())]);
    }

    #[test]
    fn a_column_alone_begins_below_its_head() {
        assert_eq!(only(&table(&[&["English", "n"], &[COW[0], "1"]]), Some(Edition::En)), Some((0, 1)));
        assert_eq!(only(&table(&[&[COW[1]], &[BUS[1]]]), Some(Edition::ZhHans)), Some((0, 0)));
        assert_eq!(letters(0) + &letters(25) + &letters(26) + &letters(701), "AZAAZZ");
    }
}

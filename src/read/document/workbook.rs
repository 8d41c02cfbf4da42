//! Workbooks as texts: a table with a column an edition, or a column of text.

use std::path::Path;

use super::super::lines::is_wide;
use super::super::tables::{Table, workbook};
use super::Document;
use super::extract::{Extract, Paragraph};
use crate::error::{Error, ErrorKind, Result};
use crate::text::{BlockKind, Edition, PerEdition, Role, Tag};

/// Rows that may stand above the one that names the editions.
const ABOVE: usize = 10;

/// The columns of the editions in a sheet, and the row their text begins in.
struct Columns {
    of: PerEdition<Option<usize>>,
    first: usize,
}

/// Which editions the workbook has a column for.
///
/// # Errors
/// `Input` where it cannot be read.
pub fn editions(bytes: &[u8], path: &Path) -> Result<PerEdition<bool>> {
    let mut out = PerEdition([false; 3]);
    for table in &workbook(bytes, path)? {
        let Some(columns) = named(table) else { continue };
        // A column with nothing below its head is no edition.
        let filled = |column: usize| {
            table
                .rows
                .iter()
                .skip(columns.first)
                .filter_map(|row| row.get(column))
                .any(|c| !c.trim().is_empty())
        };
        for edition in Edition::ALL {
            out[edition] |= columns.of[edition].is_some_and(filled);
        }
    }
    Ok(out)
}

/// The text of an edition: the column that is named after it, or the only column of text.
pub(super) fn read(bytes: &[u8], path: &Path, edition: Option<Edition>) -> Result<Document> {
    let tables = workbook(bytes, path)?;
    let mut extract = Extract::default();
    let mut found = false;
    for table in &tables {
        let column = match (named(table), edition) {
            (Some(columns), Some(edition)) => columns.of[edition].map(|column| (column, columns.first)),
            _ => only(table, edition).map(|column| (column, 0)),
        };
        let Some((column, first)) = column else { continue };
        found = true;
        for (number, row) in table.rows.iter().enumerate().skip(first) {
            let said =
                Paragraph { text: row.get(column).cloned().unwrap_or_default(), ..Paragraph::default() };
            let place = || format!("{}!{}{}", table.name, letters(column), number + 1);
            extract.whole(BlockKind::TableCell, Role::Body, &said, place);
        }
    }
    if !found {
        let names = edition.map_or("a text".to_owned(), |edition| format!("the {edition} edition"));
        return Err(Error::new(ErrorKind::Input, format!("no column holds {names}"))
            .at(path)
            .remedy("write en, zh-Hans or zh-Hant (or English, 简体, 繁體) above the columns"));
    }
    Ok(extract.finish())
}

/// The first row that names two editions; a column is named once.
fn named(table: &Table) -> Option<Columns> {
    table.rows.iter().take(ABOVE).enumerate().find_map(|(number, row)| {
        let mut of = PerEdition([None; 3]);
        for (column, cell) in row.iter().enumerate() {
            if let Ok(tag) = cell.parse::<Tag>() {
                of[tag.edition].get_or_insert(column);
            }
        }
        (of.iter().filter(|(_, column)| column.is_some()).count() > 1)
            .then_some(Columns { of, first: number + 1 })
    })
}

/// The column with most text in the script of an edition, where no row names the columns.
fn only(table: &Table, edition: Option<Edition>) -> Option<usize> {
    let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let weight = |column: usize| -> usize {
        let cells = table.rows.iter().filter_map(|row| row.get(column));
        let letters = cells.flat_map(|cell| cell.chars()).filter(|c| c.is_alphabetic());
        letters.filter(|c| edition.is_none_or(|edition| is_wide(*c) == edition.is_chinese())).count()
    };
    (0..columns)
        .map(|column| (weight(column), column))
        .filter(|(weight, _)| *weight > 0)
        .max_by_key(|(weight, column)| (*weight, usize::MAX - column))
        .map(|(_, column)| column)
}

/// `A`, `B`, … `Z`, `AA`.
fn letters(column: usize) -> String {
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

    #[test]
    fn a_column_with_nothing_below_its_head_is_no_edition() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        let rows = [["en", "zh_hans", "zh_hant"], ["A boat.", "一条船。", ""], ["A cow.", "一头牛。", " "]];
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(cells) {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
        let found = editions(&book.save_to_buffer().unwrap(), Path::new("t.xlsx")).unwrap();
        assert_eq!(found.0, [true, true, false]);
    }
}

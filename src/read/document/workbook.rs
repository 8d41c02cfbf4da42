//! Tables as texts: a column an edition, or a column of text; workbooks, CSV and TSV.

use std::path::Path;

use super::super::columns::{Columns, columns, letters, only};
use super::super::tables::{self, Table, workbook};
use super::super::{Format, ReadOptions, decode};
use super::Document;
use super::extract::{Extract, Paragraph};
use crate::error::{Error, ErrorKind, Result};
use crate::text::{BlockKind, Edition, PerEdition, Role, is_own_sheet};

/// The tables of a file, and the encoding it is written in.
fn tables_of(
    bytes: &[u8],
    path: &Path,
    format: Format,
    encoding: Option<&str>,
) -> Result<(Vec<Table>, &'static str)> {
    if format == Format::Workbook {
        return Ok((workbook(bytes, path)?, "UTF-8"));
    }
    let decoded = decode(bytes, false, encoding).map_err(|error| error.at(path))?;
    let rows = tables::csv(&decoded.text).map_err(|(line, message)| {
        Error::new(ErrorKind::Input, message)
            .at(path)
            .line(line)
            .remedy("save the table as CSV in UTF-8 again")
    })?;
    let mut table = Table::default();
    for (line, cells) in rows {
        // A cell may hold several lines; rows stand where editors and spreadsheets count them.
        table.rows.resize(line.saturating_sub(1).max(table.rows.len()), Vec::new());
        table.rows.push(cells);
    }
    Ok((vec![table], decoded.encoding))
}

/// Whether a plain text is a table, as Excel saves “Unicode text”: its first rows name the editions, and each row has cells
/// between tabs.
pub(in crate::read) fn is_table(bytes: &[u8]) -> bool {
    if !bytes.contains(&b'\t') {
        return false;
    }
    let decoded = decode(bytes, false, None).ok().filter(|decoded| decoded.text.contains('\t'));
    let rows = decoded.and_then(|decoded| tables::csv(&decoded.text).ok()).unwrap_or_default();
    let rows: Vec<Vec<String>> = rows.into_iter().map(|(_, cells)| cells).collect();
    columns(&rows).is_some_and(|found| {
        let below = || rows.iter().skip(found.first);
        found.named && below().next().is_some() && below().all(|row| row.len() > 1)
    })
}

/// Which editions the file has a column for.
///
/// # Errors
/// `Input` where it cannot be read.
pub(super) fn editions(bytes: &[u8], path: &Path, format: Format) -> Result<PerEdition<bool>> {
    let (tables, _) = tables_of(bytes, path, format, None)?;
    let mut out = PerEdition([false; 3]);
    for (_, columns) in side_by_side(&tables) {
        for edition in Edition::ALL {
            out[edition] |= columns.of[edition].is_some();
        }
    }
    // One column that is named and another that is empty are no two editions.
    Ok(if out.0.iter().filter(|there| **there).count() > 1 { out } else { PerEdition([false; 3]) })
}

/// The rows of a table with a column an edition, as somebody else made it: the texts of each. `None` for a sheet of this
/// program, which says more, and for other tables.
///
/// # Errors
/// `Input` where it cannot be read.
pub fn rows(bytes: &[u8], path: &Path, format: Format) -> Result<Option<Vec<PerEdition<String>>>> {
    let (tables, _) = tables_of(bytes, path, format, None)?;
    if tables.iter().any(is_own) {
        return Ok(None);
    }
    let mut out = Vec::new();
    for (table, columns) in side_by_side(&tables) {
        let said = |row: &Vec<String>, column: Option<usize>| {
            let cell = column.and_then(|column| row.get(column)).map_or("", |cell| cell.trim());
            cell.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let rows = table.rows.iter().skip(columns.first);
        let texts = rows.map(|row| columns.of.map(|_, column| said(row, *column)));
        out.extend(texts.filter(|texts| texts.0.iter().any(|text| !text.is_empty())));
    }
    Ok((!out.is_empty()).then_some(out))
}

fn is_own(table: &Table) -> bool {
    table.rows.first().is_some_and(is_own_sheet)
}

/// The tables whose columns are editions: none that is hidden where another is not; where one names them, only those that
/// do.
fn side_by_side(tables: &[Table]) -> Vec<(&Table, Columns)> {
    let mut found: Vec<(&Table, Columns)> =
        tables.iter().filter_map(|table| Some((table, columns(&table.rows)?))).collect();
    if found.iter().any(|(table, _)| !table.hidden) {
        found.retain(|(table, _)| !table.hidden);
    }
    if found.iter().any(|(_, columns)| columns.named) {
        found.retain(|(_, columns)| columns.named);
    }
    found
}

/// The text of an edition: the column that is named after it, or the only column of text.
pub(super) fn read(bytes: &[u8], path: &Path, format: Format, options: &ReadOptions) -> Result<Document> {
    let edition = options.edition;
    let (tables, encoding) = tables_of(bytes, path, format, options.encoding.as_deref())?;
    let found = side_by_side(&tables);
    let mut chosen: Vec<(&Table, usize, usize)> = Vec::new();
    let mut warnings = Vec::new();
    match edition {
        Some(edition) if !found.is_empty() => {
            let columns = found.iter().filter_map(|(table, c)| Some((*table, c.of[edition]?, c.first)));
            chosen.extend(columns);
            // Said once a file, by its first edition.
            let first = |e: &Edition| found.iter().any(|(_, columns)| columns.of[*e].is_some());
            if Edition::ALL.iter().find(|e| first(e)) == Some(&edition) {
                warnings = left_out(&tables, &found);
            }
        }
        _ => chosen.extend(tables.iter().filter(|table| !table.hidden).filter_map(|table| {
            let (column, first) = only(&table.rows, edition)?;
            Some((table, column, first))
        })),
    }
    if chosen.is_empty() {
        let names = edition.map_or("a text".to_owned(), |edition| format!("the {edition} edition"));
        return Err(Error::new(ErrorKind::Input, format!("no column holds {names}"))
            .at(path)
            .remedy("write en, zh-Hans or zh-Hant (or English, 简体, 繁體) above the columns"));
    }
    let mut extract = Extract::default();
    for (table, column, first) in chosen {
        for (number, row) in table.rows.iter().enumerate().skip(first) {
            let said =
                Paragraph { text: row.get(column).cloned().unwrap_or_default(), ..Paragraph::default() };
            let sheet = if table.name.is_empty() { String::new() } else { format!("{}!", table.name) };
            let place = || format!("{sheet}{}{}", letters(column), number + 1);
            extract.whole(BlockKind::TableCell, Role::Body, &said, place);
        }
    }
    let mut document = extract.finish();
    document.encoding = encoding;
    document.warnings = warnings;
    Ok(document)
}

/// What stands in the file and in no edition: sheets and columns with text.
fn left_out(tables: &[Table], found: &[(&Table, Columns)]) -> Vec<String> {
    let mut out = Vec::new();
    for table in tables.iter().filter(|table| !is_own(table)) {
        let name = &table.name;
        let Some((_, columns)) = found.iter().find(|(other, _)| std::ptr::eq(*other, table)) else {
            if table.hidden && table.rows.iter().any(|row| !row.is_empty()) {
                out.push(format!("the sheet '{name}' is left out: it is hidden"));
            } else if table.rows.iter().flatten().any(|cell| cell.contains(char::is_alphabetic)) {
                out.push(format!("the sheet '{name}' is left out: no row of it names the editions"));
            }
            continue;
        };
        for (column, title) in &columns.unused {
            let sheet = if tables.len() > 1 { format!(" of the sheet '{name}'") } else { String::new() };
            let title = if title.is_empty() { String::new() } else { format!(" ({title})") };
            out.push(format!("column {}{title}{sheet} has text and is not read", letters(*column)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(sheets: &[&[&[&str]]]) -> Vec<u8> {
        let mut book = rust_xlsxwriter::Workbook::new();
        for rows in sheets {
            let sheet = book.add_worksheet();
            for (row, cells) in (0..).zip(*rows) {
                for (column, cell) in (0..).zip(*cells) {
                    sheet.write_string(row, column, *cell).unwrap();
                }
            }
        }
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn a_hidden_sheet_is_left_out_and_told() {
        let mut book = rust_xlsxwriter::Workbook::new();
        for (name, row) in
            [("now", ["The cow sleeps.", "奶牛睡着了。"]), ("old", ["A cow is asleep.", "牛睡了。"])]
        {
            let sheet = book.add_worksheet().set_name(name).unwrap();
            for (column, cell) in (0..).zip(["EN", "CN"]) {
                sheet.write_string(0, column, cell).unwrap();
                sheet.write_string(1, column, row[usize::from(column)]).unwrap();
            }
            sheet.set_hidden(name == "old");
        }
        let (said, warnings) = texts(&book.save_to_buffer().unwrap(), Format::Workbook, Edition::En);
        assert_eq!((said.as_slice(), warnings.len()), (["The cow sleeps.".to_owned()].as_slice(), 1));
        assert!(warnings[0].contains("'old'") && warnings[0].contains("hidden"), "{warnings:?}");
    }

    fn texts(bytes: &[u8], format: Format, edition: Edition) -> (Vec<String>, Vec<String>) {
        let options = ReadOptions { edition: Some(edition), ..ReadOptions::default() };
        let found = read(bytes, Path::new("t"), format, &options).unwrap();
        (found.blocks.into_iter().map(|block| block.text).collect(), found.warnings)
    }

    #[test]
    fn a_sheet_that_names_no_edition_is_left_out_and_told() {
        let bytes = book(&[
            &[&["Project X", "for Mr. Wu"], &["Client: Y", "请在周五前完成"]],
            &[&["EN", "CN", "EN (old)"], &["The cow sleeps.", "奶牛睡着了。", "A cow is asleep."]],
        ]);
        let (said, warnings) = texts(&bytes, Format::Workbook, Edition::En);
        assert_eq!(said, ["The cow sleeps."]);
        assert!(
            warnings[0].contains("Sheet1") && warnings[1].contains("EN (old)") && warnings.len() == 2,
            "{warnings:?}"
        );
        let (said, warnings) = texts(&bytes, Format::Workbook, Edition::ZhHans);
        assert_eq!((said.as_slice(), warnings.len()), (["奶牛睡着了。".to_owned()].as_slice(), 0));
    }

    #[test]
    fn a_plain_text_is_a_table_where_every_line_says_so() {
        let utf16 = |text: &str| {
            [&[0xFF, 0xFE][..], &text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat()
        };
        let table = "English\t简体\r\nThe cow sleeps.\t奶牛睡着了。\r\nIt is 7.\t\r\n";
        assert!(is_table(table.as_bytes()) && is_table(&utf16(table)));
        for text in [
            "English\t简体\nThe cow sleeps.\t奶牛睡着了。\nAnd this is prose.\n",
            "A list of languages:\nEnglish\t简体\nand more of them.\n",
            "The cow\tsleeps.\nIt is\t7.\n",
            "English\t简体\n",
            "The cow sleeps.\n",
        ] {
            assert!(!is_table(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn tables_of_text_files() {
        for (mark, end) in [(",", "\n"), (";", "\r\n"), ("\t", "\n")] {
            let rows = [
                ["英文", "简体", "备注"],
                ["The cow sleeps.", "奶牛睡着了。", "7"],
                ["\"It, too,\nsleeps.\"", "它也睡着了。", ""],
            ];
            let text = format!("\u{feff}{}", rows.map(|row| row.join(mark) + end).concat());
            assert_eq!(
                editions(text.as_bytes(), Path::new("t.csv"), Format::Csv).unwrap().0,
                [true, true, false]
            );
            assert_eq!(
                texts(text.as_bytes(), Format::Csv, Edition::ZhHans).0,
                ["奶牛睡着了。", "它也睡着了。"]
            );
            assert_eq!(
                texts(text.as_bytes(), Format::Csv, Edition::En).0,
                ["The cow sleeps.", "It, too,\nsleeps."]
            );
        }
    }
}

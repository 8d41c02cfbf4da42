//! The translators' sheet as a workbook (Office Open XML): cells of text stay text, whatever they look like.
//!
//! SpreadsheetML has no language for a cell, so the Chinese columns say it by the character set of their font
//! (ECMA-376, 18.4.1 `charset`: 134 Simplified, 136 Traditional).

use std::collections::HashSet;
use std::io::Write;

use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, DocProperties, ExcelDateTime,
    Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use super::csv::check_limits;
use super::row::{BASE, DIFFERENCES};
use super::{COLUMNS, Options, Record, Row, Writer, stream};
use crate::error::{Error, ErrorKind, Result};

/// What may stand in the column `status`; the last two confirm a row that an edition lacks.
pub const STATUSES: [&str; 6] = ["auto", "confirmed", "edited", "flagged", "omission", "addition"];
/// A job with more rows than this gets a sheet an article.
const BIG: usize = 2_000;
/// At most so many sheets: more articles share some, each whole in one.
const MAX_SHEETS: usize = 100;
/// Width of each column, in characters of the standard font.
const WIDTHS: [f64; 13] = [8.0, 16.0, 6.0, 5.0, 6.0, 6.0, 52.0, 40.0, 40.0, 10.0, 12.0, 18.0, 30.0];
/// Columns that hold a number: row, the three counts, confidence.
const NUMBERS: [usize; 5] = [2, 3, 4, 5, 9];
const STATUS: u16 = 10;
const DIFFERS: u16 = 13;
const LAST: u16 = 14;

/// One article as it will stand in a sheet.
#[derive(Debug)]
struct Rows {
    article: String,
    /// The cells, what the two Chinese editions say otherwise, and what the row was made from.
    cells: Vec<([String; 13], String, String)>,
}

/// Writes the workbook at the end: all rows in one sheet, or a sheet an article where there are many.
#[derive(Debug)]
pub struct XlsxWriter {
    articles: Vec<Rows>,
    date: Option<String>,
}

impl XlsxWriter {
    /// An empty workbook.
    pub fn new(options: &Options) -> Self {
        XlsxWriter { articles: Vec::new(), date: options.date.clone() }
    }

    /// The articles of each sheet, and its name.
    fn sheets(&self) -> Vec<(String, &[Rows])> {
        let rows: usize = self.articles.iter().map(|a| a.cells.len()).sum();
        if rows <= BIG || self.articles.len() == 1 {
            let name = match self.articles.as_slice() {
                [only] => only.article.as_str(),
                _ => "rows",
            };
            return vec![(name.to_owned(), &self.articles)];
        }
        let least =
            if self.articles.len() <= MAX_SHEETS { 0 } else { rows.div_ceil(MAX_SHEETS / 2).max(BIG) };
        let (mut out, mut from, mut held) = (Vec::new(), 0, 0);
        for (at, article) in self.articles.iter().enumerate() {
            if at > from && held + article.cells.len() > least {
                out.push(&self.articles[from..at]);
                (from, held) = (at, 0);
            }
            held += article.cells.len();
        }
        out.push(&self.articles[from..]);
        out.into_iter()
            .map(|group| (group.first().map_or(String::new(), |a| a.article.clone()), group))
            .collect()
    }

    fn workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let date = self.date.as_deref().and_then(|date| date.get(..8)).and_then(|date| {
            let (year, rest) = date.split_at_checked(4)?;
            let (month, day) = rest.split_at_checked(2)?;
            ExcelDateTime::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
        });
        // The same bytes for the same rows: no clock is looked at.
        let date = date.map_or_else(|| ExcelDateTime::from_ymd(2000, 1, 1), Ok)?;
        book.set_properties(&DocProperties::new().set_author("trialign").set_creation_datetime(&date));
        let styles = Styles::new();
        let mut names = HashSet::new();
        for (name, articles) in self.sheets() {
            let sheet = book.add_worksheet();
            sheet.set_name(sheet_name(&name, &mut names))?;
            fill(sheet, articles, &styles)?;
        }
        book.save_to_buffer()
    }
}

/// A name that Excel takes: at most 31 UTF-16 units, without `[]:*?/\`, no quote at its ends, each once.
fn sheet_name(article: &str, taken: &mut HashSet<String>) -> String {
    let plain: String =
        article.chars().map(|c| if "[]:*?/\\".contains(c) || c.is_control() { ' ' } else { c }).collect();
    let plain = plain.trim().trim_matches('\'').trim();
    let plain = if plain.is_empty() || plain.eq_ignore_ascii_case("history") { "article" } else { plain };
    let cut = |room: usize| -> String {
        let mut units = 0;
        let fits = |c: &char| {
            units += c.len_utf16();
            units <= room
        };
        plain.chars().take_while(fits).collect::<String>().trim_end_matches('\'').to_owned()
    };
    let numbered = (2..).map(|n| format!("{}~{n}", cut(25)));
    let first = cut(31);
    let free = std::iter::once(first).chain(numbered).find(|name| taken.insert(name.to_lowercase()));
    free.unwrap_or_default()
}

/// How cells look: a fill for what is doubtful and for what an edition lacks, a font for each edition.
struct Styles {
    /// For plain, doubtful and incomplete rows: each column's.
    cells: [Vec<Format>; 3],
    head: Format,
    confirmed: Format,
    flagged: Format,
}

impl Styles {
    fn new() -> Self {
        let column = |number: usize, fill: Option<u32>| {
            let mut format = Format::new().set_align(FormatAlign::Top);
            format = match number {
                n if NUMBERS.contains(&n) => format.set_num_format(if n == 9 { "0.000" } else { "0" }),
                _ => format.set_num_format("@"),
            };
            format = match number {
                6 | 12 | 13 => format.set_text_wrap(),
                7 => format.set_text_wrap().set_font_name("Microsoft YaHei").set_font_charset(134),
                8 => format.set_text_wrap().set_font_name("Microsoft JhengHei").set_font_charset(136),
                _ => format,
            };
            fill.map_or(format.clone(), |fill| format.set_background_color(Color::RGB(fill)))
        };
        let row = |fill| (0..=usize::from(LAST)).map(|number| column(number, fill)).collect();
        Styles {
            cells: [row(None), row(Some(0x00FF_F2CC)), row(Some(0x00FC_E4D6))],
            head: Format::new().set_bold().set_background_color(Color::RGB(0x00E7_E6E6)),
            confirmed: Format::new().set_font_color(Color::RGB(0x0000_6100)).set_bold(),
            flagged: Format::new().set_font_color(Color::RGB(0x009C_0006)).set_bold(),
        }
    }

    fn of(&self, flags: &str) -> &[Format] {
        let doubtful = flags.split(' ').any(|flag| flag == "low-confidence");
        let lacks = flags.split(' ').any(|flag| flag.starts_with("omission-"));
        &self.cells[if doubtful {
            1
        } else if lacks {
            2
        } else {
            0
        }]
    }
}

fn fill(sheet: &mut Worksheet, articles: &[Rows], styles: &Styles) -> Result<(), XlsxError> {
    for (number, (name, width)) in (0..).zip(COLUMNS.into_iter().zip(WIDTHS)) {
        sheet.write_string_with_format(0, number, name, &styles.head)?;
        sheet.set_column_width(number, width)?;
    }
    sheet.write_string_with_format(0, DIFFERS, DIFFERENCES, &styles.head)?;
    sheet.set_column_width(DIFFERS, 30)?;
    sheet.write_string_with_format(0, LAST, BASE, &styles.head)?;
    let mut line = 0;
    for (cells, differs, base) in articles.iter().flat_map(|article| &article.cells) {
        line += 1;
        let formats = styles.of(&cells[11]);
        for (number, (cell, format)) in cells.iter().zip(formats).enumerate() {
            let column = u16::try_from(number).unwrap_or(LAST);
            match cell.parse::<f64>() {
                Ok(value) if NUMBERS.contains(&number) => {
                    sheet.write_number_with_format(line, column, value, format)?
                }
                _ => sheet.write_string_with_format(line, column, cell, format)?,
            };
        }
        sheet.write_string_with_format(line, DIFFERS, differs, &formats[usize::from(DIFFERS)])?;
        sheet.write_string_with_format(line, LAST, base, &formats[usize::from(LAST)])?;
    }
    sheet.set_column_hidden(LAST)?;
    sheet.set_freeze_panes(1, 0)?.set_landscape().set_repeat_rows(0, 0)?.set_print_fit_to_pages(1, 0);
    sheet.autofilter(0, 0, line.max(1), LAST - 1)?;
    let list = DataValidation::new().allow_list_strings(&STATUSES)?;
    let list = list.set_error_title("status")?.set_error_message(STATUSES.join(", "))?;
    sheet.add_data_validation(1, STATUS, line.max(1), STATUS, &list)?;
    for (status, format) in [("confirmed", &styles.confirmed), ("flagged", &styles.flagged)] {
        let rule = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::EqualTo(status.to_owned()))
            .set_format(format);
        sheet.add_conditional_format(1, STATUS, line.max(1), STATUS, &rule)?;
    }
    Ok(())
}

impl Writer for XlsxWriter {
    fn begin(&mut self, _out: &mut dyn Write) -> Result<()> {
        Ok(())
    }

    fn article(&mut self, record: &Record, _out: &mut dyn Write) -> Result<()> {
        let row = |row: Row<'_>| (row.cells(str::to_owned), row.differences.clone(), row.base());
        let rows: Vec<_> = Row::of(record).map(row).collect();
        let cells: Vec<&[String; 13]> = rows.iter().map(|(cells, ..)| cells).collect();
        let held: usize = self.articles.iter().map(|a| a.cells.len()).sum();
        // A sheet an article comes to be before the rows of all would not fit into one.
        check_limits(record, &cells, if held + rows.len() > BIG { 1 } else { 1 + held })?;
        self.articles.push(Rows { article: record.article.clone(), cells: rows });
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> Result<()> {
        let book = self.workbook().map_err(|e| {
            Error::new(ErrorKind::Input, format!("the workbook cannot be written: {e}"))
                .remedy("write CSV or JSONL")
        })?;
        out.write_all(&book).map_err(stream)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_what_excel_takes() {
        let mut taken = HashSet::new();
        let mut name = |article: &str| sheet_name(article, &mut taken);
        assert_eq!(name("2024/a: story"), "2024 a  story");
        assert_eq!(name("'quoted'"), "quoted");
        assert_eq!(name("QUOTED"), "QUOTED~2");
        assert_eq!(name("History"), "article");
        assert_eq!(name("[]"), "article~2");
        let long = "很长的文章名字".repeat(10);
        let (one, two) = (name(&long), name(&long));
        assert!(one.encode_utf16().count() <= 31 && two.encode_utf16().count() <= 31 && one != two);
    }
}

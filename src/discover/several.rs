//! Files that may hold several editions side by side: a table with a column an edition, subtitles in two languages. Only
//! their reader can tell; here it is told which are asked about.

use std::borrow::Cow;
use std::io::Read;
use std::path::{Path, PathBuf};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

use super::{DiscoverOptions, Entry, is_safe_id, layout, walk};
use crate::input;
use crate::text::{Edition, HEAD_WITHIN, Head, Tag, head, is_own_sheet};

/// So much of a table is looked at.
const START: u64 = 64 << 10;
/// So many of its rows.
const ROWS: usize = 20;

/// Files without a tag that belong to no article and may be one of their own; they leave `unused`.
pub(super) fn entries(unused: &mut Vec<PathBuf>, options: &DiscoverOptions) -> Vec<Entry> {
    let is_asked = |path: &PathBuf| match walk::extension(path).as_str() {
        "xlsx" => true,
        "txt" => !options.checking && !is_tagged(path) && is_table(path, false),
        // A checkout is full of these, and they are no translations.
        "docx" | "docm" | "odt" | "srt" | "vtt" | "csv" | "tsv" => !options.checking && !is_tagged(path),
        _ => false,
    };
    let (asked, rest): (Vec<PathBuf>, Vec<PathBuf>) = std::mem::take(unused).into_iter().partition(is_asked);
    *unused = rest;
    let entries = |path: &PathBuf| {
        let id = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        Edition::ALL.map(|edition| Entry { id: id.clone(), tag: Tag::from(edition), path: path.clone() })
    };
    asked.iter().flat_map(entries).filter(|entry| is_safe_id(&entry.id)).collect()
}

/// Whether the name of a file says its edition.
fn is_tagged(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = layout::without_extension(&name);
    stem.parse::<Tag>().is_ok() || crate::text::split_name(stem).1.is_some()
}

/// Whether a CSV or TSV file is a table of texts: two of its columns are named after editions, and what stands below is no
/// paths, as in a manifest, and no ladder of this program.
///
/// With `named`, a table without any head that names one too: somebody named the file.
pub(super) fn is_table(path: &Path, named: bool) -> bool {
    let delimiters: &[u8] = match walk::extension(path).as_str() {
        "csv" => b",;\t|",
        "tsv" | "txt" => b"\t",
        _ => return false,
    };
    // A text with tabs is a table only where it says so.
    let named = named && walk::extension(path) != "txt";
    let mut start = Vec::new();
    let Ok(file) = input::open(path) else { return false };
    if file.take(START).read_to_end(&mut start).is_err() {
        return false;
    }
    let text = decoded(&start);
    let text = text.trim_start_matches('\u{feff}');
    // As Excel tells itself the delimiter.
    let text = match text.strip_prefix("sep=") {
        Some(rest) => rest.split_once('\n').map_or("", |(_, rest)| rest),
        None => text,
    };
    delimiters.iter().any(|delimiter| holds_texts(text, *delimiter, path, named))
}

/// The start of a table, near enough to know its columns: spreadsheets save in UTF-16 and in the code page of the system.
fn decoded(start: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, _)) = Encoding::for_bom(start) {
        return encoding.decode(start).0;
    }
    // The last character may be cut off.
    if std::str::from_utf8(start).err().is_none_or(|e| e.error_len().is_none()) {
        return String::from_utf8_lossy(start);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(start, true);
    detector.guess(None, Utf8Detection::Deny).decode_without_bom_handling(start).0
}

fn holds_texts(text: &str, delimiter: u8, path: &Path, named: bool) -> bool {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> =
        reader.records().map_while(Result::ok).take(HEAD_WITHIN + ROWS).collect();
    let is_edition = |cell: &str| matches!(head(cell), Some(Head::Edition(_)));
    let is_role = |cell: &str| matches!(head(cell), Some(Head::Text));
    let top = |is: &dyn Fn(&str) -> bool| {
        let names = |row: &csv::StringRecord| row.iter().filter(|cell| is(cell)).count() > 1;
        rows.iter().take(HEAD_WITHIN).position(names)
    };
    let (top, roles) = match (top(&is_edition), top(&is_role)) {
        (None, Some(top)) => (top, true),
        (top, _) => (top.unwrap_or(0), false),
    };
    let Some((first, rows)) = rows.get(top..).and_then(<[_]>::split_first) else { return false };
    if is_own_sheet(first) {
        return false;
    }
    let mut columns: Vec<usize> =
        first.iter().enumerate().filter(|(_, cell)| is_edition(cell)).map(|(column, _)| column).collect();
    if roles {
        // `Source` and `Target` say that there are texts: in two scripts they are translations.
        columns = (0..first.len()).filter(|column| is_role(&first[*column])).collect();
        let chinese = |column: &usize| {
            let cells = || rows.iter().filter_map(|row| row.get(*column)).filter(|cell| !cell.is_empty());
            cells().filter(|cell| cell.contains(is_wide)).count() * 2 > cells().count()
        };
        if columns.iter().all(chinese) || !columns.iter().any(chinese) {
            return false;
        }
    }
    if columns.is_empty() && named && first.iter().all(|cell| cell != "id") {
        columns = (0..first.len()).collect();
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let (mut texts, mut all) = (0, 0);
    for row in rows.iter().take(ROWS) {
        for cell in
            columns.iter().filter_map(|column| row.get(*column)).filter(|cell| !cell.trim().is_empty())
        {
            all += 1;
            texts += usize::from(is_text(cell) && !folder.join(cell).is_file());
        }
    }
    columns.len() > 1 && all > 0 && texts * 2 >= all
}

/// Whether a cell is a text and no path: words, or the end of a sentence.
fn is_text(cell: &str) -> bool {
    let cell = cell.trim();
    let path = walk::is_text(Path::new(cell)) || cell.contains(['/', '\\']) && !cell.contains(' ');
    !path && (cell.contains(char::is_whitespace) || cell.contains(is_wide) || cell.ends_with(['.', '!', '?']))
}

/// Whether a character is of East Asian script.
fn is_wide(c: char) -> bool {
    u32::from(c) >= 0x2E80
}

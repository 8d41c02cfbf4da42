//! Ladders read back from files of any format that can be.

use std::path::Path;

use crate::config::Format;
use crate::error::{Error, ErrorKind, Result};
use crate::export::guard;
use crate::export::read::{self, Input, READABLE, Read};
use crate::input;
use crate::read::tables;
use crate::segment::cut_text;
use crate::text::{Article, Edition, PerEdition};

/// Reads the ladders of a file.
///
/// `from` is its format; without one its name decides. `texts` are those of a ladder that holds numbers alone (vecalign, ladder).
///
/// # Errors
/// `Usage` where the name tells no format or it is not read back; `Io`; `Input` where the file is not what it says.
pub fn read_ladders(path: &Path, from: Option<Format>, texts: Option<&Article>) -> Result<Read> {
    let from = match from {
        Some(from) => from,
        None => format_of(path)?,
    };
    // A file of many articles: the limit for one does not hold here.
    let open = |path: &Path| input::bytes(path, input::CORPUS);
    let cut = |edition: Edition, text: &str| {
        cut_text(edition, text).into_iter().filter_map(|r| text.get(r)).map(|s| s.trim().to_owned()).collect()
    };
    let input = Input { path, texts, cut: &cut, open: &open };
    let bytes = input::bytes_named(path, input::CORPUS)?;
    let format = if from == Format::Xlsx { Some(crate::read::Format::Workbook) } else { None };
    let format = format.or(matches!(from, Format::Csv | Format::Tsv).then_some(crate::read::Format::Csv));
    if let Some(rows) = format.and_then(|format| crate::read::rows(&bytes, path, format).ok()).flatten() {
        return read::read(Format::Csv, &ladder_of(path, rows)?, &input);
    }
    if from == Format::Xlsx {
        return read::read(Format::Csv, &as_csv(&tables::workbook(&bytes, path)?)?, &input);
    }
    read::read(from, &bytes, &input)
}

/// The format a file name tells, those of this program's own exports too.
///
/// # Errors
/// `Usage` where it tells none.
pub fn format_of(path: &Path) -> Result<Format> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    let known = match name {
        _ if name.ends_with(".alignment.xml") => Some(Format::Intertext),
        _ if name.ends_with(".xces.xml") => Some(Format::Xces),
        _ if name.ends_with(".align") => Some(Format::Vecalign),
        _ => extension.parse().ok(),
    };
    known.ok_or_else(|| {
        let names: Vec<&str> = READABLE.iter().map(|f| f.as_str()).collect();
        Error::new(ErrorKind::Usage, format!("{}: the name tells no format", path.display()))
            .remedy(format!("say which it is (--from): {}, xlsx", names.join(", ")))
    })
}

/// The rows of a table somebody else made, as a sheet of this program: an article called after the file.
fn ladder_of(path: &Path, rows: Vec<PerEdition<String>>) -> Result<Vec<u8>> {
    let id = path.file_stem().map_or_else(|| "article".into(), |stem| stem.to_string_lossy());
    let mut out = csv::Writer::from_writer(Vec::new());
    let wrong = |e: csv::Error| Error::new(ErrorKind::Input, e.to_string());
    out.write_record(["article", "en", "zh_hans", "zh_hant"]).map_err(wrong)?;
    for PerEdition([en, hans, hant]) in &rows {
        let cells = [id.as_ref(), en, hans, hant].map(|cell| guard(cell).into_owned());
        out.write_record(cells).map_err(wrong)?;
    }
    out.into_inner().map_err(|e| Error::new(ErrorKind::Input, e.to_string()))
}

/// The sheets of a workbook below each other; the head counts once.
fn as_csv(sheets: &[tables::Table]) -> Result<Vec<u8>> {
    let mut out = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let mut head: Option<&Vec<String>> = None;
    for row in sheets.iter().flat_map(|sheet| &sheet.rows) {
        if head == Some(row) {
            continue;
        }
        head.get_or_insert(row);
        let guarded = row.iter().map(|cell| guard(cell).into_owned());
        out.write_record(guarded).map_err(|e| Error::new(ErrorKind::Input, e.to_string()))?;
    }
    out.into_inner().map_err(|e| Error::new(ErrorKind::Input, e.to_string()))
}

//! Manifests: a CSV or JSONL file that lists the articles and their files.

use std::path::{Component, Path};

use super::{Entry, is_safe_id};
use crate::error::{Error, ErrorKind, Result};
use crate::input;
use crate::text::Tag;

/// The entries of a manifest; what is wrong in a line is a problem, the other lines count.
pub(super) fn read(path: &Path, problems: &mut Vec<Error>) -> Result<Vec<Entry>> {
    let text = input::text(path, input::TABLE)
        .map_err(|error| error.remedy("name a manifest in UTF-8 of at most 64 MiB"))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let rows = if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv")) {
        csv_rows(text, path)?
    } else {
        json_rows(text, path, problems)
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut out = Vec::new();
    for row in rows {
        match entry_of(&row, folder) {
            Ok(entries) => out.extend(entries),
            Err(error) => problems.push(error.at(path).line(row.line)),
        }
    }
    Ok(out)
}

struct Row {
    line: usize,
    id: Option<String>,
    files: Vec<(String, String)>,
}

fn entry_of(row: &Row, folder: &Path) -> Result<Vec<Entry>> {
    let bad = |message: String| {
        Error::new(ErrorKind::Input, message).remedy("give an id and the path of each edition")
    };
    let id = match &row.id {
        Some(id) => id.clone(),
        None => row.files.first().map(|(_, file)| file.clone()).unwrap_or_default(),
    };
    if !is_safe_id(&id) {
        return Err(bad(format!("'{id}' is no id")));
    }
    row.files
        .iter()
        .map(|(tag, file)| {
            let tag: Tag = tag.parse().map_err(bad)?;
            let path = folder.join(file);
            if leads_out(folder, Path::new(file)) {
                return Err(Error::new(
                    ErrorKind::Input,
                    format!("{file} is a symbolic link out of the folder"),
                )
                .remedy("name the file that it leads to"));
            }
            Ok(Entry { id: id.clone(), tag, path })
        })
        .collect()
}

/// Whether a name that looks as if it lay beside the manifest leads elsewhere.
fn leads_out(folder: &Path, file: &Path) -> bool {
    let plain = file.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let real = folder.canonicalize().ok().zip(folder.join(file).canonicalize().ok());
    plain && real.is_some_and(|(folder, file)| !file.starts_with(folder))
}

fn csv_rows(text: &str, path: &Path) -> Result<Vec<Row>> {
    let bad = |error: csv::Error| {
        let line = error.position().map_or(1, |at| at.line());
        Error::new(ErrorKind::Input, format!("the manifest cannot be read: {error}"))
            .at(path)
            .line(usize::try_from(line).unwrap_or(1))
            .remedy("write a header such as id,en,zh-Hans,zh-Hant and one article a row")
    };
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let header: Vec<String> = reader.headers().map_err(bad)?.iter().map(str::to_owned).collect();
    let mut out = Vec::new();
    for record in reader.records() {
        let record = record.map_err(bad)?;
        let line = record.position().map_or(1, |at| usize::try_from(at.line()).unwrap_or(1));
        let cells: Vec<(String, String)> = header
            .iter()
            .cloned()
            .zip(record.iter().map(str::to_owned))
            .filter(|(_, cell)| !cell.is_empty())
            .collect();
        out.push(row(line, cells));
    }
    Ok(out)
}

fn json_rows(text: &str, path: &Path, problems: &mut Vec<Error>) -> Vec<Row> {
    let mut out = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let parsed: Result<serde_json::Map<String, serde_json::Value>, _> = serde_json::from_str(line);
        match parsed {
            Ok(map) => {
                let nested = map.get("editions").and_then(|editions| editions.as_object());
                let cells = map.iter().chain(nested.into_iter().flatten());
                let cells = cells
                    .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
                    .collect();
                out.push(row(index + 1, cells));
            }
            Err(error) => problems.push(
                Error::new(ErrorKind::Input, format!("this line is no JSON object: {error}"))
                    .at(path)
                    .line(index + 1)
                    .remedy(r#"write {"id":"…","en":"PATH","zh-Hans":"PATH"}"#),
            ),
        }
    }
    out
}

/// Columns whose names are tags are editions; others but the id are notes.
fn row(line: usize, cells: Vec<(String, String)>) -> Row {
    let is_id = |key: &str| matches!(key, "id" | "article" | "article_id");
    let id = cells.iter().find(|(key, _)| is_id(key)).map(|(_, value)| value.clone());
    let files = cells.into_iter().filter(|(key, _)| key.parse::<Tag>().is_ok()).collect();
    Row { line, id, files }
}

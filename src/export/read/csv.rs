//! The translators' sheet, as a spreadsheet gives it back.

use std::collections::{HashMap, HashSet};

use ::csv::{ReaderBuilder, StringRecord};

use super::build::{self, Rung};
use super::{Input, Read, fault};
use crate::bead::Flag;
use crate::error::Result;
use crate::export::{BASE, COLUMNS, unguard};
use crate::text::{Article, Edition, PerEdition};

/// Cells of a text: its column and that of its count.
const TEXTS: [(&str, &str); 3] = [("en", "n_en"), ("zh_hans", "n_hans"), ("zh_hant", "n_hant")];
/// More segments than this are in no bead.
const MAX_RUN: usize = 10_000;
/// Segments without a byte that a cell may have: a small sheet must not stand for gigabytes of them.
const SPARE: usize = 8;

struct Sheet<'a> {
    input: &'a Input<'a>,
    columns: HashMap<String, usize>,
}

struct Line {
    number: usize,
    row: Option<usize>,
    rung: Rung,
    texts: PerEdition<Option<String>>,
}

pub(super) fn read(text: &str, tabs: bool, input: &Input<'_>) -> Result<Read> {
    let (separator, text) = separator(text, tabs);
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .quoting(!tabs)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut rows = reader.records();
    let remedy = "the first line has to name the columns: bead_id, article, row, …";
    let head = match rows.next() {
        Some(row) => row.map_err(|e| fault(input.path, 1, e.to_string(), remedy))?,
        None => return Err(fault(input.path, 1, "the sheet is empty", remedy)),
    };
    let mut read = Read::default();
    let sheet = Sheet { input, columns: columns(&head, input, remedy, &mut read.warnings)? };
    let (mut order, mut articles) = (Vec::new(), HashMap::<String, Vec<Line>>::new());
    let mut empty = Vec::new();
    let mut ids = HashSet::new();
    for row in rows {
        let row = row.map_err(|e| fault(input.path, 0, e.to_string(), "mend the quotes"))?;
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let number = row.position().map_or(0, |p| usize::try_from(p.line()).unwrap_or(0));
        let line = sheet.line(&row, number)?;
        if line.rung.lens == [0; 3] {
            empty.push(number);
            continue;
        }
        if let Some(id) = line.rung.id.as_ref().filter(|id| !ids.insert((*id).clone())) {
            return Err(fault(
                input.path,
                number,
                format!("bead {id} stands here a second time"),
                "remove one of the rows",
            ));
        }
        let id = sheet.cell(&row, "article").to_owned();
        articles
            .entry(id.clone())
            .or_insert_with(|| {
                order.push(id);
                Vec::new()
            })
            .push(line);
    }
    if let Some(first) = empty.first() {
        let count = empty.len();
        read.warnings
            .push(format!("{count} rows have no text in any edition, the first on line {first}: left out"));
    }
    let mut uncut = 0;
    for id in order {
        let mut lines = articles.remove(&id).unwrap_or_default();
        in_order(&id, &mut lines, &mut read.warnings);
        read.records.push(record(&id, lines, input, &mut uncut)?);
    }
    if uncut > 0 {
        read.warnings.push(format!("in {uncut} cells the cuts between segments are not known: all of the text stands in the first, the others are empty"));
    }
    Ok(read)
}

/// Where each column stands; columns nobody knows are told.
fn columns(
    head: &StringRecord,
    input: &Input<'_>,
    remedy: &str,
    warnings: &mut Vec<String>,
) -> Result<HashMap<String, usize>> {
    let columns: HashMap<String, usize> =
        head.iter().enumerate().map(|(n, name)| (name.trim().to_lowercase(), n)).collect();
    for name in ["article", "en", "zh_hans", "zh_hant"] {
        if !columns.contains_key(name) {
            return Err(fault(input.path, 1, format!("the column {name} is missing"), remedy));
        }
    }
    let known = |name: &&str| COLUMNS.iter().chain([&BASE]).any(|own| name.eq_ignore_ascii_case(own));
    let extra: Vec<&str> = head.iter().map(str::trim).filter(|name| !known(name)).collect();
    if !extra.is_empty() {
        warnings.push(format!("columns that are not read: {}", extra.join(", ")));
    }
    Ok(columns)
}

/// `sep=;` as Excel knows it, else the separator that the header has most of.
fn separator(text: &str, tabs: bool) -> (u8, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    if let Some([b'\t' | b';' | b',']) = first.trim_end_matches('\r').strip_prefix("sep=").map(str::as_bytes)
    {
        return (first.as_bytes()[4], rest);
    }
    let count = |c: u8| first.bytes().filter(|&b| b == c).count();
    let best = [b'\t', b';', b','].into_iter().max_by_key(|&c| count(c)).unwrap_or(b',');
    (if tabs { b'\t' } else { best }, text)
}

impl Sheet<'_> {
    fn cell<'r>(&self, row: &'r StringRecord, name: &str) -> &'r str {
        let cell = self.columns.get(name).and_then(|&n| row.get(n)).unwrap_or_default();
        unguard(cell)
    }

    fn line(&self, row: &StringRecord, number: usize) -> Result<Line> {
        let wrong = |message: String, remedy: &str| fault(self.input.path, number, message, remedy);
        let count = |name: &str| -> Result<Option<usize>> {
            let cell = self.cell(row, name).trim();
            if cell.is_empty() {
                return Ok(None);
            }
            let value: Option<usize> = cell.parse().ok().filter(|n| *n <= MAX_RUN);
            let value = value
                .ok_or_else(|| wrong(format!("{name}: '{cell}' is no number"), "put the number back"))?;
            Ok(Some(value))
        };
        let mut rung = Rung::default();
        let mut texts = PerEdition::default();
        for (edition, (column, name)) in Edition::ALL.into_iter().zip(TEXTS) {
            let text = self.cell(row, column);
            let n = match count(name)? {
                None if text.is_empty() => continue,
                None => 1,
                Some(0) if !text.is_empty() => {
                    return Err(wrong(
                        format!("{column} has a text and {name} is 0"),
                        "correct the number or the text",
                    ));
                }
                Some(n) if n > text.len() + SPARE => {
                    let message = format!("{name}: {n} segments in a text of {} bytes", text.len());
                    return Err(wrong(message, "put the number back"));
                }
                Some(n) => n,
            };
            rung.lens[edition as usize] = n;
            texts[edition] = Some(text.to_owned());
        }
        let id = self.cell(row, "bead_id").trim();
        rung.id = (!id.is_empty()).then(|| id.to_owned());
        rung.confidence = build::probability(self.cell(row, "confidence"))
            .map_err(|e| wrong(e, "put the number back, or leave the cell empty"))?;
        let status = self.cell(row, "status");
        rung.status = build::status(status)
            .ok_or_else(|| wrong(format!("'{status}' is no status"), "auto, confirmed, edited or flagged"))?;
        rung.flags = self.cell(row, "flags").split_whitespace().map(Flag::from).collect();
        rung.note = self.cell(row, "note").to_owned();
        Ok(Line { number, row: count("row").ok().flatten(), rung, texts })
    }
}

/// Rows back in the order of their numbers; what changed is said.
fn in_order(id: &str, lines: &mut [Line], warnings: &mut Vec<String>) {
    if lines.iter().any(|line| line.row.is_none()) {
        return;
    }
    if let Some(pair) = lines.windows(2).find(|pair| pair[0].row >= pair[1].row) {
        warnings.push(format!(
            "{id}: line {} is out of order; the numbers in the column row decide",
            pair[1].number
        ));
        lines.sort_by_key(|line| line.row);
    }
    let gap = lines.iter().enumerate().find(|(n, line)| line.row != Some(n + 1));
    if let Some((n, line)) = gap {
        let found = line.row.unwrap_or_default();
        warnings
            .push(format!("{id}: row {} is missing or there twice (row {found} stands in its place)", n + 1));
    }
}

fn record(id: &str, lines: Vec<Line>, input: &Input<'_>, uncut: &mut usize) -> Result<crate::export::Record> {
    let mut article = Article { id: id.to_owned(), ..Article::default() };
    for edition in Edition::ALL.into_iter().filter(|&e| lines.iter().any(|line| line.texts[e].is_some())) {
        let mut segments = Vec::new();
        for (block, line) in lines.iter().enumerate() {
            let n = line.rung.lens[edition as usize];
            let text = line.texts[edition].as_deref().unwrap_or_default();
            segments.extend(cells(edition, text, n, input, uncut).into_iter().map(|text| (block, text)));
        }
        article.editions[edition] = Some(build::edition(edition, "", segments.into_iter()));
    }
    let rungs = lines.into_iter().map(|line| line.rung).collect();
    build::record(&article, rungs, "csv", input.path)
}

/// A cell as `n` segments: cut where that gives `n` whose join is the cell; else the first holds all.
fn cells(edition: Edition, text: &str, n: usize, input: &Input<'_>, uncut: &mut usize) -> Vec<String> {
    if n <= 1 {
        return (n == 1).then(|| text.to_owned()).into_iter().collect();
    }
    let cut = (input.cut)(edition, text);
    let joined = crate::export::join_segments(edition, cut.iter().map(String::as_str));
    if cut.len() == n && joined == text {
        return cut;
    }
    *uncut += 1;
    let mut all = vec![String::new(); n];
    all[0] = text.to_owned();
    all
}

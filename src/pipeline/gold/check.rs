//! What cannot be right in a gold record, found without reading its texts as a person would.

use std::io::BufReader;
use std::path::{Path, PathBuf};

use super::{RECORD, folders};
use crate::error::{Error, ErrorKind, Result};
use crate::export::{BeadRecord, EditionRecord, Record, Records};
use crate::input;
use crate::text::{Edition, PerEdition, sha256};

/// Says of the gold records of `path` (a `gold.jsonl`, a folder with one, a folder of such folders) what cannot be
/// right in them: how many files were looked at, and the faults a line each.
///
/// # Errors
/// `Io` where a file cannot be read, `Input` where a line is no record or there is none.
pub fn check_gold(path: &Path) -> Result<(usize, Vec<String>)> {
    let files = if path.is_file() { vec![path.to_path_buf()] } else { records_in(path)? };
    let mut faults = Vec::new();
    for file in &files {
        faults.extend(faults_of(file)?);
    }
    Ok((files.len(), faults))
}

fn records_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let all = [folder.to_path_buf()].into_iter().chain(folders(folder)?);
    let files: Vec<PathBuf> = all.map(|folder| folder.join(RECORD)).filter(|file| file.is_file()).collect();
    if files.is_empty() {
        return Err(Error::new(ErrorKind::Input, "no gold.jsonl in this folder or one below").at(folder));
    }
    Ok(files)
}

/// Says of each record of a gold file what cannot be right in it: a line a fault, `article: bead N (id): …`.
///
/// Beads that cross, that hold nothing or that leave segments out; spans that overlap, run backwards or leave the
/// file; a file that is not the one the ladder was made for; an id that stands twice.
///
/// # Errors
/// `Io` where the file cannot be read, `Input` where a line is no record.
fn faults_of(path: &Path) -> Result<Vec<String>> {
    let file = input::open(path)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut faults = Vec::new();
    for record in Records::new(BufReader::new(file), path) {
        let record = record?;
        for (edition, text) in record.editions.iter() {
            if let Some(text) = text {
                let found = texts(folder, text);
                faults.extend(found.into_iter().map(|f| format!("{}: {edition}: {f}", record.article)));
            }
        }
        faults.extend(ladder(&record).into_iter().map(|fault| format!("{}: {fault}", record.article)));
    }
    Ok(faults)
}

fn texts(folder: &Path, text: &EditionRecord) -> Vec<String> {
    let bytes = match input::bytes(&folder.join(&text.path), input::TABLE) {
        Ok(bytes) => bytes,
        Err(error) => return vec![format!("{}: {error}", text.path)],
    };
    let mut faults = Vec::new();
    if sha256(&bytes) != text.sha256 {
        faults.push(format!("{} is not the file the gold was made for (its SHA-256 differs)", text.path));
    }
    let segments = text.segments.iter().map(|s| (s.start, s.end, s.text.as_str()));
    let furniture = text.furniture.iter().map(|f| (f.start, f.end, f.text.as_str()));
    let mut spans: Vec<(usize, usize, &str)> = segments.clone().chain(furniture).collect();
    if segments.is_sorted_by_key(|(start, ..)| start) {
        spans.sort_unstable();
    } else {
        faults.push("the segments are not in the order of the file".to_owned());
    }
    let mut end = 0;
    for (start, stop, words) in spans {
        if start >= stop || stop > bytes.len() {
            faults.push(format!("{start}..{stop} is no place in {}: {words}", text.path));
        } else if start < end {
            faults.push(format!("byte {start} stands in two segments: {words}"));
        }
        end = end.max(stop);
    }
    faults
}

fn ladder(record: &Record) -> Vec<String> {
    let mut faults = Vec::new();
    let mut next = PerEdition([0usize; 3]);
    let mut ids: Vec<&str> = record.beads.iter().map(|bead| bead.id.as_str()).collect();
    ids.sort_unstable();
    faults.extend(ids.windows(2).filter(|w| w[0] == w[1]).map(|w| format!("the id {} stands twice", w[0])));
    for (number, bead) in record.beads.iter().enumerate() {
        let place = format!("bead {} ({})", number + 1, bead.id);
        if Edition::ALL.iter().all(|&edition| bead.indices(edition).is_empty()) {
            faults.push(format!("{place}: holds nothing"));
        }
        for edition in Edition::ALL {
            if let Some(fault) = run(bead, edition, &mut next) {
                faults.push(format!("{place}: {edition}: {fault}"));
            }
        }
    }
    for (edition, text) in record.editions.iter() {
        let segments = text.as_ref().map_or(0, |text| text.segments.len());
        if next[edition] < segments {
            faults.push(format!("{edition}: no bead holds segment {}", next[edition]));
        }
    }
    faults
}

/// What is wrong with the segments of a bead in an edition, given the first that no bead before it holds.
fn run(bead: &BeadRecord, edition: Edition, next: &mut PerEdition<usize>) -> Option<String> {
    let mut fault = None;
    for &index in bead.indices(edition) {
        let due = next[edition];
        if index != due && fault.is_none() {
            let what =
                if index < due { "stands in an earlier bead, or beads cross" } else { "comes too early" };
            fault = Some(format!("segment {index} {what}; segment {due} is next"));
        }
        next[edition] = due.max(index + 1);
    }
    fault
}
